"""What journeys are made of: the moments of results, and the touches in the order of contact and time.

Touches are many, so they come as an iterator over one scan of an index; whoever takes them keeps one contact's at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from json import dumps

from prospector.domain.facts import Outcomes, Spoken, Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.journeys import Goal, Happened, JourneyFacts, PackedTouch, Reference, Subject
from prospector.domain.moment import SECONDS_A_DAY, Moment
from prospector.domain.vocabulary import Level
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.outcomes import Binding, bindings
from prospector.store.statements import APPOINTMENTS, CONVERSATIONS, filled, known_deals

OTHER = "other touches"  # the row of those that do not pass the filters; rows of the store are numbers
_BITS = 20  # for the days of a stretch: more than any has
_DAYS_AFTER = 2  # in a stretch, from the day of the result on
_PERSON, _FIRST, _DAYS = "CAST(e.key AS INTEGER)", f"(e.value >> {_BITS})", f"(e.value & {2**_BITS - 1})"
_Stretch = tuple[int, int, int]  # a contact, the first day, the day after the last
_IN_SIGHT = "a.occurred_at BETWEEN :earliest AND :latest"
IN_STRETCH = f"""a.contact_id = {_PERSON}
    AND a.occurred_at >= {_FIRST} * {SECONDS_A_DAY}
    AND a.occurred_at < ({_FIRST} + {_DAYS}) * {SECONDS_A_DAY}"""
# From the last touch on that comes before the result by whatever clock, and what lies so close to that one that dates
# without a time of day could change their order.
_SURELY_BEFORE = filled(
    "last_touch",
    person=_PERSON,
    first=f"{_FIRST} * {SECONDS_A_DAY}",
    last=f"({_FIRST} + {_DAYS} - {2 * _DAYS_AFTER}) * {SECONDS_A_DAY}",
)
LAST_OF_STRETCH = f"""a.contact_id = {_PERSON}
    AND a.occurred_at >= max({_FIRST} * {SECONDS_A_DAY}, coalesce(({_SURELY_BEFORE}), 0) - {_DAYS_AFTER * SECONDS_A_DAY})
    AND a.occurred_at < ({_FIRST} + {_DAYS}) * {SECONDS_A_DAY}"""
_OF_APPOINTMENTS = frozenset({Goal.APPOINTMENT, Goal.HELD})
_OF_DEALS = frozenset({Goal.DEAL, Goal.WON})
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
    lookbacks: Mapping[Goal, int] | None = None,
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
        lookbacks: days before a result of each sort in which touches may have part in it; that of the window where it
            is not said.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, outcomes.window, chosen)
    bound["earliest"] = (outcomes.window.start - outcomes.window.lookback - 2) * SECONDS_A_DAY
    bound["latest"] = (outcomes.window.stop + 2) * SECONDS_A_DAY
    happened = _happened(
        connection, bound, outcomes, conversations, frozenset(goals), only=only, last_alone=last_alone
    )
    key = BREAKDOWNS[outcomes.dimension].activity
    if chosen.has_how:
        key = f"CASE WHEN {chosen.how} THEN {key} ELSE '{OTHER}' END"
    if only is not None or with_nulls:
        touches = _touches(connection, bound, key, only)
    else:
        days_before = {goal: (lookbacks or {}).get(goal, outcomes.window.lookback) for goal in Goal}
        touches = _touches_before(connection, bound, key, happened, days_before, last_alone=last_alone)
    return JourneyFacts(
        happened=happened,
        of_contacts=touches,
        of_accounts=_of_accounts(connection, bound, key, happened),
        reached=_reached(connection, bound, happened, goals) if with_nulls else {},
    )


def _touches(
    connection: sqlite3.Connection, bound: Binding, key: str, only: int | None
) -> Iterator[PackedTouch]:
    """Scan the index as it lies, or that of one contact."""
    text = filled(
        "journey_touches",
        key=key,
        stretches="",
        which=f"a.contact_id {'IS NOT NULL' if only is None else '= :only'} AND {_IN_SIGHT}",
        order="ORDER BY a.contact_id, a.occurred_at",
    )
    return connection.execute(text, {**bound, "only": only or 0})


def _touches_before(
    connection: sqlite3.Connection,
    bound: Binding,
    key: str,
    happened: Iterable[Happened],
    days_before: Mapping[Goal, int],
    *,
    last_alone: bool,
) -> Iterator[PackedTouch]:
    """Look up the touches that may have part in results, in the order of contact and time."""
    text = filled(
        "journey_touches",
        key=key,
        stretches="json_each(:stretches) e CROSS JOIN",
        which=LAST_OF_STRETCH if last_alone else IN_STRETCH,
        order="",
    )
    if last_alone:  # as far back for all: then no stretch lies within another
        lines = _apart(_stretches(happened, dict.fromkeys(days_before, max(days_before.values()))))
    else:
        lines = _joined(_stretches(happened, days_before))
    stretches = ",".join([f'"{who}":{(first << _BITS) + stop - first}' for who, first, stop in lines])
    return connection.execute(text, {**bound, "stretches": f"{{{stretches}}}"})


def _stretches(happened: Iterable[Happened], days_before: Mapping[Goal, int]) -> list[_Stretch]:
    """The days in which a touch may have part in a result: by contact, and in order.

    A day before and one after are in it, as the calendar of a touch may be ahead of UTC or behind. Which of these touches
    belong to which result is not decided here.
    """
    begins = {goal: days + 1 for goal, days in days_before.items()}
    return sorted(
        [
            (subject.id, day - begins[goal], day + _DAYS_AFTER)
            for (goal, _, _), subject, _, day, _, _, is_asked in happened
            if is_asked and not subject.is_account
        ]
    )


def _joined(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Stretches of one contact that meet made one, so that no touch comes twice."""
    person, begin, end = 0, 0, 0
    for number, first, stop in stretches:
        if number == person and first <= end:
            end = max(end, stop)
        else:
            if person:
                yield person, begin, end
            person, begin, end = number, first, stop
    if person:
        yield person, begin, end


