"""Taking an import back by its number, and putting it back."""

from __future__ import annotations

from prospector.errors import FailedError, UnknownNameError
from prospector.store.import_runs import Run, runs
from prospector.store.putting_back import PutBack, put_back_import
from prospector.store.store import Store
from prospector.store.taking_back import TakenBack, take_back
from prospector.store.words import rep_id
from prospector.store.writing import Writing


def undo_import(store: Store, number: int, *, rep: str, at: int) -> TakenBack:
    """Take an import back: its rows, what it changed, and its memory of rows, so that the file may come again.

    Args:
        store: open for writing.
        number: of the import.
        rep: whose command it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        UnknownNameError: there is no such import.
        FailedError: it was taken back already.
    """
    with store.writing() as writing:
        if _run(writing, number).undone_at is not None:
            raise FailedError(
                f"import {number} was taken back already",
                hint=f"prospector imports redo {number} puts it back",
            )
        taken = take_back(writing, number, at=at, rep_id=rep_id(writing.connection, rep))
        writing.update("import_run", number, undone_at=at)
    return taken


def redo_import(store: Store, number: int) -> PutBack:
    """Put an import back that was taken back: its rows with their numbers, what it changed, its memory of rows.

    Raises:
        UnknownNameError: there is no such import.
        FailedError: it stands, or what came since is in the way; nothing changed.
    """
    with store.writing() as writing:
        if _run(writing, number).undone_at is None:
            raise FailedError(f"import {number} was not taken back", hint="nothing changed")
        put = put_back_import(writing, number)
        writing.update("import_run", number, undone_at=None)
    return put


def _run(writing: Writing, number: int) -> Run:
    found = runs(writing.connection, "WHERE id = ?", number)
    if not found:
        raise UnknownNameError(f"there is no import {number}", hint="prospector imports list shows them")
    return found[0]
