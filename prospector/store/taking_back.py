"""Taking an import back: its rows go, what it changed is restored, its memory of rows goes with it.

What was touched since stays: a row that a later command changed or tagged, with the lead and the steps that belong to
it, and whatever something that stays refers to. The words that an import made (channels, sources, reps, tags) stay too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prospector.store.history import Deed, changes_of, import_deed, put_back
from prospector.store.merging import references_to
from prospector.store.writing import Writing, set_state, snapshot

# Children before the rows that they refer to; a row that is referred to is not deleted.
_ORDER = (
    "appointment",
    "activity",
    "stage_change",
    "deal",
    "lead",
    "address",
    "contact",
    "account",
    "content",
    "target",
)
_OWNERS = {
    "lead": ("contact", "contact_id"),
    "address": ("contact", "contact_id"),
    "stage_change": ("deal", "deal_id"),
}
_TABLE_OF = {
    "activities": "activity",
    "contacts": "lead",
    "person": "contact",
    "accounts": "account",
    "deals": "deal",
    "appointments": "appointment",
    "content": "content",
    "quotas": "target",
}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an import's rows.

    Attributes:
        removed: how many rows of each table went.
        restored: how many rows have their old values again.
        kept: rows of the import that stay, by table: how many.
        changed_since: rows that it had changed and that were changed again, which keep what they have.
    """

    removed: dict[str, int]
    restored: int
    kept: dict[str, int]
    changed_since: int


def take_back(writing: Writing, import_id: int) -> TakenBack:
    """Take an import back, inside a deed.

    Args:
        writing: the open deed; nothing of this is journaled.
        import_id: an import that stands.
    """
    connection = writing.connection
    deed = import_deed(connection, import_id)
    restored, changed_since = _restore(connection, deed) if deed else (0, 0)
    _note_touched(connection, deed)
    with _references_indexed(connection):
        removed = {table: _remove(connection, table, import_id) for table in _ORDER}
    for kind, table in _TABLE_OF.items():
        connection.execute(
            f"DELETE FROM origin WHERE import_id = ? AND kind = ? AND row_id NOT IN (SELECT id FROM {table}) "
            "AND NOT (kind = 'person' AND row_id IN (SELECT contact_id FROM merged))",
            (import_id, kind),
        )
    kept = {
        table: connection.execute(
            f"SELECT count(*) FROM {table} WHERE import_id = ?", (import_id,)
        ).fetchone()[0]
        for table in _ORDER
    }
    connection.execute("DROP TABLE temp.touched")
    return TakenBack(
        {table: count for table, count in removed.items() if count},
        restored,
        {table: count for table, count in kept.items() if count},
        changed_since,
    )


def _restore(connection: sqlite3.Connection, deed: Deed) -> tuple[int, int]:
    """Give rows that the import changed their old values; those that were changed since keep what they have."""
    restored, changed_since = set(), set()
    for table, row_id, before, after in reversed(changes_of(connection, deed)):
        row = (table, row_id)
        if row not in changed_since and snapshot(connection, table, row_id) == after:
            put_back(connection, deed, table, row_id, expected=after, wanted=before)
            if before is not None:
                restored.add(row)
        else:
            changed_since.add(row)
    set_state(connection, deed.id, "undone")
    return len(restored - changed_since), len(changed_since)


def _note_touched(connection: sqlite3.Connection, deed: Deed | None) -> None:
    """Note the rows that commands or other imports changed or tagged since, and their owners."""
    connection.execute("CREATE TEMP TABLE touched (noun TEXT, row_id INTEGER, PRIMARY KEY (noun, row_id))")
    number = deed.id if deed else 0
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT table_name, row_id FROM change JOIN deed ON deed.id = deed_id "
        "WHERE deed.state = 'done' AND deed.id <> ?",
        (number,),
    )
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT noun, row_id FROM tagging "
        "WHERE id IN (SELECT row_id FROM temp.touched WHERE noun = 'tagging')"
    )
    for owned, (owner, column) in _OWNERS.items():
        connection.execute(
            f"INSERT OR IGNORE INTO temp.touched SELECT '{owner}', {column} FROM {owned} "
            f"WHERE id IN (SELECT row_id FROM temp.touched WHERE noun = '{owned}')"
        )


def _remove(connection: sqlite3.Connection, table: str, import_id: int) -> int:
    """Delete the rows of a table that may go, until none is left: rows of one table may refer to each other."""
    conditions = [
        f"{table}.import_id = ?",
        f"NOT EXISTS (SELECT 1 FROM temp.touched WHERE noun = '{table}' AND row_id = {table}.id)",
        *(
            f"{table}.id NOT IN (SELECT child.{column} FROM {child} AS child WHERE child.{column} IS NOT NULL)"
            for child, column in references_to(connection, table)
        ),
    ]
    if table in _OWNERS:
        owner, column = _OWNERS[table]
        conditions.append(
            f"{table}.{column} NOT IN (SELECT {owner}.id FROM {owner} JOIN temp.touched "
            f"ON noun = '{owner}' AND row_id = {owner}.id WHERE {owner}.import_id = {import_id:d})"
        )
    where = " AND ".join(conditions)
    removed = 0
    while True:
        connection.execute(
            f"DELETE FROM tagging WHERE noun = '{table}' AND row_id IN (SELECT id FROM {table} WHERE {where})",
            (import_id,),
        )
        gone = connection.execute(f"DELETE FROM {table} WHERE {where}", (import_id,)).rowcount
        removed += gone
        if not gone:
            return removed


@contextmanager
def _references_indexed(connection: sqlite3.Connection) -> Iterator[None]:
    """Index every reference for as long as rows are deleted: SQLite looks for what refers to each of them."""
    names = []
    for table in _ORDER:
        for child, column in references_to(connection, table):
            names.append(f"ix_taking_back_{child}_{column}")
            connection.execute(f"CREATE INDEX {names[-1]} ON {child} ({column})")
    yield
    for name in names:
        connection.execute(f"DROP INDEX {name}")
