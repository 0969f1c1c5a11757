"""Putting the activities of a large file together before the store is locked for them."""

from __future__ import annotations

from collections.abc import Callable

from prospector.store.loading.activities import Publishing
from prospector.store.loading.composing import Ready
from prospector.store.loading.forgotten import leave_out_forgotten
from prospector.store.loading.load import Load
from prospector.store.loading.putting_aside import Known
from prospector.store.loading.staging import Staging
from prospector.store.loading.twin import Shape
from prospector.store.store import Store
from prospector.store.writing import Writing

_MANY = 20_000  # new rows; fewer are put together in a moment


def ready_ahead(
    store: Store, staging: Staging, known: Known, begin: Callable[[Writing], Load]
) -> Ready | None:
    """Look which rows are known, and put the others together.

    What their words will stand for is found out by a rehearsal, for which the store is locked shortly: all that it
    makes is taken back. Indices are sorted ahead too, where the store has few rows beside the new ones. Whether it still holds is looked at when the rows go in.

    Args:
        store: where they will go.
        staging: the rows.
        known: notes those of them that are known.
        begin: begins the import inside a transaction.

    Returns:
        The rows, or None where they are not worth it.
    """
    with store.reading():
        new = staging.count() - known.note()
    if new < _MANY:
        return None
    with store.rehearsing() as writing:
        load = begin(writing)
        left_out = leave_out_forgotten(load, staging, "activities")
        settled = Publishing(load).settle(staging, known)
        shape = Shape.of(writing.connection, "activity")
    staging.look_anew()
    with staging.filling():
        refused = [*left_out, *(line for line, _, _ in load.tally.problems)]
        few = shape if shape.has_few(new) else None
        return Ready(staging, settled, load.import_id, but_lines=refused, shape=few)
