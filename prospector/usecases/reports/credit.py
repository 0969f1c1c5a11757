"""Results shared among touches, for reports that compare."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from prospector.domain.credit import Model
from prospector.domain.facts import Figures, Outcomes, Spoken
from prospector.domain.journeys import JourneyFacts
from prospector.light import replace
from prospector.reports.basis import Basis
from prospector.reports.credit import Sharing
from prospector.reports.journeys import lookbacks_of, paths_of
from prospector.reports.shared import Shared
from prospector.store.breakdown import labels
from prospector.store.journeys import OTHER, JourneyReader


def share_results(
    connection: sqlite3.Connection, figures: Figures, basis: Basis, *, each: Callable[[Outcomes], None]
) -> Shared:
    """Share the results of figures by a shared model; for the rest as of `sharing.counted_results`.

    Args:
        connection: the one that the figures are from, in the same reading transaction.
        figures: of the dimension.
        basis: what was asked.
        each: is told each part of the outcomes.
    """
    outcomes = figures.outcomes
    sharing = Sharing(outcomes, basis.exchange, basis.credit, OTHER)
    reader = _reader(connection, outcomes, basis)
    for part in outcomes.parts():
        each(part)
        sharing.add(part, reader.facts(part, _conversations(part)))
    return sharing.shared()


def journey_facts(connection: sqlite3.Connection, figures: Figures, basis: Basis) -> JourneyFacts:
    """What the journeys to the results of figures are made of."""
    return _reader(connection, figures.outcomes, basis).facts(
        figures.outcomes, _conversations(figures.outcomes)
    )


def _conversations(outcomes: Outcomes) -> list[Spoken]:
    return [conversation.spoken for conversation in outcomes.conversations]


def _reader(connection: sqlite3.Connection, outcomes: Outcomes, basis: Basis) -> JourneyReader:
    credit = basis.credit
    return JourneyReader(
        connection,
        outcomes,
        basis.filters,
        with_nulls=bool(credit.model.order),
        last_alone=credit.model is Model.LAST,
        lookbacks=lookbacks_of(credit),
        paths=paths_of(credit),
    )


def named(connection: sqlite3.Connection, figures: Figures, shared: Shared) -> Figures:
    """The same figures with names for the rows that have a share alone."""
    unnamed = shared.rows.keys() - figures.labels.keys()
    names = {**figures.labels, **labels(connection, figures.outcomes.dimension, unnamed)}
    return replace(figures, labels=names)
