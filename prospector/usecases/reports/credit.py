"""Results shared among touches, for reports that compare."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from prospector.domain.credit import Model
from prospector.domain.facts import Figures
from prospector.reports.basis import Basis
from prospector.reports.credit import Shared, share_out
from prospector.reports.results import conversations_of
from prospector.store.breakdown import labels
from prospector.store.journeys import OTHER, fetch_journeys


def shared_results(
    connection: sqlite3.Connection, figures: Figures, basis: Basis
) -> tuple[Figures, Shared | None]:
    """Share the results of figures; None under direct credit.

    Returns:
        The figures too: touches before the period may stand in rows that have had no name so far.

    Raises:
        InvalidValueError: the rows can have no share, or a deal that counts is in a currency without a rate.
    """
    credit, outcomes = basis.credit, figures.outcomes
    credit.check(outcomes.dimension, has_touch_filter=outcomes.has_touch_filter)
    if not credit.is_shared:
        return figures, None
    spoken = [conversation.spoken for conversation in conversations_of(outcomes)]
    facts = fetch_journeys(
        connection,
        outcomes,
        spoken,
        basis.filters,
        with_nulls=bool(credit.model.order),
        last_alone=credit.model is Model.LAST,
    )
    shared = share_out(outcomes, basis.exchange, credit, facts, OTHER)
    unnamed = shared.rows.keys() - figures.labels.keys()
    names = {**figures.labels, **labels(connection, outcomes.dimension, unnamed)}
    return replace(figures, labels=names), shared
