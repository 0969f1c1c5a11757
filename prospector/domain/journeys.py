"""Journeys: the touches that led to a result, and the moments by which they are cut.

A result of a contact begins where the contact's result before it of the same sort ended: a touch has part in one
conversation, one appointment, one deal. Of a deal that names a company alone, the touches of all its people count.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple

from prospector.domain.vocabulary import Metric
from prospector.light import StrEnum, dataclass, field


class Goal(StrEnum):
    """A sort of result that journeys lead to."""

    CONVERSATION = "conversation"
    APPOINTMENT = "appointment"
    HELD = "held"
    DEAL = "deal"
    WON = "won"


GOALS = {
    Metric.CONVERSATIONS: Goal.CONVERSATION,
    Metric.NEW_CONVERSATIONS: Goal.CONVERSATION,
    Metric.APPOINTMENTS_SET: Goal.APPOINTMENT,
    Metric.APPOINTMENTS_HELD: Goal.HELD,
    Metric.DEALS_OPENED: Goal.DEAL,
    Metric.WON: Goal.WON,
    Metric.REVENUE: Goal.WON,
}


class Paths(StrEnum):
    """What of the touches of journeys matters, beside in which rows of the report they are."""

    WITH_AGES = "when each was, and its number"
    IN_ORDER = "their order"
    COUNTED = "how many there are"


class Reference(NamedTuple):
    """Which result: what it is, and its record."""

    goal: Goal
    noun: str
    row_id: int


class Subject(NamedTuple):
    """Whose journey it is: a contact's, or a company's (an account)."""

    is_account: bool
    id: int


class Happened(NamedTuple):
    """When a result came; there may be a hundred thousand of them.

    Attributes:
        at: UTC seconds; midnight of the date where only that is known.
        day: on the local calendar.
        timed: whether the time of day is known.
        activity_id: the activity that it is itself; 0 where it is none.
        is_asked: whether its journey is asked for; else it cuts those of others alone.
    """

    reference: Reference
    subject: Subject
    at: int
    day: int
    timed: bool
    activity_id: int = 0
    is_asked: bool = True


ACTIVITIES = "activities"  # the noun of results that are activities themselves

# A touch, as it comes from the store: whose (contact or account), when, its row of the report, its number. When is
# seconds x 4096 + offset in minutes + 2048, or + 0 where only the date is known: one number, in the order of time.
PackedTouch = tuple[int, int, Hashable, int]


class Journey(NamedTuple):
    """The touches that led to a result, the earliest first.

    Attributes:
        path: the row of the report of each.
        ages: days from each to the result; whole ones where either has no time of day.
        touch_ids: the activities.
    """

    path: tuple[Hashable, ...]
    ages: tuple[float, ...] = ()
    touch_ids: tuple[int, ...] = ()


NO_JOURNEY = Journey(())


@dataclass(frozen=True, slots=True)
class JourneyFacts:
    """What journeys are made of.

    Attributes:
        happened: results of every sort that cut journeys, whichever filters there are.
        of_contacts: touches in the order of contact and time.
        of_accounts: touches of companies in the order of company and time.
        reached: by sort of result, the contacts who ever had one; for null journeys only.
        known: journeys that need no rules, to results that are not in `happened`: by sort of result and activity.
    """

    happened: tuple[Happened, ...]
    of_contacts: Iterable[PackedTouch]
    of_accounts: Iterable[PackedTouch] = ()
    reached: Mapping[Goal, frozenset[int]] = field(default_factory=dict)
    known: Mapping[Goal, Mapping[int, Journey]] = field(default_factory=dict)
