"""Writing rows: the one place where a statement changes a noun's table.

Every insert, update and delete goes through `Writing`: it keeps the row's checksum, and remembers the row before and
after as JSON, so that any deed can be undone and redone, whatever tables it touched. Bulk imports write rows with
their own statements (`loading/`) and are taken back by their number.
"""

from __future__ import annotations

from _blake2 import blake2b  # `hashlib` loads OpenSSL as well, which takes a fifth of a log
from functools import cache

from prospector.domain.naming import tidy, unfit
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING
from prospector.store.columns import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

Value = int | str | bytes | None
SHOWN = "\x1f"  # behind each value in the text that a checksum is made of
_NO_MARK = blake2b(digest_size=8)


def checksum(values: Sequence[Value]) -> int:
    """A 64-bit mark of a row's values in the order of its columns, to notice a flipped bit."""
    return checksum_of_text(f"%s{SHOWN}" * len(values) % tuple(values))  # half the time of joining them


def checksum_of_text(text: str) -> int:
    """The mark of a row whose values were put together: each as Python shows it, and an ASCII 31 behind it."""
    mark = _NO_MARK.copy()  # sooner than another one
    try:
        mark.update(text.encode())
    except UnicodeEncodeError:  # half of a pair, which old files may have
        mark.update(text.encode("utf-8", "surrogatepass"))
    return int.from_bytes(mark.digest(), "big", signed=True)


