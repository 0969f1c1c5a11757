"""Contacts who were never in a plan: what plans are held against."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter

from prospector.domain.plan import Unplanned
from prospector.domain.vocabulary import Direction, Level
from prospector.store.statements import filled


def fetch_unplanned(
    connection: sqlite3.Connection, *, as_of: int, rep_id: int | None, horizon: int
) -> tuple[Unplanned, ...]:
    """Fetch those who were touched, with their first touch and whether a conversation came of the touches.

    Args:
        connection: in a reading transaction.
        as_of: the last day that counts.
        rep_id: whose activities; None for everybody's.
        horizon: days after a touch in which a conversation is counted.
    """
    found = []
    rows = connection.execute(filled("unplanned"), {"as_of": as_of, "rep": rep_id})
    for contact_id, lines in groupby(rows, key=itemgetter(0)):
        first: tuple[int, str, str | None] | None = None
        last, after = 0, None
        for _, day, channel, kind, direction, level in lines:
            if direction == Direction.OUTBOUND:
                first = first or (day, channel, kind)
                last = day
            if first is not None and level >= Level.CONVERSATION:
                after = day - first[0] if day - last <= horizon else None
                break
        if first is not None:
            day, channel, kind = first
            found.append(
                Unplanned(
                    contact_id=contact_id, first_day=day, channel=channel, kind=kind, conversed_after=after
                )
            )
    return tuple(found)
