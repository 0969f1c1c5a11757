"""Undo and redo: a rep's own typed commands, the latest first; an import is taken back by its number instead."""

from __future__ import annotations

from prospector.errors import FailedError, InvalidValueError
from prospector.light import TYPE_CHECKING
from prospector.store.history import Deed, deeds, redo_last, undo_last
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_STEPS = 1000


def undo(store: Store, rep: str, steps: int = 1) -> tuple[Deed, ...]:
    """Take a rep's last commands back, all of the steps or none.

    Args:
        store: open for writing.
        rep: whose commands; empty for the only rep.
        steps: how many.

    Returns:
        What was undone, the latest command first.

    Raises:
        FailedError: there are not so many, or a row was changed since by somebody else.
    """
    return _repeat(store, rep, steps, undo_last, "undo")


def redo(store: Store, rep: str, steps: int = 1) -> tuple[Deed, ...]:
    """Do again what a rep undid, all of the steps or none.

    Returns:
        What was done again, in the order in which it was done at first.

    Raises:
        FailedError: there is not so much, or a row was changed since.
    """
    return _repeat(store, rep, steps, redo_last, "redo")


def undoable(store: Store, rep: str, most: int = 20) -> tuple[Deed, ...]:
    """What `undo` would take back, the next one first."""
    with store.reading() as connection:
        return deeds(connection, rep_id(connection, rep), most)


def _repeat(
    store: Store,
    rep: str,
    steps: int,
    one: Callable[[Writing, int], Deed | None],
    verb: str,
) -> tuple[Deed, ...]:
    if not 1 <= steps <= MOST_STEPS:
        raise InvalidValueError(f"cannot {verb} {steps} steps", hint=f"1 to {MOST_STEPS}")
    found: list[Deed] = []
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        while len(found) < steps:
            deed = one(writing, number)
            if deed is None:
                raise _nothing_left(verb, found)
            found.append(deed)
    return tuple(found)


def _nothing_left(verb: str, found: list[Deed]) -> FailedError:
    if found:
        return FailedError(
            f"there {'is' if len(found) == 1 else 'are'} only {len(found)} to {verb}",
            hint=f"nothing changed; prospector {verb} {len(found)}",
        )
    way = "taken back" if verb == "undo" else "put back"
    return FailedError(
        f"there is nothing to {verb}",
        hint=f"imports are {way} by their number: prospector imports {verb} N",
    )
