"""Dates and times as other programs write them: a closed list of forms, and a refusal of everything else.

    2026-08-05  2026-8-5  2026/08/05  20260805  05.08.2026        and, once the file has shown which is which,
    5/8/2026 (day first) or 8/5/2026 (month first)

each alone or followed by a blank, a comma or `T` and a time: `9:30`, `09:30:15`, `09:30:15.123`, `9:30 pm`, and after
that perhaps `Z`, `UTC`, an offset or a zone such as `America/New_York`. The year of a slashed date may have two digits.
A bare number of another length might be seconds, milliseconds or a spreadsheet's days, and is a date only where
`serials` says so of its whole column. Other forms are named in a mapping with `format`; a format without hours gives no
time of day.

A time without an offset is one of the clock of a zone. Where the clocks went back over it, it is the first of the two
hours: files do not say which, and the hour's work is all that could be put wrong. Where they went forward over it, the
clock never showed it, and the row is a problem.
"""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any

from prospector.domain.moment import SECONDS_A_DAY, Moment, check_plausible, day_number, localize
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError
from prospector.importing.moment_column import MomentColumn
from prospector.importing.remembered import BOUND, Bounded, hour_seconds, minute_seconds
from prospector.importing.serials import SerialColumn
from prospector.importing.slashes import SLASHED, UndecidedDatesError, full_year
from prospector.importing.zones import zone_named
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from prospector.importing.slashes import SlashOrder

