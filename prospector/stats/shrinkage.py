"""Rates drawn towards each other, for an order that small numbers do not upset.

Every arm's rate is believed to come from one common Beta(mean·strength, (1-mean)·strength); how far apart the arms'
rates lie, the data say themselves. An arm with few trials moves far towards the others, one with many hardly: 1 of 2
is not 50 %.
"""

from __future__ import annotations

from functools import cache
from math import exp, fsum, log

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.distributions import log_beta

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prospector.stats.comparison import Arm

_MEANS = 60
_STRENGTHS = 21
_WEAKEST, _STRONGEST = 5.0, 200.0
_NEGLIGIBLE = 1e-6


@dataclass(frozen=True, slots=True)
class Common:
    """What the rates have in common, as likely pairs of shapes; the weights sum to 1."""

    shapes: tuple[tuple[float, float, float], ...]

    def shrunk(self, hits: int, trials: float) -> float:
        """Posterior mean of a rate: what to rank it by; print hits of trials and their range beside it."""
        return fsum(weight * (hits + a) / (trials + a + b) for a, b, weight in self.shapes)


def common_of(arms: Sequence[Arm]) -> Common:
    """Learn from all arms what a rate is like.

    The common mean has prior Beta(1, 9), on steps that are finer near 0; the strength, in trials, is log-uniform from
    5 to 200.

    Source: Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 5.3, the integral done on a grid.
    """
    counts = [(arm.hits, arm.trials) for arm in arms]
    logs = [(a, b, prior + _log_likelihood(counts, a, b)) for a, b, prior in _grid()]
    top = max(value for _, _, value in logs)
    likely = [(a, b, exp(value - top)) for a, b, value in logs if exp(value - top) > _NEGLIGIBLE]
    total = fsum(weight for _, _, weight in likely)
    return Common(tuple((a, b, weight / total) for a, b, weight in likely))


def shrunk_rates(arms: Sequence[Arm]) -> tuple[float, ...]:
    """Every arm's rate, drawn towards those of all."""
    common = common_of(arms)
    return tuple(common.shrunk(arm.hits, arm.trials) for arm in arms)


@cache
def _grid() -> tuple[tuple[float, float, float], ...]:
    """Shapes of the common distribution, and the logarithm of what is believed of them beforehand."""
    return tuple(
        (mean * strength, (1 - mean) * strength, log(prior))
        for mean, prior in _means()
        for strength in _strengths()
    )


def _means() -> list[tuple[float, float]]:
    """Means u² for even steps of u, each with its share of Beta(1, 9)."""
    steps = [(step + 0.5) / _MEANS for step in range(_MEANS)]
    return [(u * u, (1 - u * u) ** 8 * u) for u in steps]


def _strengths() -> list[float]:
    ratio = _STRONGEST / _WEAKEST
    return [_WEAKEST * ratio ** (step / (_STRENGTHS - 1)) for step in range(_STRENGTHS)]


def _log_likelihood(counts: Sequence[tuple[int, float]], a: float, b: float) -> float:
    each = fsum(log_beta(a + hits, b + trials - hits) for hits, trials in counts)
    return each - len(counts) * log_beta(a, b)
