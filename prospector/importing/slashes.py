"""Slashed dates: 5/8/2026 is in May or in August, and only the file as a whole can tell."""

from __future__ import annotations

import re
from calendar import month_abbr
from datetime import date

from prospector.domain.nothing import is_nothing
from prospector.domain.spelling import quoted
from prospector.errors import AmbiguousNameError, InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SLASHED = r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<slash_year>\d{4}|\d{2})"
_SLASHED_FORM = re.compile(rf"'*\s*{SLASHED}(?!\d)", re.ASCII)
_NAME_THE_FORM = "--dates day-first or --dates month-first"


class UndecidedDatesError(AmbiguousNameError):
    """A file of slashed dates does not tell whether the day or the month comes first: none of it can be read."""

    def __init__(self, message: str, example: str) -> None:
        day_first, month_first = (_spelt(example, day_first=order) for order in (True, False))
        super().__init__(
            message,
            hint=_NAME_THE_FORM,
            choices=(
                ("day-first", f"day first: {example} is {day_first}"),
                ("month-first", f"month first: {example} is {month_first}"),
            ),
        )


class SlashOrder:
    """Whether the slashed dates of one file have the day or the month first, as all of them together tell.

    Args:
        cells: gives every cell of the file's date columns; asked once, at the first slashed date.
        name: the file, for messages.
        day_first: what the user or the mapping says; None where the dates themselves have to tell.
    """

    def __init__(
        self, cells: Callable[[], Iterable[str]], name: str, *, day_first: bool | None = None
    ) -> None:
        self._cells = cells
        self._name = name
        self._day_first = day_first
        self._stray = False

    def day_first(self, text: str) -> bool:
        """Whether the day comes first in a date.

        Raises:
            UndecidedDatesError: the file's dates do not tell, or contradict each other.
            InvalidValueError: the same, where few dates of the file are slashed: then only their rows are wrong; or no
                order makes this one a day.
        """
        day_first, month_first = _orders(text)
        if not day_first and not month_first:
            raise InvalidValueError(f"{quoted(text)} is not a day")
        if self._day_first is None and not self._stray:
            self._decide()
        if self._day_first is None:
            if day_first and month_first:
                what = "may have the day or the month first"
            else:
                what = f"has the {'day' if day_first else 'month'} first, but other dates of the file do not"
            raise InvalidValueError(f"{quoted(text)} {what}; tell with {_NAME_THE_FORM}")
        return self._day_first

    def _decide(self) -> None:
        proofs: dict[bool, str] = {}
        either, slashed, others = "", 0, 0
        for cell in self._cells():
            found = _SLASHED_FORM.match(cell)
            if not found:
                others += bool(cell.strip()) and not is_nothing(cell.strip())
                continue
            slashed += 1
            day_first, month_first = _orders(found[0])
            if day_first != month_first:
                proofs.setdefault(day_first, found[0])
            elif day_first:
                either = either or found[0]
        if len(proofs) == 1:
            self._day_first = next(iter(proofs))
        elif others > slashed:
            self._stray = True
        elif proofs:
            raise UndecidedDatesError(
                f"{self._name} has dates with the day first and with the month first:"
                f" {quoted(proofs[True])} and {quoted(proofs[False])}",
                either or proofs[True],
            )
        else:
            raise UndecidedDatesError(
                f"{self._name}: no date tells whether the day or the month comes first, as in {quoted(either)}",
                either,
            )


def full_year(text: str) -> int:
    """The year of a slashed date; of two digits, 00 to 68 are of this century, as in POSIX."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 69 else 1900)


def _orders(text: str) -> tuple[bool, bool]:
    """Whether a slashed date is a day with the day first, and with the month first."""
    found = _SLASHED_FORM.match(text)
    if not found:
        return False, False
    year, one, two = full_year(found["slash_year"]), int(found["one"]), int(found["two"])
    return _is_day(year, two, one), _is_day(year, one, two)


def _spelt(text: str, *, day_first: bool) -> str:
    """A slashed date with its month in letters, or what it is instead."""
    found = _SLASHED_FORM.match(text)
    if not found:
        return "no day"
    one, two = int(found["one"]), int(found["two"])
    day, month = (one, two) if day_first else (two, one)
    year = full_year(found["slash_year"])
    return f"{day} {month_abbr[month]} {year}" if _is_day(year, month, day) else "no day"


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
