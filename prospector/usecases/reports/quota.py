"""The report on quotas."""

from __future__ import annotations

from dataclasses import replace

from prospector.domain.moment import LATEST, day_number
from prospector.reports import quota
from prospector.reports.basis import Basis
from prospector.reports.quota import Calendar, QuotaReport
from prospector.store.choosing import conditions
from prospector.store.outcomes import fetch_outcomes
from prospector.store.quotas import fetch_quotas
from prospector.store.store import Store


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
