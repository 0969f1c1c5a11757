"""Which rows are a person's: those that are there, and those that the undo history tells of.

Temporary tables hold them while people are forgotten or exported: `gone`, every number that these people have or had,
`former`, copies of contacts of these numbers who are no longer there, and `theirs`, their rows by table and number.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

_OWNED = ("lead", "address", "activity", "appointment", "deal", "follow_up", "enrolment")
_OWNER = {"$.contact_id": "contact_id", "$.into_id": "into_id"}
_HAS_KEY = " OR ".join(
    f"json_extract(coalesce(after, before), '$.{name}') IN (SELECT value FROM json_each(:keys))"
    for name in ("name_key", "email", "phone_key", "profile_key")
)
_FORMER = """
    INSERT OR IGNORE INTO temp.gone
    SELECT row_id FROM change WHERE table_name = 'contact' AND row_id NOT IN (SELECT id FROM contact) AND EXISTS (
        SELECT 1 FROM temp.gone_key WHERE key IN (
            json_extract(coalesce(after, before), '$.name_key'), json_extract(coalesce(after, before), '$.email'),
            json_extract(coalesce(after, before), '$.phone_key'), json_extract(coalesce(after, before), '$.profile_key')
        )
    )
"""
_FORMER_ROWS = """
    CREATE TEMP TABLE former AS
    SELECT row_id AS id, coalesce(after, before) AS row FROM change
    WHERE table_name = 'contact' AND row_id IN (SELECT id FROM temp.gone) AND row_id NOT IN (SELECT id FROM contact)
    AND json_extract(coalesce(after, before), '$.name_key') IS NOT NULL
"""
_KEYS = """
    INSERT OR IGNORE INTO temp.gone_key
    SELECT key FROM (
        SELECT id, name_key AS key FROM contact UNION SELECT id, email FROM contact
        UNION SELECT id, phone_key FROM contact UNION SELECT id, profile_key FROM contact
        UNION SELECT contact_id, key FROM address
    ) WHERE key IS NOT NULL AND id IN (SELECT id FROM temp.gone)
"""
_PARTS = """
    INSERT OR IGNORE INTO temp.theirs
    SELECT 'stage_change', id FROM stage_change WHERE deal_id IN (SELECT row_id FROM temp.theirs WHERE table_name = 'deal')
    UNION SELECT 'tagging', id FROM tagging WHERE (noun, row_id) IN (SELECT table_name, row_id FROM temp.theirs)
    UNION SELECT 'follow_up', id FROM follow_up
    WHERE activity_id IN (SELECT row_id FROM temp.theirs WHERE table_name = 'activity')
"""
_PARTS_OF_HISTORY = """
    INSERT OR IGNORE INTO temp.theirs
    SELECT table_name, row_id FROM change WHERE table_name = 'stage_change'
    AND json_extract(coalesce(after, before), '$.deal_id') IN (SELECT row_id FROM temp.theirs WHERE table_name = 'deal')
    UNION SELECT table_name, row_id FROM change WHERE table_name = 'tagging'
    AND (json_extract(coalesce(after, before), '$.noun'), json_extract(coalesce(after, before), '$.row_id'))
    IN (SELECT table_name, row_id FROM temp.theirs)
"""


def former_people(connection: sqlite3.Connection, keys: Collection[str]) -> dict[int, str]:
    """People who are no longer there and of whom the undo history tells: their names, by number.

    Args:
        connection: inside a transaction.
        keys: what they were known by: keys of names and addresses.
    """
    rows = connection.execute(
        "SELECT row_id, json_extract(coalesce(after, before), '$.name') FROM change "
        f"WHERE table_name = 'contact' AND row_id NOT IN (SELECT id FROM contact) AND ({_HAS_KEY})",
        {"keys": json.dumps(list(keys))},
    )
    return dict(rows.fetchall())


@contextmanager
def gathered(connection: sqlite3.Connection, contacts: Collection[int]) -> Iterator[None]:
    """Note the rows of people in `temp.gone` and `temp.theirs` for as long as the block lasts.

    Args:
        connection: inside a transaction.
        contacts: their numbers.
    """
    execute = connection.execute
    tables = ("gone", "gone_key", "theirs", "former")
    for table in tables:
        execute(f"DROP TABLE IF EXISTS temp.{table}")
    execute("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY)")
    execute("CREATE TEMP TABLE gone_key (key TEXT PRIMARY KEY) WITHOUT ROWID")
    execute(
        "CREATE TEMP TABLE theirs (table_name TEXT, row_id INTEGER, PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
    )
    try:
        execute("INSERT INTO temp.gone SELECT value FROM json_each(?)", (json.dumps(list(contacts)),))
        execute(
            "INSERT OR IGNORE INTO temp.gone SELECT contact_id FROM merged WHERE into_id IN (SELECT id FROM temp.gone)"
        )
        execute(_KEYS)
        execute(_FORMER)
        execute(_FORMER_ROWS)
        _gather_rows(connection)
        yield
    finally:
        for table in tables:
            execute(f"DROP TABLE temp.{table}")


def _gather_rows(connection: sqlite3.Connection) -> None:
    execute = connection.execute
    execute("INSERT INTO temp.theirs SELECT 'contact', id FROM temp.gone")
    for table in _OWNED:
        execute(
            f"INSERT OR IGNORE INTO temp.theirs SELECT '{table}', id FROM {table} "
            "WHERE contact_id IN (SELECT id FROM temp.gone)"
        )
    execute(
        "INSERT OR IGNORE INTO temp.theirs SELECT 'merged', id FROM merged WHERE into_id IN (SELECT id FROM temp.gone)"
    )
    for column in ("before", "after"):
        for path, name in _OWNER.items():
            execute(
                "INSERT OR IGNORE INTO temp.theirs SELECT table_name, row_id FROM change "
                f"WHERE instr({column}, '\"{name}\":') AND table_name <> 'origin' "
                f"AND json_extract({column}, '{path}') IN (SELECT id FROM temp.gone)"
            )
    execute(_PARTS)
    execute(_PARTS_OF_HISTORY)
