"""Which open deals are stale: longer in their stage than the rep's own deals usually stay there.

    usual  =  the 75th percentile of the days of the rep's finished stays in that stage; where there are fewer than 5 of
              them, 30 days
    stale  =  an open deal that is there longer than that; one whose day of coming there is not known is never stale

One rule for whoever names stale deals: the funnel, and what is to be done next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import quantiles

from prospector.domain.courses import DealCourse
from prospector.domain.vocabulary import Stage
from prospector.light import dataclass

USUAL_DAYS = 30
FEWEST_STAYS = 5


@dataclass(frozen=True, slots=True)
class Usual:
    """How long a rep's deals usually stay in a stage.

    Attributes:
        days: not exceeded by three of four.
        is_own: whether that is from the rep's own deals, or assumed for want of them.
    """

    days: float
    is_own: bool


ASSUMED = Usual(USUAL_DAYS, is_own=False)


@dataclass(frozen=True, slots=True)
class Stale:
    """An open deal that is longer in its stage than usual."""

    deal: DealCourse
    stage: Stage
    days: int
    usual: Usual


def usual_of(stays: Sequence[int]) -> Usual:
    """How long deals usually stay in a stage, by the days of finished stays there."""
    if len(stays) < FEWEST_STAYS:
        return ASSUMED
    return Usual(quantiles(stays, n=4, method="inclusive")[2], is_own=True)


def usual_times(deals: Iterable[DealCourse]) -> Mapping[tuple[int, Stage], Usual]:
    """How long deals usually stay, by rep and stage; stages without a rule of their own are left out."""
    stays: defaultdict[tuple[int, Stage], list[int]] = defaultdict(list)
    for deal in deals:
        for stay in deal.stays:
            if stay.days is not None:
                stays[deal.rep_id, stay.stage].append(stay.days)
    return {place: usual_of(days) for place, days in stays.items() if len(days) >= FEWEST_STAYS}


def stale_deals(deals: Iterable[DealCourse], as_of: int) -> tuple[Stale, ...]:
    """The stale ones among some deals, the one that is longest over its time first.

    Args:
        deals: all of the reps' deals as they stood at as-of, the ended ones too: usual times are learnt from them.
        as_of: the day number on which they are looked at.
    """
    every = tuple(deals)
    usual = usual_times(every)
    found = []
    for deal in every:
        if not deal.is_open or deal.stage is None or not deal.stays:
            continue
        since = deal.stays[-1].since
        rule = usual.get((deal.rep_id, deal.stage), ASSUMED)
        if since is not None and as_of - since > rule.days:
            found.append(Stale(deal, deal.stage, as_of - since, rule))
    return tuple(sorted(found, key=lambda one: (one.usual.days - one.days, one.deal.id)))
