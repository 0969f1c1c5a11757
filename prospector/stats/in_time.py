"""What happens in time: chances of lognormal delays to end within some days, and how many events come."""

from __future__ import annotations

from math import erfc, exp, log, sqrt

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_MOST = 600.0  # exponents beyond it would overflow
_NO_TIME = 1e-9
_ROOT = sqrt(2)
_POISSON_EXACT = 100.0


def log_days(days: float) -> float:
    """Natural logarithm of a time in days; of none that of next to none."""
    return log(max(days, _NO_TIME))


def chance_in_time(
    rate: float, to_win: tuple[float, float], to_loss: tuple[float, float], now: float, then: float
) -> float:
    """Chance that an open deal is won in time.

    Args:
        rate: with which it is won at all.
        to_win: mean and deviation of the logarithm of the delay to a win.
        to_loss: the same of the delay to a loss.
        now: logarithm of its age in days.
        then: logarithm of its age at the end.
    """
    scale = to_win[1] * _ROOT
    not_won = 0.5 * erfc((now - to_win[0]) / scale)
    in_time = rate * (not_won - 0.5 * erfc((then - to_win[0]) / scale))
    not_lost = 0.5 * erfc((now - to_loss[0]) / (to_loss[1] * _ROOT))
    still_open = rate * not_won + (1 - rate) * not_lost
    return in_time / still_open if still_open > 0 else 0.0


def share_in_time(delay: tuple[float, float], days: float) -> float:
    """Share of delays that end within some days when they begin evenly over these.

    It is the mean of their distribution function, which for a lognormal one has a closed form.
    """
    if days <= 0:
        return 0.0
    mean, deviation = delay
    z = (log(days) - mean) / deviation
    part = exp(min(mean + deviation**2 / 2, _MOST)) * _below(z - deviation)
    return min(max(_below(z) - part / days, 0.0), 1.0)


def _below(z: float) -> float:
    """Normal distribution function."""
    return 0.5 * erfc(-z / _ROOT)


def poisson(mean: float, random: Random) -> int:
    """A Poisson number: by inversion, and where the mean is large by the first terms of Cornish and Fisher (1938)."""
    if mean > _POISSON_EXACT:
        z = random.gauss(0.0, 1.0)
        return max(round(mean + z * sqrt(mean) + (z * z - 1) / 6), 0)
    term = exp(-mean)
    rest = random.random() - term
    count = 0
    while rest > 0 and count < 10 * _POISSON_EXACT:
        count += 1
        term *= mean / count
        rest -= term
    return count
