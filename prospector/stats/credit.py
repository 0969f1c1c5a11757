"""Credit: how a result is shared among the touches that led to it, by rules that look at one journey.

    first, last  =  all to the first touch, to the last
    linear       =  the same to every touch; a channel that was used twice has two shares
    position     =  40 % to the first, 40 % to the last, 20 % among those between; two touches have half each
    time-decay   =  2^(-days before the result / half-life), so that a touch one half-life earlier has half the share
    shapley      =  the same to every channel of the journey, however often it was used

Shares of a journey are whole numbers over a common denominator, added up as integers: so the credits of all channels
are the results exactly, and no order of the journeys changes them. Those of time-decay are real numbers; they are added
with `fsum`, which no order changes either. `settled` makes decimals of either that add up.

Source: Zhao, Mahboobi and Bagheri (2018), Shapley value methods for attribution modeling in online advertising, arXiv
1804.05327, for the last one: 1 / (number of different channels) is the Shapley value of v(S) = results of the journeys
whose channels all lie in S. The others are the trade's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from fractions import Fraction
from math import floor, fsum
from typing import NamedTuple, TypeVar

from prospector.light import TYPE_CHECKING, StrEnum, dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

K = TypeVar("K", bound="Hashable")
Path = tuple[K, ...]
Amount = Fraction | float


class Rule(StrEnum):
    """A rule that shares the result of one journey among its touches."""

    FIRST = "first"
    LAST = "last"
    LINEAR = "linear"
    POSITION = "position"
    TIME_DECAY = "time-decay"
    SHAPLEY = "shapley"


@dataclass(frozen=True, slots=True)
class Terms:
    """What two of the rules leave open.

    Attributes:
        weights: of position: first, between, last; in any unit, not all of them 0.
        half_life: of time-decay, in days, above 0.
    """

    weights: tuple[int, int, int] = (40, 20, 40)
    half_life: float = 7.0


USUAL_TERMS = Terms()
_ALONE, _EVERY = {Rule.FIRST: slice(0, 1), Rule.LAST: slice(-1, None)}, slice(None)  # touches with a share
_GATHERED = 10_000


class Journey(NamedTuple):
    """Touches in the order of time, and what came of them; there may be a hundred thousand.

    Attributes:
        path: the channel of each touch; names are never parsed. It may be empty: then nobody has credit.
        amount: how many results, or minor units of money; may be negative.
        ages: days before the result of each touch, for time-decay; empty where no rule asks.
    """

    path: Path[Hashable]
    amount: int
    ages: tuple[float, ...] = ()


def shares(
    rule: Rule, path: Path[K], ages: Sequence[float] = (), terms: Terms = USUAL_TERMS
) -> tuple[Amount, ...]:
    """The share of each touch of a journey; they add up to 1 (time-decay: within rounding).

    Args:
        rule: the model. Shapley shares by channel; a channel's share is divided evenly among its touches.
        path: the channel of each touch, at least one.
        ages: days before the result of each touch, for time-decay.
        terms: of position and time-decay.
    """
    if rule is Rule.TIME_DECAY:
        weights = decayed(ages, terms.half_life)
        return tuple(weights)
    whole, parts = portions(rule, path, terms)
    if rule is Rule.SHAPLEY:
        times: defaultdict[K, int] = defaultdict(int)
        for channel in path:
            times[channel] += 1
        return tuple(Fraction(1, whole * times[channel]) for channel in path)
    return tuple(Fraction(part, whole) for part in parts)


def decayed(ages: Sequence[float], half_life: float) -> list[float]:
    """Shares of time-decay: halved with every half-life before the result."""
    latest = min(ages)  # relative to the last touch, so that old journeys do not underflow
    weights = [2.0 ** (-(age - latest) / half_life) for age in ages]
    total = fsum(weights)
    return [weight / total for weight in weights]


def portions(rule: Rule, path: Path[K], terms: Terms = USUAL_TERMS) -> tuple[int, Sequence[int]]:
    """Shares as whole numbers over a common denominator, one a touch; the first touch of a channel has Shapley's."""
    length = len(path)
    if rule is Rule.LINEAR:
        return length, (1,) * length
    if rule is Rule.SHAPLEY:
        seen: set[K] = set()
        # `add` returns nothing, so a channel counts where it is seen for the first time.
        parts = [0 if channel in seen or seen.add(channel) else 1 for channel in path]  # type: ignore[func-returns-value]
        return len(seen), parts
    if rule is Rule.FIRST:
        return 1, (1, *(0,) * (length - 1))
    if rule is Rule.LAST:
        return 1, (*(0,) * (length - 1), 1)
    return _by_position(length, terms.weights)


def _by_position(length: int, weights: tuple[int, int, int]) -> tuple[int, Sequence[int]]:
    first, between, last = weights
    if length == 1:
        return 1, (1,)
    if length == 2:
        return (first + last, (first, last)) if first + last else (2, (1, 1))
    inner = length - 2
    return (first + between + last) * inner, (first * inner, *(between,) * inner, last * inner)


