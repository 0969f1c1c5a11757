"""What journeys are made of: the moments of results, and the touches in the order of contact and time.

Touches are many, so they come as an iterator over one scan of an index; whoever takes them keeps one contact's at a time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from json import dumps

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Outcomes, Spoken
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.journeys import Goal, Happened, Journey, JourneyFacts, PackedTouch, Paths
from prospector.domain.moment import SECONDS_A_DAY
from prospector.domain.vocabulary import Level
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.journey_paths import Plain, fetch_paths, has_letters
from prospector.store.journey_results import fetch_others, happened_of, others_of
from prospector.store.outcomes import Binding, bindings
from prospector.store.statements import APPOINTMENTS, CONVERSATIONS, filled

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


class JourneyReader:
    """Reads what the journeys to the results of a window are made of, all at once or a range of contacts at a time."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        outcomes: Outcomes,
        filters: Filters = NO_FILTERS,
        *,
        goals: Collection[Goal] = tuple(Goal),
        with_nulls: bool = False,
        only: int | None = None,
        last_alone: bool = False,
        lookbacks: Mapping[Goal, int] | None = None,
        paths: Paths = Paths.WITH_AGES,
    ) -> None:
        """Prepare.

        Args:
            connection: in a reading transaction that lasts until the touches are taken.
            outcomes: fetched for a window that knows its look-back.
            filters: of touches; a touch that does not pass has its part in the journey under the key `OTHER`.
            goals: the sorts of results.
            with_nulls: whether the touches of those without a result are wanted too.
            only: the one contact whose touches and results are wanted.
            last_alone: whether only the last touch of each journey matters; a result that is a touch is that itself, and
                needs no looking for.
            lookbacks: days before a result of each sort in which touches may have part in it; that of the window where it
                is not said.
            paths: what of the touches matters beside whose they are.
        """
        window = outcomes.window
        self._connection, self._window, self._goals = connection, window, frozenset(goals)
        self._chosen = conditions(connection, filters)
        self._bound = bindings(connection, window, self._chosen)
        self._bound["earliest"] = (window.start - window.lookback - 2) * SECONDS_A_DAY
        self._bound["latest"] = (window.stop + 2) * SECONDS_A_DAY
        self._with_nulls, self._only, self._last_alone = with_nulls, only, last_alone
        self._lookbacks = {goal: (lookbacks or {}).get(goal, window.lookback) for goal in Goal}
        self._key = BREAKDOWNS[outcomes.dimension].activity
        if self._chosen.has_how:
            self._key = f"CASE WHEN {self._chosen.how} THEN {self._key} ELSE '{OTHER}' END"
        self._others = fetch_others(connection, self._bound, self._goals, window.as_of)
        told = paths is not Paths.WITH_AGES and not with_nulls and only is None
        self._told = told and outcomes.dimension is Dimension.CHANNEL and has_letters(connection)
        self._in_order = paths is Paths.IN_ORDER

    def facts(self, outcomes: Outcomes, conversations: Collection[Spoken]) -> JourneyFacts:
        """Read what the journeys of some outcomes are made of.

        Args:
            outcomes: all of the window, or a part of them.
            conversations: the activities of these that are one.
        """
        others = self._others.of(outcomes, self._only)
        spoken = self._spoken(outcomes, conversations)
        known: dict[Goal, Mapping[int, Journey]] = {}
        if self._told:
            for goal, found in spoken.items():
                mixed = others_of(goal, others)
                plain = self._paths(
                    goal, [each for each in found if each.contact_id not in mixed] if mixed else found
                )
                known[goal] = plain.journeys
                left = {*mixed, *plain.left}
                spoken[goal] = [each for each in found if each.contact_id in left] if left else []
        happened = happened_of(spoken, others, self._window, last_alone=self._last_alone)
        if self._only is not None or self._with_nulls:
            touches = _touches(self._connection, self._bound, self._key, self._only)
        else:
            touches = _touches_before(
                self._connection,
                self._bound,
                self._key,
                happened,
                self._lookbacks,
                last_alone=self._last_alone,
            )
        return JourneyFacts(
            happened=happened,
            of_contacts=touches,
            of_accounts=_of_accounts(self._connection, self._bound, self._key, happened),
            reached=_reached(self._connection, self._bound, happened, self._goals)
            if self._with_nulls
            else {},
            known=known,
        )

    def _spoken(self, outcomes: Outcomes, conversations: Collection[Spoken]) -> dict[Goal, list[Spoken]]:
        """Results that are activities themselves, with somebody named."""
        spoken: dict[Goal, list[Spoken]] = {}
        if Goal.CONVERSATION in self._goals:
            spoken[Goal.CONVERSATION] = [each for each in conversations if each.contact_id is not None]
        if Goal.APPOINTMENT in self._goals:
            spoken[Goal.APPOINTMENT] = [
                each
                for each in outcomes.spoken
                if each.level >= Level.APPOINTMENT and each.contact_id is not None
            ]
        return spoken

    def _paths(self, goal: Goal, results: Sequence[Spoken]) -> Plain:
        return fetch_paths(
            self._connection,
            self._bound,
            results,
            self._window,
            lookback=self._lookbacks[goal],
            how=self._chosen.how if self._chosen.has_how else None,
            other=OTHER,
            in_order=self._in_order,
            last_alone=self._last_alone,
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
