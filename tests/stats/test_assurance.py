from __future__ import annotations

from math import comb, sqrt
from random import Random

import pytest

from prospector.stats.assurance import binomial, more_needed
from prospector.stats.comparison import Arm, bayes_factor

CALL, EMAIL = Arm("call", 40, 400), Arm("email", 15, 300)


@pytest.mark.parametrize(("trials", "rate"), [(20, 0.1), (60, 0.3), (60, 0.85), (5, 0.999)])
def test_draws_of_hits_follow_the_binomial(trials: int, rate: float) -> None:
    random, draws = Random(7), 20_000
    drawn = [binomial(random, trials, rate) for _ in range(draws)]
    for hits in range(trials + 1):
        share = comb(trials, hits) * rate**hits * (1 - rate) ** (trials - hits)
        assert abs(drawn.count(hits) / draws - share) <= 4.5 * sqrt(share / draws) + 1e-4


def test_a_rate_of_nothing_never_hits() -> None:
    assert binomial(Random(1), 1_000, 0.0) == 0
    assert binomial(Random(1), 1_000, 1e-18) == 0
    assert binomial(Random(1), 1_000, 1.0) == 1_000


def test_after_the_even_wait_the_evidence_suffices_in_about_every_second_case() -> None:
    wait = more_needed(CALL, EMAIL).even
    assert wait is not None
    random, cases, clear = Random(3), 1_000, 0
    for _ in range(cases):
        after = []
        for arm in (CALL, EMAIL):
            rate = random.betavariate(arm.hits + 0.5, arm.trials - arm.hits + 0.5)
            more = sum(random.random() < rate for _ in range(wait.trials))
            after.append(Arm(arm.key, arm.hits + more, arm.trials + wait.trials))
        clear += bayes_factor(*after) >= 10
    assert 0.44 < clear / cases < 0.60


def test_the_same_data_print_the_same_numbers() -> None:
    assert more_needed(CALL, EMAIL, pace_per_week=12.5) == more_needed(CALL, EMAIL, pace_per_week=12.5)


def test_what_takes_more_than_a_year_is_not_promised() -> None:
    assert more_needed(CALL, EMAIL, pace_per_week=1.0).even is None
    assert more_needed(CALL, EMAIL, pace_per_week=0.0).likely is None
