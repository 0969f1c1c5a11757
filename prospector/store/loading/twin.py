"""A temporary table of the same shape as one of the store, indices and all: filled and sorted while nobody waits.

SQLite copies such a table as it is, entry by entry, into one that is empty; what the store had is put with the rest
before. It takes a fifth of the time of inserting the rows and sorting the indices there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

_LEFT_FREE = 1_000  # numbers, for what is logged until the rows go in
_FEW = 100  # of so many new rows, one that is stored already may be put with them


@dataclass(frozen=True, slots=True)
class Shape:
    """A table of the store as it is just now.

    Attributes:
        table: its name.
        columns: what is between the brackets of its definition, and behind them.
        indices: whether each is unique, and its columns and condition.
        last: the highest number that a row ever had.
        rows: how many there are.
    """

    table: str
    columns: str
    indices: tuple[tuple[bool, str], ...]
    last: int
    rows: int

    @classmethod
    def of(cls, connection: sqlite3.Connection, table: str) -> Shape:
        """The shape of a table; inside a transaction."""
        (definition,) = connection.execute(
            "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?", (table,)
        ).fetchone()
        indices = connection.execute(
            "SELECT sql FROM main.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
            (table,),
        ).fetchall()
        last, rows = connection.execute(
            "SELECT (SELECT ifnull(max(seq), 0) FROM main.sqlite_sequence WHERE name = ?), "
            f"(SELECT count(*) FROM main.{table})",
            (table,),
        ).fetchone()
        return cls(
            table,
            definition.partition("(")[2],
            tuple((sql.startswith("CREATE UNIQUE"), sql.partition(f" ON {table} ")[2]) for (sql,) in indices),
            last,
            rows,
        )

    def has_few(self, new: int) -> bool:
        """Whether there are so few rows beside the new ones that they may be moved."""
        return self.rows * _FEW <= new


class Twin:
    """The temporary table.

    Args:
        connection: not locking the store; its references are not checked by SQLite.
        shape: of the table in the store.
        name: of the temporary one.
        lacks: whether none of its rows will have anything in a column.
    """

    def __init__(
        self, connection: sqlite3.Connection, shape: Shape, name: str, lacks: Callable[[str], bool]
    ) -> None:
        self._connection = connection
        self._shape = shape
        self._name = name
        connection.execute(f"CREATE TEMP TABLE {name} ({shape.columns}")
        connection.execute("INSERT INTO temp.sqlite_sequence VALUES (?, ?)", (name, shape.last + _LEFT_FREE))
        self._later = []
        for number, (_, columns) in enumerate(shape.indices):
            if lacks(columns.rpartition(" WHERE ")[2].removesuffix(" IS NOT NULL")):
                self._build(number)  # as long as there is nothing to look through
            else:
                self._later.append(number)

    def build_indices(self) -> None:
        """Build the indices; the rows are in."""
        for number in self._later:
            self._build(number)

    def _build(self, number: int) -> None:
        unique, columns = self._shape.indices[number]
        self._connection.execute(
            f"CREATE {'UNIQUE ' if unique else ''}INDEX temp.{self._name}_{number} ON {self._name} {columns}"
        )

    def can_go_in(self) -> bool:
        """Whether all numbers are free yet, and few rows are in the store; inside the transaction."""
        now = Shape.of(self._connection, self._shape.table)
        (rows,) = self._connection.execute(f"SELECT count(*) FROM temp.{self._name}").fetchone()
        is_free = now.last <= self._shape.last + _LEFT_FREE
        return is_free and now.has_few(rows) and now.indices == self._shape.indices

    def go_in(self) -> int:
        """Take the place of the store's rows, which are put with the new ones before.

        Returns:
            How many are new.
        """
        execute, table = self._connection.execute, self._shape.table
        moved = execute(f"INSERT INTO temp.{self._name} SELECT * FROM main.{table}").rowcount
        execute(f"DELETE FROM main.{table}")
        return execute(f"INSERT INTO main.{table} SELECT * FROM temp.{self._name}").rowcount - moved
