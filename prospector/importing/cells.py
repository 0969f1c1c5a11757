"""Reading the cells of one column.

Most columns repeat themselves, so what a cell means is worked out once and looked up after that; how much is remembered
is bounded. A cell that cannot be read becomes an `Unreadable`, so that one pass finds all problems.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from prospector.domain.spreadsheet import unguard
from prospector.errors import InvalidValueError
from prospector.importing.columns import ValueType
from prospector.importing.headings import same_text
from prospector.importing.slashes import UndecidedDatesError
from prospector.importing.values import Read, Settings, reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from prospector.importing.plan import Binding

_REMEMBERED = 30_000  # texts of one column
_LONGEST_REMEMBERED = 200
# Hardly ever the same twice.
_NOT_REMEMBERED = frozenset({ValueType.TEXT, ValueType.MOMENT, ValueType.HISTORY})
_BLANK: Read = (None, "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Stands for the value of a cell that cannot be read."""

    message: str


class CellReader:
    """Reads the cells of one canonical column.

    Attributes:
        heading: what the file calls the column.
        failed: whether a cell could not be read; whoever looks after it takes it back.

    Raises:
        InvalidValueError: what is set for all rows cannot be read.
    """

    def __init__(self, binding: Binding, settings: Settings, known: Mapping[str, str] | None) -> None:
        entry = binding.source
        self.heading = binding.heading
        self.failed = False
        self._places = binding.places
        self._join = entry.join
        self._required = binding.required
        self._default = (entry.default or "").strip()
        self._exact = {theirs.strip(): ours.strip() for theirs, ours in entry.values.items()}
        self._folded = {same_text(theirs): ours for theirs, ours in self._exact.items()}
        self._read = reader(binding.column, settings, form=entry.format, unit=entry.unit, known=known)
        # A format is slow to read by, and mostly of days.
        lasting = binding.column.type not in _NOT_REMEMBERED or entry.format is not None or bool(entry.values)
        self._memory = _Memory(self) if lasting else None
        plain = not (entry.values or entry.default or entry.format or binding.required or known)
        self._texts = plain and binding.column.type is ValueType.TEXT
        self._moments = (
            settings.moments if binding.column.type is ValueType.MOMENT and self._memory is None else None
        )
        self._constant = None if binding.constant is None else self._for_all(binding.constant)

    def column(self, columns: Sequence[tuple[str, ...]], count: int) -> list[Read]:
        """Read the cells that some rows have for this column.

        Args:
            columns: the cells of the rows, by place.
            count: of the rows.
        """
        if self._constant is not None:
            return [self._constant] * count
        if len(self._places) == 1:
            cells: Sequence[str] = columns[self._places[0]]
        else:
            parts = zip(*(columns[place] for place in self._places), strict=True)
            cells = [self._join.join([part for cell in row if (part := cell.strip())]) for row in parts]
        if self._moments is not None:
            return self._moments.full_moments(cells, self.cell)
        if self._texts:
            # Notes and ids: nothing to work out for nearly all of them.
            return [
                (text, text)
                if (text := cell.strip()) and text[0] != "'" and "\r" not in text
                else self.cell(cell)
                for cell in cells
            ]
        return list(map(self.cell if self._memory is None else self._memory.__getitem__, cells))

    def _for_all(self, text: str) -> Read:
        read = self.cell(text)
        if isinstance(read[0], Unreadable):
            raise InvalidValueError(
                f"{self.heading} is set for all rows: {read[0].message}", hint="set another value"
            )
        return read

    def cell(self, cell: str) -> Read:
        """Read one cell."""
        text = cell.strip()
        if text[:1] == "'":
            text = unguard(text)
        if self._exact and text:
            ours = self._exact.get(text)
            text = self._folded.get(same_text(text), self._default or text) if ours is None else ours
        text = text or self._default
        if not text:
            if not self._required:
                return _BLANK
            self.failed = True
            return Unreadable("is missing"), ""
        try:
            return self._read(text)
        except UndecidedDatesError:
            raise  # concerns the file, not the cell
        except InvalidValueError as error:
            self.failed = True
            return Unreadable(error.message), ""


class _Memory(dict[str, Read]):
    """The cells of a column that were read before."""

    __slots__ = ("_reader",)

    def __init__(self, reader_: CellReader) -> None:
        super().__init__()
        self._reader = reader_

    def __missing__(self, cell: str) -> Read:
        read = self._reader.cell(cell)
        # A failure is worked out again each time, because that is how it is noticed.
        if len(cell) <= _LONGEST_REMEMBERED and not isinstance(read[0], Unreadable):
            if len(self) >= _REMEMBERED:
                self.clear()
            self[cell] = read
        return read
