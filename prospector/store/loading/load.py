"""One import under way: what every kind of row needs to find its place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from prospector.domain.import_mode import ImportMode
from prospector.domain.spelling import quoted
from prospector.store.columns import COLUMNS
from prospector.store.loading.inserting import insert_all, insert_row
from prospector.store.loading.overlay import Overlay
from prospector.store.loading.tally import Tally
from prospector.store.writing import Value, Writing, checksum

Staged = Mapping[str, Value]
Origin = tuple[str, int, int | None]  # kind, row number, hash of what the row said
_BATCH = 500
OTHER_CONTENT = "a known id with other content; the stored row was kept"
NOT_KNOWN = "not in the store; left out, --mode upsert adds it"
DELETED = "a row that was deleted since it was imported; it stays deleted"


class RefusedError(Exception):
    """A row that cannot be stored.

    Args:
        column: the canonical column that is wrong.
        message: why.

    Attributes:
        left_traces: whether something was stored for the row before, and taken back: what was looked up is stale.
    """

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message
        self.left_traces = False


@dataclass(slots=True)
class Load:
    """One import inside its transaction.

    Attributes:
        writing: journals changes of rows that were there before.
        import_id: the number of the import, on every row that it inserts.
        system: whose external ids the file has.
        rep_id: whose rows they are where the file does not say.
        at: when contacts come into being, seconds and offset.
        today: the local date.
        currency: the store's.
        currencies: the others that have a rate.
        identity_of: makes the identity of another row out of its kind and external id.
        levels: the levels of outcomes that may be made, by name.
        channels: approach and audience of channels that may be made, by name.
        mode: what becomes of rows that are known.
        overwrite: whether a value that the rep edited by hand goes too.
        overlay: what the row that is being placed changes in what was stored.
        across: seconds that a row and a stored activity of another source may be apart to be one event; None if such
            rows are not merged.
    """

    writing: Writing
    import_id: int
    system: str
    rep_id: int
    at: tuple[int, int | None]
    today: date
    currency: str
    currencies: Collection[str]
    identity_of: Callable[[str, str], bytes]
    levels: Mapping[str, int] = field(default_factory=dict)
    channels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    mode: ImportMode = ImportMode.ADD
    overwrite: bool = False
    across: int | None = None
    tally: Tally = field(default_factory=Tally)
    overlay: Overlay = field(default_factory=Overlay)
    _waiting: dict[str, list[tuple[Value, ...]]] = field(default_factory=dict)
    _last: dict[str, int] = field(default_factory=dict)

    @property
    def connection(self) -> sqlite3.Connection:
        """The store's, inside the transaction."""
        return self.writing.connection

    def insert(self, table: str, **values: Value) -> int:
        """Insert a row of this import.

        Returns:
            Its number.
        """
        values["import_id"] = self.import_id
        row = [values.get(name) for name in _value_names(table)]
        if table not in self._waiting:
            return insert_row(self.connection, table, (None, *row, checksum(row)))
        self._last[table] += 1
        self._waiting[table].append((self._last[table], *row, checksum(row)))
        if len(self._waiting[table]) == _BATCH:
            self.put_in()
        return self._last[table]

    @contextmanager
    def gathering(self, *tables: str) -> Iterator[None]:
        """Let new rows of these tables wait for each other, and go in many at a time.

        Args:
            tables: each before those that refer to it.
        """
        last = dict(self.connection.execute("SELECT name, seq FROM main.sqlite_sequence"))
        self._last = {table: last.get(table, 0) for table in tables}
        self._waiting = {table: [] for table in tables}
        yield
        self.put_in()
        self._waiting = {}

    def put_in(self) -> None:
        """Put in the rows that wait; a waiting row can neither be read nor changed before."""
        for table, rows in self._waiting.items():
            if rows:
                insert_all(self.connection, table, rows)
                rows.clear()

    @contextmanager
    def whole_row(self) -> Iterator[None]:
        """Take back what a row stored before it was refused."""
        connection, tally, changes = self.connection, self.tally, self.writing.changes
        counts, made = (
            (tally.contacts, tally.accounts),
            {table: len(names) for table, names in tally.made.items()},
        )
        journaled, changed = len(changes), connection.total_changes
        connection.execute("SAVEPOINT whole_row")
        try:
            yield
        except RefusedError as error:
            error.left_traces = connection.total_changes != changed
            connection.execute("ROLLBACK TO whole_row")
            tally.contacts, tally.accounts = counts
            tally.made = {table: names[: made[table]] for table, names in tally.made.items() if table in made}
            del changes[journaled:]
            raise
        finally:
            connection.execute("RELEASE whole_row")

    def remember(self, kind: str, row_id: int, row: Staged) -> None:
        """Keep what a row became, so that it is known when it comes again."""
        self.remember_as(bytes(row["identity"]), kind, row_id, row["external_id"], row["content_hash"])  # type: ignore[arg-type]  # bytes

    def remember_as(
        self, identity: bytes, kind: str, row_id: int, external_id: Value, content_hash: Value = None
    ) -> None:
        """Keep what an identity stands for."""
        self.connection.execute(
            "INSERT INTO origin (identity, kind, row_id, system, external_id, content_hash, import_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (identity, kind, row_id, self.system, external_id, content_hash, self.import_id),
        )

    def remember_anew(self, row: Staged) -> None:
        """Keep what a known row says by now; journaled, so that it is taken back with what the row changed."""
        identity = bytes(row["identity"])  # type: ignore[arg-type]  # bytes
        _, row_id, before = self.known(identity) or ("", 0, None)
        after = row["content_hash"]
        if before == after:
            return
        self.connection.execute("UPDATE origin SET content_hash = ? WHERE identity = ?", (after, identity))
        old, new = (
            json.dumps({"identity": identity.hex().upper(), "content_hash": hash_})
            for hash_ in (before, after)
        )
        self.writing.changes.append(("origin", row_id, old, new))

    def known(self, identity: bytes) -> Origin | None:
        """What an identity stands for: kind, row number, and the hash of what it said; None if it is new.

        A person who was merged into another is that other one.
        """
        found = self.connection.execute(
            "SELECT kind, CASE kind WHEN 'person' THEN COALESCE(into_id, row_id) ELSE row_id END, content_hash "
            "FROM origin LEFT JOIN merged ON merged.contact_id = row_id WHERE identity = ?",
            (identity,),
        ).fetchone()
        return None if found is None else (found[0], found[1], found[2])

    def referred(self, kind: str, external_id: str, column: str) -> tuple[str, int]:
        """The row of another file of this system.

        Raises:
            RefusedError: it is not known, or was deleted since.
        """
        found = self.known(self.identity_of(kind, external_id))
        if found is None:
            raise RefusedError(
                column,
                f"{quoted(external_id)} is not known in {self.system}; import the {kind} that have it first",
            )
        return found[0], found[1]


@cache
def _value_names(table: str) -> tuple[str, ...]:
    return tuple(name for name in COLUMNS[table] if name not in {"id", "checksum"})


def fill_blanks(load: Load, table: str, row_id: int, values: Mapping[str, Value]) -> bool:
    """Fill what a row of the store does not know yet; what it knows stays.

    Returns:
        Whether there was anything to fill.
    """
    stored = load.writing.row(table, row_id)
    changes = {
        name: value for name, value in values.items() if value is not None and stored[name] in {None, ""}
    }
    load.overlay.note(*changes)
    return bool(changes) and load.writing.update(table, row_id, **changes)


def text_of(row: Staged, name: str) -> str | None:
    """A column's text, None where the file says nothing."""
    value = row.get(name)
    return None if value is None else str(value)
