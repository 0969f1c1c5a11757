"""What it takes to make the quotas of a report."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import timedelta

from prospector.domain.dimension import Dimension
from prospector.domain.filters import Filters
from prospector.domain.period import Period
from prospector.domain.work_calendar import Calendar
from prospector.light import replace
from prospector.reports import needed
from prospector.reports.basis import Basis
from prospector.reports.lines import lines_of
from prospector.reports.needed import HOURS_DAYS, Needed
from prospector.reports.needed_results import HISTORY_DAYS, History
from prospector.reports.quota import ALL, QuotaLine
from prospector.store.figures import fetch_figures
from prospector.store.stages import fetch_deal_courses
from prospector.store.store import Store


def what_it_takes(
    store: Store, basis: Basis, lines: Sequence[QuotaLine], calendar: Calendar, caps: Mapping[str, float]
) -> tuple[Needed, ...]:
    """Say what each quota takes, where something is missing and a day is left.

    Args:
        store: the open store.
        basis: what was asked.
        lines: of `report quota`; those of several reps together are passed over.
        calendar: when the rep works.
        caps: the most hours a week by channel.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    own = [line for line in lines if line.rep != ALL and line.gap and line.working_days_left]
    as_of = basis.window.as_of
    with store.reading() as connection:
        histories = {rep: _history(connection, basis, rep) for rep in dict.fromkeys(line.rep for line in own)}
    worked = calendar.days(as_of - HISTORY_DAYS, as_of + 1)
    found = (needed.build(basis, line, histories[line.rep], caps, worked) for line in own)
    return tuple(each for each in found if each is not None)


def _history(connection: sqlite3.Connection, basis: Basis, rep: str) -> History:
    year = _last(basis, HISTORY_DAYS, rep)
    figures = fetch_figures(connection, year.window, Dimension.CHANNEL, year.filters)
    recent = _last(basis, HOURS_DAYS, rep)
    late = fetch_figures(
        connection, recent.window, Dimension.CHANNEL, recent.filters, around=[figures.outcomes]
    )
    return History(
        year=lines_of(figures, basis.exchange),
        outcomes=figures.outcomes,
        recent=lines_of(late, basis.exchange),
        deals=fetch_deal_courses(connection, basis.window.as_of, year.filters),
    )


def _last(basis: Basis, days: int, rep: str) -> Basis:
    end = basis.as_of + timedelta(days=1)
    period = Period(end - timedelta(days=days), end, f"the last {days} days")
    return replace(basis, period=period, filters=Filters(rep=rep))
