"""When things were done: slots of the week."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.slots import Slot, SlotFact
from prospector.store.choosing import conditions
from prospector.store.numbers import as_array
from prospector.store.outcomes import bindings
from prospector.store.statements import filled
from prospector.store.ways import is_most

_QUARTERS = 96  # of an hour in a day; one more stands for no time of day
_SLOTS = 1024  # more than there are in a week
_SLOTS_OF = """SELECT a.id, (a.local_day + 3) % 7,
    CASE WHEN a.utc_offset IS NOT NULL THEN (a.occurred_at + a.utc_offset * 60) % 86400 / 900 END
FROM json_each(?) e CROSS JOIN activity a ON a.id = e.value"""


def fetch_slots(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[SlotFact, ...]:
    """Fetch the outbound activities of the window by slot and channel.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, window, chosen)
    text = filled(
        "slots",
        way=(
            "NOT INDEXED" if is_most(connection, window.start, window.stop) else "INDEXED BY ix_activity_week"
        ),
        filters=f"{chosen.outbound_how} AND {chosen.who}",
    )
    found = []
    for key, activities, minutes in connection.execute(text, bound):
        channel_id, slot = divmod(key, _SLOTS)
        weekday, quarter = divmod(slot, _QUARTERS + 1)
        found.append(
            SlotFact(
                slot=Slot(weekday, None if quarter == _QUARTERS else quarter),
                channel_id=channel_id,
                activities=activities,
                minutes=minutes,
            )
        )
    return tuple(found)


def slots_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Slot]:
    """In which slots activities fall, by their numbers."""
    rows = connection.execute(_SLOTS_OF, (as_array(list(numbers)),))
    return {number: Slot(weekday, quarter) for number, weekday, quarter in rows}


def first_day(connection: sqlite3.Connection) -> int | None:
    """The first local day of the log; None where it is empty. The index finds its week."""
    found = connection.execute(
        "SELECT min(local_day) FROM activity WHERE local_week = (SELECT min(local_week) FROM activity)"
    ).fetchone()
    return None if found[0] is None else int(found[0])
