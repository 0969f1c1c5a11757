"""The report on warm and cold calls."""

from __future__ import annotations

import sqlite3

from prospector.domain.calls import CallFact
from prospector.domain.facts import Outcomes
from prospector.reports import warm
from prospector.reports.basis import Basis
from prospector.reports.evidence import Why
from prospector.reports.warm import WarmReport
from prospector.store.calls import fetch_calls
from prospector.store.outcomes import fetch_outcomes
from prospector.store.store import Store
from prospector.usecases.reports.why import Told, tell


def warm_report(store: Store, basis: Basis) -> WarmReport:
    """Say whether warm calls fare better than cold ones.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    with store.reading() as connection:
        calls, outcomes = _facts(connection, basis)
    return warm.build(basis, calls, outcomes)


def why_warm(store: Store, basis: Basis, why: Why) -> Told:
    """The calls behind a figure; errors as of `warm_report`, and of `warm.evidence_of`."""
    with store.reading() as connection:
        calls, outcomes = _facts(connection, basis)
        return tell(connection, warm.evidence_of(basis, calls, outcomes, why), basis)


def _facts(connection: sqlite3.Connection, basis: Basis) -> tuple[tuple[CallFact, ...], Outcomes]:
    calls = fetch_calls(connection, basis.window, basis.filters)
    return calls, fetch_outcomes(connection, basis.window, filters=basis.filters)
