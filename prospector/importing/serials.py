"""Days as a spreadsheet counts them: 45292 is 1 January 2024, 45292.604 the same day at 14:29:46.

    day  =  30 December 1899 + whole part          (the 1900 system of Excel, right from March 1900 on)
    time =  fraction of 24 hours, to the nearest second; a whole number has no time of day

A number alone could be anything. It is a date only where every cell of a column of dates is such a number, of a
plausible day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from prospector.domain.moment import EARLIEST, LATEST, SECONDS_A_DAY
from prospector.domain.nothing import is_nothing
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_FIRST = date(1899, 12, 30)
# The time of a column of its own follows the day, joined to it.
_SERIAL = re.compile(r"'*(?P<day>\d{5})(?:[.,](?P<fraction>\d+)|\s+0?[.,](?P<beside>\d+))?", re.ASCII)


class SerialColumn:
    """Whether the cells of one column are all days of a spreadsheet.

    Args:
        cells: gives all of them; asked once, at the first number.
    """

    def __init__(self, cells: Callable[[], Iterable[str]]) -> None:
        self._cells = cells
        self._all: bool | None = None

    def reading(self, text: str) -> tuple[date, time | None] | None:
        """The day and the time that a number stands for; None where it is no such day, or not all of its column are."""
        read = _day_of(text)
        if read is None:
            return None
        if self._all is None:
            self._all = all(
                _day_of(cell) is not None for cell in map(str.strip, self._cells()) if _says_something(cell)
            )
        return read if self._all else None


def _says_something(cell: str) -> bool:
    return bool(cell) and not is_nothing(cell)


def _day_of(text: str) -> tuple[date, time | None] | None:
    found = _SERIAL.fullmatch(text)
    if found is None:
        return None
    day = _FIRST + timedelta(days=int(found["day"]))
    if not EARLIEST <= day < LATEST:
        return None
    fraction = (found["fraction"] or found["beside"] or "").rstrip("0")
    if not fraction and not found["beside"]:
        return day, None
    seconds = (Decimal(f"0.{fraction or 0}") * SECONDS_A_DAY).to_integral_value(ROUND_HALF_UP)
    at = datetime.combine(day, time()) + timedelta(seconds=int(seconds))
    return at.date(), at.time()
