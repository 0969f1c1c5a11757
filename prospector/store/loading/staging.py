"""Staged rows: read and checked, waiting for the transaction that publishes them.

They lie in SQLite's temporary database, which is on disk where it is large and gone when the store is closed, so that
memory does not grow with the file and the store is not locked while the file is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from prospector.store.writing import Value

FIXED = ("line", "identity", "content_hash")


class Staging:
    """The rows of one file.

    Attributes:
        names: the columns of a staged row, `FIXED` first.
    """

    def __init__(self, connection: sqlite3.Connection, columns: Sequence[str]) -> None:
        """Make the temporary table.

        Args:
            connection: with no transaction open.
            columns: the names of the values that rows bring, a moment's offset as a column of its own.
        """
        self.names = (*FIXED, *columns)
        self._connection = connection
        connection.execute("DROP TABLE IF EXISTS temp.staged")
        connection.execute(f"CREATE TEMP TABLE staged ({_list(self.names)})")
        self._insert = f"INSERT INTO temp.staged VALUES ({', '.join('?' * len(self.names))})"

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Stage rows, in the order of the file."""
        self._connection.execute("BEGIN")  # of the temporary database alone: nobody waits for it
        self._connection.executemany(self._insert, rows)
        self._connection.execute("COMMIT")

    def rows(self, names: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        """The rows in the order of the file, as these columns."""
        return self._connection.execute(f"SELECT {_list(names)} FROM temp.staged ORDER BY rowid")

    def distinct(self, name: str) -> list[str]:
        """The values of a column, each once, in the order in which they appear."""
        return [
            str(value)
            for (value,) in self._connection.execute(
                f'SELECT "{name}" FROM temp.staged WHERE "{name}" IS NOT NULL GROUP BY 1 ORDER BY min(rowid)'
            )
        ]

    def close(self) -> None:
        """Forget the rows."""
        self._connection.execute("DROP TABLE IF EXISTS temp.staged")


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
