from __future__ import annotations

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.stats.intervals import jeffreys_interval
from prospector.stats.maturity import MatureCount, Trial, effective_trials, learn_maturity

SOLID_CALLS = [Trial("call", 40, delay=0, count=10), Trial("call", 40, count=90)]


def test_a_call_has_said_what_it_will_and_an_email_has_not() -> None:
    emails = [
        Trial("email", 40, delay=2, count=5),
        Trial("email", 40, delay=10, count=5),
        Trial("email", 40, count=90),
        Trial("email", 4, count=60),
    ]
    maturity = learn_maturity([*SOLID_CALLS, *emails])
    # at two days 5 of 160 answered, at ten days 5 of the 95 that were still watched: S = 155/160, then times 90/95
    by_two, by_ten = 1 - 155 / 160, 1 - 155 / 160 * 90 / 95
    assert maturity.weight("call", 0) == 1
    assert [maturity.weight("email", age) for age in (1, 4, 12, 30)] == pytest.approx(
        [0, by_two / by_ten, 1, 1]
    )
    counted = maturity.count(emails)
    assert (counted.hits, counted.trials, counted.maturing) == (10, 160, 60)
    assert counted.effective == pytest.approx(100 + 60 * by_two / by_ten)
    assert maturity.assumed is False


def test_a_channel_with_few_results_leans_on_the_curve_of_all() -> None:
    letters = [Trial("letter", 40, delay=20, count=4), Trial("letter", 40, count=16)]
    maturity = learn_maturity([*SOLID_CALLS, *letters])
    # of all 14 results 10 came at once; of the letters' 4 none; four results trust their own curve by 4/10
    assert maturity.weight("letter", 10) == pytest.approx(0.4 * 0 + 0.6 * 10 / 14)
    assert maturity.weight("fax", 10) == pytest.approx(10 / 14)


def test_a_young_channel_does_not_believe_that_it_has_seen_all() -> None:
    slow = [Trial("email", 40, delay=20, count=10), Trial("email", 40, count=10)]
    new = [Trial("social", 10, delay=1, count=10), Trial("social", 10, count=10)]
    maturity = learn_maturity([*slow, *new])
    # by day ten the pool has 10 of 40; of the 20 still watched 10 follow on day 20: S(30) = 3/4 · 1/2
    assert maturity.weight("social", 10) == pytest.approx((1 - 3 / 4) / (1 - 3 / 8))


def test_too_few_results_are_assumed_to_come_evenly_and_this_is_said() -> None:
    trials = [Trial("call", 15, delay=0, count=4), Trial("call", 15, count=36), Trial("call", 45, count=10)]
    maturity = learn_maturity(trials)
    assert maturity.assumed
    assert maturity.count(trials) == MatureCount(hits=4, trials=50, effective=30, maturing=36, assumed=True)


def test_a_result_past_the_horizon_is_no_hit() -> None:
    trials = [*SOLID_CALLS, Trial("call", 90, delay=31)]
    assert learn_maturity(trials).count(trials).hits == 10


def test_trials_never_count_for_less_than_their_hits() -> None:
    assert effective_trials(3, [0.1, 0.2, 0.2]) == 3
    assert learn_maturity([]).count([]) == MatureCount(
        hits=0, trials=0, effective=0, maturing=0, assumed=True
    )


@given(
    st.lists(
        st.builds(
            lambda age, share, count: Trial("x", age, None if share is None else age * share, count),
            st.floats(0, 90),
            st.none() | st.floats(0, 1),
            st.integers(1, 5),
        )
    )
)
def test_trials_count_for_no_more_than_they_are(trials: list[Trial]) -> None:
    counted = learn_maturity(trials).count(trials)
    assert counted.hits <= counted.effective <= counted.trials + 1e-9


def test_unequal_delays_are_put_right_where_naive_rates_are_low() -> None:
    # a call converts at once, an e-mail after eight days on average; touches of the last 60 days
    truth = {"call": (0.08, 0.0), "email": (0.05, 8.0)}
    random = Random(11)
    found: dict[str, list[MatureCount]] = {"call": [], "email": []}
    for _ in range(300):
        trials = [touch(random, kind, *truth[kind]) for kind in truth for _ in range(300)]
        maturity = learn_maturity(trials)
        for kind, counts in found.items():
            counts.append(maturity.count(trial for trial in trials if trial.kind == kind))
    naive = [counted.hits / counted.trials for counted in found["email"]]
    grown = {kind: fmean(one.hits / one.effective for one in counts) for kind, counts in found.items()}
    ranges = [jeffreys_interval(counted.hits, counted.effective) for counted in found["email"]]
    held = sum(interval.low <= 0.05 <= interval.high for interval in ranges)
    assert fmean(naive) < 0.9 * 0.05
    assert grown["email"] == pytest.approx(0.05, rel=0.04)
    assert grown["call"] == pytest.approx(0.08, rel=0.03)
    assert 0.70 < held / 300 < 0.86


def touch(random: Random, kind: str, rate: float, mean_delay: float) -> Trial:
    age = random.uniform(0, 60)
    if random.random() >= rate:
        return Trial(kind, age)
    delay = min(random.expovariate(1 / mean_delay), 29.9) if mean_delay else 0.0
    return Trial(kind, age, delay if delay <= age else None)
