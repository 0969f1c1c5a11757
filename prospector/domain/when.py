"""WHEN: the closed grammar of times and days that a rep types.

What it does not know is refused: a tracker that files "tomorow" as today corrupts a year of data. The forms are the
table `WHEN_FORMS`, and nothing else is read.

- A day without a time of day (`yesterday`, `mon`, `2026-11-20`) has no hour: nobody said it.
- A weekday, or a date without a year, is the nearest one that is not ahead (or, for appointments, not over). Today
  counts: `mon 9am`, typed on a Monday at 10, is this morning; at 8 it is last week's.
- An offset that was typed is the clock that the rep saw and is kept. `Z` names an instant and nobody's clock, so that
  the rep's own clock tells its day and hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from prospector.domain.clock import Clock, split_clock
from prospector.domain.day import (
    RELATIVE_DAY_FORMS,
    day_from,
    shift_of,
    split_words,
    unknown,
)
from prospector.domain.day_words import ONE_DAY, iso_day
from prospector.domain.moment import Moment, check_plausible, localize
from prospector.domain.moment_words import describe_when
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from prospector.domain.day import Prefer

WHEN_FORMS: tuple[tuple[str, str], ...] = (
    ("now", "this minute; what is meant if nothing is said"),
    ("9:30, 16:00, 9am, 9:30pm", "today at that time"),
    ("today, yesterday, tomorrow", "that day, its time not known"),
    ("yesterday 16:00", "any day may be followed by a time"),
    *RELATIVE_DAY_FORMS,
    ("45 min ago, 90m ago, 2h ago", "so long before now; `in 2 hours` is so long after"),
    ("2026-11-20, 2026-11-20 16:00", "that day, that time"),
    ("2026-11-20T16:00+01:00", "the same with the offset of the clock; Z is UTC"),
)
FUTURE_OPTION = "--future if it is still to come"
SAY_IT_THEN = "say it when it has happened"
_EXAMPLES = "as in now, 9:30, yesterday 16:00, mon 9am, 3 days ago, 2026-11-20"


def read_when(
    text: str,
    now: datetime,
    zone: tzinfo | None = None,
    *,
    prefer: Prefer = "past",
    allow_future: bool = False,
    future_hint: str = FUTURE_OPTION,
) -> Moment:
    """Read a time that a rep typed.

    Args:
        text: one of `WHEN_FORMS`; case and spaces do not matter.
        now: the present, aware.
        zone: of the rep's clock; None is the system's.
        prefer: `future` for what is to come, as appointments: a weekday is the next one, the future is welcome.
        allow_future: whether a moment after `now` is taken where `prefer` is `past`.
        future_hint: what the refusal of the future advises; only a command that has `--future` names it.

    Raises:
        InvalidValueError: the grammar does not know it; the clock never showed it, or showed it twice; it is not
            plausible; it is in the future and may not be.
        ValueError: `now` is naive; a bug of the caller.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    here = now.astimezone(zone)
    moment = _moment(text, here, zone, prefer)
    ahead = moment.seconds > here.timestamp() if moment.has_time else moment.day > here.date()
    if ahead and prefer == "past" and not allow_future:
        raise InvalidValueError(f"{describe_when(moment, here)} is in the future", hint=future_hint)
    return moment


def _moment(text: str, here: datetime, zone: tzinfo | None, prefer: Prefer) -> Moment:
    words = split_words(text)
    if words == ["now"]:
        return Moment.of(here)
    shift = shift_of(words)
    if shift is not None and shift.to_the_minute:
        return _shown(here.astimezone(UTC) + timedelta(minutes=shift.minutes), zone)
    day_words, clock = split_clock(words)
    today = here.date()
    anchor = _anchor(clock, here, prefer)
    day = today if clock and not day_words else day_from(day_words, today, anchor, prefer)
    if day is None:
        raise unknown(text, words, "time", _EXAMPLES)
    if clock is None:
        return Moment.on(day)
    return _placed(day, clock, zone, dated=bool(day_words) and iso_day(day_words[-1]) is not None)


def _anchor(clock: Clock | None, here: datetime, prefer: Prefer) -> date:
    """The first day, going back or ahead, on which that time of day is over or still to come."""
    today = here.date()
    if clock and prefer == "past" and clock.time > here.time():
        return today - ONE_DAY
    if clock and prefer == "future" and clock.time < here.time():
        return today + ONE_DAY
    return today


def _placed(day: date, clock: Clock, zone: tzinfo | None, *, dated: bool) -> Moment:
    naive = datetime.combine(day, clock.time)
    if clock.offset is None:
        return localize(naive, zone)
    if not dated:
        raise InvalidValueError("an offset needs the date beside it", hint="as in 2026-11-20T16:00+01:00")
    aware = naive.replace(tzinfo=timezone(timedelta(minutes=clock.offset)))
    return _shown(aware, zone) if clock.is_utc else Moment.of(aware)


def _shown(instant: datetime, zone: tzinfo | None) -> Moment:
    """Put an instant on the rep's clock."""
    shown = instant.astimezone(zone)
    check_plausible(shown.date())
    return Moment.of(shown)
