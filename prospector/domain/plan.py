"""Plans: a structured series of steps, and how far a contact came in one.

    step done      =  the earliest open step that an outbound activity with the contact fits: the same channel, and the same
                      kind where the step names one
    ended          =  by a conversation; by a reply, an inbound activity that reached somebody and is no engagement with a
                      content piece; by the last step; or because the rep stopped it
    conversation   =  the first one within the horizon of the last outbound activity while the plan went on, or of the
                      beginning; none after the rep stopped it
    due            =  so many working days after the beginning; where the step before was late, after that one, with as
                      many working days between them as the plan has

How far a contact came is never written down: it is worked out from the activities, typed or imported, whenever it is
asked. So an undo, an edit or a late import can leave nothing behind that is no longer true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from prospector.domain.moment import Moment, date_of
from prospector.domain.vocabulary import Level
from prospector.domain.work_calendar import Calendar
from prospector.light import StrEnum, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to do, on which working day after the beginning (the first is 0); `kind` None takes any."""

    day: int
    channel: str
    kind: str | None = None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A series of steps in the order of their days."""

    name: str
    summary: str
    steps: tuple[Step, ...]

    @property
    def days(self) -> int:
        """How many working days it takes."""
        return self.steps[-1].day


@dataclass(frozen=True, slots=True)
class Touch:
    """An activity with a contact since they were enrolled; `engages` with a content piece."""

    id: int
    day: int
    channel: str
    kind: str | None
    outbound: bool
    level: int
    engages: bool


class End(StrEnum):
    """Why a plan is over for a contact."""

    CONVERSATION = "conversation"
    REPLY = "reply"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a contact came.

    Attributes:
        done: the touch that did each step, None of an open one.
        end: None while the plan goes on.
        conversation: the activity of the first conversation; None without one.
        after: the place of the step that was done last, or with the conversation; None before any.
        last_day: the day number of the last touch while the plan went on, or of the beginning.
    """

    done: tuple[Touch | None, ...]
    end: End | None
    conversation: int | None
    after: int | None
    last_day: int

    @property
    def open_step(self) -> int | None:
        """The place of the earliest open step; None where all are done."""
        return next((place for place, touch in enumerate(self.done) if touch is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A contact in a plan, with what happened since, in the order of time."""

    id: int
    plan_id: int
    contact_id: int
    started: Moment
    stopped: Moment | None
    touches: tuple[Touch, ...]


def progress(plan: Plan, enrolment: Enrolment, *, horizon: int) -> Progress:
    """Work out how far a contact came.

    Args:
        plan: the steps.
        enrolment: with the activities since.
        horizon: days after a touch in which a conversation is still counted.
    """
    done: list[Touch | None] = [None] * len(plan.steps)
    end: End | None = None
    last, after = enrolment.started.local_day, None
    for touch in enrolment.touches:
        if end is None and touch.outbound:
            last = touch.day
            place = _fitting(plan.steps, done, touch)
            if place is not None:
                done[place], after = touch, place
        if touch.level >= Level.CONVERSATION:
            counts = touch.day - last <= horizon
            ended = End.CONVERSATION if end is None or (counts and end is End.FINISHED) else end
            return Progress(
                done=tuple(done),
                end=ended,
                conversation=touch.id if counts else None,
                after=after,
                last_day=last,
            )
        if end is None:
            end = _end(done, touch)
    if end is None and enrolment.stopped is not None:
        end = End.STOPPED
    return Progress(done=tuple(done), end=end, conversation=None, after=after, last_day=last)


def due_on(plan: Plan, place: int, started: Moment, done: Sequence[Touch | None], week: Calendar) -> date:
    """The day on which a step is due.

    Args:
        plan: the steps.
        place: of the step.
        started: when the contact was enrolled.
        done: the touches of the steps that are done.
        week: on which days the rep works.
    """
    day = plan.steps[place].day
    due = week.after(started.day, day)
    before = done[place - 1] if place else None
    if before is None:
        return due
    return max(due, week.after(date_of(before.day), day - plan.steps[place - 1].day))


def _fitting(steps: Iterable[Step], done: Sequence[Touch | None], touch: Touch) -> int | None:
    for place, step in enumerate(steps):
        fits = step.channel == touch.channel and (step.kind is None or step.kind == touch.kind)
        if fits and done[place] is None:
            return place
    return None


def _end(done: Sequence[Touch | None], touch: Touch) -> End | None:
    if not touch.outbound and touch.level >= Level.CONNECT and not touch.engages:
        return End.REPLY
    return End.FINISHED if None not in done else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplanned:
    """A contact who was never in a plan.

    Attributes:
        first_day: of the first outbound activity, a day number.
        channel: of that activity, and its kind.
        conversed_after: days from then to the first conversation, if that was within the horizon of a touch; else None.
    """

    contact_id: int
    first_day: int
    channel: str
    kind: str | None
    conversed_after: int | None
