"""Reading a few lines of CSV as an import does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest

from prospector.importing.columns import SHEETS, Kind
from prospector.importing.files import open_source
from prospector.importing.mapping import CANONICAL, ImportMapping
from prospector.importing.mapping_file import parse_mapping
from prospector.importing.row import RejectedRow, SkippedRow
from prospector.importing.rows import RowReading, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from pathlib import Path


class ParsedRow(NamedTuple):
    """A row that was understood."""

    line: int
    identity: bytes
    content_hash: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Told:
    """What became of a file's rows."""

    reading: RowReading
    parsed: list[ParsedRow]
    others: list[SkippedRow | RejectedRow]

    @property
    def rows(self) -> list[ParsedRow | SkippedRow | RejectedRow]:
        return sorted([*self.parsed, *self.others], key=lambda row: row.line)

    @property
    def values(self) -> list[dict[str, Any]]:
        names = SHEETS[self.reading.plan.kind].names
        return [
            {name: value for name, value in zip(names, row.values, strict=True) if value is not None}
            for row in self.parsed
        ]

    @property
    def rejected(self) -> list[tuple[int, str, str]]:
        return [
            (problem.line, problem.column, problem.message)
            for row in self.others
            if isinstance(row, RejectedRow)
            for problem in row.problems
        ]

    @property
    def skipped(self) -> list[tuple[int, str]]:
        return [(row.line, row.reason) for row in self.others if isinstance(row, SkippedRow)]


class Reader(Protocol):
    def __call__(
        self,
        content: str | bytes | Path,
        mapping: str | ImportMapping = CANONICAL,
        kind: Kind | None = None,
        *,
        zone: tzinfo | None = UTC,
        set_values: Mapping[str, str] | None = None,
        known: Mapping[str, Mapping[str, str]] | None = None,
        system: str | None = None,
    ) -> Told: ...


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    def read_file(
        content: str | bytes | Path,
        mapping: str | ImportMapping = CANONICAL,
        kind: Kind | None = None,
        *,
        zone: tzinfo | None = UTC,
        set_values: Mapping[str, str] | None = None,
        known: Mapping[str, Mapping[str, str]] | None = None,
        system: str | None = None,
    ) -> Told:
        if isinstance(mapping, str):
            mapping = parse_mapping('name = "acme"\nas = "activities"\n' + mapping, name="acme.toml")
        if isinstance(content, (str, bytes)):
            path = tmp_path / "calls.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        else:
            path = content
        with open_source(str(path), encoding=mapping.file.encoding) as source:
            reading = read_rows(
                source,
                mapping,
                kind=kind or mapping.kind or Kind.ACTIVITIES,
                zone=zone,
                set_values=set_values,
                known=known,
                system=system,
            )
            parsed: list[ParsedRow] = []
            others: list[SkippedRow | RejectedRow] = []
            for chunk in reading.chunks():
                values = zip(*chunk.values, strict=True)
                parsed += map(ParsedRow, chunk.lines, chunk.identities, chunk.content_hashes, values)
                others += chunk.others
            return Told(reading, parsed, others)

    return read_file
