"""Staged rows: read and checked, waiting for the transaction that publishes them.

They lie in SQLite's temporary database, which is on disk where it is large and gone when the store is closed, so that
memory does not grow with the file and the store is not locked while the file is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from prospector.store.writing import Value

FIXED = ("line", "identity", "content_hash")
REPEATED = "identity IN (SELECT identity FROM temp.repeated)"


class Staging:
    """The rows of one file.

    Attributes:
        names: the columns of a staged row, `FIXED` first.
    """

    def __init__(
        self, connection: sqlite3.Connection, columns: Sequence[str], absent: Collection[str] = ()
    ) -> None:
        """Make the temporary table.

        Args:
            connection: with no transaction open.
            columns: the names of the values that rows bring, a moment's offset as a column of its own.
            absent: those of them that no row has a value for; they are not staged, and read as null.
        """
        self.names = (*FIXED, *columns)
        self._absent = frozenset(absent)
        self._connection = connection
        held = [name for name in self.names if name not in self._absent]
        connection.execute("PRAGMA temp.secure_delete=OFF")  # its file has no name, and goes as a whole
        self.close()
        connection.execute(f"CREATE TEMP TABLE staged ({_list(held)})")
        self._insert = f"INSERT INTO temp.staged VALUES ({', '.join('?' * len(held))})"

    def add(self, rows: Iterable[Sequence[Value]]) -> None:
        """Stage rows, in the order of the file."""
        self._connection.execute("BEGIN")  # of the temporary database alone: nobody waits for it
        self._connection.executemany(self._insert, rows)
        self._connection.execute("COMMIT")

    def rows(self, names: Sequence[str], *, repeated: bool | None = None) -> Iterator[tuple[Value, ...]]:
        """The rows in the order of the file, as these columns.

        Args:
            names: the columns.
            repeated: whether only those whose identity is noted as repeated, or only the others.
        """
        columns = ", ".join("NULL" if name in self._absent else f'"{name}"' for name in names)
        condition = "" if repeated is None else f"WHERE {'' if repeated else 'NOT '}{REPEATED}"
        return self._connection.execute(f"SELECT {columns} FROM temp.staged {condition} ORDER BY rowid")

    def drop(self, condition: str) -> int:
        """Forget the rows that meet a condition in SQL.

        Returns:
            How many they were.
        """
        return self._connection.execute(f"DELETE FROM temp.staged AS staged WHERE {condition}").rowcount

    def note_repeats(self) -> None:
        """Find the identities that several rows have."""
        self._connection.execute("CREATE TEMP TABLE repeated (identity BLOB PRIMARY KEY) WITHOUT ROWID")
        self._connection.execute(
            "INSERT INTO temp.repeated SELECT identity FROM temp.staged GROUP BY identity HAVING count(*) > 1"
        )

    def close(self) -> None:
        """Forget the rows."""
        self._connection.execute("DROP TABLE IF EXISTS temp.staged")
        self._connection.execute("DROP TABLE IF EXISTS temp.repeated")


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
