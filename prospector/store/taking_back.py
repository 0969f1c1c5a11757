"""Taking an import back: its rows go, what it changed is restored, its memory of rows goes with it.

What was touched since stays: a row that a later command changed or tagged, with the lead and the steps that belong to
it, and whatever something that stays refers to. The words that an import made (channels, sources, reps, tags) stay too.

All of it is journaled as a deed of its own, row by row: so it can be put back exactly (`putting_back.py`), and whoever
has to blank a name in every copy finds these where the others are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from prospector.light import dataclass
from prospector.store.across import hold_merged
from prospector.store.copies import has_copy
from prospector.store.history import Deed, import_deed
from prospector.store.merging_people import references_to
from prospector.store.replaying import Change, apply_all, is_as_left
from prospector.store.row_names import row_name
from prospector.store.talk import MERGE_SORT, drop_thresholds
from prospector.store.writing import Writing, as_json, set_state

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
_BATCH = 500
_MERGED_AWAY = (
    "SELECT count(*) FROM change JOIN deed ON deed.id = deed_id WHERE deed.sort = ? AND deed.state = 'done' "
    "AND table_name = 'activity' AND after IS NULL AND json_extract(before, '$.import_id') = ?"
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
class NamedRow:
    """A row, and what it is called."""

    table: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of an import's rows.

    Attributes:
        removed: how many rows of each table went.
        restored: how many rows have their old values again.
        kept: rows of the import that stay.
        changed_since: rows that it had changed and that were changed again, which keep what they have.
        merged_away: how many of its activities a command had merged into those of other sources, which keep what they
            were given.
    """

    removed: dict[str, int]
    restored: int
    kept: tuple[NamedRow, ...]
    changed_since: tuple[NamedRow, ...]
    merged_away: int


def take_back(writing: Writing, import_id: int, *, at: int, rep_id: int) -> TakenBack:
    """Take an import back, and journal that as a deed.

    Args:
        writing: the open deed.
        import_id: an import that stands.
        at: the time of the command, UTC seconds.
        rep_id: whose command it is.
    """
    connection = writing.connection
    drop_thresholds(connection, import_id)
    deed = import_deed(connection, import_id)
    undo_id = writing.begin(at=at, rep_id=rep_id, label=f"import {import_id}", sort="import-undo")
    restored, changed_since = _restore(writing, deed) if deed else (0, ())
    _note_touched(connection, deed)
    hold_merged(connection, import_id)
    with _references_indexed(connection):
        removed = {table: _remove(connection, table, import_id, undo_id) for table in _ORDER}
    _forget_origins(connection, import_id, undo_id)
    kept = tuple(
        NamedRow(table, number, row_name(connection, table, number))
        for table in _ORDER
        for (number,) in connection.execute(
            f"SELECT id FROM {table} WHERE import_id = ? ORDER BY id", (import_id,)
        ).fetchall()
    )
    connection.execute("DROP TABLE temp.touched")
    (merged_away,) = connection.execute(_MERGED_AWAY, (MERGE_SORT, import_id)).fetchone()
    return TakenBack(
        {table: count for table, count in removed.items() if count},
        restored,
        kept,
        changed_since,
        merged_away,
    )


def _restore(writing: Writing, deed: Deed) -> tuple[int, tuple[NamedRow, ...]]:
    """Give rows that the import changed their old values; those that were changed since keep what they have."""
    connection = writing.connection
    restored: set[tuple[str, int]] = set()
    changed_since: dict[tuple[str, int], None] = {}
    changes = connection.execute(
        "SELECT table_name, row_id, before, after FROM change WHERE deed_id = ? ORDER BY id DESC", (deed.id,)
    )
    while batch := changes.fetchmany(_BATCH):
        taken: list[Change] = []
        for table, row_id, before, after in batch:
            row = (table, row_id)
            if not has_copy(before, after):
                continue  # of somebody who was forgotten since, or of long ago: the row stays as it is
            if row in changed_since or not _is_restored(connection, (table, row_id, after, before)):
                changed_since[row] = None
                continue
            taken.append((table, row_id, after, before))
            if before is not None and table != "origin":
                restored.add(row)
        writing.journal(taken)
    set_state(connection, deed.id, "undone")
    named = tuple(
        NamedRow(table, number, row_name(connection, table, number))
        for table, number in reversed(changed_since)
        if table != "origin"
    )
    return len(restored - changed_since.keys()), named


def _is_restored(connection: sqlite3.Connection, change: Change) -> bool:
    """Replay a change, if the row is as the import left it, and nobody else has its old address or name by now."""
    if not is_as_left(connection, *change[:3]):
        return False
    try:
        apply_all(connection, [change])
    except sqlite3.IntegrityError:
        return False
    return True


def _note_touched(connection: sqlite3.Connection, deed: Deed | None) -> None:
    """Note the rows that commands or other imports changed or tagged since, and their owners."""
    connection.execute("CREATE TEMP TABLE touched (noun TEXT, row_id INTEGER, PRIMARY KEY (noun, row_id))")
    number = deed.id if deed else 0
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT table_name, row_id FROM change JOIN deed ON deed.id = deed_id "
        "WHERE deed.state = 'done' AND deed.sort <> 'import-undo' AND deed.id <> ?",
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


def _remove(connection: sqlite3.Connection, table: str, import_id: int, undo_id: int) -> int:
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
    removed = 0
    connection.execute("CREATE TEMP TABLE going (id INTEGER PRIMARY KEY)")
    while True:
        connection.execute("DELETE FROM temp.going")
        gone = connection.execute(
            f"INSERT INTO temp.going SELECT id FROM {table} WHERE {' AND '.join(conditions)}", (import_id,)
        ).rowcount
        if not gone:
            connection.execute("DROP TABLE temp.going")
            return removed
        _delete(connection, "tagging", f"noun = '{table}' AND row_id IN (SELECT id FROM temp.going)", undo_id)
        _delete(connection, table, "id IN (SELECT id FROM temp.going)", undo_id)
        removed += gone


def _forget_origins(connection: sqlite3.Connection, import_id: int, undo_id: int) -> None:
    """Forget what rows of the file became, save those whose row of this import stays."""
    for kind, table in _TABLE_OF.items():
        _delete(
            connection,
            "origin",
            f"import_id = {import_id:d} AND kind = '{kind}' "
            f"AND row_id NOT IN (SELECT id FROM {table} WHERE import_id = {import_id:d}) "
            "AND NOT (kind = 'person' AND row_id IN (SELECT contact_id FROM merged))",
            undo_id,
        )


def _delete(connection: sqlite3.Connection, table: str, where: str, undo_id: int) -> None:
    """Delete rows, and journal them as they were; the last first, so that they come back in their order.

    Nulls are left out of the copies: of a hundred thousand activities they are a quarter.
    """
    number = "row_id" if table == "origin" else "id"
    connection.execute(
        "INSERT INTO change (deed_id, table_name, row_id, before) "
        f"SELECT {undo_id:d}, '{table}', {number}, json_patch('{{}}', {as_json(table)}) FROM {table} WHERE {where} ORDER BY {number} DESC"
    )
    connection.execute(f"DELETE FROM {table} WHERE {where}")


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
