"""Reading the rows of a file: the inner loop of an import.

Cells are read by column, some rows at a time, and what is understood comes out by column too: a tuple or an object
for every row would cost as much as the reading. No row is lost, none raises; what concerns the file as a whole does.
"""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from struct import Struct
from typing import Any

from prospector.importing.cells import CellReader, Unreadable
from prospector.importing.choosing import RowChoice
from prospector.importing.columns import SHEETS, Kind, ValueType
from prospector.importing.detecting import header_needs
from prospector.importing.dialogue import DialogueReading, messages
from prospector.importing.evidence import column_cells, date_cells
from prospector.importing.judging import Judge, Today
from prospector.importing.moment_column import MomentColumn, without
from prospector.importing.moments import MomentReader
from prospector.importing.parts import SEPARATOR, Rows, parts_of
from prospector.importing.plan import Binding, Plan, make_plan, wanted_headings
from prospector.importing.records import Layout, chunks, find_layout
from prospector.importing.rejects import as_it_was, cells_found
from prospector.importing.row import Chunk, RejectedRow, RowProblem, SkippedRow
from prospector.importing.slashes import SlashOrder
from prospector.importing.values import Settings
from prospector.importing.zones import offset_in, zone_named
from prospector.light import TYPE_CHECKING, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, tzinfo

    from prospector.importing.files import Source
    from prospector.importing.mapping import ImportMapping

_CONTENT_HASH = Struct(">16xq")  # of a digest of 24 bytes, the last ones
_DATED = frozenset({ValueType.MOMENT, ValueType.DAY})


def read_rows(
    source: Source,
    mapping: ImportMapping,
    *,
    kind: Kind,
    zone: tzinfo | None,
    today: date,
    set_values: Mapping[str, str] | None = None,
    known: Mapping[str, Mapping[str, str]] | None = None,
    system: str | None = None,
    exponent: int = 2,
    updates: bool = False,
) -> RowReading:
    """Get ready to read the rows of a file; everything that concerns the file as a whole is settled here.

    Args:
        source: the file.
        mapping: how its columns become ours; `CANONICAL` where they are ours.
        kind: what the rows are.
        zone: whose clock times without an offset are of, unless the mapping says; None is the system's.
        today: the local date; what is dated later did not happen yet.
        set_values: canonical columns that the user set for all rows.
        known: the names that may stand in a canonical column, each by its `fold`; any may where a column is absent.
        system: whose ids the file has; None leaves it to the mapping.
        exponent: the decimals of money's minor unit.
        updates: whether rows only change what is stored; then an id is all that they need.

    Raises:
        FailedError: the file has no header that can be read.
        InvalidValueError: a column is unknown, named twice, or required and not there; the mapping does not fit.
    """
    needed = header_needs(mapping, kind, set_values or ())
    layout = find_layout(source, mapping.file, wanted_headings(mapping, kind), needed)
    plan = make_plan(mapping, kind, layout.header, set_values or {}, file=source.name, updates=updates)
    dates = mapping.file.dates
    order = SlashOrder(
        lambda: date_cells(source, layout, plan),
        source.name,
        day_first=None if dates is None else dates == "day-first",
    )
    clock = zone_named(mapping.file.timezone) if mapping.file.timezone else zone
    shown = partial(offset_in, zone) if mapping.file.local else None
    moments = MomentReader(clock, order, shown)
    settings = Settings(
        moments=moments,
        decimal=mapping.file.decimal,
        exponent=exponent,
        commas_are_free=layout.delimiter == ";",
    )
    names = known or {}
    readers = [
        CellReader(binding, _dated(settings, source, layout, binding), names.get(binding.column.name))
        if binding
        else None
        for binding in plan.bindings
    ]
    talk = mapping.talk.conversation_seconds if mapping.talk else None
    judge = Judge(plan, talk, Today.on(today, zone))
    dialogue = None
    if plan.dialogue is not None and mapping.dialogue is not None:
        dialogue = DialogueReading(plan.dialogue, mapping.dialogue.me, source.name)
        dialogue.look_through(messages(source, layout, plan), moments)
    return RowReading(
        source, layout, plan, readers, system=system or mapping.id_system, judge=judge, dialogue=dialogue
    )


