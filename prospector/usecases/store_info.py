"""The store's file: what and how much is in it, whether others may read it, whether its schema is whole."""

from __future__ import annotations

import os
import sqlite3
import stat

from prospector.light import dataclass
from prospector.store.migrations import LATEST
from prospector.store.opening import inspect
from prospector.store.schema_check import declared_differences
from prospector.store.store import Store

_NOUNS: tuple[tuple[str, str], ...] = (
    ("activities", "activity"),
    ("contacts", "contact"),
    ("accounts", "account"),
    ("leads", "lead"),
    ("deals", "deal"),
    ("appointments", "appointment"),
    ("content", "content"),
    ("quotas", "target WHERE sort = 'quota'"),
    ("goals", "target WHERE sort = 'goal'"),
    ("imports", "import_run"),
    ("reps", "rep"),
)


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


def store_info(store: Store) -> StoreInfo:
    """Look at an open store."""
    with store.reading() as connection:
        schema = int(connection.execute("PRAGMA user_version").fetchone()[0])
        rows = tuple(
            (noun, int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))
            for noun, table in _NOUNS
        )
        differences = declared_differences(connection)
    path = os.path.abspath(store.path)
    return StoreInfo(
        path, os.stat(path).st_size, schema, sqlite3.sqlite_version, rows, differences, _warnings(path)
    )


def upgrade_store(path: str, busy_seconds: float) -> tuple[int, int]:
    """Take a store to the latest schema; a store is also upgraded when any command opens it.

    Returns:
        The version it had, and the one it has.

    Raises:
        UnusableStoreError: there is no store, or none that may be opened.
    """
    before = inspect(path)
    Store(path, busy_seconds=busy_seconds).close()
    return before, LATEST


def _warnings(path: str) -> tuple[str, ...]:
    if os.name != "posix":
        return ()
    mode = stat.S_IMODE(os.stat(path).st_mode)
    warnings = [f"others on this machine may read it: chmod 600 {path}"] if mode & 0o077 else []
    folder = os.path.dirname(path)
    above = os.stat(folder).st_mode
    if above & 0o002 and not above & stat.S_ISVTX:
        warnings.append(f"anybody may replace it: chmod 700 {folder}")
    return tuple(warnings)
