"""Doctor: everything about a store is read, nothing is changed, and what is wrong is named with what helps."""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import groupby
from shlex import quote

from prospector.errors import NewerStoreError, UnusableStoreError
from prospector.light import dataclass
from prospector.store.backups import newest_good_backup
from prospector.store.columns import COLUMNS
from prospector.store.invariants import breaches
from prospector.store.migrations import LATEST
from prospector.store.opening import inspect
from prospector.store.reading_damaged import RowReader, highest_number
from prospector.store.schema_check import declared_differences
from prospector.store.soundness import (
    CHECKED,
    broken_references,
    changed_rows,
    keeps_log_apart,
    looking_at,
    structure_faults,
    tables_of,
)
from prospector.store.surroundings import (
    known_flaw,
    left_behind,
    network_of,
    short_of_room,
    synchronised_by,
    too_open,
)
from prospector.usecases.doctor_words import called, called_together, puts_right

Progress = Callable[[int, int], None]
_NAMED = 5  # rows of one sort that are named one by one
_PAGES = "there is no good backup; prospector export --salvage FOLDER looks for rows page by page"
_BYTES_A_ROW = 200  # for the bar, which counts bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong.

    Attributes:
        key: of what sort it is, stable.
        says: what is wrong, one line.
        remedy: what helps.
        table: whose row it is; empty where it is none's.
        row_id: its number; 0 where it is no single row.
    """

    key: str
    says: str
    remedy: str
    table: str = ""
    row_id: int = 0


@dataclass(frozen=True, slots=True)
class Examined:
    """What doctor found.

    Attributes:
        path: of the store, absolute.
        schema: the version of its schema.
        sqlite: the version of SQLite that read it.
        rows: how many rows of each table were read.
        findings: what is wrong; a store that is well has none.
        backup: the newest good backup; looked for where the store is damaged.
    """

    path: str
    schema: int
    sqlite: str
    rows: dict[str, int]
    findings: tuple[Finding, ...]
    backup: str | None


def examine(path: str, progress: Progress | None = None) -> Examined:
    """Read all of a store; change nothing, not even when it was read.

    Args:
        path: of the store.
        progress: told now and then how many bytes of how many were read, about.

    Raises:
        UnusableStoreError: it is not there, no store of ours, or of a newer prospector; a good backup is named.
    """
    patient = _Patient(os.path.abspath(path) if path else path, progress)
    try:
        schema = inspect(path)
    except NewerStoreError:
        raise  # it is whole: an older backup would only lose what was logged since
    except UnusableStoreError as error:
        if path not in {"", ":memory:"} and (backup := newest_good_backup(path)):
            error.hint = f"prospector restore {quote(backup)}, the newest good backup"
        raise
    try:
        with looking_at(path, forgiving=True) as look:
            findings = [
                *patient.interrupted(was=look.was_interrupted),
                *patient.inner(look.connection, schema),
            ]
    except sqlite3.DatabaseError:
        findings = [patient.unreadable()]
    findings += patient.outer()
    return Examined(
        patient.path, schema, sqlite3.sqlite_version, patient.rows, tuple(findings), patient.known_backup
    )


def first_damage(path: str) -> str | None:
    """What is damaged in a store, in a word; None where it is whole, or cannot be looked at."""
    try:
        found = examine(path).findings
    except (UnusableStoreError, OSError):
        return None
    inner = ("damaged", "altered", "reference", "schema")
    return next((each.says for each in found if each.key in inner), None)


class _Patient:
    """A store that is examined."""

    def __init__(self, path: str, progress: Progress | None) -> None:
        self.path = path
        self.rows: dict[str, int] = {}
        self.known_backup: str | None = None
        self._progress = progress

    @cached_property
    def _remedy(self) -> str:
        self.known_backup = newest_good_backup(self.path)
        if self.known_backup:
            return f"prospector restore {quote(self.known_backup)}, the newest good backup"
        return "there is no good backup; prospector export --salvage FOLDER saves what can be read"

    def damage(self, key: str, says: str, table: str = "", row_id: int = 0) -> Finding:
        """A finding that a backup helps against."""
        return Finding(key, says, self._remedy, table, row_id)

    def unreadable(self) -> Finding:
        """A finding that salvage may help against, though SQLite cannot."""
        remedy = self._remedy
        return Finding("damaged", "SQLite can read nothing in it", remedy if self.known_backup else _PAGES)

    def interrupted(self, *, was: bool) -> Iterator[Finding]:
        """Find that a command died in the middle."""
        if was:
            yield Finding(
                "interrupted",
                "a command was interrupted in the middle of writing; nothing of it counts",
                "the next command takes it back by itself, as prospector list does",
            )

    def inner(self, connection: sqlite3.Connection, schema: int) -> Iterator[Finding]:
        """What is wrong inside the file."""
        if faults := structure_faults(connection):
            yield from self._damaged_tables(connection, faults[0])
        else:
            yield from self._references(connection)
            yield from self._altered(connection)
            yield from self._breaches(connection)
        if schema == LATEST:
            for text in declared_differences(connection):
                yield self.damage("schema", f"the schema is not as declared: {text}")

    def _damaged_tables(self, connection: sqlite3.Connection, fault: str) -> Iterator[Finding]:
        """What can be read of each table, where the file is damaged."""
        found = False
        for table in tables_of(connection):
            faults = structure_faults(connection, table)
            altered: list[int] = []
            if table in CHECKED:
                altered, reader = changed_rows(connection, table)
            else:
                reader = RowReader(connection, table, COLUMNS[table])
                deque(reader.rows(), maxlen=0)
            self.rows[table] = reader.count
            if faults or not reader.is_whole:
                found = True
                yield self.damage("damaged", _extent(table, reader), table)
            yield from self._each("altered", table, altered, "is not as it was stored")
        if not found:
            yield self.damage("damaged", f"the file is damaged: {fault}")

    def _references(self, connection: sqlite3.Connection) -> Iterator[Finding]:
        found = sorted(broken_references(connection))
        for (table, parent), rows in groupby(found, key=lambda each: (each[0], each[2])):
            says = f"refers to one of the {called_together(parent)} that is not there"
            yield from self._each("reference", table, [row[1] for row in rows], says)

    def _altered(self, connection: sqlite3.Connection) -> Iterator[Finding]:
        tables = tables_of(connection)
        total = sum(highest_number(connection, table) for table in tables if table in CHECKED)
        done = 0

        def tell(rows: int) -> None:
            nonlocal done
            done += rows
            if self._progress is not None:
                self._progress(done * _BYTES_A_ROW, total * _BYTES_A_ROW)

        for table in tables:
            if table not in CHECKED:
                self.rows[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                continue
            altered, reader = changed_rows(connection, table, tell)
            self.rows[table] = reader.count
            yield from self._each("altered", table, altered, "is not as it was stored")

    def _breaches(self, connection: sqlite3.Connection) -> Iterator[Finding]:
        found = list(breaches(connection))
        for invariant, rows in groupby(found, key=lambda each: each.invariant):
            yield from self._each(
                invariant.key, invariant.table, [row.row_id for row in rows], invariant.says
            )

    def _each(self, key: str, table: str, numbers: list[int], says: str) -> Iterator[Finding]:
        """Some rows by their numbers, and how many others."""
        for number in numbers[:_NAMED]:
            remedy = puts_right(table, number) if key == "altered" else ""
            if remedy:
                yield Finding(key, f"{called(table, number)} {says}", remedy, table, number)
            else:
                yield self.damage(key, f"{called(table, number)} {says}", table, number)
        if (others := len(numbers) - _NAMED) > 0:
            yield self.damage(key, f"so it is with {others:,} more of the {called_together(table)}", table)

    def outer(self) -> Iterator[Finding]:
        """What is wrong around the file."""
        for says, remedy in too_open(self.path):
            yield Finding("open", says, remedy)
        if kind := network_of(self.path):
            yield Finding(
                "network",
                f"the store lies on a network drive ({kind}), where locks may not hold",
                "keep it on a disk of this machine, and back up into the network",
            )
        if service := synchronised_by(self.path):
            yield Finding(
                "synchronised",
                f"the store lies in a folder that {service} synchronises, which copies it while it is written",
                "keep it elsewhere, and back up into that folder",
            )
        if keeps_log_apart(self.path):
            yield Finding(
                "write-ahead",
                "another program has set the store to write-ahead logging",
                "prospector backup makes a copy without it; restore that",
            )
        if flaw := known_flaw(sqlite3.sqlite_version):
            yield Finding("sqlite", f"SQLite {sqlite3.sqlite_version} {flaw}", "update Python or SQLite")
        for draft in left_behind(self.path):
            yield Finding("draft", f"{draft} was left behind by a command that died", f"rm {quote(draft)}")
        if room := short_of_room(self.path):
            free, needed = (f"{number / 1e6:,.1f} MB" for number in room)
            yield Finding("room", f"the disk has {free} left, and a backup takes {needed}", "make room")


def _extent(table: str, reader: RowReader) -> str:
    """How much of a damaged table can be read."""
    rows = called_together(table)
    if reader.is_whole:
        return f"an index of the {rows} is damaged; all {reader.count:,} can be read"
    lost = sum(last - first + 1 for first, last in reader.lost)
    some = "" if reader.lost == [(0, 0)] else f", up to {lost:,} cannot"
    return f"the {rows} are damaged: {reader.count:,} can be read{some}"
