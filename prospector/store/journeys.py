"""What journeys are made of: the moments of results, and the touches in the order of contact and time.

Touches are many, so they come as an iterator over one scan of an index; whoever takes them keeps one contact's at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from json import dumps

from prospector.domain.facts import Outcomes, Spoken
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.journeys import Goal, Happened, JourneyFacts, PackedTouch, Reference, Subject
from prospector.domain.moment import SECONDS_A_DAY, Moment
from prospector.domain.vocabulary import Level
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.outcomes import Binding, bindings
from prospector.store.statements import APPOINTMENTS, CONVERSATIONS, filled, known_deals

OTHER = "other touches"  # the row of those that do not pass the filters; rows of the store are numbers
_MANY = 4  # where more than all but a fourth have one, one scan of all is shorter than looking each up
_ACTIVITIES, _APPOINTMENTS, _DEALS = "activities", "appointments", "deals"


def fetch_journeys(
    connection: sqlite3.Connection,
    outcomes: Outcomes,
    conversations: Collection[Spoken],
    filters: Filters = NO_FILTERS,
    *,
    goals: Collection[Goal] = tuple(Goal),
    with_nulls: bool = False,
    only: int | None = None,
    last_alone: bool = False,
) -> JourneyFacts:
    """Fetch what the journeys to the results of a window are made of.

    Args:
        connection: in a reading transaction that lasts until the touches are taken.
        outcomes: fetched for a window that knows its look-back.
        conversations: the activities that are one.
        filters: of touches; a touch that does not pass has its part in the journey under the key `OTHER`.
        goals: the sorts of results.
        with_nulls: whether the touches of those without a result are wanted too.
        only: the one contact whose touches and results are wanted.
        last_alone: whether only the last touch of each journey matters; a result that is a touch is that itself, and
            needs no looking for.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, outcomes.window, chosen)
    bound["earliest"] = (outcomes.window.start - outcomes.window.lookback - 2) * SECONDS_A_DAY
    bound["latest"] = (outcomes.window.stop + 2) * SECONDS_A_DAY
    happened = tuple(
        each
        for each in chain(
            _spoken(outcomes, conversations, goals),
            _appointments(connection, bound),
            _deals(connection, bound),
        )
        if each.reference.goal in goals
        and each.day <= outcomes.window.as_of
        and (only is None or each.subject == Subject(is_account=False, id=only))
    )
    people: Collection[int] | None = None
    if only is not None:
        people = [only]
    elif not with_nulls:
        found = _subjects(outcomes, happened, last_alone)
        if last_alone:  # what the others' results are is known without their touches
            happened = tuple(each for each in happened if each.subject.is_account or each.subject.id in found)
        people = found if _are_few(connection, found) else None
    key = BREAKDOWNS[outcomes.dimension].activity
    if chosen.has_how:
        key = f"CASE WHEN {chosen.how} THEN {key} ELSE '{OTHER}' END"
    return JourneyFacts(
        happened=happened,
        of_contacts=_touches(connection, bound, key, people),
        of_accounts=_of_accounts(connection, bound, key, happened),
        reached=_reached(connection, bound, happened, goals) if with_nulls else {},
    )


def _touches(
    connection: sqlite3.Connection, bound: Binding, key: str, people: Collection[int] | None
) -> Iterator[PackedTouch]:
    """Scan the index as it lies; people in the order of their numbers, or all."""
    if people is None:
        text = filled(
            "journey_touches",
            key=key,
            people="",
            which="a.contact_id IS NOT NULL",
            order="ORDER BY a.contact_id, a.occurred_at",
        )
        return connection.execute(text, bound)
    text = filled(
        "journey_touches",
        key=key,
        people="json_each(:ids) e CROSS JOIN",
        which="a.contact_id = e.value",
        order="",
    )
    return connection.execute(text, {**bound, "ids": dumps(sorted(people))})


def _of_accounts(
    connection: sqlite3.Connection, bound: Binding, key: str, happened: Collection[Happened]
) -> Iterator[PackedTouch]:
    ids = sorted({each.subject.id for each in happened if each.subject.is_account})
    if not ids:
        return iter(())
    return connection.execute(filled("journey_accounts", key=key), {**bound, "ids": dumps(ids)})


