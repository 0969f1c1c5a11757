"""What asks to be done: appointments, promises, leads that wait, deals and how long they usually take."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from prospector.domain.agenda import (
    AgendaFacts,
    OpenDeal,
    PendingAppointment,
    SourceRecord,
    TargetAccount,
    UndatedAppointment,
    WaitingLead,
)
from prospector.domain.coverage import BUYING_GROUP
from prospector.domain.follow_up import FollowUpStatus
from prospector.domain.moment import Moment, day_number
from prospector.domain.vocabulary import DealStatus
from prospector.store.coverage import TOUCHES
from prospector.store.follow_ups import fetch_follow_ups
from prospector.store.numbers import as_array
from prospector.store.people import Person, find_people, person
from prospector.store.statements import DEAL_SOURCE, filled, local_day, source_name

_LOOK_BACK = 30
_STARTS_ON = local_day("p.starts_at", "p.starts_offset")
_SET_ON = local_day("p.set_at", "p.set_offset")
_APPOINTMENTS = (
    "SELECT p.id, p.contact_id, p.starts_at, p.starts_offset FROM appointment p "
    "WHERE p.status IN ('set', 'moved') AND p.contact_id IS NOT NULL AND coalesce(p.rep_id = :rep, 1) "
    f"AND {_STARTS_ON} >= :today - {_LOOK_BACK} ORDER BY p.starts_at, p.id"
)
_UNDATED = (
    f"SELECT p.id, p.contact_id, {_SET_ON} FROM appointment p "
    "WHERE p.status IN ('set', 'moved') AND p.starts_at IS NULL AND p.contact_id IS NOT NULL "
    f"AND coalesce(p.rep_id = :rep, 1) AND {_SET_ON} BETWEEN :today - {_LOOK_BACK} AND :today ORDER BY p.set_at, p.id"
)
_DEALS = (
    "SELECT d.id, d.name, (SELECT c.id FROM contact c WHERE c.id = d.contact_id AND c.id NOT IN "
    "(SELECT contact_id FROM forgotten)), d.stage, coalesce("
    f"(SELECT {local_day('s.at', 's.at_offset')} FROM stage_change s WHERE s.deal_id = d.id AND s.to_stage = d.stage "
    f"ORDER BY s.id DESC LIMIT 1), {local_day('d.opened_at', 'd.opened_offset')}), d.value_minor, d.currency "
    "FROM deal d WHERE d.status = 'open' AND coalesce(d.rep_id = :rep, 1) ORDER BY d.id"
)
_STEPS = (
    f"SELECT s.deal_id, s.to_stage, {local_day('s.at', 's.at_offset')} FROM stage_change s "
    "JOIN deal d ON d.id = s.deal_id WHERE coalesce(d.rep_id = :rep, 1) ORDER BY s.deal_id, s.id"
)
_WAYS_IN = (
    "SELECT t.id, (SELECT c.id FROM contact c WHERE c.account_id = t.id AND c.do_not_contact = 0 "
    "AND c.id NOT IN (SELECT contact_id FROM forgotten) "
    "ORDER BY (SELECT max(a.occurred_at) FROM activity a WHERE a.contact_id = c.id) DESC, c.id LIMIT 1) "
    "FROM account t WHERE t.id IN (SELECT value FROM json_each(?))"
)


def fetch_agenda(connection: sqlite3.Connection, today: date, rep_id: int | None) -> AgendaFacts:
    """Fetch all that may ask for something to be done.

    Args:
        connection: in a transaction.
        today: the present day; what is agreed for tomorrow counts of appointments alone.
        rep_id: whose; None for everybody's.
    """
    bound = {"rep": rep_id, "today": day_number(today)}
    found = [
        (number, contact_id, Moment(starts, offset))
        for number, contact_id, starts, offset in connection.execute(_APPOINTMENTS, bound)
    ]
    undated = tuple(
        UndatedAppointment(id=number, contact_id=contact_id, set_on=set_on)
        for number, contact_id, set_on in connection.execute(_UNDATED, bound)
    )
    of_contact = Counter([each.contact_id for each in undated] + [contact_id for _, contact_id, _ in found])
    promised = fetch_follow_ups(connection, status=FollowUpStatus.OPEN, rep_id=rep_id)
    return AgendaFacts(
        appointments=tuple(
            PendingAppointment(
                id=number, contact_id=contact_id, starts=starts, alone=of_contact[contact_id] == 1
            )
            for number, contact_id, starts in found
            if starts.local_day <= day_number(today) + 1
        ),
        undated=undated,
        follow_ups=tuple(each for each in promised if each.due <= today),
        leads=_leads(connection, bound),
        sources=_sources(connection, rep_id),
        deals=tuple(
            OpenDeal(
                id=number,
                name=name,
                contact_id=contact_id,
                stage=stage,
                since=since,
                value_minor=value,
                currency=currency,
            )
            for number, name, contact_id, stage, since, value, currency in connection.execute(_DEALS, bound)
        ),
        stays=_stays(connection.execute(_STEPS, bound)),
        targets=_targets(connection, bound),
        cared_for=frozenset(
            [each.contact_id for each in promised if each.contact_id is not None]
            + [each.contact_id for each in undated]
            + [contact_id for _, contact_id, starts in found if starts.local_day >= day_number(today)]
        ),
    )


def ways_in(connection: sqlite3.Connection, accounts: Iterable[int]) -> dict[int, int]:
    """Whom to call at each account: who was in touch last, else anybody who may be contacted."""
    rows = connection.execute(_WAYS_IN, (as_array(list(accounts)),))
    return {number: contact_id for number, contact_id in rows if contact_id is not None}


def words_for(connection: sqlite3.Connection, contact_ids: Sequence[int]) -> dict[int, tuple[Person, str]]:
    """Each contact, and the least to type for them: the first or last name where it is theirs alone, else the number."""
    found: dict[int, tuple[Person, str]] = {}
    for number in dict.fromkeys(contact_ids):
        someone = person(connection, number)
        parts = someone.name.lower().split(" ")
        plain = [part for part in (parts[0], parts[-1]) if part.isalpha()]
        theirs = [part for part in plain if [one.id for one in find_people(connection, part)] == [number]]
        found[number] = (someone, theirs[0] if theirs else f"id:{number}")
    return found


def _leads(connection: sqlite3.Connection, bound: dict[str, int | None]) -> tuple[WaitingLead, ...]:
    text = filled(
        "waiting_leads",
        source=source_name("l.source_id"),
        received_on=local_day("l.received_at", "l.received_offset"),
    )
    return tuple(
        WaitingLead(contact_id=number, source=source, received_on=received_on, by_phone=bool(by_phone))
        for number, source, received_on, by_phone in connection.execute(text, bound)
    )


def _targets(connection: sqlite3.Connection, bound: dict[str, int | None]) -> tuple[TargetAccount, ...]:
    rows = connection.execute(filled("cold_targets", touches=TOUCHES), bound)
    return tuple(
        TargetAccount(
            id=number,
            name=name,
            buying_group=group or BUYING_GROUP,
            met=met,
            touched_on=max((day for day in days if day is not None), default=None),
        )
        for number, name, group, met, *days in rows
    )


def _sources(connection: sqlite3.Connection, rep_id: int | None) -> dict[str, SourceRecord]:
    leads: dict[str, int] = dict(
        connection.execute(
            f"SELECT {source_name('l.source_id')}, count(*) FROM lead l "
            "WHERE coalesce(l.rep_id = ?, 1) GROUP BY l.source_id",
            (rep_id,),
        ).fetchall()
    )
    won: dict[str, int] = dict(
        connection.execute(
            f"SELECT {source_name(DEAL_SOURCE)}, count(*) FROM deal d "
            "WHERE d.status = 'won' AND coalesce(d.rep_id = ?, 1) GROUP BY 1",
            (rep_id,),
        ).fetchall()
    )
    return {name: SourceRecord(count, won.get(name, 0)) for name, count in leads.items()}


def _stays(steps: Iterable[tuple[int, str, int | None]]) -> dict[str, tuple[int, ...]]:
    """How many days deals stayed in each stage, of the stays that are over and whose days are known."""
    stays: defaultdict[str, list[int]] = defaultdict(list)
    ends = frozenset(status.value for status in DealStatus)
    before: tuple[int, str, int | None] | None = None
    for step in steps:
        if before is not None and before[0] == step[0] and before[1] not in ends:
            came, went = before[2], step[2]
            if came is not None and went is not None and went >= came:
                stays[before[1]].append(went - came)
        before = step
    return {stage: tuple(days) for stage, days in stays.items()}
