"""Two rates against each other: how far apart they are, crude or within strata, and how many trials would tell."""

from __future__ import annotations

from math import ceil, fsum, sqrt

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.intervals import Interval, normal_quantile, wilson_interval

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Difference:
    """The first rate less the second.

    Attributes:
        value: the estimate, as a fraction of 1.
        interval: its likely range.
    """

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Trials that are alike but for what is compared.

    Attributes:
        hits: successes of the first arm (warm calls, say).
        trials: its trials.
        other_hits: successes of the second arm.
        other_trials: its trials.
    """

    hits: int
    trials: int
    other_hits: int
    other_trials: int

    @property
    def compares(self) -> bool:
        """Whether both arms have trials here; a stratum with one arm says nothing."""
        return self.trials > 0 and self.other_trials > 0


def newcombe_difference(
    hits: int, trials: float, other_hits: int, other_trials: float, *, confidence: float = 0.80
) -> Difference:
    """Difference of two independent proportions with Newcombe's hybrid score interval.

    Args:
        hits: successes of the first arm.
        trials: its trials, above 0.
        other_hits: successes of the second arm.
        other_trials: its trials, above 0.
        confidence: coverage as a fraction.

    Raises:
        ValueError: the counts are out of range; a bug of the caller.

    Source: Newcombe (1998), Statist. Med. 17, 873-890, method 10.
    """
    one = wilson_interval(hits, trials, confidence=confidence)
    two = wilson_interval(other_hits, other_trials, confidence=confidence)
    p, q = hits / trials, other_hits / other_trials
    low = p - q - sqrt((p - one.low) ** 2 + (two.high - q) ** 2)
    high = p - q + sqrt((one.high - p) ** 2 + (q - two.low) ** 2)
    return Difference(p - q, Interval(low, high, confidence))


def mantel_haenszel_difference(strata: Sequence[Stratum], *, confidence: float = 0.80) -> Difference | None:
    """Difference of two proportions within strata, pooled; with Klingenberg's interval.

    Args:
        strata: those with trials of one arm only are passed over.
        confidence: coverage as a fraction.

    Returns:
        The pooled difference; None where no stratum has trials of both arms.

    Source: Mantel, Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; variance of Sato (1989), Biometrics 45,
    1323-1324; interval of Klingenberg (2014), Statist. Med. 33, 2968-2983.
    """
    both = [stratum for stratum in strata if stratum.compares]
    if not both:
        return None
    weight = fsum(s.trials * s.other_trials / (s.trials + s.other_trials) for s in both)
    value = fsum(_weighted_difference(s) for s in both) / weight
    z_squared = normal_quantile((1 + confidence) / 2) ** 2 / weight**2
    middle = value + z_squared * fsum(_sato_p(s) for s in both) / 2
    half = sqrt(middle**2 - value**2 + z_squared * fsum(_sato_q(s) for s in both))
    return Difference(value, Interval(middle - half, middle + half, confidence))


def _weighted_difference(s: Stratum) -> float:
    return (s.hits * s.other_trials - s.other_hits * s.trials) / (s.trials + s.other_trials)


def _sato_p(s: Stratum) -> float:
    n1, n0 = s.trials, s.other_trials
    return (n1**2 * s.other_hits - n0**2 * s.hits + n1 * n0 * (n0 - n1) / 2) / (n1 + n0) ** 2


def _sato_q(s: Stratum) -> float:
    n1, n0 = s.trials, s.other_trials
    return (s.hits * (n0 - s.other_hits) + s.other_hits * (n1 - s.hits)) / (2 * (n1 + n0))


def trials_needed_per_arm(rate: float, other: float, *, confidence: float = 0.80, power: float = 0.80) -> int:
    """How many trials each of two arms wants before a test would tell them apart.

    Args:
        rate: true rate of the first arm, strictly between 0 and 1.
        other: true rate of the second arm, another one.
        confidence: of the two-sided interval that has to leave out 0.
        power: chance that it does.

    Raises:
        ValueError: the rates are equal: no number would do.

    Source: Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, unpooled variance.
    """
    if rate == other:
        raise ValueError("equal rates cannot be told apart")
    z = normal_quantile((1 + confidence) / 2) + normal_quantile(power)
    return ceil(z * z * (rate * (1 - rate) + other * (1 - other)) / (rate - other) ** 2)
