"""Making reports: fetch the figures in one state of the store, and build."""

from __future__ import annotations

from dataclasses import replace

from prospector.domain.dimension import Dimension
from prospector.domain.moment import LATEST, day_number
from prospector.reports import channels, compare, quota, sources
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.quota import Calendar, QuotaReport
from prospector.reports.sources import SourceReport
from prospector.reports.strata import within_sources
from prospector.store.choosing import conditions
from prospector.store.figures import fetch_figures, fetch_strata
from prospector.store.leads import fetch_lead_deals, fetch_leads
from prospector.store.outcomes import fetch_outcomes
from prospector.store.quotas import fetch_quotas
from prospector.store.store import Store


def channel_report(store: Store, basis: Basis) -> Comparison:
    """Compare the channels; where there is a verdict, the two best within lead sources too.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, channels.DIMENSION, basis.filters)
        quotas = fetch_quotas(connection, basis.window.as_of)
        result = channels.build(basis, figures, quotas)
        if result.judgement.runner_up is None or basis.filters.source is not None:
            return result
        by_source = fetch_strata(connection, figures, Dimension.SOURCE, basis.filters)
    within = within_sources(result.judgement, by_source, confidence=basis.confidence)
    return replace(result, within_sources=within)


def comparison(store: Store, basis: Basis, dimension: Dimension) -> Comparison:
    """Compare the values of a dimension; errors as of `channel_report`."""
    with store.reading() as connection:
        figures = fetch_figures(connection, basis.window, dimension, basis.filters)
        quotas = fetch_quotas(connection, basis.window.as_of)
    return compare.build(basis, figures, quotas)


def source_report(store: Store, basis: Basis) -> SourceReport:
    """Say what became of the leads of the period; errors as of `channel_report`, and a filter on channel or kind."""
    with store.reading() as connection:
        leads = fetch_leads(connection, basis.window, basis.filters)
        deals = fetch_lead_deals(connection, basis.window)
    return sources.build(basis, leads, deals)


def quota_report(store: Store, basis: Basis, calendar: Calendar | None = None) -> QuotaReport:
    """Say where the quotas stand; errors as of `channel_report`."""
    filters = replace(basis.filters, rep=None, channel=None)  # these two choose quotas
    with store.reading() as connection:
        conditions(connection, basis.filters)  # an unknown name is refused, not answered with no quotas
        quotas = fetch_quotas(connection, basis.window.as_of)
        outcomes = {
            days: fetch_outcomes(connection, quota.window_of(basis, days), quota.DIMENSION, filters)
            for days in quota.periods_of(basis, quotas)
        }
        later = () if outcomes else fetch_quotas(connection, day_number(LATEST))
    return quota.build(basis, quotas, outcomes, calendar, later=later)
