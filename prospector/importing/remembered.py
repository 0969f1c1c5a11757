"""Parts of times that programs write over and over, worked out once and remembered within bounds."""

from __future__ import annotations

import re
from datetime import date

from prospector.domain.moment import SECONDS_A_DAY, check_plausible, day_number
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BOUND = 100_000
_FULL_HOUR = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3])", re.ASCII)
_FULL_MINUTE = re.compile(r":([0-5]\d):([0-5]\d)", re.ASCII)


class Bounded(dict[str, int]):
    """What was worked out once, forgotten when it is too much."""

    __slots__ = ("_work_out",)

    def __init__(self, work_out: Callable[[str], int]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, text: str) -> int:
        if len(self) > BOUND:
            self.clear()
        value = self[text] = self._work_out(text)
        return value


def hour_seconds(text: str) -> int:
    """Seconds from 1970 to 2026-08-05T09, on a clock that shows UTC.

    Raises:
        ValueError: it is written otherwise, or not plausible.
    """
    found = _FULL_HOUR.fullmatch(text)
    if not found:
        raise ValueError(text)
    return day_number(check_plausible(date.fromisoformat(found[1]))) * SECONDS_A_DAY + int(found[2]) * 3600


def minute_seconds(text: str) -> int:
    """Seconds from the hour to :30:15.

    Raises:
        ValueError: it is written otherwise.
    """
    found = _FULL_MINUTE.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * 60 + int(found[2])
