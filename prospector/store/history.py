"""Undo and redo: deeds replayed backwards and forwards from the journal of changes."""

from __future__ import annotations

from _sqlite3 import IntegrityError

from prospector.errors import FailedError
from prospector.light import TYPE_CHECKING, dataclass, replace
from prospector.store.columns import COLUMNS, TAGGED
from prospector.store.copies import has_copy, is_forgotten
from prospector.store.writing import Writing, set_state, snapshot

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Deed:
    """A command that changed the store.

    Attributes:
        import_since: the last import that came after it and stands; of a deed that was undone.
    """

    id: int
    at: int
    label: str
    sort: str
    import_since: int | None = None


def last_deed(connection: sqlite3.Connection, rep_id: int, *, sort: str | None = None) -> Deed | None:
    """The rep's latest deed that stands, of a sort if one is named."""
    found = connection.execute(
        "SELECT id, at, label, sort FROM deed WHERE rep_id = ?1 AND state = 'done' AND sort NOT IN ('import', 'import-undo') "
        "AND (?2 IS NULL OR sort = ?2) ORDER BY id DESC LIMIT 1",
        (rep_id, sort),
    ).fetchone()
    return None if found is None else Deed(*found)


def deeds(connection: sqlite3.Connection, rep_id: int, most: int) -> tuple[Deed, ...]:
    """The rep's deeds that stand, the latest first; imports are no typed commands."""
    found = connection.execute(
        "SELECT id, at, label, sort FROM deed WHERE rep_id = ? AND state = 'done' AND sort NOT IN ('import', 'import-undo') "
        "ORDER BY id DESC LIMIT ?",
        (rep_id, most),
    )
    return tuple(Deed(*row) for row in found)


def import_deed(connection: sqlite3.Connection, import_id: int) -> Deed | None:
    """What an import changed in rows that were there before; None if nothing."""
    found = connection.execute(
        "SELECT id, at, label, sort FROM deed WHERE sort = 'import' AND label = ? AND state = 'done'",
        (f"import {import_id}",),
    ).fetchone()
    return None if found is None else Deed(*found)


def undo_last(writing: Writing, rep_id: int) -> Deed | None:
    """Take the rep's latest deed back; None if there is none left.

    Raises:
        FailedError: a row was changed since, or something since depends on it.
    """
    connection = writing.connection
    deed = last_deed(connection, rep_id)
    if deed is None:
        return None
    changes = changes_of(connection, deed)
    check_copies(changes, "undone")
    for table, row_id, before, after in reversed(changes):
        if after is None and before is not None:
            _check_import_stands(connection, deed, before)
        put_back(connection, deed, table, row_id, expected=after, wanted=before)
    for table, row_id, before, _ in changes:
        if before is None:
            _check_untagged(connection, deed, table, row_id)
    set_state(connection, deed.id, "undone")
    (since,) = connection.execute(
        "SELECT max(id) FROM import_run WHERE at > ? AND undone_at IS NULL", (deed.at,)
    ).fetchone()
    return replace(deed, import_since=since)


def redo_last(writing: Writing, rep_id: int) -> Deed | None:
    """Do again what the rep undid last; None if there is nothing.

    Raises:
        FailedError: a row was changed since.
    """
    connection = writing.connection
    found = connection.execute(
        "SELECT id, at, label, sort FROM deed WHERE rep_id = ? AND state = 'undone' "
        "AND sort NOT IN ('import', 'import-undo') ORDER BY id LIMIT 1",
        (rep_id,),
    ).fetchone()
    if found is None:
        return None
    deed = Deed(*found)
    changes = changes_of(connection, deed)
    check_copies(changes, "done again")
    for table, row_id, before, after in changes:
        put_back(connection, deed, table, row_id, expected=before, wanted=after)
    set_state(connection, deed.id, "done")
    return deed


def check_copies(changes: Iterable[tuple[str, int, str | None, str | None]], done: str) -> None:
    """Refuse to go back behind what was forgotten: what it was before is not kept.

    Args:
        changes: of a deed.
        done: what cannot be done with it.

    Raises:
        FailedError: the copy of a row is gone.
    """
    for _, _, before, after in changes:
        if is_forgotten(before, after):
            raise FailedError(
                f"the command before this is about somebody who was forgotten: it cannot be {done}",
                hint="nothing changed; what came before it stays as it is",
            )
        if not has_copy(before, after):
            raise FailedError(
                f"the command before this is older than the history that is kept: it cannot be {done}",
                hint="nothing changed; prospector purge cut it short",
            )


def changes_of(connection: sqlite3.Connection, deed: Deed) -> list[tuple[str, int, str | None, str | None]]:
    """What a deed changed, in order: table, row, and the row before and after as JSON."""
    return connection.execute(
        "SELECT table_name, row_id, before, after FROM change WHERE deed_id = ? ORDER BY id", (deed.id,)
    ).fetchall()


def put_back(
    connection: sqlite3.Connection,
    deed: Deed,
    table: str,
    row_id: int,
    *,
    expected: str | None,
    wanted: str | None,
) -> None:
    """Make a row what it was at the other end of a change.

    Raises:
        FailedError: it is not as the change left it, or something depends on it.
    """
    if snapshot(connection, table, row_id) != expected:
        raise FailedError(
            f"{deed.label}: {table} {row_id} was changed since", hint="nothing changed; edit it by hand"
        )
    try:
        if wanted is None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
            return
        import json  # lazy: taking a log back only deletes

        row = json.loads(wanted)
        names = [name for name in COLUMNS[table] if name in row]
        values = [bytes.fromhex(row[name]) if name == "identity" else row[name] for name in names]
        if expected is None:
            connection.execute(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", values
            )
        else:
            connection.execute(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
                (*values, row_id),
            )
    except IntegrityError:
        raise FailedError(
            f"{deed.label}: something since depends on it",
            hint="nothing changed; take the later one back first",
        ) from None


def _check_import_stands(connection: sqlite3.Connection, deed: Deed, before: str) -> None:
    """A row of an import that was taken back comes with its import, or it would stand without one."""
    import json  # lazy: the same

    import_id = json.loads(before).get("import_id")
    if connection.execute(
        "SELECT 1 FROM import_run WHERE id = ? AND undone_at IS NOT NULL", (import_id,)
    ).fetchone():
        raise FailedError(
            f"{deed.label}: import {import_id}, which it is about, was taken back since",
            hint=f"nothing changed; prospector imports redo {import_id}, then undo",
        )


def _check_untagged(connection: sqlite3.Connection, deed: Deed, table: str, row_id: int) -> None:
    """A tag names its row by noun and number, which the database does not guard as it does references."""
    if (
        table in TAGGED
        and connection.execute(
            "SELECT 1 FROM tagging WHERE noun = ? AND row_id = ?", (table, row_id)
        ).fetchone()
    ):
        raise FailedError(f"{deed.label}: {table} {row_id} has been tagged since", hint="nothing changed")


def rows_of(connection: sqlite3.Connection, deed_id: int, table: str) -> list[int]:
    """The rows of a table that a deed made, in order."""
    return [
        row[0]
        for row in connection.execute(
            "SELECT row_id FROM change WHERE deed_id = ? AND table_name = ? AND before IS NULL "
            "AND json_type(after, '$.id') IS NOT NULL ORDER BY id",
            (deed_id, table),
        )
    ]