class Credits:
    """Credit of every channel, added up over many journeys: what is held hangs on the channels and not on the journeys."""

    def __init__(self, rule: Rule, terms: Terms = USUAL_TERMS) -> None:
        self._rule = rule
        self._terms = terms
        self._summed: defaultdict[tuple[Hashable, int], int] = defaultdict(int)
        self._real: dict[Hashable, list[float]] = {}

    def add(self, journeys: Iterable[Journey]) -> None:
        """Add journeys; empty paths give no credit.

        Equal paths are counted first where the rule asks for nothing else; an even share hangs on the length alone.
        """
        if self._rule is Rule.TIME_DECAY:
            for channel, parts in _decaying(journeys, self._terms.half_life).items():
                self._real[channel] = _condensed([*self._real.get(channel, ()), *parts])
        elif self._rule is Rule.LINEAR:
            _add_even(journeys, self._summed)
        else:
            alone = _ALONE.get(self._rule, _EVERY)
            counted: defaultdict[Path[Hashable], int] = defaultdict(int)
            for journey in journeys:
                counted[journey.path[alone]] += journey.amount
            _add_paths(self._rule, counted, self._terms, self._summed)

    def amounts(self) -> dict[Hashable, Amount]:
        """The credit so far."""
        if self._rule is Rule.TIME_DECAY:
            return {channel: fsum(parts) for channel, parts in self._real.items()}
        return _of_wholes(self._summed)


def credits_of(rule: Rule, journeys: Iterable[Journey], terms: Terms = USUAL_TERMS) -> dict[Hashable, Amount]:
    """Credit of every channel over many journeys; empty paths give none."""
    found = Credits(rule, terms)
    found.add(journeys)
    return found.amounts()


def credits_of_paths(
    rule: Rule, counted: Mapping[Path[K], int], terms: Terms = USUAL_TERMS
) -> dict[K, Amount]:
    """The same of paths with what came of them, for all rules but time-decay."""
    summed: defaultdict[tuple[K, int], int] = defaultdict(int)
    _add_paths(rule, counted, terms, summed)
    return _of_wholes(summed)


def _add_paths(
    rule: Rule, counted: Mapping[Path[K], int], terms: Terms, summed: defaultdict[tuple[K, int], int]
) -> None:
    for path, amount in counted.items():
        if path:
            whole, parts = portions(rule, path, terms)
            for channel, part in zip(path, parts, strict=True):
                summed[channel, whole] += part * amount


def _of_wholes(summed: Mapping[tuple[K, int], int]) -> dict[K, Amount]:
    """Credits of parts that were added up by what they are parts of."""
    found: dict[K, Amount] = {}
    for (channel, whole), part in summed.items():
        found[channel] = found.get(channel, Fraction()) + Fraction(part, whole)
    return found


def _add_even(journeys: Iterable[Journey], summed: defaultdict[tuple[Hashable, int], int]) -> None:
    """Linear credit: touches counted by the length and amount of their journeys, some thousands at a time."""
    touches: defaultdict[tuple[int, int], list[Hashable]] = defaultdict(list)

    def count(length: int, amount: int) -> None:
        for channel, times in Counter(touches.pop((length, amount))).items():
            summed[channel, length] += times * amount

    for path, amount, _ in journeys:
        gathered = touches[len(path), amount]
        gathered += path
        if len(gathered) > _GATHERED:
            count(len(path), amount)
    for length, amount in list(touches):
        count(length, amount)


def _decaying(journeys: Iterable[Journey], half_life: float) -> dict[Hashable, list[float]]:
    parts: defaultdict[Hashable, list[float]] = defaultdict(list)
    for journey in journeys:
        if journey.path:
            for channel, share in zip(journey.path, decayed(journey.ages, half_life), strict=True):
                parts[channel].append(share * journey.amount)
    return parts


def _condensed(numbers: list[float]) -> list[float]:
    """A few numbers that add up to exactly the same: the sum, what rounding took from it, and so on."""
    found: list[float] = []
    while rest := fsum([*numbers, *(-number for number in found)]):
        found.append(rest)
    return found


def settled(amounts: Mapping[K, Amount], total: int, *, unit: int = 1) -> dict[K, int]:
    """Whole parts of a unit that add up to the total exactly: each rounded down, the largest remainders up.

    Args:
        amounts: real amounts that add up to the total, but for rounding.
        total: what they are shares of.
        unit: parts of one: 1,000 for thousandths.

    Returns:
        Thousandths (or what the unit says); channels of equal remainder in the order given.
    """
    parts = {channel: Fraction(amount) * unit for channel, amount in amounts.items()}
    whole = {channel: floor(part) for channel, part in parts.items()}
    left = total * unit - sum(whole.values())
    order = sorted(parts, key=lambda channel: whole[channel] - parts[channel])
    step = 1 if left >= 0 else -1  # rounding of real numbers may be too much as well as too little
    for at in range(abs(left)):
        whole[order[at % len(order)] if step > 0 else order[-1 - at % len(order)]] += step
    return whole
