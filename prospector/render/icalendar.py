"""A calendar file (RFC 5545): what any calendar program imports, and imports again as an update.

Times are written in UTC, which every program shows on its own clock, whatever it knows of time zones. An appointment has
no end in the log; half an hour is given to it, so that it can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from prospector.domain.calendar_entry import CalendarEntry
from prospector.render.clean import clean, clean_lines

_PRODUCT = "-//prospector//prospector//EN"
_LENGTH = timedelta(minutes=30)
_ONE_DAY = timedelta(days=1)


def calendar_text(entries: Iterable[CalendarEntry], now: datetime) -> str:
    """Write entries as a calendar.

    Args:
        entries: in their order.
        now: when it is written; of two versions of an entry programs keep the later one.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, now))
    written: bytes = calendar.to_ical()
    return written.decode("utf-8")


def _event(entry: CalendarEntry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", entry.revision)
    event.add("summary", clean(entry.summary))
    if entry.starts.has_time:
        at = datetime.fromtimestamp(entry.starts.seconds, UTC)
        event.add("dtstart", at)
        event.add("dtend", at + _LENGTH)
    else:
        event.add("dtstart", entry.starts.day)
        event.add("dtend", entry.starts.day + _ONE_DAY)
    if entry.note:
        event.add("description", clean_lines(entry.note))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    return event
