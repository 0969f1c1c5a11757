"""Results shared among the touches of their journeys, by a credit model.

    share         =  of each touch of a journey, by the rules of `prospector.stats.credit`; added up by row
    markov        =  of a row as a whole, from all journeys to results of the sort and all null journeys
    unattributed  =  results without a touch inside the look-back, by lead source: whole ones
    total         =  rows and unattributed together are the results, exactly

A result with nobody named (a tally) is its own journey; so is the channel that an appointment is said to have come by,
where no touch is known. With a filter on touches only the shares of those that pass are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction

from prospector.domain.credit import Credit, Model
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Key, Outcomes
from prospector.domain.journeys import GOALS, NO_JOURNEY, Journey, JourneyFacts, Reference
from prospector.domain.vocabulary import Metric
from prospector.light import dataclass, replace
from prospector.reports.journeys import Journeys, Nulls, journeys_of
from prospector.reports.results import Result, results_of
from prospector.reports.shared import Shared
from prospector.stats import credit as rules
from prospector.stats.credit import Amount, Rule, Terms, credits_of, settled
from prospector.stats.markov import Tally, removal_effects

BILLION = 10**9
Shares = dict[Hashable, Amount]


@dataclass(frozen=True, slots=True)
class Traced:
    """A result and the journey to it.

    Attributes:
        named: whether the journey is that of a contact or company; else it stands for all that is known.
    """

    result: Result
    journey: Journey
    named: bool = True


def share_out(
    outcomes: Outcomes, exchange: Exchange, credit: Credit, facts: JourneyFacts, other: Key
) -> Shared:
    """Share the results of the window.

    Args:
        outcomes: with the keys of the dimension that is asked for.
        exchange: for the value of deals.
        credit: the model.
        facts: what journeys are made of, with the keys of the same dimension.
        other: the key of touches that are filtered out.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    return shared_of(outcomes, credit, *trace(outcomes, exchange, credit, facts, other), other)


def trace(
    outcomes: Outcomes, exchange: Exchange, credit: Credit, facts: JourneyFacts, other: Key
) -> tuple[dict[Metric, list[Traced]], Nulls]:
    """The results by metric, each with its journey, and null journeys; arguments and errors as of `share_out`."""
    journeys, nulls = journeys_of(
        facts,
        credit,
        aged=credit.model is Model.TIME_DECAY,
        nulls_in=outcomes.window if credit.model.order else None,
    )
    by_metric: dict[Metric, list[Traced]] = {}
    for traced in traced_results(outcomes, exchange, journeys, other):
        by_metric.setdefault(traced.result.metric, []).append(traced)
    return by_metric, nulls


def shared_of(
    outcomes: Outcomes, credit: Credit, by_metric: Mapping[Metric, list[Traced]], nulls: Nulls, other: Key
) -> Shared:
    """Share results that were traced; arguments as of `share_out`."""
    rows: defaultdict[Key, dict[Metric, float]] = defaultdict(dict)
    came_in: defaultdict[str, Counter[Metric]] = defaultdict(Counter)
    total: dict[Metric, float] = {}
    for metric, found in by_metric.items():
        summed = 0
        for traced in found:
            if traced.journey.path:
                summed += traced.result.amount
            elif not outcomes.has_touch_filter:
                came_in[traced.result.source][metric] += traced.result.amount
        unit = 1 if metric is Metric.REVENUE else BILLION
        parts = settled(in_order(_shares(credit, metric, by_metric, nulls)), summed, unit=unit)
        filtered = parts.pop(other, 0)
        for key, part in parts.items():
            if part:
                rows[key][metric] = _decimal(part, unit)  # type: ignore[index]  # rows of a report
        brought = sum(counter[metric] for counter in came_in.values())
        total[metric] = brought + _decimal(summed * unit - filtered, unit)
    return Shared(rows=rows, came_in=came_in, total=total)


def traced_results(
    outcomes: Outcomes, exchange: Exchange, journeys: Journeys, other: Key = None
) -> Iterable[Traced]:
    """The results of the window with their journeys; an empty one where no touch led to them."""
    said = {
        each.id: each.brought_by.channel_id if each.brought_by.how else other
        for each in outcomes.appointments
        if each.brought_by
    }
    for result in results_of(replace(outcomes, has_touch_filter=False), exchange):
        reference = Reference(GOALS[result.metric], result.noun, result.row_id)
        journey = journeys.get(reference, NO_JOURNEY)
        named = bool(journey.path)
        if not journey.path and result.noun == "activities":
            link = outcomes.links[result.row_id]
            if link.aimed:  # nobody is named: it is all that is known
                journey = Journey((link.keys[0] if link.how else other,), (0.0,), (link.id,))
        elif not journey.path and result.noun == "appointments" and outcomes.dimension is Dimension.CHANNEL:
            channel = said.get(result.row_id)
            journey = journey if channel is None else Journey((channel,), (0.0,))
        yield Traced(result, journey, named)


def _shares(credit: Credit, metric: Metric, by_metric: Mapping[Metric, list[Traced]], nulls: Nulls) -> Shares:
    if not credit.model.order:
        found = (
            rules.Journey(traced.journey.path, traced.result.amount, traced.journey.ages)
            for traced in by_metric[metric]
        )
        return credits_of(Rule(credit.model.value), found, Terms(credit.weights, credit.half_life))
    counted = Metric.WON if metric is Metric.REVENUE else metric
    worth = by_metric[metric] if metric is Metric.REVENUE else ()
    paths = tallies(by_metric.get(counted, ()), worth, nulls[GOALS[metric]])
    total = sum(traced.result.amount for traced in by_metric[metric] if traced.journey.path)
    return chain_shares(paths, credit.model.order, total, by_value=metric is Metric.REVENUE)


def tallies(
    found: Iterable[Traced], worth: Iterable[Traced], nulls: Iterable[tuple[Hashable, ...]]
) -> dict[tuple[Hashable, ...], Tally]:
    """Journeys counted by path: results, what they were worth (nothing where that is negative), nulls."""
    results: Counter[tuple[Hashable, ...]] = Counter()
    value: Counter[tuple[Hashable, ...]] = Counter()
    for traced in found:
        results[traced.journey.path] += traced.result.amount
    for traced in worth:
        value[traced.journey.path] += max(traced.result.amount, 0)
    ended = Counter(nulls)
    paths = sorted({*results, *ended}, key=repr)
    return {path: Tally(results[path], value[path], ended[path]) for path in paths if path}


def chain_shares(
    paths: Mapping[tuple[Hashable, ...], Tally], order: int, total: int, *, by_value: bool = False
) -> Shares:
    """What Markov credits each row with: the total by removal effects; by those of value where there is any."""
    effects = removal_effects(paths, order)
    sizes = {key: effect.value if by_value else effect.results for key, effect in effects.items()}
    if not any(sizes.values()):
        sizes = {key: effect.results for key, effect in effects.items()}
    whole = sum(map(Fraction, sizes.values()))
    return {key: Fraction(size) * total / whole for key, size in sizes.items()} if whole else {}


def in_order(shares: Shares) -> Shares:
    """By key, so that what is rounded up does not hang on the order of the log."""
    return dict(sorted(shares.items(), key=lambda share: repr(share[0])))


def _decimal(part: int, unit: int) -> float:
    return part // unit if part % unit == 0 else part / unit
