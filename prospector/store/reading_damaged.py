"""Reading what can be read of a table some of whose pages are damaged.

A table is read forwards as far as that goes, then backwards from its end, and what lies between is halved until the
numbers that cannot be read are known one by one. A whole table is read in one go.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from prospector.store.columns import COLUMNS

Row = tuple[Any, ...]
Tell = Callable[[int], None]
_SOME = 2_000  # rows between two tellings


class RowReader:
    """Reads the rows of a table.

    Attributes:
        lost: numbers that cannot be read, as first and last of each stretch; some of them may never have been given.
    """

    def __init__(self, connection: sqlite3.Connection, table: str, names: tuple[str, ...]) -> None:
        self._connection = connection
        self._has_numbers = "id" in COLUMNS[table]
        self._table = table
        self._select = f"SELECT {', '.join(names)} FROM {table} NOT INDEXED"
        self.lost: list[tuple[int, int]] = []
        self.count = 0

    @property
    def is_whole(self) -> bool:
        """Whether everything could be read."""
        return not self.lost

    def rows(self, tell: Tell | None = None) -> Iterator[Row]:
        """Every row that can be read, in no order.

        Args:
            tell: told now and then how many rows were read since.
        """
        for row in self._numbered() if self._has_numbers else self._unnumbered():
            self.count += 1
            if tell is not None and self.count % _SOME == 0:
                tell(_SOME)
            yield row

    def _numbered(self) -> Iterator[Row]:
        stretches = [(1, highest_number(self._connection, self._table))]
        while stretches:
            first, last = stretches.pop()
            where = f"{self._select} WHERE id BETWEEN ? AND ? ORDER BY id"
            try:
                for row in self._connection.execute(where, (first, last)):
                    yield row
                    first = row[0] + 1
                continue
            except sqlite3.DatabaseError:
                pass
            try:
                for row in self._connection.execute(f"{where} DESC", (first, last)):
                    yield row
                    last = row[0] - 1
                continue
            except sqlite3.DatabaseError:
                pass
            if first >= last:
                self._lose(first, last)
            else:
                middle = (first + last) // 2
                stretches += [(middle + 1, last), (first, middle)]

    def _unnumbered(self) -> Iterator[Row]:
        seen: set[Row] = set()
        for way in ("", " DESC"):
            try:
                for row in self._connection.execute(f"{self._select} ORDER BY 1{way}"):
                    if not way:
                        seen.add(row)
                    elif row in seen:
                        return
                    yield row
            except sqlite3.DatabaseError:
                self.lost = [(0, 0)]
            else:
                return

    def _lose(self, first: int, last: int) -> None:
        if self.lost and self.lost[-1][1] == first - 1:
            self.lost[-1] = (self.lost[-1][0], last)
        elif first <= last:
            self.lost.append((first, last))


def highest_number(connection: sqlite3.Connection, table: str) -> int:
    """The highest number that a row of a table may have; what cannot be read is left out of the question."""
    highest = 0
    for question in (
        f"SELECT max(seq) FROM sqlite_sequence WHERE name = '{table}'",
        f"SELECT max(id) FROM {table}",
    ):
        try:
            highest = max(highest, connection.execute(question).fetchone()[0] or 0)
        except sqlite3.DatabaseError:
            continue
    return highest
