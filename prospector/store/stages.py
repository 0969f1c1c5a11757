"""The courses of deals and contacts through the stages."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from prospector.domain.courses import ContactCourse, CourseStep, DealCourse
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.moment import day_number
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import InvalidValueError
from prospector.store.choosing import conditions
from prospector.store.statements import (
    CONTENT_CHANNEL,
    DEAL_SOURCE,
    EFFORT,
    TOUCH_CHANNEL,
    filled,
    known_deals,
    local_day,
    source_name,
    tagged,
)

_STAGES = frozenset(Stage)
_REFUSED_ON = (
    "SELECT min(a.local_day) FROM activity a WHERE a.contact_id = c.id "
    "AND a.outcome_id IN (SELECT id FROM outcome WHERE name = 'do-not-contact')"
)
_WHOSE = "coalesce(l.rep_id, c.rep_id, (SELECT a.rep_id FROM activity a WHERE a.contact_id = c.id ORDER BY a.occurred_at LIMIT 1))"
# What each filter asks of a contact `c` and the first lead `l` that it arrived as.
_OF_CONTACTS = {
    "rep": f"{_WHOSE} = :filter_rep",
    "account": "c.account_id = :filter_account",
    "source": "coalesce(l.source_id, 0) = :filter_source",
    "tag": tagged(":filter_tag", ("contact", "c.id")),
}


def fetch_deal_courses(
    connection: sqlite3.Connection, as_of: int, filters: Filters = NO_FILTERS
) -> tuple[DealCourse, ...]:
    """Fetch the deals known on a day number, with their steps up to it.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen = conditions(connection, filters)
    text = filled(
        "deal_courses",
        known=known_deals(),
        source=source_name(DEAL_SOURCE),
        channel=(  # two look-ups rather than one with both in it, which would look at every activity for each deal
            f"CASE WHEN d.contact_id IS NULL THEN {_channel('a.id = d.activity_id')} "
            f"ELSE {_channel('a.contact_id = d.contact_id')} END"
        ),
        opened_on=local_day("d.opened_at", "d.opened_offset"),
        closed_on=local_day("d.closed_at", "d.closed_offset"),
        filters=chosen.deal,
    )
    bound = {"as_of": as_of, "content_channel": _content_channel(connection), **chosen.values}
    steps = _steps(connection)
    return tuple(_course(row, steps.get(row[0], ()), as_of) for row in connection.execute(text, bound))


def fetch_first_days(connection: sqlite3.Connection, reps: Iterable[int], as_of: int) -> dict[int, int]:
    """The day on which the log of each of some reps begins; those who have logged nothing by as-of are left out."""
    found = {}
    for rep_id in reps:
        row = connection.execute(
            "SELECT local_day FROM activity WHERE rep_id = ? AND local_day <= ? ORDER BY local_week, local_day LIMIT 1",
            (rep_id, as_of),
        ).fetchone()
        if row is not None:
            found[rep_id] = row[0]
    return found


def fetch_contact_courses(
    connection: sqlite3.Connection, as_of: int, filters: Filters = NO_FILTERS
) -> tuple[ContactCourse, ...]:
    """Fetch the contacts known on a day number.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a filter on touches, which a stage is not.
    """
    chosen = conditions(connection, filters)
    if chosen.has_how:
        raise InvalidValueError(
            "stages have neither channel nor kind", hint="--by channel tells them apart by origin"
        )
    wanted = [text for name, text in _OF_CONTACTS.items() if getattr(filters, name) is not None]
    text = filled(
        "contact_courses",
        source=source_name("l.source_id"),
        channel=_channel("a.contact_id = c.id"),
        received_on=local_day("l.received_at", "l.received_offset"),
        created_on=local_day("c.created_at", "c.created_offset"),
        qualified_on=local_day("q.qualified_at", "q.qualified_offset"),
        refused_on=_REFUSED_ON,
        filters=" AND ".join(wanted) or "1",
    )
    bound = {"as_of": as_of, "content_channel": _content_channel(connection), **chosen.values}
    return tuple(
        ContactCourse(
            id=number,
            source=source,
            channel=channel,
            arrived_on=arrived_on,
            touched_on=touched_on,
            is_lost=bool(is_lost),
            lost_on=lost_on,
        )
        for number, source, channel, arrived_on, touched_on, is_lost, lost_on in connection.execute(
            text, bound
        )
        if arrived_on is None or arrived_on <= as_of
    )


def _channel(which: str) -> str:
    """The channel of the first activity of some, effort left out."""
    return (
        f"(SELECT h.name FROM activity a JOIN channel h ON h.id = {TOUCH_CHANNEL} "
        f"WHERE {which} AND a.local_day <= :as_of AND h.id NOT IN ({EFFORT}) ORDER BY a.occurred_at, a.id LIMIT 1)"
    )


def _content_channel(connection: sqlite3.Connection) -> int:
    found: int = connection.execute(CONTENT_CHANNEL).fetchone()[0]
    return found


def _steps(connection: sqlite3.Connection) -> dict[int, list[CourseStep]]:
    found: defaultdict[int, list[CourseStep]] = defaultdict(list)
    day = local_day("s.at", "s.at_offset")
    rows = connection.execute(f"SELECT s.deal_id, s.to_stage, {day} FROM stage_change s ORDER BY s.id")
    for deal_id, to, on in rows:
        found[deal_id].append(CourseStep(Stage(to) if to in _STAGES else DealStatus(to), on))
    return found


def _known(steps: list[CourseStep] | tuple[()], as_of: int) -> tuple[CourseStep, ...]:
    """The steps that were known: those dated up to as-of, and the undated ones before the first later one."""
    found, goes_on = [], False
    for step in steps:
        goes_on = goes_on or (step.day is not None and step.day > as_of)
        if step.day <= as_of if step.day is not None else not goes_on:
            found.append(step)
    return tuple(found)


def _course(row: tuple[Any, ...], steps: list[CourseStep] | tuple[()], as_of: int) -> DealCourse:
    number, name, party, contact_id, rep_id, source, channel, value, currency, *rest = row
    opened_on, closed_on, status, stage, expected = rest
    known = _known(steps, as_of)
    if isinstance(closed_on, int) and closed_on > as_of:  # it has no history that says where it stood
        closed_on, status = None, DealStatus.OPEN
    last = next((step.to for step in reversed(known) if isinstance(step.to, Stage)), None)
    stands: Stage | None = None
    if status == DealStatus.OPEN:
        stands = last or (Stage(str(stage)) if stage and not steps else Stage.QUALIFYING)
    return DealCourse(
        id=number,
        name=name,
        party=party,
        contact_id=contact_id,
        rep_id=rep_id,
        source=source,
        channel=channel,
        value_minor=value,
        currency=currency,
        opened_on=opened_on,
        closed_on=closed_on,
        status=DealStatus(str(status)),
        stage=stands,
        expected_on=day_number(date.fromisoformat(str(expected))) if expected else None,
        steps=known,
    )
