"""How the report of referrals is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.reports.basis import Basis
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table
from prospector.reports.referrals import Customer, ReferralReport, ReferrerLine

_REFERRERS = (
    Column("referrer", "who"),
    Column("account", "account", rank=1),
    Column("introduced", "introduced", Sort.COUNT),
    Column("conversations", "conversations", Sort.COUNT),
    Column("won", "won", Sort.COUNT),
    Column("revenue", "revenue", Sort.MONEY),
)
_TO_ASK = (
    Column("contact", "customer"),
    Column("account", "account"),
    Column("won_on", "won on", Sort.DAY, 2),
    Column("won", "won", Sort.COUNT, 3),
    Column("revenue", "revenue", Sort.MONEY),
)


def layout(report: ReferralReport) -> Document:
    """Lay it out."""
    basis = report.basis
    exponent = basis.exchange.exponent
    rows = [_referrer(line) for line in report.rows]
    if len(rows) > 1:
        rows.append(_referrer(report.total, total=True))
    referrers = Table(
        _REFERRERS,
        tuple(rows),
        empty="nobody brought anybody in this period: contact edit WHO --referred-by NAME says who did",
        exponent=exponent,
    )
    to_ask = Table(
        _TO_ASK,
        tuple(_customer(customer) for customer in report.to_ask),
        heading="Not asked yet",
        empty="every customer was asked, or there is none",
        exponent=exponent,
    )
    return Document(
        title=basis.heading("Referrals"),
        tables=(referrers, to_ask),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "referrals",
                {
                    "introduced": "contacts who came in the period, by who referred them",
                    "to_ask": "won customers with no outbound activity of channel referral, who brought nobody",
                },
            ),
            "rows": [_fields(basis, line) for line in report.rows],
            "total": _fields(basis, report.total),
            "to_ask": [_customer_fields(basis, customer) for customer in report.to_ask],
        },
    )


def _referrer(line: ReferrerLine, *, total: bool = False) -> Row:
    cells = (line.referrer, line.account, line.introduced, line.conversations, line.won, line.revenue)
    return Row(cells, total=total)


def _customer(customer: Customer) -> Row:
    won_on = customer.won_on.isoformat() if customer.won_on else None
    return Row((customer.contact, customer.account, won_on, customer.won, customer.revenue))


def _sentences(report: ReferralReport) -> Iterable[Sentence]:
    if report.to_ask:
        first = report.to_ask[0]
        who = first.contact or first.account or "them"
        yield Sentence(
            "Ask", f'When you have asked {who}: prospector log referral "{who}" -n "asked for a name"'
        )


def _fields(basis: Basis, line: ReferrerLine) -> dict[str, object]:
    return {
        "referrer": line.referrer,
        "account": line.account,
        "introduced": line.introduced,
        "conversations": line.conversations,
        "won": line.won,
        "revenue": basis.exchange.major(line.revenue),
    }


def _customer_fields(basis: Basis, customer: Customer) -> dict[str, object]:
    return {
        "contact": customer.contact,
        "account": customer.account,
        "won_on": customer.won_on.isoformat() if customer.won_on else None,
        "won": customer.won,
        "revenue": basis.exchange.major(customer.revenue),
    }
