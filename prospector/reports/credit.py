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
from prospector.domain.journeys import ACTIVITIES, GOALS, NO_JOURNEY, Journey, JourneyFacts, Reference
from prospector.domain.vocabulary import Metric
from prospector.light import NamedTuple, replace
from prospector.reports.journeys import Journeys, Nulls, journeys_of
from prospector.reports.results import Result, results_of
from prospector.reports.shared import Shared
from prospector.stats import credit as rules
from prospector.stats.credit import Amount, Credits, Rule, Terms, settled
from prospector.stats.markov import Tally, removal_effects

BILLION = 10**9
Shares = dict[Hashable, Amount]


class Traced(NamedTuple):
    """A result and the journey to it; there may be a hundred thousand of them.

    Attributes:
        named: whether the journey is that of a contact or company; else it stands for all that is known.
    """

    result: Result
    journey: Journey
    named: bool = True


class _Sums:
    """What the results of one metric add up to."""

    __slots__ = ("came_in", "credits", "paths", "total")

    def __init__(self, credit: Credit) -> None:
        self.total = 0  # of those with a journey
        self.came_in: Counter[str] = Counter()
        self.paths: Counter[tuple[Hashable, ...]] = (
            Counter()
        )  # for chains alone, which look at all journeys together
        self.credits = (
            None
            if credit.model.order
            else Credits(Rule(credit.model.value), Terms(credit.weights, credit.half_life))
        )


class Sharing:
    """Results shared among touches; parts of outcomes are added, the one that has appointments and deals last."""

    def __init__(self, outcomes: Outcomes, exchange: Exchange, credit: Credit, other: Key) -> None:
        """Begin.

        Args:
            outcomes: with the keys of the dimension that is asked for.
            exchange: for the value of deals.
            credit: the model.
            other: the key of touches that are filtered out.
        """
        self._exchange, self._credit, self._other = exchange, credit, other
        self._has_touch_filter = outcomes.has_touch_filter
        self._sums: dict[Metric, _Sums] = {}
        self._later: Journeys = {}
        self._nulls: Nulls = {}

    def add(self, outcomes: Outcomes, facts: JourneyFacts) -> None:
        """Add a part of outcomes, and what the journeys to its results are made of.

        Raises:
            InvalidValueError: a deal that counts is in a currency without a rate.
        """
        journeys, nulls = _walked(outcomes, self._credit, facts)
        if outcomes.contacts is None:
            journeys.update(self._later)
        else:  # appointments and deals of these contacts are in the last part
            self._later.update(
                {reference: each for reference, each in journeys.items() if reference[1] != ACTIVITIES}
            )
        by_metric: dict[Metric, list[Traced]] = {}
        for traced in traced_results(outcomes, self._exchange, journeys, self._other):
            by_metric.setdefault(traced.result.metric, []).append(traced)
        self.add_traced(by_metric, nulls)

    def add_traced(self, by_metric: Mapping[Metric, list[Traced]], nulls: Nulls) -> None:
        """Add results that were traced."""
        for metric, found in by_metric.items():
            sums = self._sums.setdefault(metric, _Sums(self._credit))
            for result, journey, _ in found:
                if journey.path:
                    sums.total += result.amount
                elif not self._has_touch_filter:
                    sums.came_in[result.source] += result.amount
            if sums.credits is None:
                for (
                    result,
                    journey,
                    _,
                ) in found:  # what brought a loss is worth nothing, and none of its revenue
                    amount = max(result.amount, 0) if metric is Metric.REVENUE else result.amount
                    sums.paths[journey.path] += amount
            else:
                sums.credits.add(
                    rules.Journey(journey.path, result.amount, journey.ages) for result, journey, _ in found
                )
        for goal, paths in nulls.items():
            self._nulls.setdefault(goal, []).extend(paths)

    def shared(self) -> Shared:
        """What was added, shared."""
        rows: defaultdict[Key, dict[Metric, float]] = defaultdict(dict)
        came_in: defaultdict[str, Counter[Metric]] = defaultdict(Counter)
        total: dict[Metric, float] = {}
        for metric, sums in self._sums.items():
            unit = 1 if metric is Metric.REVENUE else BILLION
            parts = settled(in_order(self._shares(metric, sums)), sums.total, unit=unit)
            filtered = parts.pop(self._other, 0)
            for key, part in parts.items():
                if part:
                    rows[key][metric] = _decimal(part, unit)  # type: ignore[index]  # rows of a report
            for source, amount in sums.came_in.items():
                came_in[source][metric] += amount
            total[metric] = sums.came_in.total() + _decimal(sums.total * unit - filtered, unit)
        return Shared(rows=rows, came_in=came_in, total=total)

    def _shares(self, metric: Metric, sums: _Sums) -> Shares:
        if sums.credits is not None:
            return sums.credits.amounts()
        counted = self._sums.get(Metric.WON) if metric is Metric.REVENUE else sums
        worth = sums.paths if metric is Metric.REVENUE else Counter()
        paths = _tallied(counted.paths if counted else Counter(), worth, self._nulls.get(GOALS[metric], ()))
        return chain_shares(paths, self._credit.model.order, sums.total, by_value=metric is Metric.REVENUE)


def trace(
    outcomes: Outcomes, exchange: Exchange, credit: Credit, facts: JourneyFacts, other: Key
) -> tuple[dict[Metric, list[Traced]], Nulls]:
    """The results by metric, each with its journey, and null journeys; arguments and errors as of `Sharing`."""
    journeys, nulls = _walked(outcomes, credit, facts)
    by_metric: dict[Metric, list[Traced]] = {}
    for traced in traced_results(outcomes, exchange, journeys, other):
        by_metric.setdefault(traced.result.metric, []).append(traced)
    return by_metric, nulls


def _walked(outcomes: Outcomes, credit: Credit, facts: JourneyFacts) -> tuple[Journeys, Nulls]:
    return journeys_of(
        facts,
        credit,
        aged=credit.model is Model.TIME_DECAY,
        nulls_in=outcomes.window if credit.model.order else None,
    )


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
    return _tallied(results, value, nulls)


def _tallied(
    results: Counter[tuple[Hashable, ...]],
    value: Counter[tuple[Hashable, ...]],
    nulls: Iterable[tuple[Hashable, ...]],
) -> dict[tuple[Hashable, ...], Tally]:
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
