"""The statistics held to what they state, on invented years whose truth is known."""

from __future__ import annotations

from random import Random

import pytest

from prospector.stats.assurance import binomial
from prospector.stats.comparison import Arm
from prospector.stats.verdict import Certainty, judge
from tests.stats.simulated import (
    Delays,
    coverage,
    false_hourly_winners,
    false_orders,
    false_winners,
    hourly_coverage,
    recovered,
    squared_errors,
)

RATES = [step / 400 for step in range(4, 161)]  # 1 to 40 %


@pytest.mark.parametrize(("trials", "points"), [(10, 4), (25, 3), (50, 3), (100, 3), (200, 3), (500, 3)])
@pytest.mark.parametrize("confidence", [0.80, 0.95])
def test_ranges_of_a_rate_hold_it_as_often_as_they_say(trials: int, points: int, confidence: float) -> None:
    assert coverage(trials, RATES, confidence=confidence) == pytest.approx(confidence, abs=points / 100)


@pytest.mark.parametrize("hours", [5, 10, 25, 50, 100])
def test_ranges_by_the_hour_hold_the_rate_as_often_as_they_say(hours: int) -> None:
    rates = [step / 50 for step in range(5, 151)]  # 0.1 to 3 per hour
    assert hourly_coverage(hours, rates) == pytest.approx(0.80, abs=0.02)


@pytest.mark.parametrize(("rate", "weekly"), [(0.02, (20, 20)), (0.05, (20, 60)), (0.15, (20, 20))])
def test_a_year_of_weekly_looks_seldom_crowns_one_of_two_equal_channels(
    rate: float, weekly: tuple[int, int]
) -> None:
    assert false_winners(250, [rate] * 2, weekly, seed=8) < 0.10


def test_six_equal_channels_get_a_false_winner_no_more_often_than_two() -> None:
    assert false_winners(100, [0.05] * 6, [20] * 6, seed=9) < 0.06


@pytest.mark.parametrize(("rate", "hours"), [(0.2, (5, 5)), (0.7, (8, 2)), (2.0, (5, 5))])
def test_a_year_of_weekly_looks_seldom_crowns_one_of_two_equal_hours(
    rate: float, hours: tuple[float, float]
) -> None:
    assert false_hourly_winners(250, rate, hours, seed=10) < 0.10


def test_of_ten_equal_rows_hardly_one_falls_behind_in_a_year_of_looks() -> None:
    assert false_orders(80, 10, 0.05, seed=11) < 0.10


def test_what_the_looks_crown_the_verdict_calls_clear() -> None:
    # the simulation asks for the evidence alone; the verdict must say the same of the same counts
    random = Random(12)
    for _ in range(60):
        counts = [(binomial(random, n, 0.08), n) for n in (60, 90, 150)]
        arms = [Arm(str(at), hits, n) for at, (hits, n) in enumerate(counts)]
        verdict = judge(arms, pace_per_week={})
        assert verdict.contest is not None
        assert (verdict.certainty is Certainty.CLEAR) == (verdict.contest.factor >= 10)


def test_mature_rates_recover_the_truth_where_raw_ones_are_far_off_and_delays_differ() -> None:
    channels = {"call": (0.08, 0.0, 30), "email": (0.06, 9.0, 40), "social": (0.06, 4.0, 30)}
    found = recovered(300, Delays(channels=channels, weeks=6), seed=13)
    assert found["email"].raw < 0.85 * 0.06
    for name, (truth, _, _) in channels.items():
        assert found[name].mature == pytest.approx(truth, rel=0.05), name
        assert 0.70 < found[name].mature_held < 0.88, name
    assert found["email"].raw_held < found["email"].mature_held - 0.03


def test_mature_rates_recover_the_truth_where_delays_are_alike() -> None:
    channels = {"call": (0.08, 7.0, 30), "email": (0.05, 7.0, 40)}
    found = recovered(250, Delays(channels=channels, weeks=6), seed=14)
    for name, (truth, _, _) in channels.items():
        assert found[name].raw < 0.88 * truth, name
        assert found[name].mature == pytest.approx(truth, rel=0.05), name
        assert found[name].mature_held > 0.70, name


@pytest.mark.parametrize("trials", [(5, 10, 20, 40, 80, 160, 320), (20,) * 12])
def test_shrunk_rates_are_nearer_to_the_truth_than_hits_of_trials(trials: tuple[int, ...]) -> None:
    raw, shrunk = squared_errors(60, trials, lambda random: random.betavariate(3, 47), seed=15)
    assert shrunk < 0.6 * raw
