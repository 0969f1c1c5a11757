from __future__ import annotations

import pytest

from prospector.render import figures


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (0.0752, "7.5%"), (0.0971, "9.7%"), (0.004, "0.4%"), (0.12, "12.0%"), (0.186, "18.6%"),
        (0, "0%"), (1, "100%"), (1.52, "152%"), (12.345, "1,234%"), (-0.05, "-5.0%"),
    ],
)  # fmt: skip
def test_percent_has_one_digit_and_from_a_hundred_on_none(fraction: float, text: str) -> None:
    assert figures.percent(fraction) == text


def test_a_little_is_not_nothing_and_almost_all_is_not_all() -> None:
    assert figures.percent(1 / 5000) == "<0.1%"
    assert figures.percent(4999 / 5000) == ">99.9%"
    assert figures.percent(0.0005) == "0.1%"
    assert figures.percent(0.9994) == "99.9%"


def test_bounds_of_a_range_have_two_digits_that_mean_something() -> None:
    assert [figures.bound(value) for value in (0, 0.0004, 0.06, 0.0994, 0.0996, 0.131, 1)] == [
        "0", "0.0", "6.0", "9.9", "10", "13", "100",
    ]  # fmt: skip


def test_counts_and_measures_have_their_thousands() -> None:
    assert figures.count(1093) == "1,093"
    assert figures.count(1 / 3, digits=1) == "0.3"
    assert figures.decimal(1234.56) == "1,234.6"


def test_a_measure_that_is_not_nothing_has_a_digit_that_is_not_zero() -> None:
    # 1 in 29 days, 1 in 300, a thousandth of a thousandth.
    assert [figures.decimal(value) for value in (1 / 29, 1 / 300, 1e-9, 0, 0.05, 0.96)] == [
        "0.03", "0.003", "0.000000", "0.0", "0.1", "1.0",
    ]  # fmt: skip


def test_money_has_cents_where_its_column_has_them() -> None:
    assert figures.money(1_840_000) == "18,400"
    assert figures.money(1_840_000, cents=True) == "18,400.00"
    assert figures.money(-123_450) == "-1,234.50"
    assert figures.money(500, cents=True, exponent=0) == "500"


def test_machines_get_whole_values_without_ornament() -> None:
    assert [figures.plain_number(value) for value in (1093, 0.0752, 31 / 412, 12.0, 1e-9, -1e-9, 1e7)] == [
        "1093", "0.0752", "0.075243", "12", "0", "0", "10000000",
    ]  # fmt: skip
    assert figures.plain_money(123_456_789) == "1234567.89"
