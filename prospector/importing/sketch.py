"""A mapping to start from, guessed out of a file's header and first rows; each guess is marked, for the user to judge.

A guess is never imported by itself: the sketch is a text that somebody reads, edits and names with `--map`.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from itertools import islice

from prospector.errors import FailedError
from prospector.importing.columns import SHEETS, Kind, ValueType
from prospector.importing.files import STANDARD_INPUT, Source, open_source
from prospector.importing.guess import fitting_profiles
from prospector.importing.mapping import FileOptions
from prospector.importing.records import chunks, find_layout
from prospector.importing.sketch_headings import Found, Sample, guess_kind
from prospector.importing.sketch_values import (
    are_undecided,
    decimal_mark,
    entry_lines,
    one_line,
    quoted_text,
    status_of_stage,
)
from prospector.importing.synonyms import HEADINGS

_ROWS = 500
_A_VALUE = re.compile(r"[\d\s.,:/%$€£+-]*\d[\d\s.,:/%$€£+-]*([ap]m)?|.*@.*\..*", re.IGNORECASE)


def sketch(file: str) -> str:
    """Write a mapping for a file as TOML.

    Raises:
        FailedError: it cannot be read, or it has no header of several columns.
    """
    with open_source(file) as source:
        known = [profile.name for profile in fitting_profiles(source)]
        sample = _sample(source)
    if len(sample.header) < 2:
        raise FailedError(
            f"{file} has no header of several columns", hint="a mapping names columns by their headings"
        )
    kind, found = guess_kind(sample, file)
    lines = [
        f"# A mapping for {one_line(os.path.basename(file))}, guessed from its header and first rows.",
        *_is_known(known),
        "# Look over every line that says `guess`; then: prospector import FILE --map THIS --dry-run",
        f"name = {quoted_text(_name_of(file))}",
        f'as = "{kind}"  # guess; one of {", ".join(Kind)}',
        "",
    ]
    lines += _file_lines(sample, kind, found)
    if kind is Kind.ACTIVITIES and "channel" not in found:
        lines += ["[set]", 'channel = "call"  # guess; call, email, social, event, visit, mail and so on', ""]
    lines.append("[columns]  # ours = theirs")
    for column in SHEETS[kind].columns:
        if column.name in found:
            places = found[column.name]
            headings = tuple(sample.header[place] for place in places)
            texts = sample.texts(places)
            told = column.name == "status" and places == found.get("stage")
            lines += status_of_stage(headings, texts) if told else entry_lines(column, kind, headings, texts)
            if column.name == "channel" and len(texts) < sample.rows:
                lines.append('channel.default = "admin"  # guess; what a row is that does not say')
    lines += _missing(kind, found)
    if kind is Kind.ACTIVITIES and {"minutes", "talk_seconds"} & set(found):
        lines += ["", "[talk]", "conversation_seconds = 60  # guess; answered and shorter is no conversation"]
    if "source" in found:
        lines += ["", "[create]", "sources = true  # guess; sources that the store does not know are made"]
    return "\n".join([*lines, *_unused(sample, kind, found)]) + "\n"


def _is_known(names: list[str]) -> list[str]:
    """What to say of a file that a shipped profile reads."""
    if not names:
        return []
    return [f"# It needs no mapping: prospector import FILE --profile {' or '.join(names)}"]


def _unused(sample: Sample, kind: Kind, found: Found) -> list[str]:
    used = {place for places in found.values() for place in places}
    unused = [heading for place, heading in enumerate(sample.header) if place not in used and heading]
    if not unused:
        return []
    told = f"# not used: {', '.join(map(one_line, unused))}"
    return ["", told, f"# columns of {kind}: {', '.join(SHEETS[kind].names)}"]


def _sample(source: Source) -> Sample:
    above = _lines_above(source)
    wanted = frozenset(key for keys in HEADINGS.values() for key in keys)
    layout = find_layout(source, FileOptions(skip_lines=above), wanted)
    header, headless = layout.header, _is_row(layout.header)
    if headless:
        header = tuple(f"column {place}" for place in range(1, len(header) + 1))
    rows = (cells for _, records in chunks(source, layout) for cells in records)
    first = list(islice(rows, _ROWS))
    records = [cells for cells in first if len(cells) == len(header)]
    columns = (
        tuple(text for cells in records if (text := cells[place].strip())) for place in range(len(header))
    )
    return Sample(
        above,
        layout.delimiter,
        header,
        tuple(columns),
        headless,
        _has_footer(first, len(header)),
        len(records),
    )


def _has_footer(records: list[list[str]], width: int) -> bool:
    """Whether a blank line parts the rows from lines that are none."""
    blank = next((at for at, cells in enumerate(records) if not any(cells)), None)
    below = [] if blank is None else [cells for cells in records[blank:] if any(cells)]
    return bool(below) and all(len(cells) != width for cells in below)


def _is_row(header: tuple[str, ...]) -> bool:
    """Whether what stands in the place of the header is one of the rows: most of it are numbers, dates or addresses."""
    values = sum(bool(_A_VALUE.fullmatch(cell.strip())) for cell in header)
    return values * 2 > len(header)


def _lines_above(source: Source) -> int:
    """How many lines of title stand above the first line that is as wide as most of the first lines are."""
    with source.text() as text:
        lines = list(islice(text, 30))
    best = (0, 0, 0)
    for delimiter in ",;\t|":
        widths = [_width(line, delimiter) for line in lines]
        counts = Counter(width for width in widths if width > 1)
        for width, times in counts.most_common(1):
            best = max(best, (times, width, -widths.index(width)))
    return -best[2]


def _width(line: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _file_lines(sample: Sample, kind: Kind, found: Found) -> list[str]:
    """`[file]`: how the file seems to be written, where an import would not find out by looking."""
    lines = []
    if sample.delimiter != ",":
        lines.append(f"delimiter = {quoted_text(sample.delimiter)}  # guess")
    if sample.above:
        lines.append(f"skip_lines = {sample.above}  # guess; lines above the header")
    if sample.footer:
        lines.append("stop_at_blank = true  # guess; a footer follows")
    if sample.headless:
        names = ", ".join(map(quoted_text, sample.header))
        lines.append(f"header = [{names}]  # guess: the first line seems to be a row; name the columns")
    for column in SHEETS[kind].columns:
        texts = sample.texts(found[column.name]) if column.name in found else ()
        if column.type in {ValueType.MOMENT, ValueType.DAY} and are_undecided(texts):
            lines.append(f'# dates = "day-first"  # or "month-first"? {one_line(texts[0])} does not tell')
            break
    amounts = {ValueType.MONEY, ValueType.NUMBER, ValueType.MINUTES, ValueType.SECONDS}
    for column in SHEETS[kind].columns:
        mark = decimal_mark(sample.texts(found.get(column.name, ()))) if column.type in amounts else None
        if mark is not None:
            lines.append(f"decimal = {quoted_text(mark)}  # guess; what stands before the decimals")
            break
    return ["[file]", *lines, ""] if lines else []


def _missing(kind: Kind, found: Found) -> list[str]:
    """What a row needs and nothing was found for."""
    given = {"channel"} if kind is Kind.ACTIVITIES else set()
    return [
        f'# {group[0]} = "?"  # a row of {kind} needs {" or ".join(group)}'
        for group in SHEETS[kind].required
        if not any(name in found or name in given for name in group)
    ]


def _name_of(file: str) -> str:
    name = "stdin" if file == STANDARD_INPUT else os.path.basename(file)
    return name.partition(".")[0].casefold().replace(" ", "-") or "mine"
