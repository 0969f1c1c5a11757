"""Reading the cells of one column.

Most columns repeat themselves, so what a cell means is worked out once and looked up after that; how much is remembered
is bounded. A cell that cannot be read becomes an `Unreadable`, so that one pass finds all problems.
"""

from __future__ import annotations

from typing import Any

from prospector.domain.nothing import is_no_part, is_nothing, unmark_literal
from prospector.domain.spelling import fold
from prospector.domain.spreadsheet import unguard
from prospector.errors import InvalidValueError
from prospector.importing.columns import ValueType
from prospector.importing.headings import same_text
from prospector.importing.markup import plain_text
from prospector.importing.slashes import UndecidedDatesError
from prospector.importing.values import Read, Settings, reader
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from prospector.importing.plan import Binding

_REMEMBERED = 30_000  # texts of one column
_LONGEST_REMEMBERED = 200
# Hardly ever the same twice.
_NOT_REMEMBERED = frozenset({ValueType.TEXT, ValueType.MOMENT, ValueType.HISTORY})
_FREE = "note"  # whose words are all somebody's own
_AWKWARD = "'#(-\\nN\u2013\u2014"  # may begin a text that is not taken as it stands
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
        constant: the value and the key that all rows have; None where the file tells.
        is_looked_up: whether a cell is all that a value depends on, and likely to come again.

    Raises:
        InvalidValueError: what is set for all rows cannot be read.
    """

    def __init__(self, binding: Binding, settings: Settings, known: Mapping[str, str] | None) -> None:
        entry = binding.source
        self.heading = binding.heading
        self.failed = False
        self._binding = binding
        self._entry = entry
        self._times = settings.moments
        self._required = binding.required
        self._default = (entry.default or "").strip()
        self._exact = {theirs.strip(): ours.strip() for theirs, ours in entry.values.items()}
        self._folded = {same_text(theirs): ours for theirs, ours in self._exact.items()}
        self._beginnings = {
            theirs[:-1]: ours for theirs, ours in self._folded.items() if theirs.endswith("*")
        }
        self._known = known or {}
        self._free = binding.column.name == _FREE
        self._awkward = ("\r", *(f"\n{letter}" for letter in ("'" if self._free else _AWKWARD)))
        unit = "seconds" if entry.until else entry.unit
        self._read = reader(binding.column, settings, form=entry.format, unit=unit, known=known)
        # A format is slow to read by, and mostly of days.
        lasting = binding.column.type not in _NOT_REMEMBERED or entry.format is not None or bool(entry.values)
        cut = entry.before is not None or entry.html
        self._memory = _Memory(self) if lasting else None
        plain = not (cut or entry.values or entry.default or entry.format or binding.required or known)
        self._texts = plain and binding.column.type is ValueType.TEXT
        self._moments = (
            settings.moments if binding.column.type is ValueType.MOMENT and self._memory is None else None
        )
        self.constant = None if binding.constant is None else self._for_all(binding.constant)
        is_of_one = len(binding.used) == 1 and not (binding.inbound or binding.outbound or binding.first)
        self.is_looked_up = self._memory is not None and is_of_one

    def column(
        self, columns: Sequence[Sequence[str]], count: int, directions: Sequence[object] = ()
    ) -> tuple[Sequence[Any], Sequence[str]]:
        """Read the cells that some rows have for this column.

        Args:
            columns: the cells of the rows, by place.
            count: of the rows, at least one.
            directions: of the rows, where they are known.

        Returns:
            Their values, and their keys.
        """
        if self.constant is not None:
            value, key = self.constant
            return [value] * count, [key] * count
        if self._binding.until is not None:
            ends = columns[self._binding.until]
            return _apart(map(self._between, columns[self._binding.places[0]], ends))
        cells = self._cells(columns, count, directions)
        if self._moments is not None:
            return self._moments.column(cells, self.cell)
        if self._texts:
            return self._plain_texts(cells)
        return _apart(map(self.cell if self._memory is None else self._memory.__getitem__, cells))

    def _plain_texts(self, cells: Sequence[str]) -> tuple[Sequence[Any], Sequence[str]]:
        """Read notes and ids: nothing is to be worked out for nearly all of them."""
        texts = [*map(str.strip, cells)]
        values: list[Any] = [text or None for text in texts]
        if self._is_awkward("\n".join(["", *texts])):
            for at, text in enumerate(texts):
                if self._is_awkward(f"\n{text}"):
                    values[at], texts[at] = self.cell(text)
        return values, texts

    def _is_awkward(self, text: str) -> bool:
        """Whether a text, or one of several, each with a line end before it, is not taken as it stands."""
        return any(mark in text for mark in self._awkward)

    def _cells(
        self, columns: Sequence[Sequence[str]], count: int, directions: Sequence[object]
    ) -> Sequence[str]:
        """One text a row, out of its one cell or its several."""
        binding = self._binding
        if binding.inbound or binding.outbound:
            came_in, went_out = (
                self._joined(columns, count, places) for places in (binding.inbound, binding.outbound)
            )
            which = directions or (None,) * count
            return [
                one if direction == "inbound" else other
                for direction, one, other in zip(which, came_in, went_out, strict=True)
            ]
        if binding.first:
            parts = zip(*(columns[place] for place in binding.places), strict=True)
            return [next((cell for cell in row if self._has_something(cell.strip())), "") for row in parts]
        return self._joined(columns, count, binding.places)

    def _joined(self, columns: Sequence[Sequence[str]], count: int, places: tuple[int, ...]) -> Sequence[str]:
        if not places:
            return ("",) * count
        if len(places) == 1:
            return columns[places[0]]
        parts = zip(*(columns[place] for place in places), strict=True)
        if self._free:
            return [self._entry.join.join([part for cell in row if (part := cell.strip())]) for row in parts]
        return [
            self._entry.join.join([part for cell in row if (part := cell.strip()) and not is_no_part(part)])
            for row in parts
        ]

    def _between(self, begin: str, end: str) -> Read:
        """Read a duration out of the times at which it began and ended."""
        if not begin.strip() or not end.strip():
            return _BLANK
        form = self._entry.format
        try:
            began, ended = (self._times.moment(text.strip(), form)[0] for text in (begin, end))
            return self._read(str(ended.seconds - began.seconds))
        except UndecidedDatesError:
            raise
        except InvalidValueError as error:
            self.failed = True
            return Unreadable(error.message), ""

    @property
    def place(self) -> int:
        """Of its one cell."""
        return self._binding.places[0]

    def remembered(self, cell: str) -> Read:
        """Read one cell, or remember it."""
        return self.cell(cell) if self._memory is None else self._memory[cell]

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
            unguarded = unguard(text)
            text = unmark_literal(text) if unguarded == text else unguarded
        elif not self._has_something(text):
            text = ""
        if self._entry.html and text:
            text = plain_text(text)
        if self._entry.before is not None:
            text = text.partition(self._entry.before)[0].strip()
        if self._exact:
            text = self._translated(text)
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

    def _has_something(self, text: str) -> bool:
        """Whether a cell says more than that there is nothing; a word that has a meaning of its own does."""
        if not text or self._free or not is_nothing(text):
            return bool(text)
        return same_text(text) in self._folded or fold(text) in self._known

    def _translated(self, text: str) -> str:
        """What their word is in ours; one that is not listed stays, or becomes the default."""
        ours = self._exact.get(text)
        if ours is None and text:
            folded = same_text(text)
            ours = self._folded.get(folded)
            if ours is None:
                starts = (word for start, word in self._beginnings.items() if folded.startswith(start))
                ours = next(starts, self._default or text)
        return ours or ""


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


def _apart(read: Iterable[Read]) -> tuple[Sequence[Any], Sequence[str]]:
    """The values and the keys of cells, of which there is one at least."""
    values, keys = zip(*read, strict=True)
    return values, keys
