"""Reverse quota: held to invented reps who do what it says, and to counts that can be worked out."""

from __future__ import annotations

from math import comb, log
from random import Random
from statistics import fmean, median, stdev

import pytest

from prospector.stats.forecast import LogNormal
from prospector.stats.reverse_quota import (
    Course,
    Need,
    Stage,
    _trials,
    needs,
    share_in_time,
)
from tests.stats.simulated_needs import quarters, spreadsheet_touches

AT_ONCE = LogNormal(log(0.5), 1e9, 1e9, 1e-3)  # known to come within the day
SURE = 10**9


def course(passed: float, reached: float, **values: object) -> Course:
    given: dict[str, object] = {
        "first": {"call": Stage(reached, passed)},
        "later": (),
        "delay": AT_ONCE,
        "size": None,
        **values,
    }
    return Course(**given)  # type: ignore[arg-type]


def test_the_80_percent_quantile_makes_quota_four_times_in_five_and_the_usual_number_does_not() -> None:
    lived = quarters(180, 20261122, days=91)
    assert len(lived) > 150
    assert 0.78 <= fmean(each.likely for each in lived) <= 0.86
    assert 0.44 <= fmean(each.even for each in lived) <= 0.56
    assert fmean(each.usual for each in lived) < 0.50  # 32 % of many more; so few are off by four points
    assert 1.8 <= median(each.factor for each in lived) <= 2.6


@pytest.mark.slow
@pytest.mark.parametrize("days", [30, 91])
def test_it_holds_early_and_late_in_a_quarter(days: int) -> None:
    lived = quarters(700, days, days=days)
    assert 0.78 <= fmean(each.likely for each in lived) <= 0.86


def test_with_rates_that_are_known_a_count_is_a_negative_binomial_quantile() -> None:
    def enough(share: float) -> int:
        """The fewest trials of which five succeed with that chance, added up from the binomial distribution."""
        return next(
            n
            for n in range(5, 200)
            if 1 - sum(comb(n, hits) * 0.1**hits * 0.9 ** (n - hits) for hits in range(5)) >= share
        )

    found = needs(course(SURE / 10, SURE), 5, 30, Random(1)).all_by["call"]
    assert found.even == pytest.approx(enough(0.5), abs=2)
    assert found.likely == pytest.approx(enough(0.8), abs=3)


@pytest.mark.parametrize("wins", [20, 80, 400])
def test_trials_have_the_mean_and_spread_of_their_distribution(wins: int) -> None:
    random = Random(wins)
    drawn = [_trials(wins, 0.05, random) for _ in range(4_000)]
    assert fmean(drawn) == pytest.approx(wins / 0.05, rel=0.02)
    assert stdev(drawn) == pytest.approx((wins * 0.95) ** 0.5 / 0.05, rel=0.05)


@pytest.mark.parametrize("wins", [51, 80])
def test_many_trials_are_drawn_without_a_shift(wins: int) -> None:
    random, draws = Random(wins), 40_000
    mean = fmean(_trials(wins, 0.05, random) for _ in range(draws))
    # Without its correction for skewness the mean would be (2 - 0.05) / (6 · 0.05) = 6.5 off; this is four standard errors.
    assert mean == pytest.approx(wins / 0.05, abs=4 * (wins * 0.95) ** 0.5 / 0.05 / draws**0.5)


def test_the_share_in_time_is_the_mean_over_the_days() -> None:
    # Nothing takes longer than half a day: all is in time but what begins in the last half of 60 days' 60 halves.
    assert share_in_time((log(0.5), 1e-6), 60) == pytest.approx(1.0)
    # All take 30 days: what begins in the first half is in time.
    assert share_in_time((log(30), 1e-6), 60) == pytest.approx(0.5)
    assert share_in_time((log(90), 1e-6), 60) == 0.0


def test_a_gap_that_is_filled_takes_nothing_and_one_that_cannot_be_says_so() -> None:
    closed = needs(course(100, 1000), 3, 30, Random(1), open_part=[5.0])
    assert closed.conversations == Need(0, 0)
    late = needs(course(100, 1000, delay=LogNormal(log(400), 1e9, 1e9, 1e7)), 3, 10, Random(1))
    assert late.all_by["call"] == Need(None, None)
    assert late.in_time < 0.01


def test_a_mix_of_one_channel_is_that_channel_and_a_better_channel_needs_less() -> None:
    both = course(0, 0, first={"call": Stage(SURE, SURE / 10), "email": Stage(SURE, SURE / 40)})
    found = needs(both, 10, 30, Random(7), mix={"call": 1.0, "email": 0.0})
    assert found.mix is not None
    assert found.mix.even == pytest.approx(found.all_by["call"].even, rel=0.05)
    assert found.all_by["email"].even == pytest.approx(4 * (found.all_by["call"].even or 0), rel=0.05)


def test_less_history_asks_for_more_touches_to_be_as_sure() -> None:
    little, much = (needs(course(n / 10, n), 5, 30, Random(3)).all_by["call"].likely for n in (40, 4_000))
    assert little is not None
    assert much is not None
    assert little > much * 1.1


def test_the_usual_number_is_the_gap_over_rates_and_size() -> None:
    assert spreadsheet_touches(60_000, (0.1, 0.2, 0.5), 12_000) == pytest.approx(500)
