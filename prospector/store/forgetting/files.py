"""Files that still hold people who were forgotten: backups, and what is left in the store's own free space."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from prospector.errors import NewerStoreError, ProspectorError
from prospector.store.backups import FOLDER
from prospector.store.opening import inspect

_PIECE = 1 << 22
_TELLING = 6  # bytes of a text that tell it from others


@dataclass(frozen=True, slots=True)
class Copies:
    """Where people still are, outside the store.

    Attributes:
        holding: files that hold one of them.
        unseen: files and folders that could not be looked at, and may.
    """

    holding: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def copies_that_hold(store: str, contacts: Mapping[int, int], texts: Collection[str]) -> Copies:
    """The prospector stores beside a store, or in `backups` there, in which people still are.

    They are only read. A contact of the same number, made in the same second, is the same one.

    Args:
        store: its file.
        contacts: when each was made, by number.
        texts: what they were known by.
    """
    telling = [text for text in texts if len(text.encode()) >= _TELLING]
    holding: list[str] = []
    unseen: list[str] = []
    for path in _files_beside(store, unseen):
        try:
            if not _is_store(path):
                continue
            known = _has_contact(path, contacts)
            if known or has_bytes(path, telling):
                holding.append(path)
            elif known is None:
                unseen.append(path)
        except OSError:
            unseen.append(path)
    return Copies(tuple(holding), tuple(unseen))


def has_bytes(path: str, texts: Collection[str]) -> bool:
    """Whether any of these texts is in a file, as it is written and in small letters."""
    wanted = {form.encode("utf-8", "surrogatepass") for text in texts for form in (text, text.lower())}
    longest = max(map(len, wanted), default=0)
    if not longest:
        return False
    before = b""
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            here = before + piece
            if any(each in here for each in wanted):
                return True
            before = here[-longest:]
    return False


def _files_beside(store: str, unseen: list[str]) -> Iterator[str]:
    """The files beside a store and in `backups` there; a folder that cannot be read is put on a list."""
    own = os.path.realpath(store)
    for folder in (os.path.dirname(own), os.path.join(os.path.dirname(own), FOLDER)):
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name) if os.path.isdir(folder) else []
        except OSError:
            unseen.append(folder)
            continue
        for entry in entries:
            try:
                is_another = entry.is_file() and os.path.realpath(entry.path) != own
            except OSError:  # a link that leads in a circle, or through a folder that is closed
                unseen.append(entry.path)
            else:
                if is_another:
                    yield entry.path


def _is_store(path: str) -> bool:
    """Whether a file is a store, be it of a newer prospector.

    Raises:
        OSError: it cannot be read.
    """
    os.close(os.open(path, os.O_RDONLY))
    try:
        inspect(path)
    except ProspectorError as error:
        return isinstance(error, NewerStoreError)
    return True


def _has_contact(path: str, contacts: Mapping[int, int]) -> bool | None:
    """Whether one of these contacts is in a store; None where it cannot be asked."""
    from pathlib import Path  # lazy: a forget alone spells a path for a URI

    try:
        with closing(
            sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as copy:
            found = copy.execute("SELECT id, created_at, name FROM contact").fetchall()
    except sqlite3.Error:
        return None
    return any(contacts.get(number) == at and name != f"forgotten {number}" for number, at, name in found)
