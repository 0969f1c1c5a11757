"""What was done, one by one: the rows behind a figure."""

from __future__ import annotations

import sqlite3

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Done, Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.vocabulary import Direction, Level
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.outcomes import bindings
from prospector.store.statements import TOUCH_CHANNEL, filled


def fetch_done(
    connection: sqlite3.Connection,
    window: Window,
    dimension: Dimension,
    filters: Filters = NO_FILTERS,
) -> tuple[Done, ...]:
    """Fetch the activities of the window; arguments and errors as of `figures.fetch_figures`."""
    chosen = conditions(connection, filters)
    breakdown = BREAKDOWNS[dimension]
    text = filled(
        "done",
        key=breakdown.activity,
        channel=TOUCH_CHANNEL,
        joins=breakdown.activity_joins,
        came_in="1" if dimension is Dimension.DIRECTION else "0",
        filters=f"{chosen.how} AND {chosen.who}",
    )
    levels = tuple(Level)
    return tuple(
        Done(
            id=number,
            key=key,
            channel_id=channel_id,
            contact_id=contact_id,
            day=day,
            level=levels[level],
            count=count,
            minutes=minutes,
            came_in=direction == Direction.INBOUND,
            aimed=bool(aimed),
        )
        for number, key, channel_id, contact_id, day, level, count, minutes, direction, aimed in connection.execute(
            text, bindings(connection, window, chosen)
        )
    )
