"""The figures above a table of a page: one for each column of ranges, with the value that the range is of."""

from __future__ import annotations

from collections.abc import Iterator

from prospector.light import dataclass
from prospector.render import figures
from prospector.render.clean import clean
from prospector.render.html_pictures import ROW_HEIGHT, Mark, Scale, Whisker
from prospector.render.terminal_cells import texts
from prospector.reports.document import RANGES, Column, Sort, Table

_MOST_ROWS = 24
_LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a figure: its name, what is written beside it, and where its range lies."""

    name: str
    text: str
    whisker: Whisker
    is_total: bool
    top: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it shows, its rows, and the marks of its axis with their words.

    Attributes:
        spoken: all of it in words, for who cannot see it.
        left_out: rows of the table that it has no room for.
    """

    title: str
    spoken: str
    bars: tuple[Bar, ...]
    marks: tuple[tuple[Mark, str], ...]
    left_out: int

    @property
    def height(self) -> int:
        """Pixels of the rows, without the axis."""
        return ROW_HEIGHT * len(self.bars)


def figures_of(table: Table) -> Iterator[Figure]:
    """The figures of a table; none for a column whose ranges are all empty."""
    for at, column in enumerate(table.columns):
        if column.sort in RANGES and at:
            figure = _figure(table, at)
            if figure is not None:
                yield figure


def _figure(table: Table, at: int) -> Figure | None:
    column, before = table.columns[at], table.columns[at - 1]
    has_value = before.sort in {Sort.PERCENT, Sort.DECIMAL}
    written = _written(table, at, has_value=has_value)
    found: list[tuple[int, float, float, float | None]] = []
    for place, row in enumerate(table.rows):
        cell, value = row.cells[at], row.cells[at - 1]
        low, high = cell if isinstance(cell, tuple) and len(cell) == 2 else (None, None)
        if low is not None and high is not None:
            number = float(value) if has_value and isinstance(value, int | float) else None
            found.append((place, low, high, number))
    if not found:
        return None
    left_out = max(len(found) - _MOST_ROWS, 0)
    found = found[:_MOST_ROWS]
    scale = Scale.over([number for _, *three in found for number in three if number is not None])
    bars = tuple(
        Bar(
            name=_short(clean(str(table.rows[place].cells[0]))),
            text=written[place],
            whisker=scale.whisker(low, high, number),
            is_total=table.rows[place].total,
            top=ROW_HEIGHT * line,
        )
        for line, (place, low, high, number) in enumerate(found)
    )
    is_share = column.sort is Sort.RANGE
    return Figure(
        title=_title(before if has_value else column, table.columns[0]),
        spoken="; ".join(f"{bar.name} {bar.text}" for bar in bars),
        bars=bars,
        marks=tuple((mark, _mark(mark.value, is_share=is_share)) for mark in scale.marks),
        left_out=left_out,
    )


def _written(table: Table, at: int, *, has_value: bool) -> list[str]:
    """What stands beside a row: its value, and the range in brackets."""

    def column(place: int) -> list[str]:
        cells = [row.cells[place] for row in table.rows]
        return [text.strip() for text in texts(table.columns[place], cells, exponent=table.exponent)]

    ranges = column(at)
    if not has_value:
        return ranges
    return [f"{value} ({span})" for value, span in zip(column(at - 1), ranges, strict=True)]


def _title(shown: Column, first: Column) -> str:
    words = clean(shown.title) or clean(shown.key).replace("_", " ")
    by = clean(first.title) or clean(first.key).replace("_", " ")
    title = f"{words} by {by}, each with its likely range"
    return title[:1].upper() + title[1:]


def _mark(value: float, *, is_share: bool) -> str:
    return f"{value * 100:g}%" if is_share else figures.plain_number(value)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