def _dated(settings: Settings, source: Source, layout: Layout, binding: Binding) -> Settings:
    """The settings of one column: of a column of dates, all cells together tell whether they are bare numbers."""
    if binding.column.type not in _DATED or not binding.places:
        return settings
    return replace(
        settings, moments=settings.moments.of_column(partial(column_cells, source, layout, binding))
    )


class RowReading:
    """One reading of a file.

    Attributes:
        layout: how the file is a table.
        plan: what becomes what; its `ignored` and `misspelt` are for the summary.
    """

    def __init__(
        self,
        source: Source,
        layout: Layout,
        plan: Plan,
        readers: Sequence[CellReader | None],
        *,
        system: str,
        judge: Judge,
        dialogue: DialogueReading | None = None,
    ) -> None:
        self.layout = layout
        self.plan = plan
        self._source = source
        self._parts = parts_of(SHEETS[plan.kind], readers)
        self._judge = judge
        self._dialogue = dialogue
        self._choice = RowChoice(plan, dialogue)
        names = SHEETS[plan.kind].names
        self._direction = names.index("direction") if "direction" in names else len(names)
        # Begun once and copied for each row, in half the time.
        self._by_id, self._by_content = (
            blake2b(SEPARATOR.join((system, plan.kind, sort, "")).encode(), digest_size=size)
            for sort, size in (("id", 16), ("row", 24))
        )

    def heading(self, column: str) -> str:
        """What the file calls a canonical column."""
        return self.plan.heading(column)

    @property
    def future(self) -> int:
        """How many of the rows read so far are left out for their date alone."""
        return self._judge.future

    @property
    def first_future(self) -> int | None:
        """The line of the first of them."""
        return self._judge.first_future

    @property
    def lets_talk_tell(self) -> bool:
        """Whether talk time may decide what came of a row."""
        return self._judge.lets_talk_tell

    def chunks(self) -> Iterator[Chunk]:
        """All rows below the header in the order of the file, some at a time.

        Raises:
            FailedError: a quote is not closed, or somebody wrote to the file; what was read is to be forgotten.
            InvalidValueError: the file's dates do not tell whether the day or the month comes first.
        """
        self._choice = RowChoice(self.plan, self._dialogue)
        for lines, records in chunks(self._source, self.layout, watched=True):
            yield self._chunk(lines, records)
        self._source.check_unchanged()

    def _chunk(self, lines: list[int], records: list[list[str]]) -> Chunk:
        """Tell the rows of one chunk apart."""
        others: list[SkippedRow | RejectedRow] = []
        places = self._doubtful(records)
        if places:
            left_out = set()
            for at in places:
                other = self._left_out(lines[at], records[at])
                if other is None:
                    records[at] = records[at][
                        : len(self.layout.header)
                    ]  # beyond are blanks, or what was wrong
                else:
                    others.append(other)
                    left_out.add(at)
            lines = [line for at, line in enumerate(lines) if at not in left_out]
            records = [cells for at, cells in enumerate(records) if at not in left_out]
        if not records:
            return Chunk((), (), (), [()] * len(self.plan.bindings), others)
        return self._understood(lines, records, others)

    def _doubtful(self, records: list[list[str]]) -> Sequence[int]:
        """The places of rows that are to be looked at one by one."""
        if self.layout.has_errors or self._choice.has_rules:
            return range(len(records))
        width, first = len(self.layout.header), self.layout.header[0]
        return [
            at for at, cells in enumerate(records) if len(cells) != width or not cells[0] or cells[0] == first
        ]

    def _left_out(self, line: int, cells: list[str]) -> SkippedRow | RejectedRow | None:
        """Judge one row; None if it can be used."""
        if not any(cell.strip() for cell in cells):
            return SkippedRow(line, "blank")
        header = self.layout.header
        told = cells[:-1] if self.layout.has_errors else cells
        if tuple(cell.strip("\ufeff \t\r\n") for cell in told) == header:
            return SkippedRow(line, "repeated header")
        if self.layout.has_errors:
            told = as_it_was(told, reason=cells[-1])
        if len(told) < len(header) or any(cell.strip() for cell in told[len(header) :]):
            return RejectedRow(line, told, (RowProblem(line, "", cells_found(len(told), len(header))),))
        reason = self._choice.reason_against(cells) if self._choice.has_rules else None
        return None if reason is None else SkippedRow(line, reason)

    def _understood(
        self, lines: list[int], records: list[list[str]], others: list[SkippedRow | RejectedRow]
    ) -> Chunk:
        """Read the cells of usable rows, column by column."""
        columns: list[Sequence[str]] = list(zip(*records, strict=True))
        if self._dialogue is not None:
            columns += self._dialogue.columns(lines, records)
        values: list[Sequence[Any]] = []
        keys: list[Sequence[str]] = []
        problems: dict[int, list[RowProblem]] = {}
        for part in self._parts:
            directions = values[self._direction] if len(values) > self._direction else ()
            read, part_keys = part.read(Rows(columns, len(lines), directions))
            for place, reader in part.readers:
                if reader.failed:
                    reader.failed = False
                    _collect(read[place], reader.heading, lines, problems)
            values += read
            keys.append(part_keys)
        for at, problem in self._judge.problems(values, lines):
            problems.setdefault(at, []).append(problem)
        identities, contents = self._digests(keys)
        judged = self._judge.let_talk_tell(values)
        dropped: dict[int, SkippedRow | RejectedRow] = {
            at: RejectedRow(lines[at], records[at], tuple(found)) for at, found in problems.items()
        }
        dropped.update((at, SkippedRow(lines[at], "planned")) for at in self._judge.planned(values, lines))
        if not dropped:
            return Chunk(lines, identities, contents, values, others, judged)
        gone = sorted(dropped, reverse=True)
        return Chunk(
            without(lines, gone),
            without(identities, gone),
            without(contents, gone),
            [
                column.without(gone) if isinstance(column, MomentColumn) else without(column, gone)
                for column in values
            ],
            sorted([*others, *dropped.values()], key=lambda row: row.line),
            without(judged, gone) if judged else (),
        )

    def _digests(self, keys: list[Sequence[str]]) -> tuple[list[bytes], list[int]]:
        """The identities and content hashes of rows; columns that were added since do not change them."""
        identities: list[bytes] = []
        digests: list[bytes] = []
        for external_id, text in zip(keys[0], map(SEPARATOR.join, zip(*keys, strict=True)), strict=True):
            by_content = self._by_content.copy()
            by_content.update(text.rstrip(SEPARATOR).encode())
            digest = by_content.digest()
            digests.append(digest)
            if external_id:
                by_id = self._by_id.copy()
                by_id.update(external_id.encode())
                identities.append(by_id.digest())
            else:
                identities.append(digest[:16])
        return identities, [said for (said,) in _CONTENT_HASH.iter_unpack(b"".join(digests))]


def id_identity(system: str, kind: str, external_id: str) -> bytes:
    """The identity of the thing of a kind that a system calls by an id."""
    text = SEPARATOR.join((system, kind, "id", external_id))
    return blake2b(text.encode(), digest_size=16).digest()


def _collect(
    values: Iterable[Any], heading: str, lines: list[int], problems: dict[int, list[RowProblem]]
) -> None:
    for at, value in enumerate(values):
        if isinstance(value, Unreadable):
            problems.setdefault(at, []).append(RowProblem(lines[at], heading, value.message))
