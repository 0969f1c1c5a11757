"""What stands in a calendar: a meeting at a time, or something to do on a day."""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An entry.

    Attributes:
        uid: by which a calendar knows it again; the same in every export of a store.
        starts: a moment without a time of day is a whole day.
        cancelled: whether a calendar that has it shall strike it out.
        revision: how often it was changed; a calendar takes the higher one.
        busy: whether its time is taken, as by a meeting.
    """

    uid: str
    summary: str
    starts: Moment
    note: str = ""
    cancelled: bool = False
    revision: int = 0
    busy: bool = False