_DATES = (
    r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    r"(?P<compact>\d{8})",
    r"(?P<dot_day>\d{1,2})\.(?P<dot_month>\d{1,2})\.(?P<dot_year>\d{4})",
    SLASHED,
)
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?(?![A-Za-z]))?"
    r"\s*(?:(?P<offset>[Zz]|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?)|(?P<zone>[A-Za-z]+/[A-Za-z0-9_+\-/]+))?"
)
_FORM = re.compile(rf"(?:{'|'.join(_DATES)})(?:(?:[Tt]|,?\s+){_TIME})?", re.ASCII)
_FULL_OFFSET = re.compile(r"Z|[+-](?:0\d|1[0-4]):[0-5]\d", re.ASCII)
_HOURS_IN_FORMAT = re.compile(r"%-?[HIcXfsT]")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))  # before AM and PM, for one


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says: a date, and perhaps a clock, and perhaps its offset in minutes or its zone."""

    day: date
    clock: time | None
    offset: int | None
    zone: tzinfo | None = None


class MomentReader:
    """Reads one file's dates and times.

    Args:
        zone: whose clock a time without an offset is of; None is the system's.
        order: of slashed dates.
        shown: gives the offset in minutes under which a time is shown, where it is not the file's own.
    """

    def __init__(
        self, zone: tzinfo | None, order: SlashOrder, shown: Callable[[int], int] | None = None
    ) -> None:
        self._zone = zone
        self._shown = shown
        self._order = order
        self._hours = Bounded(hour_seconds)
        self._minutes = Bounded(minute_seconds)
        self._offsets = Bounded(_offset_minutes)
        self._steady: dict[date, int | None] = {}
        self._serials: SerialColumn | None = None

    def of_column(self, cells: Callable[[], Iterable[str]]) -> MomentReader:
        """A reader for one column, whose cells may all be a spreadsheet's days; what is remembered is shared.

        Args:
            cells: gives all cells of the column.
        """
        reader = copy(self)
        reader._serials = SerialColumn(cells)  # noqa: SLF001 - of its own kind
        return reader

    def column(
        self, cells: Iterable[str], other: Callable[[str], tuple[Any, str]]
    ) -> tuple[Sequence[Any], list[str]]:
        """Read many cells, most of them as programs write them: 2026-08-05T09:30:15+02:00.

        Args:
            cells: as they stand in the file.
            other: reads what is written in another way, or is no time.

        Returns:
            The values of the cells, and their keys.
        """
        if self._shown is not None:
            read = [other(text) for text in map(str.strip, cells)]
            return [value for value, _ in read], [key for _, key in read]
        hours, minutes, told = self._hours, self._minutes, self._offsets
        seconds: list[int | None] = []
        offsets: list[int | None] = []
        others: dict[int, tuple[Any, str]] = {}
        offset: int | None
        for text in map(str.strip, cells):
            try:
                offset = told[text[19:]]
                seconds.append(hours[text[:13]] + minutes[text[13:19]] - offset * 60)
            except (ValueError, InvalidValueError):  # written in another way, or no time that ever was
                others[len(seconds)] = other(text)
                seconds.append(None)
                offset = None
            offsets.append(offset)
        keys = [*map(str, seconds)]
        for at, (value, key) in others.items():
            keys[at] = key
            if isinstance(value, Moment):
                seconds[at], offsets[at] = value.seconds, value.offset
        none = {at: value for at, (value, _) in others.items() if seconds[at] is None}
        return MomentColumn(seconds, offsets, none), keys

    def moment(self, text: str, form: tuple[str, ...] | None = None) -> tuple[Moment, str]:
        """Read a moment, and the key that tells it from others whatever zone it is read in.

        Raises:
            InvalidValueError: the text is none of the forms, or no time that ever was.
        """
        reading = self.reading(text, form)
        if reading.clock is None:
            return Moment.on(reading.day), reading.day.isoformat()
        naive = datetime.combine(reading.day, reading.clock)
        if reading.zone is not None:
            moment = localize(naive, reading.zone, overlap="first")
            return moment, str(moment.seconds)
        if reading.offset is None:
            return self._as_shown(self._on_the_clock(naive)), naive.isoformat()
        moment = Moment.of(naive.replace(tzinfo=timezone(timedelta(minutes=reading.offset))))
        return self._as_shown(moment), str(moment.seconds)

    def _as_shown(self, moment: Moment) -> Moment:
        return moment if self._shown is None else Moment(moment.seconds, self._shown(moment.seconds))

    def day(self, text: str, form: tuple[str, ...] | None = None) -> tuple[date, str]:
        """Read a date; a time after it is not looked at.

        Raises:
            InvalidValueError: the text is none of the forms.
        """
        day = self.reading(text, form).day
        return day, day.isoformat()

    def reading(self, text: str, form: tuple[str, ...] | None) -> Reading:
        """Take a text apart."""
        text = text.translate(_SPACES)
        try:
            reading = _by_format(text, form) if form else self._by_form(text)
        except UndecidedDatesError:
            raise
        except InvalidValueError:
            serial = None if self._serials is None else self._serials.reading(text)
            if serial is None:
                raise
            reading = Reading(*serial, None)
        check_plausible(reading.day)
        return reading

    def _by_form(self, text: str) -> Reading:
        found = _FORM.fullmatch(text)
        if not found:
            what = "is a bare number, not a date" if text.isdecimal() else "is not a date or time"
            raise InvalidValueError(f"{quoted(text)} {what}")
        if found["year"]:
            parts = int(found["year"]), int(found["month"]), int(found["day"])
        elif found["compact"]:
            compact = found["compact"]
            parts = int(compact[:4]), int(compact[4:6]), int(compact[6:])
        elif found["dot_year"]:
            parts = int(found["dot_year"]), int(found["dot_month"]), int(found["dot_day"])
        else:
            one, two = int(found["one"]), int(found["two"])
            month, day = (two, one) if self._order.day_first(text) else (one, two)
            parts = full_year(found["slash_year"]), month, day
        try:
            zone = zone_named(found["zone"]) if found["zone"] else None
            return Reading(date(*parts), _clock(found), _offset(found["offset"]), zone)
        except ValueError as error:
            if found["zone"] and "zone" in str(error):
                raise InvalidValueError(f"{quoted(text)}: {error}") from error
            what = (
                "time" if "hour" in str(error) or "minute" in str(error) or "second" in str(error) else "day"
            )
            raise InvalidValueError(f"{quoted(text)} is not a {what}") from error

    def _on_the_clock(self, naive: datetime) -> Moment:
        day = naive.date()
        offset = self._steady.get(day, -1)
        if offset == -1:
            if len(self._steady) > BOUND:
                self._steady.clear()
            offset = self._steady[day] = self._steady_offset(day)
        if offset is None:  # the clocks are changed on this day
            return localize(naive, self._zone, overlap="first")
        clock = naive.hour * 3600 + naive.minute * 60 + naive.second
        return Moment(day_number(day) * SECONDS_A_DAY + clock - offset * 60, offset)

    def _steady_offset(self, day: date) -> int | None:
        """The offset in minutes that holds from midnight to midnight; None where it changes."""
        midnight = datetime.combine(day, time())
        offsets = set()
        for naive in (midnight, midnight + timedelta(days=1)):
            for fold in (0, 1):
                clock = naive.replace(fold=fold)
                aware = clock.astimezone() if self._zone is None else clock.replace(tzinfo=self._zone)
                offsets.add(aware.utcoffset())
        offset = offsets.pop()
        if offsets or offset is None or offset.seconds % 60:
            return None
        return int(offset.total_seconds()) // 60


def _offset_minutes(text: str) -> int:
    if not _FULL_OFFSET.fullmatch(text):
        raise ValueError(text)
    return _offset(text) or 0


def _clock(found: re.Match[str]) -> time | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("hour must be in 1..12")
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _offset(text: str | None) -> int | None:
    if text is None:
        return None
    text = text.removeprefix("UTC").removeprefix("GMT")
    if text in {"Z", "z", ""}:
        return 0
    digits = text[1:].replace(":", "")
    hours, rest = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    minutes = hours * 60 + rest
    if minutes > 14 * 60 or rest > 59:
        raise ValueError("offset must be in hours of a day")
    return -minutes if text[0] == "-" else minutes


def _by_format(text: str, forms: tuple[str, ...]) -> Reading:
    """Read by the first form that fits."""
    what = f"not written as {' or '.join(forms)}"
    for form in forms:
        try:
            read = datetime.strptime(text, form)  # noqa: DTZ007 - a zone is given to it later
        except (ValueError, re.error) as error:
            if "range" in str(error):  # all numbers were there: it is the calendar that has no such day
                what = "not a day"
            continue
        offset = read.utcoffset()
        return Reading(
            read.date(),
            read.time() if _HOURS_IN_FORMAT.search(form) else None,
            None if offset is None else int(offset.total_seconds()) // 60,
        )
    raise InvalidValueError(f"{quoted(text)} is {what}")
