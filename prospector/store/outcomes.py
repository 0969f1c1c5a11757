"""What came of the activities: conversations, answers, appointments and deals, with what each is credited to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from prospector.domain.conversations import conversations_of
from prospector.domain.dimension import Dimension
from prospector.domain.facts import (
    AppointmentFact,
    Brought,
    ChannelFact,
    Conversation,
    DealFact,
    Link,
    Outcomes,
    Spoken,
    Window,
)
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.moment import week_of
from prospector.domain.vocabulary import Approach, Audience, DealStatus
from prospector.later import Later
from prospector.light import replace
from prospector.store.breakdown import BREAKDOWNS, Breakdown
from prospector.store.choosing import Conditions, conditions
from prospector.store.spoken import fetch_answers, fetch_answers_of, fetch_links, fetch_spoken
from prospector.store.statements import (
    APPOINTMENT_SOURCE,
    CONTENT_CHANNEL,
    DEAL_SOURCE,
    EFFORT,
    filled,
    known_deals,
    local_day,
    source_name,
)

Binding = dict[str, int | str]

_SAID = f"(p.activity_id IS NULL AND p.channel_id NOT IN ({EFFORT}))"  # effort reaches nobody


def fetch_outcomes(
    connection: sqlite3.Connection,
    window: Window,
    dimension: Dimension = Dimension.CHANNEL,
    filters: Filters = NO_FILTERS,
    around: Iterable[Outcomes] = (),
) -> Outcomes:
    """Fetch what came of the activities, without the activities: for quotas.

    Args:
        connection: in a reading transaction.
        window: the days that count.
        dimension: what a row stands for.
        filters: names as the rep typed them.
        around: fetched in the same transaction and with the same filters: what was spoken and answered is taken from one
            of them whose window lies around this one, since much of what a report asks for overlaps.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    return outcomes_of(connection, window, dimension, conditions(connection, filters), around)


def outcomes_of(
    connection: sqlite3.Connection,
    window: Window,
    dimension: Dimension,
    chosen: Conditions,
    around: Iterable[Outcomes] = (),
) -> Outcomes:
    """The same, with filters that are conditions already."""
    bound = bindings(connection, window, chosen)
    breakdown = BREAKDOWNS[dimension]
    known = next((each for each in around if _covers(each.window, window)), None)
    spoken, conversations = _spoken(connection, window, chosen, bound, known)
    appointments = _appointments(connection, breakdown, chosen, bound)
    deals = _deals(connection, breakdown, chosen, bound)
    credited = {row.credit_id for row in appointments}
    credited.update(number for row in deals for number in (row.opened_credit_id, row.closed_credit_id))
    if known is None:
        answers = fetch_answers(connection, window, bound)
    else:
        days = range(window.start, window.answers_stop)
        answers = {number: each for number, each in known.answers.items() if each.day in days}
    answers.update(fetch_answers_of(connection, bound, credited))
    wanted = {row.id for row in spoken if row.day >= window.start}
    wanted.update(answer.touch_id for answer in answers.values())
    wanted.update(number for number in credited if number is not None)
    links: dict[int, Link] = {}
    if known is not None and known.dimension is dimension:  # by another they fall in other rows
        links = {number: known.links[number] for number in wanted & known.links.keys()}
    links.update(fetch_links(connection, breakdown, chosen, bound, wanted - links.keys()))
    return Outcomes(
        dimension=dimension,
        window=window,
        channels=_channels(connection),
        spoken=spoken,
        conversations_later=conversations,
        answers=answers,
        links=links,
        appointments=appointments,
        deals=deals,
        has_touch_filter=chosen.has_how,
    )


def _covers(around: Window, window: Window) -> bool:
    """Whether all that is known of one window tells what was spoken and answered in another."""
    return (
        around.start <= window.start
        and window.stop <= around.stop
        and (around.as_of, around.horizon, around.new_after, around.lookback)
        == (window.as_of, window.horizon, window.new_after, window.lookback)
    )


def _spoken(
    connection: sqlite3.Connection,
    window: Window,
    chosen: Conditions,
    bound: Binding,
    known: Outcomes | None,
) -> tuple[tuple[Spoken, ...], Later[tuple[Conversation, ...]]]:
    """What was spoken, and the conversations that it makes."""
    if known is None:
        spoken = fetch_spoken(connection, window, chosen, bound)
        return spoken, Later(lambda: tuple(conversations_of(spoken, window.new_after)))
    days = range(_history_start(window), window.answers_stop)
    return (
        tuple([each for each in known.spoken if each.day in days]),
        Later(lambda: tuple([each for each in known.conversations if each.spoken.day in days])),
    )


def _history_start(window: Window) -> int:
    """The first day whose conversations are known: they say whether the first one of the window is new."""
    return window.start - max(window.new_after, window.lookback)


def rekeyed(
    connection: sqlite3.Connection,
    outcomes: Outcomes,
    dimension: Dimension,
    chosen: Conditions,
    touches: Iterable[int],
) -> Outcomes:
    """The same outcomes with some of their links, in the keys of another dimension; appointments and deals keep theirs."""
    bound = bindings(connection, outcomes.window, chosen)
    links = fetch_links(connection, BREAKDOWNS[dimension], chosen, bound, touches)
    return replace(outcomes, dimension=dimension, links=links)


