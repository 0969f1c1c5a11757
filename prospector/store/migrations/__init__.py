"""The schema's history: numbered steps of frozen SQL, each one transaction.

`user_version` says which steps a store has seen. An upgrade makes a verified backup first (`upgrading.py`); a step that
fails leaves the store as it was.
"""

from __future__ import annotations

import os
from _sqlite3 import complete_statement

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

STEPS: tuple[str, ...] = ("0001.sql", "0002.sql", "0003.sql")
LATEST = len(STEPS)


def migrate(
    connection: sqlite3.Connection,
    version: int,
    fill: Iterable[tuple[str, tuple[object, ...]]] = (),
    steps: tuple[str, ...] = STEPS,
) -> None:
    """Take a store from a version to the latest.

    Args:
        connection: with no transaction open.
        version: how many steps it has seen.
        fill: statements for a new store, in the transaction of the last step.
        steps: file names beside this module; a path for a test's own.
    """
    for number, name in enumerate(steps[version:], start=version + 1):
        with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
            script = file.read()
        connection.execute("BEGIN IMMEDIATE")
        try:
            if (
                connection.execute("PRAGMA user_version").fetchone()[0] < number
            ):  # else: somebody else was first
                for statement in statements(script):
                    connection.execute(statement)
                if number == len(steps):
                    for statement, values in fill:
                        connection.execute(statement, values)
                connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def draft_beside(path: str) -> str:
    """A name under which a file is built before it takes its place; one that a crash left behind is in nobody's way."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.join(folder, f".{name}.{os.urandom(6).hex()}.new")


def sync(path: str) -> None:
    """Have a file, or a directory's entries, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def statements(script: str) -> Iterable[str]:
    """Split a script at the semicolons that end its statements."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
