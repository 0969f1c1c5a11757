"""Paths: which touches led to results, how many and how long it took.

    path           =  the channels of a journey in the order of time; a channel used twice stands twice
    results        =  those of the period; `all` is what `report channels` counts
    touches, days  =  of a journey: how many, and from the first of them to the result; medians over journeys
    no touch       =  results without a touch inside the look-back: they came in
    nobody named   =  results of tallies, which have a channel and no journey
    null journeys  =  contacts who never had such a result and whose last touch is older than the horizon; younger ones
                      are open, and no figure of theirs is known yet

What a journey is stands in `journeys`; how models share it, in `paths_models`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import groupby

from prospector.domain.facts import Key, Outcomes
from prospector.domain.journeys import Goal, JourneyFacts
from prospector.domain.vocabulary import Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.credit import Traced, traced_results
from prospector.reports.journeys import journeys_of
from prospector.reports.paths_models import Models, models_of

METRICS = {
    Goal.CONVERSATION: Metric.CONVERSATIONS,
    Goal.APPOINTMENT: Metric.APPOINTMENTS_SET,
    Goal.HELD: Metric.APPOINTMENTS_HELD,
    Goal.DEAL: Metric.DEALS_OPENED,
    Goal.WON: Metric.WON,
}

CAME_IN = "came in"
NOBODY_NAMED = "nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class PathLine:
    """Journeys that took the same path.

    Attributes:
        path: channels in the order of time.
        revenue: minor units; None where the results are no wins.
        median_days: from the first touch to the result.
    """

    path: tuple[str, ...]
    results: int
    revenue: int | None
    median_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The report.

    Attributes:
        lines: the commonest paths first.
        results: all of the period.
        revenue: of all; None where the results are no wins.
        came_in: results without a touch.
        unnamed: results of tallies.
        nulls: null journeys that ended in the period.
        touches: of a journey: the median, and what nine of ten do not exceed; None without journeys.
        days: the same from the first touch to the result.
        models: None where nobody asked.
    """

    basis: Basis
    goal: Goal
    lines: tuple[PathLine, ...]
    results: int
    revenue: int | None
    came_in: int
    unnamed: int
    nulls: int
    touches: tuple[float, float] | None
    days: tuple[float, float] | None
    models: Models | None


def build(
    basis: Basis, outcomes: Outcomes, facts: JourneyFacts, goal: Goal, *, with_models: bool = False
) -> Paths:
    """Work the report out.

    Args:
        basis: what was asked; its credit says how far to look back.
        outcomes: of the window, by channel.
        facts: what journeys are made of.
        goal: what the journeys lead to.
        with_models: whether the credit models are wanted side by side.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    journeys, nulls = journeys_of(facts, basis.credit, aged=True, nulls_in=outcomes.window)
    every = list(traced_results(outcomes, basis.exchange, journeys))
    found = [traced for traced in every if traced.result.metric is METRICS[goal]]
    named = [traced for traced in found if traced.journey.path and traced.named]
    worth = {
        traced.result.row_id: traced.result.amount
        for traced in every
        if goal is Goal.WON and traced.result.metric is Metric.REVENUE
    }
    names: dict[Key, str] = {number: channel.name for number, channel in outcomes.channels.items()}
    lengths = Counter[float]()
    days = Counter[float]()
    for traced in named:
        lengths[len(traced.journey.path)] += traced.result.amount
        days[max(traced.journey.ages)] += traced.result.amount
    return Paths(
        basis=basis,
        goal=goal,
        lines=_lines(named, worth if goal is Goal.WON else None, names),
        results=sum(traced.result.amount for traced in found),
        revenue=sum(worth.values()) if goal is Goal.WON else None,
        came_in=sum(traced.result.amount for traced in found if not traced.journey.path),
        unnamed=sum(traced.result.amount for traced in found if traced.journey.path and not traced.named),
        nulls=len(nulls[goal]),
        touches=_middle_and_most(lengths),
        days=_middle_and_most(days),
        models=models_of(basis, outcomes, found, nulls[goal], names) if with_models else None,
    )


def _lines(
    named: Iterable[Traced], worth: Mapping[int, int] | None, names: Mapping[Key, str]
) -> tuple[PathLine, ...]:
    grouped: defaultdict[tuple[Hashable, ...], list[Traced]] = defaultdict(list)
    for traced in named:
        grouped[traced.journey.path].append(traced)
    lines = []
    for path, group in grouped.items():
        days = Counter[float]()
        for traced in group:
            days[max(traced.journey.ages)] += traced.result.amount
        lines.append(
            PathLine(
                path=words_of(path, names),
                results=sum(traced.result.amount for traced in group),
                revenue=sum(worth[traced.result.row_id] for traced in group) if worth is not None else None,
                median_days=quantile(days, 0.5),
            )
        )
    return tuple(sorted(lines, key=lambda line: (-line.results, len(line.path), line.path)))


def words_of(path: Sequence[Hashable], names: Mapping[Key, str]) -> tuple[str, ...]:
    """The channels of a path by name."""
    return tuple(names[key] for key in path)  # type: ignore[index]  # keys of channels


def spelt(path: Sequence[str]) -> str:
    """A path in one line; what comes several times in a row is counted: `email > call x3`."""
    runs = ((channel, sum(1 for _ in group)) for channel, group in groupby(path))
    return " > ".join(channel if count == 1 else f"{channel} x{count}" for channel, count in runs)


def _middle_and_most(counts: Counter[float]) -> tuple[float, float] | None:
    return (quantile(counts, 0.5), quantile(counts, 0.9)) if counts else None


def quantile(counts: Mapping[float, int], share: float) -> float:
    """The value that a share of all does not exceed; between two values their mean."""
    total, below = sum(counts.values()), 0
    values = sorted(counts)
    for at, value in enumerate(values):
        below += counts[value]
        if below > share * total:
            return value
        if below == share * total and at + 1 < len(values):
            return (value + values[at + 1]) / 2
    return values[-1]