def _insertion(table: str, names: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


class Writing:
    """The rows that one deed changes, inside an open write transaction.

    Attributes:
        altered: rows that were not as they were stored when the deed changed them, by table and number. Their checksums
            are right now, so `doctor` cannot find them any more.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.altered: list[tuple[str, int]] = []
        self.changes: list[tuple[str, int, str | None, str | None]] = []
        self._unfit: InvalidValueError | None = None
        self._deed_id: int | None = None

    def insert(self, table: str, /, **values: Value) -> int:
        """Insert a row; columns that are not named are null.

        Returns:
            Its id, which no other row ever had.
        """
        names = [name for name in COLUMNS[table] if name not in {"id", "checksum"}]
        if unknown := values.keys() - set(names):
            raise TypeError(f"{table} has no column {', '.join(sorted(unknown))}")
        self._tidy(values)
        row = [values.get(name) for name in names]
        if "checksum" in COLUMNS[table]:
            names.append("checksum")
            row.append(checksum(row))
        cursor = self.connection.execute(_insertion(table, names), row)
        row_id = cursor.lastrowid or 0
        self.changes.append((table, row_id, None, snapshot(self.connection, table, row_id)))
        return row_id

    def update(self, table: str, row_id: int, /, **values: Value) -> bool:
        """Change columns of a row.

        Returns:
            Whether anything is different now.
        """
        before = snapshot(self.connection, table, row_id)
        row = self.row(table, row_id)
        values = {name: value for name, value in values.items() if row[name] != value}
        self._tidy(values)
        if all(row[name] == value for name, value in values.items()):
            return False
        names = [name for name in COLUMNS[table] if name not in {"id", "checksum"}]
        if checksum([row[name] for name in names]) != row["checksum"]:
            self.altered.append((table, row_id))
        row.update(values)
        values["checksum"] = checksum([row[name] for name in names])
        self.connection.execute(
            f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?",
            (*values.values(), row_id),
        )
        self.changes.append((table, row_id, before, snapshot(self.connection, table, row_id)))
        return True

    def delete(self, table: str, row_id: int) -> None:
        """Delete a row; its id is never given to another."""
        before = snapshot(self.connection, table, row_id)
        self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
        self.changes.append((table, row_id, before, None))

    def remember_imported(self, activity_id: int) -> None:
        """Keep the identity of an imported activity that is to be deleted, so that no import brings it back.

        It is no part of the deed: it stays after undo, when the activity is there again and known by itself.
        """
        self.connection.execute(
            "INSERT INTO origin (identity, kind, row_id, system, external_id, content_hash, import_id) "
            "SELECT identity, 'activities', activity.id, system, activity.external_id, content_hash, import_id "
            "FROM activity JOIN import_run ON import_run.id = import_id WHERE activity.id = ? "
            "ON CONFLICT(identity) DO NOTHING",
            (activity_id,),
        )

    def row(self, table: str, row_id: int) -> dict[str, Value]:
        """The row as it is now.

        Raises:
            KeyError: there is none; a bug of the caller, who looked it up in the same transaction.
        """
        return read_row(self.connection, table, row_id)

    def record(self, *, at: int, rep_id: int, label: str, sort: str = "edit") -> int | None:
        """Write down what the deed changed, for undo; what was undone before can no longer be redone.

        Args:
            at: when, UTC seconds.
            rep_id: whose command it is.
            label: what was done, in words that follow "undone:".
            sort: log, edit, or import: that is taken back by its number and stands beside undo and redo.

        Returns:
            The number of the deed, None if nothing changed.

        Raises:
            InvalidValueError: what was typed is too long, or no name; what a file says was measured when it was read.
        """
        if self._unfit is not None and sort != "import":
            raise self._unfit
        if self._deed_id is None and not self.changes:
            return None
        for (deed_id,) in self.connection.execute(
            "SELECT id FROM deed WHERE rep_id = ? AND state = 'undone' AND sort NOT IN ('import', 'import-undo') "
            "AND ? <> 'import'",
            (rep_id, sort),
        ).fetchall():
            set_state(self.connection, deed_id, "dropped")
        deed_id = self.begin(at=at, rep_id=rep_id, label=label, sort=sort)
        self.journal(self.changes)
        return deed_id

    def begin(self, *, at: int, rep_id: int, label: str, sort: str) -> int:
        """Write the deed down before its changes, where these are too many to be held; arguments as in `record`.

        Returns:
            Its number.
        """
        if self._deed_id is None:
            values: list[Value] = [at, rep_id, label, sort, "done"]
            cursor = self.connection.execute(
                "INSERT INTO deed (at, rep_id, label, sort, state, checksum) VALUES (?, ?, ?, ?, ?, ?)",
                (*values, checksum(values)),
            )
            self._deed_id = cursor.lastrowid or 0
        return self._deed_id

    def journal(self, changes: Iterable[tuple[str, int, str | None, str | None]]) -> None:
        """Write changes down that were made by statements of their own: table, row, before and after.

        What an import does to many rows is told by the columns that differ, and the checksum, which tells of the others.
        """
        self.connection.executemany(
            f"INSERT INTO change (deed_id, table_name, row_id, before, after) VALUES ({self._deed_id:d}, ?, ?, ?, ?)",
            changes,
        )

    def _tidy(self, values: dict[str, Value]) -> None:
        """Bring texts to the form that an import gives them, and measure them."""
        for name, value in values.items():
            if isinstance(value, str):
                values[name] = text = tidy(name, value)
                self._unfit = self._unfit or unfit(name, text or "")


def read_row(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, Value]:
    """A row by its columns.

    Raises:
        KeyError: there is none.
    """
    names = COLUMNS[table]
    found = connection.execute(f"SELECT {', '.join(names)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    if found is None:
        raise KeyError(f"{table} {row_id}")
    return dict(zip(names, found, strict=True))


def snapshot(connection: sqlite3.Connection, table: str, row_id: int) -> str | None:
    """A row as a JSON object, bytes as hexadecimal text; None where there is no such row."""
    found = connection.execute(f"SELECT {as_json(table)} FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return None if found is None else str(found[0])


@cache
def as_json(table: str) -> str:
    """The SQL that makes a JSON object of a row."""
    pairs = ", ".join(
        f"'{name}', hex({name})" if name == "identity" else f"'{name}', {name}" for name in COLUMNS[table]
    )
    return f"json_object({pairs})"


def set_state(connection: sqlite3.Connection, deed_id: int, state: str) -> None:
    """Say whether a deed is done, undone, or can no longer be redone."""
    at, rep_id, label, sort = connection.execute(
        "SELECT at, rep_id, label, sort FROM deed WHERE id = ?", (deed_id,)
    ).fetchone()
    connection.execute(
        "UPDATE deed SET state = ?, checksum = ? WHERE id = ?",
        (state, checksum([at, rep_id, label, sort, state]), deed_id),
    )
