"""Words that many staged rows share: each once, under a number."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from itertools import repeat

from prospector.store.writing import Value

PEOPLE = ("email", "profile_url", "phone", "account")  # what tells people apart, the surest first
_REMEMBERED = 100_000  # different words


class SharedWords:
    """The words of some columns.

    Args:
        connection: has the temporary table.
        table: its name, and that of the column in which a staged row has the number.
        names: of the columns.
        absent: those in which no row has a value.
    """

    def __init__(
        self, connection: sqlite3.Connection, table: str, names: Sequence[str], absent: Collection[str]
    ) -> None:
        self.names = names
        self._table = table
        self._connection = connection
        self._held = [name for name in names if name not in absent]
        self._selected = ", ".join("NULL" if name in absent else f'"{name}"' for name in names)
        self._known = _Numbers()

    def holds(self, name: str) -> bool:
        """Whether a column is among them, and rows have values for it."""
        return name in self._held

    def make(self) -> None:
        """Make the temporary table."""
        columns = ", ".join(["number INTEGER PRIMARY KEY", *map(quoted, self._held)])
        self._connection.execute(f"CREATE TEMP TABLE {self._table} ({columns})")

    def numbers(self, columns: Mapping[str, Sequence[Value]], count: int) -> list[Value]:
        """The numbers of some rows' words; new ones are staged."""
        known = self._known
        said = zip(*(columns[name] for name in self._held), strict=True) if self._held else repeat((), count)
        numbers: list[Value] = [
            *map(known.__getitem__, said)
        ]  # which makes no tuple for words that are known
        self._connection.executemany(
            f"INSERT INTO temp.{self._table} VALUES ({', '.join('?' * (len(self._held) + 1))})",
            [(known[words], *words) for words in known.new],
        )
        known.new.clear()
        if len(known) > _REMEMBERED:  # some will be staged again, under another number
            known.clear()
        return numbers

    def used(self) -> list[tuple[int, tuple[Value, ...]]]:
        """Those that staged rows still have, by number: who says more of `PEOPLE` first, then alphabetically."""
        order = ", ".join([fullest_first(self._held), *map(quoted, self._held)])
        found = self._connection.execute(
            f"SELECT number, {self._selected} FROM temp.{self._table} "
            f'WHERE number IN (SELECT "{self._table}" FROM temp.staged) ORDER BY {order}, number'
        )
        return [(number, tuple(words)) for number, *words in found]


class _Numbers(dict[tuple[Value, ...], int]):
    """Numbers for words, given out as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[tuple[Value, ...]] = []
        self._last = 0

    def __missing__(self, words: tuple[Value, ...]) -> int:
        self.new.append(words)
        self._last += 1
        self[words] = self._last
        return self._last


def fullest_first(names: Collection[str]) -> str:
    """Who is surest to be known goes first, so that the order of a file's rows does not decide who is who."""
    return ", ".join([f"{name} IS NULL" for name in PEOPLE if name in names] or ["NULL"])


def quoted(name: str) -> str:
    """A column in SQL."""
    return f'"{name}"'
