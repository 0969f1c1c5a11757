"""Waiting for another prospector, so that Ctrl-C ends it: SQLite's own waiting hears of no signal before it is over."""

from __future__ import annotations

import time
from _sqlite3 import OperationalError

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_STEP = 200  # milliseconds, after which a signal is heard of


def execute_patiently(connection: sqlite3.Connection, *statements: str) -> None:
    """Execute statements that may have to wait for a lock, together as long as the connection's own patience is.

    Args:
        connection: its `busy_timeout` says how long.
        statements: those of which an attempt that failed leaves nothing behind.

    Raises:
        sqlite3.OperationalError: as of SQLite; busy, when the time is over.
    """
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    end = time.monotonic() + patience / 1000
    connection.execute(f"PRAGMA busy_timeout={min(patience, _STEP):d}")
    try:
        for statement in statements:
            while not _is_done(connection, statement, end):
                pass
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience:d}")


def _is_done(connection: sqlite3.Connection, statement: str, end: float) -> bool:
    try:
        connection.execute(statement).fetchall()
    except OperationalError as error:
        if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() >= end:
            raise
        return False
    return True
