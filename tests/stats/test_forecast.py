"""Forecasts: their parts worked out another way, their edges, and what they state held against invented quarters."""

from __future__ import annotations

from math import exp, log, sqrt
from random import Random
from statistics import NormalDist, fmean, pstdev

import pytest

from prospector.stats.forecast import (
    Draws,
    Ended,
    Left,
    LogNormal,
    Pending,
    Pipeline,
    _poisson,
    _share_in_time,
    delays,
    draw_pace,
    draw_pipeline,
    forecast,
    settled,
    sizes,
)
from tests.stats.simulated_quarters import Scenario, brier, judged

WON, LOST = True, False


def test_what_is_believed_of_sizes_follows_the_formulas_of_the_conjugate_prior() -> None:
    found = sizes([exp(1.0), exp(3.0), 0.0], typical=exp(1.0))
    # n = 2, mean 2, squares 2; k0 = 1/4, m0 = 1: kn = 2.25, mn = 4.25/2.25, an = 2.5, bn = 0.75 + 1 + 0.25*2*1/2.25/2
    assert (found.weight, found.shape) == (2.25, 2.5)
    assert found.mean == pytest.approx(4.25 / 2.25)
    assert found.scale == pytest.approx(0.75 + 1 + 0.25 / 2.25)
    assert delays([]) == LogNormal(log(30), 1.0, 3.0, 3 * 0.7**2)


def test_the_share_of_deals_to_come_that_is_won_in_time_is_the_mean_of_their_delays_distribution() -> None:
    mean, deviation, days = log(40), 0.8, 50.0
    normal = NormalDist(mean, deviation)
    steps = 20_000
    by_hand = fmean(normal.cdf(log(days * (step + 0.5) / steps)) for step in range(steps))
    assert _share_in_time((mean, deviation), days) == pytest.approx(by_hand, abs=1e-6)
    assert _share_in_time((mean, deviation), 0) == 0


@pytest.mark.parametrize("mean", [0.3, 5.0, 99.0, 400.0])
def test_poisson_numbers_have_their_mean_and_spread(mean: float) -> None:
    random = Random(1)
    found = [_poisson(mean, random) for _ in range(20_000)]
    assert fmean(found) == pytest.approx(mean, abs=4 * sqrt(mean / 20_000))
    assert pstdev(found) == pytest.approx(sqrt(mean), rel=0.03)


def test_with_a_long_history_open_deals_are_won_as_often_as_deals_like_them_were() -> None:
    """One open deal of 20 days with 30 left, against 200,000 deals played to their end."""
    random = Random(2)
    played = [
        (won, random.lognormvariate(3.4 if won else 3.9, 0.6))
        for won in (random.random() < 0.3 for _ in range(200_000))
    ]
    still_open = [(won, delay) for won, delay in played if delay > 20]
    in_time = sum(won and delay <= 50 for won, delay in still_open) / len(still_open)
    history = [Ended(won, delay, 1.0 if won else None) for won, delay in played[:3000]]
    facts = Pipeline(history, [Pending(20, 1.0)], created=1, watched=1e6, typical=1.0)
    draws = draw_pipeline(facts, Left(30, 21), Random(3))
    assert sum(amount > 0 for amount in draws.open) / 4_000 == pytest.approx(in_time, abs=0.035)
    assert not any(draws.new)


def test_with_a_long_history_deals_to_come_bring_what_their_pace_rate_and_delay_say() -> None:
    random = Random(4)
    history = [
        Ended(number % 4 == 0, random.lognormvariate(log(20), 0.4), 100.0 if number % 4 == 0 else None)
        for number in range(4000)
    ]
    facts = Pipeline(history, [], created=4000, watched=4000, typical=1.0)
    draws = draw_pipeline(facts, Left(56, 40), Random(5))
    # One deal a working day, a quarter of them won, at 100 each; what is opened late is won too late.
    assert fmean(draws.new) == pytest.approx(40 * 0.25 * 100 * _share_in_time((log(20), 0.4), 56), rel=0.05)


