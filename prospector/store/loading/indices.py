"""The indices of a table that is about to be filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def indices_at_the_end(
    connection: sqlite3.Connection, table: str, lacks: Callable[[str], bool], rows: int
) -> Iterator[None]:
    """Build the indices when the rows are in: sorting once is cheaper than keeping order.

    Where the table has more rows already than come, its indices stay; and so do those of what no row has.

    Args:
        connection: inside a transaction.
        table: whose rows refer to nothing that is looked for meanwhile.
        lacks: whether none of the new rows has anything in a column.
        rows: about how many come.
    """
    found: list[tuple[str, str]] = []
    last = connection.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()[0]
    if last < rows:
        found = [
            (name, statement)
            for name, statement in connection.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                (table,),
            )
            if not lacks(statement.rpartition(" WHERE ")[2].removesuffix(" IS NOT NULL"))
        ]
    for name, _ in found:
        connection.execute(f"DROP INDEX main.{name}")
    yield
    for _, statement in found:
        connection.execute(statement)
