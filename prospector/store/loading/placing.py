"""Rows of the kinds of which there are few, placed one by one."""

from __future__ import annotations

from typing import Protocol

from prospector.domain.import_mode import ImportMode
from prospector.store.loading.load import NOT_KNOWN, OTHER_CONTENT, Load, Origin, RefusedError, Staged
from prospector.store.loading.overlay import Overlay
from prospector.store.loading.staging import Staging


class Shelf(Protocol):
    """Where rows of one kind go."""

    def place(self, load: Load, row: Staged) -> str:
        """Store one row that is not known yet, and say `added`, `updated` or `unchanged`."""

    def renew(self, load: Load, row: Staged, known: Origin | None) -> str | None:
        """Give the row of the store that a row means the file's values; None if it means none."""

    def forget(self) -> None:
        """Look names up again: some were taken back."""


def publish_rows(load: Load, staging: Staging, order: str, shelf: Shelf) -> None:
    """Give every staged row its place, in an order that is not the file's."""
    for values in list(staging.rows(staging.names, order)):
        row = dict(zip(staging.names, values, strict=True))
        line = int(row["line"] or 0)
        load.overlay = Overlay()
        try:
            with load.whole_row():
                result = _placed(load, row, line, shelf)
        except RefusedError as error:
            load.tally.problems.append((line, error.column, error.message))
            if error.left_traces:
                shelf.forget()
            continue
        load.tally.settle(load.overlay, result, line)


def _placed(load: Load, row: Staged, line: int, shelf: Shelf) -> str:
    """Place one row as the mode wants it, and say what became of it."""
    known = load.known(bytes(row["identity"]))  # type: ignore[arg-type]  # bytes
    if load.mode is ImportMode.ADD:
        if known is None:
            return shelf.place(load, row)
        if known[2] is not None and known[2] != row["content_hash"]:
            load.tally.remark(OTHER_CONTENT, line)
        return "unchanged"
    result = shelf.renew(load, row, known)
    if result is not None:
        return result
    if load.mode is ImportMode.UPSERT:
        return shelf.place(load, row)
    load.tally.remark(NOT_KNOWN, line)
    return "skipped"
