"""Staged rows: read and checked, waiting for the transaction that publishes them.

They lie in SQLite's temporary database, which is on disk where it is large and gone when the store is closed, so that
memory does not grow with the file and the store is not locked while the file is read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from prospector.store.writing import Value

FIXED = ("line", "identity", "content_hash")
PEOPLE = ("email", "profile_url", "phone", "account")  # what tells people apart, the surest first


@dataclass(frozen=True, slots=True)
class Repeats:
    """Rows of a file whose external id had stood before in it.

    Attributes:
        rows: how many.
        differing: those of them that say something else than the first.
        first_line: of a differing one.
    """

    rows: int = 0
    differing: int = 0
    first_line: int = 0


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

    def tell_apart(self, nth: Callable[[bytes, int], bytes]) -> Repeats:
        """Give rows without an id that say the same an identity each; leave out those that repeat an id.

        Args:
            nth: makes the identity of the second and later ones out of what they say and how many stood before.

        Returns:
            What was left out.
        """
        execute, gone = self._connection.execute, Repeats()
        execute("CREATE INDEX temp.staged_identity ON staged (identity)")
        execute("BEGIN")
        several = "SELECT identity FROM temp.staged GROUP BY identity HAVING count(*) > 1"
        for (identity,) in execute(several).fetchall():
            alike = execute(
                "SELECT rowid, external_id, content_hash, line FROM temp.staged WHERE identity = ? ORDER BY rowid",
                (identity,),
            ).fetchall()
            for count, (row, external_id, said, line) in enumerate(alike[1:], start=1):
                if external_id is None:
                    execute(
                        "UPDATE temp.staged SET identity = ? WHERE rowid = ?", (nth(identity, count), row)
                    )
                    continue
                execute("DELETE FROM temp.staged WHERE rowid = ?", (row,))
                differs = said != alike[0][2]
                first = min(gone.first_line or line, line) if differs else gone.first_line
                gone = Repeats(gone.rows + 1, gone.differing + differs, first)
        execute("COMMIT")
        return gone

    def rows(self, names: Sequence[str], order: str = "rowid") -> Iterator[tuple[Value, ...]]:
        """The rows as these columns, in the order of the file or in another."""
        return self._connection.execute(f"SELECT {_list(names)} FROM temp.staged ORDER BY {order}")

    def distinct(self, *names: str) -> Iterator[tuple[Value, ...]]:
        """What stands in some columns, each once: rows that say more of `PEOPLE` first, then alphabetically."""
        order = ", ".join((fullest_first(names), *(f'"{name}"' for name in names)))
        return self._connection.execute(f"SELECT DISTINCT {_list(names)} FROM temp.staged ORDER BY {order}")

    def take_out(self, name: str, values: Collection[str]) -> list[tuple[int, str]]:
        """Leave out the rows that have one of these values in a column.

        Returns:
            Their lines and values.
        """
        found = [
            (row, line, value)
            for row, line, value in self._connection.execute(
                f'SELECT rowid, line, "{name}" FROM temp.staged WHERE "{name}" IS NOT NULL'
            )
            if value in values
        ]
        self._connection.executemany(
            "DELETE FROM temp.staged WHERE rowid = ?", [(row,) for row, _, _ in found]
        )
        return [(line, value) for _, line, value in found]

    def close(self) -> None:
        """Forget the rows."""
        self._connection.execute("DROP TABLE IF EXISTS temp.staged")


def fullest_first(names: Collection[str]) -> str:
    """Who is surest to be known goes first, so that the order of a file's rows does not decide who is who."""
    return ", ".join([f"{name} IS NULL" for name in PEOPLE if name in names] or ["1"])


def _list(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
