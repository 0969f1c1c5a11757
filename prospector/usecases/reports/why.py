"""The rows behind a figure of a report, as records."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from prospector.domain.dimension import Dimension
from prospector.reports import evidence, quota, quota_evidence, sources_evidence
from prospector.reports.basis import Basis
from prospector.reports.evidence import Evidence, Why
from prospector.store.done import fetch_done
from prospector.store.figures import fetch_figures
from prospector.store.leads import fetch_lead_deals, fetch_leads
from prospector.store.outcomes import fetch_outcomes
from prospector.store.quotas import fetch_quotas
from prospector.store.records import Record, columns, numbered
from prospector.store.store import Store


@dataclass(frozen=True, slots=True)
class Told:
    """Evidence with its records and the canonical columns, by noun."""

    evidence: Evidence
    records: dict[str, list[Record]]
    columns: dict[str, tuple[str, ...]]


def why_compared(store: Store, basis: Basis, dimension: Dimension, why: Why) -> Told:
    """The rows behind a figure of `report channels` and `report compare`.

    Raises:
        InvalidValueError: the report has no such figure, or a deal that counts is in a currency without a rate.
        UnknownNameError: it has no such row, or a filter names what the store does not know.
    """
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
        done = fetch_done(connection, basis.window, dimension, basis.filters)
        found = evidence.of_comparison(figures, done, why, basis.exchange)
        return tell(connection, found, basis)


def why_sources(store: Store, basis: Basis, why: Why) -> Told:
    """The rows behind a figure of `report sources`; errors as of `why_compared`."""
    with store.reading() as connection:
        leads = fetch_leads(connection, basis.window, basis.filters)
        deals = fetch_lead_deals(connection, basis.window)
        return tell(connection, sources_evidence.evidence_of(basis, leads, deals, why), basis)


def why_quota(store: Store, basis: Basis, why: Why) -> Told:
    """What is credited to the quotas of a metric; errors as of `why_compared`."""
    filters = replace(basis.filters, rep=None, channel=None)  # these two choose quotas
    with store.reading() as connection:
        quotas = fetch_quotas(connection, basis.window.as_of)
        outcomes = {
            days: fetch_outcomes(connection, quota.window_of(basis, days), quota.DIMENSION, filters)
            for days in quota.periods_of(basis, quotas)
        }
        return tell(connection, quota_evidence.evidence_of(basis, quotas, outcomes, why), basis)


def tell(connection: sqlite3.Connection, found: Evidence, basis: Basis) -> Told:
    """Look the records up."""
    currency = basis.exchange.currency
    return Told(
        found,
        {noun: numbered(connection, noun, adds, currency=currency) for noun, adds in found.adds.items()},
        {noun: columns(connection, noun) for noun in found.adds},
    )
