"""Where backups of a store are kept, what they are called, and which of them are good.

They lie in the folder `backups` beside the store: `NAME-2026-11-20-104200.EXT` by its own command, and
`NAME-before-schema-3.EXT` of an upgrade. `NAME-before-restore-….EXT` beside the store is what a restore took the place of.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import suppress
from datetime import datetime
from functools import partial

from prospector.errors import ProspectorError
from prospector.store.migrations import LATEST
from prospector.store.opening import inspect
from prospector.store.soundness import faults_of, looking_at, noun_counts

FOLDER = "backups"
_STAMP = "%Y-%m-%d-%H%M%S"
_DATED = r"-\d{4}-\d\d-\d\d-\d{6}(-\d+)?"
_UPGRADED = r"-before-schema-\d+"
_RESTORED = r"-before-restore-\d{4}-\d\d-\d\d-\d{6}(-\d+)?"


def folder_beside(path: str) -> str:
    """The folder for the backups of a store."""
    return os.path.join(os.path.dirname(os.path.abspath(path)), FOLDER)


def dated_name(path: str, folder: str, now: datetime) -> str:
    """A name in a folder for a backup of now that no other has."""
    return _free(path, folder, now.strftime(_STAMP))


def name_before_upgrade(path: str, schema: int = LATEST) -> str:
    """The name of the backup that an upgrade makes."""
    stem, end = os.path.splitext(os.path.basename(path))
    return os.path.join(folder_beside(path), f"{stem}-before-schema-{schema}{end}")


def name_before_restore(path: str, now: datetime) -> str:
    """The name under which a restore keeps the store that was there."""
    return _free(path, os.path.dirname(os.path.abspath(path)), f"before-restore-{now.strftime(_STAMP)}")


def dated_backups(path: str, folder: str) -> list[str]:
    """The dated backups of a store in a folder, the newest first."""
    return _found(path, folder, _DATED)


def all_backups(path: str) -> list[str]:
    """Every copy of a store that is known by its name, the newest file first."""
    beside = folder_beside(path)
    found = [
        *_found(path, beside, f"({_DATED}|{_UPGRADED})"),
        *_found(path, os.path.dirname(beside), _RESTORED),
    ]
    return sorted(found, key=last_written, reverse=True)


def newest_good_backup(path: str) -> str | None:
    """The newest backup that is whole; what a restore replaced is none."""
    found = _found(path, folder_beside(path), f"({_DATED}|{_UPGRADED})")
    newest_first = sorted(found, key=last_written, reverse=True)
    return next((each for each in newest_first if is_good(each)), None)


def is_good(path: str) -> bool:
    """Whether a file is a store in which everything is as it was stored."""
    try:
        inspect(path)
        with looking_at(path) as look:
            return not faults_of(look.connection)
    except (ProspectorError, sqlite3.DatabaseError):
        return False


def is_earlier(other: sqlite3.Connection, store: sqlite3.Connection) -> bool:
    """Whether a file is an earlier state of a store: the same beginning, and no number given that the store has not."""
    beginning = (
        "SELECT (SELECT at FROM deed ORDER BY id LIMIT 1), (SELECT at FROM import_run ORDER BY id LIMIT 1)"
    )
    theirs, ours = (each.execute(beginning).fetchone() for each in (other, store))
    if theirs == (None, None):
        return not any(noun_counts(other)[noun] for noun in ("activities", "contacts", "deals"))
    if any(mine is not None and mine != own for mine, own in zip(theirs, ours, strict=True)):
        return False
    for row_id, identity in other.execute("SELECT id, identity FROM activity LIMIT 100"):
        own = store.execute("SELECT identity FROM activity WHERE id = ?", (row_id,)).fetchone()
        if own is not None and own[0] != identity:  # which is never changed
            return False
    given = dict(store.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return all(
        seq <= given.get(name, 0) for name, seq in other.execute("SELECT name, seq FROM sqlite_sequence")
    )


def last_written(path: str) -> float:
    """When a file was last written; long ago where it has gone meanwhile."""
    try:
        return os.stat(path).st_mtime
    except FileNotFoundError:
        return 0.0


def _free(path: str, folder: str, middle: str) -> str:
    stem, end = os.path.splitext(os.path.basename(path))
    name = partial(os.path.join, folder)
    wanted, number = name(f"{stem}-{middle}{end}"), 2
    while os.path.lexists(wanted):
        wanted, number = name(f"{stem}-{middle}-{number}{end}"), number + 1
    return wanted


def _found(path: str, folder: str, middle: str) -> list[str]:
    stem, end = os.path.splitext(os.path.basename(path))
    pattern = re.compile(re.escape(stem) + middle + re.escape(end))
    names: list[str] = []
    with suppress(OSError):
        names = os.listdir(folder)
    return [
        os.path.join(folder, name)
        for name in sorted(names, key=_age, reverse=True)
        if pattern.fullmatch(name)
    ]


def _age(name: str) -> list[tuple[int, str]]:
    """Names in the order of their dates, and the second of one second after the first."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"[-.]", name)]
