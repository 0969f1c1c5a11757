"""A moment: when something happened, as the one who logged it saw the clock.

A moment keeps UTC seconds and the local offset beside them, so that the local day, week and hour are integer
arithmetic and never change when the reader travels. A source that knows only the date gives a moment without an
offset: its seconds are midnight UTC of that date, it has a day but no hour.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from typing import Literal

SECONDS_A_DAY = 86_400
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
EARLIEST = date(1990, 1, 1)
LATEST = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with the local clock beside it.

    Attributes:
        seconds: UTC seconds since 1970; midnight UTC of the date where only the date is known.
        offset: minutes east of UTC of the local clock, None where only the date is known.
    """

    seconds: int
    offset: int | None

    @classmethod
    def of(cls, aware: datetime) -> Moment:
        """Take an aware datetime; fractions of a second are dropped.

        Raises:
            ValueError: the datetime is naive; a bug of the caller.
        """
        offset = aware.utcoffset()
        if offset is None:
            raise ValueError("a naive datetime is not a moment")
        return cls(int(aware.timestamp() // 1), int(offset.total_seconds() // 60))

    @classmethod
    def on(cls, day: date) -> Moment:
        """Take a date whose time of day is not known."""
        return cls((day.toordinal() - EPOCH_ORDINAL) * SECONDS_A_DAY, None)

    @property
    def has_time(self) -> bool:
        """Whether the time of day is known."""
        return self.offset is not None

    @property
    def local_day(self) -> int:
        """Days since 1970-01-01 on the local calendar."""
        return (self.seconds + (self.offset or 0) * 60) // SECONDS_A_DAY

    @property
    def local_week(self) -> int:
        """ISO weeks (Monday to Sunday) since the one that holds 1970-01-01, on the local calendar."""
        return week_of(self.local_day)

    @property
    def day(self) -> date:
        """The local date."""
        return date_of(self.local_day)

    @property
    def local(self) -> datetime:
        """The local clock as an aware datetime; midnight UTC where only the date is known."""
        return datetime.fromtimestamp(self.seconds, timezone(timedelta(minutes=self.offset or 0)))

    def __str__(self) -> str:
        """ISO 8601: a date alone, or date, time and offset."""
        return self.local.isoformat() if self.has_time else self.day.isoformat()


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - EPOCH_ORDINAL


def date_of(number: int) -> date:
    """The date of a day number."""
    return date.fromordinal(number + EPOCH_ORDINAL)


def week_of(day: int) -> int:
    """The number of the ISO week that holds a day number; 1970-01-01 was a Thursday."""
    return (day + 3) // 7


def monday_of(week: int) -> int:
    """The day number of the Monday of a week number."""
    return week * 7 - 3


def check_plausible(day: date) -> date:
    """Hand back a day on which selling can have been logged.

    Raises:
        InvalidValueError: the day is before `EARLIEST`, or on or after `LATEST`: most likely a slip in the year.
    """
    if EARLIEST <= day < LATEST:
        return day
    raise InvalidValueError(
        f"{day.isoformat()} is not plausible: days go from {EARLIEST} to before {LATEST}",
        hint="check the year",
    )


def localize(
    naive: datetime, zone: tzinfo | None, *, overlap: Literal["refuse", "first"] = "refuse"
) -> Moment:
    """Give a local clock reading its place in time.

    Where both readings of an hour (PEP 495) have one offset, the clock showed it exactly once; only else is it worth
    asking whether the hour was skipped or repeated.

    Args:
        naive: what the clock showed.
        zone: whose clock; None is the system's.
        overlap: what to do with an hour that the clock shows twice: refuse it, or take the first one.

    Raises:
        InvalidValueError: the clock never showed this, or showed it twice; or the year is not plausible.
    """
    check_plausible(naive.date())
    first, second = (_aware(naive.replace(fold=fold), zone) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return Moment.of(first)
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise InvalidValueError(
            f"{naive:%Y-%m-%d %H:%M} does not exist: the clocks went forward over it",
            hint=f"give the time that the clock showed, or an offset as in {naive:%Y-%m-%dT%H:%M}+00:00",
        )
    if overlap == "refuse":
        raise InvalidValueError(
            f"{naive:%Y-%m-%d %H:%M} happened twice: the clocks went back over it",
            hint=f"say which with an offset: {first.isoformat(timespec='minutes')} "
            f"or {second.isoformat(timespec='minutes')}",
        )
    return Moment.of(first)


def _aware(naive: datetime, zone: tzinfo | None) -> datetime:
    return naive.astimezone() if zone is None else naive.replace(tzinfo=zone)
