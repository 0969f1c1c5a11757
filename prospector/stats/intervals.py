"""Likely ranges of a rate: per touch, and per hour."""

from __future__ import annotations

from functools import cache
from math import erfc, exp, pi, sqrt

from prospector.light import dataclass
from prospector.stats.distributions import Beta, Gamma

_MOST_STEPS = 100
_CLOSE = 1e-15


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure probably lies.

    Attributes:
        low: lower bound, as a fraction of 1 or per hour, never in percent.
        high: upper bound.
        confidence: share of such ranges that hold the truth, 0.80 for 80 %.
    """

    low: float
    high: float
    confidence: float


@cache  # a row is shown, and told as data
def jeffreys_interval(hits: int, trials: float, *, confidence: float = 0.80) -> Interval:
    """Jeffreys interval of a proportion: the middle of Beta(hits + 1/2, misses + 1/2).

    Args:
        hits: trials that succeeded, 0 <= hits <= trials.
        trials: how many, or for how many they count where some are too young to have succeeded; 0 gives 0 to 1.
        confidence: coverage as a fraction.

    Returns:
        The bounds; the lower one is 0 without a hit, the upper one 1 without a miss.

    Raises:
        ValueError: the counts are out of range; a bug of the caller, not of the user.

    Source: Brown, Cai, DasGupta (2001), Statist. Sci. 16, 101-133.
    """
    require_counts(hits, trials)
    tail = _tail(confidence)
    posterior = Beta(hits + 0.5, trials - hits + 0.5)
    low = posterior.quantile(tail) if hits > 0 else 0.0
    high = posterior.quantile(1 - tail) if hits < trials else 1.0
    return Interval(low, high, confidence)


def wilson_interval(hits: int, trials: float, *, confidence: float = 0.80) -> Interval:
    """Wilson score interval of a proportion.

    Args:
        hits: trials that succeeded, 0 <= hits <= trials.
        trials: how many, above 0.
        confidence: coverage as a fraction.

    Raises:
        ValueError: the counts are out of range; a bug of the caller, not of the user.

    Source: Newcombe (1998), Statist. Med. 17, 857-872, method 3.
    """
    require_counts(hits, trials)
    if trials == 0:
        raise ValueError("a score interval wants at least one trial")
    z = normal_quantile(1 - _tail(confidence))
    share = hits / trials
    middle = share + z * z / (2 * trials)
    half = z * sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2)
    scale = 1 + z * z / trials
    low = (middle - half) / scale if hits > 0 else 0.0
    high = (middle + half) / scale if hits < trials else 1.0
    return Interval(low, high, confidence)


@cache
def rate_per_hour_interval(hits: int, hours: float, *, confidence: float = 0.80) -> Interval:
    """Jeffreys interval of a rate per hour: the middle of Gamma(hits + 1/2, hours).

    Args:
        hits: what came of those hours, 0 or more; it may exceed them.
        hours: time spent, above 0.
        confidence: coverage as a fraction.

    Returns:
        The bounds per hour; the lower one is 0 without a hit.

    Raises:
        ValueError: no hours, or negative hits; a bug of the caller, not of the user.

    Source: Brown, Cai, DasGupta (2003), Statist. Sinica 13, 19-49.
    """
    require_hours(hits, hours)
    tail = _tail(confidence)
    posterior = Gamma(hits + 0.5, hours)
    return Interval(posterior.quantile(tail) if hits else 0.0, posterior.quantile(1 - tail), confidence)


def require_counts(hits: int, trials: float) -> None:
    """Refuse counts that no tally could have given.

    Raises:
        ValueError: not 0 <= hits <= trials.
    """
    if not 0 <= hits <= trials:
        raise ValueError(f"hits must lie between 0 and the trials: {hits} of {trials}")


def require_hours(hits: int, hours: float) -> None:
    """Refuse a rate of no time.

    Raises:
        ValueError: negative hits, or hours not above 0.
    """
    if hits < 0 or hours <= 0:
        raise ValueError(f"a rate per hour wants hits >= 0 and hours > 0: {hits} in {hours}")


@cache
def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution, to 1e-14; `statistics` has it, and takes a third of an empty Python to import.

    Halley's steps from the middle on, in the tail that is the smaller, where digits are not lost.

    Raises:
        ValueError: the probability does not lie between 0 and 1.
    """
    if not 0 < probability < 1:
        raise ValueError(f"a probability lies between 0 and 1: {probability}")
    if probability > 0.5:
        return -normal_quantile(1 - probability)
    x = 0.0
    for _ in range(_MOST_STEPS):
        miss = (erfc(-x / sqrt(2)) / 2 - probability) / (exp(-x * x / 2) / sqrt(2 * pi))
        step = miss / (1 + x * miss / 2)
        x -= step
        if abs(step) <= _CLOSE * abs(x):
            break
    return x


def _tail(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1: {confidence}")
    return (1 - confidence) / 2
