"""A mapping to start from, guessed out of a file's header and first rows; each guess is marked, for the user to judge.

A guess is never imported by itself: the sketch is a text that somebody reads, edits and names with `--map`.
"""

from __future__ import annotations

import csv
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.columns import SHEETS, Kind, ValueType
from prospector.importing.files import STANDARD_INPUT, Source, open_source
from prospector.importing.headings import heading_key
from prospector.importing.mapping import FileOptions
from prospector.importing.moments import MomentReader
from prospector.importing.records import chunks, find_layout
from prospector.importing.slashes import SlashOrder, UndecidedDatesError
from prospector.importing.synonyms import HEADINGS, OUTCOMES
from prospector.importing.values import words_of

_ROWS = 500
_MOST_WORDS = 25  # of a column of outcomes; one with more is free text
_TELLING = {  # the columns that make a kind likely, beside what it needs
    Kind.ACTIVITIES: {"outcome", "minutes", "talk_seconds", "direction", "channel"},
    Kind.DEALS: {"value", "stage", "closed_at", "expected_close_on"},
    Kind.APPOINTMENTS: {"starts_at"},
    Kind.CONTACTS: {"email", "phone", "profile_url", "source"},
    Kind.CONTENT: {"reach", "published_at", "url"},
    Kind.QUOTAS: {"metric", "amount", "period"},
    Kind.ACCOUNTS: {"domain", "industry"},
}
_FIRST_AND_LAST = (("firstname", "lastname"), ("first", "last"), ("givenname", "familyname"))
_FORMS = (
    "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d %b %Y %H:%M", "%b %d, %Y %I:%M %p", "%m/%d/%y, %I:%M %p",
    "%m/%d/%y", "%m/%d/%y %H:%M", "%d.%m.%y", "%d.%m.%y %H:%M", "%a %m/%d/%Y %I:%M %p", "%d-%m-%Y", "%d-%m-%Y %H:%M",
    "%d-%b-%Y", "%d-%b-%y",
)  # fmt: skip
_CLOCK = re.compile(r"\d{1,3}:\d\d:\d\d")

Found = dict[str, tuple[int, ...]]  # our columns, and where theirs are


@dataclass(frozen=True, slots=True)
class _Sample:
    """The beginning of a file.

    Attributes:
        above: how many lines stand above the header.
        header: the headings.
        columns: the texts of the first rows that are not blank, by place.
    """

    above: int
    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]

    def texts(self, places: Sequence[int]) -> tuple[str, ...]:
        """The texts of several places as they are joined."""
        if len(places) == 1:
            return self.columns[places[0]]
        return tuple(map(" ".join, zip(*(self.columns[place] for place in places), strict=False)))


def sketch(file: str) -> str:
    """Write a mapping for a file as TOML.

    Raises:
        FailedError: it cannot be read, or it has no header of several columns.
    """
    with open_source(file) as source:
        sample = _sample(source)
    if len(sample.header) < 2:
        raise FailedError(
            f"{file} has no header of several columns", hint="a mapping names columns by their headings"
        )
    kind, found = _guess_kind(sample.header)
    lines = [
        f"# A mapping for {_one_line(file)}, guessed from its header and first rows.",
        "# Look over every line that says `guess`; then: prospector import FILE --map THIS --dry-run",
        f"name = {_quoted(_name_of(file))}",
        f'as = "{kind}"  # guess; one of {", ".join(Kind)}',
        "",
    ]
    lines += _file_lines(sample, kind, found)
    if kind is Kind.ACTIVITIES and "channel" not in found:
        lines += ["[set]", 'channel = "call"  # guess; call, email, social, event, visit, mail and so on', ""]
    lines.append("[columns]  # ours = theirs")
    for column in SHEETS[kind].columns:
        if column.name in found:
            lines += _column_lines(column.name, column.type, found[column.name], sample)
    lines += _missing(kind, found)
    if kind is Kind.ACTIVITIES and {"minutes", "talk_seconds"} & set(found):
        lines += ["", "[talk]", "conversation_seconds = 60  # guess; answered and shorter is no conversation"]
    used = {place for places in found.values() for place in places}
    unused = [heading for place, heading in enumerate(sample.header) if place not in used and heading]
    if unused:
        lines += ["", f"# not used: {', '.join(map(_one_line, unused))}"]
        lines.append(f"# columns of {kind}: {', '.join(SHEETS[kind].names)}")
    return "\n".join(lines) + "\n"


def _sample(source: Source) -> _Sample:
    above = _lines_above(source)
    wanted = frozenset(key for keys in HEADINGS.values() for key in keys)
    layout = find_layout(source, FileOptions(skip_lines=above), wanted)
    rows = (cells for _, records in chunks(source, layout) for cells in records)
    records = [cells for cells in islice(rows, _ROWS) if len(cells) == len(layout.header)]
    columns = (
        tuple(text for cells in records if (text := cells[place].strip()))
        for place in range(len(layout.header))
    )
    return _Sample(above, layout.header, tuple(columns))


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


def _guess_kind(header: tuple[str, ...]) -> tuple[Kind, Found]:
    """The kind whose needs a header meets and of which it has most; and where its columns are."""
    scores = []
    for at, kind in enumerate(_TELLING):
        found = _find_columns(kind, header)
        met = sum(any(name in found for name in group) for group in SHEETS[kind].required)
        lacking = len(SHEETS[kind].required) - met - (kind is Kind.ACTIVITIES and "channel" not in found)
        telling = len(_TELLING[kind] & set(found))
        scores.append((lacking <= 0, telling, len(found), -at, kind, found))
    best = max(scores, key=lambda score: score[:4])
    return best[4], best[5]


