"""Days as a rep types them, and the part of the grammar of WHEN that names the day.

A weekday, or a date without a year, is the nearest one on the side that is preferred; today counts. Numbers with
slashes or points are refused: nobody knows whether `11/03/2026` is in March or in November.
"""

from __future__ import annotations

from datetime import date, timedelta

from prospector.domain.clock import split_clock
from prospector.domain.day_words import (
    MONTH_OF,
    NEAR_DAYS,
    ONE_DAY,
    WEEKDAY_OF,
    WEEKDAYS,
    day_of,
    day_text,
    is_number,
    iso_day,
    refuse_unclear_day,
)
from prospector.domain.moment import check_plausible
from prospector.domain.spelling import closest, quoted
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from typing import Literal

    Prefer = Literal["past", "future"]

RELATIVE_DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("mon, monday", "the last one; for what is to come the next one; today counts"),
    ("last mon, next fri", "the last one before today, the first one after today"),
    ("3 days ago, a week ago", "that day; `in 3 days`, `in 2 weeks` are ahead"),
    ("20 nov, nov 20, 20 nov 2026", "that day; without a year the last or the next one, within nine months"),
)
DAY_FORMS: tuple[tuple[str, str], ...] = (
    ("today, yesterday, tomorrow", "that day"),
    *RELATIVE_DAY_FORMS,
    ("2026-11-20", "that day"),
)
_DAY_EXAMPLES = "as in today, mon, 3 days ago, 20 nov, 2026-11-20"
_MINUTES = {
    word: minutes
    for minutes, words in (
        (1, ("m", "min", "mins", "minute", "minutes")),
        (60, ("h", "hr", "hrs", "hour", "hours")),
        (24 * 60, ("d", "day", "days")),
        (7 * 24 * 60, ("w", "week", "weeks")),
    )
    for word in words
}
MINUTES_A_DAY = 24 * 60
_YEARS_TO_A_LEAP_DAY = 8
_CLEAR_WITHOUT_A_YEAR = 270


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from now: minutes, negative into the past; said in hours or minutes, or else in whole days."""

    minutes: int
    to_the_minute: bool


def read_day(text: str, today: date, *, prefer: Prefer = "past") -> date:
    """Read a day that a rep typed, as a closing date; one of `DAY_FORMS`.

    Args:
        text: what was typed.
        today: the present day on the rep's calendar.
        prefer: whether a weekday, or a date without a year, is the last one or the next one; today counts.

    Raises:
        InvalidValueError: the grammar does not know it, it has a time of day, or it is not plausible.
    """
    words, clock = split_clock(split_words(text))
    if clock is not None or words == ["now"]:
        raise InvalidValueError(
            f"{quoted(text)} is a time, and a day is wanted",
            hint=_DAY_EXAMPLES,
        )
    day = day_from(words, today, today, prefer)
    if day is None:
        raise unknown(text, words, "day", _DAY_EXAMPLES)
    return day


def split_words(text: str) -> list[str]:
    """Split into lower-case words, ISO's date and time among them."""
    words: list[str] = []
    for word in text.lower().split():
        words += [word[:10], word[11:]] if word[10:11] == "t" and word[4:5] == "-" else [word]
    return words


def shift_of(words: list[str]) -> Shift | None:
    """Read `3 days ago`, `90m ago`, `a week ago`, `in 2 weeks`; None if the words are none of these."""
    if len(words) > 1 and words[-1] == "ago":
        words, sign = words[:-1], -1
    elif words[:1] == ["in"]:
        words, sign = words[1:], 1
    else:
        return None
    if len(words) == 1:
        unit = words[0].lstrip("0123456789")
        count = words[0].removesuffix(unit) if unit else ""
    elif len(words) == 2:
        count, unit = "1" if words[0] in ("a", "an") else words[0], words[1]
    else:
        return None
    if unit not in _MINUTES or not is_number(count) or len(count) > 4:
        return None
    return Shift(sign * int(count) * _MINUTES[unit], to_the_minute=_MINUTES[unit] < MINUTES_A_DAY)


