"""What some hours more of one thing and less of another may bring, on average.

Each yield per hour is believed to be Gamma(hits + 1/2, hours), as its likely range says; the effect is the sum of the
shifted hours times yields drawn from it. What things are worth on average is drawn by resampling those that were seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import fmean

from prospector.light import dataclass

_DRAWS = 4_000


@dataclass(frozen=True, slots=True)
class ShiftedHours:
    """Hours that are shifted, and what those before brought: `hits` in `hours`, which are above 0."""

    shifted: float
    hits: int
    hours: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The effect on average: the middle of the draws, and the likely range."""

    median: float
    low: float
    high: float


def effect(
    shifts: Sequence[ShiftedHours], random: Random, *, confidence: float, worths: Sequence[float] = ()
) -> Effect:
    """Draw the effect.

    Args:
        shifts: of all channels that are shifted.
        random: seeded by the caller.
        confidence: of the range, a fraction of 1.
        worths: what each hit was worth; none where they are counted.
    """
    draws = []
    for _ in range(_DRAWS):
        total = sum(
            shift.shifted * random.gammavariate(shift.hits + 0.5, 1 / shift.hours) for shift in shifts
        )
        draws.append(total * fmean(random.choices(worths, k=len(worths))) if worths else total)
    draws.sort()
    tail = (1 - confidence) / 2
    return Effect(
        draws[_DRAWS // 2], draws[int(tail * _DRAWS)], draws[min(int((1 - tail) * _DRAWS), _DRAWS - 1)]
    )
