"""The columns of a kind in parts that are read at once.

A cell that rows have over and over is looked up; and words that go together, such as name, address and company of one
person, take one look-up for all of them. Of each row a part gives one text for what it is known by: the keys of its
columns, with a separator between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from prospector.importing.cells import CellReader, Unreadable
from prospector.importing.columns import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

SEPARATOR = "\x1f"
_REMEMBERED = 40_000  # different words of one part
_LONGEST_REMEMBERED = 400


class Rows(NamedTuple):
    """Some rows of a file, one at least.

    Attributes:
        columns: their cells, by place.
        number: of the rows.
        directions: theirs, where they are known.
    """

    columns: Sequence[Sequence[str]]
    number: int
    directions: Sequence[object]


class Part(Protocol):
    """Columns beside each other."""

    @property
    def readers(self) -> Sequence[tuple[int, CellReader]]:
        """Those that read cells, each with its place among the columns of the part."""

    def read(self, rows: Rows) -> tuple[list[Sequence[Any]], Sequence[str]]:
        """Read the cells of some rows.

        Returns:
            Their values, one sequence for each column; and of each row its keys.
        """


class _Apart:
    """One column."""

    def __init__(self, reader: CellReader) -> None:
        self.readers = [(0, reader)]
        self._reader = reader

    def read(self, rows: Rows) -> tuple[list[Sequence[Any]], Sequence[str]]:
        values, keys = self._reader.column(*rows)
        return [values], keys


class _Fixed:
    """Columns in which all rows have the same, or nothing."""

    readers: Sequence[tuple[int, CellReader]] = ()

    def __init__(self) -> None:
        self._values: list[object] = []
        self._keys: list[str] = []

    def add_fixed(self, value: object, key: str) -> None:
        """Take in a column."""
        self._values.append(value)
        self._keys.append(key)

    def read(self, rows: Rows) -> tuple[list[Sequence[Any]], Sequence[str]]:
        return [(value,) * rows.number for value in self._values], (SEPARATOR.join(self._keys),) * rows.number


class _Together(dict[tuple[str, ...], tuple[Any, ...]]):
    """Columns whose words go together: the cells of rows, and their values and keys.

    Args:
        group: the names of all that may be among them.
        reader: of the first.
    """

    def __init__(self, group: frozenset[str], reader: CellReader) -> None:
        super().__init__()
        self.group = group
        self.readers: list[tuple[int, CellReader]] = []
        self._keys: list[str] = []
        self._fixed: dict[int, object] = {}
        self.add(reader)

    def add(self, reader: CellReader) -> None:
        """Take in a column that is read."""
        self.readers.append((len(self._keys), reader))
        self._keys.append("")

    def add_fixed(self, value: object, key: str) -> None:
        """Take in a column in which all rows have the same, or nothing."""
        self._fixed[len(self._keys)] = value
        self._keys.append(key)

    def read(self, rows: Rows) -> tuple[list[Sequence[Any]], Sequence[str]]:
        cells = zip(*(rows.columns[reader.place] for _, reader in self.readers), strict=True)
        *told, keys = zip(*map(self.__getitem__, cells), strict=True)
        values: list[Sequence[Any]] = [(self._fixed.get(at),) * rows.number for at in range(len(self._keys))]
        for (at, _), column in zip(self.readers, told, strict=True):
            values[at] = column
        return values, keys

    def __missing__(self, cells: tuple[str, ...]) -> tuple[Any, ...]:
        read = [reader.remembered(cell) for (_, reader), cell in zip(self.readers, cells, strict=True)]
        keys = self._keys.copy()
        for (at, _), (_, key) in zip(self.readers, read, strict=True):
            keys[at] = key
        values = [value for value, _ in read]
        entry = (*values, SEPARATOR.join(keys))
        is_failed = any(isinstance(value, Unreadable) for value in values)  # which is noticed by being read
        if not is_failed and sum(map(len, cells)) <= _LONGEST_REMEMBERED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[cells] = entry
        return entry


def parts_of(sheet: Sheet, readers: Sequence[CellReader | None]) -> list[Part]:
    """Put the columns of a kind into parts, in their order; the first one, of ids, is a part of its own.

    Args:
        sheet: the kind.
        readers: of its columns; None where the file says nothing.
    """
    parts: list[Part] = []
    for column, reader in zip(sheet.columns, readers, strict=True):
        last = parts[-1] if parts else None
        company = last if isinstance(last, _Together) and column.name in last.group else None
        if reader is None or reader.constant is not None:
            value, key = (None, "") if reader is None or reader.constant is None else reader.constant
            if company is not None:
                company.add_fixed(value, key)
                continue
            if not isinstance(last, _Fixed) or len(parts) == 1:
                parts.append(last := _Fixed())
            last.add_fixed(value, key)
        elif reader.is_looked_up and company is not None:
            company.add(reader)
        elif reader.is_looked_up and (group := sheet.going_with(column.name)):
            parts.append(_Together(group, reader))
        else:
            parts.append(_Apart(reader))
    return parts
