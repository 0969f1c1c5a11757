"""Minutes as people type them: `12`, `12m`, `1h30`, `1:30`, `90s`."""

from __future__ import annotations

from prospector.domain.day_words import is_number
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

MINUTES_FORMS: tuple[tuple[str, str], ...] = (
    ("12, 12m, 12min", "12 minutes"),
    ("1h, 2h", "whole hours"),
    ("1h30, 1h30m, 1:30", "an hour and a half"),
    ("90s", "seconds, to the nearest whole minute; never to none at all"),
)

A_DAY = 24 * 60


def read_minutes(text: str) -> int:
    """Read how long something took.

    Seconds go to the nearest minute, half a minute up; so that the sum over many calls is true. What took any time at
    all took a minute.

    Returns:
        Minutes, 0 to 1,440.

    Raises:
        InvalidValueError: the text is no such time, or more than a day.
    """
    word = "".join(text.lower().split())
    if word.startswith("-") and is_number(word[1:2]):
        raise InvalidValueError(f"{quoted(text)} is negative", hint="nothing takes less than no time")
    minutes = _minutes(word)
    if minutes is None:
        raise InvalidValueError(
            f"{quoted(text)} is not a number of minutes", hint="as in 12, 1h30, 1:30 or 90s"
        )
    if minutes > A_DAY:
        raise InvalidValueError(f"{quoted(text)} is more than a day", hint="log each day by itself")
    return minutes


def _minutes(word: str) -> int | None:
    if word.endswith("s"):
        seconds = _number(word[:-1])
        return None if seconds is None else max((seconds + 30) // 60, min(seconds, 1))
    hours, mark, rest = word.partition("h" if "h" in word else ":")
    if not mark:
        return _number(_unmarked(word))
    whole = _number(hours)
    part = 0 if mark == "h" and not rest else _number(_unmarked(rest) if mark == "h" else rest)
    # 1:5 could be five minutes or fifty, and 1h75 is nobody's way to say 2h15.
    if whole is None or part is None or part > 59 or (mark == ":" and len(rest) != 2):
        return None
    return whole * 60 + part


def _unmarked(word: str) -> str:
    return word.removesuffix("min").removesuffix("m")


def _number(digits: str) -> int | None:
    """The number that digits are; of one that is over any day whatever its unit, the first seven tell as much."""
    return int(digits.lstrip("0")[:7] or "0") if is_number(digits) else None
