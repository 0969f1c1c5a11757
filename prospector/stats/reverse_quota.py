"""Reverse quota: how many touches it takes to fill what is missing of a quota.

    chance of a touch  =  product of the stage rates x the share of results that come in time, over touches spread evenly
                          over the days that are left
    wins               =  the fewest whose sizes fill the gap, after what open deals bring
    touches            =  wins + NegativeBinomial(wins, chance): trials until so many succeed

Rates, delays and sizes are drawn from what is believed of them, so that few results ask for more touches, not for the same
with less certainty. The half quantile is as likely enough as not; the 80 % quantile is enough four times in five. Dividing
the gap by mean rates and mean size, as a spreadsheet does, is enough about half of the time at best.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, erfc, exp, inf, log, log1p, sqrt
from random import Random

from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from prospector.stats.forecast import LogNormal

PARAMETERS, ENDINGS = 1_000, 4  # 4,000 draws
MOST_TOUCHES = 100_000  # beyond it new touches cannot be said to fill the gap in time
_INSTANTS = 12  # at which touches are made, evenly over the days that are left
_MOST_WINS = 5_000
_EXACT_WINS = 50
_LIKELY = 0.8


@dataclass(frozen=True, slots=True)
class Stage:
    """How many came to a stage, and how many of them to the next; not whole where the youngest count in part."""

    reached: float
    passed: float

    def draw(self, random: Random) -> float:
        """A rate that the counts may stand for: Beta(passed + 1/2, the others + 1/2)."""
        return random.betavariate(self.passed + 0.5, max(self.reached - self.passed, 0.0) + 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What stands between a touch and the result that the quota counts.

    Attributes:
        first: from a touch to a conversation, by channel.
        later: the stages after that, for all channels together; none where conversations are counted.
        delay: days from the touch to the result.
        size: what a result is worth; None where results are counted.
    """

    first: Mapping[str, Stage]
    later: Sequence[Stage]
    delay: LogNormal
    size: LogNormal | None


@dataclass(frozen=True, slots=True)
class Need:
    """How many it takes: to be as likely as not, and to be 80 % sure; None where not even 100,000 would do."""

    even: int | None
    likely: int | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What it takes.

    Attributes:
        conversations: how many.
        all_by: touches, if all were made through one channel.
        mix: touches, if they were divided as asked; None without a mix.
        in_time: share of the results of such touches that come before the end.
    """

    conversations: Need
    all_by: Mapping[str, Need]
    mix: Need | None
    in_time: float


def needs(
    course: Course,
    gap: float,
    days: int,
    random: Random,
    *,
    mix: Mapping[str, float] | None = None,
    open_part: Sequence[float] = (),
) -> Needs:
    """Work out what fills a gap.

    Args:
        course: what is known of the rep.
        gap: what is missing, in the unit of the sizes; 0 or more.
        days: that are left, today included; at least 1.
        random: seeded by the caller.
        mix: shares of the touches by channel, which sum to 1; channels that `course` has.
        open_part: draws of what open deals bring; none are zeros.
    """
    conversations: list[float] = []
    by_channel: dict[str, list[float]] = {name: [] for name in course.first}
    mixed: list[float] = []
    in_time = 0.0
    for number in range(PARAMETERS):
        firsts = {name: stage.draw(random) for name, stage in course.first.items()}
        rest = share_in_time(course.delay.draw(random), days)
        in_time += rest / PARAMETERS
        for stage in course.later:
            rest *= stage.draw(random)
        size = course.size.draw(random) if course.size else None
        average = sum(share * firsts[name] for name, share in mix.items()) if mix else 0.0
        for ending in range(ENDINGS):
            place = number * ENDINGS + ending
            comes = open_part[place % len(open_part)] if open_part else 0.0
            wins = _wins(gap - comes, size, random)
            conversations.append(_trials(wins, rest, random))
            for name, rate in firsts.items():
                by_channel[name].append(_trials(wins, rate * rest, random))
            if mix:
                mixed.append(_trials(wins, average * rest, random))
    return Needs(
        _need(conversations),
        {name: _need(counts) for name, counts in by_channel.items()},
        _need(mixed) if mix else None,
        in_time,
    )


def share_in_time(delay: tuple[float, float], days: int) -> float:
    """Share of lognormal delays that end within what is left, where they begin evenly over so many days.

    Args:
        delay: mean and deviation of the logarithm.
        days: that are left.
    """
    mean, deviation = delay
    scale = deviation * sqrt(2)
    lefts = (days * (instant + 0.5) / _INSTANTS for instant in range(_INSTANTS))
    return sum(0.5 * erfc((mean - log(left)) / scale) for left in lefts) / _INSTANTS


def _wins(gap: float, size: tuple[float, float] | None, random: Random) -> int:
    """The fewest wins that fill a gap."""
    if gap <= 0:
        return 0
    if size is None:
        return ceil(round(gap, 6))
    wins, filled = 0, 0.0
    while filled < gap and wins < _MOST_WINS:
        filled += exp(min(random.gauss(*size), 600.0))
        wins += 1
    return wins


def _trials(wins: int, chance: float, random: Random) -> float:
    """How many trials until so many succeed: a sum of geometric waits; of many, by the first terms of Cornish and Fisher.

    Source: Devroye (1986), section X.2.1; Cornish, Fisher (1938), Rev. Inst. Int. Statist. 5, 307-320.
    """
    if wins == 0:
        return 0.0
    if chance <= wins / (100.0 * MOST_TOUCHES):
        return inf
    if chance >= 1:
        return float(wins)
    if wins <= _EXACT_WINS:
        scale = log1p(-chance)
        return float(sum(int(log(1 - random.random()) / scale) + 1 for _ in range(wins)))
    z = random.gauss(0.0, 1.0)
    skew = (2 - chance) / sqrt(wins * (1 - chance))
    found = wins / chance + (z + skew * (z * z - 1) / 6) * sqrt(wins * (1 - chance)) / chance
    return float(max(round(found), wins))


def _need(counts: list[float]) -> Need:
    counts.sort()
    return Need(*(_whole(counts[min(int(share * len(counts)), len(counts) - 1)]) for share in (0.5, _LIKELY)))


def _whole(count: float) -> int | None:
    return None if count > MOST_TOUCHES else int(count)
