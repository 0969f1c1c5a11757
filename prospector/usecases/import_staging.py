"""Staging the rows of a file: by column, as they are read and checked, before the store is locked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from prospector.importing.columns import SHEETS, Column, Kind, ValueType
from prospector.importing.files import Source
from prospector.importing.moment_column import MomentColumn
from prospector.importing.row import Chunk, RejectedRow, RowProblem, SkippedRow
from prospector.importing.rows import RowReading
from prospector.store.loading.activities import SHARED
from prospector.store.loading.staging import Repeats, Staging
from prospector.store.loading.talk import JUDGED
from prospector.store.store import Store
from prospector.store.writing import Value

Progress = Callable[[int, int], None]
_KEPT_ROWS = 5_000  # rejected rows whose cells are kept in memory


@dataclass(slots=True)
class Seen:
    """What the reading of a file found.

    Attributes:
        rows: all of them.
        skipped: those that are not wanted.
        rejected: the lines of the refused, with those that are refused later.
        problems: of the rejected.
        cells: the first rejected rows as they stand, by line.
        repeats: rows whose id had stood before in the file.
    """

    rows: int = 0
    skipped: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    rejected: set[int] = field(default_factory=set)
    cells: dict[int, list[str]] = field(default_factory=dict)
    repeats: Repeats = field(default_factory=Repeats)

    def put_aside(self, others: Iterable[SkippedRow | RejectedRow]) -> None:
        """Account for rows that are not staged."""
        for row in others:
            if isinstance(row, SkippedRow):
                self.skipped += 1
                continue
            self.problems += row.problems
            self.rejected.add(row.line)
            if len(self.cells) < _KEPT_ROWS:
                self.cells[row.line] = row.cells


@contextmanager
def staged(store: Store, reading: RowReading, kind: Kind) -> Iterator[Staging]:
    """A place for the rows of a file; columns that it does not have take none."""
    columns = SHEETS[kind].columns
    bound = zip(columns, reading.plan.bindings, strict=True)
    absent = [name for column, binding in bound if binding is None for name in _staged_names(column)]
    with store.staging(
        [name for column in columns for name in _staged_names(column)],
        absent=absent if reading.lets_talk_tell else [*absent, JUDGED],
        shared=SHARED if kind is Kind.ACTIVITIES else None,
    ) as staging:
        yield staging


def stage(
    reading: RowReading, source: Source, kind: Kind, staging: Staging, progress: Progress | None
) -> Seen:
    """Read a file to its end, and stage what is understood.

    Args:
        reading: the reading, at its beginning.
        source: the file.
        kind: what its rows are.
        staging: made for this kind.
        progress: told now and then how many bytes of how many were read.
    """
    seen = Seen()
    columns = SHEETS[kind].columns
    bound = [(place, columns[place]) for place, binding in enumerate(reading.plan.bindings) if binding]
    with staging.filling():
        for chunk in reading.chunks():
            seen.rows += chunk.rows
            seen.put_aside(chunk.others)
            staging.add(_by_name(chunk, bound))
            if progress is not None:
                progress(source.bytes_read, source.size)
    seen.repeats = staging.tell_apart(_nth)
    return seen


def _by_name(chunk: Chunk, bound: Sequence[tuple[int, Column]]) -> dict[str, Sequence[Value]]:
    """The understood rows, by the names of the columns of staged rows."""
    staged_columns: dict[str, Sequence[Value]] = {
        "line": chunk.lines,
        "identity": chunk.identities,
        "content_hash": chunk.content_hashes,
        JUDGED: chunk.judged,
    }
    for place, column in bound:
        values = _as_staged(column, chunk.values[place])
        staged_columns.update(zip(_staged_names(column), values, strict=True))
    return staged_columns


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


def _as_staged(column: Column, values: Sequence[Any]) -> Iterator[Sequence[Value]]:
    """The values that some rows have for a column, as the columns of staged rows."""
    if isinstance(values, MomentColumn):
        yield values.seconds
        yield values.offsets
    elif column.type is ValueType.MOMENT:
        yield [None if moment is None else moment.seconds for moment in values]
        yield [None if moment is None else moment.offset for moment in values]
    elif column.type in _AS_STAGED:
        convert = _AS_STAGED[column.type]
        yield [None if value is None else convert(value) for value in values]
    else:
        yield values


def _nth(identity: bytes, before: int) -> bytes:
    """The identity of a row that has no id: what it says, and how many of its like stood before it in the file."""
    return blake2b(identity + before.to_bytes(8, "big"), digest_size=16).digest()
