"""The schema's history: numbered steps of frozen SQL, each one transaction.

`user_version` says which steps a store has seen. An upgrade makes a verified backup first (`upgrading.py`); a step that
fails leaves the store as it was.
"""

from __future__ import annotations

import os
from _sqlite3 import complete_statement

from prospector.light import TYPE_CHECKING
from prospector.store.witness import Witness

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
        script = script_of(name)
        connection.execute("BEGIN IMMEDIATE")
        with Witness(connection.execute("PRAGMA database_list").fetchone()[2]) as witness:
            try:
                if _version(connection) < number:  # else: somebody else was first
                    for statement in statements(script):
                        connection.execute(statement)
                    if number == len(steps):
                        for statement, values in fill:
                            connection.execute(statement, values)
                    connection.execute(f"PRAGMA user_version={number}")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # a full disk has rolled back by itself
                    connection.execute("ROLLBACK")
                if (
                    not witness.is_stored()
                ):  # else the disk failed thereafter: who writes next will hear of it
                    raise


def script_of(step: str) -> str:
    """The SQL of a step."""
    with open(os.path.join(os.path.dirname(__file__), step), encoding="utf-8") as file:
        return file.read()


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def statements(script: str) -> Iterable[str]:
    """Split a script at the semicolons that end its statements."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if complete_statement(statement):
            yield statement
            statement = ""
