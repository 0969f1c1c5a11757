"""What a person sees at a terminal: a calm table without boxes, and under it the sentences that say what it means.

Columns stand two spaces apart, numbers at the right of theirs, headings dim. Nothing is cut while there is another
way (`terminal_columns`). Colours say one thing each (good, behind, uncertain), and the words say it too. Of Rich only
the cell widths are used: its tables wrap headings and cut numbers, and its console costs as much as the whole report.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from rich.cells import cell_len

from prospector.render.appearance import Appearance
from prospector.render.clean import clean, encodable
from prospector.render.evened import evened
from prospector.render.terminal_cells import heat_legend, is_left, texts
from prospector.render.terminal_columns import Fit, Strip, fit, group, span, strip
from prospector.render.terminal_lines import Line, Piece, Style, aligned, paint, shortened, wrapped
from prospector.reports.document import RANGES, Document, Row, Sentence, Sort, Table, Tone

_USUAL_WIDTH = 80
_READABLE = 100  # cells of a sentence; longer lines lose the eye
_TONES = {Tone.GOOD: Style.GOOD, Tone.BEHIND: Style.BEHIND, Tone.UNCERTAIN: Style.UNCERTAIN}

_Words = Callable[[str], str]


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Lay a document out for a terminal and write it."""
    encoding = getattr(stream, "encoding", None)
    width = appearance.width or _width_of(stream)
    colour = _has_colour() if appearance.colour is None else appearance.colour
    stream.write("".join(f"{paint(line, colour=colour)}\n" for line in _lines(document, width, encoding)))


def _width_of(stream: TextIO) -> int:
    """Ask `COLUMNS`, then the terminal itself."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or _USUAL_WIDTH
    except (OSError, ValueError):
        return _USUAL_WIDTH


def _has_colour() -> bool:
    """Ask the environment; an old Windows console, which sets none of these names, would show the codes."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(os.environ.get(name) for name in ("WT_SESSION", "ANSICON", "TERM"))


def _lines(document: Document, width: int, encoding: str | None) -> Iterator[Line]:
    def words(text: str) -> str:
        return encodable(clean(text), encoding)

    blocks = [
        list(_title(document.title, width, words)),
        *(list(_table(table, width, words)) for table in document.tables),
        list(_sentences(document.said, width, words)),
    ]
    for at, block in enumerate(filter(None, blocks)):
        if at:
            yield []
        yield from block


def _title(parts: Iterable[str], width: int, words: _Words) -> Iterator[Line]:
    """Join what it is, its period and its definitions; break between the parts where they are too long."""
    dot = words(" · ")
    line = ""
    for part in map(words, parts):
        if line and cell_len(line + dot + part) > width:
            yield [(line, Style.DIM)]
            line = part
        else:
            line = line + dot + part if line else part
    if line:
        yield [(line, Style.DIM)]


def _table(table: Table, width: int, words: _Words) -> Iterator[Line]:
    table = evened(table, 1)
    if table.heading:
        yield [(words(table.heading), Style.HEADING)]
    if not table.rows:
        for line in wrapped(words(table.empty), width):
            yield [(line, Style.DIM)]
        return
    chosen = fit(_strips(table, words), width)
    if any(one.title for one in chosen.strips):
        yield _header(chosen.strips)
    ellipsis = words("…")
    for at, row in enumerate(table.rows):
        if at and row.total and not table.rows[at - 1].total:
            yield []
        yield _row(chosen.strips, at, row, ellipsis)
    if any(one.column.sort is Sort.HEAT for one in chosen.strips):
        yield [(words(heat_legend(_hottest(table))), Style.DIM)]
    yield from _what_gave_way(chosen, width)


def _strips(table: Table, words: _Words) -> list[Strip]:
    strips: list[Strip] = []
    hottest = _hottest(table)
    for at, column in enumerate(table.columns):
        cells = [row.cells[at] for row in table.rows]
        shown = [words(text) for text in texts(column, cells, exponent=table.exponent, hottest=hottest)]
        strips.append(strip(column, words(column.title), shown, strips[-1] if strips else None))
    return strips


def _hottest(table: Table) -> float:
    """The largest number of the heatmap; a total is no part of it."""
    places = [at for at, column in enumerate(table.columns) if column.sort is Sort.HEAT]
    cells = (row.cells[at] for row in table.rows if not row.total for at in places)
    return max((cell for cell in cells if isinstance(cell, int | float)), default=0.0)


def _header(strips: list[Strip]) -> Line:
    """Set each title over its column; one that is longer reaches over the untitled numbers of its group."""
    text = ""
    start = 0
    for at, one in enumerate(strips):
        start += one.gutter if at else 0
        if one.title:
            text += " " * (start - cell_len(text))
            left = is_left(one.column.sort) or cell_len(one.title) > one.width
            text += aligned(one.title, min(one.width, span(group(strips, at))), left=left)
        start += one.width
    return [(text, Style.DIM)]


def _row(strips: list[Strip], at: int, row: Row, ellipsis: str) -> Line:
    line: Line = []
    for one in strips:
        text = shortened(one.texts[at], one.width, ellipsis)
        gutter = " " * one.gutter if line else ""
        piece: Piece = (gutter + aligned(text, one.width, left=is_left(one.column.sort)), Style.PLAIN)
        line.append((piece[0], Style.DIM) if row.quiet or one.column.sort in RANGES else piece)
    return line


def _what_gave_way(chosen: Fit, width: int) -> Iterator[Line]:
    said = []
    if chosen.left_out:
        said.append(f"not shown at {width} columns: {', '.join(chosen.left_out)}")
    if chosen.shortened:
        said.append(f"shortened{'' if said else f' at {width} columns'}: {', '.join(chosen.shortened)}")
    if said:
        for line in wrapped(f"{'; '.join(said)}; wider, or --format\u00a0csv", width):
            yield [(line, Style.DIM)]


def _sentences(sentences: tuple[Sentence, ...], width: int, words: _Words) -> Iterator[Line]:
    labels = [words(sentence.label) for sentence in sentences]
    indent = max(map(cell_len, labels), default=0)
    indent += 2 if indent else 0
    for label, sentence in zip(labels, sentences, strict=True):
        tone = _TONES.get(sentence.tone, Style.PLAIN)
        lines = (
            line
            for part in sentence.text.split("\n")
            for line in wrapped(words(part), max(min(width, _READABLE) - indent, 20))
        )
        for at, line in enumerate(lines):
            yield [(aligned(label if at == 0 else "", indent, left=True), tone), (line, Style.PLAIN)]
