"""Writing the rejects of an import beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prospector.importing.files import Source
from prospector.importing.records import Layout, chunks
from prospector.importing.rejects import rejects_file
from prospector.importing.row import RowProblem
from prospector.usecases.import_staging import Seen


def write_rejects(target: Path, source: Source, layout: Layout, seen: Seen) -> None:
    """Write the rejected rows, in the order of the file, and all that is wrong with each.

    Raises:
        FailedError: nothing can be written there.
        InvalidValueError: the target is the file itself.
    """
    problems: dict[int, list[RowProblem]] = {}
    for problem in seen.problems:
        problems.setdefault(problem.line, []).append(problem)
    with rejects_file(target, source, layout) as file:
        for line, cells in _rejected_cells(source, layout, seen):
            file.add(cells, problems[line])
        file.publish()


def _rejected_cells(source: Source, layout: Layout, seen: Seen) -> Iterator[tuple[int, list[str]]]:
    """The rejected rows as they stand; the file is read again if they were too many to keep, or refused late."""
    if seen.cells.keys() == seen.rejected:
        yield from seen.cells.items()
        return
    for lines, records in chunks(source, layout):
        for line, cells in zip(lines, records, strict=True):
            if line in seen.rejected:
                yield line, cells[: len(layout.header)] if layout.has_errors else cells
