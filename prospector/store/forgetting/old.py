"""What is old enough to go: people with whom nothing was for long, and copies of rows that undo would hardly need."""

from __future__ import annotations

import json
import sqlite3

from prospector.domain.moment import SECONDS_A_DAY
from prospector.store.forgetting.past import TYPED
from prospector.store.people import Person, person
from prospector.store.statements import local_day
from prospector.store.writing import checksum

LABEL = "a command of long ago"
_DATED = (
    ("activity", "occurred_at", "utc_offset"),
    ("appointment", "set_at", "set_offset"),
    ("appointment", "starts_at", "starts_offset"),
    ("lead", "received_at", "received_offset"),
    ("lead", "qualified_at", "qualified_offset"),
    ("deal", "opened_at", "opened_offset"),
    ("deal", "closed_at", "closed_offset"),
    ("follow_up", "created_at", "created_offset"),
    ("follow_up", "closed_at", "closed_offset"),
    ("enrolment", "started_at", "started_offset"),
    ("enrolment", "stopped_at", "stopped_offset"),
)
_DAYS = " UNION ALL ".join(
    f"SELECT contact_id, max({local_day(at, offset)}) AS day FROM {table} "
    f"WHERE contact_id IS NOT NULL AND {at} IS NOT NULL GROUP BY contact_id"
    for table, at, offset in _DATED
)
_STAGES = f"""
    SELECT deal.contact_id, max({local_day("at", "at_offset")}) FROM stage_change JOIN deal ON deal.id = deal_id
    WHERE deal.contact_id IS NOT NULL AND at IS NOT NULL GROUP BY deal.contact_id
"""
_OLD = f"""
    WITH last (contact_id, day) AS (SELECT contact_id, max(day) FROM ({_DAYS} UNION ALL {_STAGES}) GROUP BY contact_id)
    SELECT contact.id FROM contact LEFT JOIN last ON last.contact_id = contact.id
    WHERE coalesce(last.day, {local_day("contact.created_at", "contact.created_offset")}) < :day
    AND contact.do_not_contact = 0
    AND contact.id NOT IN (SELECT contact_id FROM forgotten)
    AND NOT EXISTS (SELECT 1 FROM deal WHERE deal.contact_id = contact.id
        AND (deal.status = 'open' OR deal.status = 'won' AND NOT :customers))
    AND NOT EXISTS (SELECT 1 FROM follow_up WHERE follow_up.contact_id = contact.id AND status = 'open')
    ORDER BY contact.name_key, contact.id
"""
_OLD_COPIES = (
    "SELECT change.id, before, after FROM change JOIN deed ON deed.id = deed_id WHERE deed.at < ? "
    "AND deed.sort <> 'import-undo' AND (json_type(before, '$.id') IS NOT NULL OR json_type(after, '$.id') IS NOT NULL "
    "OR json_type(before, '$.identity') IS NOT NULL)"
)


def old_people(connection: sqlite3.Connection, day: int, *, customers: bool) -> list[Person]:
    """People with whom nothing was on a day or after it, by name.

    What counts is anything dated: an activity in either direction, an arrival, an appointment, a deal and its stages, a
    follow-up, a plan. Of whom nothing is dated, the day when they were put in counts.
    Who has an open deal or an open follow-up stays, however old; so does who asked not to be contacted, since that is
    what keeps others from doing so.

    Args:
        connection: inside a transaction.
        day: a day number.
        customers: whether who has a won deal may go too.
    """
    found = connection.execute(_OLD, {"day": day, "customers": int(customers)}).fetchall()
    return [person(connection, number) for (number,) in found]


def cut_history(connection: sqlite3.Connection, day: int) -> int:
    """Blank the copies of rows of deeds before a day; which columns a rep edited stays known, for imports.

    Args:
        connection: inside a write transaction.
        day: a day number, as of UTC.

    Returns:
        How many copies there were.
    """
    before_this = (day * SECONDS_A_DAY,)
    changes = connection.execute(_OLD_COPIES, before_this).fetchall()
    connection.executemany(
        "UPDATE change SET before = ?, after = ? WHERE id = ?",
        [(*_bare(before, after), number) for number, before, after in changes],
    )
    deeds = connection.execute(
        f"SELECT id, at, rep_id, sort, state FROM deed WHERE at < ? AND sort IN {TYPED} AND label <> ?",
        (*before_this, LABEL),
    ).fetchall()
    connection.executemany(
        "UPDATE deed SET label = ?, checksum = ? WHERE id = ?",
        [
            (LABEL, checksum([at, rep_id, LABEL, sort, state]), number)
            for number, at, rep_id, sort, state in deeds
        ],
    )
    taken_back = "SELECT id FROM deed WHERE at < ? AND sort = 'import-undo'"
    gone = connection.execute(f"DELETE FROM change WHERE deed_id IN ({taken_back})", before_this).rowcount
    connection.execute(f"DELETE FROM deed WHERE id IN ({taken_back})", before_this)
    return len(changes) + gone


def _bare(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    """A change as which columns differed: numbers as they were, of other values only that they did."""
    if before is None or after is None:
        return None if before is None else "{}", None if after is None else "{}"
    old, new = json.loads(before), json.loads(after)
    names = [name for name, value in new.items() if name in old and old[name] != value and name != "checksum"]
    plain = [name for name in names if not isinstance(old[name], str) and not isinstance(new[name], str)]
    return (
        json.dumps({name: old[name] if name in plain else 0 for name in names}),
        json.dumps({name: new[name] if name in plain else 1 for name in names}),
    )
