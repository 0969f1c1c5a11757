"""Rows of a damaged store whose table does not lead to them any more, known by their shape and their checksum.

A row is taken for one of a table if it has a value of the right type for each of its columns, its checksum fits, and
there is no other table that it could be of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from functools import cache

from prospector.domain.spelling import fold
from prospector.light import dataclass
from prospector.store.columns import COLUMNS
from prospector.store.migrations import STEPS, script_of
from prospector.store.pages import Pages
from prospector.store.salvaging import Moving
from prospector.store.writing import Value, checksum

_TYPES: Mapping[str, type] = {"INTEGER": int, "TEXT": str, "BLOB": bytes}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row of a table looks like on its page.

    Attributes:
        names: of the columns.
        types: of their values, and whether there has to be one.
    """

    names: tuple[str, ...]
    types: tuple[tuple[type, bool], ...]

    def fits(self, values: tuple[Value, ...]) -> bool:
        """Whether values may be a row's; its number, which is kept apart from them, is null among them."""
        return len(values) == len(self.types) and all(
            isinstance(value, type_) or (value is None and not needed)
            for value, (type_, needed) in zip(values, self.types, strict=True)
        )

    def is_keyed(self, values: tuple[Value, ...]) -> bool:
        """Whether values have a name, and beside it the key that belongs to it."""
        if not {"name", "name_key"} <= set(self.names):
            return False
        name, key = (values[self.names.index(column)] for column in ("name", "name_key"))
        return isinstance(name, str) and key == fold(name)


@cache
def shapes(version: int) -> Mapping[str, Shape | None]:
    """The tables of a version of the schema; None for one whose rows have no number or no checksum."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in STEPS[:version]:
            connection.executescript(script_of(step))
        return {table: _shape(connection, table) for table in COLUMNS if _columns(connection, table)}


def _columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, bool, bool]]:
    found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return [(name, type_, bool(needed), bool(key)) for _, name, type_, needed, _, key in found]


def _shape(connection: sqlite3.Connection, table: str) -> Shape | None:
    if not {"id", "checksum"} <= set(COLUMNS[table]):
        return None
    columns = _columns(connection, table)
    types = tuple((_TYPES[type_], needed and not key) for _, type_, needed, key in columns)
    return Shape(tuple(name for name, *_ in columns), types)


def take_strays(path: str, damaged: sqlite3.Connection, moves: Mapping[str, Moving], version: int) -> None:
    """Find the rows of tables that are not whole on the pages of the file, and have them moved.

    Args:
        path: of the file.
        damaged: the store in it.
        moves: the tables that were read.
        version: of the store's schema.
    """
    shapes_wanted = {
        table: shape
        for table, shape in shapes(version).items()
        if shape is not None and not (table in moves and moves[table].is_whole)
    }
    if not moves.keys() & shapes_wanted.keys():
        return
    with closing(Pages(path)) as pages:
        but = pages.free()
        for table, root in _roots(damaged).items():
            if table not in shapes_wanted:
                but |= pages.below(root)
        for number, values in pages.cells(but):
            fitting = [table for table, shape in shapes_wanted.items() if shape.fits(values)]
            if not fitting or checksum(values[1:-1]) != values[-1]:
                continue
            table = _only(fitting, [table for table in fitting if shapes_wanted[table].is_keyed(values)])
            if table in moves:
                row = dict(zip(shapes_wanted[table].names, (number, *values[1:]), strict=True))
                moves[table].take(tuple(row[name] for name in COLUMNS[table]))


def _only(fitting: Sequence[str], keyed: Sequence[str]) -> str:
    """The one table that a row is of; empty where it may be of several."""
    return next((each[0] for each in (fitting, keyed) if len(each) == 1), "")


def _roots(damaged: sqlite3.Connection) -> dict[str, int]:
    """The first page of each table that the store names, as far as that can be read."""
    found: dict[str, int] = {}
    with suppress(sqlite3.DatabaseError):
        rows = damaged.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
        found.update((name, root) for name, root in rows if isinstance(root, int))
    return found
