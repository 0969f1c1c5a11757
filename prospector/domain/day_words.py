"""Days in words: the names of weekdays and months, and one spelling of a date for the whole product."""

from __future__ import annotations

from datetime import date, timedelta

from prospector.domain.moment import check_plausible
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
ONE_DAY = timedelta(days=1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

WEEKDAY_OF = {
    word: number
    for number, words in enumerate(
        (
            ("mon", "monday"),
            ("tue", "tues", "tuesday"),
            ("wed", "weds", "wednesday"),
            ("thu", "thur", "thurs", "thursday"),
            ("fri", "friday"),
            ("sat", "saturday"),
            ("sun", "sunday"),
        )
    )
    for word in words
}
MONTH_OF = {
    word: number
    for number, words in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for word in words
}


def day_text(day: date, *, year: bool = True) -> str:
    """Spell a date as every echo and report does: `Sun 22 Nov 2026`; not by the machine's language."""
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def clock_text(hour: int, minute: int) -> str:
    """Spell a time of day as every echo does: `9:30`, `16:00`."""
    return f"{hour}:{minute:02}"


def is_number(text: str) -> bool:
    """Whether a text is ASCII digits and nothing else; `str.isdigit` also takes `²`."""
    return text.isascii() and text.isdigit()


def iso_day(text: str) -> date | None:
    """Read `2026-11-20`; None if the text is not of that shape.

    Raises:
        InvalidValueError: it is of that shape but no day of the calendar, or not a plausible one.
    """
    year, month, day = text[:4], text[5:7], text[8:]
    if len(text) != 10 or text[4] != "-" or text[7] != "-" or not is_number(year + month + day):
        return None
    return day_of(int(year), int(month), int(day), text)


def day_of(year: int, month: int, day: int, text: str) -> date:
    """Make a date of its numbers.

    Raises:
        InvalidValueError: there is no such day, or it is not plausible; the message quotes `text`.
    """
    try:
        found = date(year, month, day)
    except ValueError:
        raise InvalidValueError(
            f"{quoted(text)} is not a day",
            hint="the calendar has no such date; dates are written as 2026-11-20",
        ) from None
    return check_plausible(found)


def refuse_unclear_day(text: str) -> None:
    """Say what is wrong with a date of numbers that is not ISO, as `11/03/2026`; let every other text pass.

    Raises:
        InvalidValueError: the text looks like such a date; the hint gives each day that it can mean.
    """
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if (
        iso_day(text)
        or len(parts) not in (2, 3)
        or not all(is_number(part) and len(part) <= 4 for part in parts)
    ):
        return
    numbers = [int(part) for part in parts]
    readings = sorted(_readings(numbers)) if len(numbers) == 3 else []
    if len(readings) == 1:
        raise InvalidValueError(
            f"{quoted(text)} is not how dates are written here", hint=f"write {readings[0]}"
        )
    if len(numbers) == 3 and not readings:
        raise InvalidValueError(
            f"{quoted(text)} is not a day", hint="dates are written as 2026-11-20 or 20 nov"
        )
    raise InvalidValueError(
        f"{quoted(text)} does not say which number is the day and which the month",
        hint=f"write {' or '.join(map(str, readings))}"
        if readings
        else "a date is written as 2026-11-20 or 20 nov, a time as 9:30",
    )


def _readings(numbers: list[int]) -> set[date]:
    """All dates that three numbers can mean: year first, or last with day and month in either order."""
    first, second, third = numbers
    orders = [(first, second, third)] if first > 99 else [(third, second, first), (third, first, second)]
    found = set()
    for year, month, day in orders:
        try:
            found.add(date(year if year > 99 else 2000 + year, month, day))
        except ValueError:
            continue
    return found
