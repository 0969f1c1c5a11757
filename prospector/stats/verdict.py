"""The verdict: which of several channels is best, and whether the data can tell.

    ranked      =  has 20 trials or more; the others are named, not ranked
    leader      =  lowest expected loss: what to choose if one must choose. What the best is expected to be above an arm's own
                   mean is lost with it, so this is the highest mean
    runner-up   =  the next
    clear       =  Bayes factor of these two is 10 or more
    leaning     =  Bayes factor is 3 or more, and the leader is best with 80 % or more
    cannot tell =  anything else
    place       =  those ranked go by their shrunk rate; a new place begins with whom the best of the place before
                   leads by a Bayes factor of 10 for each pair that there is: ten rows have 45 pairs, one of which
                   differs by luck before long. Who shares a place is not told apart from its best

By the hour the same, with rates per hour and their own Bayes factor.

The bounds hold when looked at every week: two equal channels get a false winner in about 6 years of a hundred, where
"best with 95 %" crowns one in every second year; by the hour in about 5; of any number of equal rows one falls behind
in about 4.
"""

from __future__ import annotations

from math import comb, exp

from prospector.later import Later
from prospector.light import TYPE_CHECKING, StrEnum, dataclass
from prospector.stats.assurance import CLEAR_FACTOR, MoreNeeded, more_needed
from prospector.stats.comparison import (
    LARGEST_LOG,
    Arm,
    HourArm,
    Standing,
    bayes_factor,
    log_hourly_factor,
    standings,
)
from prospector.stats.differences import newcombe_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    _Judged = TypeVar("_Judged", Arm, HourArm)

FEWEST_TRIALS = 20
LEANING_FACTOR = 3.0
LEANING_CHANCE = 0.80


class Certainty(StrEnum):
    """How far the data go."""

    CLEAR = "clear"
    LEANING = "leaning"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """The leader against the runner-up.

    Attributes:
        factor: Bayes factor for a difference between the two.
        differ_at_most: the two rates are this close or closer, with 80 % at least; a fraction of 1.
    """

    factor: float
    differ_at_most: float
    more_later: Later[MoreNeeded | None]

    @property
    def more(self) -> MoreNeeded | None:
        """How many more trials would make it clear; None where it is."""
        return self.more_later.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What may be said of the channels.

    Attributes:
        certainty: how far the data go.
        ranked: keys of the arms with enough trials, the lowest expected loss first.
        too_few: keys of the arms with too few trials to be ranked.
        contest: leader against runner-up; None where fewer than two arms are ranked.
    """

    certainty: Certainty
    ranked: tuple[str, ...]
    too_few: tuple[str, ...]
    standings_later: Later[Mapping[str, Standing]]
    contest: Contest | None

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Chance to be best and expected loss of the ranked arms, by key."""
        return self.standings_later.value

    @property
    def leader(self) -> str | None:
        """What to choose if one must choose; None where there is nothing to choose between."""
        return self.ranked[0] if self.contest else None

    @property
    def runner_up(self) -> str | None:
        """What the leader has to beat."""
        return self.ranked[1] if self.contest else None


