"""One person's path: every touch up to each result, and its share under every model that has one for a touch.

share    =  of each touch of the journey; shapley's is its channel's, divided among the channel's touches
direct   =  all to the touch that the result is credited to, where that is in the journey
markov   =  has no share for a person: it is found for all journeys together
open     =  the touches since the last result, which have led to nothing yet
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prospector.domain.credit import Credit, Model
from prospector.domain.facts import Outcomes
from prospector.domain.journeys import Goal, Happened, Journey, JourneyFacts, Reference, Subject
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.journeys import journeys_of
from prospector.reports.results import credited
from prospector.stats.credit import Rule, Terms, shares

MODELS = tuple(model for model in Model if not model.order)
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class Step:
    """A touch of a journey, by its number, with its share under each model."""

    activity_id: int
    shares: Mapping[Model, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJourney:
    """A journey of the person.

    Attributes:
        happened: the result; None where there is none yet.
        days: from the first touch to the result, or to as-of.
    """

    happened: Happened | None
    steps: tuple[Step, ...]
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPath:
    """The report.

    Attributes:
        who: the person's name.
        journeys: those to results of the period, in the order of time; and the open one.
    """

    basis: Basis
    goal: Goal
    contact_id: int
    who: str
    journeys: tuple[PersonJourney, ...]


def with_open_end(facts: JourneyFacts, basis: Basis, goal: Goal, contact_id: int) -> JourneyFacts:
    """The same, as if a result came at the end of as-of: its journey is the open one."""
    window = basis.window
    subject = Subject(is_account=False, id=contact_id)
    end = Happened(Reference(goal, _OPEN, 0), subject, 0, window.as_of, timed=False)
    return JourneyFacts(happened=(*facts.happened, end), of_contacts=facts.of_contacts)


def build(
    basis: Basis, outcomes: Outcomes, facts: JourneyFacts, goal: Goal, *, contact_id: int, who: str
) -> PersonPath:
    """Work one person's path out; the facts are those of the person."""
    facts = with_open_end(facts, basis, goal, contact_id)
    journeys, _ = journeys_of(facts, basis.credit, aged=True)
    found = []
    for each in sorted(_own(facts.happened, goal), key=lambda each: (each.day, not each.timed, each.at)):
        journey = journeys.get(each.reference, Journey(()))
        is_open = each.reference.noun == _OPEN
        if is_open and not journey.path:
            continue
        if not is_open and not basis.window.holds(each.day):
            continue
        direct = None if is_open else _direct_touch(outcomes, each.reference)
        found.append(
            PersonJourney(
                happened=None if is_open else each,
                steps=()
                if not journey.path
                else tuple(_steps(journey, basis.credit, direct, is_open=is_open)),
                days=max(journey.ages, default=0.0),
            )
        )
    return PersonPath(basis=basis, goal=goal, contact_id=contact_id, who=who, journeys=tuple(found))


def _own(happened: Iterable[Happened], goal: Goal) -> Iterable[Happened]:
    return (each for each in happened if each.reference.goal is goal)


def _steps(journey: Journey, credit: Credit, direct: int | None, *, is_open: bool) -> Iterable[Step]:
    terms = Terms(credit.weights, credit.half_life)
    by_model = {
        model: shares(Rule(model.value), journey.path, journey.ages, terms)
        for model in MODELS
        if model is not Model.DIRECT
    }
    for at, number in enumerate(journey.touch_ids):
        found = {Model.DIRECT: float(number == direct)}
        found.update((model, float(parts[at])) for model, parts in by_model.items())
        yield Step(number, {} if is_open else found)


def _direct_touch(outcomes: Outcomes, reference: Reference) -> int | None:
    """The touch that a result is credited to under direct credit; none where it has no such touch."""
    credit_id = reference.row_id if reference.noun == "activities" else None
    if reference.noun == "appointments":
        credit_id = next(
            (each.credit_id for each in outcomes.appointments if each.id == reference.row_id), None
        )
    for deal in outcomes.deals if reference.noun == "deals" else ():
        if deal.id == reference.row_id:
            credit_id = deal.closed_credit_id if reference.goal is Goal.WON else deal.opened_credit_id
    link = credited(outcomes, credit_id)
    return link.id if link else None
