"""Restore: a backup takes the place of the store, whole or not at all, and what was there is kept.

The copy is made, upgraded and checked under a name of its own. Then the store is locked, what was there gets another
name, and the copy its place. Whoever opened the old file before that cannot write to it any more: SQLite sees that it
was moved, and the command is tried anew or says so.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from shlex import quote

from prospector.errors import FailedError, InvalidValueError, UnusableStoreError
from prospector.light import dataclass
from prospector.replacing import draft_beside, sync, sync_folder
from prospector.store.backups import folder_beside, name_before_restore
from prospector.store.copying import draft_of
from prospector.store.faults import translated
from prospector.store.forgetting.forget import forget_again, remembered_of
from prospector.store.forgetting.places import Place
from prospector.store.migrations import LATEST, migrate
from prospector.store.opening import connect, inspect, make_private
from prospector.store.soundness import faults_of, looking_at, noun_counts
from prospector.store.waiting import execute_patiently

_SIDE_FILES = ("-journal", "-wal", "-shm")
_UNREADABLE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that may take the place of the store.

    Attributes:
        schema: the version that the backup has.
        rows: how many there are of each noun in it.
        replaced: how many there are in the store; None where it is not there, or damaged.
    """

    schema: int
    rows: dict[str, int]
    replaced: dict[str, int] | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What `restore` did.

    Attributes:
        rows: how many there are of each noun now.
        schema: the version that the backup had.
        kept: where the store is that was there; None where there was none.
        forgotten: how many people of the backup had been forgotten since, and are again; None where the store that was
            there is so damaged that nobody can tell.
        elsewhere: texts about others that name one of these people.
    """

    path: str
    rows: dict[str, int]
    schema: int
    kept: str | None
    forgotten: int | None = 0
    elsewhere: tuple[Place, ...] = ()


def check_backup(path: str, backup: str) -> Prepared:
    """Look at a backup that is to be restored.

    Raises:
        InvalidValueError: it is the store itself.
        UnusableStoreError: it is not there, not a store of ours, of a newer prospector, or damaged.
    """
    if os.path.exists(path) and os.path.exists(backup) and os.path.samefile(path, backup):
        raise InvalidValueError(f"{backup} is the store itself", hint="name a backup of it")
    schema = _inspected(path, backup)
    rows: dict[str, int] = {}
    with translated(backup):
        try:
            with looking_at(backup) as look:
                faults = faults_of(look.connection)
                if not faults:
                    rows = noun_counts(look.connection)
        except sqlite3.DatabaseError as error:
            if not (getattr(error, "sqlite_errorname", None) or "").startswith("SQLITE_CORRUPT"):
                raise
            faults = ("it cannot be read",)
    if faults:
        raise UnusableStoreError(
            f"{backup} is damaged: {faults[0]}",
            hint=f"nothing was restored; prospector --db {quote(backup)} doctor says more",
        )
    return Prepared(schema, rows, _rows_of(path))


def restore(path: str, backup: str, *, now: datetime, busy_seconds: float) -> Restored:
    """Put a backup in the place of the store.

    Args:
        path: of the store; it may be missing or damaged.
        backup: of the copy, which stays as it is.
        now: the time that the kept store is named after.
        busy_seconds: how long to wait for another prospector.

    Raises:
        UnusableStoreError: as of `check_backup`.
        BusyError: another prospector did not finish in time; nothing changed.
        FailedError: the copy cannot be written; nothing changed.
    """
    prepared = check_backup(path, backup)
    draft = draft_beside(path)
    try:
        make_private(os.path.dirname(os.path.abspath(path)))
        with translated(path), _held(path, busy_seconds) as old:
            _draft(backup, draft, prepared.schema)
            forgotten, elsewhere = _forget_again(path, old, draft)
            _check(draft)
            rows = _counted(draft)
            kept = _swap(path, draft, now, was_locked=old is not None)
    except OSError as error:
        raise FailedError(
            f"cannot restore to {path}: {error.strerror}", hint="nothing changed; look at its folder"
        ) from None
    finally:
        with suppress(OSError):
            os.unlink(draft)
    return Restored(path, rows, prepared.schema, kept, forgotten, elsewhere)


def _inspected(path: str, backup: str) -> int:
    """The schema of a backup; errors as of `check_backup`."""
    folder = folder_beside(path)
    hint = (
        f"nothing was restored; backups are in {folder}" if os.path.isdir(folder) else "nothing was restored"
    )
    if not os.path.lexists(backup):
        raise UnusableStoreError(f"there is no backup at {backup}", hint=hint)
    try:
        return inspect(backup)
    except UnusableStoreError as error:
        if "--db" in error.hint:  # which is for stores
            error.hint = hint
        raise


@contextmanager
def _held(path: str, busy_seconds: float) -> Iterator[sqlite3.Connection | None]:
    """The store that is there, with no other prospector in it; None where it is missing or cannot be read."""
    with ExitStack() as held:
        try:
            inspect(path)
            old = held.enter_context(closing(connect(path, busy_seconds=busy_seconds)))
            execute_patiently(old, "BEGIN EXCLUSIVE")  # also takes back what a command left undone that died
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except UnusableStoreError:
            held.close()
            yield None
            return
        except sqlite3.DatabaseError as error:
            if not (getattr(error, "sqlite_errorname", None) or "").startswith(_UNREADABLE):
                raise
            held.close()
            yield None
            return
        yield old


def _draft(backup: str, draft: str, schema: int) -> None:
    """Write the copy, and take it to the latest schema."""
    with translated(backup), looking_at(backup) as look:
        draft_of(look.connection, draft)
    if schema < LATEST:
        with closing(connect(draft)) as connection:
            migrate(connection, schema)


def _forget_again(
    path: str, old: sqlite3.Connection | None, draft: str
) -> tuple[int | None, tuple[Place, ...]]:
    """Forget in the copy who was forgotten in the store that is there; as of `Restored`."""
    if old is None:
        return None if os.path.exists(path) else 0, ()
    try:
        remembered = remembered_of(old)
    except sqlite3.DatabaseError:
        return None, ()
    if remembered is None:
        return 0, ()
    with closing(connect(draft)) as connection:
        again = forget_again(remembered, connection)
        connection.execute("VACUUM")
    return again


def _check(draft: str) -> None:
    with looking_at(draft) as look:
        if faults := faults_of(look.connection, quick=True):
            raise FailedError(
                f"the copy did not turn out whole: {faults[0]}", hint="nothing changed; try again"
            )


def _counted(draft: str) -> dict[str, int]:
    with looking_at(draft) as look:
        return noun_counts(look.connection)


def _swap(path: str, draft: str, now: datetime, *, was_locked: bool) -> str | None:
    """Give what is there another name and the draft its place; there is no moment without a store."""
    sync(draft)
    target = os.path.realpath(path)
    if not os.path.exists(target):
        os.replace(draft, target)
        sync_folder(target)
        return None
    kept = name_before_restore(target, now)
    moved = [""]
    try:
        _link(target, kept)
        for end in (
            () if was_locked else _SIDE_FILES
        ):  # what cannot be locked may have left them; they are its own
            with suppress(FileNotFoundError):
                os.rename(target + end, kept + end)
                moved.append(end)
        sync_folder(target)
        os.replace(draft, target)
    except OSError:
        for end in moved:  # the store has its own name again, and no other
            with suppress(OSError):
                os.replace(kept + end, target + end)
        with suppress(OSError):
            if os.path.samefile(kept, target):  # two names of one file are not replaced by each other
                os.unlink(kept)
        raise
    sync_folder(target)
    return kept


def _link(target: str, kept: str) -> None:
    """Give the store a second name, or, where a file system knows no such thing, another one."""
    try:
        os.link(target, kept)
    except OSError:
        os.rename(target, kept)


def _rows_of(path: str) -> dict[str, int] | None:
    try:
        inspect(path)
        with looking_at(path) as look:
            return noun_counts(look.connection)
    except (UnusableStoreError, sqlite3.DatabaseError):
        return None
