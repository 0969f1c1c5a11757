"""CSV: whole values that a spreadsheet does not run, and that an import reads back unchanged.

Text is guarded by the reversible apostrophe of `prospector.domain.spreadsheet` and cleaned of what a terminal obeys;
its lines stay. `raw` leaves both out. Totals are left out: a spreadsheet that sums a column must not count twice.
Several tables are parted by an empty line.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TextIO

from prospector.domain.spreadsheet import guard
from prospector.render.appearance import Appearance
from prospector.render.clean import clean_lines, encodable
from prospector.render.whole import header, values
from prospector.reports.document import Document


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Write the tables of a document as CSV."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    words = str if appearance.raw else _harmless
    for at, table in enumerate(document.tables):
        if at:
            buffer.write("\n")
        writer.writerow(header(table))
        writer.writerows(values(table, row, words) for row in table.rows if not row.total)
    text = buffer.getvalue().encode("utf-8", "replace").decode("utf-8")
    stream.write(encodable(text, getattr(stream, "encoding", None)))


def _harmless(text: str) -> str:
    return guard(clean_lines(text))
