"""Staged rows: read and checked, waiting for the transaction that publishes them.

They lie in SQLite's temporary database, which is on disk where it is large and gone when the store is closed, so that
memory does not grow with the file and the store is not locked while the file is read. Words that many rows share are
staged once, and a row has their number.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from prospector.light import dataclass
from prospector.store.loading.inserting import plain
from prospector.store.loading.shared_words import SharedWords, quoted
from prospector.store.writing import Value

FIXED = ("line", "identity", "content_hash")
_PAGE = 32_768  # bytes: an eighth of the calls of the system that the store's pages would take
_CACHE = 8_000  # KiB: holds what words stand for while rows pass
# Sorted once, as soon as all are there: to keep them in order, or in memory, as they come would cost more.
_NOTE_REPEATED = """
CREATE TEMP TABLE repeated AS
WITH twice AS (SELECT identity FROM temp.staged GROUP BY identity HAVING count(*) > 1)
SELECT number, identity, external_id, content_hash, line
FROM twice CROSS JOIN temp.staged_row USING (identity) ORDER BY identity, number
"""
_Held = TypeVar("_Held", bound=Value)


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
        names: the columns of a staged row, `FIXED` first, without those that are shared.
        absent: those in which no row has a value.
        connection: has the temporary tables.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        columns: Sequence[str],
        *,
        absent: Collection[str] = (),
        shared: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Make the temporary tables.

        Args:
            connection: with no transaction open.
            columns: the names of the values that rows bring, a moment's offset as a column of its own.
            absent: those of them that no row has a value for; they are not staged, and read as null.
            shared: columns that are staged once for all rows that say the same in them, by the name of the column
                in which a row has their number.
        """
        self.absent = frozenset(absent)
        self.connection = connection
        self._shared = {
            name: SharedWords(connection, name, together, absent) for name, together in (shared or {}).items()
        }
        apart = {column for shared in self._shared.values() for column in shared.names}
        self.names = (*FIXED, *(name for name in columns if name not in apart))
        self._held = [name for name in self.names if name not in absent]
        self._used: dict[str, list[tuple[int, tuple[Value, ...]]]] = {}
        self._have_gone = False  # rows, since nothing was taken for granted
        self.close()
        self._prepare_side_file()
        for shared_words in self._shared.values():
            shared_words.make()
        held = (*self._held, *self._shared)
        connection.execute(f"CREATE TEMP TABLE staged ({_list(held)})")
        surely = {*FIXED, *self._shared}
        shown = [quoted(name) if name in surely else f'nullif("{name}", \'\') AS "{name}"' for name in held]
        shown += [f'NULL AS "{name}"' for name in self.names if name in absent]
        connection.execute(
            f"CREATE TEMP VIEW staged_row AS SELECT rowid AS number, {', '.join(shown)} FROM staged"
        )
        self._insert = f"INSERT INTO temp.staged VALUES ({', '.join('?' * len(held))})"

    def _prepare_side_file(self) -> None:
        """Set the temporary database up for rows that are written and read in their order, many times over."""
        execute = self.connection.execute
        (page,) = execute("PRAGMA main.page_size").fetchone()
        execute(f"PRAGMA temp.page_size={_PAGE}")  # has no effect on a second import, and need not
        execute(f"PRAGMA main.page_size={page}")  # or the store itself would be compacted into such pages
        execute(f"PRAGMA temp.cache_size=-{_CACHE}")
        execute("PRAGMA temp.secure_delete=OFF")  # its file has no name, and goes as a whole

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Stage rows in one transaction: of the temporary database alone, so that nobody waits for it."""
        self.connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk has rolled back by itself
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def add(self, columns: Mapping[str, Sequence[Value]]) -> None:
        """Stage rows in the order of the file, given by column."""
        count = len(columns["line"])
        if not count:
            return
        held: list[Iterable[object]] = [plain(columns[name]) for name in FIXED]
        held += [_blanks(columns[name]) for name in self._held[len(FIXED) :]]
        held += [shared.numbers(columns, count) for shared in self._shared.values()]
        self.connection.executemany(self._insert, zip(*held, strict=True))

    def tell_apart(self, nth: Callable[[bytes, int], bytes]) -> Repeats:
        """Give rows without an id that say the same an identity each; leave out those that repeat an id.

        Args:
            nth: makes the identity of the second and later ones out of what they say and how many stood before.

        Returns:
            What was left out.
        """
        execute, gone = self.connection.execute, Repeats()
        execute("BEGIN")
        execute("CREATE INDEX temp.staged_identity ON staged (identity)")
        execute(_NOTE_REPEATED)
        execute("DROP INDEX temp.staged_identity")  # or rows that change had to keep it in order
        first, count = None, 0
        for number, identity, external_id, said, line in execute(
            "SELECT * FROM temp.repeated ORDER BY rowid"
        ):
            if first is None or first[0] != identity:
                first, count = (identity, said), 0
                continue
            count += 1
            if external_id is None:
                again = nth(identity, count)
                execute("UPDATE temp.staged SET identity = ? WHERE rowid = ?", (again, number))
                continue
            execute("DELETE FROM temp.staged WHERE rowid = ?", (number,))
            differs = said != first[1]
            first_line = min(gone.first_line or line, line) if differs else gone.first_line
            gone = Repeats(gone.rows + 1, gone.differing + differs, first_line)
        execute("DROP TABLE temp.repeated")
        execute("COMMIT")
        return gone

    def rows(self, names: Sequence[str], order: str = "number") -> Iterator[tuple[Value, ...]]:
        """The rows as these columns, in the order of the file or in another."""
        return self.connection.execute(f"SELECT {_list(names)} FROM temp.staged_row ORDER BY {order}")

    def drop(self, condition: str) -> int:
        """Forget the rows that meet a condition in SQL.

        Returns:
            How many they were.
        """
        dropped = self.connection.execute(f"DELETE FROM temp.staged WHERE {condition}").rowcount
        if dropped:
            self._rows_went()
        return dropped

    def distinct(self, name: str) -> list[Value]:
        """What stands in a column, each once, alphabetically."""
        found = self.connection.execute(
            f'SELECT DISTINCT "{name}" FROM temp.staged_row WHERE "{name}" IS NOT NULL ORDER BY 1'
        )
        return [value for (value,) in found]

    def texts(self, name: str, condition: str) -> list[str]:
        """The different texts of a column, shared or not, that meet a condition in SQL on `text`."""
        home = self._home(name)
        if home is None:
            return []
        found = self.connection.execute(
            f'SELECT DISTINCT text FROM (SELECT "{name}" AS text FROM temp.{home}) WHERE {condition}'
        )
        return [text for (text,) in found]

    def rename(self, name: str, texts: Mapping[str, str]) -> tuple[int, int]:
        """Have other texts in a column, shared or not.

        Args:
            name: a column that some row has a value for.
            texts: those that are to change, each with the new one.

        Returns:
            How many rows changed, and the line of the first.
        """
        execute, home = self.connection.execute, self._home(name)
        changed = f'"{name}" IN (SELECT before FROM temp.renamed)'
        rows = (
            changed if home == "staged" else f'"{home}" IN (SELECT number FROM temp.{home} WHERE {changed})'
        )
        execute("BEGIN")
        execute("CREATE TEMP TABLE renamed (before TEXT PRIMARY KEY, after TEXT) WITHOUT ROWID")
        self.connection.executemany("INSERT INTO temp.renamed VALUES (?, ?)", texts.items())
        count, line = execute(f"SELECT count(*), min(line) FROM temp.staged WHERE {rows}").fetchone()
        execute(
            f'UPDATE temp.{home} SET "{name}" = (SELECT after FROM temp.renamed WHERE before = "{name}") '
            f"WHERE {changed}"
        )
        execute("DROP TABLE temp.renamed")
        execute("COMMIT")
        return count, line or 0

    def _home(self, name: str) -> str | None:
        """The temporary table that holds a column; None where no row has a value for it."""
        shared = (table for table, each in self._shared.items() if each.holds(name))
        return next(shared, "staged" if name in self._held else None)

    def shared(self, name: str) -> list[tuple[int, tuple[Value, ...]]]:
        """Shared words that rows still have, with their number: who says more of `PEOPLE` first, then alphabetically."""
        if name not in self._used:
            self._used[name] = self._shared[name].used()
        return self._used[name]

    def look_anew(self) -> None:
        """Take nothing for granted that was found out in a transaction that was taken back, if it left rows out."""
        if self._have_gone:
            self._used.clear()
        self._have_gone = False

    def _rows_went(self) -> None:
        """Know that words may be used by no row any more."""
        self._used.clear()
        self._have_gone = True

    def count(self) -> int:
        """How many rows there are."""
        return int(self.connection.execute("SELECT count(*) FROM temp.staged").fetchone()[0])

    def together(self, name: str, values: Collection[int], other: str) -> list[int]:
        """What rows with one of these numbers in a column have in another, each once."""
        if not values:
            return []
        listed = ", ".join(map(str, values))
        found = self.connection.execute(
            f'SELECT DISTINCT "{other}" FROM temp.staged WHERE "{name}" IN ({listed})'
        )
        return [number for (number,) in found]

    def take_out(self, name: str, values: Collection[_Held]) -> list[tuple[int, _Held]]:
        """Leave out the rows that have one of these values in a column.

        Returns:
            Their lines and values.
        """
        if not values:
            return []
        self._rows_went()
        found = [
            (number, line, value)
            for number, line, value in self.connection.execute(
                f'SELECT number, line, "{name}" FROM temp.staged_row WHERE "{name}" IS NOT NULL'
            )
            if value in values
        ]
        self.connection.executemany(
            "DELETE FROM temp.staged WHERE rowid = ?", [(number,) for number, _, _ in found]
        )
        return [(line, value) for _, line, value in found]

    def numbered(self, numbers: Collection[int], names: Sequence[str]) -> dict[int, tuple[Value, ...]]:
        """Some rows as these columns, by their number."""
        found = self.connection.execute(
            f"SELECT number, {_list(names)} FROM temp.staged_row WHERE number IN (SELECT value FROM json_each(?))",
            (json.dumps(list(numbers)),),
        )
        return {number: tuple(values) for number, *values in found}

    def leave_out(self, numbers: Collection[int]) -> None:
        """Forget rows by their number."""
        self._rows_went()
        self.connection.executemany("DELETE FROM temp.staged WHERE rowid = ?", [(row,) for row in numbers])

    def close(self) -> None:
        """Forget the rows."""
        self.connection.execute("DROP VIEW IF EXISTS temp.staged_row")
        for table in ("staged", "repeated", "renamed", "known", "ready", *self._shared):
            self.connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _blanks(values: Sequence[Value]) -> Sequence[Value]:
    """Values as they are staged: an empty text, which no value is, for nothing; the driver is slow with nulls."""
    return ["" if value is None else value for value in values] if None in values else values


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))
