"""What rows refer to, looked up once for all rows that say the same, and not for each as SQLite does it.

That lookup takes SQLite twice as long as writing the row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

from prospector.store.columns import COLUMNS


def check_referred(
    connection: sqlite3.Connection, table: str, referred: Iterable[tuple[str, Collection[int | None]]]
) -> None:
    """Make sure that rows exist which others are about to refer to.

    Args:
        connection: inside a transaction.
        table: of the new rows.
        referred: columns of theirs, and all that stands in each.

    Raises:
        sqlite3.IntegrityError: one does not; a bug of whoever found it.
    """
    parents = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}
    for column, numbers in referred:
        if (parent := parents.get(column)) is None:
            continue
        known = {number for (number,) in connection.execute(f"SELECT id FROM {parent}")}
        if missing := set(numbers) - known - {None}:
            raise sqlite3.IntegrityError(f"{table}.{column}: there is no {parent} {missing.pop()}")


def check_all_but(connection: sqlite3.Connection, table: str) -> None:
    """Make sure that what the rows of all other tables refer to exists.

    Raises:
        sqlite3.IntegrityError: something does not; a bug of whoever wrote it.
    """
    for other in COLUMNS.keys() - {table}:
        if found := connection.execute(f"PRAGMA foreign_key_check({other})").fetchone():
            raise sqlite3.IntegrityError(f"{other} {found[1]}: there is no such {found[2]}")
