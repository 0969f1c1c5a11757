"""Trials too young to have succeeded, counted for what they are worth.

    horizon     =  30 days: what has not succeeded by then has failed
    weight(a)   =  share of the final successes that have come by age a: (1 - S(a)) / (1 - S(horizon))
    S           =  Kaplan-Meier curve of the kind of trial: a call succeeds at once, an e-mail after days
    effective n =  the weights added up, never less than the successes

A kind with fewer than ten successes leans on the curve of all kinds together, the more the fewer it has. With fewer
than five in all there is no curve: the weight is then assumed to grow evenly to the horizon, and the report says so.

Source: Chapelle (2014), KDD, 1097-1105; Bernhardsson (2017), Conversion rates: you are (most likely) computing them
wrong.
"""

from __future__ import annotations

from math import fsum

from prospector.light import TYPE_CHECKING, dataclass
from prospector.stats.survival import SurvivalCurve, kaplan_meier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HORIZON_DAYS = 30.0
FEWEST_RESULTS = 5
ENOUGH_RESULTS = 10


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial, or several that are alike; whole days and ages cut at the horizon make many alike.

    Attributes:
        kind: whose curve it follows: the channel.
        age: days from the trial to as-of, 0 or more.
        delay: days from the trial to its result; None where there is none yet. A result past the horizon is none.
        count: how many trials this stands for.
    """

    kind: str
    age: float
    delay: float | None = None
    count: int = 1

    def delay_within(self, horizon: float) -> float | None:
        """Days to the result; None if there is none, or none within the horizon."""
        return self.delay if self.delay is not None and self.delay <= horizon else None


@dataclass(frozen=True, slots=True)
class MatureCount:
    """Hits and trials, with the trials at their worth.

    Attributes:
        hits: trials with a result within the horizon.
        trials: all of them.
        effective: for how many they count: the trials of an interval or a comparison.
        maturing: those younger than the horizon without a result, which may still get one.
        assumed: whether their worth was assumed, for want of results to learn it from.
    """

    hits: int
    trials: int
    effective: float
    maturing: int
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Maturity:
    """How the results of each kind of trial come in.

    Attributes:
        horizon: days after which a trial without a result has failed.
        assumed: whether there were too few results for a curve, so that an even growth is assumed.
    """

    horizon: float
    assumed: bool
    _pool: _Curve | None
    _kinds: Mapping[str, _Curve]

    def weight(self, kind: str, age: float) -> float:
        """Share of the results to come that a trial of this age has had the time for, 0 to 1."""
        if age >= self.horizon:
            return 1.0
        if self._pool is None:
            return age / self.horizon
        pooled, own = self._pool.weight(age), self._kinds.get(kind)
        return pooled if own is None else own.trust * own.weight(age) + (1 - own.trust) * pooled

    def count(self, trials: Iterable[Trial]) -> MatureCount:
        """Count trials, which may be of several kinds, at their worth."""
        hits = total = maturing = 0
        weights = []
        for trial in trials:
            total += trial.count
            weights.append(trial.count * self.weight(trial.kind, trial.age))
            if trial.delay_within(self.horizon) is not None:
                hits += trial.count
            elif trial.age < self.horizon:
                maturing += trial.count
        return MatureCount(hits, total, effective_trials(hits, weights), maturing, self.assumed)


def learn_maturity(trials: Sequence[Trial], *, horizon: float = HORIZON_DAYS) -> Maturity:
    """Learn from trials of all kinds how long their results take.

    Args:
        trials: all that are compared, and no result that came after as-of.
        horizon: days.
    """
    if _results(trials, horizon) < FEWEST_RESULTS:
        return Maturity(horizon, assumed=True, _pool=None, _kinds={})
    pool = _curve(trials, horizon, pool=None)
    by_kind: dict[str, list[Trial]] = {}
    for trial in trials:
        by_kind.setdefault(trial.kind, []).append(trial)
    kinds = {kind: _curve(alike, horizon, pool=pool) for kind, alike in by_kind.items()}
    return Maturity(horizon, assumed=False, _pool=pool, _kinds=kinds)


def effective_trials(hits: int, weights: Iterable[float]) -> float:
    """For how many the trials count, from the weight of each: never for fewer than succeeded."""
    return max(float(hits), fsum(weights))


@dataclass(frozen=True, slots=True)
class _Curve:
    """One kind's results over time.

    Attributes:
        survival: share without a result, by days.
        final: share with a result at the horizon.
        reach: how far the oldest trial has come, by the pool's curve; what lies beyond this kind has not seen.
        trust: how much of this curve to use against the pool's.
    """

    survival: SurvivalCurve
    final: float
    reach: float
    trust: float

    def weight(self, age: float) -> float:
        return self.reach * (1 - self.survival.at(age)) / self.final if self.final else 0.0


def _curve(trials: Sequence[Trial], horizon: float, *, pool: _Curve | None) -> _Curve:
    delays = [trial.delay_within(horizon) for trial in trials]
    survival = kaplan_meier(
        [min(t.age, horizon) if delay is None else delay for t, delay in zip(trials, delays, strict=True)],
        [delay is not None for delay in delays],
        [trial.count for trial in trials],
    )
    results = _results(trials, horizon)
    oldest = max(trial.age for trial in trials)
    reach = 1.0 if pool is None or oldest >= horizon else pool.weight(oldest)
    return _Curve(survival, 1 - survival.at(horizon), reach, min(results / ENOUGH_RESULTS, 1.0))


def _results(trials: Iterable[Trial], horizon: float) -> int:
    return sum(trial.count for trial in trials if trial.delay_within(horizon) is not None)
