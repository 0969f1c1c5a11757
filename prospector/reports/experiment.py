"""The experiment: contacts whom a coin told to warm up first, against those whom it told to call cold.

    takes part    =  a contact entered while it ran, with no activity up to then
    judged        =  entered 30 days ago or more; the others have not had their time
    conversation  =  a judged contact with whom there was one within 30 days
    difference    =  rate of the warm arm - rate of the cold one, with Newcombe's interval
    as told       =  warm: a social or content touch came before the first call; cold: none did; of those who were called

All who were told count where the coin put them, whether or not it was done so: to leave out those with whom it was not
would let the choice in again by the back door. (The intention-to-treat rule of clinical trials.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from prospector.domain.experiment import Arm, Experiment, Subject
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.rates import Rate
from prospector.stats.comparison import Arm as Contender
from prospector.stats.differences import Difference, newcombe_difference, trials_needed_per_arm
from prospector.stats.maturity import MatureCount
from prospector.stats.verdict import Certainty, judge

USUAL_RATE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmLine:
    """One side.

    Attributes:
        people: all who take part.
        rate: judged contacts with a conversation.
        called: those who were called.
        as_told: of those, with whom it was done as the coin said.
    """

    arm: Arm
    people: int
    rate: Rate
    called: int
    as_told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentReport:
    """The report.

    Attributes:
        difference: None where an arm has nobody to judge.
        base_rate: that of the cold arm, else a usual one; `needed` contacts an arm show whether warm is twice as good.
        to_do: who was not called yet, the longest known first.
    """

    basis: Basis
    experiment: Experiment
    warm: ArmLine
    cold: ArmLine
    difference: Difference | None
    certainty: Certainty
    base_rate: float
    needed: int
    to_do: tuple[Subject, ...]


def build(basis: Basis, experiment: Experiment, subjects: Sequence[Subject]) -> ExperimentReport:
    """Work the report out."""
    warm, cold = (_line(basis, arm, [each for each in subjects if each.arm is arm]) for arm in Arm)
    found = None
    if warm.rate.trials and cold.rate.trials:
        found = newcombe_difference(
            warm.rate.hits, warm.rate.trials, cold.rate.hits, cold.rate.trials, confidence=basis.confidence
        )
    base = min(cold.rate.value or USUAL_RATE, 0.4)
    verdict = judge(
        [Contender(line.arm.value, line.rate.hits, float(line.rate.trials)) for line in (warm, cold)],
        pace_per_week={line.arm.value: 0.0 for line in (warm, cold)},
    )
    return ExperimentReport(
        basis=basis,
        experiment=experiment,
        warm=warm,
        cold=cold,
        difference=found,
        certainty=verdict.certainty,
        base_rate=base,
        needed=trials_needed_per_arm(2 * base, base, confidence=basis.confidence),
        to_do=tuple(sorted((each for each in subjects if not each.called), key=lambda each: each.came_on)),
    )


def evidence_of(basis: Basis, subjects: Iterable[Subject], why: Why) -> Evidence:
    """The people behind a figure.

    Raises:
        InvalidValueError: there is no such figure, or its rows are not by that.
        UnknownNameError: the coin has no such side.
    """
    known_figure(why, FIGURES)
    known_column(why, "arm")
    if why.row is not None and fold(why.row) not in {arm.value for arm in Arm}:
        raise UnknownNameError(f"the coin has no side '{why.row}'", hint="warm or cold")
    people = [each for each in subjects if why.row is None or each.arm.value == fold(why.row)]
    if why.figure in {"judged", "conversations", "rate"}:
        people = [each for each in people if _is_judged(basis, each)]
    counts = FIGURES[why.figure]
    adds = {each.contact_id: int(counts(basis, each)) for each in people}
    is_rate = why.figure == "rate"
    told = adds if is_rate else {number: add for number, add in adds.items() if add}
    return Evidence(figure=why.heading, adds={"contacts": told}, trials=is_rate)


def _is_judged(basis: Basis, subject: Subject) -> bool:
    return basis.window.as_of - subject.came_on >= basis.horizon_days


def _is_hit(basis: Basis, subject: Subject) -> bool:
    return subject.conversed_on is not None and subject.conversed_on - subject.came_on <= basis.horizon_days


def _is_as_told(_basis: Basis, subject: Subject) -> bool:
    return subject.called and subject.warmed == (subject.arm is Arm.WARM)


FIGURES: Mapping[str, Callable[[Basis, Subject], bool]] = {
    "people": lambda _basis, _subject: True,
    "judged": lambda _basis, _subject: True,
    "conversations": _is_hit,
    "rate": _is_hit,
    "called": lambda _basis, subject: subject.called,
    "as_told": _is_as_told,
}


def _line(basis: Basis, arm: Arm, subjects: Sequence[Subject]) -> ArmLine:
    judged = [each for each in subjects if _is_judged(basis, each)]
    hits = sum(_is_hit(basis, each) for each in judged)
    return ArmLine(
        arm=arm,
        people=len(subjects),
        rate=Rate.of(MatureCount(hits, len(judged), float(len(judged)), 0), confidence=basis.confidence),
        called=sum(each.called for each in subjects),
        as_told=sum(_is_as_told(basis, each) for each in subjects),
    )
