"""What becomes of a row: it is understood, skipped by rule, or rejected with every problem that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from prospector.light import dataclass


class RowProblem(NamedTuple):
    """What is wrong with one cell.

    Attributes:
        line: that the row begins on.
        column: the file's own heading; empty where the row as a whole is wrong.
        message: why the cell is refused.
    """

    line: int
    column: str
    message: str


class SkippedRow(NamedTuple):
    """A row that is not wanted, and the rule: blank, a repeated header, outside `[where]`, only planned, and so on."""

    line: int
    reason: str


class RejectedRow(NamedTuple):
    """A row that has problems, all of them."""

    line: int
    cells: list[str]
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file: those that were understood, column by column, and the others one by one.

    Attributes:
        lines: that the understood rows begin on.
        identities: 16 bytes each, the same whenever this system tells of this thing again: made from the external id,
            else from all that the row says. Rows that say the same have the same; whoever stores them counts them.
        content_hashes: signed numbers of 64 bits, another one where a known id says something else.
        values: one sequence for each canonical column of the kind, None where the file says nothing.
        others: in the order of the file.
        judged: of each understood row, whether talk time decided its outcome; empty where it decides nowhere.
    """

    lines: Sequence[int]
    identities: Sequence[bytes]
    content_hashes: Sequence[int]
    values: Sequence[Sequence[Any]]
    others: Sequence[SkippedRow | RejectedRow]
    judged: Sequence[bool] = ()

    @property
    def rows(self) -> int:
        """How many rows these are."""
        return len(self.lines) + len(self.others)
