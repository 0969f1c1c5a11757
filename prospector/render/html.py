"""A page to send: one file that needs nothing else, for a browser, for paper, for a screen reader.

Every column is on it, pictures are SVG within the page, nothing runs and nothing is fetched. Foreign text goes through
`clean` and then through the template, which escapes whatever it is given. The SVG is drawn by the same template: of the
libraries for it, one does not escape names, and the other's charts bring scripts, fonts and ids of their own.
"""

from __future__ import annotations

import os
from codecs import lookup
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TextIO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from prospector.render import html_pictures as pictures
from prospector.render.appearance import Appearance
from prospector.render.clean import clean, clean_lines
from prospector.render.evened import evened
from prospector.render.html_figures import Figure, figures_of
from prospector.render.terminal_cells import is_left, texts
from prospector.reports.document import Column, Document, Row, Sort, Table, Tone

_TEMPLATE = "page.html"
_UNTITLED = "prospector"
_PAPER = 116  # letters across an upright sheet at the size that is printed
_GUTTER = 2
_LONG_WORD = 18
_DRAWN = frozenset({Sort.BAR, Sort.RANGE, Sort.SPAN, Sort.SPARK, Sort.HEAT})
_TONES = {Tone.PLAIN: "", Tone.GOOD: "good", Tone.BEHIND: "behind", Tone.UNCERTAIN: "uncertain"}


@dataclass(slots=True)
class _Head:
    column: Column
    title: str
    is_number: bool
    on_paper: bool = True

    @property
    def is_heat(self) -> bool:
        """Whether it stands over a column of a heatmap."""
        return self.column.sort is Sort.HEAT


@dataclass(slots=True)
class _Cell:
    text: str
    head: _Head
    bar: float | None = None
    shade: int | None = None
    sticks: Sequence[pictures.Stick] = ()
    spoken: str = ""
    wide: int = 0

    @property
    def has_long_word(self) -> bool:
        """Whether a line has to be broken within a word."""
        return _longest_word(self.text) > _LONG_WORD


@dataclass(slots=True)
class _Line:
    cells: list[_Cell]
    row: Row


