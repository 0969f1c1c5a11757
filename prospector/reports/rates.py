"""Rates with their counts and likely ranges; nothing out of nothing has no value."""

from __future__ import annotations

from dataclasses import dataclass

from prospector.stats.intervals import Interval, jeffreys_interval, rate_per_hour_interval
from prospector.stats.maturity import MatureCount

CONFIDENCE = 0.80
FEWEST_COVERED = 0.80


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits out of trials.

    Attributes:
        effective: for how many the trials count, since some are too young to have succeeded.
        interval: where the rate of mature trials probably lies, from the effective number, down to the rate as it
            stands; from all trials where how they mature had to be assumed; None without trials.
    """

    hits: int
    trials: int
    effective: float
    interval: Interval | None

    @classmethod
    def of(cls, count: MatureCount, *, confidence: float = CONFIDENCE) -> Rate:
        """Give counted trials their likely range."""
        effective = min(count.effective, float(count.trials))
        if not count.trials:
            return cls(0, 0, 0.0, None)
        judged = float(count.trials) if count.assumed else effective
        found = jeffreys_interval(count.hits, judged, confidence=confidence)
        low = min(found.low, count.hits / count.trials)
        return cls(count.hits, count.trials, effective, Interval(low, found.high, confidence))

    @property
    def value(self) -> float | None:
        """Hits for each trial, a fraction of 1."""
        return self.hits / self.trials if self.trials else None

    def data(self, confidence: float = CONFIDENCE) -> dict[str, object]:
        """The documented fields."""
        return {
            "hits": self.hits,
            "trials": self.trials,
            "value": self.value,
            "low": self.interval.low if self.interval else None,
            "high": self.interval.high if self.interval else None,
            "confidence": confidence,
        }


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """Conversations for each hour.

    Attributes:
        hits: those of touches whose minutes are known.
        hours: the known ones.
        coverage: share of the activities whose minutes are known; below 80 % nothing may be concluded.
    """

    hits: int
    hours: float
    coverage: float
    interval: Interval | None

    @classmethod
    def of(cls, hits: int, minutes: int, coverage: float, *, confidence: float = CONFIDENCE) -> HourlyRate:
        """Give a rate per hour its likely range."""
        interval = rate_per_hour_interval(hits, minutes / 60, confidence=confidence) if minutes else None
        return cls(hits, minutes / 60, coverage, interval)

    @property
    def value(self) -> float | None:
        """Hits for each hour."""
        return self.hits / self.hours if self.hours else None

    def data(self, confidence: float = CONFIDENCE) -> dict[str, object]:
        """The documented fields."""
        return {
            "hits": self.hits,
            "hours": self.hours,
            "value": self.value,
            "low": self.interval.low if self.interval else None,
            "high": self.interval.high if self.interval else None,
            "confidence": confidence,
        }
