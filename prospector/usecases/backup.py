"""Backups: a verified copy of the store while it is in use; old ones make room for good new ones alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime

from prospector.errors import FailedError, InvalidValueError, ProspectorError, UnusableStoreError
from prospector.light import dataclass
from prospector.store.backups import dated_backups, dated_name, folder_beside, is_earlier, is_good
from prospector.store.copying import Copied, copy_store
from prospector.store.faults import translated
from prospector.store.opening import connect, inspect
from prospector.store.soundness import looking_at


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What `backup` did.

    Attributes:
        removed: older backups that made room.
        bad: older backups that are damaged, and so count for nothing and stay.
    """

    copy: Copied
    removed: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()


def back_up(
    path: str, target: str | None, *, keep: int | None, now: datetime, busy_seconds: float
) -> BackedUp:
    """Write a verified copy of the store.

    Args:
        path: of the store.
        target: a file; or a folder, which then gets a dated backup; None for the folder `backups` beside the store.
        keep: how many good dated backups the folder keeps, this one among them; None for all.
        now: the time that a dated backup is named after.
        busy_seconds: how long to wait for another prospector.

    Raises:
        UnusableStoreError: there is no store, or it is damaged; no backup was made.
        InvalidValueError: the target is the store itself, or something that is no earlier backup of it.
        FailedError: the copy cannot be written there.
    """
    inspect(path)
    is_folder = target is None or os.path.isdir(target) or target.endswith(os.sep)
    if keep is not None and not is_folder:
        raise InvalidValueError(
            "--keep is for a folder of dated backups", hint="name a folder, or no file at all"
        )
    folder = (folder_beside(path) if target is None else os.path.abspath(target)) if is_folder else ""
    file = dated_name(path, folder, now) if target is None or is_folder else target
    if target is not None:
        _check_folder(folder or os.path.dirname(os.path.abspath(target)))
    with translated(path), closing(connect(path, busy_seconds=busy_seconds)) as connection:
        _check_target(connection, path, file)
        copy = copy_store(connection, file)
    if copy is None:  # it was asked for whatever the schema
        raise FailedError(f"there is no copy at {file}")
    if keep is None or copy.faults:
        return BackedUp(copy)
    return _make_room(path, copy, folder, keep)


def _check_folder(above: str) -> None:
    """Refuse to make folders for a backup: a stick that is not plugged in would be one, on the same disk."""
    if not os.path.isdir(above):
        raise FailedError(f"there is no folder {above}", hint="no backup was made; make it, or name another")


def _check_target(connection: sqlite3.Connection, path: str, target: str) -> None:
    if not os.path.lexists(target):
        return
    if os.path.exists(target) and os.path.samefile(path, target):
        raise InvalidValueError(f"{target} is the store itself", hint="name another file for its backup")
    refusal = InvalidValueError(
        f"{target} is there already and is no earlier backup of this store",
        hint="nothing was written to it; name another file, or remove it",
    )
    try:
        inspect(target)
        with looking_at(target) as look:
            if is_earlier(look.connection, connection):
                return
    except UnusableStoreError:
        pass
    except sqlite3.DatabaseError:
        refusal.hint = "it is damaged; name another file, or remove it"
    raise refusal from None


def _make_room(path: str, copy: Copied, folder: str, keep: int) -> BackedUp:
    """Remove the oldest of a folder's dated backups, as long as so many good ones stay."""
    removed: list[str] = []
    bad: list[str] = []
    good = 1
    for each in dated_backups(path, folder):
        if os.path.abspath(each) == os.path.abspath(copy.path):
            continue
        if not is_good(each):
            if os.path.lexists(each):  # else another one made room meanwhile
                bad.append(each)
        elif good < keep:
            good += 1
        else:
            removed.append(each)
    for each in removed:
        try:
            os.unlink(each)
        except FileNotFoundError:
            continue  # another one did it
        except OSError as error:
            raise ProspectorError(
                f"the backup is made, but {each} could not be removed: {error.strerror}",
                hint="look at its folder's permissions",
            ) from None
    return BackedUp(copy, tuple(removed), tuple(bad))
