"""The indices of a table that is about to be filled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prospector.store.loading.selecting import NULL


@contextmanager
def indices_at_the_end(
    connection: sqlite3.Connection, table: str, expressions: Mapping[str, str], rows: int
) -> Iterator[None]:
    """Build the indices when the rows are in: sorting once is cheaper than keeping order.

    Where the table has more rows already than come, its indices stay; and so do those of what no row has.

    Args:
        connection: inside a transaction.
        table: whose rows refer to nothing that is looked for meanwhile.
        expressions: the values of the new rows in SQL, by column.
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
            if expressions.get(statement.rpartition(" WHERE ")[2].removesuffix(" IS NOT NULL")) != NULL
        ]
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, statement in found:
        connection.execute(statement)