@dataclass(slots=True)
class _Sheet:
    """A table as the template wants it."""

    heading: str
    is_named: bool
    heads: list[_Head]
    lines: list[_Line]
    empty: str
    figures: list[Figure] = field(default_factory=list)
    is_heated: bool = False

    @property
    def off_paper(self) -> str:
        """The columns that a sheet has no room for."""
        return ", ".join(head.title for head in self.heads if not head.on_paper)


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Write a document as one page of HTML."""
    del appearance  # a page is as wide as whoever looks at it, and has the colours that they like
    parts = [clean(part) for part in document.title]
    text = _page().render(
        title=parts[0] if parts else _UNTITLED,
        definitions=parts[1:],
        sheets=[_sheet(table) for table in document.tables],
        sentences=[
            (clean(each.label), clean_lines(each.text).split("\n"), _TONES[each.tone])
            for each in document.said
        ],
        pictures=pictures,
    )
    stream.write(_carried(text, getattr(stream, "encoding", None)))


@cache
def _page() -> Template:
    """The template of every page, which is read once in a process."""
    environment = Environment(
        loader=FileSystemLoader(os.path.dirname(os.path.abspath(__file__))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE)


def _carried(text: str, encoding: str | None) -> str:
    """A page says that it is UTF-8; on a stream of another encoding its letters are written as references."""
    if encoding is None or lookup(encoding).name == "utf-8":
        return text
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _sheet(table: Table) -> _Sheet:
    table = evened(table, 1)
    shown = [at for at, column in enumerate(table.columns) if column.sort is not Sort.BAR]
    heads = {at: _head(table.columns[at]) for at in shown}
    columns = {at: _cells(table, at, heads[at]) for at in shown}
    for at, bars in _bars(table):
        for cell, bar in zip(columns[at], bars, strict=True):
            cell.bar = bar
    lines = [_Line([columns[at][place] for at in shown], row) for place, row in enumerate(table.rows)]
    sheet = _Sheet(
        heading=clean(table.heading),
        is_named=bool(table.heading),
        heads=list(heads.values()),
        lines=lines,
        empty=clean(table.empty),
        figures=list(figures_of(table)),
        is_heated=any(column.sort is Sort.HEAT for column in table.columns),
    )
    _leave_off_paper(sheet)
    return sheet


def _head(column: Column) -> _Head:
    untitled = "range" if column.sort in {Sort.RANGE, Sort.SPAN} else clean(column.key).replace("_", " ")
    title = clean(column.title) or untitled
    is_number = not is_left(column.sort) or column.sort in {Sort.RANGE, Sort.SPAN}
    return _Head(column, title, is_number)


def _cells(table: Table, at: int, head: _Head) -> list[_Cell]:
    column = table.columns[at]
    values = [row.cells[at] for row in table.rows]
    if column.sort is Sort.SPARK:
        return [_spark(value if isinstance(value, tuple) else (), head) for value in values]
    if column.sort is Sort.HEAT:
        hottest = _hottest(table)
        written = texts(Column(column.key, column.title, Sort.COUNT), values)
        return [
            _Cell(
                text,
                head,
                shade=pictures.shade(value, hottest) if isinstance(value, int | float) else None,
            )
            for text, value in zip(written, values, strict=True)
        ]
    return [
        _Cell(clean_lines(text).strip() or "", head)
        for text in texts(column, values, exponent=table.exponent)
    ]


def _spark(numbers: Sequence[float | None], head: _Head) -> _Cell:
    spoken = ", ".join("not known" if number is None else f"{number:g}" for number in numbers)
    return _Cell(
        "",
        head,
        sticks=pictures.sticks(numbers),
        spoken=spoken,
        wide=len(numbers) * pictures.SPARK_STEP,
    )


def _hottest(table: Table) -> float:
    places = [at for at, column in enumerate(table.columns) if column.sort is Sort.HEAT]
    cells = (row.cells[at] for row in table.rows if not row.total for at in places)
    return max((cell for cell in cells if isinstance(cell, int | float)), default=0.0)


def _bars(table: Table) -> Iterator[tuple[int, list[float | None]]]:
    """The number that each column of bars belongs to, and how long its bars are.

    Without such a column, and where nothing else is drawn, every percentage has bars of its own.
    """
    sorts = [column.sort for column in table.columns]
    for at, sort in enumerate(sorts):
        if sort is Sort.BAR:
            numbers = [place for place in range(at) if not is_left(sorts[place])]
            if numbers:
                yield numbers[-1], [_share(row.cells[at], 1.0) for row in table.rows]
        elif sort is Sort.PERCENT and not _DRAWN.intersection(sorts):
            values = [row.cells[at] for row in table.rows]
            largest = max((each for each in values if isinstance(each, int | float)), default=0.0)
            yield at, [_share(value, max(largest, 1.0)) for value in values]


def _share(value: object, largest: float) -> float | None:
    if not isinstance(value, int | float):
        return None
    return round(min(max(value / largest, 0.0), 1.0) * 100, 1)


def _leave_off_paper(sheet: _Sheet) -> None:
    """Leave out what a sheet of paper has no room for, by the ranks that a narrow terminal goes by."""
    wide = {
        at: max([_longest_word(head.title), *(len(line.cells[at].text) for line in sheet.lines)]) + _GUTTER
        for at, head in enumerate(sheet.heads)
    }
    while sum(wide[at] for at, head in enumerate(sheet.heads) if head.on_paper) > _PAPER:
        last = max(
            (head for head in reversed(sheet.heads) if head.on_paper), key=lambda head: head.column.rank
        )
        if not last.column.rank:
            return
        last.on_paper = False


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
