"""What the store hands to a report: frozen rows, counted where they are many, single where rules decide over them.

Days are day numbers (`moment.day_number`). A key says in which row of the report something falls: an id, a number or a
text; None where the property is missing. A *touch* is an outbound activity of a channel that is not mere effort, or a
contact's engagement with a content piece (inbound, with a piece); the latter is a touch of the content channel.

What there may be a hundred thousand of is a named tuple: a dataclass takes three times as long to make.
"""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.dimension import Dimension
from prospector.domain.vocabulary import Approach, Audience, DealStatus, Level, Metric
from prospector.later import Later
from prospector.light import NamedTuple, dataclass

Key = int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that a report counts.

    Attributes:
        start: the first day.
        end: the day after the last.
        as_of: the last day whose facts are known.
        takes_undated: whether results without a date count; only where the period is everything.
        horizon: days in which a touch may bring something.
        new_after: days without a conversation after which the next one is new.
        lookback: days before the first one whose results are known too: they cut the journeys of later ones.
    """

    start: int
    end: int
    as_of: int
    takes_undated: bool = False
    horizon: int = 30
    new_after: int = 90
    lookback: int = 0

    @property
    def stop(self) -> int:
        """The day after the last one that has facts."""
        return max(self.start, min(self.end, self.as_of + 1))

    @property
    def answers_stop(self) -> int:
        """The day after the last one on which a touch of these days may still be answered."""
        return max(self.start, min(self.end + self.horizon, self.as_of + 1))

    def holds(self, day: int | None) -> bool:
        """Whether what happened on this day counts; None for what has no date."""
        return self.takes_undated if day is None else self.start <= day < self.stop

    def knows(self, day: int | None) -> bool:
        """Whether a fact of this day is known at as-of; what has no date is."""
        return day is None or day <= self.as_of


@dataclass(frozen=True, slots=True)
class ChannelFact:
    """A channel of the store."""

    name: str
    approach: Approach
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Activities of one key and channel, added up; tallies (nobody named) apart from the others.

    Attributes:
        activities: sum of their counts.
        timed: those of them whose minutes are known.
        minutes: the known ones.
        connects: those at the level connect or above.
        conversations: those at the level conversation or above.
        timed_conversations: those of them whose minutes are known.
        appointments: those at the level appointment.
    """

    key: Key
    channel_id: int
    named: bool
    activities: int
    timed: int
    minutes: int
    connects: int
    conversations: int
    timed_conversations: int
    appointments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTouches:
    """Touches of one key, channel and day, added up; of young days, and engagements of all days."""

    key: Key
    channel_id: int
    named: bool
    day: int
    touches: int
    connects: int
    conversations: int
    appointments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One activity in one row of a report: the rows behind a figure.

    Attributes:
        channel_id: of the touch: the content channel for an engagement.
        minutes: None where they are not known.
        came_in: whether it is inbound.
        aimed: whether it is a touch: outbound, or an engagement with a content piece.
    """

    id: int
    key: Key
    channel_id: int
    contact_id: int | None
    day: int
    level: Level
    count: int
    minutes: int | None
    came_in: bool
    aimed: bool


class Link(NamedTuple):
    """An activity that something is credited to, or may be.

    Attributes:
        channel_id: of the touch: the content channel for an engagement.
        aimed: whether it is a touch; else it came in, and answers one at best.
        timed: whether its minutes are known.
        keys: its rows in the report.
        how: whether it passes the filters on the touch (channel, kind).
        who: whether it passes the others.
    """

    id: int
    channel_id: int
    day: int
    level: Level
    aimed: bool
    timed: bool
    keys: tuple[Key, ...]
    how: bool
    who: bool


class Answer(NamedTuple):
    """An inbound activity at the level connect or above, and the touch it answers.

    Attributes:
        direct: whether that touch went out on the same channel; else it is the last on any, good for rates only.
    """

    id: int
    day: int
    level: Level
    touch_id: int
    direct: bool


class Spoken(NamedTuple):
    """An activity at the level conversation or above.

    Attributes:
        contact_id: with whom; None where nobody is named.
        source: the lead source of the contact, where it is of the window.
        counts: whether it passes the filters on the result.
        at: UTC seconds; midnight of the date where only that is known.
        timed: whether the time of day is known.
        aimed: whether it is a touch itself, as in `Link`.
    """

    id: int
    contact_id: int | None
    channel_id: int
    day: int
    level: Level
    count: int  # type: ignore[assignment]  # a row has no use for the method of tuples
    source: str
    counts: bool
    at: int
    timed: bool
    aimed: bool


class Conversation(NamedTuple):
    """A conversation: the first of the activities that are one, with the contact on the channel that day."""

    spoken: Spoken
    amount: int
    new: bool


@dataclass(frozen=True, slots=True)
class Brought:
    """A channel that a result is credited to without any activity.

    Attributes:
        how: whether it passes the filters on the touch (channel, kind).
    """

    channel_id: int
    how: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFact:
    """An appointment.

    Attributes:
        set_on: the day it was set, else the day it takes place.
        held_on: the day it took place, else the day it was set; None together with `held` false.
        has_own_activity: whether an activity at the level appointment set it, which is counted as such.
        credit_id: the activity that set it, else the contact's last conversation before.
        brought_by: the channel that is said to have brought it, where no activity set it; it takes the credit.
    """

    id: int
    set_on: int | None
    held: bool
    held_on: int | None
    has_own_activity: bool
    credit_id: int | None
    brought_by: Brought | None
    source: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealFact:
    """A deal.

    Attributes:
        value_minor: minor units of its currency.
        currency: None for the store's own.
        opened_credit_id: the activity it came from, else the last conversation before it was opened.
        closed_credit_id: the same, else the last conversation before it was closed.
    """

    id: int
    opened_on: int | None
    closed_on: int | None
    status: DealStatus
    value_minor: int
    currency: str | None
    opened_credit_id: int | None
    closed_credit_id: int | None
    source: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """What was done, broken down by keys, or with the key None throughout.

    Attributes:
        work: outbound activities by key and channel.
        young: touches younger than the horizon at as-of, by day; they are in `work` too. None where no rates are asked for.
        engagements: touches of the content channel, by day; they are not in `work`. The same.
        contacts: distinct contacts touched, by key.
    """

    work: tuple[Work, ...]
    young: tuple[DayTouches, ...]
    engagements: tuple[DayTouches, ...]
    contacts: Mapping[Key, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What came of it.

    Attributes:
        dimension: whose keys the rows carry.
        channels: by id.
        spoken: activities at the level conversation or above, in the order of contact and time.
        answers: by the id of the inbound activity.
        links: by the id of the activity.
        has_touch_filter: whether a result counts only where its touch passes a filter.
    """

    dimension: Dimension
    window: Window
    channels: Mapping[int, ChannelFact]
    spoken: tuple[Spoken, ...]
    conversations_later: Later[tuple[Conversation, ...]]
    answers: Mapping[int, Answer]
    links: Mapping[int, Link]
    appointments: tuple[AppointmentFact, ...]
    deals: tuple[DealFact, ...]
    has_touch_filter: bool = False

    @property
    def conversations(self) -> tuple[Conversation, ...]:
        """What was spoken, one for each conversation, in the same order."""
        return self.conversations_later.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that a report by channel or any other dimension is built from.

    Attributes:
        broken: by the keys of the dimension.
        overall: the same without keys, for the total: the rows of tags overlap, and one contact is in several.
        outcomes: what came of it.
        labels: what the rows are called, for every key that occurs.
        ladder: which outcomes make a conversation, an appointment and so on.
        inbound: inbound activities, where direction is the dimension; they are in no total.
    """

    broken: Broken
    overall: Broken
    outcomes: Outcomes
    labels: Mapping[Key, str]
    ladder: Mapping[Level, tuple[str, ...]]
    inbound: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFact:
    """A quota that holds at as-of.

    Attributes:
        rep_id: whose it is; `rep` is the name.
        channel_id: None where all channels count; `channel` is the name.
        period: in its canonical form.
        start: the first day, None for all time.
        end: the day after the last, None for all time.
        amount: minor units for revenue, else a count.
        stretch: the level above it that is worth reaching for, in the same unit; None without one.
    """

    rep_id: int
    rep: str
    metric: Metric
    channel_id: int | None
    channel: str | None
    period: str
    start: int | None
    end: int | None
    amount: int
    stretch: int | None = None
