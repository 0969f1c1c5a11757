"""What `undo` and `redo` answer, in plain lines: both front ends say the same."""

from __future__ import annotations

from prospector.light import TYPE_CHECKING
from prospector.render.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prospector.store.history import Deed


def undo_lines(word: str, deeds: Iterable[Deed]) -> Iterator[str]:
    """A line for each command that was undone or done again.

    Args:
        word: what was done to them, `undone` or `redone`.
        deeds: in the order in which it was done.
    """
    return (clean(f"{word}: {deed.label}") for deed in deeds)


def undo_remarks(deeds: Iterable[Deed]) -> Iterator[str]:
    """What `undo` passed over: an import is no typed command, and goes by its number."""
    numbers = {deed.import_since for deed in deeds if deed.import_since is not None}
    return (
        f"import {number} came after that, and stays; prospector imports undo {number} takes it back"
        for number in sorted(numbers)
    )
