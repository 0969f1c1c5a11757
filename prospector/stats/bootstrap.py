"""How far shares would move with other luck: journeys drawn again and again, with repetition, from those there were.

    draw    =  as many journeys as there are, each drawn from all of them; 200 times
    range   =  between the percentiles of the shares: the 10th and the 90th at 80 %

With very many journeys a draw takes a part of them, and the range is narrowed by the root of that part: the spread of a
share goes with 1 / sqrt(n).

Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13; Bickel, Götze and van Zwet (1997) for
smaller draws.
"""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from math import sqrt
from random import Random
from typing import TypeVar

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    K = TypeVar("K", bound="Hashable")
    Range = tuple[float, float]

DRAWS = 200
_MOST = 20_000  # journeys in one draw


def share_ranges(
    counts: Sequence[int],
    shares_of: Callable[[Mapping[int, int]], Mapping[K, float]],
    *,
    confidence: float = 0.80,
    draws: int = DRAWS,
) -> dict[K, Range]:
    """Likely ranges of shares.

    Args:
        counts: of each sort of journey, how many there are.
        shares_of: works the shares out from drawn sorts (by place in `counts`) and how often each was drawn.
        confidence: of the range, a fraction of 1.
        draws: how many.

    Returns:
        By channel; the same for the same counts, since the seed comes from them.
    """
    journeys = sum(counts)
    size = min(journeys, _MOST)
    # A fixed seed is the point here: nothing secret hangs on it.
    random = Random(",".join(map(str, counts)))  # noqa: S311
    places, steps = range(len(counts)), list(accumulate(counts))
    drawn = [shares_of(Counter(random.choices(places, cum_weights=steps, k=size))) for _ in range(draws)]
    whole = shares_of(dict(enumerate(counts)))
    narrow = sqrt(size / journeys)
    cut = round((1 - confidence) / 2 * (draws - 1))
    found: dict[K, Range] = {}
    for channel, share in whole.items():
        values = sorted(each.get(channel, 0.0) for each in drawn)
        low, high = values[cut], values[-1 - cut]
        found[channel] = (share + (low - share) * narrow, share + (high - share) * narrow)
    return found
