"""Which of several rates is best: the chance of it, the cost of being wrong, the evidence of a difference.

Every arm's rate is believed to be Beta(hits + 1/2, misses + 1/2), a rate per hour Gamma(hits + 1/2, hours). The integrals run over a grid that is finer near its
lower end, where the rates of prospecting lie; probabilities come from differences of the distribution function, so
that a density without a bound, as after no hit, does no harm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from math import exp, fsum, lgamma, log, pi, prod, sin
from operator import mul

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.distributions import Beta, Gamma, log_beta
from prospector.stats.intervals import require_counts, require_hours

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARED_CELLS = 800
_OWN_CELLS = 400
_NEGLIGIBLE = 1e-9
_STRETCH = 16  # points that are worked out together
_NOTHING = 1e-18  # beside chances, which add up to 1
LARGEST_LOG = 700.0  # beyond it a float overflows, and nobody doubts any more


@dataclass(frozen=True, slots=True)
class Arm:
    """One of the things compared.

    Attributes:
        key: its name.
        hits: trials that succeeded.
        trials: how many, or for how many they count where some are too young to have succeeded.

    Raises:
        ValueError: not 0 <= hits <= trials; a bug of the caller.
    """

    key: str
    hits: int
    trials: float

    def __post_init__(self) -> None:
        require_counts(self.hits, self.trials)

    @property
    def posterior(self) -> Beta:
        """What is believed of the rate, from Jeffreys' prior."""
        return Beta(self.hits + 0.5, self.trials - self.hits + 0.5)

    @property
    def mean(self) -> float:
        """That of what is believed."""
        return self.posterior.mean


