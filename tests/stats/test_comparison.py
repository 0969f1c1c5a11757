from __future__ import annotations

from math import exp, pi
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.stats.comparison import (
    Arm,
    HourArm,
    bayes_factor,
    chance_best,
    chance_greater_per_hour,
    expected_loss,
    log_hourly_factor,
    standings,
)

counts = st.integers(0, 300).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))


def arms(*pairs: tuple[int, float]) -> list[Arm]:
    return [Arm(f"channel {place}", hits, trials) for place, (hits, trials) in enumerate(pairs)]


def test_the_chance_to_be_best_and_the_cost_of_being_wrong_are_those_of_quadrature() -> None:
    # scipy 1.17 quad over the beta posteriors
    four = arms((8, 100), (5, 150), (12, 212), (2, 22))
    assert chance_best(four) == pytest.approx([0.35204683, 0.00854424, 0.067028, 0.57238092], abs=1e-5)
    assert expected_loss(four) == pytest.approx(
        [0.040967999, 0.088702574, 0.066440969, 0.016430763], abs=1e-6
    )


def test_a_choice_between_two_untried_channels_costs_two_over_pi_squared() -> None:
    # two arcsine variables: E[max] = 1 - ∫ (2t/π)² sin 2t dt = 1/2 + 2/π²
    assert expected_loss(arms((0, 0), (0, 0))) == pytest.approx([2 / pi**2] * 2, abs=5e-6)


def test_twelve_equal_channels_have_a_twelfth_each() -> None:
    assert chance_best(arms(*[(4, 80.5)] * 12)) == pytest.approx([1 / 12] * 12)


def test_thousands_of_trials_beside_twenty_are_weighed_as_draws_would() -> None:
    field = arms((500, 5_000), (520, 5_000), (1, 20))
    random = Random(1)
    wins = [0, 0, 0]
    for _ in range(40_000):
        rates = [random.betavariate(arm.hits + 0.5, arm.trials - arm.hits + 0.5) for arm in field]
        wins[rates.index(max(rates))] += 1
    assert chance_best(field) == pytest.approx([win / 40_000 for win in wins], abs=0.01)


def test_nothing_but_hits_is_best_almost_surely() -> None:
    chances = chance_best(arms((30, 30), (20, 400)))
    assert chances[0] == pytest.approx(1.0, abs=1e-6)


def test_one_alone_is_best_and_none_is_nothing() -> None:
    assert chance_best(arms((1, 20))) == pytest.approx((1.0,))
    assert expected_loss(arms((1, 20))) == pytest.approx((0.0,), abs=1e-6)
    assert chance_best([]) == ()


@settings(max_examples=40)
@given(st.lists(counts, min_size=2, max_size=5))
def test_somebody_is_best_and_no_choice_costs_less_than_nothing(pairs: list[tuple[int, int]]) -> None:
    field = arms(*pairs)
    assert sum(chance_best(field)) == pytest.approx(1.0)
    assert all(0 <= chance <= 1 for chance in chance_best(field))
    assert all(0 <= loss <= 1 for loss in expected_loss(field))


def test_the_evidence_is_that_of_two_rates_against_one() -> None:
    # scipy 1.17 betaln with prior Beta(1, 9)
    assert bayes_factor(*arms((8, 100), (3, 60))) == pytest.approx(0.618459899085, rel=1e-10)
    assert bayes_factor(*arms((0, 0), (7, 90))) == pytest.approx(1.0)
    assert bayes_factor(*arms((90_000, 100_000), (1, 100_000))) > 1e300


def test_the_chance_of_the_better_rate_per_hour_weighs_hours() -> None:
    # scipy 1.17 beta.sf(12.5 / 52.5, 3.5, 11.5)
    assert chance_greater_per_hour(3, 12.5, 11, 40.0) == pytest.approx(0.439485062428, abs=1e-9)
    assert chance_greater_per_hour(4, 9.0, 4, 9.0) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="hours"):
        chance_greater_per_hour(1, 0.0, 1, 2.0)


@pytest.mark.parametrize(
    ("counts", "chances", "losses"),
    [
        (
            [(42, 25.333), (12, 18.5), (3, 24.0)],
            [0.9989563997881266, 0.00104359990980864, 3.0206e-10],
            [0.00010391375364715572, 1.0020818914155154, 1.5319242337578578],
        ),
        (
            [(5, 4.0), (4, 9.0), (0, 1.5)],
            [0.885501003698051, 0.05084396407668864, 0.06365503025208327],
            [0.0475568207010042, 0.9225568207010042, 1.089223487367671],
        ),
    ],
)
def test_the_chance_to_be_best_by_the_hour_is_that_of_quadrature(
    counts: list[tuple[int, float]], chances: list[float], losses: list[float]
) -> None:
    # scipy 1.17 quad over the gamma posteriors
    found = standings([HourArm(str(at), *pair) for at, pair in enumerate(counts)])
    assert [one.chance_best for one in found] == pytest.approx(chances, abs=1e-5)
    assert [one.expected_loss for one in found] == pytest.approx(losses, abs=2e-5)


def test_two_hourly_rates_stand_as_they_do_beside_a_third_that_is_nowhere() -> None:
    two = standings([HourArm("call", 3, 12.5), HourArm("email", 11, 40.0)])
    three = standings([HourArm("call", 3, 12.5), HourArm("email", 11, 40.0), HourArm("mail", 0, 4_000.0)])
    for exact, on_grid in zip(two, three[:2], strict=True):
        assert exact.chance_best == pytest.approx(on_grid.chance_best, abs=1e-5)
        assert exact.expected_loss == pytest.approx(on_grid.expected_loss, abs=1e-5)
    assert two[0].chance_best == pytest.approx(chance_greater_per_hour(3, 12.5, 11, 40.0))


@pytest.mark.parametrize(
    ("hits", "hours", "other_hits", "other_hours", "factor"),
    [(12, 10.0, 3, 9.0, 4.172185668225), (5, 4.0, 4, 9.0, 1.469229993529), (0, 5.0, 0, 5.0, 11 / 36)],
)
def test_the_evidence_by_the_hour_is_that_of_two_rates_against_one(
    hits: int, hours: float, other_hits: int, other_hours: float, factor: float
) -> None:
    # scipy 1.17 quad of Poisson likelihoods under Gamma(1, 1); without hits 1/6 · 1/6 against 1/11
    found = log_hourly_factor(HourArm("1", hits, hours), HourArm("2", other_hits, other_hours))
    assert exp(found) == pytest.approx(factor, rel=1e-9)


def test_no_hours_are_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        HourArm("call", 3, 0.0)


def test_more_hits_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="hits"):
        Arm("call", 3, 2.5)
