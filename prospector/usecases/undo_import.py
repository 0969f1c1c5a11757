"""Taking an import back by its number."""

from __future__ import annotations

from prospector.errors import FailedError, UnknownNameError
from prospector.store.import_runs import runs
from prospector.store.store import Store
from prospector.store.taking_back import TakenBack, take_back


def undo_import(store: Store, number: int, *, at: int) -> TakenBack:
    """Take an import back: its rows, what it changed, and its memory of rows, so that the file may come again.

    Args:
        store: open for writing.
        number: of the import.
        at: the time of the command, UTC seconds.

    Raises:
        UnknownNameError: there is no such import.
        FailedError: it was taken back already.
    """
    with store.writing() as writing:
        found = runs(writing.connection, "WHERE id = ?", number)
        if not found:
            raise UnknownNameError(f"there is no import {number}", hint="prospector imports list shows them")
        if found[0].undone_at is not None:
            raise FailedError(
                f"import {number} was taken back already", hint="import the file again to have it"
            )
        taken = take_back(writing, number)
        writing.update("import_run", number, undone_at=at)
    return taken
