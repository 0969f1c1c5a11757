"""The report on content pieces."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from prospector.domain.facts import Figures
from prospector.domain.period import Period
from prospector.light import replace
from prospector.reports import content
from prospector.reports.basis import Basis
from prospector.reports.content import ContentReport
from prospector.store.figures import fetch_figures
from prospector.store.pieces import fetch_pieces
from prospector.store.store import Store
from prospector.usecases.reports.sharing import adds_up, counted_results


def content_report(store: Store, basis: Basis) -> ContentReport:
    """Say what came of the pieces of a period.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        pieces = content.chosen_of(basis, fetch_pieces(connection, basis.filters))
        results = results_basis(basis)
        figures = figures_of(connection, results, in_ranges=adds_up(results))
        figures, counted = counted_results(connection, figures, results)
        return content.build(basis, pieces, figures, counted)


def results_basis(basis: Basis) -> Basis:
    """The same for results: all up to as-of, since the period and the filters choose pieces."""
    period = basis.period
    if not period.is_everything:  # wins without a date count where the period is everything
        period = Period(None, basis.as_of + timedelta(days=1), "")
    return replace(basis, period=period, filters=replace(basis.filters, kind=None, rep=None, tag=None))


def figures_of(connection: sqlite3.Connection, results: Basis, *, in_ranges: bool = False) -> Figures:
    """What was done about pieces, and what came of it; in ranges as of `fetch_figures`."""
    return fetch_figures(connection, results.window, content.DIMENSION, results.filters, in_ranges=in_ranges)
