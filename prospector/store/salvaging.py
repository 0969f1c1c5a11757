"""Bringing the rows of a damaged store into a new one, as far as they can be read.

Where pages of a table are hurt, its indices still tell of the rows that were on them: that they were there, and the
columns that an index holds a copy of. What a row must have and no index holds is filled in as plainly as it can be.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from contextlib import suppress

from prospector.light import dataclass
from prospector.store.columns import COLUMNS, TAGGED
from prospector.store.reading_damaged import RowReader, highest_number
from prospector.store.writing import Value, checksum

_LEFT = frozenset(
    ["deed", "change", "listed"]
)  # undo and the numbers of the last list: of no use without the rest
MOVED = tuple(table for table in COLUMNS if table not in _LEFT)  # words come before the rows that use them
_WORDS = frozenset(["rep", "outcome", "channel", "source"])  # a new store has some
_OUTCOME: dict[str, Value] = {"level": 0, "aliases": ""}
_CHANNEL: dict[str, Value] = {"approach": "prospecting", "audience": "one", "default_outcome_id": 1}
# What a row of a table must have and no index holds; and by which column of an index its name is known.
_FILLED: dict[str, dict[str, Value]] = {
    "outcome": _OUTCOME,
    "channel": _CHANNEL,
    "account": {"target": 0},
    "contact": {"do_not_contact": 0, "created_at": 0},
}
_NAMED_BY = {
    "rep": ("name", "name_key"),
    "account": ("name", "name_key"),
    "contact": ("name", "name_key"),
    "content": ("title", "title_key"),
}
# What an import knows a row by, and where that row is; that of a row which was deleted stays, so that no import brings it back.
_ORIGINS = {
    "accounts": "account",
    "appointments": "appointment",
    "contacts": "lead",
    "content": "content",
    "deals": "deal",
    "person": "contact",
    "quotas": "target",
}
_DAY = 86_400
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of the rows of a table.

    Attributes:
        saved: how many were read whole.
        found: how many of these on pages that the table does not lead to any more.
        partly: how many were put together from indices.
        altered: how many of those read are not what was stored.
        lost: how many are lost, at most where no index tells.
        is_bound: whether `lost` is such an upper bound.
        is_named: whether the store still names the table; else nothing tells how many rows there were.
    """

    table: str
    saved: int
    found: int
    partly: int
    altered: int
    lost: int
    is_bound: bool
    is_named: bool

    @property
    def is_whole(self) -> bool:
        """Whether every row was read as it was stored."""
        return self.is_named and not (self.partly or self.altered or self.lost)


class Moving:
    """The rows of a table on their way: first those that it leads to, then those found on stray pages, then what indices know.

    A row that is not as it was stored is taken as it is, with a checksum that fits.

    Args:
        damaged: a store that is only looked at.
        fresh: a new store with its first words, where references are not looked after.
        table: that the new store has.
        is_named: whether the damaged one still names it.
    """

    def __init__(
        self, damaged: sqlite3.Connection, fresh: sqlite3.Connection, table: str, *, is_named: bool
    ) -> None:
        self.table = table
        self._damaged = damaged
        self._fresh = fresh
        self._is_named = is_named
        self._read: set[Value] = set()
        self._lost: list[tuple[int, int]] = []
        self._altered = self._refused = self._found = 0

    @property
    def is_whole(self) -> bool:
        """Whether the table leads to all its rows, as far as is known yet."""
        return self._is_named and not self._lost

    def read(self) -> None:
        """Copy the rows that the table leads to."""
        names = COLUMNS[self.table]
        if not self._is_named:
            last = highest_number(self._damaged, self.table)
            self._lost = [(1, last)] if last and names[0] == "id" else []
            return
        reader = RowReader(self._damaged, self.table, names)
        for found in reader.rows():
            self._read.add(found[0])
            row = (*found[:-1], checksum(found[1:-1])) if names[-1] == "checksum" else found
            self._altered += row != found
            self._refused += not _insert(self._fresh, self.table, row)
        self._lost = reader.lost

    def take(self, row: tuple[Value, ...]) -> None:
        """Copy a row that was found on a stray page."""
        if row[0] not in self._read:
            self._read.add(row[0])
            self._found += 1
            self._refused += not _insert(self._fresh, self.table, row)

    def finish(self) -> Salvaged:
        """Put together what indices know of the other rows, and count."""
        table, saved, found, altered = self.table, len(self._read) - self._refused, self._found, self._altered
        if self.is_whole:
            return Salvaged(table, saved, found, 0, altered, self._refused, is_bound=False, is_named=True)
        has_numbers = COLUMNS[table][0] == "id"
        known, is_complete = _rows_of_indices(self._damaged, table) if has_numbers else ({}, False)
        missing = {  # where a number could be read and is not there, an index that knows of it is wrong
            number: columns
            for number, columns in known.items()
            if number not in self._read and any(first <= number <= last for first, last in self._lost)
        }
        partly = sum(
            _insert(self._fresh, table, filled)
            for number, columns in sorted(missing.items())
            if (filled := _filled(self._fresh, table, number, columns)) is not None
        )
        bound = sum(last - first + 1 for first, last in self._lost) - found
        lost = (len(missing) if is_complete else max(bound, 0)) - partly + self._refused
        return Salvaged(
            table, saved, found, partly, altered, lost, is_bound=not is_complete, is_named=self._is_named
        )


