"""The report on quotas."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from prospector.domain.facts import Outcomes, QuotaFact
from prospector.domain.filters import Filters
from prospector.domain.moment import LATEST, day_number
from prospector.domain.work_calendar import Calendar
from prospector.light import replace
from prospector.reports import quota
from prospector.reports.basis import Basis
from prospector.reports.quota import QuotaReport
from prospector.reports.quota_choice import chosen
from prospector.reports.quota_forecast import PAST_DAYS, Past, wants_outcomes
from prospector.store.choosing import conditions
from prospector.store.outcomes import fetch_outcomes
from prospector.store.quotas import fetch_quotas
from prospector.store.stages import fetch_deal_courses, fetch_first_days
from prospector.store.store import Store
from prospector.usecases.reports.quota_periods import fetch_by_period


def quota_report(store: Store, basis: Basis, calendar: Calendar | None = None) -> QuotaReport:
    """Say where the quotas stand; errors as of `channel_report`."""
    filters = replace(basis.filters, rep=None, channel=None)  # these two choose quotas
    with store.reading() as connection:
        conditions(connection, basis.filters)  # an unknown name is refused, not answered with no quotas
        quotas = fetch_quotas(connection, basis.window.as_of)
        outcomes = fetch_by_period(connection, basis, quota.periods_of(basis, quotas), filters)
        later = () if outcomes else fetch_quotas(connection, day_number(LATEST))
        past = _past(connection, basis, filters, chosen(basis, quotas).shown, outcomes.values())
    return quota.build(basis, quotas, outcomes, calendar, later=later, past=past)


def _past(
    connection: sqlite3.Connection,
    basis: Basis,
    filters: Filters,
    shown: Sequence[QuotaFact],
    around: Iterable[Outcomes],
) -> Past:
    """What the reps have done, as far as the forecasts of these quotas ask for it."""
    as_of = basis.window.as_of
    running = [
        one for one in shown if one.start is not None and one.end is not None and one.start <= as_of < one.end
    ]
    outcomes = None
    if any(wants_outcomes(one.metric, one.channel_id) for one in running):
        window = replace(basis.window, start=as_of - PAST_DAYS, end=as_of + 1, takes_undated=False)
        outcomes = fetch_outcomes(connection, window, quota.DIMENSION, filters, around=around)
    reps = {one.rep_id for one in running}
    return Past(
        deals=fetch_deal_courses(connection, as_of, filters) if running else (),
        since=fetch_first_days(connection, reps, as_of),
        outcomes=outcomes,
    )