def _subjects(outcomes: Outcomes, happened: Collection[Happened], last_alone: bool) -> set[int]:
    """The contacts with a result of the window; those alone whose touches are wanted."""
    return {
        each.subject.id
        for each in happened
        if not each.subject.is_account
        and each.day >= outcomes.window.start
        and not (last_alone and each.activity_id and outcomes.links[each.activity_id].aimed)
    }


def _are_few(connection: sqlite3.Connection, people: Collection[int]) -> bool:
    """Whether to look each up is the shorter way; else it is to pass over the others."""
    (contacts,) = connection.execute("SELECT count(*) FROM contact").fetchone()
    return bool(len(people) * _MANY < contacts * (_MANY - 1))


def _spoken(
    outcomes: Outcomes, conversations: Collection[Spoken], goals: Collection[Goal]
) -> Iterator[Happened]:
    """The results that are activities themselves; those of one contact stand together, and share their subject."""
    if Goal.CONVERSATION in goals:
        yield from _of_activities(Goal.CONVERSATION, conversations)
    if Goal.APPOINTMENT in goals:
        set_now = (each for each in outcomes.spoken if each.level >= Level.APPOINTMENT)
        yield from _of_activities(Goal.APPOINTMENT, set_now)


def _of_activities(goal: Goal, spoken: Iterable[Spoken]) -> Iterator[Happened]:
    subject = Subject(is_account=False, id=0)
    for each in spoken:
        if each.contact_id is not None:
            if each.contact_id != subject.id:
                subject = Subject(is_account=False, id=each.contact_id)
            yield Happened(
                Reference(goal, _ACTIVITIES, each.id), subject, each.at, each.day, each.timed, each.id
            )


def _appointments(connection: sqlite3.Connection, bound: Binding) -> Iterator[Happened]:
    for number, contact_id, set_at, set_offset, at, offset, held, own in connection.execute(
        filled("journey_appointments"), bound
    ):
        subject = Subject(is_account=False, id=contact_id)
        if not own and set_at is not None:
            yield _at(Reference(Goal.APPOINTMENT, _APPOINTMENTS, number), subject, set_at, set_offset)
        if held and at is not None:
            yield _at(Reference(Goal.HELD, _APPOINTMENTS, number), subject, at, offset)


def _deals(connection: sqlite3.Connection, bound: Binding) -> Iterator[Happened]:
    for number, contact_id, account_id, opened_at, opened, won, closed_at, closed in connection.execute(
        filled("journey_deals", known=known_deals()), bound
    ):
        if contact_id is None and account_id is None:
            continue
        subject = Subject(contact_id is None, account_id if contact_id is None else contact_id)
        if opened_at is not None:
            yield _at(Reference(Goal.DEAL, _DEALS, number), subject, opened_at, opened)
        if won and closed_at is not None:
            yield _at(Reference(Goal.WON, _DEALS, number), subject, closed_at, closed)


def _at(reference: Reference, subject: Subject, at: int, offset: int | None) -> Happened:
    return Happened(reference, subject, at, Moment(at, offset).local_day, offset is not None)


def _reached(
    connection: sqlite3.Connection, bound: Binding, happened: Collection[Happened], goals: Collection[Goal]
) -> dict[Goal, frozenset[int]]:
    """Who ever had a result of each sort; people of a company with a deal have had it too."""
    found: dict[Goal, set[int]] = {goal: set() for goal in goals}
    for goal, outcomes in ((Goal.CONVERSATION, CONVERSATIONS), (Goal.APPOINTMENT, APPOINTMENTS)):
        if goal in found:
            rows = connection.execute(filled("reached", outcomes=outcomes), bound)
            found[goal].update(number for (number,) in rows)
    accounts: dict[int, set[Goal]] = {}
    for each in happened:
        if each.subject.is_account:
            accounts.setdefault(each.subject.id, set()).add(each.reference.goal)
        else:
            found[each.reference.goal].add(each.subject.id)
    for account_id, had in accounts.items():
        for (number,) in connection.execute("SELECT id FROM contact WHERE account_id = ?", (account_id,)):
            for goal in had:
                found[goal].add(number)
    return {goal: frozenset(people) for goal, people in found.items()}
