"""PERIOD: a stretch of local days, half-open, and the closed grammar by which it is named.

A period is its bounds; the words in which it was asked for are kept beside them for headings only. Weeks are ISO weeks.
"""

from __future__ import annotations

from datetime import date, timedelta

from prospector.domain.day_words import day_text, is_number, iso_day
from prospector.domain.moment import EARLIEST, LATEST, day_number
from prospector.domain.spelling import closest, quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass, field

PERIOD_FORMS: tuple[tuple[str, str], ...] = (
    ("today, yesterday", "that day"),
    ("this-week, last-week, next-week", "the ISO week, Monday to Sunday; also month, quarter, year"),
    ("2026", "the year"),
    ("2026-Q4", "the quarter, October to December"),
    ("2026-11", "the month"),
    ("2026-W47", "the ISO week"),
    ("2026-11-20", "the day"),
    ("90d", "the last 90 days, today the last of them"),
    ("8w", "the last 8 weeks, that is 56 days, today the last of them"),
    ("2026-10-01..2026-11-15", "from the first to the last, both included; also 2026-Q1..2026-Q2"),
    ("2026-10-01.., ..2026-11-15", "open at one end"),
    ("all", "everything, the undated too"),
)

_EVERYTHING = "all"
_TURNS = {"this": 0, "last": -1, "next": 1}
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_EARLIEST_YEAR = EARLIEST.year
_LATEST_YEAR = LATEST.year - 1
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `start` to before `end`; a period equals another that has the same bounds.

    Attributes:
        start: the first day; None where the period has no beginning.
        end: the day after the last one; None where it has no end.
        label: how it was asked for, in words, as `this quarter`.

    Raises:
        ValueError: it does not end after it starts; a bug of the caller.
    """

    start: date | None
    end: date | None
    label: str = field(compare=False)

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"a period from {self.start} to before {self.end} has no day")

    @property
    def is_everything(self) -> bool:
        """Whether it has neither beginning nor end, and so takes the undated too."""
        return self.start is None and self.end is None

    @property
    def start_day(self) -> int:
        """The number of the first day; that of the earliest plausible one where there is no beginning."""
        return day_number(self.start or EARLIEST)

    @property
    def end_day(self) -> int:
        """The number of the day after the last; that of the end of plausible days where there is no end."""
        return day_number(self.end or LATEST)

    @property
    def days(self) -> int | None:
        """How many days it has; None where it is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days

    def contains(self, day: date) -> bool:
        """Whether a local day lies in it."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def previous(self) -> Period | None:
        """The period of the same sort before it: the month before a month, the 90 days before 90 days.

        None where it is open, or where the one before would lie before all plausible days.
        """
        if self.start is None or self.end is None:
            return None
        months = _whole_months(self.start, self.end)
        start = _month_start(self.start, -months) if months else self.start - (self.end - self.start)
        return None if start < EARLIEST else _named(start, self.start)

    @property
    def canonical(self) -> str:
        """The shortest form that reads back to the same days whenever it is read: `2026-Q4`, `2026-11-20`."""
        return _name(self.start, self.end)

    def describe(self, as_of: date) -> str:
        """Say it as the heading of a report: `this quarter to Sun 22 Nov 2026`, `last quarter (2026-Q3)`.

        Args:
            as_of: the last day whose facts are counted.
        """
        if self.start is not None and self.start > as_of:
            return f"{self.label}, which begins on {day_text(self.start)}"
        if self.days == 1 and self.start is not None:
            day = day_text(self.start)
            return f"{self.label}, {day}" if self.label in ("today", "yesterday") else day
        last = as_of if self.end is None else min(as_of, self.end - _ONE_DAY)
        if ".." in self.label:
            return f"{day_text(self.start)} to {day_text(last)}" if self.start else f"up to {day_text(last)}"
        if self.end is None or self.end > as_of:
            return f"{self.label} to {day_text(as_of)}"
        return self.label if self.label == self.canonical else f"{self.label} ({self.canonical})"


def read_period(text: str, today: date) -> Period:
    """Read a period that a rep typed.

    Args:
        text: one of `PERIOD_FORMS`; case does not matter, and a space does for a hyphen.
        today: the present day on the rep's calendar.

    Raises:
        InvalidValueError: the grammar does not know it, the calendar does not have it, it ends before it begins, or it
            leaves the plausible days.
    """
    word = "-".join(text.upper().split())
    if word == _EVERYTHING.upper():
        return Period(None, None, "everything")
    if ".." in word:
        return _range(text, word, today)
    found = _relative(word, today) or _rolling(word, today) or _absolute(word)
    if found is None:
        raise _unknown(text)
    return _plausible(found)


def _range(text: str, word: str, today: date) -> Period:
    first, _, last = word.partition("..")
    start = _side(text, first, today) if first else None
    end = _side(text, last, today) if last else None
    if start is None and end is None:
        raise _unknown(text)
    begins, ends = start.start if start else None, end.end if end else None
    if begins and ends and begins >= ends:
        raise InvalidValueError(f"{quoted(text)} ends before it begins", hint=f"as in {last}..{first}")
    return _named(begins, ends)


def _side(text: str, word: str, today: date) -> Period:
    """Read one end of a range: a day, week, month, quarter or year."""
    found = _relative(word, today) or _absolute(word)
    if found is None:
        raise _unknown(text)
    return _plausible(found)


def _relative(word: str, today: date) -> Period | None:
    if word in ("TODAY", "YESTERDAY"):
        start = today if word == "TODAY" else today - _ONE_DAY
        return Period(start, start + _ONE_DAY, word.lower())
    turn, _, unit = word.lower().partition("-")
    if turn not in _TURNS:
        return None
    label = f"{turn} {unit}"
    if unit == "week":
        monday = today + timedelta(days=7 * _TURNS[turn] - today.weekday())
        return Period(monday, monday + timedelta(days=7), label)
    if unit not in _MONTHS_IN:
        return None
    months = _MONTHS_IN[unit]
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    start = _month_start(start, months * _TURNS[turn])
    return Period(start, _month_start(start, months), label)


def _rolling(word: str, today: date) -> Period | None:
    count, unit = word[:-1], word[-1:]
    if unit not in ("D", "W") or not is_number(count) or len(count) > 5 or int(count) == 0:
        return None
    days = int(count) * (7 if unit == "W" else 1)
    if days > (today - EARLIEST).days:
        raise InvalidValueError(
            f"{quoted(word.lower())} goes back behind {EARLIEST}", hint="all is everything"
        )
    end = today + _ONE_DAY
    sort = "weeks" if unit == "W" and days > 7 else "days"
    return Period(
        end - timedelta(days=days), end, f"the last {int(count) if sort == 'weeks' else days} {sort}"
    )


def _absolute(word: str) -> Period | None:
    """Read an upper-case year, quarter, month, week or day."""
    day = iso_day(word)
    if day is not None:
        return _named(day, day + _ONE_DAY)
    year_text, hyphen, part = word.partition("-")
    if len(year_text) != 4 or not is_number(year_text) or (hyphen and not part):
        return None
    year = int(year_text)
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise InvalidValueError(
            f"{year_text} is not plausible: years go from {_EARLIEST_YEAR} to {_LATEST_YEAR}",
            hint="check the year",
        )
    return _within_year(year, part) if part else _named(date(year, 1, 1), date(year + 1, 1, 1))


def _within_year(year: int, part: str) -> Period | None:
    if part in ("Q1", "Q2", "Q3", "Q4"):
        start = date(year, int(part[1]) * 3 - 2, 1)
        return _named(start, _month_start(start, 3))
    if len(part) == 3 and part[0] == "W" and is_number(part[1:]):
        return _iso_week(year, int(part[1:]))
    if len(part) == 2 and is_number(part) and 1 <= int(part) <= 12:
        start = date(year, int(part), 1)
        return _named(start, _month_start(start, 1))
    return None


def _iso_week(year: int, week: int) -> Period:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        raise InvalidValueError(
            f"{year} has no week {week}", hint=f"its weeks go from {year}-W01 to {year}-W{last}"
        ) from None
    return _named(monday, monday + timedelta(days=7))


def _named(start: date | None, end: date | None) -> Period:
    return Period(start, end, _name(start, end))


def _name(start: date | None, end: date | None) -> str:
    """The shortest absolute form of the days: a calendar name where they have one, else a range."""
    if start is None and end is None:
        return _EVERYTHING
    if start is not None and end is not None:
        name = _calendar_name(start, end)
        if name:
            return name
    return f"{start or ''}..{end - _ONE_DAY if end else ''}"


def _calendar_name(start: date, end: date) -> str:
    """The name of a calendar year, quarter, month, ISO week or day; empty for any other stretch."""
    months = _whole_months(start, end)
    if months == 12 and start.month == 1:
        return f"{start.year}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year}-Q{start.month // 3 + 1}"
    if months == 1:
        return f"{start:%Y-%m}"
    days = (end - start).days
    if days == 1:
        return start.isoformat()
    if days == 7 and start.weekday() == 0:
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return ""


def _whole_months(start: date, end: date) -> int:
    """How many months the days are, if they are whole ones, else 0."""
    return (end.year - start.year) * 12 + end.month - start.month if start.day == end.day == 1 else 0


def _month_start(start: date, months: int) -> date:
    """The first of the month so many months after (or before) a first of a month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _plausible(period: Period) -> Period:
    if (period.start and period.start < EARLIEST) or (period.end and period.end > LATEST):
        raise InvalidValueError(
            f"{period.label} is not plausible: days go from {EARLIEST} to before {LATEST}",
            hint="check the year",
        )
    return period


def _unknown(text: str) -> InvalidValueError:
    words = ("today", "yesterday", *(f"{turn}-{unit}" for turn in _TURNS for unit in ("week", *_MONTHS_IN)))
    near = closest("-".join(text.split()), (*words, _EVERYTHING))
    meant = [f"did you mean {' or '.join(near)}?"] if near else []
    forms = f"periods are {', '.join(example for example, _ in PERIOD_FORMS)}"
    return InvalidValueError(f"{quoted(text)} is not a period", hint="\n".join((*meant, forms)))
