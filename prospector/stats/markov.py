"""Markov credit: what would be lost if a channel were not there, in a chain that walks as the journeys did.

    states     =  start, every run of k consecutive touches (the whole path where it is shorter), conversion, null;
                  equal states in a row are one
    P          =  chance to convert from start; V the value that it brings on average
    removing   =  all states with a channel are deleted, and what led to them leads to null
    RE         =  1 - P without the channel / P; RV the same of V
    credit     =  results x RE / sum of RE; value x RV / sum of RV

It is solved, not simulated: linear equations h = r + Q h, one system for the whole chain and one for each channel. A
small chain is eliminated (I - Q is diagonally dominant, so no pivot is sought), a large one, whose rows are nearly empty, is
iterated (Gauss-Seidel) until nothing moves in double precision.

RE of a channel is the chance that a converting walk visits it. The credit is global: it may exceed the results that the
channel touched, and no single journey has a part in it.

Source: Anderl, Becker, von Wangenheim and Schumann (2016), Mapping the customer journey, International Journal of
Research in Marketing 33 (3), 457-474.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import fsum
from operator import mul
from typing import Generic, NamedTuple, TypeVar

from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

K = TypeVar("K", bound="Hashable")
_DENSE = 100  # states up to which elimination is the faster way
_MOST_SWEEPS = 100_000
_STILL = 1e-16  # relative change of the whole in one sweep


class Tally(NamedTuple):
    """What came of equal paths.

    Attributes:
        results: how many led to a result.
        value: what these were worth together; below 0 it counts as nothing.
        nulls: how many led to none.
    """

    results: int
    value: float = 0
    nulls: int = 0


@dataclass(frozen=True, slots=True)
class Removal:
    """What is lost without a channel, as a fraction of 1.

    Attributes:
        results: of the results.
        value: of their value; 0 where there is none.
    """

    results: float
    value: float


@dataclass(frozen=True, slots=True)
class _Chain(Generic[K]):
    """The chain in numbers.

    Attributes:
        channels: of each state, to know what goes with a channel.
        start: chance that a journey begins in a state.
        steps: of each state: the states that follow and how likely.
        converts: of each state: the chance to convert next.
        worth: the same, times the mean value of a conversion from there.
    """

    channels: list[frozenset[K]]
    start: list[float]
    steps: list[list[tuple[int, float]]]
    converts: list[float]
    worth: list[float]


def removal_effects(paths: Mapping[tuple[K, ...], Tally], order: int = 1) -> dict[K, Removal]:
    """The removal effect of every channel.

    Args:
        paths: journeys, equal ones counted; empty paths have no part.
        order: how many touches a state remembers, 1 or more.

    Returns:
        By channel; zeros where no journey has a result.
    """
    chain = _chain_of(paths, order)
    channels: list[K] = sorted({each for state in chain.channels for each in state}, key=repr)
    everything = list(range(len(chain.channels)))
    base, value = _reach(chain, everything)
    found = {}
    for channel in channels:
        kept = [at for at in everything if channel not in chain.channels[at]]
        left, left_value = _reach(chain, kept)
        found[channel] = Removal(1 - left / base if base else 0.0, 1 - left_value / value if value else 0.0)
    return found


def markov_credits(paths: Mapping[tuple[K, ...], Tally], order: int = 1) -> dict[K, tuple[float, float]]:
    """Results and value credited to every channel; they add up to those of the paths that are not empty.

    Where all values are nothing they are shared as the results are.
    """
    effects = removal_effects(paths, order)
    results = sum(tally.results for path, tally in paths.items() if path)
    value = sum(tally.value for path, tally in paths.items() if path)
    whole = sum(effect.results for effect in effects.values())
    worth = sum(effect.value for effect in effects.values())
    if not whole:
        return dict.fromkeys(effects, (0.0, 0.0))
    return {
        channel: (
            results * effect.results / whole,
            value * (effect.value / worth if worth else effect.results / whole),
        )
        for channel, effect in effects.items()
    }


def conversion_chance(paths: Mapping[tuple[K, ...], Tally], order: int = 1) -> float:
    """The chance to convert from start."""
    chain = _chain_of(paths, order)
    return _reach(chain, range(len(chain.channels)))[0]


def _states(path: tuple[K, ...], order: int) -> list[tuple[K, ...]]:
    if len(path) <= order:
        return [path]
    if order == 1:
        states = [path[0]]
        states += [after for before, after in pairwise(path) if after != before]
        return [(state,) for state in states]
    runs = [path[at : at + order] for at in range(len(path) - order + 1)]
    return [run for at, run in enumerate(runs) if not at or run != runs[at - 1]]


def _chain_of(paths: Mapping[tuple[K, ...], Tally], order: int) -> _Chain[K]:
    """Count the steps between states; whole numbers, so that no order of the journeys changes them."""
    start: defaultdict[tuple[K, ...], int] = defaultdict(int)
    steps: defaultdict[tuple[tuple[K, ...], tuple[K, ...]], int] = defaultdict(int)
    ends: defaultdict[tuple[K, ...], list[float]] = defaultdict(lambda: [0, 0.0, 0])
    for path, (results, value, nulls) in paths.items():
        count = results + nulls
        if not path or not count:
            continue
        states = _states(path, order)
        start[states[0]] += count
        for before, after in pairwise(states):
            steps[before, after] += count
        end = ends[states[-1]]
        end[0] += results
        end[1] += max(value, 0)
        end[2] += nulls
    return _in_numbers(start, steps, ends)


def _in_numbers(
    start: Mapping[tuple[K, ...], int],
    steps: Mapping[tuple[tuple[K, ...], tuple[K, ...]], int],
    ends: Mapping[tuple[K, ...], Sequence[float]],
) -> _Chain[K]:
    names = sorted({*start, *ends, *(state for step in steps for state in step)}, key=repr)
    number = {state: at for at, state in enumerate(names)}
    leaving = [float(sum(ends[state][::2])) if state in ends else 0.0 for state in names]
    for (before, _), count in steps.items():
        leaving[number[before]] += count
    rows: list[list[tuple[int, float]]] = [[] for _ in names]
    for (before, after), count in steps.items():
        at = number[before]
        rows[at].append((number[after], count / leaving[at]))
    for row in rows:
        row.sort()
    journeys = sum(start.values())
    nothing = (0, 0.0, 0)
    return _Chain(
        channels=[frozenset(state) for state in names],
        start=[start.get(state, 0) / journeys for state in names],
        steps=rows,
        converts=[ends.get(state, nothing)[0] / leaving[at] for at, state in enumerate(names)],
        worth=[ends.get(state, nothing)[1] / leaving[at] for at, state in enumerate(names)],
    )


def _reach(chain: _Chain[K], kept: Sequence[int]) -> tuple[float, float]:
    """The chance to convert and the value on average, where only some states are kept."""
    solve = _eliminated if len(kept) <= _DENSE else _iterated
    starts = [chain.start[at] for at in kept]
    return (
        fsum(map(mul, starts, solve(chain, kept, chain.converts))),
        fsum(map(mul, starts, solve(chain, kept, chain.worth))) if any(chain.worth) else 0.0,
    )


def _eliminated(chain: _Chain[K], kept: Sequence[int], right: Sequence[float]) -> list[float]:
    """Solve (I - Q) h = r: one row after the other is taken out of those below it."""
    place = {state: at for at, state in enumerate(kept)}
    size = len(kept)
    rows = []
    for at, state in enumerate(kept):
        row = [0.0] * size
        row[at] = 1.0
        for after, chance in chain.steps[state]:
            if after in place:
                row[place[after]] -= chance
        rows.append([*row, right[state]])
    for at, pivot in enumerate(rows):
        for below in rows[at + 1 :]:
            factor = below[at] / pivot[at]
            if factor:
                for column in range(at + 1, size + 1):
                    below[column] -= factor * pivot[column]
    found = [0.0] * size
    for at in reversed(range(size)):
        known = fsum(map(mul, rows[at][at + 1 : size], found[at + 1 :]))
        found[at] = (rows[at][size] - known) / rows[at][at]
    return found


def _iterated(chain: _Chain[K], kept: Sequence[int], right: Sequence[float]) -> list[float]:
    """Sweep over the states, each from the newest values of those that follow, until nothing moves."""
    inside = set(kept)
    rows = [(at, right[at], [step for step in chain.steps[at] if step[0] in inside]) for at in reversed(kept)]
    found = [0.0] * len(chain.channels)
    for _ in range(_MOST_SWEEPS):
        moved = 0.0
        for at, own, steps in rows:
            new = own
            for after, chance in steps:
                new += chance * found[after]
            moved += abs(new - found[at])
            found[at] = new
        if moved <= _STILL * sum(found):
            break
    return [found[at] for at in kept]
