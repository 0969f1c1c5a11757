"""Putting an import back that was taken back: the deed of its taking back, replayed from its end, to the byte.

What came since may be in the way: a row that was restored and changed again, the same rows by another import, an
address that is somebody else's by now. Then nothing changes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from itertools import groupby

from prospector.errors import FailedError
from prospector.light import dataclass
from prospector.store.replaying import Change, apply_all, is_as_left
from prospector.store.row_names import row_name
from prospector.store.writing import Writing, set_state

_BATCH = 500
_AGAIN = (
    "SELECT other.id FROM import_run JOIN import_run AS other USING (sha256) "
    "WHERE import_run.id = ? AND other.id <> import_run.id AND other.undone_at IS NULL ORDER BY other.id DESC LIMIT 1"
)

_GONE = (
    "SELECT 1 FROM change WHERE deed_id = ? AND json_type(coalesce(before, after), '$.forgotten') IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class PutBack:
    """What an import has again.

    Attributes:
        rows: how many rows of each table are there again.
        changed: how many rows have its values again.
    """

    rows: dict[str, int]
    changed: int


def put_back_import(writing: Writing, import_id: int) -> PutBack:
    """Put an import back, inside a deed.

    Raises:
        FailedError: what was taken back is not known row by row, or something is in the way; nothing is to be kept.
    """
    connection = writing.connection
    label = f"import {import_id}"
    found = connection.execute(
        "SELECT id FROM deed WHERE sort = 'import-undo' AND label = ? AND state = 'done' ORDER BY id DESC LIMIT 1",
        (label,),
    ).fetchone()
    if found is None:
        raise FailedError(f"{label} was taken back without a copy of its rows", hint="import the file again")
    if connection.execute(_GONE, found).fetchone() is not None:
        raise FailedError(
            f"{label} cannot be put back: people in it were forgotten since",
            hint="nothing changed; import the file again, which leaves them out",
        )
    rows: Counter[str] = Counter()
    changed: set[tuple[str, int]] = set()
    changes = connection.execute(
        "SELECT table_name, row_id, after, before FROM change WHERE deed_id = ? ORDER BY id DESC", found
    )
    while batch := changes.fetchmany(_BATCH):
        for is_new, alike in groupby(batch, key=lambda change: change[2] is None):
            _apply(connection, label, list(alike), is_new=is_new)
        rows.update(table for table, _, before, after in batch if before is None and after is not None)
        changed.update((table, number) for table, number, before, after in batch if before and after)
    connection.execute("DELETE FROM change WHERE deed_id = ?", found)
    connection.execute("DELETE FROM deed WHERE id = ?", found)
    for (deed_id,) in connection.execute(
        "SELECT id FROM deed WHERE sort = 'import' AND label = ? AND state = 'undone'", (label,)
    ).fetchall():
        set_state(connection, deed_id, "done")
    hidden = ("origin", "tagging")
    return PutBack(
        {table: count for table, count in rows.items() if table not in hidden},
        sum(table not in hidden for table, _ in changed),
    )


def _apply(connection: sqlite3.Connection, label: str, changes: list[Change], *, is_new: bool) -> None:
    """Replay some changes; rows that are new are many, and what is in their way is found by trying."""
    if not is_new:
        for change in changes:
            table, row_id, before, _ = change
            if not is_as_left(connection, table, row_id, before):
                raise _in_the_way(connection, label, table, row_id)
            _try(connection, label, [change])
        return
    _try(connection, label, changes)


def _try(connection: sqlite3.Connection, label: str, changes: list[Change]) -> None:
    connection.execute("SAVEPOINT putting_back")
    try:
        apply_all(connection, changes)
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK TO putting_back")
        if len(changes) > 1:
            for change in changes:
                _try(connection, label, [change])
        raise _in_the_way(connection, label, *changes[0][:2]) from None
    finally:
        connection.execute("RELEASE putting_back")


def _in_the_way(connection: sqlite3.Connection, label: str, table: str, row_id: int) -> FailedError:
    again = connection.execute(_AGAIN, (label.removeprefix("import "),)).fetchone()
    if again is not None:
        return FailedError(
            f"{label} cannot be put back: its file came again as import {again[0]}",
            hint=f"nothing changed; prospector imports undo {again[0]} first",
        )
    name = row_name(connection, table, row_id)
    told = f"{table} {row_id}{f' ({name})' if name else ''}"
    return FailedError(
        f"{label} cannot be put back: what came since is in the way of {told}",
        hint="nothing changed; take that back first",
    )
