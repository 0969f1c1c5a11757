"""Referrals: who brings me people, what they are worth, and whom I have not asked yet.

    introduced     =  contacts who came in the period and whom this contact brought (`--referred-by`)
    conversations  =  with those, up to as-of: one per contact, channel and day
    won, revenue   =  their deals that were won up to as-of
    to ask         =  customers with a win up to as-of whom no outbound activity of the channel referral names, and who
                      brought nobody; where a deal names an account alone, anybody there counts

The period is everything unless told. A contact came when their first lead was received, else when they were entered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from prospector.domain.introductions import IntroducedFact, WinFact
from prospector.domain.moment import date_of
from prospector.domain.spelling import fold
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure

_PEOPLE: Mapping[str, Callable[[IntroducedFact], int]] = {
    "introduced": lambda _someone: 1,
    "conversations": lambda someone: someone.conversations,
}
FIGURES = (*_PEOPLE, "won", "revenue")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferrerLine:
    """Somebody who brought people; revenue in minor units of the store's currency."""

    referrer: str
    account: str | None
    introduced: int
    conversations: int
    won: int
    revenue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer who was not asked yet: a contact, or an account where the deal names nobody.

    Attributes:
        won_on: the latest win; None where the day is not known.
        revenue: of all their wins, in minor units of the store's currency.
    """

    contact: str | None
    account: str | None
    won_on: date | None
    won: int
    revenue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralReport:
    """The report."""

    basis: Basis
    rows: tuple[ReferrerLine, ...]
    total: ReferrerLine
    to_ask: tuple[Customer, ...]


def build(basis: Basis, introduced: Sequence[IntroducedFact], wins: Iterable[WinFact]) -> ReferralReport:
    """Work the report out.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    by_contact: defaultdict[int | None, list[WinFact]] = defaultdict(list)
    customers: defaultdict[tuple[int | None, str | None], list[WinFact]] = defaultdict(list)
    for win in wins:
        by_contact[win.contact_id].append(win)
        if not win.asked:
            customers[win.contact_id, win.account].append(win)
    by_referrer: defaultdict[int, list[IntroducedFact]] = defaultdict(list)
    for someone in introduced:
        by_referrer[someone.referrer_id].append(someone)
    rows = [
        _line(basis, found[0].referrer, found[0].referrer_account, found, by_contact)
        for found in by_referrer.values()
    ]
    rows.sort(
        key=lambda row: (-row.revenue, -row.won, -row.conversations, -row.introduced, fold(row.referrer))
    )
    to_ask = [_customer(basis, found) for found in customers.values()]
    to_ask.sort(key=lambda each: (-each.revenue, each.contact or "", each.account or ""))
    return ReferralReport(
        basis=basis,
        rows=tuple(rows),
        total=_line(basis, "all", None, introduced, by_contact),
        to_ask=tuple(to_ask),
    )


def evidence_of(
    basis: Basis, introduced: Sequence[IntroducedFact], wins: Iterable[WinFact], why: Why
) -> Evidence:
    """The people or deals behind a figure.

    Raises:
        InvalidValueError: the report has no such figure, its rows are not by that, or a currency has no rate.
        UnknownNameError: nobody of that name brought anybody.
    """
    known_figure(why, FIGURES)
    known_column(why, "referrer")
    chosen = [each for each in introduced if why.row is None or fold(each.referrer) == fold(why.row)]
    if why.row is not None and not chosen:
        names = ", ".join(sorted({each.referrer for each in introduced})) or "none"
        raise UnknownNameError(f"the report has no row '{why.row}'", hint=f"there are {names}")
    if why.figure in _PEOPLE:
        people = {each.id: _PEOPLE[why.figure](each) for each in chosen}
        return Evidence(
            figure=why.heading, adds={"contacts": {key: add for key, add in people.items() if add}}
        )
    brought = {each.id for each in chosen}
    found = [win for win in wins if win.contact_id in brought]
    if why.figure == "won":
        return Evidence(figure=why.heading, adds={"deals": dict.fromkeys((win.id for win in found), 1)})
    worth = {win.id: basis.exchange.minor(win.value_minor, win.currency) for win in found}
    return Evidence(figure=why.heading, adds={"deals": worth}, sort=Sort.MONEY)


def _line(
    basis: Basis,
    name: str,
    account: str | None,
    introduced: Sequence[IntroducedFact],
    wins: Mapping[int | None, Sequence[WinFact]],
) -> ReferrerLine:
    found = [win for someone in introduced for win in wins.get(someone.id, ())]
    return ReferrerLine(
        referrer=name,
        account=account,
        introduced=len(introduced),
        conversations=sum(someone.conversations for someone in introduced),
        won=len(found),
        revenue=_revenue(basis, found),
    )


def _customer(basis: Basis, wins: Sequence[WinFact]) -> Customer:
    days = [win.closed_on for win in wins if win.closed_on is not None]
    return Customer(
        contact=wins[0].contact,
        account=wins[0].account,
        won_on=date_of(max(days)) if days else None,
        won=len(wins),
        revenue=_revenue(basis, wins),
    )


def _revenue(basis: Basis, wins: Iterable[WinFact]) -> int:
    return sum(basis.exchange.minor(win.value_minor, win.currency) for win in wins)
