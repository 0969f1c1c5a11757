"""Whether a deed is in the store although its COMMIT failed.

SQLite ends a transaction by taking its journal away, and then has that brought to disk. Where the disk fails at this very
last step, the deed is done, and yet SQLite reports an error. Who is told that nothing changed does it a second time.
"""

from __future__ import annotations

import os

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

_COUNTER = 24  # where SQLite's file format counts the transactions that changed the file
_LENGTH = 4


class Witness:
    """Remembers how often a store had changed when a transaction began.

    The file is kept open until the transaction is over: closing it would let go of the locks that SQLite holds on it.
    """

    def __init__(self, path: str) -> None:
        """Look at the store.

        Args:
            path: its file; nobody else may be able to write to it by now.
        """
        self._journal = f"{os.path.realpath(path)}-journal"
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 - closed when the transaction is over
        self._before = self._counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def is_stored(self) -> bool:
        """Whether the file has changed for good: a journal that is left would take it back."""
        return not os.path.lexists(self._journal) and self._counter() != self._before

    def _counter(self) -> bytes:
        self._file.seek(_COUNTER)
        return self._file.read(_LENGTH)
