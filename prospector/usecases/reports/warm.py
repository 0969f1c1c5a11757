"""The report on warm and cold calls."""

from __future__ import annotations

import sqlite3

from prospector.domain.calls import CallFact
from prospector.domain.facts import Outcomes
from prospector.reports import warm
from prospector.reports.basis import Basis
from prospector.reports.warm import WarmReport
from prospector.store.calls import fetch_calls
from prospector.store.outcomes import fetch_outcomes
from prospector.store.store import Store


def warm_report(store: Store, basis: Basis) -> WarmReport:
    """Say whether warm calls fare better than cold ones.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    with store.reading() as connection:
        calls, outcomes = warm_facts(connection, basis)
    return warm.build(basis, calls, outcomes)


def warm_facts(connection: sqlite3.Connection, basis: Basis) -> tuple[tuple[CallFact, ...], Outcomes]:
    """The calls of the window, and what came of them."""
    calls = fetch_calls(connection, basis.window, basis.filters)
    return calls, fetch_outcomes(connection, basis.window, filters=basis.filters)
