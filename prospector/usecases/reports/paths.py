"""The report on paths, of everybody or of one person."""

from __future__ import annotations

import sqlite3

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Outcomes
from prospector.domain.journeys import Goal, JourneyFacts
from prospector.light import dataclass, replace
from prospector.reports import paths, person_path
from prospector.reports.basis import Basis
from prospector.reports.journeys import lookbacks_of
from prospector.reports.paths import Paths
from prospector.reports.person_path import PersonPath
from prospector.store.journeys import JourneyReader
from prospector.store.outcomes import fetch_outcomes
from prospector.store.records import Record, numbered
from prospector.store.store import Store
from prospector.usecases.who import find_who


@dataclass(frozen=True, slots=True)
class Walked:
    """One person's path and the activities on it, by number."""

    path: PersonPath
    touches: dict[int, Record]


def path_report(store: Store, basis: Basis, goal: Goal, *, with_models: bool = False) -> Paths:
    """The paths to a result.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    with store.reading() as connection:
        outcomes, facts = path_facts(connection, basis, goal, with_nulls=with_models)
        return paths.build(basis, outcomes, facts, goal, with_models=with_models)


def path_facts(
    connection: sqlite3.Connection, basis: Basis, goal: Goal, *, with_nulls: bool = False
) -> tuple[Outcomes, JourneyFacts]:
    """What came of the activities, and what the journeys to it are made of."""
    outcomes = fetch_outcomes(connection, basis.window, Dimension.CHANNEL, basis.filters)
    spoken = [conversation.spoken for conversation in outcomes.conversations]
    reader = JourneyReader(
        connection,
        outcomes,
        basis.filters,
        goals=(goal,),
        with_nulls=with_nulls,
        lookbacks=lookbacks_of(basis.credit),
    )
    return outcomes, reader.facts(outcomes, spoken)


def person_path_report(store: Store, basis: Basis, goal: Goal, who: str) -> Walked:
    """One person's path to results.

    Raises:
        AmbiguousNameError: several people are meant.
        UnknownNameError: nobody is meant.
    """
    with store.reading() as connection:
        person = find_who(connection, who)
        outcomes = fetch_outcomes(connection, basis.window, Dimension.CHANNEL)
        own = replace(
            outcomes, spoken=tuple(each for each in outcomes.spoken if each.contact_id == person.id)
        )
        spoken = [each for each, _, _ in outcomes.conversations if each.contact_id == person.id]
        facts = JourneyReader(connection, own, goals=(goal,), only=person.id).facts(own, spoken)
        found = person_path.build(basis, outcomes, facts, goal, contact_id=person.id, who=person.name)
        ids = [step.activity_id for journey in found.journeys for step in journey.steps]
        records = numbered(connection, "activities", ids, currency=basis.exchange.currency)
    return Walked(found, {int(str(record["id"])): record for record in records})
