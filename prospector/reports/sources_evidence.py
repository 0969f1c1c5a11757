"""The leads and deals behind a figure of `report sources`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from prospector.domain.arrivals import LeadDealFact, LeadFact
from prospector.domain.facts import Window
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import DealStatus
from prospector.errors import UnknownNameError
from prospector.reports.basis import Basis
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.sources import is_lost_between, status_of

_LEADS: Mapping[str, Callable[[LeadFact, Window], int]] = {
    "leads": lambda _lead, _window: 1,
    "untouched": lambda lead, _window: int(lead.first_touch_on is None),
    "touched": lambda lead, _window: int(lead.first_touch_on is not None),
    "conversations": lambda lead, _window: lead.conversations,
    "qualified": lambda lead, _window: int(lead.is_qualified),
    "lost_between": lambda lead, window: int(is_lost_between(lead, window)),
}
_DEALS: Mapping[str, DealStatus | None] = {
    "deals": None,
    "won": DealStatus.WON,
    "lost": DealStatus.LOST,
    "open": DealStatus.OPEN,
    "revenue": DealStatus.WON,
}
FIGURES = (*_LEADS, *_DEALS)


def evidence_of(basis: Basis, leads: Sequence[LeadFact], deals: Iterable[LeadDealFact], why: Why) -> Evidence:
    """The rows behind a figure: people by the leads that they came as, or deals.

    Raises:
        InvalidValueError: the report has no such figure, its rows are not by that, or a currency has no rate.
        UnknownNameError: it has no such source.
    """
    known_figure(why, FIGURES)
    known_column(why, "source")
    names = sorted({lead.source for lead in leads})
    if why.row is not None and fold(why.row) not in {fold(name) for name in names}:
        raise UnknownNameError(f"the report has no row '{why.row}'", hint=f"there are {', '.join(names)}")
    chosen = [lead for lead in leads if why.row is None or fold(lead.source) == fold(why.row)]
    if why.figure in _LEADS:
        people: dict[int, int] = {}
        for lead in chosen:
            if adds := _LEADS[why.figure](lead, basis.window):
                people[lead.contact_id] = people.get(lead.contact_id, 0) + adds
        return Evidence(figure=why.heading, adds={"contacts": people})
    return _of_deals(basis, {lead.id for lead in chosen}, deals, why)


def _of_deals(basis: Basis, leads: set[int], deals: Iterable[LeadDealFact], why: Why) -> Evidence:
    wanted = _DEALS[why.figure]
    found = [
        deal
        for deal in deals
        if deal.lead_id in leads and (wanted is None or status_of(deal, basis.window) is wanted)
    ]
    if why.figure == "revenue":
        worth = {deal.id: basis.exchange.minor(deal.value_minor, deal.currency) for deal in found}
        return Evidence(figure=why.heading, adds={"deals": worth}, sort=Sort.MONEY)
    return Evidence(figure=why.heading, adds={"deals": dict.fromkeys((deal.id for deal in found), 1)})
