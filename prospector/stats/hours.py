"""How to divide the hours to come among channels: by the chance of each to be the best, so that some is kept for exploring.

    share  =  chance that the channel brings the most an hour (Thompson sampling), but a tenth at least
    hours  =  share x hours at hand, none above its cap, rounded to half hours

Source: Thompson (1933), Biometrika 25, 285-294; Chapelle, Li (2011), NIPS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import floor

from prospector.stats.comparison import HourArm, standings

FLOOR = 0.10
_HALVES = 2


def thompson_shares(arms: Sequence[HourArm], *, least: float = FLOOR) -> dict[str, float]:
    """The share of the hours by channel; they sum to 1.

    Args:
        arms: the channels, with what their hours brought.
        least: share that each has whatever it brought; less where there are too many channels for it.
    """
    if not arms:
        return {}
    floor_share = min(least, 1 / len(arms))
    chances = {arm.key: standing.chance_best for arm, standing in zip(arms, standings(arms), strict=True)}
    above = {key: max(chance - floor_share, 0.0) for key, chance in chances.items()}
    spare, total = 1 - floor_share * len(arms), sum(above.values())
    return {
        key: floor_share + spare * (extra / total if total else 1 / len(arms)) for key, extra in above.items()
    }


def divide_hours(shares: Mapping[str, float], hours: float, caps: Mapping[str, float]) -> dict[str, float]:
    """Divide hours by shares, in half hours.

    Args:
        shares: by channel; they sum to 1.
        hours: at hand; what no channel may take is left over.
        caps: the most hours of a channel; one without a cap may take all.

    Returns:
        Hours by channel, which sum to those at hand, themselves rounded to half an hour.
    """
    given: dict[str, float] = {}
    open_shares, left = dict(shares), hours
    while open_shares:
        total = sum(open_shares.values())
        wanted = {key: left * share / total for key, share in open_shares.items()}
        full = [key for key, amount in wanted.items() if key in caps and amount > caps[key]]
        if not full:
            given.update(wanted)
            break
        for key in full:
            given[key] = caps[key]
            left -= caps[key]
            del open_shares[key]
    return _in_half_hours({key: given[key] for key in shares}, caps)


def _in_half_hours(given: Mapping[str, float], caps: Mapping[str, float]) -> dict[str, float]:
    """Round down, then give the half hours that are left to those that lost the most."""
    halves = {key: floor(amount * _HALVES + 1e-9) for key, amount in given.items()}
    spare = round(sum(given.values()) * _HALVES) - sum(halves.values())
    losers = sorted(given, key=lambda key: halves[key] - given[key] * _HALVES)
    for key in losers[: max(spare, 0)]:
        if (halves[key] + 1) / _HALVES <= caps.get(key, float("inf")) + 1e-9:
            halves[key] += 1
    return {key: count / _HALVES for key, count in halves.items()}
