"""Ranges of contacts, so that what came of a long log need not be held at once.

Rules decide on one contact at a time. So a report that only adds up can read some contacts, let rules decide, add and
forget; what it holds then hangs on its rows and not on the log. A short log is one range, and is read as a whole.
"""

from __future__ import annotations

import sqlite3

from prospector.store.ways import RESULTS_ONLY

LONG_LOG = 200_000  # activities; up to here everything takes some ten megabytes
RESULTS_A_RANGE = 8_000  # activities that are more than attempts: a few megabytes
_LAST = 2**63 - 1
# The contact some results after the first one of a range: along the index that these are read by, and nothing else.
_SOME_RESULTS_ON = f"""SELECT a.contact_id FROM activity a INDEXED BY ix_activity_result
WHERE {RESULTS_ONLY} AND a.contact_id > ? ORDER BY a.contact_id LIMIT 1 OFFSET ?"""


def is_long(connection: sqlite3.Connection) -> bool:
    """Whether a log is so long that it is better read in ranges."""
    (last,) = connection.execute("SELECT max(id) FROM activity").fetchone()
    return (last or 0) > LONG_LOG


def contact_ranges(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """The first and the last number of each range; together they hold every number there is."""
    found: list[tuple[int, int]] = []
    last = 0
    while True:
        row = connection.execute(_SOME_RESULTS_ON, (last, RESULTS_A_RANGE)).fetchone()
        stop = _LAST if row is None else row[0]
        found.append((last + 1, stop))
        if row is None:
            return found
        last = stop
