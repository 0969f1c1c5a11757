"""The store: one SQLite file, opened for one command."""

from __future__ import annotations

import gc
import os
from _sqlite3 import Error
from contextlib import ExitStack, contextmanager, suppress

from prospector.errors import ProspectorError, StoredError
from prospector.light import TYPE_CHECKING
from prospector.store.faults import translated
from prospector.store.opening import BUSY_SECONDS, create, open_existing
from prospector.store.waiting import execute_patiently
from prospector.store.witness import Witness
from prospector.store.writing import Writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from prospector.store.loading.staging import Staging

_WRITING = ("BEGIN IMMEDIATE",)
_READING = ("BEGIN", "SELECT 1 FROM sqlite_master LIMIT 1")  # the second one waits, and no other has to
_BULK_CACHE = 16_000  # KiB: an index grows in random places, and sorting one takes as much


class Store:
    """An open store; close it, or use it as a context.

    `reading` and `writing` are the only ways to its rows: a report sees one state of the store, a deed happens
    completely or not at all.

    Attributes:
        has_changed: whether a deed has changed a row, and that is on disk.
        altered: rows that deeds changed and that were not as they were stored before, by table and number.
        is_new: whether the first deed that ever was done in it was done now.
        upgrade: the schema that it had before it was opened and where that is kept; None where it was the latest.
    """

    def __init__(
        self,
        path: str,
        *,
        create_missing: bool = False,
        busy_seconds: float = BUSY_SECONDS,
        region: str = "",
    ) -> None:
        """Open the store.

        Args:
            path: its file.
            create_missing: make it if it is not there; reading commands never do.
            busy_seconds: how long to wait for another prospector.
            region: the country that phone numbers without one are of; empty where none is set.

        Raises:
            UnusableStoreError: it is not there, or not a store that may be opened.
        """
        self.path = path
        self.has_changed = False
        self.altered: list[tuple[str, int]] = []
        self.is_new = False
        self._committed = False
        if create_missing and path not in {"", ":memory:"} and not os.path.lexists(path):
            from prospector.store.seed import first_rows  # lazy: once in the life of a store

            create(path, first_rows())
        self._connection = open_existing(path, busy_seconds=busy_seconds, region=region)
        self.upgrade = self._connection.upgrade

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One state of the store: what others write meanwhile is not seen. Fetch all before you print."""
        collects = gc.isenabled()
        gc.disable()  # rows may be many and hold no cycles: looking for some again and again is a tenth of a report
        try:
            with self._transaction(_READING):
                yield self._connection
        finally:
            if collects:
                gc.enable()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One deed: all of it is on disk when the block ends, or none of it is.

        Raises:
            StoredError: all of it is, and the disk failed thereafter.
        """
        before = self._connection.total_changes
        try:
            with self._transaction(_WRITING):
                was_new = self._is_untouched()
                writing = Writing(self._connection)
                yield writing
                was_new = was_new and not self._is_untouched()
        except (KeyboardInterrupt, StoredError):
            self.has_changed = self.has_changed or self._committed
            raise
        self.has_changed = self.has_changed or self._connection.total_changes > before
        self.is_new = self.is_new or was_new
        self.altered += writing.altered

    def remember(self, keep: Callable[[Writing], None]) -> None:
        """Write something down that is worth no wait: where another writes, or nobody may, it is left out.

        Args:
            keep: writes rows that are no deed of the rep's.
        """
        changed = self.has_changed
        (patience,) = self._connection.execute("PRAGMA busy_timeout").fetchone()
        self._connection.execute("PRAGMA busy_timeout=0")
        try:
            with suppress(ProspectorError), self.writing() as writing:
                keep(writing)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout={patience:d}")
            self.has_changed = changed

    def compact(self) -> None:
        """Write the file anew: nothing that was deleted is left in it, in free space either.

        Raises:
            BusyError: another prospector reads or writes, and did not end in time.
            FailedError: there is no room for a second copy of the store.
        """
        with translated(self.path):
            execute_patiently(self._connection, "VACUUM")

    @contextmanager
    def rehearsing(self) -> Iterator[Writing]:
        """A deed that is taken back at the end, to see what it would do."""
        with translated(self.path):
            execute_patiently(self._connection, *_WRITING)
            try:
                yield Writing(self._connection)
            finally:
                self._roll_back()

    @contextmanager
    def references_checked_apart(self) -> Iterator[None]:
        """Let SQLite not look up what a row refers to: who writes checks it, once for many rows that say the same."""
        self._connection.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def staging(
        self,
        columns: Sequence[str],
        *,
        absent: Collection[str] = (),
        shared: Mapping[str, Sequence[str]] | None = None,
    ) -> Iterator[Staging]:
        """A place outside the store's file where rows wait until they are published; gone when the block ends.

        Args:
            columns: of the rows.
            absent: those of them in which no row has a value.
            shared: columns that are staged once for all rows that say the same in them, by a name for them all.
        """
        from prospector.store.loading.staging import Staging  # lazy: for imports alone

        with translated(self.path):
            self._connection.execute(f"PRAGMA cache_size=-{_BULK_CACHE}")
            staging = Staging(self._connection, columns, absent=absent, shared=shared)
            try:
                yield staging
            except BaseException:
                with suppress(Error):  # a statement cut short may hold it; it goes when the store is closed
                    staging.close()
                raise
            staging.close()

    @contextmanager
    def _transaction(self, begin: tuple[str, ...]) -> Iterator[None]:
        with translated(self.path), ExitStack() as stack:
            self._committed = False
            execute_patiently(self._connection, *begin)
            witness: Witness | None = None
            try:
                if begin is _WRITING:
                    witness = stack.enter_context(Witness(self.path))
                yield
                execute_patiently(self._connection, "COMMIT")
            except KeyboardInterrupt:
                self._committed = not self._connection.in_transaction  # it came when all was on disk
                self._roll_back()
                raise
            except Error as error:
                self._roll_back()
                if witness is not None and witness.is_stored():
                    self._committed = True
                    raise StoredError from error
                raise
            except BaseException:
                self._roll_back()
                raise

    def _is_untouched(self) -> bool:
        """Whether nothing was ever done in it: a command that was refused may have made it."""
        (begun,) = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM deed) OR EXISTS (SELECT 1 FROM import_run)"
        ).fetchone()
        return not begun

    def _roll_back(self) -> None:
        if self._connection.in_transaction:  # a full disk has rolled back by itself
            self._connection.execute("ROLLBACK")
