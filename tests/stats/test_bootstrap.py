"""Ranges of shares by drawing journeys anew."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from prospector.stats.bootstrap import share_ranges


def first_share(drawn: Mapping[int, int]) -> dict[str, float]:
    return {"first": drawn.get(0, 0) / sum(drawn.values())}


def test_the_same_counts_give_the_same_range_around_the_share() -> None:
    low, high = share_ranges([20, 37], first_share)["first"]
    assert (low, high) == share_ranges([20, 37], first_share)["first"]
    assert low < 20 / 57 < high
    assert share_ranges([20, 37], first_share, confidence=0.95)["first"][0] < low


def test_eighty_percent_ranges_of_57_journeys_hold_the_truth_in_about_four_of_five() -> None:
    random = Random(7)
    held = 0
    for _ in range(150):
        hits = sum(random.random() < 0.3 for _ in range(57))
        low, high = share_ranges([hits, 57 - hits], first_share)["first"] if hits else (0.0, 0.0)
        held += low <= 0.3 <= high
    assert 0.70 <= held / 150 <= 0.88


def test_a_part_of_many_journeys_is_drawn_and_the_range_narrowed() -> None:
    low, high = share_ranges([60_000, 140_000], first_share)["first"]
    half = 1.2816 * (0.3 * 0.7 / 200_000) ** 0.5
    assert 0.8 * half < (high - low) / 2 < 1.2 * half
