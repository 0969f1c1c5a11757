from __future__ import annotations

import pytest

from prospector.stats.differences import (
    Stratum,
    mantel_haenszel_difference,
    newcombe_difference,
    trials_needed_per_arm,
)

SMALL_STONES = Stratum(hits=81, trials=87, other_hits=234, other_trials=270)
LARGE_STONES = Stratum(hits=192, trials=263, other_hits=55, other_trials=80)


def test_newcombe_gives_the_bounds_of_his_table() -> None:
    # Newcombe (1998), Statist. Med. 17, 873-890, table II, method 10, example (a)
    found = newcombe_difference(56, 70, 48, 80, confidence=0.95)
    assert found.value == pytest.approx(0.2)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_the_better_treatment_looks_worse_until_like_is_compared_with_like() -> None:
    # Charig et al. (1986), BMJ 292, 879-882: open surgery against the needle, by size of kidney stone
    crude = newcombe_difference(81 + 192, 350, 234 + 55, 350)
    adjusted = mantel_haenszel_difference([SMALL_STONES, LARGE_STONES])
    assert crude.value == pytest.approx(-16 / 350)
    assert adjusted is not None
    # weights 87·270/357 and 263·80/343; differences 81/87 - 234/270 and 192/263 - 55/80
    weights = (87 * 270 / 357, 263 * 80 / 343)
    by_hand = (weights[0] * (81 / 87 - 234 / 270) + weights[1] * (192 / 263 - 55 / 80)) / sum(weights)
    assert adjusted.value == pytest.approx(by_hand)
    assert adjusted.value > 0


def test_one_stratum_is_adjusted_for_nothing() -> None:
    found = mantel_haenszel_difference([Stratum(hits=9, trials=40, other_hits=5, other_trials=60)])
    assert found is not None
    assert found.value == pytest.approx(9 / 40 - 5 / 60)


def test_strata_with_one_arm_say_nothing() -> None:
    lonely = Stratum(hits=3, trials=9, other_hits=0, other_trials=0)
    assert mantel_haenszel_difference([lonely]) is None
    assert mantel_haenszel_difference([lonely, SMALL_STONES]) == mantel_haenszel_difference([SMALL_STONES])


def test_strata_without_a_hit_differ_by_nothing_for_certain() -> None:
    found = mantel_haenszel_difference([Stratum(hits=0, trials=9, other_hits=0, other_trials=9)])
    assert found is not None
    assert (found.value, found.interval.low, found.interval.high) == (0, 0, 0)


def test_twice_the_rate_wants_hundreds_of_contacts() -> None:
    # (1.2816 + 0.8416)² (0.1·0.9 + 0.05·0.95) / 0.05² = 247.9; with 1.9600: 431.7
    assert trials_needed_per_arm(0.10, 0.05) == 248
    assert trials_needed_per_arm(0.10, 0.05, confidence=0.95) == 432
    with pytest.raises(ValueError, match="equal"):
        trials_needed_per_arm(0.1, 0.1)


@pytest.mark.parametrize("stratum", [SMALL_STONES, LARGE_STONES])
def test_the_bounds_of_one_stratum_are_where_its_variance_says(stratum: Stratum) -> None:
    # Sato's variance of one stratum is that of two proportions; Klingenberg lets it move with the difference:
    # (d - value)² = z² · (p₁q₁/n₁ + p₀q₀/n₀ + (d - value) · ((p₀ - ½)/n₀ + (½ - p₁)/n₁))
    found = mantel_haenszel_difference([stratum], confidence=0.8)
    assert found is not None
    p1, n1 = stratum.hits / stratum.trials, stratum.trials
    p0, n0 = stratum.other_hits / stratum.other_trials, stratum.other_trials
    for bound in (found.interval.low, found.interval.high):
        away = bound - (p1 - p0)
        variance = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0 + away * ((p0 - 0.5) / n0 + (0.5 - p1) / n1)
        assert away**2 == pytest.approx(1.2815515655446004**2 * variance)
