"""Plans: which of them brings conversations, after which step, and where contacts drop out.

    enrolled       =  times that a contact began the plan in the period
    conversations  =  those with a conversation within 30 days of a touch while the plan went on (`domain/plan.py`)
    rate           =  conversations / enrolled
    finished       =  all steps done
    dropped        =  stopped by the rep before that, without a reply or a conversation
    running        =  neither over nor stopped
    maturing       =  no conversation yet, and the plan goes on or its last touch is younger than 30 days
    step reached   =  all steps before it done, or it done
    step brought   =  conversations after which this was the last step done
    no plan        =  contacts who were never in any plan and whose first touch in the period was like the plan's first step;
                      a conversation counts by the same rule, within 30 days of one of their touches, and within as many
                      days of the first as the plan takes and 30 more

The comparison is no proof: the rep chooses whom to enrol.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from prospector.domain.plan import End, Enrolment, Plan, Progress, Step, Unplanned, progress
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.rates import Rate

Followed = tuple[Enrolment, Progress]

_FIGURES: Mapping[str, Callable[[Followed], bool]] = {
    "enrolled": lambda _followed: True,
    "running": lambda followed: followed[1].end is None,
    "finished": lambda followed: followed[1].open_step is None,
    "dropped": lambda followed: followed[1].end is End.STOPPED,
    "conversations": lambda followed: followed[1].conversation is not None,
}
FIGURES = (*_FIGURES, "rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step; counts are of enrolments."""

    number: int
    step: Step
    reached: int
    done: int
    conversations: int
    dropped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan; `no_plan` is the rate of those whose first touch was alike."""

    plan: Plan
    enrolled: int
    running: int
    finished: int
    dropped: int
    conversations: int
    maturing: int
    rate: Rate
    no_plan: Rate
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, slots=True)
class PlanReport:
    """The report."""

    basis: Basis
    rows: tuple[PlanLine, ...]


def build(
    basis: Basis, plans: Mapping[int, Plan], enrolments: Iterable[Enrolment], others: Sequence[Unplanned]
) -> PlanReport:
    """Work the report out; the plan that most were enrolled in comes first."""
    lines = [
        _line(basis, plans[number], found, others)
        for number, found in _followed(basis, plans, enrolments).items()
        if found
    ]
    return PlanReport(basis, tuple(sorted(lines, key=lambda line: (-line.enrolled, line.plan.name))))


def evidence_of(
    basis: Basis, plans: Mapping[int, Plan], enrolments: Iterable[Enrolment], why: Why
) -> Evidence:
    """The contacts behind a figure; of conversations, the activities.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such plan.
    """
    known_figure(why, FIGURES)
    known_column(why, "plan")
    by_plan = {plans[number].name: found for number, found in _followed(basis, plans, enrolments).items()}
    names = [name for name, found in by_plan.items() if found and fold(name) == fold(why.row or name)]
    if why.row is not None and not names:
        known = ", ".join(name for name, found in by_plan.items() if found) or "none"
        raise UnknownNameError(f"the report has no row '{why.row}'", hint=f"there are {known}")
    found = [each for name in names for each in by_plan[name]]
    if why.figure == "conversations":
        talks = [so_far.conversation for _, so_far in found if so_far.conversation is not None]
        return Evidence(figure=why.heading, adds={"activities": _counted(talks)})
    counts = _FIGURES["conversations" if why.figure == "rate" else why.figure]
    adds: dict[int, int | float] = {}
    for each in found:
        if counts(each) or why.figure == "rate":
            adds[each[0].contact_id] = adds.get(each[0].contact_id, 0) + int(counts(each))
    return Evidence(figure=why.heading, adds={"contacts": adds}, trials=why.figure == "rate")


def _followed(
    basis: Basis, plans: Mapping[int, Plan], enrolments: Iterable[Enrolment]
) -> dict[int, list[Followed]]:
    found: dict[int, list[Followed]] = {number: [] for number in plans}
    window = basis.window
    for each in enrolments:
        if window.start <= each.started.local_day < window.stop:
            so_far = progress(plans[each.plan_id], each, horizon=basis.horizon_days)
            found[each.plan_id].append((each, so_far))
    return found


def _line(basis: Basis, plan: Plan, found: Sequence[Followed], others: Iterable[Unplanned]) -> PlanLine:
    counts = {name: sum(map(counted, found)) for name, counted in _FIGURES.items()}
    window, first = basis.window, plan.steps[0]
    span = math.ceil(plan.days * 7 / 5) + basis.horizon_days
    alike = [
        other
        for other in others
        if window.start <= other.first_day < window.stop
        and other.channel == first.channel
        and first.kind in {None, other.kind}
    ]
    return PlanLine(
        plan=plan,
        **counts,
        maturing=sum(
            so_far.conversation is None
            and so_far.end is not End.STOPPED
            and (so_far.end is None or window.as_of - so_far.last_day < basis.horizon_days)
            for _, so_far in found
        ),
        rate=_rate(basis, counts["conversations"], counts["enrolled"]),
        no_plan=_rate(basis, sum(_in_time(other, span) for other in alike), len(alike)),
        steps=tuple(
            _step(number, step, [so_far for _, so_far in found]) for number, step in enumerate(plan.steps)
        ),
    )


def _in_time(other: Unplanned, span: int) -> bool:
    return other.conversed_after is not None and other.conversed_after <= span


def _step(place: int, step: Step, found: Iterable[Progress]) -> StepLine:
    reached = done = conversations = dropped = 0
    for so_far in found:
        open_step = so_far.open_step
        here = open_step is None or place <= open_step or so_far.done[place] is not None
        reached += here
        done += so_far.done[place] is not None
        conversations += so_far.conversation is not None and so_far.after == place
        dropped += so_far.end is End.STOPPED and open_step == place
    return StepLine(
        number=place + 1, step=step, reached=reached, done=done, conversations=conversations, dropped=dropped
    )


def _rate(basis: Basis, hits: int, trials: int) -> Rate:
    return Rate(hits, trials, float(trials), basis.confidence)


def _counted(numbers: Iterable[int]) -> dict[int, int | float]:
    counts: dict[int, int | float] = {}
    for number in numbers:
        counts[number] = counts.get(number, 0) + 1
    return counts
