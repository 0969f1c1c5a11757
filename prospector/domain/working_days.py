"""Working days: what is left of a period to work in."""

from __future__ import annotations

from datetime import date

MONDAY_TO_FRIDAY = frozenset(range(5))


def working_days(
    start: date,
    end: date,
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY,
    holidays: frozenset[date] = frozenset(),
) -> int:
    """Count the working days from `start` to before `end`; 0 where that is no day.

    Args:
        start: the first day.
        end: the day after the last.
        weekdays: those worked on, Monday is 0.
        holidays: days off; those on other weekdays do not count twice.
    """
    days = (end - start).days
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    odd = sum((start.weekday() + shift) % 7 in weekdays for shift in range(rest))
    off = sum(start <= holiday < end and holiday.weekday() in weekdays for holiday in holidays)
    return weeks * len(weekdays) + odd - off


def is_worked_on(
    day: date, weekdays: frozenset[int], holidays: frozenset[date], time_off: tuple[tuple[date, date], ...]
) -> bool:
    """Whether a day is a working day, public holidays aside.

    Args:
        day: the day.
        weekdays: those worked on, Monday is 0.
        holidays: days off.
        time_off: first and last days of ranges off.
    """
    return (
        day.weekday() in weekdays
        and day not in holidays
        and not any(first <= day <= last for first, last in time_off)
    )
