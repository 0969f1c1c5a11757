"""The store's file: what and how much is in it, whether others may read it, whether its schema is whole."""

from __future__ import annotations

import os
import sqlite3

from prospector.light import dataclass
from prospector.store.migrations import LATEST
from prospector.store.schema_check import declared_differences
from prospector.store.soundness import noun_counts
from prospector.store.store import Store
from prospector.store.surroundings import too_open


@dataclass(frozen=True, slots=True)
class StoreInfo:
    """What `db info` shows.

    Attributes:
        path: of the file, absolute.
        bytes: its size.
        schema: the version of its schema.
        sqlite: the version of SQLite that reads it.
        rows: how many of each noun.
        differences: where the schema is not the declared one; a whole store has none.
        warnings: who else may read or change it.
    """

    path: str
    bytes: int
    schema: int
    sqlite: str
    rows: tuple[tuple[str, int], ...]
    differences: tuple[str, ...]
    warnings: tuple[str, ...]


def compact_store(store: Store) -> tuple[int, int]:
    """Write the store's file anew, without free space; its size in bytes before and after.

    Raises:
        BusyError: another prospector uses it.
        FailedError: there is no room for a second copy.
    """
    before = os.stat(store.path).st_size
    store.compact()
    return before, os.stat(store.path).st_size


def store_info(store: Store) -> StoreInfo:
    """Look at an open store."""
    with store.reading() as connection:
        schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
        rows = tuple(noun_counts(connection).items())
        differences = declared_differences(connection)
    path = os.path.abspath(store.path)
    warnings = tuple(f"{says}: {remedy}" for says, remedy in too_open(path))
    return StoreInfo(path, os.stat(path).st_size, schema, sqlite3.sqlite_version, rows, differences, warnings)


def upgrade_store(path: str, busy_seconds: float) -> tuple[int, int, str | None]:
    """Take a store to the latest schema; a store is also upgraded when any command opens it.

    Returns:
        The version it had, the one it has, and where it is kept as it was; None where nothing was to do.

    Raises:
        UnusableStoreError: there is no store, or none that may be opened.
    """
    with Store(path, busy_seconds=busy_seconds) as store:
        before, backup = store.upgrade or (LATEST, None)
    return before, LATEST, backup
