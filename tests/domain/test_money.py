"""Money: as people write it, to the minor unit, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.currency import exponent_of
from prospector.domain.money import Amount, format_money, read_amount, read_money
from prospector.errors import InvalidValueError

LARGEST = 2**53


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("25000", 25_000_00),
        ("25k", 25_000_00),
        ("1.2m", 1_200_000_00),
        ("1.125K", 1_125_00),
        ("$1,234.50", 1_234_50),
        ("1,234", 1_234_00),
        ("1,234,567", 1_234_567_00),
        ("12,34,567.80", 1_234_567_80),  # by lakh, as in India
        ("1.234.567,89", 1_234_567_89),
        ("1 234,56", 1_234_56),
        ("1\u202f234,56", 1_234_56),  # the narrow space of French spreadsheets
        ("1'234.50", 1_234_50),
        ("1\u2019234.50", 1_234_50),
        ("12,5", 12_50),
        (".50", 50),
        ("0.5", 50),
        ("28000.0000", 28_000_00),
        ("(500)", -500_00),
        ("($1,500.00)", -1_500_00),
        ("-500", -500_00),
        ("-$5", -5_00),
        ("$-5", -5_00),
        ("\u2212 5", -5_00),
        ("+5", 5_00),
        ("90071992547409.92", LARGEST),
    ],
)
def test_money_is_read_as_it_is_written(text: str, minor: int) -> None:
    assert read_money(text) == minor


@pytest.mark.parametrize(
    ("text", "decimal", "minor"),
    [
        ("1.500", ".", 1_50),
        ("1.500", ",", 1_500_00),
        ("1,500", ".", 1_500_00),
        ("1,500", ",", 1_50),
        ("1 234,56", ",", 1_234_56),
        ("1.234,56", ",", 1_234_56),
    ],
)
def test_a_file_can_say_which_mark_stands_before_the_decimals(text: str, decimal: str, minor: int) -> None:
    assert read_money(text, decimal=decimal) == minor


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.500", "can be read in two ways"),
        ("0,123", "can be read in two ways"),
        ("0.001", "is finer than the minor unit, 0.01"),
        ("1.2345678m", None),
        ("1.23456789m", None),
        ("1.234567891m", "is finer than the minor unit"),
        ("90071992547409.93", "is too large"),
        ("9" * 200, "is not an amount"),
        *(
            (text, "is not an amount")
            for text in (
                "", " ", "$", "k", "-", "()", "abc", "nan", "inf", "1e3", "0x10", "5.", "1,23,4", "1,,234", ",123,456",
                "1.2.3", "1,234.5,6", "--5", "(500", "500)", "-(5)", "$$5", "5 5", "1-2", "25%", "25kk", "25b", "٣", "²",
                "12:30", "=1+1", "USD EUR 5", "5-",
            )
        ),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, message: str | None) -> None:
    if message is None:
        assert read_money(text) > 0
    else:
        with pytest.raises(InvalidValueError, match=message):
            read_money(text)


@pytest.mark.parametrize("text", ["1,500.00", "1,5.0", "1,500,000"])
def test_marks_of_thousands_must_not_be_those_of_decimals(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is not an amount"):
        read_money(text, decimal=",")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 12,50", Amount(12_50, "EUR")),
        ("EUR 25k", Amount(25_000_00, "EUR")),
        ("25keur", Amount(25_000_00, "EUR")),
        ("US$5", Amount(5_00, "USD")),
        ("$5", Amount(5_00, None)),  # whose dollar?
        ("100 kr", Amount(100_00, None)),
        ("JPY 1,234", Amount(1_234, "JPY")),
        ("KWD 1.234", Amount(1_234, "KWD")),
        ("12 zł", Amount(12_00, "PLN")),
        ("5", Amount(5_00, None)),
    ],
)
def test_a_currency_beside_the_number_is_told(text: str, amount: Amount) -> None:
    assert read_amount(text) == amount


def test_a_currency_has_the_decimals_of_its_minor_unit() -> None:
    assert [exponent_of(code) for code in ("EUR", "jpy", "KWD", "CLF")] == [2, 0, 3, 4]
    for wrong in ("XYZ", "EU", "AED AFN", ""):
        with pytest.raises(InvalidValueError, match="is not a currency"):
            exponent_of(wrong)
    with pytest.raises(InvalidValueError, match="finer than the minor unit, 1"):
        read_amount("JPY 500.50")


def test_money_is_written_without_decimals_where_there_are_none() -> None:
    assert format_money(18_400_00) == "18,400"
    assert format_money(1_234_50) == "1,234.50"
    assert format_money(-5) == "-0.05"
    assert format_money(1_234_50, thousands=False) == "1234.50"
    assert format_money(1_234, 0) == "1,234"
    assert format_money(1_234, 3) == "1.234"


@given(st.integers(-LARGEST, LARGEST), st.sampled_from([0, 2, 3, 4]), st.booleans())
def test_money_that_was_written_reads_back(minor: int, exponent: int, thousands: bool) -> None:
    assert read_money(format_money(minor, exponent, thousands=thousands), exponent=exponent) == minor


@given(st.integers(0, 10**15), st.integers(0, 2), st.sampled_from([("", 1), ("k", 1000), ("m", 10**6)]))
def test_the_value_is_the_one_that_exact_arithmetic_gives(
    digits: int, places: int, multiple: tuple[str, int]
) -> None:
    number = Decimal(digits).scaleb(-places)
    exact = number * multiple[1] * 100
    try:
        minor = read_money(f"{number:f}{multiple[0]}", decimal=".")
    except InvalidValueError:
        assert exact > LARGEST
    else:
        assert minor == exact


@given(st.text(max_size=20) | st.text("0123456789.,-()$k '", max_size=14), st.sampled_from([None, ".", ","]))
def test_any_text_is_an_amount_or_is_refused(text: str, decimal: str | None) -> None:
    try:
        amount = read_amount(text, decimal=decimal)
    except InvalidValueError:
        return
    assert abs(amount.minor) <= LARGEST
