"""What a pipe gets: the rows as text between tabs, whole values, a line of column keys above each table.

Title, headings and sentences are for a reader at a terminal and stay out of it: what cuts columns or counts lines
sees rows alone. Several tables are parted by an empty line.
"""

from __future__ import annotations

from prospector.light import TYPE_CHECKING
from prospector.render.appearance import Appearance
from prospector.render.clean import clean, encodable
from prospector.render.evened import evened
from prospector.render.whole import header, values
from prospector.reports.document import Document, Table

if TYPE_CHECKING:
    from typing import TextIO


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Write the tables of a document as tab-separated text."""
    del appearance  # a pipe has neither width nor colour
    text = "\n".join(_table(table) for table in document.tables)
    stream.write(encodable(text, getattr(stream, "encoding", None)))


def _table(table: Table) -> str:
    table = evened(table, 6)
    lines = [header(table), *(values(table, row, clean) for row in table.rows)]
    return "".join("\t".join(line) + "\n" for line in lines)
