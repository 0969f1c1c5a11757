"""Writing the rejects of an import beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prospector.importing.files import Source
from prospector.importing.records import Layout, chunks
from prospector.importing.rejects import rejects_file
from prospector.importing.row import RowProblem
from prospector.store.forgetting.known import ForgottenPeople
from prospector.store.forgetting.suppression import read_suppression
from prospector.store.loading.forgotten import OF_FORGOTTEN
from prospector.store.loading.load import Load
from prospector.usecases.import_staging import Seen


def write_rejects(
    target: Path, source: Source, layout: Layout, seen: Seen, *, spare_others: bool
) -> Path | None:
    """Write the rejected rows, in the order of the file, and all that is wrong with each.

    Args:
        target: where they are wanted.
        source: the file whose rows they are.
        layout: how that is a table.
        seen: has the rows.
        spare_others: whether another file stands beside one that is there with other rows, instead of replacing it.

    Returns:
        Where they are.

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
        return file.publish(spare_others=spare_others)


def spare_forgotten(load: Load, seen: Seen, source: Source, layout: Layout) -> None:
    """Have no rejected row of somebody who was forgotten: it would stand in the rejects file. Such rows are skipped.

    Args:
        load: the import, in its transaction.
        seen: has the rows that could not be read.
        source: the file whose rows they are.
        layout: how that is a table.
    """
    listed = read_suppression(load.connection) if seen.rejected else None
    if listed is None:
        return
    forgotten = ForgottenPeople(load.connection, listed, load.system)
    lines = {line for line, cells in _rejected_cells(source, layout, seen) if forgotten.stands_in(cells)}
    if lines:
        seen.rejected -= lines
        seen.skipped += len(lines)
        seen.problems[:] = [problem for problem in seen.problems if problem.line not in lines]
        for line in lines:
            seen.cells.pop(line, None)
        load.tally.remark(OF_FORGOTTEN, min(lines), len(lines))


def _rejected_cells(source: Source, layout: Layout, seen: Seen) -> Iterator[tuple[int, list[str]]]:
    """The rejected rows as they stand; the file is read again if they were too many to keep, or refused late."""
    if seen.cells.keys() == seen.rejected:
        yield from seen.cells.items()
        return
    for lines, records in chunks(source, layout):
        for line, cells in zip(lines, records, strict=True):
            if line in seen.rejected:
                yield line, cells[: len(layout.header)] if layout.has_errors else cells
