"""CSV: whole values that a spreadsheet does not run, and that an import reads back unchanged.

Text is guarded by the reversible apostrophe of `prospector.domain.spreadsheet` and cleaned of what a terminal obeys;
its lines stay. `raw` is the text itself, cleaned only on a terminal. Totals are left out: a spreadsheet that sums a column must not count twice.
Several tables are parted by an empty line.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import TextIO

from prospector.domain.spreadsheet import guard
from prospector.render.appearance import Appearance
from prospector.render.clean import clean_lines, encodable
from prospector.render.evened import evened
from prospector.render.whole import header, values
from prospector.reports.document import Document


class _Lines(list[str]):
    r"""What the writer of the standard library writes; it quotes a lone `\r` only where lines end with `\r\n`."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Write the tables of a document as CSV."""
    lines = _Lines()
    writer = csv.writer(lines)
    words = _words(raw=appearance.raw, on_terminal=stream.isatty())
    for at, table in enumerate(document.tables):
        if at:
            lines.append("\n")
        writer.writerow(header(table))
        writer.writerows(values(table, row, words) for row in evened(table, 6).rows if not row.total)
    text = "".join(lines).encode("utf-8", "replace").decode("utf-8")
    stream.write(encodable(text, getattr(stream, "encoding", None)))


def _words(*, raw: bool, on_terminal: bool) -> Callable[[str], str]:
    if raw:
        return clean_lines if on_terminal else str
    return lambda text: guard(clean_lines(text))
