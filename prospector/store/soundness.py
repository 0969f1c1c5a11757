"""Whether a store is whole: read as it lies, with nothing changed, whatever is broken in it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from tempfile import TemporaryDirectory

from prospector.light import dataclass
from prospector.store.columns import COLUMNS
from prospector.store.opening import BUSY_SECONDS, uri_of
from prospector.store.reading_damaged import RowReader, Tell
from prospector.store.writing import checksum

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
_SIDE_FILES = ("-journal", "-wal")
_MESSAGES = 20
CHECKED = tuple(table for table, names in COLUMNS.items() if "checksum" in names)


@dataclass(frozen=True, slots=True)
class Look:
    """A store that is looked at.

    Attributes:
        connection: cannot change the store.
        was_interrupted: whether a command died in the middle of writing; the next one takes that back first, and what
            is looked at is a copy in which it was.
    """

    connection: sqlite3.Connection
    was_interrupted: bool = False


@contextmanager
def looking_at(path: str, *, forgiving: bool = False) -> Iterator[Look]:
    """Look at a file that `inspect` has let pass, without changing a byte of it or beside it.

    Args:
        path: of the file.
        forgiving: whether to read on where the file is cut short or its schema has a flaw.
    """
    if not keeps_log_apart(path):  # to read such a one, SQLite makes files beside it
        try:
            with closing(_reading(path, forgiving=forgiving)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                yield Look(connection)
                return
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", None) or ""
            if not name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
                raise
    with TemporaryDirectory(prefix="prospector-look-") as folder:  # readable by the owner alone
        copy = os.path.join(folder, "store")
        for end in ("", *_SIDE_FILES):
            if os.path.exists(path + end):
                shutil.copyfile(path + end, copy + end)
        with closing(_reading(copy, mode="rw", forgiving=forgiving)) as connection:
            yield Look(connection, was_interrupted=os.path.exists(f"{path}-journal"))


def keeps_log_apart(path: str) -> bool:
    """Whether another program had the store keep a write-ahead log, whose loss nobody would notice."""
    with open(path, "rb") as file:
        return 2 in file.read(20)[18:]


def tables_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The tables of this program that a store has; an older schema has fewer."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(table for table in COLUMNS if table in found)


def row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table holds."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in tables_of(connection)
    }


def noun_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many there are of each noun."""
    return {
        noun: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for noun, table in _NOUNS
    }


def structure_faults(connection: sqlite3.Connection, table: str = "", *, quick: bool = False) -> list[str]:
    """What SQLite's own check has against the file, or against one table and its indices; nothing if it is whole."""
    pragma = "quick_check" if quick else "integrity_check"
    try:
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {pragma}({table or _MESSAGES})")]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def broken_references(connection: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """Rows that refer to rows that are not there: their table, their number (0 where they have none), the other table."""
    found = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [(table, number or 0, parent) for table, number, parent, _ in found]


def changed_rows(
    connection: sqlite3.Connection, table: str, tell: Tell | None = None
) -> tuple[list[int], RowReader]:
    """Numbers of the rows that are not what was stored, by their checksums; and the reader, which knows what is lost."""
    names = [name for name in COLUMNS[table] if name not in {"id", "checksum"}]
    reader = RowReader(connection, table, ("id", *names, "checksum"))
    found = [row[0] for row in reader.rows(tell) if checksum(row[1:-1]) != row[-1]]
    return found, reader


def faults_of(connection: sqlite3.Connection, *, quick: bool = False) -> tuple[str, ...]:
    """All that speaks against trusting a copy, one line each: structure, references, rows that were altered."""
    found = structure_faults(connection, quick=quick)
    if found:
        return tuple(found)
    references = [
        f"{table} {number} refers to no {parent}" for table, number, parent in broken_references(connection)
    ]
    altered = [
        f"{table} {number} is not as it was stored"
        for table in tables_of(connection)
        if table in CHECKED
        for number in changed_rows(connection, table)[0]
    ]
    return (*references, *altered)


def lenient(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Have texts read whose bytes are no longer UTF-8, as damage leaves them."""
    connection.text_factory = _text
    return connection


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _reading(path: str, *, mode: str = "ro", forgiving: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{uri_of(path)}?mode={mode}", uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    if forgiving:
        connection.execute("PRAGMA writable_schema=ON")  # else a file that is cut short is not read at all
    return lenient(connection)
