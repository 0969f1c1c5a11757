"""A verified copy of a store, made while it is in use.

SQLite writes it (VACUUM INTO: one state of the store, packed, without what was deleted) under a name of its own; it is
checked, brought to disk, and only then takes its place.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress

from prospector.errors import FailedError, UnusableStoreError
from prospector.light import dataclass
from prospector.replacing import draft_beside, make_private_file, publish_draft
from prospector.store.backups import is_good
from prospector.store.opening import BUSY_SECONDS, connect, make_private, uri_of
from prospector.store.soundness import faults_of, lenient, noun_counts, row_counts
from prospector.store.waiting import execute_patiently


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy.

    Attributes:
        path: where it is.
        bytes: its size.
        schema: its version.
        rows: how many there are of each noun.
        faults: what the store had wrong in it, and so the copy; a good one has none.
    """

    path: str
    bytes: int
    schema: int
    rows: dict[str, int]
    faults: tuple[str, ...]


def copy_store(connection: sqlite3.Connection, target: str, *, version: int | None = None) -> Copied | None:
    """Write a verified copy of the store while it is in use.

    Args:
        connection: with no transaction open.
        target: where; what is there is replaced, but a whole one by a whole one only.
        version: the only schema to keep a copy of: where another prospector upgraded the store meanwhile, its backup
            is the one worth having, and None is returned.

    Raises:
        FailedError: the copy cannot be written there, or did not turn out whole; there is none.
        UnusableStoreError: what is there is whole, and the store, and so the copy, is not.
    """
    draft = draft_beside(target)
    try:
        make_private(os.path.dirname(os.path.abspath(target)))
        copied = _drafted(connection, draft, target)
        if version not in {None, copied.schema}:
            return None
        if copied.faults and os.path.lexists(target) and is_good(target):
            raise UnusableStoreError(
                f"the store is damaged, and so would be its copy: {copied.faults[0]}",
                hint=f"{target} is whole, and stays; prospector doctor says more",
            )
        publish_draft(draft, target)
    except OSError as error:
        raise FailedError(
            f"cannot write the backup {target}: {error.strerror}", hint="nothing changed; look at its folder"
        ) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)
    return copied


def draft_of(connection: sqlite3.Connection, draft: str) -> None:
    """Write one state of the store into a new file that its owner alone may read."""
    make_private_file(draft)
    connection.execute("VACUUM INTO ?", (draft,))


def _drafted(connection: sqlite3.Connection, draft: str, target: str) -> Copied:
    rows = _counted(connection, draft)
    with closing(sqlite3.connect(f"{uri_of(draft)}?mode=ro", uri=True)) as copy:
        faults = faults_of(lenient(copy), quick=True)
        if row_counts(copy) != rows:
            raise FailedError(
                f"the copy at {target} would not have all rows",
                hint="the store is damaged; prospector doctor says more",
            )
        schema = int(copy.execute("PRAGMA user_version").fetchone()[0])
        return Copied(target, os.stat(draft).st_size, schema, noun_counts(copy), faults)


def _counted(connection: sqlite3.Connection, draft: str) -> dict[str, int]:
    """Write the draft; the rows that the store had then. Where others write meanwhile, they wait the second time."""
    rows, before = row_counts(connection), _state(connection)
    draft_of(connection, draft)
    if _state(connection) == before:
        return rows
    os.unlink(draft)
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    with closing(connect(path, busy_seconds=BUSY_SECONDS)) as holder:
        execute_patiently(holder, "BEGIN IMMEDIATE")
        rows = row_counts(connection)
        draft_of(connection, draft)
    return rows


def _state(connection: sqlite3.Connection) -> int:
    """A number that another one's commit changes."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
