"""Credit models side by side: how much hangs on the model, and how much on luck.

    number     =  results credited to a channel by each model
    spread     =  the smallest and the largest share that any model gives the channel
    range      =  where the channel's share would lie with other luck, under linear credit: journeys drawn anew
    agreement  =  whether all models that share have the same channel in the first place

Shares are of all results, those without a touch included. Under 10 results there are counts alone; under 30 the shares
are indicative.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from prospector.domain.credit import Model
from prospector.domain.facts import Key, Outcomes
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.credit import BILLION, Traced, chain_shares, in_order, tallies
from prospector.stats.bootstrap import share_ranges
from prospector.stats.credit import Amount, Journey, Rule, Terms, credits_of, portions, settled

FEWEST_RESULTS = 10
INDICATIVE = 30
MODELS = tuple(Model)
Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLine:
    """A channel under every model.

    Attributes:
        numbers: results, whole ones under direct credit.
        spread: smallest and largest share over the models that share; None under 10 results.
        likely: range of the linear share; None under 10 results.
    """

    channel: str
    numbers: Mapping[Model, float]
    spread: Range | None
    likely: Range | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """All models.

    Attributes:
        came_in: results without a touch, under every model.
        leaders: the channel in the first place of each model that shares.
        agreement: whether it is the same; None where there is nothing to agree on, or under 10 results.
        is_indicative: whether the results are under 30.
    """

    lines: tuple[ModelLine, ...]
    came_in: Mapping[Model, float]
    leaders: Mapping[Model, str]
    agreement: bool | None
    is_indicative: bool


def models_of(
    basis: Basis,
    outcomes: Outcomes,
    found: Sequence[Traced],
    nulls: Sequence[tuple[Hashable, ...]],
    names: Mapping[Key, str],
) -> Models:
    """Put the models side by side.

    Args:
        basis: what was asked.
        outcomes: of the window, by channel.
        found: the results, all of one sort.
        nulls: the null journeys to such a result.
        names: of the channels.
    """
    results = sum(traced.result.amount for traced in found)
    shared = sum(traced.result.amount for traced in found if traced.journey.path)
    numbers: defaultdict[Hashable, dict[Model, float]] = defaultdict(dict)
    for model in MODELS:
        for key, number in _credits(basis, model, found, nulls, shared).items():
            if number:
                numbers[key][model] = number
    enough = results >= FEWEST_RESULTS
    likely = _ranges(basis, found) if enough else {}
    lines = []
    for key in sorted(numbers, key=lambda key: list(outcomes.channels).index(key)):  # type: ignore[arg-type]
        row = {model: numbers[key].get(model, 0) for model in MODELS}
        shares = [number / results for model, number in row.items() if model is not Model.DIRECT]
        lines.append(
            ModelLine(
                channel=names[key],  # type: ignore[index]  # keys of channels
                numbers=row,
                spread=(min(shares), max(shares)) if enough else None,
                likely=likely.get(key, (0.0, 0.0)) if enough else None,
            )
        )
    leaders = _leaders(lines)
    direct = sum(line.numbers[Model.DIRECT] for line in lines)
    return Models(
        lines=tuple(lines),
        came_in={model: results - (direct if model is Model.DIRECT else shared) for model in MODELS},
        leaders=leaders,
        agreement=len(set(leaders.values())) == 1 if leaders and enough else None,
        is_indicative=enough and results < INDICATIVE,
    )


def _credits(
    basis: Basis, model: Model, found: Sequence[Traced], nulls: Sequence[tuple[Hashable, ...]], shared: int
) -> dict[Hashable, float]:
    """Results by channel; under a shared model decimals that add up to the results that have a touch."""
    if model is Model.DIRECT:
        direct: Counter[Hashable] = Counter()
        for traced in found:
            if traced.result.channel_id is not None:
                direct[traced.result.channel_id] += traced.result.amount
        return dict(direct)
    amounts: dict[Hashable, Amount]
    if model.order:
        amounts = chain_shares(tallies(found, (), nulls), model.order, shared)
    else:
        terms = Terms(basis.credit.weights, basis.credit.half_life)
        journeys = (
            Journey(traced.journey.path, traced.result.amount, traced.journey.ages) for traced in found
        )
        amounts = credits_of(Rule(model.value), journeys, terms)
    parts = settled(in_order(amounts), shared, unit=BILLION)
    return {key: part / BILLION for key, part in parts.items()}


def _leaders(lines: Sequence[ModelLine]) -> dict[Model, str]:
    """Who is first; of those that are level the first in the order of channels."""
    return {
        model: max(lines, key=lambda line: line.numbers[model]).channel
        for model in MODELS
        if model is not Model.DIRECT and any(line.numbers[model] for line in lines)
    }


def _ranges(basis: Basis, found: Sequence[Traced]) -> dict[Hashable, Range]:
    paths: Counter[tuple[Hashable, ...]] = Counter()
    for traced in found:
        paths[traced.journey.path] += traced.result.amount
    order = sorted(paths, key=repr)
    vectors = []
    for path in order:
        vector: Counter[Hashable] = Counter()
        if path:
            whole, parts = portions(Rule.LINEAR, path)
            for key, part in zip(path, parts, strict=True):
                vector[key] += part / whole  # type: ignore[assignment]  # a Counter adds up anything
        vectors.append(vector)

    def shares_of(drawn: Mapping[int, int]) -> Mapping[Hashable, float]:
        summed: defaultdict[Hashable, float] = defaultdict(float)
        for at, count in drawn.items():
            for key, share in vectors[at].items():
                summed[key] += share * count
        total = sum(drawn.values())
        return {key: number / total for key, number in summed.items()}

    return share_ranges([paths[path] for path in order], shares_of, confidence=basis.confidence)
