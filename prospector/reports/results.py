"""Results: conversations, appointments, deals and wins, each with its day, its amount and the touch it is credited to.

    conversation      =  one per contact, channel and local day; a tally (nobody named) counts as many as it says
    new conversation  =  the contact's first in 90 days; a tally names nobody and is never new
    appointments set  =  activities at the level appointment, each as many as it says, by their day; and appointments
                         that no such activity made, by the day they were set (that they take place, where unknown)
    appointments held =  appointments with that status, by the day they took place (were set, where unknown)
    deals opened      =  by the day opened
    won, revenue      =  by the day closed; those without a date only where the period is everything
    as-of             =  facts dated later do not exist: a deal closed later is open

Credit is direct. An outbound conversation belongs to itself, an engagement with a content piece to that engagement,
another inbound one to the touch that it answers: the contact's last outbound one on the same channel in the 30 days
before. An appointment, deal or win belongs to the activity that it names, credited in the same way; else an appointment
to the channel that is said to have brought it, of which it has no more than the name; else to the last conversation of
its contact (of any contact of its account, where it has no contact) at or before it. What belongs to no
touch is unattributed and goes by its lead source. A result counts in the row of its touch where the rows are properties
of touches, in the row of its day by week and month, and in that of its rep, source, tag or account otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prospector.domain.dimension import Dimension, Subject
from prospector.domain.exchange import Exchange
from prospector.domain.facts import AppointmentFact, Brought, DealFact, Key, Link, Outcomes
from prospector.domain.vocabulary import DealStatus, Level, Metric
from prospector.light import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    _Place = Callable[
        [Link | Brought | None, int | None, Link | None, tuple[Key, ...]], tuple[Key, ...] | None
    ]


class Result(NamedTuple):
    """Something that came of the activities.

    Attributes:
        noun: of the record that it is: activities, appointments or deals.
        row_id: the number of that record.
        metric: what it is.
        amount: how many, or minor units of the store's currency for revenue.
        keys: its rows in the report; none where it is unattributed.
        channel_id: that it is credited to, with a touch or without; None where it is unattributed.
        source: the lead source, for what is unattributed.
        day: on which it counts; None where that is not known.
    """

    noun: str
    row_id: int
    metric: Metric
    amount: int
    keys: tuple[Key, ...]
    channel_id: int | None
    source: str
    day: int | None


def results_of(outcomes: Outcomes, exchange: Exchange) -> Iterator[Result]:
    """List what counts in the window.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    place = _placing(outcomes)
    yield from _of_conversations(outcomes, place)
    start, stop = outcomes.window.start, outcomes.window.stop  # once: what was spoken is much
    for spoken in outcomes.spoken:
        if spoken.level >= Level.APPOINTMENT and spoken.counts and start <= spoken.day < stop:
            own = outcomes.links[spoken.id]
            credit = own if own.aimed else credited(outcomes, spoken.id)
            keys = place(credit, spoken.day, own, own.keys)
            if keys is not None:
                channel_id = credit.channel_id if credit else None
                yield Result(
                    "activities",
                    spoken.id,
                    Metric.APPOINTMENTS_SET,
                    spoken.count,
                    keys,
                    channel_id,
                    spoken.source,
                    spoken.day,
                )
    for appointment in outcomes.appointments:
        yield from _appointment(outcomes, appointment, place)
    for deal in outcomes.deals:
        yield from _deal(outcomes, deal, exchange, place)


def _of_conversations(outcomes: Outcomes, place: _Place) -> Iterator[Result]:
    start, stop, links = outcomes.window.start, outcomes.window.stop, outcomes.links
    for spoken, amount, new in outcomes.conversations:
        day = spoken.day
        if not (start <= day < stop and spoken.counts):
            continue
        own = links[spoken.id]
        credit = own if own.aimed else credited(outcomes, spoken.id)
        keys = place(credit, day, own, own.keys)
        if keys is not None:
            channel_id = credit.channel_id if credit else None
            told = (amount, keys, channel_id, spoken.source, day)
            yield Result("activities", spoken.id, Metric.CONVERSATIONS, *told)
            if new:
                yield Result("activities", spoken.id, Metric.NEW_CONVERSATIONS, *told)


def credited(outcomes: Outcomes, activity_id: int | None) -> Link | None:
    """The touch that an activity belongs to: itself, the one that it answers on its channel, or none."""
    link = None if activity_id is None else outcomes.links.get(activity_id)
    if link is None or link.aimed:
        return link
    answer = outcomes.answers.get(link.id)
    return outcomes.links[answer.touch_id] if answer is not None and answer.direct else None


def _appointment(outcomes: Outcomes, appointment: AppointmentFact, place: _Place) -> Iterator[Result]:
    days = []
    if not appointment.has_own_activity:
        days.append((Metric.APPOINTMENTS_SET, appointment.set_on))
    if appointment.held:
        days.append((Metric.APPOINTMENTS_HELD, appointment.held_on))
    activity = _link(outcomes, appointment.credit_id)
    credit = appointment.brought_by or credited(outcomes, appointment.credit_id)
    for metric, day in days:
        keys = place(credit, day, activity, appointment.keys) if outcomes.window.holds(day) else None
        if keys is not None:
            channel_id = credit.channel_id if credit else None
            yield Result("appointments", appointment.id, metric, 1, keys, channel_id, appointment.source, day)


def _deal(outcomes: Outcomes, deal: DealFact, exchange: Exchange, place: _Place) -> Iterator[Result]:
    found: list[tuple[Metric, int, int | None, int | None]] = []
    if outcomes.window.holds(deal.opened_on):
        found.append((Metric.DEALS_OPENED, 1, deal.opened_on, deal.opened_credit_id))
    if deal.status is DealStatus.WON and outcomes.window.holds(deal.closed_on):
        value = exchange.minor(deal.value_minor, deal.currency)
        found.append((Metric.WON, 1, deal.closed_on, deal.closed_credit_id))
        found.append((Metric.REVENUE, value, deal.closed_on, deal.closed_credit_id))
    for metric, amount, day, credit_id in found:
        credit = credited(outcomes, credit_id)
        keys = place(credit, day, _link(outcomes, credit_id), deal.keys)
        if keys is not None:
            channel_id = credit.channel_id if credit else None
            yield Result("deals", deal.id, metric, amount, keys, channel_id, deal.source, day)


def _link(outcomes: Outcomes, activity_id: int | None) -> Link | None:
    return None if activity_id is None else outcomes.links.get(activity_id)


def _placing(outcomes: Outcomes) -> _Place:
    """What says in which rows a result falls; None where its touch does not pass the filters on touches.

    It is told what the result is credited to, its day, the activity that it is or came of, and rows of its own.
    """
    place = _placing_by(outcomes.dimension)
    if not outcomes.has_touch_filter:
        return place
    return lambda credit, *rest: place(credit, *rest) if credit and credit.how else None


def _placing_by(dimension: Dimension) -> _Place:
    subject = dimension.subject
    if subject is Subject.RESULT:
        return lambda _credit, _day, _activity, own: own
    if subject is Subject.DAY:
        return lambda _credit, day, _activity, _own: (None if day is None else dimension.key_of_day(day),)

    def place(
        credit: Link | Brought | None, _day: int | None, activity: Link | None, _own: tuple[Key, ...]
    ) -> tuple[Key, ...]:
        if isinstance(credit, Brought):
            return (credit.channel_id,) if dimension is Dimension.CHANNEL else ()
        link = activity if subject is Subject.ACTIVITY and activity is not None else credit
        return link.keys if link else ()

    return place
