"""On a terminal an import shows what it would do, and asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from prospector.cli.import_answers import lines_of, show_remark
from prospector.cli.import_problems import problem_lines
from prospector.cli.invocation import Invocation
from prospector.cli.output import remark
from prospector.cli.prompting import agreed
from prospector.importing.headings import heading_key
from prospector.render.formats import Format, show
from prospector.reports.document import Column, Document, Row, Table
from prospector.usecases.import_preview import Preview
from prospector.usecases.import_request import ImportRequest, ImportSummary

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_ENCODINGS = {"utf-8-sig": "utf-8", "cp1252": "windows-1252", "mac_roman": "mac roman", "utf-16-le": "utf-16"}
_ALL_ROWS = "(all rows)"
_NAMED = 6
_WIDEST = 28


def asks(run: Invocation, *, as_json: bool, yes: bool) -> bool:
    """Whether somebody looks on and can be asked."""
    return run.interactive and sys.stdout.isatty() and not as_json and not yes


def show_preview(run: Invocation, request: ImportRequest, seen: Preview) -> None:
    """Show how a file is understood, and its first rows as they would be stored."""
    width = run.width()
    between = _DELIMITERS.get(seen.delimiter, f"'{seen.delimiter}'")
    letters = _ENCODINGS.get(seen.encoding, seen.encoding)
    title = (request.file, request.mapping.name, request.kind.value, letters, between)
    shown = _fitting(seen.names, seen.rows, width)
    rows = Table(
        tuple(Column(name, name) for name in seen.names[:shown]),
        tuple(Row(tuple(map(_cut, cells[:shown]))) for cells in seen.rows),
        heading="The first rows as they would be stored",
        empty="no row is understood",
    )
    document = Document(title, (*_columns(seen, width), rows))
    show(document, Format.TABLE, sys.stderr, width=width)
    if shown < len(seen.names):
        show_remark(run, f"and {_some(seen.names[shown:])}")
    if seen.ignored:
        show_remark(run, f"left out: {_some(seen.ignored)}")


def _columns(seen: Preview, width: int) -> Iterator[Table]:
    """What becomes what; none where all is called as we call it."""
    if all(heading_key(each.theirs) == heading_key(each.ours) and not each.how for each in seen.columns):
        return
    cells = [
        (_cut(each.theirs or _ALL_ROWS), each.ours, each.how.replace("\n", " ")) for each in seen.columns
    ]
    left = width - sum(max(map(len, column)) + 2 for column in list(zip(*cells, strict=True))[:2])
    yield Table(
        (Column("theirs", "theirs"), Column("ours", "ours"), Column("how", "how")),
        tuple(Row((theirs, ours, _cut(how, max(left, 10)))) for theirs, ours, how in cells),
    )


def _fitting(names: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> int:
    """How many columns stand beside each other on a line."""
    used = 0
    for at, name in enumerate(names):
        used += max(len(name), *(len(_cut(row[at])) for row in rows)) + 2
        if used > width and at:
            return at
    return len(names)


def _cut(text: str, longest: int = _WIDEST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])}{f' and {more} more' if more > 0 else ''}"


def wanted(run: Invocation, rehearsed: ImportSummary | None) -> bool:
    """Show the arithmetic of a rehearsal, and ask whether the file shall be imported.

    Args:
        run: the terminal.
        rehearsed: what would become of it; None where it is too large to be rehearsed.
    """
    if rehearsed is None:
        remark("too large to count before it is imported; the arithmetic comes with it")
        return agreed("import this file?")
    for line in (*lines_of(rehearsed), *problem_lines(rehearsed)):
        show_remark(run, line)
    if rehearsed.rows == rehearsed.skipped:
        return True  # nothing to be asked about
    rows = rehearsed.rows - rehearsed.skipped - rehearsed.rejected
    if not rows:
        return agreed("no row can be imported; write down why?")
    return agreed(f"import {'this row' if rows == 1 else f'these {rows:,} rows'}?")