def day_from(words: list[str], today: date, anchor: date, prefer: Prefer) -> date | None:
    """Read the words of a day; None if the grammar does not know them.

    Args:
        words: what `split_words` made of it, without a time of day.
        today: the present day.
        anchor: the first day, going back or ahead, that a weekday or a date without a year may mean.
        prefer: which way to go.

    Raises:
        InvalidValueError: they are known but wrong, as a day that the calendar does not have, or unclear.
    """
    if len(words) == 1:
        found = _one_word(words[0], today, anchor, prefer)
    else:
        found = _several_words(words, today, anchor, prefer)
    if found is None:
        for word in words:
            refuse_unclear_day(word)
    return None if found is None else check_plausible(found)


def _one_word(word: str, today: date, anchor: date, prefer: Prefer) -> date | None:
    if word in NEAR_DAYS:
        return today + ONE_DAY * NEAR_DAYS[word]
    if word in WEEKDAY_OF:
        return _weekday(WEEKDAY_OF[word], anchor, prefer)
    return iso_day(word)


def _several_words(words: list[str], today: date, anchor: date, prefer: Prefer) -> date | None:
    shift = shift_of(words)
    if shift is not None:
        return None if shift.to_the_minute else today + timedelta(minutes=shift.minutes)
    match words:
        case ["last", name] if name in WEEKDAY_OF:
            return _weekday(WEEKDAY_OF[name], today - ONE_DAY, "past")
        case ["next", name] if name in WEEKDAY_OF:
            return _weekday(WEEKDAY_OF[name], today + ONE_DAY, "future")
        case [name, iso] if name in WEEKDAY_OF and (day := iso_day(iso)):
            return _confirmed(day, name)
        case [name, *date_words] if name in WEEKDAY_OF:
            found = _month_day(date_words, anchor, prefer)
            return found and _confirmed(found, name)
    return _month_day(words, anchor, prefer)


def _weekday(number: int, anchor: date, prefer: Prefer) -> date:
    if prefer == "past":
        return anchor - ONE_DAY * ((anchor.weekday() - number) % 7)
    return anchor + ONE_DAY * ((number - anchor.weekday()) % 7)


def _confirmed(day: date, name: str) -> date:
    """Hand the day back if it is the weekday that was said with it."""
    if day.weekday() != WEEKDAY_OF[name]:
        raise InvalidValueError(
            f"{day_text(day)} is not a {WEEKDAYS[WEEKDAY_OF[name]]}",
            hint="give the date or the weekday alone",
        )
    return day


def _month_day(words: list[str], anchor: date, prefer: Prefer) -> date | None:
    """Read `20 nov`, `nov 20`, either with a year; without one, the nearest such day from `anchor` on."""
    if len(words) not in (2, 3) or (len(words) == 3 and not (is_number(words[2]) and len(words[2]) == 4)):
        return None
    number, name = (words[0], words[1]) if words[1] in MONTH_OF else (words[1], words[0])
    if name not in MONTH_OF or not is_number(number) or len(number) > 2:
        return None
    month, day, text = MONTH_OF[name], int(number), " ".join(words)
    if len(words) == 3:
        return day_of(int(words[2]), month, day, text)
    step = -1 if prefer == "past" else 1
    for year in range(anchor.year, anchor.year + step * (_YEARS_TO_A_LEAP_DAY + 1), step):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found == anchor or (found < anchor) == (prefer == "past"):
            return _near(found, anchor, text)
    return day_of(anchor.year, month, day, text)


def _near(day: date, anchor: date, text: str) -> date:
    """Hand a day back that needs no year to be clear; `23 nov`, typed on the 22nd, is more likely a slip."""
    if abs((day - anchor).days) <= _CLEAR_WITHOUT_A_YEAR:
        return day
    raise InvalidValueError(
        f"{quoted(text)} needs a year: it could be {day_text(day)}", hint=f"as in {text} {day.year}"
    )


def unknown(text: str, words: list[str], sort: str, examples: str) -> InvalidValueError:
    """Say that the grammar does not know a time or a day, and what may have been meant.

    Args:
        text: all that was typed.
        words: what `split_words` made of it.
        sort: what was wanted, `time` or `day`.
        examples: of that, for the hint.
    """
    if not words:
        return InvalidValueError(f"the {sort} is empty", hint=examples)
    known = ("now", *NEAR_DAYS, "ago", "last", "next", *WEEKDAY_OF, *MONTH_OF, *_MINUTES)
    strange = [word for word in words if word.isalpha() and word not in known]
    near = closest(strange[0], known) if strange else []
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return InvalidValueError(f"{quoted(text)} is not a {sort} that I know", hint=meant + examples)