def mend_references(fresh: sqlite3.Connection) -> None:
    """Have every reference lead somewhere: to a row with a name that says it is lost, or nowhere."""
    changed: set[tuple[str, int]] = set()
    for _ in range(_ROUNDS):
        dangling = fresh.execute("PRAGMA foreign_key_check").fetchall()
        for table, number, parent, place in dangling:
            column = next(
                row[3] for row in fresh.execute(f"PRAGMA foreign_key_list({table})") if row[0] == place
            )
            if number is None:
                _empty(fresh, table, column, f"{column} NOT IN (SELECT id FROM {parent})")
                continue
            (wanted,) = fresh.execute(f"SELECT {column} FROM {table} WHERE id = ?", (number,)).fetchone() or (
                None,
            )
            if wanted is not None and not _stands_in(fresh, parent, wanted):
                _empty(fresh, table, column, f"id = {number:d}")
                changed.add((table, number))
        if not dangling:
            break
    fresh.execute(
        "DELETE FROM tagging WHERE "
        + " OR ".join(f"noun = '{noun}' AND row_id NOT IN (SELECT id FROM {noun})" for noun in TAGGED)
    )
    for table, number in changed:
        _check_anew(fresh, table, number)


def let_imports_bring_back(fresh: sqlite3.Connection, lost: Collection[str]) -> None:
    """Let files that were imported be read again, and rows that were lost be stored again.

    Args:
        fresh: the new store, with all that was saved.
        lost: the tables of which rows were lost.
    """
    for kind, table in _ORIGINS.items():
        if table in lost:
            fresh.execute(
                f"DELETE FROM origin WHERE kind = '{kind}' AND row_id NOT IN (SELECT id FROM {table})"
            )
    if lost:
        for (number,) in fresh.execute("SELECT id FROM import_run").fetchall():
            fresh.execute("UPDATE import_run SET options_digest = '' WHERE id = ?", (number,))
            _check_anew(fresh, "import_run", number)


def _empty(fresh: sqlite3.Connection, table: str, column: str, which: str) -> None:
    """Have rows refer to nothing; a row that is nothing without what it refers to goes."""
    try:
        fresh.execute(f"UPDATE {table} SET {column} = NULL WHERE {which}")
    except sqlite3.IntegrityError:
        fresh.execute(f"DELETE FROM {table} WHERE {which}")


def _check_anew(fresh: sqlite3.Connection, table: str, number: int) -> None:
    """Give a row that was changed the checksum that fits, where its table has them."""
    if "checksum" not in COLUMNS[table]:
        return
    names = ", ".join(name for name in COLUMNS[table] if name not in {"id", "checksum"})
    row = fresh.execute(f"SELECT {names} FROM {table} WHERE id = ?", (number,)).fetchone()
    if row is not None:
        fresh.execute(f"UPDATE {table} SET checksum = ? WHERE id = ?", (checksum(row), number))


