"""What becomes of a row: it is parsed, skipped by rule, or rejected with every problem that it has.

They are named tuples, not dataclasses: a file has a million of them, and a tuple is made in a third of the time.
"""

from __future__ import annotations

from typing import Any, NamedTuple


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


class ParsedRow(NamedTuple):
    """A row that was understood.

    Attributes:
        line: that it begins on.
        cells: as they stand in the file.
        values: one for each canonical column of the kind, None where the file says nothing.
        identity: 16 bytes, the same whenever this system tells of this thing again: made from the external id, else
            from all that the row says. Rows that say the same have the same; whoever stores them counts them.
        content_hash: a signed number of 64 bits, another one where a known id says something else.
    """

    line: int
    cells: list[str]
    values: tuple[Any, ...]
    identity: bytes
    content_hash: int


class SkippedRow(NamedTuple):
    """A row that is not wanted, and the rule: blank, a repeated header, outside `[where]`, only planned, and so on."""

    line: int
    reason: str


class RejectedRow(NamedTuple):
    """A row that has problems, all of them."""

    line: int
    cells: list[str]
    problems: tuple[RowProblem, ...]


Row = ParsedRow | SkippedRow | RejectedRow