def bindings(connection: sqlite3.Connection, window: Window, chosen: Conditions) -> Binding:
    """The values that the statements bind."""
    young = max(window.start, window.as_of - window.horizon + 1)
    before = _history_start(window)
    return {
        "start": window.start,
        "stop": window.stop,
        "start_week": week_of(window.start),
        "stop_week": week_of(window.stop),
        "young": young,
        "young_week": week_of(young),
        "before": before,
        "before_week": week_of(before),
        "answers_stop": window.answers_stop,
        "answers_week": week_of(window.answers_stop),
        "as_of": window.as_of,
        "horizon": window.horizon,
        "direction": 0,
        "takes_undated": int(window.takes_undated),
        "content_channel": connection.execute(CONTENT_CHANNEL).fetchone()[0],
        **chosen.values,
    }


def _channels(connection: sqlite3.Connection) -> dict[int, ChannelFact]:
    return {
        number: ChannelFact(name, Approach(approach), Audience(audience))
        for number, name, approach, audience in connection.execute(
            "SELECT id, name, approach, audience FROM channel ORDER BY id"
        )
    }


def _appointments(
    connection: sqlite3.Connection, breakdown: Breakdown, chosen: Conditions, bound: Binding
) -> tuple[AppointmentFact, ...]:
    offset = "CASE WHEN p.set_at IS NULL THEN p.starts_offset ELSE p.set_offset END"
    at = "coalesce(p.set_at, p.starts_at)"
    text = filled(
        "appointments",
        set_on=local_day("p.set_at", "p.set_offset"),
        starts_on=local_day("p.starts_at", "p.starts_offset"),
        is_said=_SAID,
        conversation=_last_conversation("c.contact_id = p.contact_id", at, offset),
        how=chosen.said_how,
        source=source_name(APPOINTMENT_SOURCE),
        key=breakdown.appointment,
        joins=breakdown.appointment_joins,
        filters=chosen.appointment,
    )
    facts: dict[int, AppointmentFact] = {}
    for number, set_on, starts_on, held, own, credit_id, channel_id, how, source, key in connection.execute(
        text, bound
    ):
        known = facts.get(number)
        facts[number] = AppointmentFact(
            id=number,
            set_on=starts_on if set_on is None else set_on,
            held=bool(held),
            held_on=set_on if starts_on is None else starts_on,
            has_own_activity=bool(own),
            credit_id=credit_id,
            brought_by=None if channel_id is None else Brought(channel_id, bool(how)),
            source=source,
            keys=(*(known.keys if known else ()), key),
        )
    return tuple(facts.values())


def _deals(
    connection: sqlite3.Connection, breakdown: Breakdown, chosen: Conditions, bound: Binding
) -> tuple[DealFact, ...]:
    opened_on = local_day("d.opened_at", "d.opened_offset")
    closed_on = local_day("d.closed_at", "d.closed_offset")
    text = filled(
        "deals",
        known=known_deals(),
        opened_on=opened_on,
        closed_on=closed_on,
        is_opened=_in_days("d.opened_at", opened_on),
        is_won=f"(d.status = 'won' AND {_in_days('d.closed_at', closed_on)})",
        conversation_before_opened=_before_deal("d.opened_at", "d.opened_offset"),
        conversation_before_closed=_before_deal("d.closed_at", "d.closed_offset"),
        source=source_name(DEAL_SOURCE),
        key=breakdown.deal,
        joins=breakdown.deal_joins,
        filters=chosen.deal,
    )
    facts: dict[int, DealFact] = {}
    for (
        number,
        opened_on,
        closed_on,
        status,
        value,
        currency,
        opened,
        closed,
        source,
        key,
    ) in connection.execute(text, bound):
        known = facts.get(number)
        facts[number] = DealFact(
            id=number,
            opened_on=opened_on,
            closed_on=closed_on,
            status=DealStatus(status),
            value_minor=value,
            currency=currency,
            opened_credit_id=opened,
            closed_credit_id=closed,
            source=source,
            keys=(*(known.keys if known else ()), key),
        )
    return tuple(facts.values())


def _in_days(at: str, day: str) -> str:
    """Whether a moment counts in the window."""
    return f"CASE WHEN {at} IS NULL THEN :takes_undated ELSE {day} >= :start AND {day} < :stop END"


def _before_deal(at: str, offset: str) -> str:
    """The last conversation with the deal's contact, or with anybody of its account where it has none."""
    own = _last_conversation("c.contact_id = d.contact_id", at, offset)
    colleagues = _last_conversation(
        "c.contact_id IN (SELECT id FROM contact WHERE account_id = d.account_id)", at, offset
    )
    return f"CASE WHEN d.contact_id IS NOT NULL THEN ({own}) ELSE ({colleagues}) END"


def _last_conversation(people: str, at: str, offset: str) -> str:
    return filled("last_conversation", people=people, at=at, offset=offset, day=local_day(at, offset))
