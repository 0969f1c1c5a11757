"""Dimensions: by what a report may be broken down, and whose property each is."""

from __future__ import annotations

from prospector.domain.day_words import WEEKDAYS
from prospector.domain.moment import date_of, monday_of, week_of
from prospector.domain.vocabulary import Direction
from prospector.light import StrEnum

MISSING = "(none)"


class Subject(StrEnum):
    """Whose property decides the row of a result (a conversation, appointment, deal, win).

    Rates ask the touch always: a rate compares touches.
    """

    TOUCH = "touch"  # of the touch that the result is credited to; without one it is unattributed
    ACTIVITY = "activity"  # of the conversation itself
    RESULT = "result"  # of the person, rep or deal behind the result
    DAY = "day"  # of the day on which it counts


class Dimension(StrEnum):
    """What a row of `report compare` stands for."""

    CHANNEL = "channel"
    KIND = "kind"
    DIRECTION = "direction"
    OUTCOME = "outcome"
    SOURCE = "source"
    REP = "rep"
    TAG = "tag"
    ACCOUNT = "account"
    CONTENT = "content"
    PLAN = "plan"
    HOUR = "hour"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"

    @property
    def subject(self) -> Subject:
        """Whose property it is."""
        return _SUBJECTS[self]

    @property
    def in_order(self) -> bool:
        """Whether its rows have an order of their own, as hours have; the others go by what they brought."""
        return self in _ORDERED

    def spell(self, key: int | str | None) -> str:
        """What a row is called whose key is a number with a meaning, or where the property is missing."""
        if key is None:
            return MISSING
        number = int(key)
        if self is Dimension.DIRECTION:
            return Direction(number).word
        if self is Dimension.HOUR:
            return f"{number:02}"
        if self is Dimension.WEEKDAY:
            return WEEKDAYS[number]
        if self is Dimension.WEEK:
            year, week, _ = date_of(monday_of(number)).isocalendar()
            return f"{year}-W{week:02}"
        return f"{number // 100}-{number % 100:02}"

    def in_words(self, name: str) -> str:
        """What a row is called in a sentence, where a bare number would not be understood: `10:00`."""
        if self is not Dimension.HOUR:
            return name
        return "no time of day" if name == MISSING else f"{name}:00"

    @property
    def can_be_chosen(self) -> bool:
        """Whether a rep can do more of one row and less of another: weeks pass, and an outcome is what comes of it."""
        return self not in _GIVEN

    def key_of_day(self, day: int) -> int:
        """The key of a day number, for week and month."""
        if self is Dimension.WEEK:
            return week_of(day)
        date = date_of(day)
        return date.year * 100 + date.month


_SUBJECTS = {
    Dimension.CHANNEL: Subject.TOUCH,
    Dimension.KIND: Subject.TOUCH,
    Dimension.DIRECTION: Subject.ACTIVITY,
    Dimension.OUTCOME: Subject.ACTIVITY,
    Dimension.SOURCE: Subject.RESULT,
    Dimension.REP: Subject.RESULT,
    Dimension.TAG: Subject.RESULT,
    Dimension.ACCOUNT: Subject.RESULT,
    Dimension.CONTENT: Subject.TOUCH,
    Dimension.PLAN: Subject.TOUCH,
    Dimension.HOUR: Subject.TOUCH,
    Dimension.WEEKDAY: Subject.TOUCH,
    Dimension.WEEK: Subject.DAY,
    Dimension.MONTH: Subject.DAY,
}
_ORDERED = frozenset(
    {
        Dimension.CHANNEL,
        Dimension.DIRECTION,
        Dimension.HOUR,
        Dimension.WEEKDAY,
        Dimension.WEEK,
        Dimension.MONTH,
    }
)
_GIVEN = frozenset({Dimension.DIRECTION, Dimension.OUTCOME, Dimension.WEEK, Dimension.MONTH})