def _apart(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Stretches of one length, each without what the one before it has, so that no touch comes twice."""
    person, end = 0, 0
    for number, first, stop in stretches:
        begin = max(first, end) if number == person else first
        if begin < stop:
            yield number, begin, stop
        person, end = number, stop


def _of_accounts(
    connection: sqlite3.Connection, bound: Binding, key: str, happened: Collection[Happened]
) -> Iterator[PackedTouch]:
    ids = sorted({each.subject.id for each in happened if each.subject.is_account})
    if not ids:
        return iter(())
    return connection.execute(filled("journey_accounts", key=key), {**bound, "ids": dumps(ids)})


def _happened(
    connection: sqlite3.Connection,
    bound: Binding,
    outcomes: Outcomes,
    conversations: Iterable[Spoken],
    goals: frozenset[Goal],
    *,
    only: int | None,
    last_alone: bool,
) -> tuple[Happened, ...]:
    """The results of some sorts; where last touches alone matter, those of contacts of whom one has to be looked for."""
    window = outcomes.window
    others = [
        each
        for each in chain(
            _appointments(connection, bound) if goals & _OF_APPOINTMENTS else (),
            _deals(connection, bound) if goals & _OF_DEALS else (),
        )
        if each.reference.goal in goals
        and each.day <= window.as_of
        and (only is None or each.subject == Subject(is_account=False, id=only))
    ]
    spoken: dict[Goal, list[Spoken]] = {}
    if Goal.CONVERSATION in goals:
        spoken[Goal.CONVERSATION] = [each for each in conversations if each.contact_id is not None]
    if Goal.APPOINTMENT in goals:
        spoken[Goal.APPOINTMENT] = [
            each
            for each in outcomes.spoken
            if each.level >= Level.APPOINTMENT and each.contact_id is not None
        ]
    if last_alone:
        people = {
            each.subject.id for each in others if not each.subject.is_account and window.holds(each.day)
        }
        for found in spoken.values():
            people.update(each.contact_id for each in found if not each.aimed and window.holds(each.day))  # type: ignore[misc]
        spoken = {
            goal: [each for each in found if each.contact_id in people] for goal, found in spoken.items()
        }
    return (
        *(each for goal, found in spoken.items() for each in _of_activities(goal, found, window, last_alone)),
        *(each if window.holds(each.day) else each._replace(is_asked=False) for each in others),
    )


def _of_activities(
    goal: Goal, spoken: Iterable[Spoken], window: Window, last_alone: bool
) -> Iterator[Happened]:
    """Results that are activities themselves; those of one contact share their subject.

    Where the last touch alone matters, that of a result that is a touch is known.
    """
    start, stop = window.start, window.stop
    subject = Subject(is_account=False, id=0)
    for number, contact_id, _, day, _, _, _, _, at, timed, aimed in spoken:
        if contact_id != subject.id:
            subject = Subject(is_account=False, id=contact_id or 0)
        is_asked = start <= day < stop and not (last_alone and aimed)
        yield Happened(Reference(goal, _ACTIVITIES, number), subject, at, day, timed, number, is_asked)


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
