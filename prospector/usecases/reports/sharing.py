"""What single activities came to, for reports that compare: hits and results added up, whatever credit is asked for."""

from __future__ import annotations

import sqlite3

from prospector.domain.facts import Figures
from prospector.light import replace
from prospector.reports.basis import Basis
from prospector.reports.lines import Counted, DirectResults
from prospector.reports.trials import Gathered
from prospector.store.breakdown import labels


def adds_up(basis: Basis) -> bool:
    """Whether a report only adds up, so that a long log can be read in ranges: chains need all journeys together."""
    return not basis.credit.model.order


def counted_results(
    connection: sqlite3.Connection, figures: Figures, basis: Basis
) -> tuple[Figures, Counted]:
    """Count hits, and the results of figures by the credit that is asked for; ranges of outcomes are taken.

    Returns:
        The figures too: what is in ranges, and touches before the period, may stand in rows that have had no name so far.

    Raises:
        InvalidValueError: the rows can have no share, or a deal that counts is in a currency without a rate.
    """
    outcomes = figures.outcomes
    basis.credit.check(outcomes.dimension, has_touch_filter=outcomes.has_touch_filter)
    hits, results = Gathered(), DirectResults(basis.exchange)
    if basis.credit.is_shared:
        from prospector.usecases.reports.credit import share_results  # lazy: credit is direct unless asked

        found = share_results(connection, figures, basis, each=hits.add)
    else:
        for part in outcomes.parts():
            hits.add(part)
            results.add(part)
        found = results.shared()
    unnamed = {*found.rows, *hits.keys()} - figures.labels.keys()
    names = (
        {**figures.labels, **labels(connection, outcomes.dimension, unnamed)} if unnamed else figures.labels
    )
    return replace(figures, labels=names), Counted(hits, found)
