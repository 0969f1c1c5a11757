"""The report on lead sources."""

from __future__ import annotations

from prospector.reports import sources
from prospector.reports.basis import Basis
from prospector.reports.sources import SourceReport
from prospector.store.leads import fetch_lead_channels, fetch_lead_deals, fetch_leads
from prospector.store.store import Store


def source_report(store: Store, basis: Basis, *, by_channel: bool = False) -> SourceReport:
    """Say what became of the leads of the period; errors as of `channel_report`, and a filter on channel or kind.

    Args:
        store: opened.
        basis: what was asked.
        by_channel: whether the sources are crossed with the channels that touched their leads.
    """
    with store.reading() as connection:
        leads = fetch_leads(connection, basis.window, basis.filters)
        deals = fetch_lead_deals(connection, basis.window)
        done = fetch_lead_channels(connection, basis.window, basis.filters) if by_channel else None
    return sources.build(basis, leads, deals, done)
