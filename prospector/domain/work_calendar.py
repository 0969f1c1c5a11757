"""On which days the rep works: weekdays, less the holidays of the country, dates of one's own, and time off.

One calendar says so for pace, forecast, plans, goals and their streaks; look-backs and delays count all days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from prospector.domain.moment import date_of
from prospector.domain.working_days import MONDAY_TO_FRIDAY, is_worked_on, working_days
from prospector.light import dataclass

_ONE_DAY = timedelta(days=1)
_LONGEST_BREAK = 3700  # days; longer than any time off that can be set


@dataclass(frozen=True, slots=True)
class Calendar:
    """On which days the rep works; Monday is 0.

    Attributes:
        holidays: dates off.
        time_off: first and last days of ranges off.
        public: the public holidays of a year; None where no country is set.
    """

    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[date] = frozenset()
    time_off: tuple[tuple[date, date], ...] = ()
    public: Callable[[int], frozenset[date]] | None = None

    def works_on(self, day: date) -> bool:
        """Whether a day is a working day."""
        return is_worked_on(day, self.weekdays, self.holidays, self.time_off) and (
            self.public is None or day not in self.public(day.year)
        )

    def days(self, start: int, end: int) -> int:
        """Working days between two day numbers, the second one exclusive."""
        first, after = date_of(start), date_of(end)
        return working_days(first, after, self.weekdays, self.days_off(first, after))

    def days_off(self, start: date, end: date) -> frozenset[date]:
        """The dates off from `start` to before `end`, on whatever weekdays."""
        off = {day for day in self.holidays if start <= day < end}
        for first, last in self.time_off:
            day, stop = max(first, start), min(last + _ONE_DAY, end)
            while day < stop:
                off.add(day)
                day += _ONE_DAY
        if self.public is not None and start < end:
            for year in range(start.year, (end - _ONE_DAY).year + 1):
                off.update(day for day in self.public(year) if start <= day < end)
        return frozenset(off)

    def before(self, day: date) -> Iterator[date]:
        """The working days before a day, the last one first; none after ten years without one."""
        idle = 0
        while idle < _LONGEST_BREAK and day > date.min:
            day -= _ONE_DAY
            idle = 0 if (works := self.works_on(day)) else idle + 1
            if works:
                yield day

    def after(self, day: date, count: int) -> date:
        """The working day so many after a day; of 0 the day itself, or the next that is worked on.

        A calendar without any working day in ten years answers with the day ten years on.
        """
        left, idle = count, 0
        while idle < _LONGEST_BREAK:
            if self.works_on(day):
                if left == 0:
                    return day
                left, idle = left - 1, 0
            else:
                idle += 1
            day += _ONE_DAY
        return day
