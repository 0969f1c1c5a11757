from __future__ import annotations

from math import comb
from statistics import NormalDist, fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats.intervals import (
    Interval,
    jeffreys_interval,
    normal_quantile,
    rate_per_hour_interval,
    wilson_interval,
)


def bounds(interval: Interval) -> tuple[float, float]:
    return interval.low, interval.high


def test_three_of_forty_probably_lie_between_four_and_fourteen_percent() -> None:
    # statsmodels 0.15 proportion_confint(3, 40, alpha=0.2, method="jeffreys")
    assert bounds(jeffreys_interval(3, 40)) == pytest.approx((0.035910584467, 0.143731852474), abs=1e-8)


def test_trials_too_young_to_succeed_count_for_less_than_one() -> None:
    # scipy 1.17 beta.ppf([0.1, 0.9], 3.5, 20.7)
    assert bounds(jeffreys_interval(3, 23.2)) == pytest.approx((0.06257471, 0.23994205), abs=1e-8)


def test_no_hit_leaves_the_lower_bound_at_zero_and_no_miss_the_upper_at_one() -> None:
    assert jeffreys_interval(0, 37).low == 0
    assert jeffreys_interval(37, 37).high == 1
    assert bounds(jeffreys_interval(0, 0)) == (0, 1)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_bounds_of_newcombes_table(hits: int, trials: int, low: float, high: float) -> None:
    # Newcombe (1998), Statist. Med. 17, 857-872, table I, method 3
    assert bounds(wilson_interval(hits, trials, confidence=0.95)) == pytest.approx((low, high), abs=5e-5)


@given(st.floats(1e-12, 1 - 1e-12))
def test_the_normal_quantile_is_that_of_the_standard_library(probability: float) -> None:
    known = NormalDist().inv_cdf(probability)
    assert normal_quantile(probability) == pytest.approx(known, rel=1e-12, abs=1e-15)


def test_a_rate_per_hour_may_exceed_one() -> None:
    interval = rate_per_hour_interval(12, 4.0)
    assert interval.low < 3.0 < interval.high
    assert rate_per_hour_interval(0, 5.0).low == 0
    # scipy 1.17 gamma.ppf([0.1, 0.9], 3.5) / 12.5
    assert bounds(rate_per_hour_interval(3, 12.5)) == pytest.approx(
        (0.113324276713, 0.480681464951), abs=1e-8
    )


@pytest.mark.parametrize("trials", [20, 60, 200])
def test_four_of_five_likely_ranges_hold_the_true_rate(trials: int) -> None:
    intervals = [jeffreys_interval(hits, trials) for hits in range(trials + 1)]
    rates = [0.02 + 0.001 * step for step in range(181)]
    coverage = fmean(
        sum(
            comb(trials, hits) * rate**hits * (1 - rate) ** (trials - hits)
            for hits, interval in enumerate(intervals)
            if interval.low <= rate <= interval.high
        )
        for rate in rates
    )
    assert 0.78 <= coverage <= 0.84


@pytest.mark.parametrize(("hits", "trials"), [(-1, 5), (6, 5), (1, 0)])
def test_counts_that_cannot_be_are_refused(hits: int, trials: int) -> None:
    with pytest.raises(ValueError, match="hits"):
        jeffreys_interval(hits, trials)
    with pytest.raises(ValueError, match="hits"):
        wilson_interval(hits, trials)


def test_a_range_wants_something_to_go_by() -> None:
    with pytest.raises(ValueError, match="trial"):
        wilson_interval(0, 0)
    with pytest.raises(ValueError, match="hours"):
        rate_per_hour_interval(2, 0)
    with pytest.raises(ValueError, match="confidence"):
        jeffreys_interval(1, 2, confidence=80)