def judge(arms: Sequence[Arm], *, pace_per_week: Mapping[str, float] | None = None) -> Verdict:
    """Judge which arm has the highest rate.

    Args:
        arms: with the trials that count (see `maturity`), in any order; keys differ.
        pace_per_week: trials a week by key, to say how long a clearer verdict takes; a missing key stands for 0.

    Source: Kass, Raftery (1995) for the bounds on the factor; Deng, Lu, Chen (2016) for looking often.
    """
    rankable = [arm for arm in arms if arm.trials >= FEWEST_TRIALS]
    ranked = _ranked(rankable)
    found = _standings_of(rankable)
    contest, certainty = None, Certainty.CANNOT_TELL
    if len(ranked) > 1:
        leader, runner_up = ranked[:2]
        factor = bayes_factor(leader, runner_up)
        certainty = _certainty(factor, lambda: found.value[leader.key].chance_best)
        is_clear = certainty is Certainty.CLEAR
        contest = Contest(
            factor=factor,
            differ_at_most=_bound(leader, runner_up),
            more_later=Later(lambda: None if is_clear else _more(leader, runner_up, pace_per_week)),
        )
    return Verdict(
        certainty=certainty,
        ranked=tuple(arm.key for arm in ranked),
        too_few=tuple(arm.key for arm in arms if arm.trials < FEWEST_TRIALS),
        standings_later=found,
        contest=contest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HourVerdict:
    """What may be said by the hour.

    Attributes:
        certainty: how far the data go.
        ranked: keys, the lowest expected loss first; two or more.
    """

    certainty: Certainty
    ranked: tuple[str, ...]
    standings_later: Later[Mapping[str, Standing]]

    @property
    def standings(self) -> Mapping[str, Standing]:
        """Chance to be best and expected loss, by key."""
        return self.standings_later.value


def judge_hours(arms: Sequence[HourArm]) -> HourVerdict | None:
    """Judge which arm brings the most per hour.

    Args:
        arms: those that may be judged: with trials and minutes enough.

    Returns:
        None where there are not two to compare.
    """
    if len(arms) < 2:
        return None
    ranked = _ranked(arms)
    found = _standings_of(arms)
    leader, runner_up = ranked[:2]
    factor = exp(min(log_hourly_factor(leader, runner_up), LARGEST_LOG))
    return HourVerdict(
        certainty=_certainty(factor, lambda: found.value[leader.key].chance_best),
        ranked=tuple(arm.key for arm in ranked),
        standings_later=found,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """Who brings the least per hour.

    Attributes:
        certainty: how far the data go.
        key: the arm with the lowest rate; `following` has the next.
        chance: probability that its rate is below that of the next.
    """

    certainty: Certainty
    key: str
    following: str
    chance: float


def least_per_hour(arms: Sequence[HourArm]) -> Least | None:
    """Judge which arm brings the least per hour: the verdict by the hour turned round, with the same bounds.

    Args:
        arms: as in `judge_hours`.

    Returns:
        None where there are not two to compare.
    """
    if len(arms) < 2:
        return None
    lowest, following = sorted(arms, key=lambda arm: (arm.posterior.mean, arm.key))[:2]
    above, _ = standings([following, lowest])
    factor = exp(min(log_hourly_factor(following, lowest), LARGEST_LOG))
    return Least(
        certainty=_certainty(factor, lambda: above.chance_best),
        key=lowest.key,
        following=following.key,
        chance=above.chance_best,
    )


def places(arms: Sequence[Arm], shrunk: Mapping[str, float]) -> tuple[tuple[str, ...], ...]:
    """Rank the arms as far as the data can.

    Args:
        arms: in any order; those with too few trials are left out.
        shrunk: their rates as of `shrinkage`, by key.

    Returns:
        The keys place by place, the best first; one place alone says that the data tell nobody apart.
    """
    rankable = sorted(
        (arm for arm in arms if arm.trials >= FEWEST_TRIALS), key=lambda arm: (-shrunk[arm.key], arm.key)
    )
    bound = CLEAR_FACTOR * comb(len(rankable), 2)
    found: list[list[Arm]] = []
    for arm in rankable:
        if found and bayes_factor(found[-1][0], arm) < bound:
            found[-1].append(arm)
        else:
            found.append([arm])
    return tuple(tuple(arm.key for arm in place) for place in found)


def _ranked(arms: Sequence[_Judged]) -> list[_Judged]:
    return sorted(arms, key=lambda arm: -arm.mean)


def _standings_of(arms: Sequence[Arm] | Sequence[HourArm]) -> Later[Mapping[str, Standing]]:
    """The dear part: few verdicts hang on it, and few who read them are shown it."""
    keys = [arm.key for arm in arms]
    return Later(lambda: dict(zip(keys, standings(arms), strict=True)))


def _certainty(factor: float, chance: Callable[[], float]) -> Certainty:
    if factor >= CLEAR_FACTOR:
        return Certainty.CLEAR
    if factor >= LEANING_FACTOR and chance() >= LEANING_CHANCE:
        return Certainty.LEANING
    return Certainty.CANNOT_TELL


def _more(leader: Arm, runner_up: Arm, pace_per_week: Mapping[str, float] | None) -> MoreNeeded:
    if pace_per_week is None:
        return more_needed(leader, runner_up)
    slower = min(pace_per_week.get(arm.key, 0.0) for arm in (leader, runner_up))
    return more_needed(leader, runner_up, pace_per_week=slower)


def _bound(one: Arm, two: Arm) -> float:
    """The farther end of the interval of the difference."""
    interval = newcombe_difference(one.hits, one.trials, two.hits, two.trials).interval
    return max(abs(interval.low), abs(interval.high))
