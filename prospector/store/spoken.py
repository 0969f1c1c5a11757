"""The activities that something came of: conversations, answers, and the touches that these belong to.

They are many, and rules decide over each: so what every row would bring again, the names of sources and levels, is
looked up once.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from prospector.domain.facts import Answer, Key, Link, Spoken, Window
from prospector.domain.filters import BLANK_SOURCE
from prospector.domain.vocabulary import Level
from prospector.store.breakdown import Breakdown
from prospector.store.choosing import Conditions
from prospector.store.numbers import as_array
from prospector.store.statements import ACTIVITY_SOURCE, AIMED, BEFORE, TOUCH_CHANNEL, filled
from prospector.store.ways import RESULTS_ONLY, has_all_results, is_most, is_much

_Bound = Mapping[str, int | str]
_BY_NUMBER = "a.id IN (SELECT value FROM json_each(:ids))"
IN_RANGE = "a.contact_id BETWEEN :first_contact AND :last_contact"  # for whoever binds these two
NOBODYS = "a.contact_id IS NULL"
_ANYBODYS = "1"


def fetch_spoken(
    connection: sqlite3.Connection,
    window: Window,
    chosen: Conditions,
    bound: _Bound,
    *,
    whose: str = _ANYBODYS,
) -> tuple[Spoken, ...]:
    """Fetch activities at the level conversation or above, in the order of contact and time; of some contacts, or of all."""
    all_along = whose != _ANYBODYS or reads_along_results(connection, window, bound)
    text = spoken_statement(chosen, all_along=all_along, whose=whose)
    levels = _levels(connection)
    sources: dict[int | None, str] = dict(connection.execute("SELECT id, name FROM source"))
    return tuple(
        Spoken(
            number,
            contact_id,
            channel_id,
            day,
            levels[outcome_id],
            count,
            sources.get(source_id, BLANK_SOURCE),
            counts == 1,
            at,
            timed == 1,
            aimed == 1,
        )
        for (
            number,
            contact_id,
            channel_id,
            day,
            outcome_id,
            count,
            source_id,
            counts,
            at,
            timed,
            aimed,
        ) in connection.execute(text, bound)
    )


def reads_along_results(connection: sqlite3.Connection, window: Window, bound: _Bound) -> bool:
    """Whether conversations are read along the index of results, which has them by contact."""
    return is_much(connection, int(bound["before"]), window.answers_stop) and has_all_results(connection)


def spoken_statement(chosen: Conditions, *, all_along: bool, whose: str = _ANYBODYS) -> str:
    """The statement for conversations: along the index of results, or of weeks."""
    way, which = _way(all_along, "a.local_week BETWEEN :before_week AND :answers_week")
    return filled(
        "spoken",
        channel=TOUCH_CHANNEL,
        source=ACTIVITY_SOURCE,
        who=chosen.who,
        aimed=AIMED,
        way=way,
        which=f"{which} AND {whose}",
    )


def fetch_answers(
    connection: sqlite3.Connection, window: Window, bound: _Bound, *, whose: str = _ANYBODYS
) -> dict[int, Answer]:
    """Fetch the activities that answer a touch of the window; those of some contacts, or all."""
    all_along = whose != _ANYBODYS or (
        is_most(connection, window.start, window.answers_stop) and has_all_results(connection)
    )
    return _answers(connection, answers_statement(all_along=all_along, whose=whose), bound)


def fetch_answers_of(
    connection: sqlite3.Connection, bound: _Bound, numbers: Iterable[int | None]
) -> dict[int, Answer]:
    """The same of single activities, whenever they came."""
    ids = as_array([number for number in numbers if number is not None])
    return _answers(
        connection, filled("answers", before=BEFORE, way="", which=_BY_NUMBER), {**bound, "ids": ids}
    )


def answers_statement(*, all_along: bool, whose: str = _ANYBODYS) -> str:
    """The statement for answers in the window: along the index of results, or of weeks."""
    way, which = _way(all_along, "a.local_week BETWEEN :start_week AND :answers_week")
    days = "a.local_day >= :start AND a.local_day < :answers_stop"
    return filled("answers", before=BEFORE, way=way, which=f"{which} AND {days} AND {whose}")


def fetch_links(
    connection: sqlite3.Connection,
    breakdown: Breakdown,
    chosen: Conditions,
    bound: _Bound,
    numbers: Iterable[int],
) -> dict[int, Link]:
    """Fetch activities by their numbers, in the rows of a breakdown."""
    text = filled(
        "links",
        channel=TOUCH_CHANNEL,
        key=breakdown.activity,
        joins=breakdown.activity_joins,
        aimed=AIMED,
        how=chosen.how,
        who=chosen.who,
    )
    levels = _levels(connection)
    alone: dict[Key, tuple[Key]] = {}  # most are in one row, and many in the same
    links: dict[int, Link] = {}
    # In the order of their numbers, which is about that in which they lie.
    for number, channel_id, day, outcome_id, aimed, timed, key, how, who in connection.execute(
        text, {**bound, "ids": as_array(sorted(numbers))}
    ):
        keys: tuple[Key, ...] = alone.get(key) or alone.setdefault(key, (key,))
        if breakdown.overlaps and number in links:
            keys = (*links[number].keys, key)
        links[number] = Link(
            number, channel_id, day, levels[outcome_id], aimed == 1, timed == 1, keys, how == 1, who == 1
        )
    return links


def count_keys(
    connection: sqlite3.Connection, breakdown: Breakdown, bound: _Bound, parts: Iterable[Sequence[int]]
) -> Counter[Key]:
    """How many of some activities fall in each row of a breakdown; their numbers come in parts."""
    text = filled("keys", key=breakdown.activity, joins=breakdown.activity_joins)
    found: Counter[Key] = Counter()
    for numbers in parts:
        found.update(dict(connection.execute(text, {**bound, "ids": as_array(sorted(numbers))})))
    return found


def contacts_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int | None]:
    """Whose activities are, by their numbers."""
    rows = connection.execute(
        "SELECT a.id, a.contact_id FROM json_each(?) e CROSS JOIN activity a ON a.id = e.value",
        (as_array(sorted(numbers)),),
    )
    return dict(rows)


def _answers(connection: sqlite3.Connection, text: str, bound: _Bound) -> dict[int, Answer]:
    levels = _levels(connection)
    return {
        number: Answer(number, day, levels[outcome_id], abs(touch_id), touch_id > 0)
        for number, day, outcome_id, touch_id in connection.execute(text, bound)
        if touch_id is not None
    }


def _way(all_along: bool, weeks: str) -> tuple[str, str]:
    return (
        ("INDEXED BY ix_activity_result", RESULTS_ONLY)
        if all_along
        else ("INDEXED BY ix_activity_week", weeks)
    )


def _levels(connection: sqlite3.Connection) -> dict[int, Level]:
    return {number: Level(level) for number, level in connection.execute("SELECT id, level FROM outcome")}
