"""Slots: quarters of an hour of the week, as the store hands what happened in them to a report."""

from __future__ import annotations

from prospector.light import dataclass

QUARTERS_A_DAY = 96


@dataclass(frozen=True, slots=True)
class Slot:
    """A quarter of an hour on a weekday; Monday is 0, the first quarter after midnight 0.

    Attributes:
        quarter: None where the time of day is not known.
    """

    weekday: int
    quarter: int | None

    @property
    def hour(self) -> int | None:
        """The hour of the day that it lies in."""
        return None if self.quarter is None else self.quarter // 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFact:
    """Outbound activities of one channel in a slot, added up.

    Attributes:
        activities: sum of their counts.
        minutes: the known ones.
    """

    slot: Slot
    channel_id: int
    activities: int
    minutes: int


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From when to when the rep works on a day, in minutes after midnight."""

    start: int = 8 * 60
    end: int = 18 * 60

    def share(self, minute: float) -> float:
        """How much of the working day is over at a minute of the day, from 0 to 1."""
        return min(max((minute - self.start) / (self.end - self.start), 0.0), 1.0)
