"""Warm calls: do calls fare better after a social or content touch?

    call        =  an outbound call of the period to a contact with whom there was no conversation before it; each as
                   many as it says
    warm        =  the contact had a social touch, engaged with a content piece, or was sent content alone, in the 30 days
                   before this call; what has no time of day is taken as at the beginning of its day
    cold        =  any other call
    hit         =  the conversation happened on the call, or answers it within 30 days
    crude       =  hit rate of warm calls - that of cold ones, with Newcombe's interval
    adjusted    =  the same within strata, pooled by Mantel and Haenszel, with Klingenberg's interval
    stratum     =  lead source x attempt number 1, 2, 3 or more
    calls used  =  the calls of strata that have both arms; the others say nothing of the difference

The unit is the call, not the contact: "was ever touched" would count the many calls that a contact gets after the first
touch as if the touch had made them, and is wrong by tens of points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from prospector.domain.calls import CallFact
from prospector.domain.facts import Outcomes
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.rates import Rate
from prospector.reports.trials import hits_of
from prospector.stats.differences import (
    Difference,
    Stratum,
    mantel_haenszel_difference,
    newcombe_difference,
)
from prospector.stats.maturity import MatureCount

LATE_ATTEMPT = 3
FEWEST_CALLS = 20
ARMS = ("warm", "cold")
FIGURES = ("calls", "conversations", "conversation_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Calls that are alike: of one lead source and attempt number; the last number stands for itself and more."""

    source: str
    attempt: int
    counts: Stratum


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmReport:
    """The report.

    Attributes:
        crude: None where one arm has no calls.
        adjusted: None where no stratum has both arms.
        calls_used: calls in strata with both arms.
    """

    basis: Basis
    warm: Rate
    cold: Rate
    crude: Difference | None
    adjusted: Difference | None
    cells: tuple[Cell, ...]
    calls_used: int

    @property
    def is_thin(self) -> bool:
        """Whether an arm has too few calls to say anything."""
        return min(self.warm.trials, self.cold.trials) < FEWEST_CALLS


def build(basis: Basis, calls: Sequence[CallFact], outcomes: Outcomes) -> WarmReport:
    """Work the report out.

    Args:
        basis: what was asked.
        calls: of the same window.
        outcomes: by channel, for what the calls brought.
    """
    talked = _talked(outcomes)
    groups: defaultdict[tuple[str, int], list[CallFact]] = defaultdict(list)
    for call in calls:
        groups[call.source, min(call.attempt, LATE_ATTEMPT)].append(call)
    cells = [
        Cell(source=source, attempt=attempt, counts=_stratum(basis, found, talked))
        for (source, attempt), found in sorted(groups.items())
    ]
    strata = [cell.counts for cell in cells]
    whole = _stratum(basis, calls, talked)
    return WarmReport(
        basis=basis,
        warm=_rate(basis, whole.hits, whole.trials),
        cold=_rate(basis, whole.other_hits, whole.other_trials),
        crude=newcombe_difference(
            whole.hits, whole.trials, whole.other_hits, whole.other_trials, confidence=basis.confidence
        )
        if whole.compares
        else None,
        adjusted=mantel_haenszel_difference(strata, confidence=basis.confidence),
        cells=tuple(cells),
        calls_used=sum(each.trials + each.other_trials for each in strata if each.compares),
    )


def evidence_of(basis: Basis, calls: Iterable[CallFact], outcomes: Outcomes, why: Why) -> Evidence:
    """The calls behind a figure: `calls=warm,conversations`.

    Raises:
        InvalidValueError: the report has no such figure or row.
    """
    known_figure(why, FIGURES)
    known_column(why, "calls")
    if why.row is not None and why.row.lower() not in ARMS:
        raise InvalidValueError(f"calls are warm or cold, not '{why.row}'", hint=f"calls=warm,{why.figure}")
    talked = _talked(outcomes)
    chosen = [
        call for call in calls if why.row is None or _is_warm(basis, call) == (why.row.lower() == "warm")
    ]
    if why.figure == "calls":
        adds = {call.id: call.count for call in chosen}
    else:
        adds = {call.id: int(call.id in talked) for call in chosen}
    is_rate = why.figure.endswith("rate")
    told = adds if is_rate else {number: add for number, add in adds.items() if add}
    return Evidence(figure=why.heading, adds={"activities": told}, trials=is_rate)


def _talked(outcomes: Outcomes) -> frozenset[int]:
    return frozenset(hit.touch.id for hit in hits_of(outcomes).conversations)


def _is_warm(basis: Basis, call: CallFact) -> bool:
    return call.warmed_days is not None and call.warmed_days <= basis.horizon_days


def _stratum(basis: Basis, calls: Iterable[CallFact], talked: frozenset[int]) -> Stratum:
    """Count calls and hits of both arms; warm is the first."""
    trials, hits = {True: 0, False: 0}, {True: 0, False: 0}
    for call in calls:
        warm = _is_warm(basis, call)
        trials[warm] += call.count
        hits[warm] += call.id in talked
    return Stratum(hits=hits[True], trials=trials[True], other_hits=hits[False], other_trials=trials[False])


def _rate(basis: Basis, hits: int, trials: int) -> Rate:
    return Rate.of(MatureCount(hits, trials, float(trials), 0), confidence=basis.confidence)
