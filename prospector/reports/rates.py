"""Rates with their counts and likely ranges; nothing out of nothing has no value."""

from __future__ import annotations

from prospector.light import dataclass
from prospector.stats.intervals import Interval, jeffreys_interval, rate_per_hour_interval
from prospector.stats.maturity import MatureCount

CONFIDENCE = 0.80
FEWEST_COVERED = 0.80


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits out of trials.

    Attributes:
        effective: for how many the trials count, since some are too young to have succeeded.
        confidence: of the likely range, a fraction of 1.
        assumed: whether how trials mature had to be assumed, for want of results to learn it from.
    """

    hits: int
    trials: int
    effective: float
    confidence: float = CONFIDENCE
    assumed: bool = False

    @classmethod
    def of(cls, count: MatureCount, *, confidence: float = CONFIDENCE) -> Rate:
        """The rate of trials that were counted at their worth."""
        effective = min(count.effective, float(count.trials))
        return cls(count.hits, count.trials, effective, confidence, count.assumed)

    @property
    def value(self) -> float | None:
        """Hits for each trial, a fraction of 1; None without trials."""
        return self.hits / self.trials if self.trials else None

    @property
    def matured(self) -> float:
        """For what share of their number the trials count; 1 where that is assumed, and without trials."""
        return self.effective / self.trials if self.trials and not self.assumed else 1.0

    @property
    def mature(self) -> float | None:
        """What the rate comes to once all trials are old enough; None without any that count, or where that is assumed."""
        return self.hits / self.effective if self.effective and not self.assumed else None

    @property
    def interval(self) -> Interval | None:
        """Where the rate of mature trials probably lies, and the rate as it stands; None without trials.

        It goes by the effective number; by all trials where that rests on an assumption.
        """
        if self.value is None:
            return None
        trials = self.trials if self.assumed else self.effective
        found = jeffreys_interval(self.hits, trials, confidence=self.confidence)
        return Interval(min(found.low, self.value), found.high, self.confidence)

    def mature_data(self) -> dict[str, object]:
        """The fields of what it comes to: the trials at their worth, the estimate, and whether that had to be assumed."""
        return {"trials": self.effective, "value": self.mature, "assumed": self.assumed}

    def data(self) -> dict[str, object]:
        """The documented fields."""
        counts: dict[str, object] = {"hits": self.hits, "trials": self.trials}
        return {**counts, **_data(self.value, self.interval, self.confidence)}


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """Conversations for each hour.

    Attributes:
        hits: those of touches whose minutes are known.
        minutes: the known ones.
        matured: for what share of their number the row's trials count, since some are too young to have succeeded; so
            do its hours.
        coverage: share of the activities whose minutes are known; below 80 % nothing may be concluded.
        confidence: of the likely range, a fraction of 1.
    """

    hits: int
    minutes: int
    coverage: float
    confidence: float = CONFIDENCE
    matured: float = 1.0

    @property
    def is_covered(self) -> bool:
        """Whether enough of the minutes are known to say anything."""
        return self.minutes > 0 and self.coverage >= FEWEST_COVERED

    @property
    def effective(self) -> float:
        """For how many hours the known ones count."""
        return self.hours * self.matured

    @property
    def hours(self) -> float:
        """The known minutes in hours."""
        return self.minutes / 60

    @property
    def value(self) -> float | None:
        """Hits for each hour; None without minutes."""
        return self.hits / self.hours if self.minutes else None

    @property
    def interval(self) -> Interval | None:
        """Where the rate of mature hours probably lies, and the rate as it stands; None without minutes."""
        if self.value is None:
            return None
        found = rate_per_hour_interval(self.hits, self.effective or self.hours, confidence=self.confidence)
        return Interval(min(found.low, self.value), found.high, self.confidence)

    def data(self) -> dict[str, object]:
        """The documented fields."""
        counts: dict[str, object] = {"hits": self.hits, "hours": self.hours}
        return {**counts, **_data(self.value, self.interval, self.confidence)}


def _data(value: float | None, interval: Interval | None, confidence: float) -> dict[str, object]:
    return {
        "value": value,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "confidence": confidence,
    }
