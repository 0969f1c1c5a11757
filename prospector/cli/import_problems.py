"""What is wrong with the rejected rows of a file, said once for all rows of which the same is to be said."""

from __future__ import annotations

import re

from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from prospector.importing.row import RowProblem
    from prospector.usecases.import_request import ImportSummary

_SHOWN = 10
_SHOWN_LINES = 5  # of each problem
_VALUE = re.compile(r"'.*'|\d+")  # what a message quotes of its row


@dataclass(frozen=True, slots=True)
class _Group:
    """Problems that one line tells.

    Attributes:
        example: the first of them.
        lines: where they are.
        is_one_text: whether all say the same; else they are of one kind, about different values.
    """

    example: RowProblem
    lines: tuple[int, ...]
    is_one_text: bool = True

    def told(self, file: str) -> str:
        """The line that tells them.

        Args:
            file: whose rows they are, "" where that is plain.
        """
        column = f"{self.example.column}: " if self.example.column else ""
        text = f"{column}{self.example.message}"
        if self.is_one_text:
            return f"{file}{_places(self.lines)}: {text}"
        return f"{file}line {self.example.line}: {text}; the like in {_places(self.lines[1:])}"


def problem_lines(summary: ImportSummary, *, names_file: bool = False) -> list[str]:
    """What is wrong with the rejected rows, and where all of them are.

    What many rows have in common is told once. Where that is still more than a few lines, what differs by the value
    alone is told once, too; and of more kinds than are shown, those that most rows have.

    Args:
        summary: what became of a file.
        names_file: each line tells the file, because there are several.
    """
    groups = _grouped(summary.problems, lambda problem: (problem.column, problem.message))
    if len(groups) > _SHOWN:
        groups = _grouped(summary.problems, lambda problem: (problem.column, _VALUE.sub("", problem.message)))
    shown = sorted(groups, key=lambda group: -len(group.lines))[:_SHOWN]
    file = f"{summary.file}, " if names_file else ""
    lines = [group.told(file) for group in groups if group in shown]
    hidden = len(summary.problems) - sum(len(group.lines) for group in shown)
    if hidden:
        lines.append(f"and {hidden:,} more")
    if summary.rejects_file is not None:
        remedy = "; put right, it can be imported as it is" if summary.stored else ""
        lines.append(f"rejected rows are in {summary.rejects_file}{remedy}")
    return lines


def _grouped(
    problems: Sequence[RowProblem], sort_of: Callable[[RowProblem], tuple[str, str]]
) -> list[_Group]:
    """Problems by their sort, that of the first line first."""
    sorts: dict[tuple[str, str], list[RowProblem]] = {}
    for problem in problems:
        sorts.setdefault(sort_of(problem), []).append(problem)
    return [
        _Group(
            found[0],
            tuple(problem.line for problem in found),
            is_one_text=all(problem.message == found[0].message for problem in found),
        )
        for found in sorts.values()
    ]


def _places(lines: tuple[int, ...]) -> str:
    """Lines as words: `line 3`, `lines 3, 9 and 12`, `lines 3, 9, 12, 15, 18 and 486 more`."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    more = len(lines) - _SHOWN_LINES
    first = [str(line) for line in lines[:_SHOWN_LINES]]
    last = first.pop() if more <= 0 else f"{more:,} more"
    return f"lines {', '.join(first)} and {last}"
