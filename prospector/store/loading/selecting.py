"""Putting staged rows in by one statement: SQLite takes them out of the staging, looks up what they mean, and writes.

No row becomes an object of Python on its way; all that Python does for one is its checksum.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence

from prospector.light import dataclass
from prospector.store.columns import COLUMNS
from prospector.store.writing import Value, checksum_of_text

NULL = "NULL"
_SAME = re.compile(rf"{NULL}|-?\d+")  # an expression that all rows share
_INTERRUPTED = "user-defined function raised exception"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What stands in a column of the staging, and what it stands for.

    Attributes:
        expressions: in SQL, by the names of the columns that it stands for.
        join: adds what the expressions need to a selection from the staging.
    """

    expressions: Mapping[str, str]
    join: str


def tell_meaning(
    connection: sqlite3.Connection,
    column: str,
    names: Sequence[str],
    found: Mapping[Value, Sequence[int | None]],
) -> Meaning:
    """Let statements know what stands for what; what is the same throughout becomes a number in them.

    Args:
        connection: inside a transaction.
        column: of the staging.
        names: of the columns that it stands for.
        found: numbers of rows and the like, by what stands in the column; where that may be null, by None too.
    """
    table = f"meant_by_{column}"
    expressions = {name: f"{table}.{name}" for name in names}
    for name, values in zip(names, zip(*found.values(), strict=True), strict=False):
        if len(same := set(values)) == 1:
            expressions[name] = _literal(same.pop())
    if not found:
        expressions = dict.fromkeys(names, NULL)
    if all(_SAME.fullmatch(expression) for expression in expressions.values()):
        return Meaning(expressions, "")
    connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute(f"CREATE TEMP TABLE {table} (said PRIMARY KEY, {', '.join(names)}) WITHOUT ROWID")
    connection.executemany(
        f"INSERT INTO temp.{table} VALUES ({', '.join('?' * (len(names) + 1))})",
        ((said, *values) for said, values in found.items() if said is not None),
    )
    return Meaning(expressions, f"LEFT JOIN temp.{table} ON {table}.said = staged.{column}")


def insert_selected(
    connection: sqlite3.Connection, table: str, expressions: Mapping[str, str], source: str
) -> int:
    """Insert whole rows, numbered in the order in which they are selected.

    Args:
        connection: inside a transaction.
        table: where to.
        expressions: the values in SQL, by column; a column that is not named is null.
        source: what follows FROM.

    Returns:
        How many rows they are.
    """
    names = [name for name in COLUMNS[table] if name not in {"id", "checksum"}]
    values = [expressions.get(name, NULL) for name in names]
    different = [value for value in values if not _SAME.fullmatch(value)]
    stopped: list[BaseException] = []
    connection.create_function("checksum_of", -1, _checksums(values, stopped), deterministic=True)
    try:
        cursor = connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}, checksum) "
            f"SELECT {', '.join(values)}, checksum_of({', '.join(different)}) FROM {source}"
        )
    except sqlite3.OperationalError as error:
        if _INTERRUPTED in str(error):  # which SQLite keeps for itself
            raise stopped[0] if stopped else KeyboardInterrupt from None
        raise
    return cursor.rowcount


def _checksums(values: Sequence[str], stopped: list[BaseException]) -> Callable[..., int]:
    """The checksum of rows, out of those of their values that are not the same in all of them."""
    form = "".join(
        f"{None if value == NULL else value}\x1f" if _SAME.fullmatch(value) else "%s\x1f" for value in values
    )

    def checksum_of(*different: Value) -> int:
        try:
            return checksum_of_text(form % different)
        except BaseException as error:
            stopped.append(error)
            raise

    return checksum_of


def _literal(value: int | None) -> str:
    return NULL if value is None else f"{value:d}"
