"""The contacts and deals behind a figure of `report funnel`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from prospector.domain.courses import FIRST_OF_DEALS, RANK, ContactCourse, DealCourse, Way
from prospector.domain.deal import read_stage
from prospector.domain.vocabulary import DealStatus
from prospector.errors import InvalidValueError
from prospector.reports.basis import Basis
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.funnel import ended, entered, stands, worth
from prospector.reports.funnel_units import CONTACTS, DEALS, units_of
from prospector.reports.stale import stale_deals

_STAGES: Mapping[str, Way | None] = {"entered": None, **{way.value: way for way in Way}, "standing": Way.NOW}
_DEALS: Mapping[str, Callable[[Sequence[DealCourse], Basis], Iterable[DealCourse]]] = {
    "won": lambda deals, basis: ended(deals, DealStatus.WON, basis.window),
    "lost": lambda deals, basis: ended(deals, DealStatus.LOST, basis.window),
    "open": lambda deals, _basis: (deal for deal in deals if deal.is_open),
    "revenue": lambda deals, basis: ended(deals, DealStatus.WON, basis.window),
    "stale": lambda deals, basis: (one.deal for one in stale_deals(deals, basis.window.as_of)),
}


def evidence_of(
    basis: Basis, contacts: Iterable[ContactCourse], deals: Sequence[DealCourse], why: Why
) -> Evidence:
    """The records behind a figure: `stage=proposal,now`, or of the whole `won`, `lost`, `open`, `revenue`, `stale`.

    Raises:
        InvalidValueError: the report has no such figure or stage, or a deal's currency has no rate.
    """
    known_figure(why, (*_STAGES, *_DEALS))
    known_column(why, "stage")
    if why.row is None:
        return _of_deals(basis, deals, why)
    known_figure(why, _STAGES)
    rank = RANK[read_stage(why.row)]
    way, window = _STAGES[why.figure], basis.window
    found: dict[str, dict[int, int | float]] = {}
    for unit in units_of(contacts, deals):
        counts = (
            stands(unit, rank)
            if why.figure == "standing"
            else entered(unit, rank, window) and way in {None, unit.way(rank)}
        )
        if counts:
            found.setdefault(unit.noun, {})[unit.id] = 1
    noun = DEALS if rank >= FIRST_OF_DEALS else CONTACTS
    return Evidence(figure=why.heading, adds=found or {noun: {}})


def _of_deals(basis: Basis, deals: Sequence[DealCourse], why: Why) -> Evidence:
    if why.figure not in _DEALS:
        raise InvalidValueError(f"{why.figure} is a figure of a stage", hint=f"stage=proposal,{why.figure}")
    found = _DEALS[why.figure](deals, basis)
    if why.figure == "revenue":
        adds: dict[int, int | float] = {deal.id: worth(basis, deal) for deal in found}
        return Evidence(figure=why.heading, adds={DEALS: adds}, sort=Sort.MONEY)
    return Evidence(figure=why.heading, adds={DEALS: {deal.id: 1 for deal in found}})
