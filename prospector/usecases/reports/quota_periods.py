"""What came of the activities in the periods of quotas, for every report that says how far these are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from prospector.domain.facts import Outcomes
from prospector.domain.filters import Filters
from prospector.reports import quota
from prospector.reports.basis import Basis
from prospector.reports.quota import Days
from prospector.store.outcomes import fetch_outcomes


def fetch_by_period(
    connection: sqlite3.Connection, basis: Basis, periods: Iterable[Days], filters: Filters
) -> dict[Days, Outcomes]:
    """What came of the activities of each period of quotas: the longest first, for a month lies in a quarter and in a year.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    windows = {days: quota.window_of(basis, days) for days in periods}
    found: dict[Days, Outcomes] = {}
    for days in sorted(windows, key=lambda days: windows[days].start - windows[days].stop):
        found[days] = fetch_outcomes(
            connection, windows[days], quota.DIMENSION, filters, around=[*found.values()]
        )
    return found
