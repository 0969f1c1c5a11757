"""The seven stages: how many came to each, what became of them there, how long it took, and where deals stall.

entered      =  units that first came to the stage, or passed it, in the period (`funnel_units`: contacts at lead and
                prospecting, deals from qualifying on); those without a day only where the period is everything
of these     =  as of as-of, each is in one of: now (it stands there), advanced (it stands beyond it, or was won), lost
                (it ended there), back (it stands, or ended, before it); entered is their sum
standing     =  all that stand there, whenever they entered
conversion   =  advanced / entered
median days  =  of the stays of these in the stage, by Kaplan and Meier: who is still there has stayed until as-of at least;
                a skipped stage has no stay
won, lost, revenue  =  deals closed in the period;  win rate = won / (won + lost);  open = at as-of
cycle        =  calendar days from opening to win, median of those won in the period
stale        =  by `stale`;  stalls = the stage with most of them
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

from prospector.domain.courses import ORDER, RANK, ContactCourse, DealCourse, Way
from prospector.domain.facts import Window
from prospector.domain.filters import BLANK_SOURCE
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.funnel_units import Unit, units_of
from prospector.reports.rates import Rate
from prospector.reports.stale import Stale, stale_deals
from prospector.stats.maturity import MatureCount
from prospector.stats.survival import kaplan_meier

ORIGINS: Mapping[str, Callable[[Unit | DealCourse], str]] = {
    "source": lambda one: one.source,
    "channel": lambda one: one.channel or BLANK_SOURCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLine:
    """One stage; counts are of units, days are calendar days.

    Attributes:
        standing: all that stand there, those that entered before the period too.
        median_days: None where it has not come to half of them, or nobody's days are known.
    """

    stage: Stage
    entered: int
    now: int
    advanced: int
    lost: int
    back: int
    standing: int
    conversion: Rate
    median_days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """How deals ended in the period; revenue in minor units."""

    won: int
    lost: int
    open: int
    revenue: int
    win_rate: Rate
    median_cycle_days: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The stages and ends of some units: all of them, or those of one origin."""

    stages: tuple[StageLine, ...]
    ends: Ends


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelReport:
    """The report.

    Attributes:
        whole: of all units.
        by: of what the groups are, `source` or `channel`; empty where there are none.
        groups: by their name, the largest first.
        stale: open deals that are longer in their stage than usual.
        unplaced: lost deals of which no stage is known; they are lost at qualifying.
        apart: open deals before qualifying that no contact stands for; they are in no stage.
    """

    basis: Basis
    whole: Funnel
    by: str
    groups: Mapping[str, Funnel]
    stale: tuple[Stale, ...]
    unplaced: int
    apart: int


def build(
    basis: Basis, contacts: Iterable[ContactCourse], deals: Sequence[DealCourse], *, by: str = ""
) -> FunnelReport:
    """Work the report out.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    units = units_of(contacts, deals)
    groups = {}
    if by:
        origin = ORIGINS[by]
        names = Counter(origin(one) for one in units)
        for deal in deals:
            names.setdefault(origin(deal), 0)
        for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])):
            groups[name] = _funnel(
                basis,
                [one for one in units if origin(one) == name],
                [deal for deal in deals if origin(deal) == name],
            )
    beyond = {one.id for one in units if one.noun == "deals"}
    return FunnelReport(
        basis=basis,
        whole=_funnel(basis, units, deals),
        by=by,
        groups=groups,
        stale=stale_deals(deals, basis.window.as_of),
        unplaced=sum(deal.status is DealStatus.LOST and deal.last_stage is None for deal in deals),
        apart=sum(deal.is_open and deal.contact_id is None and deal.id not in beyond for deal in deals),
    )


def entered(unit: Unit, rank: int, window: Window) -> bool:
    """Whether a unit came to a stage in the days that count."""
    return rank in unit.entries and window.holds(unit.entries[rank])


def stands(unit: Unit, rank: int) -> bool:
    """Whether a unit stands at a stage, whenever it came there."""
    return rank in unit.entries and unit.way(rank) is Way.NOW


def ended(deals: Iterable[DealCourse], status: DealStatus, window: Window) -> list[DealCourse]:
    """The deals that were won, or lost, in the days that count."""
    return [deal for deal in deals if deal.status is status and window.holds(deal.closed_on)]


def _funnel(basis: Basis, units: Sequence[Unit], deals: Sequence[DealCourse]) -> Funnel:
    return Funnel(tuple(_stage(basis, stage, units) for stage in ORDER), _ends(basis, deals))


def _stage(basis: Basis, stage: Stage, units: Sequence[Unit]) -> StageLine:
    rank, window = RANK[stage], basis.window
    here = [unit for unit in units if entered(unit, rank, window)]
    ways = Counter(unit.way(rank) for unit in here)
    return StageLine(
        stage=stage,
        entered=len(here),
        now=ways[Way.NOW],
        advanced=ways[Way.ADVANCED],
        lost=ways[Way.LOST],
        back=ways[Way.BACK],
        standing=sum(stands(unit, rank) for unit in units),
        conversion=_rate(basis, ways[Way.ADVANCED], len(here)),
        median_days=_median_days(stage, here, window.as_of),
    )


def _ends(basis: Basis, deals: Sequence[DealCourse]) -> Ends:
    won, lost = (ended(deals, status, basis.window) for status in (DealStatus.WON, DealStatus.LOST))
    cycles = [
        max(deal.closed_on - deal.opened_on, 0)
        for deal in won
        if deal.closed_on is not None and deal.opened_on is not None
    ]
    return Ends(
        won=len(won),
        lost=len(lost),
        open=sum(deal.is_open for deal in deals),
        revenue=sum(worth(basis, deal) for deal in won),
        win_rate=_rate(basis, len(won), len(won) + len(lost)),
        median_cycle_days=median(cycles) if cycles else None,
    )


def worth(basis: Basis, deal: DealCourse) -> int:
    """Minor units of the store's currency.

    Raises:
        InvalidValueError: there is no rate for the deal's currency.
    """
    return basis.exchange.minor(deal.value_minor or 0, deal.currency)


def _rate(basis: Basis, hits: int, trials: int) -> Rate:
    return Rate.of(MatureCount(hits, trials, float(trials), 0), confidence=basis.confidence)


def _median_days(stage: Stage, units: Iterable[Unit], as_of: int) -> float | None:
    times, over = [], []
    for unit in units:
        for stay in unit.stays:
            if stay.stage is not stage or stay.since is None:
                continue
            if stay.way is Way.NOW:
                times.append(max(as_of - stay.since, 0))
                over.append(False)
            elif stay.days is not None:
                times.append(stay.days)
                over.append(True)
    return kaplan_meier(times, over).median
