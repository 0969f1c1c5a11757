"""Lead sources: what became of the leads received in the period, up to as-of. The report that goes back to marketing.

    leads          =  arrivals received in the period; where it is everything, those without a date too
    touched        =  an outbound activity names the lead, or its contact and no lead; effort does not touch
    first touch    =  days from arrival to the first touch, 0 where it was touched before; the median by Kaplan and
                      Meier, in which an untouched lead has waited until as-of, else the lost ones would vanish
    age            =  days that untouched leads have waited, median
    lost between   =  received more than 30 days ago and never touched
    conversations  =  with leads of the source: one per contact, channel and day
    won, lost, open, revenue  =  of the deals of these leads, as they stood at as-of; wins without a date count only where
                      the period is everything
    win rate       =  leads with a win, of all leads
    days to won    =  calendar days from arrival to win, median; below 0 where it was won first, which happens where
                      records are kept later than deals are made: these are counted, and named

A lead without a source is in the row `(blank)`; nobody's guess is put in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from prospector.domain.arrivals import LeadChannelFact, LeadDealFact, LeadFact
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Window
from prospector.domain.vocabulary import DealStatus
from prospector.reports.basis import Basis
from prospector.reports.rates import Rate
from prospector.reports.source_channels import SourceChannel, cross
from prospector.stats.maturity import MatureCount
from prospector.stats.survival import kaplan_meier


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source; revenue in minor units of the store's currency, medians in days, None without a lead to tell."""

    source: str
    leads: int
    untouched: int
    conversations: int
    qualified: int
    deals: int
    won: int
    lost: int
    open: int
    revenue: int
    win_rate: Rate
    median_days_to_first_touch: float | None
    median_days_to_won: float | None
    median_age_days: float | None
    lost_between: int

    @property
    def touched(self) -> int:
        """Leads that were touched."""
        return self.leads - self.untouched


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """The report.

    Attributes:
        undated_wins: won deals without a date, which count only where the period is everything.
        early_wins: deals won before their lead was received.
        by_channel: sources crossed with channels; None where that was not asked.
    """

    basis: Basis
    rows: tuple[SourceLine, ...]
    total: SourceLine
    undated_wins: int
    early_wins: int
    by_channel: tuple[SourceChannel, ...] | None = None


def build(
    basis: Basis,
    leads: Sequence[LeadFact],
    deals: Iterable[LeadDealFact],
    done: Iterable[LeadChannelFact] | None = None,
) -> SourceReport:
    """Work the report out.

    Args:
        basis: what was asked.
        leads: received in its window.
        deals: of leads, of whatever period.
        done: what each channel did with these leads, where sources are to be crossed with channels.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    by_lead: defaultdict[int, list[LeadDealFact]] = defaultdict(list)
    for deal in deals:
        by_lead[deal.lead_id].append(deal)
    by_source: defaultdict[str, list[LeadFact]] = defaultdict(list)
    for lead in leads:
        by_source[lead.source].append(lead)
    rows = [_line(basis, source, found, by_lead) for source, found in by_source.items()]
    undated = sum(
        deal.status is DealStatus.WON and deal.closed_on is None
        for lead in leads
        for deal in by_lead[lead.id]
    )
    by_channel = None
    if done is not None:
        winners = {
            lead.id
            for lead in leads
            if any(status_of(deal, basis.window) is DealStatus.WON for deal in by_lead[lead.id])
        }
        by_channel = cross(leads, done, winners, confidence=basis.confidence)
    return SourceReport(
        basis=basis,
        rows=tuple(sorted(rows, key=lambda row: (-row.leads, row.source))),
        total=_line(basis, "all", leads, by_lead),
        undated_wins=0 if basis.window.takes_undated else undated,
        early_wins=sum(
            days < 0 for lead in leads for days in _days_to_won(basis.window, lead, by_lead[lead.id])
        ),
        by_channel=by_channel,
    )


def _days_to_won(window: Window, lead: LeadFact, deals: Iterable[LeadDealFact]) -> Iterable[int]:
    """Calendar days from arrival to each dated win that is known at as-of."""
    if lead.received_on is None:
        return
    for deal in deals:
        if deal.status is DealStatus.WON and deal.closed_on is not None and window.knows(deal.closed_on):
            yield deal.closed_on - lead.received_on


def status_of(deal: LeadDealFact, window: Window) -> DealStatus | None:
    """How a deal stood at as-of; None for a win without a date that does not count."""
    if not window.knows(deal.closed_on):
        return DealStatus.OPEN
    if deal.status is DealStatus.WON and deal.closed_on is None and not window.takes_undated:
        return None
    return deal.status


def is_lost_between(lead: LeadFact, window: Window) -> bool:
    """Whether a lead was received longer ago than the horizon and never touched."""
    untouched_since = lead.received_on if lead.first_touch_on is None else None
    return untouched_since is not None and window.as_of - untouched_since > window.horizon


@dataclass(slots=True)
class _Ends:
    """How the deals of some leads ended."""

    deals: int = 0
    won: int = 0
    lost: int = 0
    open: int = 0
    revenue: int = 0

    def add(self, deal: LeadDealFact, window: Window, exchange: Exchange) -> bool:
        """Add a deal as it stood at as-of.

        Returns:
            Whether it counts as won.
        """
        self.deals += 1
        end = status_of(deal, window)
        if end is DealStatus.WON:
            self.won += 1
            self.revenue += exchange.minor(deal.value_minor, deal.currency)
        elif end is DealStatus.LOST:
            self.lost += 1
        elif end is DealStatus.OPEN:
            self.open += 1
        return end is DealStatus.WON


def _line(
    basis: Basis, source: str, leads: Sequence[LeadFact], deals: defaultdict[int, list[LeadDealFact]]
) -> SourceLine:
    window = basis.window
    ends = _Ends()
    winners: set[int] = set()
    days_to_won: list[int] = []
    for lead in leads:
        for deal in deals[lead.id]:
            if ends.add(deal, window, basis.exchange):
                winners.add(lead.id)
        days_to_won.extend(_days_to_won(window, lead, deals[lead.id]))
    ages = [
        window.as_of - lead.received_on
        for lead in leads
        if lead.first_touch_on is None and lead.received_on is not None
    ]
    count = MatureCount(len(winners), len(leads), float(len(leads)), 0)
    return SourceLine(
        source=source,
        leads=len(leads),
        untouched=sum(lead.first_touch_on is None for lead in leads),
        conversations=sum(lead.conversations for lead in leads),
        qualified=sum(lead.is_qualified for lead in leads),
        deals=ends.deals,
        won=ends.won,
        lost=ends.lost,
        open=ends.open,
        revenue=ends.revenue,
        win_rate=Rate.of(count, confidence=basis.confidence),
        median_days_to_first_touch=_first_touch(leads, window),
        median_days_to_won=median(days_to_won) if days_to_won else None,
        median_age_days=median(ages) if ages else None,
        lost_between=sum(is_lost_between(lead, window) for lead in leads),
    )


def _first_touch(leads: Iterable[LeadFact], window: Window) -> float | None:
    times, touched = [], []
    for lead in leads:
        if lead.received_on is None:
            continue
        end = window.as_of if lead.first_touch_on is None else lead.first_touch_on
        times.append(max(end - lead.received_on, 0))
        touched.append(lead.first_touch_on is not None)
    return kaplan_meier(times, touched).median
