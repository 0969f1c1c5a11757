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

from collections.abc import Iterator

from prospector.domain.dimension import Dimension, Subject
from prospector.domain.exchange import Exchange
from prospector.domain.facts import AppointmentFact, Brought, DealFact, Key, Link, Outcomes, Spoken
from prospector.domain.vocabulary import DealStatus, Level, Metric
from prospector.light import NamedTuple


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


class Conversation(NamedTuple):
    """A conversation: the first of the activities that are one, with the contact on the channel that day."""

    spoken: Spoken
    amount: int
    new: bool


def conversations_of(outcomes: Outcomes) -> Iterator[Conversation]:
    """Make one conversation of a contact's activities on a channel and day, and say which are new."""
    contact_id, last_day = None, None
    seen: set[int] = set()
    for spoken in outcomes.spoken:
        if spoken.contact_id is None:
            yield Conversation(spoken, spoken.count, new=False)
            continue
        if spoken.contact_id != contact_id:
            contact_id, last_day = spoken.contact_id, None
        if spoken.day != last_day:
            seen.clear()
        if spoken.channel_id in seen:
            continue
        seen.add(spoken.channel_id)
        new = last_day is None or spoken.day - last_day >= outcomes.window.new_after
        last_day = spoken.day
        yield Conversation(spoken, 1, new=new)


def results_of(outcomes: Outcomes, exchange: Exchange) -> Iterator[Result]:
    """List what counts in the window.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    start, stop = outcomes.window.start, outcomes.window.stop  # once: what was spoken is much
    for spoken, amount, new in conversations_of(outcomes):
        if spoken.counts and start <= spoken.day < stop:
            result = _spoken(outcomes, spoken, Metric.CONVERSATIONS, amount)
            if result is not None:
                yield result
                if new:
                    yield result._replace(metric=Metric.NEW_CONVERSATIONS)
    for spoken in outcomes.spoken:
        if spoken.level >= Level.APPOINTMENT and spoken.counts and start <= spoken.day < stop:
            result = _spoken(outcomes, spoken, Metric.APPOINTMENTS_SET, spoken.count)
            if result is not None:
                yield result
    for appointment in outcomes.appointments:
        yield from _appointment(outcomes, appointment)
    for deal in outcomes.deals:
        yield from _deal(outcomes, deal, exchange)


def credited(outcomes: Outcomes, activity_id: int | None) -> Link | None:
    """The touch that an activity belongs to: itself, the one that it answers on its channel, or none."""
    link = None if activity_id is None else outcomes.links.get(activity_id)
    if link is None or link.aimed:
        return link
    answer = outcomes.answers.get(link.id)
    return outcomes.links[answer.touch_id] if answer is not None and answer.direct else None


def _spoken(outcomes: Outcomes, spoken: Spoken, metric: Metric, amount: int) -> Result | None:
    return _result(
        outcomes,
        metric,
        amount,
        of=("activities", spoken.id),
        day=spoken.day,
        activity_id=spoken.id,
        source=spoken.source,
        own=outcomes.links[spoken.id].keys,
    )


def _appointment(outcomes: Outcomes, appointment: AppointmentFact) -> Iterator[Result]:
    window = outcomes.window
    days = []
    if not appointment.has_own_activity:
        days.append((Metric.APPOINTMENTS_SET, appointment.set_on))
    if appointment.held:
        days.append((Metric.APPOINTMENTS_HELD, appointment.held_on))
    for metric, day in days:
        if window.holds(day):
            result = _result(
                outcomes,
                metric,
                1,
                of=("appointments", appointment.id),
                day=day,
                activity_id=appointment.credit_id,
                brought_by=appointment.brought_by,
                source=appointment.source,
                own=appointment.keys,
            )
            if result is not None:
                yield result


def _deal(outcomes: Outcomes, deal: DealFact, exchange: Exchange) -> Iterator[Result]:
    found: list[tuple[Metric, int, int | None, int | None]] = []
    if outcomes.window.holds(deal.opened_on):
        found.append((Metric.DEALS_OPENED, 1, deal.opened_on, deal.opened_credit_id))
    if deal.status is DealStatus.WON and outcomes.window.holds(deal.closed_on):
        value = exchange.minor(deal.value_minor, deal.currency)
        found.append((Metric.WON, 1, deal.closed_on, deal.closed_credit_id))
        found.append((Metric.REVENUE, value, deal.closed_on, deal.closed_credit_id))
    for metric, amount, day, credit_id in found:
        result = _result(
            outcomes,
            metric,
            amount,
            of=("deals", deal.id),
            day=day,
            activity_id=credit_id,
            source=deal.source,
            own=deal.keys,
        )
        if result is not None:
            yield result


def _result(
    outcomes: Outcomes,
    metric: Metric,
    amount: int,
    *,
    of: tuple[str, int],
    day: int | None,
    activity_id: int | None,
    source: str,
    own: tuple[Key, ...],
    brought_by: Brought | None = None,
) -> Result | None:
    """Place a result in its rows; None where its touch does not pass the filters on touches."""
    credit = brought_by or credited(outcomes, activity_id)
    if outcomes.has_touch_filter and not (credit and credit.how):
        return None
    keys = _keys(outcomes, credit, day=day, activity_id=activity_id, own=own)
    return Result(*of, metric, amount, keys, credit.channel_id if credit else None, source, day)


def _keys(
    outcomes: Outcomes,
    credit: Link | Brought | None,
    *,
    day: int | None,
    activity_id: int | None,
    own: tuple[Key, ...],
) -> tuple[Key, ...]:
    dimension = outcomes.dimension
    if dimension.subject is Subject.RESULT:
        return own
    if dimension.subject is Subject.DAY:
        return (None if day is None else dimension.key_of_day(day),)
    if isinstance(credit, Brought):
        return (credit.channel_id,) if dimension is Dimension.CHANNEL else ()
    link = credit
    if dimension.subject is Subject.ACTIVITY and activity_id is not None:
        link = outcomes.links.get(activity_id)
    return link.keys if link else ()