def _find_columns(kind: Kind, header: tuple[str, ...]) -> Found:
    """Where our columns are by their names; each of theirs is taken once."""
    keys = [heading_key(heading) for heading in header]
    found: Found = {}
    taken: set[int] = set()
    person = "contact" if kind is not Kind.CONTACTS else "name"
    for names in _FIRST_AND_LAST:
        if all(name in keys for name in names) and person in SHEETS[kind].names:
            found[person] = tuple(keys.index(name) for name in names)
            taken.update(found[person])
            break
    moment = next((column.name for column in SHEETS[kind].columns if column.type is ValueType.MOMENT), None)
    if moment in {"occurred_at", "starts_at"} and {"date", "time"} <= set(keys):
        found[moment] = (keys.index("date"), keys.index("time"))
        taken.update(found[moment])
    for name in sorted(SHEETS[kind].names, key=lambda name: name not in _TELLING[kind]):
        for key in HEADINGS.get(name, (heading_key(name),)):
            if name not in found and key in keys and keys.index(key) not in taken:
                found[name] = (keys.index(key),)
                taken.update(found[name])
    return found


def _column_lines(name: str, type_: ValueType, places: tuple[int, ...], sample: _Sample) -> list[str]:
    """The entry of one column, and what of it has to be looked over."""
    headings = [_quoted(sample.header[place]) for place in places]
    origin = headings[0] if len(headings) == 1 else f"[{', '.join(headings)}]"
    texts = sample.texts(places)
    if type_ in {ValueType.MOMENT, ValueType.DAY}:
        return [_dated(name, origin, texts)]
    if type_ in {ValueType.MINUTES, ValueType.SECONDS}:
        return [_lasting(name, origin, texts)]
    if name == "outcome":
        return _outcomes(origin, texts)
    shown = "" if not texts else f", as in {_one_line(texts[0])}"
    joined = f"{{ from = {origin} }}" if len(headings) > 1 else origin
    return [f"{name} = {joined}  # guess by its heading{shown}"]


def _file_lines(sample: _Sample, kind: Kind, found: Found) -> list[str]:
    lines = []
    if sample.above:
        lines.append(f"skip_lines = {sample.above}  # guess; lines above the header")
    for column in SHEETS[kind].columns:
        texts = sample.texts(found[column.name]) if column.name in found else ()
        if column.type in {ValueType.MOMENT, ValueType.DAY} and _are_undecided(texts):
            lines.append(f'# dates = "day-first"  # or "month-first"? {_one_line(texts[0])} does not tell')
            break
    return ["[file]", *lines, ""] if lines else []


def _are_undecided(texts: tuple[str, ...]) -> bool:
    """Whether dates may have the day or the month first."""
    reader = MomentReader(UTC, SlashOrder(lambda: texts, "file"))
    try:
        for text in texts:
            reader.reading(text, None)
    except UndecidedDatesError:
        return True
    except InvalidValueError:
        return False
    return False


def _dated(name: str, origin: str, texts: tuple[str, ...]) -> str:
    order = SlashOrder(lambda: texts, "file")
    reader = MomentReader(UTC, order)
    for form in (None, *_FORMS):
        try:
            for text in texts:
                reader.reading(text, None if form is None else (form,))
        except UndecidedDatesError:
            break  # the whole file has one order: [file] has the line for it
        except InvalidValueError:
            continue
        if form is None:
            break
        return f'{name} = {{ from = {origin}, format = "{form}" }}  # guess' + _example(texts)
    else:
        return f'{name} = {{ from = {origin}, format = "%d/%m/%Y" }}  # guess; how is it written?' + _example(
            texts
        )
    return f"{name} = {{ from = {origin} }}  # guess by its heading" + _example(texts)


def _lasting(name: str, origin: str, texts: tuple[str, ...]) -> str:
    if any(_CLOCK.fullmatch(text) for text in texts):
        unit = "H:MM:SS"
    else:
        numbers = [float(text) for text in texts if re.fullmatch(r"\d{1,9}(\.\d+)?", text)]
        longest = max(numbers, default=0)
        unit = "minutes" if longest <= 90 else "seconds" if longest <= 20_000 else "milliseconds"
    return f'{name} = {{ from = {origin}, unit = "{unit}" }}  # guess' + _example(texts)


def _outcomes(origin: str, texts: tuple[str, ...]) -> list[str]:
    """A table of their words; those that mean nothing to us are left for the user."""
    words = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    if len(words) > _MOST_WORDS:
        return [f"# outcome = {origin}  # guess: it has too many words for outcomes"]
    lines = [f"outcome.from = {origin}  # guess by its heading; their words = ours:"]
    for word in words:
        ours = OUTCOMES.get(words_of(word))
        entry = f'outcome.values.{_quoted(word)} = "{ours or ""}"'
        lines.append(f"{entry}  # guess" if ours else f"# {entry}  # which of ours is it?")
    return lines


def _missing(kind: Kind, found: Found) -> list[str]:
    """What a row needs and nothing was found for."""
    given = {"channel"} if kind is Kind.ACTIVITIES else set()
    return [
        f'# {group[0]} = "?"  # a row of {kind} needs {" or ".join(group)}'
        for group in SHEETS[kind].required
        if not any(name in found or name in given for name in group)
    ]


def _example(texts: tuple[str, ...]) -> str:
    return f", as in {_one_line(texts[0])}" if texts else ""


def _one_line(text: str) -> str:
    """A text that may stand in a comment."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    letters = (
        f"\\{letter}" if letter in '"\\' else letter if letter.isprintable() else f"\\U{ord(letter):08X}"
        for letter in text
    )
    return f'"{"".join(letters)}"'


def _name_of(file: str) -> str:
    name = "stdin" if file == STANDARD_INPUT else os.path.basename(file)
    return name.partition(".")[0].casefold().replace(" ", "-") or "mine"