@dataclass(frozen=True, slots=True)
class HourArm:
    """One of the things compared by the hour.

    Attributes:
        key: its name.
        hits: what came of its hours.
        hours: above 0; or for how many they count where some of their touches are too young.

    Raises:
        ValueError: negative hits, or no hours; a bug of the caller.
    """

    key: str
    hits: int
    hours: float

    def __post_init__(self) -> None:
        require_hours(self.hits, self.hours)

    @property
    def posterior(self) -> Gamma:
        """What is believed of the rate, from Jeffreys' prior."""
        return Gamma(self.hits + 0.5, self.hours)

    @property
    def mean(self) -> float:
        """That of what is believed."""
        return self.posterior.mean


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one arm stands among the others.

    Attributes:
        chance_best: probability that its rate is the highest of all.
        expected_loss: by how much the highest rate exceeds its own, on average; what choosing it may cost a trial, or
            an hour.
    """

    chance_best: float
    expected_loss: float


def standings(arms: Sequence[Arm] | Sequence[HourArm]) -> tuple[Standing, ...]:
    """Chance to be best, and cost of being chosen, for every arm in its order; all by the touch, or all by the hour.

    Source: Scott (2010), Appl. Stochastic Models Bus. Ind. 26, 639-658; Stucchio (2015), Bayesian A/B testing at VWO.
    """
    if not arms:
        return ()
    posteriors = [arm.posterior for arm in arms]
    if len(posteriors) == 2 and isinstance(posteriors[0], Gamma) and isinstance(posteriors[1], Gamma):
        return _two_hourly(posteriors[0], posteriors[1])
    points, columns = _distribution_table(posteriors)
    chances = _chances(columns)
    best = _expected_maximum(points, columns)
    return tuple(
        Standing(chance, max(best - posterior.mean, 0.0))
        for chance, posterior in zip(chances, posteriors, strict=True)
    )


def chance_best(arms: Sequence[Arm]) -> tuple[float, ...]:
    """Probability of every arm to have the highest rate; they sum to 1."""
    return tuple(standing.chance_best for standing in standings(arms))


def expected_loss(arms: Sequence[Arm]) -> tuple[float, ...]:
    """What choosing each arm costs a trial, on average, against choosing the truly best one."""
    return tuple(standing.expected_loss for standing in standings(arms))


def bayes_factor(one: Arm, two: Arm) -> float:
    """How much better two separate rates explain the counts than one common rate does.

    The rates are believed to be Beta(1, 9) before the counts: a tenth on average. Above 1 speaks for a difference, below
    1 for none. Under weekly looks a bound of 10 is crossed by equal rates in about 6 % of years.

    Source: Kass, Raftery (1995), J. Am. Statist. Assoc. 90, 773-795; Deng, Lu, Chen (2016), DSAA, on looking often.
    """
    return exp(min(log_bayes_factor(one.hits, one.trials, two.hits, two.trials), LARGEST_LOG))


def log_bayes_factor(hits: int, trials: float, other_hits: int, other_trials: float) -> float:
    """Natural logarithm of `bayes_factor`, of bare counts: simulations ask for it thousands of times."""
    misses, other_misses = trials - hits, other_trials - other_hits
    return (
        log_beta(1 + hits, 9 + misses)
        + log_beta(1 + other_hits, 9 + other_misses)
        - log_beta(1, 9)
        - log_beta(1 + hits + other_hits, 9 + misses + other_misses)
    )


def log_hourly_factor(one: HourArm, two: HourArm) -> float:
    """Natural logarithm of how much better two separate rates per hour explain the hits than one common rate does.

    The rates are believed to be Gamma(1, 1) before the hits: one an hour on average, and any from a tenth to three
    is plausible. Under weekly looks 10 is crossed by equal rates in about 5 % of years.

    Source: the marginal of Poisson counts under a gamma prior; Gelman et al. (2013), section 2.6; bounds as of
    `bayes_factor`.
    """
    apart = _log_hourly_evidence(one.hits, one.hours) + _log_hourly_evidence(two.hits, two.hours)
    return apart - _log_hourly_evidence(one.hits + two.hits, one.hours + two.hours)


def _log_hourly_evidence(hits: int, hours: float) -> float:
    return lgamma(1 + hits) - (1 + hits) * log(1 + hours)


def chance_greater_per_hour(hits: int, hours: float, other_hits: int, other_hours: float) -> float:
    """Probability that the first rate per hour exceeds the second, both Gamma(hits + 1/2, hours).

    Raises:
        ValueError: hours are not above 0; a bug of the caller.

    Source: the share of one gamma variable in the sum of two is beta distributed; Johnson, Kotz, Balakrishnan (1995),
    Continuous Univariate Distributions 2, section 25.2.
    """
    require_hours(hits, hours)
    require_hours(other_hits, other_hours)
    return _chance_greater(Gamma(hits + 0.5, hours), Gamma(other_hits + 0.5, other_hours))


def _chance_greater(one: Gamma, two: Gamma) -> float:
    return 1 - Beta(one.shape, two.shape).cdf(one.exposure / (one.exposure + two.exposure))


def _two_hourly(one: Gamma, two: Gamma) -> tuple[Standing, Standing]:
    """The same without a grid: the mean of a gamma variable where it exceeds another is a chance of one shape more."""
    chance = _chance_greater(one, two)
    best = one.mean * _chance_greater(Gamma(one.shape + 1, one.exposure), two)
    best += two.mean * _chance_greater(Gamma(two.shape + 1, two.exposure), one)
    return Standing(chance, max(best - one.mean, 0.0)), Standing(1 - chance, max(best - two.mean, 0.0))


def _distribution_table(posteriors: Sequence[Beta | Gamma]) -> tuple[list[float], list[list[float]]]:
    """The points of the grid, and every posterior's distribution function at them.

    From the highest points down, until two posteriors are as good as wholly above: whatever is multiplied with one of
    them is nothing there, and the points below are left out.
    """
    spans = [(p.quantile(_NEGLIGIBLE), p.quantile(1 - _NEGLIGIBLE)) for p in posteriors]
    points = _grid(spans)
    columns = [[0.0] * len(points) for _ in posteriors]
    for stop in range(len(points), 0, -_STRETCH):
        start = max(stop - _STRETCH, 0)
        for column, posterior, (low, high) in zip(columns, posteriors, spans, strict=True):
            within = slice(
                bisect_right(points, low, start, stop), max(bisect_left(points, high, start, stop), start)
            )
            column[within] = posterior.along(points[within])
            column[within.stop : stop] = [1.0] * (stop - within.stop)
        if max(_products_of_the_others([column[start] for column in columns]), default=1.0) < _NOTHING:
            return points[start:], [column[start:] for column in columns]
    return points, columns


def _grid(spans: Sequence[tuple[float, float]]) -> list[float]:
    """Points x = low + (high-low)(g/G)² over all, and a few over every arm's own span, denser at both its ends.

    The latter matter where one arm has thousands of trials beside another's twenty, or nothing but hits.
    """
    least, most = min(low for low, _ in spans), max(high for _, high in spans)
    points = {least + (most - least) * (cell / _SHARED_CELLS) ** 2 for cell in range(_SHARED_CELLS + 1)}
    cells = _OWN_CELLS // len(spans)
    for low, high in spans:
        points.update(low + (high - low) * sin(pi * cell / (2 * cells)) ** 2 for cell in range(cells))
    return sorted(points)


def _chances(columns: Sequence[Sequence[float]]) -> list[float]:
    """∫ f_i Π F_j for every i, divided by their sum."""
    others = zip(*(_products_of_the_others(row) for row in zip(*columns, strict=True)), strict=True)
    shares = [_trapezoids(column, rest) for column, rest in zip(columns, others, strict=True)]
    total = fsum(shares)
    return [share / total for share in shares]


def _products_of_the_others(row: Sequence[float]) -> list[float]:
    every = prod(row)
    if every:
        return [every / own for own in row]
    before = accumulate(row[:-1], mul, initial=1.0)
    after = accumulate(row[:0:-1], mul, initial=1.0)
    return [left * right for left, right in zip(before, reversed(list(after)), strict=True)]


def _expected_maximum(points: Sequence[float], columns: Sequence[Sequence[float]]) -> float:
    """∫ (1 - Π F_j) dx."""
    below = [prod(row) for row in zip(*columns, strict=True)]
    return points[-1] - _trapezoids(points, below)


def _trapezoids(along: Sequence[float], height: Sequence[float]) -> float:
    return fsum(
        (right - left) * (before + after) / 2
        for (left, right), (before, after) in zip(pairwise(along), pairwise(height), strict=True)
    )
