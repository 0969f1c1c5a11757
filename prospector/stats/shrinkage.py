"""Rates drawn towards each other, for an order that small numbers do not upset.

Every arm's rate is believed to come from one common Beta(mean·strength, (1-mean)·strength); how far apart the arms'
rates lie, the data say themselves. An arm with few trials moves far towards the others, one with many hardly.
"""

from __future__ import annotations

from math import exp, fsum, log
from typing import TYPE_CHECKING

from prospector.stats.distributions import log_beta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospector.stats.comparison import Arm

_MEANS = 60
_STRENGTHS = 21
_WEAKEST, _STRONGEST = 5.0, 200.0


def shrunk_rates(arms: Sequence[Arm]) -> tuple[float, ...]:
    """Posterior mean of every arm's rate, for ranking; print hits of trials and their range beside it.

    The common mean has prior Beta(1, 9), on steps that are finer near 0; the strength, in trials, is log-uniform from
    5 to 200.

    Source: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 5.3, the integral done on a grid.
    """
    grid = [
        (mean * strength, (1 - mean) * strength, prior)
        for mean, prior in _means()
        for strength in _strengths()
    ]
    logs = [log(prior) + _log_likelihood(arms, a, b) for a, b, prior in grid]
    top = max(logs)
    weights = [exp(value - top) for value in logs]
    total = fsum(weights)
    return tuple(
        fsum(
            weight * (arm.hits + a) / (arm.trials + a + b)
            for weight, (a, b, _) in zip(weights, grid, strict=True)
        )
        / total
        for arm in arms
    )


def _means() -> list[tuple[float, float]]:
    """Means u² for even steps of u, each with its share of Beta(1, 9)."""
    steps = [(step + 0.5) / _MEANS for step in range(_MEANS)]
    return [(u * u, (1 - u * u) ** 8 * u) for u in steps]


def _strengths() -> list[float]:
    ratio = _STRONGEST / _WEAKEST
    return [_WEAKEST * ratio ** (step / (_STRENGTHS - 1)) for step in range(_STRENGTHS)]


def _log_likelihood(arms: Sequence[Arm], a: float, b: float) -> float:
    each = fsum(log_beta(a + arm.hits, b + arm.trials - arm.hits) for arm in arms)
    return each - len(arms) * log_beta(a, b)
