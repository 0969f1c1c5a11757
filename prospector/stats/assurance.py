"""How many more trials would tell two rates apart, given what is believed of them now."""

from __future__ import annotations

from functools import cache
from math import fabs, floor, lgamma, log, log2, sqrt

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.comparison import Arm, log_bayes_factor

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

CLEAR_FACTOR = 10.0
WEEKS_A_YEAR = 52
MOST_TRIALS = 5_000  # a year of twenty a working day, where no pace is known
_DRAWS = 400
_RUNG = 1.1
_FEW_HITS = 10


@dataclass(frozen=True, slots=True)
class Wait:
    """A number of further trials.

    Attributes:
        trials: more of each of the two arms.
        weeks: how long that takes at the slower arm's pace; None where no pace is known.
    """

    trials: int
    weeks: float | None


@dataclass(frozen=True, slots=True)
class MoreNeeded:
    """How long until the difference is probably clear.

    Attributes:
        even: after this wait it is as likely as not; None where that takes more than a year.
        likely: after this wait it is so with 80 %; None where that takes more than a year.
    """

    even: Wait | None
    likely: Wait | None


def more_needed(one: Arm, two: Arm, *, pace_per_week: float | None = None) -> MoreNeeded:
    """Trials that each arm still wants before the Bayes factor probably reaches 10.

    True rates are drawn from what is believed now, then the further trials from these rates; what is counted is the
    share of draws in which the evidence suffices. The seed comes from the data: the same data give the same answer.

    Args:
        one: an arm.
        two: another.
        pace_per_week: trials a week of the slower of the two; None if it is not known, then a year counts as 5,000.

    Source: O'Hagan, Stevens, Campbell (2005), Pharmaceut. Statist. 4, 187-201 (assurance).
    """
    from random import Random  # lazy: a clear verdict draws nothing

    # A fixed seed is the point here: nothing secret hangs on it.
    random = Random(f"{one.hits}/{one.trials:.3f} {two.hits}/{two.trials:.3f}")  # noqa: S311
    most = MOST_TRIALS if pace_per_week is None else int(WEEKS_A_YEAR * pace_per_week)
    rungs = _rungs(most)
    rates = [
        tuple(random.betavariate(arm.hits + 0.5, arm.trials - arm.hits + 0.5) for arm in (one, two))
        for _ in range(_DRAWS)
    ]

    @cache
    def share(trials: int) -> float:
        clear = 0
        for rate, other in rates:
            hits = one.hits + binomial(random, trials, rate)
            other_hits = two.hits + binomial(random, trials, other)
            evidence = log_bayes_factor(hits, one.trials + trials, other_hits, two.trials + trials)
            clear += evidence >= log(CLEAR_FACTOR)
        return clear / _DRAWS

    def wait(chance: float) -> Wait | None:
        trials = _first(rungs, lambda rung: share(rung) >= chance)
        if trials is None:
            return None
        return Wait(trials, None if pace_per_week is None else trials / pace_per_week)

    return MoreNeeded(even=wait(0.5), likely=wait(0.8))


def binomial(random: Random, trials: int, rate: float) -> int:
    """Draw how many of the trials succeed; `random.binomialvariate`, which Python 3.11 has not.

    Source: Hörmann (1993), J. Stat. Comput. Simul. 46, 101-110, algorithm BTRS, for ten hits or more; the sum of
    geometric waits (Devroye 1986, section X.4.3) below that.
    """
    if rate > 0.5:
        return trials - binomial(random, trials, 1 - rate)
    if trials * rate < _FEW_HITS:
        return _binomial_by_waits(random, trials, rate)
    spread = sqrt(trials * rate * (1 - rate))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * rate
    middle = trials * rate + 0.5
    while True:
        u = random.random() - 0.5
        edge = 0.5 - fabs(u)
        hits = floor((2 * a / edge + b) * u + middle) if edge else -1
        if not 0 <= hits <= trials:
            continue
        v = 1 - random.random()
        if edge >= 0.07 and v <= 0.92 - 4.2 / b:
            return hits
        mode = floor((trials + 1) * rate)
        accept = lgamma(mode + 1) + lgamma(trials - mode + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
        accept += (hits - mode) * log(rate / (1 - rate))
        if log(v * (2.83 + 5.1 / b) * spread / (a / (edge * edge) + b)) <= accept:
            return hits


def _binomial_by_waits(random: Random, trials: int, rate: float) -> int:
    scale = log2(1 - rate)
    if scale == 0:
        return 0
    hits = tried = 0
    while True:
        tried += floor(log2(1 - random.random()) / scale) + 1
        if tried > trials:
            return hits
        hits += 1


def _rungs(most: int) -> list[int]:
    """Round numbers up to the most, each about a tenth above the one before: the answer is not sharper than that."""
    rungs: list[int] = []
    value = 1.0
    while value < most:
        digits = max(len(str(int(value))) - 2, 0)
        rounded = int(round(value, -digits))
        if rounded < most and (not rungs or rounded > rungs[-1]):
            rungs.append(rounded)
        value *= _RUNG
    return [*rungs, most] if most > 0 else []


def _first(rungs: list[int], suffices: Callable[[int], bool]) -> int | None:
    """The first rung that suffices, by halving; None if even the last does not."""
    if not rungs or not suffices(rungs[-1]):
        return None
    low, high = 0, len(rungs) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if suffices(rungs[middle]) else (middle + 1, high)
    return rungs[high]
