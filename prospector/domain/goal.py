"""Goals: what a rep means to do every day or every week, and how far that is.

activities        =  outbound activities through a channel, or through all prospecting channels
minutes           =  known minutes of a channel, or of all prospecting channels
conversations     =  one per contact, channel and day; a tally as many as it says
appointments-set  =  on the day they were set
target            =  what was set; of a week with days off, its share of the working days, rounded up; 0 on a day off
streak            =  working days, or weeks that have one, in a row in which the goal of that day or week was met;
the present one breaks nothing, for it is not over, and counts once its goal is met
goal of a day     =  the one that was set by then and not yet replaced; of a week, that of its last day
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from prospector.domain.moment import day_number
from prospector.domain.work_calendar import Calendar
from prospector.light import StrEnum, dataclass

PROSPECTING = "prospecting"
_ONE_DAY, _ONE_WEEK = timedelta(days=1), timedelta(days=7)


class Measure(StrEnum):
    """What a goal counts."""

    ACTIVITIES = "activities"
    MINUTES = "minutes"
    CONVERSATIONS = "conversations"
    APPOINTMENTS_SET = "appointments-set"


class Per(StrEnum):
    """How often a goal begins anew."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a goal is for; replaced by another with the same.

    Attributes:
        channel: None for all prospecting channels, or where the measure is of all channels.
    """

    measure: Measure
    channel: str | None
    per: Per

    @property
    def subject(self) -> str:
        """The word that stands for it on the command line: a channel, `prospecting` or a measure."""
        if self.measure in (Measure.ACTIVITIES, Measure.MINUTES):
            return self.channel or PROSPECTING
        return self.measure.value

    def say(self, amount: int) -> str:
        """Say it: `call · 40 a day`, `prospecting · 90 min a day`."""
        unit = " min" if self.measure is Measure.MINUTES else ""
        return f"{self.subject} · {amount:,}{unit} a {self.per}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal and from when to when it holds; the second day exclusive, None for ever."""

    id: int
    aim: Aim
    amount: int
    rep: str
    set_on: date
    replaced_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is the goal of a day."""
        return self.set_on <= day and (self.replaced_on is None or day < self.replaced_on)

    def __str__(self) -> str:
        """What is to be done."""
        return self.aim.say(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """What a rep did on a day (its number) through a channel."""

    day: int
    channel: str
    prospecting: bool
    activities: int
    minutes: int
    conversations: int
    appointments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgress:
    """How far a goal is in the day or week that a day lies in.

    Attributes:
        target: what this day or week asks for; 0 on a day off, and in a week without a working day.
        done: so far.
        streak: days or weeks in a row, the present one only if it is met.
        days_met: working days of the week, up to the day, whose goal was met; None for a goal of a week.
        days: working days of the week, up to the day, that had the goal; None for a goal of a week.
    """

    goal: Goal
    start: date
    end: date
    target: int
    done: int
    streak: int
    days_met: int | None
    days: int | None

    @property
    def left(self) -> int:
        """What is still to be done."""
        return max(self.target - self.done, 0)

    @property
    def met(self) -> bool:
        """Whether it is done, or nothing was asked for."""
        return self.done >= self.target


def progress_of(
    goals: Iterable[Goal], tallies: Iterable[DayTally], day: date, calendar: Calendar
) -> tuple[GoalProgress, ...]:
    """How far the goals are that hold on a day.

    Args:
        goals: of one rep, those that were replaced too.
        tallies: since the first goal was set, or since the Monday of the day's week where that is earlier.
        day: the day, which is not over; what was done later does not count.
        calendar: when the rep works.
    """
    known = tuple(tallies)
    histories: dict[Aim, list[Goal]] = {}
    for goal in goals:
        histories.setdefault(goal.aim, []).append(goal)
    found = []
    for aim, history in histories.items():
        held = _held_on(history, day)
        if held is not None:
            done = _done_by_day(aim, known)
            found.append(_of_day(held, history, done, day, calendar) if aim.per is Per.DAY
                         else _of_week(held, history, done, day, calendar))  # fmt: skip
    return tuple(found)


def monday_before(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def _done_by_day(aim: Aim, tallies: Iterable[DayTally]) -> Mapping[int, int]:
    amounts: Mapping[Measure, Callable[[DayTally], int]] = {
        Measure.ACTIVITIES: lambda tally: tally.activities,
        Measure.MINUTES: lambda tally: tally.minutes,
        Measure.CONVERSATIONS: lambda tally: tally.conversations,
        Measure.APPOINTMENTS_SET: lambda tally: tally.appointments,
    }
    of_channels = aim.measure in (Measure.ACTIVITIES, Measure.MINUTES)
    done: dict[int, int] = {}
    for tally in tallies:
        is_aimed_at = tally.prospecting if aim.channel is None else tally.channel == aim.channel
        if is_aimed_at or not of_channels:
            done[tally.day] = done.get(tally.day, 0) + amounts[aim.measure](tally)
    return done


def _held_on(history: Iterable[Goal], day: date) -> Goal | None:
    return next((goal for goal in history if goal.holds_on(day)), None)


def _of_day(
    goal: Goal, history: Sequence[Goal], done: Mapping[int, int], day: date, calendar: Calendar
) -> GoalProgress:
    def is_met(each: date) -> bool | None:
        held = _held_on(history, each)
        return None if held is None else done.get(day_number(each), 0) >= held.amount

    works = calendar.works_on(day)
    streak = int(works and bool(is_met(day)))
    for each in calendar.before(day):
        if not is_met(each):
            break
        streak += 1
    week = [monday_before(day) + timedelta(days=place) for place in range(day.weekday() + 1)]
    worked = [met for each in week if calendar.works_on(each) and (met := is_met(each)) is not None]
    return GoalProgress(
        goal=goal,
        start=day,
        end=day + _ONE_DAY,
        target=goal.amount if works else 0,
        done=done.get(day_number(day), 0),
        streak=streak,
        days_met=sum(worked),
        days=len(worked),
    )


def _of_week(
    goal: Goal, history: Sequence[Goal], done: Mapping[int, int], day: date, calendar: Calendar
) -> GoalProgress:
    monday = monday_before(day)
    last = day_number(day)
    so_far = _sum_of_week({each: amount for each, amount in done.items() if each <= last}, monday)
    target = _target_of_week(goal, monday, calendar)
    streak = int(0 < target <= so_far)
    first, before = min(each.set_on for each in history), monday - _ONE_WEEK
    while before + _ONE_WEEK > first:
        held = _held_on(history, before + _ONE_WEEK - _ONE_DAY)
        if held is None:
            break
        asked = _target_of_week(held, before, calendar)
        if asked and _sum_of_week(done, before) < asked:
            break
        streak += bool(asked)
        before -= _ONE_WEEK
    return GoalProgress(
        goal=goal,
        start=monday,
        end=monday + _ONE_WEEK,
        target=target,
        done=so_far,
        streak=streak,
        days_met=None,
        days=None,
    )


def _sum_of_week(done: Mapping[int, int], monday: date) -> int:
    start = day_number(monday)
    return sum(done.get(day, 0) for day in range(start, start + 7))


def _target_of_week(goal: Goal, monday: date, calendar: Calendar) -> int:
    """The share of the week's working days in what was set, rounded up."""
    start = day_number(monday)
    usual = len(calendar.weekdays)
    return -(-goal.amount * calendar.days(start, start + 7) // usual)