def test_a_stage_with_ten_ended_deals_has_a_rate_of_its_own() -> None:
    at = frozenset({"closing"})
    history = [Ended(WON, 30, 1.0, at) for _ in range(10)] + [Ended(LOST, 30) for _ in range(30)]
    won = {}
    for stage in ("closing", "proposal"):
        facts = Pipeline(history, [Pending(1, 1.0, stage)], created=1, watched=1e6, typical=1.0)
        won[stage] = (
            sum(amount > 0 for amount in draw_pipeline(facts, Left(1000, 700), Random(6)).open) / 4_000
        )
    # (10 * 1/4 + 10) / 20 against 1/4.
    assert won["closing"] == pytest.approx(0.62, abs=0.04)
    assert won["proposal"] == pytest.approx(0.25, abs=0.04)


def test_an_open_deal_that_nobody_valued_is_worth_what_the_others_were() -> None:
    history = [Ended(WON, 10, 500.0) for _ in range(200)]
    facts = Pipeline(history, [Pending(1, None)], created=1, watched=1e6, typical=1.0)
    draws = draw_pipeline(facts, Left(1000, 700), Random(7))
    assert forecast(draws, 0, 1).median == pytest.approx(500, rel=0.1)


def test_the_latest_results_count_most_for_the_pace() -> None:
    left = Left(28, 20)
    # Twenty in each half year: as many as ever, or twice as fast lately.
    steady = draw_pace([(age, 1) for age in range(3, 252, 6)], 252, left, Random(8), None)
    rising = draw_pace([(age, 1) for age in range(1, 126, 3)], 252, left, Random(8), None)
    assert fmean(steady.new) == pytest.approx(20 / 6, rel=0.1)
    # 42 lately and none before: the weights are 1 to 1/2 and 1/2 to 1/4, so two thirds of all count for one half.
    assert fmean(rising.new) == pytest.approx(20 / 6 * 4 / 3, rel=0.1)


def test_a_quota_that_is_made_is_certain_and_without_time_nothing_changes() -> None:
    history = [Ended(WON, 10, 500.0), Ended(LOST, 10)]
    facts = Pipeline(history, [Pending(1, 400.0)], created=2, watched=100, typical=100)
    assert forecast(draw_pipeline(facts, Left(30, 20), Random(9)), 1000, 1000).chance == 1
    over = forecast(draw_pipeline(facts, Left(0, 0), Random(9)), 900, 1000)
    assert (over.low, over.median, over.high, over.chance) == (900, 900, 900, 0)
    assert (settled(900, 1000).chance, settled(1000, 1000).chance) == (0, 1)


def test_the_same_seed_gives_the_same_forecast_and_two_reps_add_up() -> None:
    history = [Ended(WON, 10, 500.0), Ended(LOST, 10)]
    facts = Pipeline(history, [Pending(1, 400.0)], created=2, watched=100, typical=100)
    one, again = (draw_pipeline(facts, Left(30, 20), Random(10)) for _ in range(2))
    assert one == again
    assert Draws([1.0, 2.0], [0.0, 3.0]) + Draws([4.0, 0.0], [1.0, 1.0]) == Draws([5.0, 2.0], [1.0, 4.0])


def test_the_parts_add_up_to_the_median() -> None:
    draws = Draws([0.0] * 2000 + [100.0] * 2000, [float(number % 50) for number in range(4000)])
    found = forecast(draws, 10, 80)
    assert found.open + found.new + 10 == pytest.approx(found.median)
    assert found.open > found.new > 0


def test_on_invented_reps_the_range_holds_and_the_chance_beats_both_rules_of_thumb() -> None:
    found = list(judged(Scenario("mixed", history=(60, 730), day=(10, 77)), 320, seed=7, parameters=250))
    made = [one.made for one in found]
    assert len(found) >= 300
    assert 0.75 <= sum(one.held for one in found) / len(found) <= 0.90
    score = brier([one.chance for one in found], made)
    assert score <= 0.145
    assert score < min(
        brier([one.run_rate for one in found], made), brier([one.weighted for one in found], made)
    )
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one in found:
        bins.setdefault(min(int(one.chance * 5), 4), []).append((one.chance, one.made))
    full = [each for each in bins.values() if len(each) >= 40]
    assert len(full) >= 3
    for each in full:
        assert fmean(chance for chance, _ in each) == pytest.approx(fmean(came for _, came in each), abs=0.15)
