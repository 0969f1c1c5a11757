"""Files that still hold people who were forgotten: backups, and what is left in the store's own free space."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing

from prospector.errors import ProspectorError
from prospector.store.backups import FOLDER
from prospector.store.opening import inspect

_PIECE = 1 << 22
_TELLING = 6  # bytes of a text that tell it from others


def backups_that_hold(store: str, contacts: Mapping[int, int], texts: Collection[str]) -> tuple[str, ...]:
    """The prospector stores beside a store, or in `backups` there, in which people still are.

    They are only read. A contact of the same number, made in the same second, is the same one.

    Args:
        store: its file.
        contacts: when each was made, by number.
        texts: what they were known by.
    """
    telling = [text for text in texts if len(text.encode()) >= _TELLING]
    return tuple(
        path for path in _stores_beside(store) if _has_contact(path, contacts) or has_bytes(path, telling)
    )


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


def _stores_beside(store: str) -> Iterator[str]:
    own = os.path.realpath(store)
    for folder in (os.path.dirname(own), os.path.join(os.path.dirname(own), FOLDER)):
        if not os.path.isdir(folder):
            continue
        for entry in sorted(os.scandir(folder), key=lambda each: each.name):
            if entry.is_file() and os.path.realpath(entry.path) != own and _is_store(entry.path):
                yield entry.path


def _is_store(path: str) -> bool:
    try:
        inspect(path)
    except ProspectorError:
        return False
    return True


def _has_contact(path: str, contacts: Mapping[int, int]) -> bool:
    from pathlib import Path  # lazy: a forget alone spells a path for a URI

    try:
        with closing(
            sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as copy:
            found = copy.execute("SELECT id, created_at, name FROM contact").fetchall()
    except sqlite3.Error:
        return False
    return any(contacts.get(number) == at and name != f"forgotten {number}" for number, at, name in found)
