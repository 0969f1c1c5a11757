"""Records of a CSV text: its delimiter and header found by looking, every record with the line that it begins on.

The delimiter is the one under which the header has the most of the wanted names, else the most names. A record may
span lines; its number is that of its first line, counted as an editor counts.
"""

from __future__ import annotations

import csv
import re
from contextlib import suppress
from itertools import islice

from prospector.errors import FailedError
from prospector.importing.headings import heading_key
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    import io
    from _csv import Reader
    from collections.abc import Collection, Iterator

    from prospector.importing.files import Source
    from prospector.importing.mapping import FileOptions

CHUNK = 128  # rows; small chunks stay in the processor's cache
LONGEST_CELL = 131_072  # characters; the limit of the csv module, which others may not have moved
ERROR_COLUMN = "Error"
_DELIMITERS = (",", ";", "\t", "|")
_LINES_ABOVE = 30  # a title and a note are shorter
_SPREADSHEET_HINT = re.compile(r"\ufeff?sep=(.)\r?\n?$", re.IGNORECASE)

Record = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a text is a table.

    Attributes:
        delimiter: one character.
        header: the names of the columns, a rejects file's last one left out.
        above: the lines above the header, as they are.
        has_errors: whether it is a rejects file, whose last column says what was wrong.
        header_in_file: whether the header is a record of the file.
        stop_at_blank: whether the table ends at the first blank record.
        escape: what stands before a quote that is text, beside doubling it.
    """

    delimiter: str
    header: tuple[str, ...]
    above: tuple[str, ...]
    has_errors: bool
    header_in_file: bool
    stop_at_blank: bool
    escape: str | None = None


def find_layout(
    source: Source,
    options: FileOptions,
    wanted: Collection[str],
    needed: Collection[frozenset[str]] = (),
) -> Layout:
    """Find out how a text is a table.

    Args:
        source: the text.
        options: what is known of it.
        wanted: keys of headings that the header is expected to have.
        needed: headings that it has to have, each by the keys of all that it may be called: lines of text above the
            first line that has them all are not part of the table.

    Raises:
        FailedError: there is no header, or it cannot be read.
    """
    skip = options.skip_lines
    if needed and options.header is None and not skip:
        found = (at for at, keys in header_candidates(source) if all(names & keys for names in needed))
        skip = next(found, 0)
    above, hinted = _lines_above(source, skip)
    known = options.delimiter or hinted
    best: tuple[tuple[int, int], str, Record] | None = None
    failed: csv.Error | None = None
    for delimiter in (known,) if known else _DELIMITERS:
        try:
            first = _first_record(source, len(above), delimiter, options.escape)
        except csv.Error as error:
            failed = error
            continue
        if options.header is not None:
            score = (int(len(first) in (len(options.header), len(options.header) + 1)), len(first))
        else:
            score = (sum(heading_key(cell) in wanted for cell in first), len(first))
        if best is None or score > best[0]:
            best = (score, delimiter, first)
    if best is None:
        raise FailedError(
            f"{source.name}, line {len(above) + 1}: the header cannot be read ({failed})",
            hint="a quote is not closed there; or lines stand above the header: [file] skip_lines in a mapping",
        )
    _, delimiter, first = best
    if not first:
        raise FailedError(f"{source.name} is empty", hint="there is no header line; export it again")
    return _layout(delimiter, first, above, options, may_have_errors=heading_key(ERROR_COLUMN) not in wanted)


def header_candidates(source: Source) -> Iterator[tuple[int, frozenset[str]]]:
    """The first lines of a text, each taken for a header under each delimiter.

    Args:
        source: the text.

    Yields:
        How many lines stand above, and the keys of the headings.
    """
    with source.text() as text:
        for at in range(_LINES_ABOVE):
            line = text.readline()
            if not line:
                return
            for delimiter in _DELIMITERS:
                if delimiter in line:
                    with suppress(csv.Error, StopIteration):
                        cells = next(csv.reader([line], delimiter=delimiter))
                        yield at, frozenset(map(heading_key, cells))


def _layout(
    delimiter: str, first: Record, above: tuple[str, ...], options: FileOptions, *, may_have_errors: bool
) -> Layout:
    header = tuple(cell.strip("\ufeff \t\r\n") for cell in first)
    has_errors = may_have_errors and len(header) > 1 and header[-1] == ERROR_COLUMN
    if options.header is not None and header != (*options.header, ERROR_COLUMN):
        has_errors, header, in_file = False, options.header, header == options.header
    else:
        header, in_file = header[:-1] if has_errors else header, True
    return Layout(
        delimiter=delimiter,
        header=header,
        above=above,
        has_errors=has_errors,
        header_in_file=in_file,
        stop_at_blank=options.stop_at_blank,
        escape=options.escape,
    )


def chunks(
    source: Source, layout: Layout, *, watched: bool = False
) -> Iterator[tuple[list[int], list[Record]]]:
    """The records below the header, some at a time, and the line that each begins on.

    Args:
        source: the text.
        layout: how it is a table.
        watched: whether `source.bytes_read` follows this reading.

    Raises:
        FailedError: a quote is not closed, or a cell has more than `LONGEST_CELL` characters.
    """
    above = len(layout.above)
    with source.text(watched=watched) as text:
        reader = _reader(text, above, layout.delimiter, layout.escape)
        begin = above + 1
        try:
            if layout.header_in_file:
                next((record for record in reader if any(cell.strip() for cell in record)), None)
            begin, ended = above + reader.line_num + 1, False
            while not ended:
                records: list[Record] = []
                lines = []
                for record in islice(reader, CHUNK):
                    records.append(record)
                    lines.append(begin)
                    begin = above + reader.line_num + 1
                ended = len(records) < CHUNK
                if layout.stop_at_blank and not all(map(any, records)):
                    blank = [any(record) for record in records].index(False)
                    records, lines, ended = records[:blank], lines[:blank], True
                if records:
                    yield lines, records
        except UnicodeDecodeError:
            source.check_unchanged()  # it did fit
            raise
        except csv.Error as error:
            raise _unreadable(source, begin, above + reader.line_num, error) from error


def _unreadable(source: Source, first: int, last: int, error: csv.Error) -> FailedError:
    where = f"{source.name}, line {first}"
    if "field larger" in str(error) and first == last:
        return FailedError(
            f"{where}: a cell has more than {LONGEST_CELL:,} characters",
            hint="shorten it, or export without it",
        )
    if first == last and "end of data" not in str(error):
        return FailedError(
            f"{where}: after a closing quote comes something else than the delimiter",
            hint='inside quotes a quote is doubled: "she said ""yes"""',
        )
    return FailedError(
        f"{where}: a quote opens in this row and is not closed",
        hint="close it, or double it where it is text",
    )


def _first_record(source: Source, above: int, delimiter: str, escape: str | None) -> Record:
    with source.text() as text:
        for record in _reader(text, above, delimiter, escape):
            if any(cell.strip() for cell in record):
                return record
    return []


def _reader(text: io.TextIOWrapper, above: int, delimiter: str, escape: str | None) -> Reader:
    for _ in range(above):
        text.readline()
    return csv.reader(text, delimiter=delimiter, escapechar=escape, strict=True)


def _lines_above(source: Source, skip: int) -> tuple[tuple[str, ...], str | None]:
    """The lines that are not part of the table, and the delimiter that a spreadsheet announced among them."""
    with source.text() as text:
        above = [text.readline() for _ in range(skip)]
        start = text.readline()
        announced = _SPREADSHEET_HINT.match(start)
        if announced:
            above.append(start)
    return tuple(above), announced.group(1) if announced else None
