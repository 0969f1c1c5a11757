"""Importing one file: read and checked first, published in one transaction, accounted for to the row.

    rows = added + updated + unchanged + skipped + rejected

A file is known by its bytes and by all that decides what they become; met again it is not read a second time. A row is
known by its identity, so that any other file that tells of it adds nothing either.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

from prospector.domain.currency import exponent_of
from prospector.domain.moment import Moment
from prospector.domain.settings import Settings
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Level
from prospector.importing.columns import SHEETS, Column, Kind, ValueType
from prospector.importing.files import Source, open_source
from prospector.importing.mapping import CANONICAL, ImportMapping, options_digest
from prospector.importing.records import Layout, chunks
from prospector.importing.rejects import rejects_file
from prospector.importing.row import RejectedRow, RowProblem, SkippedRow
from prospector.importing.rows import RowReading, id_identity, read_rows
from prospector.store.import_runs import Ledger, Run, find_run, open_run, settle_run
from prospector.store.loading.activities import publish_activities
from prospector.store.loading.kinds import Places
from prospector.store.loading.load import Load, publish_rows
from prospector.store.loading.staging import Staging
from prospector.store.store import Store
from prospector.store.words import Vocabulary, read_vocabulary, rep_id
from prospector.store.writing import Value, Writing

Progress = Callable[[int, int], None]
_STDIN_NAME = "stdin"
_KEPT_ROWS = 5_000  # rejected rows whose cells are kept in memory


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to import and how.

    Attributes:
        file: a path, or `-` for standard input.
        mapping: how its columns become ours.
        kind: what its rows are.
        constants: canonical columns set for all rows.
        system: whose ids the file has, where the mapping does not say.
        dry_run: whether to take everything back at the end.
        strict: whether one rejected row is a reason to store none.
        rejects: where rejected rows go; None for `NAME.rejects.csv` in the working directory, if there are any.
    """

    file: str
    kind: Kind
    mapping: ImportMapping = CANONICAL
    constants: Mapping[str, str] = field(default_factory=dict)
    system: str | None = None
    dry_run: bool = False
    strict: bool = False
    rejects: str | None = None

    @property
    def rejects_path(self) -> Path:
        """Where rejected rows go."""
        if self.rejects is not None:
            return Path(self.rejects)
        name = _STDIN_NAME if self.file == "-" else Path(self.file).name
        return Path(f"{name.removesuffix('.gz').removesuffix('.csv').removesuffix('.txt')}.rejects.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """What became of a file, to the row.

    Attributes:
        rejected: rows, each of which may have several problems.
        seen_before: the number of the import that had these very bytes.
        remarks: what was noticed, in sentences.
        stored: whether anything was (a dry run and a refused strict import store nothing).
    """

    file: str
    sha256: str
    profile: str
    kind: str
    import_id: int | None
    dry_run: bool
    rows: int
    added: int
    updated: int
    unchanged: int
    skipped: int
    rejected: int
    rejects_file: str | None
    contacts_added: int
    accounts_added: int
    problems: tuple[RowProblem, ...]
    remarks: tuple[str, ...]
    seen_before: int | None
    stored: bool


def import_file(
    store: Store,
    request: ImportRequest,
    *,
    settings: Settings,
    now: Moment,
    zone: tzinfo | None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import one file.

    Args:
        store: open for writing.
        request: what and how.
        settings: the store's currency, rates, the rep.
        now: the time of the command.
        zone: whose clock times without an offset are of; None is the system's.
        progress: told now and then how many bytes of how many were read.

    Raises:
        ProspectorError: the file as a whole cannot be imported; nothing changed.
    """
    with ExitStack() as stack:
        source = stack.enter_context(open_source(request.file, encoding=request.mapping.file.encoding))
        digest = options_digest(
            request.mapping,
            request.kind,
            set=dict(request.constants),
            system=request.system,
            zone=str(zone),
            currency=settings.currency,
        )
        ledger = Ledger(source.sha256, digest)
        with store.reading() as connection:
            known_run = find_run(connection, ledger)
            vocabulary = read_vocabulary(connection)
            names = _known_names(vocabulary, request.mapping, connection)
        if known_run is not None:
            return _seen(source, request, known_run)
        reading = read_rows(
            source,
            request.mapping,
            kind=request.kind,
            zone=zone,
            set_values=request.constants,
            known=names,
            system=request.system,
            exponent=exponent_of(settings.currency),
        )
        importing = _Import(
            store=store,
            request=request,
            settings=settings,
            now=now,
            source=source,
            reading=reading,
            ledger=ledger,
            stack=stack,
        )
        return importing.run(progress)


@dataclass(kw_only=True)
class _Import:
    """One file on its way into the store."""

    store: Store
    request: ImportRequest
    settings: Settings
    now: Moment
    source: Source
    reading: RowReading
    ledger: Ledger
    stack: ExitStack
    rows: int = 0
    skipped: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    rejected: set[int] = field(default_factory=set)
    cells: dict[int, list[str]] = field(default_factory=dict)

    @property
    def system(self) -> str:
        return self.request.system or self.request.mapping.id_system

    def run(self, progress: Progress | None) -> ImportSummary:
        if (
            self.request.rejects is not None and not self.request.dry_run
        ):  # found out before anything is imported
            self.stack.enter_context(
                rejects_file(self.request.rejects_path, self.source, self.reading.layout)
            )
        columns = SHEETS[self.request.kind].columns
        names = [name for column in columns for name in _staged_names(column)]
        bound = zip(columns, self.reading.plan.bindings, strict=True)
        absent = [name for column, binding in bound if binding is None for name in _staged_names(column)]
        with self.store.staging(names, absent) as staging:
            self._stage(staging, progress)
            transaction = self.store.rehearsing() if self.request.dry_run else self.store.writing()
            try:
                with transaction as writing:
                    summary = self._publish(writing, staging)
                    if self.request.strict and summary.rejected and not self.request.dry_run:
                        _refuse(summary)
            except _RefusedWholeError as refused:
                return replace(
                    refused.summary,
                    added=0,
                    updated=0,
                    contacts_added=0,
                    accounts_added=0,
                    import_id=None,
                    stored=False,
                )
        return summary

    def _stage(self, staging: Staging, progress: Progress | None) -> None:
        columns = SHEETS[self.request.kind].columns
        bound = [place for place, binding in enumerate(self.reading.plan.bindings) if binding]
        seen: dict[bytes, int] = {}
        for chunk in self.reading.chunks():
            self.rows += chunk.rows
            self._put_aside(chunk.others)
            identities = [
                identity if external_id is not None else _nth(identity, seen)
                for identity, external_id in zip(chunk.identities, chunk.values[0], strict=True)
            ]
            values = [column for place in bound for column in _as_staged(columns[place], chunk.values[place])]
            staging.add(zip(chunk.lines, identities, chunk.content_hashes, *values, strict=True))
            if progress is not None:
                progress(self.source.bytes_read, self.source.size)

    def _put_aside(self, others: Iterable[SkippedRow | RejectedRow]) -> None:
        for row in others:
            if isinstance(row, SkippedRow):
                self.skipped += 1
                continue
            self.problems += row.problems
            self.rejected.add(row.line)
            if len(self.cells) < _KEPT_ROWS:
                self.cells[row.line] = row.cells

    def _publish(self, writing: Writing, staging: Staging) -> ImportSummary:
        request, connection = self.request, writing.connection
        run = Run(
            file=self.source.name,
            ledger=self.ledger,
            system=self.system,
            profile=request.mapping.name,
            kind=request.kind.value,
            at=self.now.seconds,
            options=json.dumps(
                {
                    "set": dict(request.constants),
                    "mapping": request.mapping.model_dump(mode="json", by_alias=True),
                }
            ),
        )
        number = open_run(connection, run)
        load = Load(
            writing=writing,
            import_id=number,
            system=self.system,
            rep_id=rep_id(connection, self.settings.rep),
            at=(self.now.seconds, self.now.offset),
            today=self.now.day,
            currency=self.settings.currency,
            currencies=frozenset(self.settings.rates),
            identity_of=lambda kind, external_id: id_identity(self.system, kind, external_id),
            levels=_levels(request.mapping),
            channels=_channels(request.mapping),
        )
        if request.kind is Kind.ACTIVITIES:
            publish_activities(load, staging)
        else:
            publish_rows(load, staging, staging.names, Places(load).of(request.kind.value))
        for line, column, message in load.tally.problems:
            self.problems.append(RowProblem(line, self.reading.heading(column), message))
            self.rejected.add(line)
        self.problems.sort(key=lambda problem: problem.line)
        writing.record(at=self.now.seconds, rep_id=load.rep_id, label=f"import {number}", sort="import")
        settled = settle_run(
            connection, number, load.tally, rows=self.rows, skipped=self.skipped, rejected=len(self.rejected)
        )
        return self._summary(load, None if request.dry_run else number, settled, self._write_rejects())

    def _write_rejects(self) -> str | None:
        if not self.rejected or self.request.dry_run:
            return None
        problems: dict[int, list[RowProblem]] = {}
        for problem in self.problems:
            problems.setdefault(problem.line, []).append(problem)
        target, layout = self.request.rejects_path, self.reading.layout
        with rejects_file(target, self.source, layout) as file:
            for line, cells in self._rejected_cells():
                file.add(cells, problems[line])
            file.publish()
        return str(target)

    def _rejected_cells(self) -> Iterator[tuple[int, list[str]]]:
        """The rejected rows as they stand; the file is read again if they were too many to keep, or refused late."""
        if self.cells.keys() == self.rejected:
            yield from self.cells.items()
            return
        for line, cells in _cells_of(self.source, self.reading.layout):
            if line in self.rejected:
                yield line, cells

    def _summary(self, load: Load, number: int | None, settled: Run, rejects: str | None) -> ImportSummary:
        tally = load.tally
        return ImportSummary(
            file=settled.file,
            sha256=self.ledger.sha256,
            profile=settled.profile,
            kind=settled.kind,
            import_id=number,
            dry_run=self.request.dry_run,
            rows=self.rows,
            added=tally.added,
            updated=tally.updated,
            unchanged=tally.unchanged,
            skipped=self.skipped,
            rejected=len(self.rejected),
            rejects_file=rejects,
            contacts_added=tally.contacts,
            accounts_added=tally.accounts,
            problems=tuple(self.problems),
            remarks=tuple(_remarks(self.reading, load)),
            seen_before=None,
            stored=not self.request.dry_run,
        )


class _RefusedWholeError(Exception):
    """A strict import met a row that it rejects: everything is taken back."""

    def __init__(self, summary: ImportSummary) -> None:
        super().__init__()
        self.summary = summary


def _refuse(summary: ImportSummary) -> NoReturn:
    raise _RefusedWholeError(summary)


def _seen(source: Source, request: ImportRequest, run: Run) -> ImportSummary:
    return ImportSummary(
        file=source.name,
        sha256=source.sha256,
        profile=run.profile,
        kind=run.kind,
        import_id=run.id,
        dry_run=request.dry_run,
        rows=run.rows,
        added=0,
        updated=0,
        unchanged=run.rows - run.skipped,
        skipped=run.skipped,
        rejected=0,
        rejects_file=None,
        contacts_added=0,
        accounts_added=0,
        problems=(),
        remarks=(),
        seen_before=run.id,
        stored=False,
    )


def _staged_names(column: Column) -> tuple[str, ...]:
    """The columns of a staged row that hold a column's values: a moment's offset is one of its own."""
    return (column.name, f"{column.name}_offset") if column.type is ValueType.MOMENT else (column.name,)


# How the values of a column become what a staged row holds, numbers and text; the others are that already.
_AS_STAGED: dict[ValueType, Callable[[Any], Value]] = {
    ValueType.TAGS: ";".join,
    ValueType.NAMES: ";".join,
    ValueType.DAY: date.isoformat,
    ValueType.YES_NO: int,
    ValueType.NUMBER: lambda value: int(value.scaleb(2)),
    ValueType.HISTORY: lambda value: json.dumps([(stage, at.seconds, at.offset) for stage, at in value]),
}


def _as_staged(column: Column, values: Sequence[Any]) -> Iterator[Iterable[Value]]:
    """The values that some rows have for a column, as the columns of staged rows."""
    if column.type is ValueType.MOMENT:
        yield [None if moment is None else moment.seconds for moment in values]
        yield [None if moment is None else moment.offset for moment in values]
    elif column.type in _AS_STAGED:
        convert = _AS_STAGED[column.type]
        yield [None if value is None else convert(value) for value in values]
    else:
        yield values


def _nth(identity: bytes, seen: dict[bytes, int]) -> bytes:
    """The identity of a row that has no id: what it says, and the how-manieth of its like in the file it is."""
    count = seen.get(identity, 0)
    seen[identity] = count + 1
    return blake2b(identity + count.to_bytes(8, "big"), digest_size=16).digest() if count else identity


def _cells_of(source: Source, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    for lines, records in chunks(source, layout):
        for line, cells in zip(lines, records, strict=True):
            yield line, cells[: len(layout.header)] if layout.has_errors else cells


def _known_names(
    vocabulary: Vocabulary, mapping: ImportMapping, connection: sqlite3.Connection
) -> dict[str, dict[str, str]]:
    """The names that may stand in a column; a column in which any may is left out."""
    channels = {fold(channel.name): channel.name for channel in vocabulary.channels}
    outcomes = {
        fold(word): outcome.name
        for outcome in vocabulary.outcomes
        for word in (outcome.name, *outcome.aliases)
    }
    rows = connection.execute("SELECT name FROM source ORDER BY id")
    sources = {fold(name): name for (name,) in rows}
    known = {}
    for column, names, creation in (
        ("channel", channels, mapping.create.channels),
        ("outcome", outcomes, mapping.create.outcomes),
        ("source", sources, mapping.create.sources),
    ):
        if not creation.everything:
            known[column] = {**{fold(name): name for name in creation.named}, **names}
    return known


def _levels(mapping: ImportMapping) -> dict[str, int]:
    named = mapping.create.outcomes.named
    return {name: int(Level[(level or "attempt").upper()]) for name, level in named.items()}


def _channels(mapping: ImportMapping) -> dict[str, tuple[str, str]]:
    named = mapping.create.channels.named
    return {
        name: (channel.approach, channel.audience) for name, channel in named.items() if channel is not None
    }


def _remarks(reading: RowReading, load: Load) -> Iterator[str]:
    for heading, column in reading.plan.misspelt:
        yield f"column {heading} was ignored; did you mean {column}?"
    for table, names in load.tally.made.items():
        shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
        yield f"new {table}{'s' if len(names) > 1 else ''}: {shown}"
    for text, (count, line) in load.tally.remarks.items():
        yield f"{count:,} x {text} (first on line {line})" if count > 1 else f"line {line}: {text}"
