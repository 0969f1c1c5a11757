"""Changes of many rows replayed from the journal, whole rows or only the columns that differ.

A journaled row has its checksum, which tells of all its columns; so a change that names a few is safe to replay.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from prospector.store.columns import COLUMNS
from prospector.store.writing import Value

Change = tuple[str, int, str | None, str | None]  # table, row, before and after as JSON


def is_as_left(connection: sqlite3.Connection, table: str, row_id: int, after: str | None) -> bool:
    """Whether a row is what a change made of it."""
    if after is None and table == "origin":
        return True  # an identity that is known again is found when its row is put in
    told = {"id": row_id} if after is None else _row(after)
    names = tuple(told)
    key = "identity" if table == "origin" else "id"
    found = connection.execute(_selection(table, names, key), (told[key],)).fetchone()
    if after is None or found is None:
        return after is None and found is None
    return tuple(found) == tuple(told.values())


def apply_all(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Make rows what the changes say, in their order.

    Raises:
        sqlite3.IntegrityError: what is there does not let it.
    """
    for (table, names, is_new), alike in groupby(map(_read, changes), key=lambda read: read[0]):
        key = "identity" if table == "origin" else "id"
        rows = [values for _, values in alike]
        if not names:
            connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", rows)
        elif is_new:
            connection.executemany(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows
            )
        else:
            connection.executemany(
                f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE {key} = ?", rows
            )


def _read(change: Change) -> tuple[tuple[str, tuple[str, ...], bool], tuple[Value, ...]]:
    """Which statement a change needs (table, columns, whether the row is new), and its values."""
    table, row_id, before, after = change
    key = "identity" if table == "origin" else "id"
    if after is None:
        told = {"id": row_id} if before is None else _row(before)
        return (table, (), False), (told[key],)
    row = _row(after)
    if before is None:
        names = COLUMNS[table]  # of what was taken back, nulls are not told
        return (table, names, True), tuple(map(row.get, names))
    number = row.pop(key)
    return (table, tuple(row), False), (*row.values(), number)


def _row(text: str) -> dict[str, Value]:
    row: dict[str, Value] = json.loads(text)
    if "identity" in row:
        row["identity"] = bytes.fromhex(str(row["identity"]))
    return row


@lru_cache(maxsize=200)
def _selection(table: str, names: tuple[str, ...], key: str) -> str:
    return f"SELECT {', '.join(names)} FROM {table} WHERE {key} = ?"
