"""What SQLite's errors mean to the user, in one place."""

from __future__ import annotations

from _sqlite3 import Error
from contextlib import contextmanager

from prospector.errors import (
    BusyError,
    FailedError,
    InvalidValueError,
    ProspectorError,
    ReplacedError,
    UnusableStoreError,
)
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MEANINGS: tuple[tuple[str, type[ProspectorError], str, str], ...] = (
    ("SQLITE_BUSY", BusyError, "another prospector is writing to {path}", "nothing changed; try again"),
    ("SQLITE_LOCKED", BusyError, "another prospector is writing to {path}", "nothing changed; try again"),
    (
        "SQLITE_CORRUPT",
        UnusableStoreError,
        "{path} is damaged",
        "nothing was written to it; prospector doctor says what can be done",
    ),
    (
        "SQLITE_NOTADB",
        UnusableStoreError,
        "{path} is not a prospector store",
        "name the store with --db FILE",
    ),
    (
        "SQLITE_CANTOPEN",
        UnusableStoreError,
        "cannot open {path}",
        "look at it and its directory's permissions",
    ),
    ("SQLITE_PERM", UnusableStoreError, "cannot open {path}", "look at its permissions"),
    (
        "SQLITE_READONLY_DBMOVED",
        ReplacedError,
        "{path} was replaced meanwhile",
        "nothing changed; try again",
    ),
    (
        "SQLITE_READONLY",
        FailedError,
        "{path} may not be written to",
        "nothing changed; look at its permissions",
    ),
    ("SQLITE_FULL", FailedError, "the disk is full", "nothing changed; make room and try again"),
    (
        "SQLITE_IOERR",
        FailedError,
        "the disk could not be read or written",
        "nothing changed; look at the disk",
    ),
    ("SQLITE_TOOBIG", FailedError, "a text is too long to store", "nothing changed"),
)


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Turn an error of SQLite that the user can do something about into one that says what."""
    try:
        yield
    except Error as error:
        name = getattr(error, "sqlite_errorname", None) or ""
        if not name and "decode to UTF-8" in str(error):  # what was stored was UTF-8
            name = "SQLITE_CORRUPT"
        for start, kind, message, hint in _MEANINGS:
            if name.startswith(start):
                raise kind(message.format(path=path), hint=hint) from error
        raise
    except OverflowError as error:
        if "SQLite INTEGER" not in str(error):
            raise
        raise InvalidValueError("a number is too large to store", hint="nothing changed") from error
    except UnicodeEncodeError as error:
        raise InvalidValueError("a text is not valid UTF-8", hint="nothing changed") from error
