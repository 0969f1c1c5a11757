"""The rejects file: the rows that were refused, as they stood, and in a last column why.

It is written as the original was (delimiter, encoding, the lines above the header), so that the same mapping reads it
once it is put right. A row that is too short gets blank cells, so that the reason stands last; the reason tells it from
one that was mended. A row that is too long stays so: nothing says which of its cells is one too many.
"""

from __future__ import annotations

import csv
import os
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from prospector.errors import FailedError, InvalidValueError
from prospector.importing.alphabets import MAC
from prospector.importing.records import ERROR_COLUMN
from prospector.light import TYPE_CHECKING
from prospector.replacing import drafted, publish_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prospector.importing.files import Source
    from prospector.importing.records import Layout
    from prospector.importing.row import RowProblem


def cells_found(count: int, expected: int) -> str:
    """What is wrong with a row that is too short or too long."""
    return f"{expected} cells expected, {count} found"


def as_it_was(cells: list[str], *, reason: str) -> list[str]:
    """A row of a rejects file: too short still, if its reason says so and none of what it lacked is there now."""
    for count in range(len(cells)):
        if reason.strip() == cells_found(count, len(cells)) and not any(cells[count:]):
            return cells[:count]
    return cells


class _Lines:
    r"""What the writer of the standard library writes; it quotes a lone `\r` only where lines end with `\r\n`."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, line: str) -> None:
        self._file.write(line.removesuffix("\r\n") + "\n")


class RejectsFile:
    """Takes rejected rows.

    Attributes:
        rows: how many it took.
    """

    def __init__(self, file: IO[str], target: Path, layout: Layout, *, encoding: str) -> None:
        self.rows = 0
        self._file = file
        self._target = target
        self._header = [*layout.header, ERROR_COLUMN]
        self._above = layout.above
        self._encoding = encoding
        self._delimiter = layout.delimiter
        self._writer = csv.writer(_Lines(file), delimiter=layout.delimiter)

    def add(self, cells: list[str], problems: Iterable[RowProblem]) -> None:
        """Write one row and all that is wrong with it.

        Raises:
            FailedError: the disk is full, or the like.
        """
        told = "; ".join(f"{column}: {message}" if column else message for _, column, message in problems)
        try:
            if not self.rows:
                self._file.writelines(f"{line.rstrip()}\n" for line in self._above)
                self._writer.writerow(self._header)
            missing = len(self._header) - 1 - len(cells)
            self._writer.writerow([*cells, *[""] * missing, told])
        except OSError as error:
            raise _unwritable(self._target, error) from error
        self.rows += 1

    def publish(self, *, spare_others: bool = False) -> Path | None:
        """Put the file in its place, whole; without rows there is none.

        Args:
            spare_others: whether a file that is there stays if it has other rows, which somebody may have mended: the
                place is then beside it, under the next free number.

        Returns:
            Its place, None if there is none.

        Raises:
            FailedError: the disk is full, or the like.
        """
        if not self.rows:
            return None
        target = self._target
        try:
            self._file.flush()
            if spare_others:
                target = self._free_target()
            publish_draft(self._file.name, str(target))
        except OSError as error:
            raise _unwritable(target, error) from error
        return target

    def _free_target(self) -> Path:
        """The first place that nobody has, or that has these very rows."""
        target, number = self._target, 1
        told = self._without_reasons(Path(self._file.name))
        while os.path.lexists(target) and (told is None or self._without_reasons(target) != told):
            number += 1
            target = self._target.with_stem(f"{self._target.stem}-{number}")
        return target

    def _without_reasons(self, path: Path) -> bytes | None:
        """A digest of the rows of a rejects file as they stand, without why; None if it cannot be read."""
        digest = sha256()
        try:
            with path.open(encoding=self._encoding, newline="") as text:
                for cells in csv.reader(text, delimiter=self._delimiter):
                    digest.update(repr(cells[:-1]).encode())
        except (OSError, ValueError, csv.Error):
            return None
        return digest.digest()


@contextmanager
def rejects_file(target: Path, source: Source, layout: Layout) -> Iterator[RejectsFile]:
    """Open a file beside the target; what is not published by the end leaves no trace.

    Args:
        target: where the rejects are wanted.
        source: the file whose rows they are.
        layout: how that is a table.

    Raises:
        FailedError: nothing can be written there.
        InvalidValueError: the target is the file itself.
    """
    if target.exists() and Path(source.name).exists() and target.samefile(source.name):
        raise InvalidValueError(f"{target} is the file that is imported", hint="give --rejects another name")
    if target.is_dir():
        raise FailedError(f"{target} is a directory", hint="give --rejects the name of a file")
    if target.exists() and not target.is_file():  # it would be replaced by one
        raise FailedError(f"{target} is a device or a pipe", hint="give --rejects the name of a file")
    encoding = "utf-16" if source.encoding.startswith("utf-16") else source.encoding
    if encoding == MAC and not source.encoding_is_told:
        encoding = "utf-8-sig"  # few rows may not show again whose letters they are
    with ExitStack() as stack:
        try:
            draft = stack.enter_context(drafted(str(target)))
            file = open(  # noqa: SIM115 - closed below
                draft, "w", encoding=encoding, errors="backslashreplace", newline=""
            )
        except OSError as error:
            raise _unwritable(target, error) from error
        try:
            yield RejectsFile(file, target, layout, encoding=encoding)
        finally:
            with suppress(OSError):  # a full disk again: it was told, and the file goes
                file.close()


def _unwritable(target: Path, error: OSError) -> FailedError:
    return FailedError(
        f"the rejects cannot be written to {target}: {error.strerror}",
        hint="--rejects FILE names another place",
    )
