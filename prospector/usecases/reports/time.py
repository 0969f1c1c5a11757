"""The report on time."""

from __future__ import annotations

from collections import Counter

from prospector.domain.dimension import Dimension
from prospector.domain.slots import Slot, WorkingHours
from prospector.reports import time, time_evidence
from prospector.reports.basis import Basis
from prospector.reports.evidence import Why
from prospector.reports.time import TimeReport
from prospector.store.done import fetch_done
from prospector.store.outcomes import fetch_outcomes
from prospector.store.slots import fetch_slots, slots_of
from prospector.store.store import Store
from prospector.usecases.reports.why import Told, tell


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
        outcomes = fetch_outcomes(connection, basis.window, filters=basis.filters)
        counted = time.conversations_in(outcomes, basis.exchange)
        talks: Counter[Slot] = Counter()
        for number, slot in slots_of(connection, counted).items():
            talks[slot] += counted[number]
    return time.build(basis, done, talks, outcomes.channels, weekdays=weekdays, hours=hours)


def why_time(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure; errors as of `time_report`, and of `time_evidence.evidence_of`."""
    with store.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window, filters=basis.filters)
        done = fetch_done(connection, basis.window, Dimension.CHANNEL, basis.filters)
        talks = time.conversations_in(outcomes, basis.exchange)
        slots = slots_of(connection, {*talks, *(row.id for row in done)})
        return tell(connection, time_evidence.evidence_of(done, talks, slots, outcomes.channels, why), basis)
