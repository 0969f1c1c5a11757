"""Results shared among touches, for reports that compare."""

from __future__ import annotations

import sqlite3

from prospector.domain.credit import Model
from prospector.domain.facts import Figures
from prospector.domain.journeys import JourneyFacts
from prospector.light import replace
from prospector.reports.basis import Basis
from prospector.reports.credit import share_out
from prospector.reports.journeys import lookbacks_of
from prospector.reports.shared import Shared
from prospector.store.breakdown import labels
from prospector.store.journeys import OTHER, fetch_journeys


def share_results(connection: sqlite3.Connection, figures: Figures, basis: Basis) -> tuple[Figures, Shared]:
    """Share the results of figures by a shared model; for the rest as of `sharing.shared_results`."""
    facts = journey_facts(connection, figures, basis)
    shared = share_out(figures.outcomes, basis.exchange, basis.credit, facts, OTHER)
    return named(connection, figures, shared), shared


def journey_facts(connection: sqlite3.Connection, figures: Figures, basis: Basis) -> JourneyFacts:
    """What the journeys to the results of figures are made of."""
    credit, outcomes = basis.credit, figures.outcomes
    spoken = [conversation.spoken for conversation in outcomes.conversations]
    return fetch_journeys(
        connection,
        outcomes,
        spoken,
        basis.filters,
        with_nulls=bool(credit.model.order),
        last_alone=credit.model is Model.LAST,
        lookbacks=lookbacks_of(credit),
    )


def named(connection: sqlite3.Connection, figures: Figures, shared: Shared) -> Figures:
    """The same figures with names for the rows that have a share alone."""
    unnamed = shared.rows.keys() - figures.labels.keys()
    names = {**figures.labels, **labels(connection, figures.outcomes.dimension, unnamed)}
    return replace(figures, labels=names)
