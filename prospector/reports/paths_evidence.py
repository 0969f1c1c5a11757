"""The results behind a figure of `report paths`: those that took a path, came in, or name nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.facts import Key, Outcomes
from prospector.domain.journeys import Goal, JourneyFacts
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Metric
from prospector.errors import UnknownNameError
from prospector.reports.basis import Basis
from prospector.reports.credit import Traced, traced_results
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.journeys import journeys_of
from prospector.reports.paths import CAME_IN, METRICS, NOBODY_NAMED, spelt, words_of

_FEW = 5


def evidence_of(basis: Basis, outcomes: Outcomes, facts: JourneyFacts, goal: Goal, why: Why) -> Evidence:
    """The results behind a figure.

    Args:
        basis: of the report; its credit says how far to look back.
        outcomes: of the window, by channel.
        facts: what journeys are made of.
        goal: what the journeys lead to.
        why: `results`, or `revenue` of wins; its row is a path as the report spells it.

    Raises:
        InvalidValueError: the report has no such figure, or its rows are not by that.
        UnknownNameError: it has no such path.
    """
    known_figure(why, ("results", "revenue") if goal is Goal.WON else ("results",))
    known_column(why, "path")
    metric = Metric.REVENUE if why.figure == "revenue" else METRICS[goal]
    journeys, _ = journeys_of(facts, basis.credit)
    names: dict[Key, str] = {number: channel.name for number, channel in outcomes.channels.items()}
    found = [
        traced
        for traced in traced_results(outcomes, basis.exchange, journeys)
        if traced.result.metric is metric
    ]
    if why.row is not None:
        found = _on(why.row, [(_names(traced, names), traced) for traced in found])
    adds: dict[str, dict[int, int | float]] = {}
    for traced in found:
        adds.setdefault(traced.result.noun, {})[traced.result.row_id] = traced.result.amount
    sort = Sort.MONEY if metric is Metric.REVENUE else Sort.COUNT
    return Evidence(figure=why.heading, adds=adds or {"activities": {}}, sort=sort)


def _names(traced: Traced, names: dict[Key, str]) -> tuple[str, ...]:
    """What the row of a result may be called: as the table has it, and with each touch by itself as in JSON."""
    if not traced.journey.path:
        return (CAME_IN,)
    if not traced.named:
        return (NOBODY_NAMED,)
    words = words_of(traced.journey.path, names)
    return spelt(words), " > ".join(words)


def _on(row: str, found: Sequence[tuple[tuple[str, ...], Traced]]) -> list[Traced]:
    wanted = fold(row)
    chosen = [traced for names, traced in found if wanted in map(fold, names)]
    if not chosen:
        raise UnknownNameError(f"the report has no path '{row}'", hint=_hint(names for names, _ in found))
    return chosen


def _hint(names: Iterable[tuple[str, ...]]) -> str:
    known = list(dict.fromkeys(name for name, *_ in names))
    return (
        f"there are {', '.join(known[:_FEW])}{' …' if len(known) > _FEW else ''}"
        if known
        else "there are none"
    )
