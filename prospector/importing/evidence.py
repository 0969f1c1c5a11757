"""The cells of a file that tell how its dates are written: looked through before the first of them is read."""

from __future__ import annotations

from prospector.importing.columns import ValueType
from prospector.importing.records import chunks
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prospector.importing.files import Source
    from prospector.importing.plan import Binding, Plan
    from prospector.importing.records import Layout

_DATES = frozenset({ValueType.MOMENT, ValueType.DAY, ValueType.HISTORY})


def date_cells(source: Source, layout: Layout, plan: Plan) -> Iterator[str]:
    """All cells that slashed dates may stand in, and what stands for cells."""
    bindings = [
        binding
        for binding in plan.bindings
        if binding
        and (binding.column.type in _DATES or binding.until is not None)
        and not binding.source.format
    ]
    for binding in bindings:
        for text in (binding.constant, binding.source.default, *binding.source.values.values()):
            yield from _dates_of(binding, text or "")
    places = [(binding, place) for binding in bindings for place in binding.used]
    for cells in _records(source, layout):
        for binding, place in places:
            if place < len(cells):
                yield from _dates_of(binding, cells[place])


def column_cells(source: Source, layout: Layout, binding: Binding) -> Iterator[str]:
    """The texts of one column in the rows that are as wide as the header, several cells joined as they are read."""
    for cells in _records(source, layout):
        if len(cells) >= len(layout.header):
            texts = [text for place in binding.places if (text := cells[place].strip())]
            yield from texts[:1] if binding.first else [binding.source.join.join(texts)]


def _records(source: Source, layout: Layout) -> Iterator[list[str]]:
    """All records but repeated headers."""
    header = list(layout.header)
    for _, records in chunks(source, layout):
        yield from (cells for cells in records if cells[: len(header)] != header)


def _dates_of(binding: Binding, cell: str) -> Iterable[str]:
    """The dates that a cell may hold: several in a history of stages."""
    if binding.column.type is not ValueType.HISTORY:
        return (cell,)
    return (part.partition("@")[2].strip() for part in cell.split(";"))
