"""The time of day as people type it: `9:30`, `9am`, `9:30pm`, `16:00:05`, and `16:00+01:00` behind an ISO date."""

from __future__ import annotations

from datetime import time

from prospector.domain.day_words import is_number
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass

_HALVES = ("am", "pm")
_WIDEST_OFFSET = 14 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock showed.

    Attributes:
        time: hours, minutes and seconds.
        offset: minutes east of UTC, if they were said.
        is_utc: whether `Z` was said, which names an instant and nobody's clock; `+00:00` is London's.
    """

    time: time
    offset: int | None = None
    is_utc: bool = False


def split_clock(words: list[str]) -> tuple[list[str], Clock | None]:
    """Take the time of day off the end of some lower-case words.

    Returns:
        The words before it, and the time; all the words and None if they do not end in a time.

    Raises:
        InvalidValueError: they end in something like a time that no clock shows, as `25:00`.
    """
    if len(words) > 1 and words[-1] in _HALVES and words[-2][:1].isdigit():
        words = [*words[:-2], words[-2] + words[-1]]
    clock = read_clock(words[-1]) if words else None
    return (words, None) if clock is None else (words[:-1], clock)


def read_clock(word: str) -> Clock | None:
    """Read one lower-case word as a time of day; None if it is not of that shape.

    Raises:
        InvalidValueError: it is of that shape, but no clock shows it.
    """
    half = word[-2:] if word.endswith(_HALVES) else ""
    if ":" not in word and not half:
        return None
    body, offset = (word[:-2], "") if half else _cut_offset(word)
    hours, *rest = body.split(":")
    if rest:
        rest[-1], _, fraction = rest[-1].partition(".")
        rest += [fraction] if fraction else []
    if not 1 <= len(hours) <= 2 or len(rest) > 3 or not is_number("".join((hours, *rest))):
        return None
    if any(len(part) != 2 for part in rest[:2]) or (half and not 1 <= int(hours) <= 12):
        raise _not_a_time(word)
    hour = int(hours) % 12 + 12 * (half == "pm") if half else int(hours)
    try:
        minute, second = (int(part) for part in (*rest[:2], "0", "0")[:2])
        return Clock(time(hour, minute, second), _offset(offset), is_utc=offset == "z")
    except ValueError:
        raise _not_a_time(word) from None


def _not_a_time(word: str) -> InvalidValueError:
    return InvalidValueError(f"{quoted(word)} is not a time of day", hint="as in 9:30, 16:00, 9am or 9:30pm")


def _cut_offset(word: str) -> tuple[str, str]:
    if word.endswith("z"):
        return word[:-1], "z"
    start = max(word.find("+"), word.find("-"))
    return (word, "") if start < 0 else (word[:start], word[start:])


def _offset(text: str) -> int | None:
    """Read `z`, `+01`, `+0100` or `+01:00` as minutes; ValueError for anything else."""
    if text in ("", "z"):
        return 0 if text else None
    digits = text[1:].replace(":", "")
    if text[1:] not in (digits, f"{digits[:2]}:{digits[2:]}") or len(digits) not in (2, 4):
        raise ValueError(text)
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if not is_number(digits) or minutes > 59 or hours * 60 + minutes > _WIDEST_OFFSET:
        raise ValueError(text)
    return (hours * 60 + minutes) * (-1 if text[0] == "-" else 1)
