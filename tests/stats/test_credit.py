"""Sharing a result by rules: by hand, and what always holds."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats.credit import Credits, Journey, Rule, Terms, credits_of, settled, shares

CHANNELS = st.sampled_from(["call", "email", "a > b", "(start)", "social", ""])
PATHS = st.lists(CHANNELS, max_size=8)
JOURNEYS = st.lists(
    st.builds(
        lambda path, amount, rest: Journey(tuple(path), amount, tuple(rest[: len(path)])),
        PATHS,
        st.integers(-50, 50),
        st.lists(st.floats(0, 90), min_size=8, max_size=8).map(lambda ages: sorted(ages, reverse=True)),
    ),
    max_size=12,
)
RULES = st.sampled_from(list(Rule))


def by_touch(rule: Rule, path: str, terms: Terms | None = None) -> list[Fraction]:
    return [Fraction(share) for share in shares(rule, tuple(path), terms=terms or Terms())]


def test_each_rule_shares_a_path_of_four_as_it_says() -> None:
    assert by_touch(Rule.FIRST, "abca") == [1, 0, 0, 0]
    assert by_touch(Rule.LAST, "abca") == [0, 0, 0, 1]
    assert by_touch(Rule.LINEAR, "abca") == [Fraction(1, 4)] * 4
    assert by_touch(Rule.POSITION, "abca") == [
        Fraction(2, 5),
        Fraction(1, 10),
        Fraction(1, 10),
        Fraction(2, 5),
    ]
    third, sixth = Fraction(1, 3), Fraction(1, 6)
    assert by_touch(Rule.SHAPLEY, "abca") == [sixth, third, third, sixth]


def test_position_halves_two_touches_and_rescales_other_weights() -> None:
    assert by_touch(Rule.POSITION, "ab") == [Fraction(1, 2)] * 2
    assert by_touch(Rule.POSITION, "a") == [1]
    uneven = Terms(weights=(30, 30, 60))
    assert by_touch(Rule.POSITION, "ab", uneven) == [Fraction(1, 3), Fraction(2, 3)]
    assert by_touch(Rule.POSITION, "abc", uneven) == [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]
    assert by_touch(Rule.POSITION, "ab", Terms(weights=(0, 100, 0))) == [Fraction(1, 2)] * 2


def test_a_touch_one_half_life_earlier_has_half_the_share() -> None:
    assert shares(Rule.TIME_DECAY, ("a", "b"), (7.0, 0.0)) == pytest.approx((1 / 3, 2 / 3))
    assert shares(Rule.TIME_DECAY, ("a", "b"), (40.0, 10.0), Terms(half_life=30)) == pytest.approx(
        (1 / 3, 2 / 3)
    )
    assert shares(Rule.TIME_DECAY, ("a", "b"), (1e6, 1e6)) == pytest.approx((0.5, 0.5))


@given(RULES, JOURNEYS)
def test_credits_add_up_to_the_results_that_have_a_touch(rule: Rule, journeys: list[Journey]) -> None:
    total = sum(journey.amount for journey in journeys if journey.path)
    found = credits_of(rule, journeys)
    if rule is not Rule.TIME_DECAY:
        assert sum(Fraction(amount) for amount in found.values()) == total
    assert sum(settled(found, total, unit=10**9).values()) == total * 10**9


@given(RULES, JOURNEYS, st.integers())
def test_the_order_of_the_journeys_changes_nothing(rule: Rule, journeys: list[Journey], seed: int) -> None:
    turned = list(journeys)
    Random(seed).shuffle(turned)
    assert credits_of(rule, turned) == credits_of(rule, journeys)


@given(RULES, st.lists(JOURNEYS, max_size=4))
def test_credit_that_is_added_up_in_parts_is_exactly_that_of_all(
    rule: Rule, parts: list[list[Journey]]
) -> None:
    found = Credits(rule)
    for part in parts:
        found.add(part)
    assert found.amounts() == credits_of(rule, [journey for part in parts for journey in part])


@given(RULES, JOURNEYS)
def test_who_never_touched_has_nothing(rule: Rule, journeys: list[Journey]) -> None:
    touched = {channel for journey in journeys for channel in journey.path}
    assert credits_of(rule, journeys).keys() <= touched


@given(RULES, JOURNEYS)
def test_the_share_of_a_channel_is_that_of_its_touches(rule: Rule, journeys: list[Journey]) -> None:
    summed: Counter[Hashable] = Counter()
    for journey in journeys:
        if journey.path:
            for channel, share in zip(journey.path, shares(rule, journey.path, journey.ages), strict=True):
                summed[channel] += share * journey.amount  # type: ignore[assignment]  # fractions add up too
    for channel, amount in credits_of(rule, journeys).items():
        assert float(amount) == pytest.approx(float(summed[channel]), abs=1e-9)


@given(st.dictionaries(st.integers(), st.fractions(0, 1000), min_size=1))
def test_settled_parts_are_whole_and_off_by_less_than_one(amounts: dict[int, Fraction]) -> None:
    total = round(sum(amounts.values()))
    amounts[next(iter(amounts))] += total - sum(amounts.values())
    for unit in (1, 10, 10**9):
        found = settled(amounts, total, unit=unit)
        assert sum(found.values()) == total * unit
        assert all(abs(found[key] - amounts[key] * unit) < 1 for key in amounts)


def test_ten_paths_by_hand(shared_data: Path) -> None:
    with (shared_data / "reference" / "mini.csv").open() as file:
        rows = list(csv.DictReader(file))
    with (shared_data / "reference" / "mini_expected.csv").open() as file:
        expected = [row for row in csv.DictReader(file) if not row["variant"]]
    assert len(expected) == 25
    for row in expected:
        rule = Rule(
            {"position_40_20_40": "position", "shapley_subset_sum": "shapley"}.get(row["model"], row["model"])
        )
        for column in ("conversions", "value"):
            journeys = [Journey(tuple(each["path"].split(" > ")), int(each[column])) for each in rows]
            found = credits_of(rule, journeys).get(row["channel"], 0)
            assert float(found) == pytest.approx(float(row[column]), rel=1e-10)
