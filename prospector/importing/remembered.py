"""Parts of times that programs write over and over, worked out once and remembered within bounds."""

from __future__ import annotations

import re
from datetime import date

from prospector.domain.moment import SECONDS_A_DAY, check_plausible, day_number
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BOUND = 100_000
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FULL_MINUTES = re.compile(r"[T ]([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_FULL_SECONDS = re.compile(r":([0-5]\d)", re.ASCII)


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


def day_seconds(text: str) -> int:
    """UTC seconds of the midnight of 2026-08-05.

    Raises:
        ValueError: it is written otherwise, or not plausible.
    """
    if not _FULL_DATE.fullmatch(text):
        raise ValueError(text)
    return day_number(check_plausible(date.fromisoformat(text))) * SECONDS_A_DAY


def minute_seconds(text: str) -> int:
    """Seconds since midnight of T09:30.

    Raises:
        ValueError: it is written otherwise.
    """
    found = _FULL_MINUTES.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * 3600 + int(found[2]) * 60


def second_seconds(text: str) -> int:
    """Seconds of :15.

    Raises:
        ValueError: it is written otherwise.
    """
    found = _FULL_SECONDS.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1])
