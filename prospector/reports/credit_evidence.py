"""The rows behind a figure under shared credit: each result with the share that the row has of it.

    adds  =  the shares of the row's touches in the result, times the result; nine decimals, revenue in minor units
    sum   =  what the report prints: the last decimal goes to those whose remainder is largest

A Markov share is found for all journeys together, so no result has one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from prospector.domain.credit import Credit
from prospector.domain.facts import Figures, Key
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Metric
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.reports.credit import BILLION, Traced
from prospector.reports.document import Sort
from prospector.reports.evidence import (
    RESULTS,
    UNATTRIBUTED,
    Evidence,
    Why,
    keys_of,
    known_column,
    known_figure,
    of_results,
)
from prospector.reports.shared import Shared
from prospector.stats.credit import Amount, Rule, Terms, settled, shares

Record = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Explained:
    """What a report prints under shared credit, and the results by metric with the journeys behind it."""

    shared: Shared
    by_metric: Mapping[Metric, list[Traced]]


def refuse_chains(credit: Credit) -> None:
    """Refuse a model that has no share for one result.

    Raises:
        InvalidValueError: it is a Markov chain.
    """
    if credit.model.order:
        raise InvalidValueError(
            f"credit {credit.model.value} is found for all journeys together: no result has a share of its own",
            hint="another --credit, or report paths --models",
        )


def of_shared(figures: Figures, credit: Credit, explained: Explained, why: Why, other: Key) -> Evidence:
    """The results behind a figure of `report channels` or `report compare`.

    Args:
        figures: with the names of all rows.
        credit: the model, no Markov chain.
        explained: what the report prints, and why.
        why: which figure; its row is one of the report, or `source=NAME` of what came in.
        other: the key of touches that are filtered out.

    Raises:
        InvalidValueError: it is no result, or the report's rows are not by that.
        UnknownNameError: the report has no such row.
    """
    known_figure(why, RESULTS)
    outcomes = figures.outcomes
    known_column(why, outcomes.dimension.value, "key", "source")
    metric = RESULTS[why.figure]
    shared = explained.shared
    found = explained.by_metric.get(metric, [])
    if why.column == "source":
        came_in = [
            traced.result
            for traced in found
            if not traced.journey.path
            and not outcomes.has_touch_filter
            and fold(traced.result.source) == fold(why.row or "")
        ]
        return of_results(came_in, why, f"{why.heading}, {UNATTRIBUTED}")
    if why.row is not None:
        known = {row.key for row in figures.broken.work} | {row.key for row in figures.broken.engagements}
        keys = keys_of(figures, known.union(shared.rows), why.row)
        return of_keys(credit, explained, keys, why)
    keys = frozenset(key for traced in found for key in traced.journey.path if key != other)  # type: ignore[misc]
    exact = _exact(credit, found, keys)
    for traced in found:
        if not traced.journey.path and not outcomes.has_touch_filter:
            exact[_record(traced)] = Fraction(traced.result.amount)
    return _evidence(exact, shared.total.get(metric, 0), metric, why)


def of_keys(credit: Credit, explained: Explained, keys: frozenset[Key], why: Why) -> Evidence:
    """The results behind a figure of some rows together; arguments as of `of_shared`."""
    metric = RESULTS[why.figure]
    found, rows = explained.by_metric.get(metric, []), explained.shared.rows
    figure = sum(Fraction(rows[key].get(metric, 0)) for key in keys if key in rows)
    return _evidence(_exact(credit, found, keys), figure, metric, why)


def _record(traced: Traced) -> Record:
    return traced.result.noun, traced.result.row_id


def _exact(credit: Credit, found: Iterable[Traced], keys: frozenset[Key]) -> dict[Record, Amount]:
    """What touches of some rows have of each result."""
    rule, terms = Rule(credit.model.value), Terms(credit.weights, credit.half_life)
    exact: dict[Record, Amount] = {}
    for traced in found:
        path = traced.journey.path
        if keys.isdisjoint(path):
            continue
        parts = shares(rule, path, traced.journey.ages, terms)
        share = sum(Fraction(part) for key, part in zip(path, parts, strict=True) if key in keys)
        if share:
            exact[_record(traced)] = share * traced.result.amount
    return exact


def _evidence(exact: Mapping[Record, Amount], figure: Fraction | float, metric: Metric, why: Why) -> Evidence:
    unit = 1 if metric is Metric.REVENUE else BILLION
    amounts = {record: Fraction(amount) * unit for record, amount in sorted(exact.items())}
    adds: defaultdict[str, dict[int, int | float]] = defaultdict(dict)
    for (noun, number), part in settled(amounts, round(Fraction(figure) * unit)).items():
        if part:
            adds[noun][number] = part // unit if part % unit == 0 else part / unit
    sort = Sort.MONEY if metric is Metric.REVENUE else Sort.COUNT
    return Evidence(figure=why.heading, adds=dict(adds) or {"activities": {}}, sort=sort)
