"""How long ago: `24m`, `2y`, `90d`, `8w`, counted back by the calendar from a day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

_AGE = re.compile(r"(\d{1,5}) ?(d|w|m|y)[a-z]*", re.IGNORECASE)
_EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Age:
    """A length of time by the calendar."""

    months: int = 0
    days: int = 0

    def before(self, day: date) -> date:
        """The day that is so long before another; a month that lacks it gives its last one."""
        month = day.year * 12 + day.month - 1 - self.months
        if month < _EARLIEST.year * 12:
            return _EARLIEST
        year, place = divmod(month, 12)
        there = date(year, place + 1, min(day.day, monthrange(year, place + 1)[1]))
        return max(_EARLIEST, date.fromordinal(max(1, there.toordinal() - self.days)))


def read_age(text: str) -> Age:
    """Read how long ago.

    Raises:
        InvalidValueError: it is no such length, or none at all.
    """
    found = _AGE.fullmatch(text.strip())
    if found is None or not int(found[1]):
        raise InvalidValueError(f"{quoted(text)} is not a length of time", hint="as in 24m, 2y, 90d, 8w")
    count, unit = int(found[1]), found[2].lower()
    if unit in {"m", "y"}:
        return Age(months=count * (12 if unit == "y" else 1))
    return Age(days=count * (7 if unit == "w" else 1))
