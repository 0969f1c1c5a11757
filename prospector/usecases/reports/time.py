"""The report on time."""

from __future__ import annotations

from collections import Counter

from prospector.domain.slots import Slot, WorkingHours
from prospector.reports import time
from prospector.reports.basis import Basis
from prospector.reports.time import TimeReport
from prospector.store.outcomes import fetch_outcomes
from prospector.store.slots import fetch_slots, slots_of
from prospector.store.store import Store


def time_report(store: Store, basis: Basis, *, weekdays: frozenset[int], hours: WorkingHours) -> TimeReport:
    """Say when things were done, and when conversations happened.

    Args:
        store: open for reading.
        basis: what was asked.
        weekdays: those worked on.
        hours: when the rep works on a day.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        done = fetch_slots(connection, basis.window, basis.filters)
        outcomes = fetch_outcomes(connection, basis.window, filters=basis.filters, in_ranges=True)
        talks: Counter[Slot] = Counter()
        for part in outcomes.parts():
            counted = time.conversations_in(part, basis.exchange)
            for number, slot in slots_of(connection, counted).items():
                talks[slot] += counted[number]
    return time.build(basis, done, talks, outcomes.channels, weekdays=weekdays, hours=hours)
