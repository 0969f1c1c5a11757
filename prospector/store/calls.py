"""Calls to people who were not talked with yet, and what warmed them up."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from prospector.domain.calls import CallFact
from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.store.choosing import conditions
from prospector.store.outcomes import bindings
from prospector.store.statements import ACTIVITY_SOURCE, filled, source_name
from prospector.store.words import read_vocabulary

_CHANNEL = "call"


def fetch_calls(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[CallFact, ...]:
    """Fetch the calls of the window to contacts without an earlier conversation.

    Args:
        connection: in a reading transaction.
        window: the days that count; what came before a call is looked at however old it is.
        filters: whose calls; a channel or kind chooses none.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen = conditions(connection, filters)
    bound = bindings(connection, window, chosen)
    bound["channel"] = read_vocabulary(connection).channel(_CHANNEL).id
    text = filled("calls", who=chosen.who, source=source_name(ACTIVITY_SOURCE))
    return tuple(_calls(connection.execute(text, bound)))


def _calls(rows: Iterator[tuple[int, int, int, int, int, int, int, int, str]]) -> Iterator[CallFact]:
    """Go through the history of one contact after the other."""
    contact: int | None = None
    attempts, warmed_on, spoke = 0, None, False
    for contact_id, number, day, count, calls, warms, speaks, counts, source in rows:
        if contact_id != contact:
            contact, attempts, warmed_on, spoke = contact_id, 0, None, False
        if calls:
            if counts and not spoke:
                yield CallFact(
                    id=number,
                    contact_id=contact_id,
                    source=source,
                    attempt=attempts + count,
                    count=count,
                    warmed_days=None if warmed_on is None else day - warmed_on,
                )
            attempts += count
        if warms:
            warmed_on = day
        spoke = spoke or bool(speaks)
