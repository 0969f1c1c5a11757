"""The record of imports: what each read and what became of it; and the ledger of files that are done."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from prospector.light import dataclass, replace
from prospector.store.columns import COLUMNS
from prospector.store.loading.inserting import insert_row
from prospector.store.loading.tally import Tally
from prospector.store.writing import checksum

_COUNTS = ("rows", "added", "updated", "unchanged", "skipped", "rejected", "contacts_added", "accounts_added")
_NAMES = COLUMNS["import_run"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What makes a file the same file: its bytes, and all that decides what they become."""

    sha256: str
    options_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One import.

    Attributes:
        at: when, UTC seconds.
        options: JSON of the mapping as it was understood.
        undone_at: when it was taken back, None if it stands.
    """

    file: str
    ledger: Ledger
    system: str
    profile: str
    kind: str
    at: int
    options: str
    id: int | None = None
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    contacts_added: int = 0
    accounts_added: int = 0
    undone_at: int | None = None


def find_run(connection: sqlite3.Connection, ledger: Ledger) -> Run | None:
    """The import that took in all of this very file, if one did and stands; one that rejected rows did not."""
    rows = runs(
        connection,
        "WHERE sha256 = ? AND options_digest = ? AND rejected = 0 AND undone_at IS NULL "
        # rows that it found stored may have gone with another import that was taken back since
        "AND NOT EXISTS (SELECT 1 FROM import_run AS other WHERE other.undone_at >= import_run.at)",
        ledger.sha256,
        ledger.options_digest,
    )
    return rows[-1] if rows else None


def changed_fields(connection: sqlite3.Connection, number: int) -> dict[str, int]:
    """How many rows got another value from an import, by canonical column, the most often changed first."""
    found = connection.execute("SELECT field, rows FROM import_field WHERE import_id = ?", (number,))
    return most_first(dict(found.fetchall()))


def most_first(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by name, the largest first."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def runs(connection: sqlite3.Connection, condition: str = "", *values: str | int) -> list[Run]:
    """Imports in the order in which they ran."""
    found = []
    for row in connection.execute(
        f"SELECT {', '.join(_NAMES)} FROM import_run {condition} ORDER BY id", values
    ):
        fields = dict(zip(_NAMES, row, strict=True))
        ledger = Ledger(fields.pop("sha256"), fields.pop("options_digest"))
        del fields["checksum"]
        found.append(Run(ledger=ledger, **fields))
    return found


def open_run(connection: sqlite3.Connection, run: Run) -> int:
    """Begin an import; its counts are settled at the end.

    Returns:
        Its number.
    """
    values = _values(run)
    return insert_row(connection, "import_run", (None, *values, checksum(values)))


def settle_run(
    connection: sqlite3.Connection, number: int, tally: Tally, *, rows: int, skipped: int, rejected: int
) -> Run:
    """Write down what became of the rows."""
    run = replace(
        runs(connection, "WHERE id = ?", number)[0],
        rows=rows,
        added=tally.added,
        updated=tally.updated,
        unchanged=tally.unchanged,
        skipped=skipped,
        rejected=rejected,
        contacts_added=tally.contacts,
        accounts_added=tally.accounts,
    )
    connection.execute(
        f"UPDATE import_run SET {', '.join(f'{name} = ?' for name in _COUNTS)}, checksum = ? WHERE id = ?",
        (*(getattr(run, name) for name in _COUNTS), checksum(_values(run)), number),
    )
    connection.executemany(
        "INSERT INTO import_field (import_id, field, rows) VALUES (?, ?, ?)",
        [(number, name, count) for name, count in sorted(tally.changed.items())],
    )
    return run


def _values(run: Run) -> list[int | str | None]:
    fields = {"sha256": run.ledger.sha256, "options_digest": run.ledger.options_digest}
    return [
        fields[name] if name in fields else getattr(run, name)
        for name in _NAMES
        if name not in {"id", "checksum"}
    ]
