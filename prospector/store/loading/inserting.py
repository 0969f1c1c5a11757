"""Inserting rows, many at a time, as fast as the driver takes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from prospector.store.columns import COLUMNS
from prospector.store.writing import Value

# The driver binds numbers, text and byte arrays as they are, and looks for an adapter of all else, of nulls and bytes
# too, which takes five times as long. So a null goes as a text that no value is, and the statement makes it null.
MARKED_NULL = "nullif(?, char(0))"


def insert_row(connection: sqlite3.Connection, table: str, row: Sequence[Value]) -> int:
    """Insert one whole row, with its id, or null for a new one; nulls are left out, as in `insert_all`.

    Returns:
        Its id.
    """
    held = [place for place, value in enumerate(row) if value is not None]
    cursor = connection.execute(_insert_statement(table, tuple(held)), [row[place] for place in held])
    return cursor.lastrowid or 0


def insert_all(connection: sqlite3.Connection, table: str, rows: Sequence[Sequence[Value]]) -> None:
    """Insert many whole rows.

    A column that is null in all of them is left out of the statement.

    Args:
        connection: inside a transaction.
        table: whose columns the values are of, in their order.
        rows: each with its id, or null for a new one.
    """
    columns = list(zip(*rows, strict=True))
    nulls = [column.count(None) for column in columns]
    held = tuple(place for place, count in enumerate(nulls) if count < len(rows))
    marked = frozenset(place for place in held if nulls[place])
    values = (marked_nulls(columns[place]) if place in marked else plain(columns[place]) for place in held)
    connection.executemany(_insert_statement(table, held, marked), zip(*values, strict=True))


def marked_nulls(values: Sequence[Value]) -> Sequence[Value]:
    """Numbers or text, and nulls as the statement's `MARKED_NULL` understands them."""
    return ["\0" if value is None else value for value in values]


def plain(values: Sequence[Value]) -> Sequence[object]:
    """Values without a null as the driver takes them fastest."""
    return [bytearray(value) for value in values] if isinstance(values[0], bytes) else values  # type: ignore[arg-type]  # all bytes


@lru_cache(maxsize=100)
def _insert_statement(table: str, places: tuple[int, ...], marked: frozenset[int] = frozenset()) -> str:
    names = ", ".join(COLUMNS[table][place] for place in places)
    values = ", ".join(MARKED_NULL if place in marked else "?" for place in places)
    return f"INSERT INTO {table} ({names}) VALUES ({values})"