def _rows_of_indices(damaged: sqlite3.Connection, table: str) -> tuple[dict[int, dict[str, Value]], bool]:
    """What the indices of a table know of its rows: columns by number; and whether one of them knows of every row."""
    found: dict[int, dict[str, Value]] = {}
    is_complete = False
    with suppress(sqlite3.DatabaseError):
        for _, index, *_ in damaged.execute(f"PRAGMA index_list({table})").fetchall():
            columns = [row[2] for row in damaged.execute(f"PRAGMA index_info({index})")]
            sql = damaged.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
            _, where, condition = str(sql[0] if sql else "").partition(" WHERE ")
            names = ", ".join(f'"{name}"' for name in columns)
            for way in ("", " DESC"):
                order = ", ".join(f'"{name}"{way}' for name in columns)
                with suppress(sqlite3.DatabaseError):
                    for number, *values in damaged.execute(
                        f"SELECT id, {names} FROM {table} INDEXED BY {index}{where}{condition} ORDER BY {order}"
                    ):
                        found.setdefault(number, {}).update(zip(columns, values, strict=True))
                    is_complete = is_complete or not condition
                    break  # it went through to the end
    return found, is_complete


def _filled(
    fresh: sqlite3.Connection, table: str, number: int, found: dict[str, Value]
) -> tuple[Value, ...] | None:
    """A whole row of what indices know of it; None where that is not enough."""
    if table in _WORDS and (first := _first_word(fresh, table, number, found)) is not None:
        return first
    row: dict[str, Value] = dict.fromkeys(COLUMNS[table]) | _FILLED.get(table, {}) | found
    if table in _NAMED_BY:
        name, key = _NAMED_BY[table]
        row[key] = row[name] = row[key] or f"lost {table} {number}"
    if table == "activity":
        if row["local_day"] is None or row["channel_id"] is None:
            return None
        if row["occurred_at"] is None:
            row["occurred_at"] = int(row["local_day"]) * _DAY
        row["identity"] = row["identity"] or os.urandom(16)
        row["rep_id"] = _only_rep(fresh)
    values = [row[name] for name in COLUMNS[table] if name not in {"id", "checksum"}]
    return (number, *values, checksum(values))


def _first_word(
    fresh: sqlite3.Connection, table: str, number: int, found: dict[str, Value]
) -> tuple[Value, ...] | None:
    """The word that every new store has under this number and name."""
    name, value = next(iter(found.items()))
    row: tuple[Value, ...] | None = fresh.execute(
        f"SELECT {', '.join(COLUMNS[table])} FROM {table} WHERE id = ? AND {name} = ?", (number, value)
    ).fetchone()
    return row


def _only_rep(fresh: sqlite3.Connection) -> int:
    """The rep, where there is one alone; else a number that nobody has."""
    first, last, count = fresh.execute("SELECT min(id), max(id), count(*) FROM rep").fetchone()
    return int(first) if count == 1 else int(last or 0) + 1


def _insert(fresh: sqlite3.Connection, table: str, row: tuple[Value, ...]) -> bool:
    """Put a row into the new store, over the first words that have its number or its name; whether it can be one."""
    names = COLUMNS[table]
    over = "OR REPLACE " if table in _WORDS else ""
    try:
        fresh.execute(
            f"INSERT {over}INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", row
        )
    except (sqlite3.IntegrityError, UnicodeEncodeError):
        return False
    return True


def _stands_in(fresh: sqlite3.Connection, table: str, number: int) -> bool:
    """Put a row in the place of one that is lost and that others refer to."""
    name = f"lost-{number}"
    rows: dict[str, dict[str, Value]] = {
        "rep": {"name": name, "name_key": name},
        "outcome": {"name": name, **_OUTCOME},
        "channel": {"name": name, **_CHANNEL},
        "contact": {
            "name": f"lost contact {number}",
            "name_key": f"lost contact {number}",
            "do_not_contact": 0,
            "created_at": 0,
        },
    }
    if table not in rows:
        return False
    values = [rows[table].get(column) for column in COLUMNS[table] if column not in {"id", "checksum"}]
    return _insert(fresh, table, (number, *values, checksum(values)))
