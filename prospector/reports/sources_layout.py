"""How the report of lead sources is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.reports.basis import Basis
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.source_channels import SourceChannel
from prospector.reports.sources import SourceLine, SourceReport

_COLUMNS = (
    Column("source", "source"),
    Column("leads", "leads", Sort.COUNT),
    Column("untouched", "untouched", Sort.COUNT, 3),
    Column("median_age_days", "their age", Sort.DAYS, 7),
    Column("median_days_to_first_touch", "days to touch", Sort.DAYS, 4),
    Column("conversations", "conversations", Sort.COUNT, 2),
    Column("qualified", "qualified", Sort.COUNT, 5),
    Column("deals", "deals", Sort.COUNT, 6),
    Column("won", "won", Sort.COUNT),
    Column("win_rate", "win rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("lost", "lost", Sort.COUNT, 8),
    Column("open", "open", Sort.COUNT, 8),
    Column("lost_between", "lost between", Sort.COUNT, 9),
    Column("revenue", "revenue", Sort.MONEY),
    Column("median_days_to_won", "days to won", Sort.DAYS, 4),
)


_CROSSED = (
    Column("source", "source"),
    Column("channel", "channel"),
    Column("leads", "leads touched", Sort.COUNT),
    Column("first", "first", Sort.COUNT, 3),
    Column("touches", "touches", Sort.COUNT, 2),
    Column("conversations", "conversations", Sort.COUNT, 2),
    Column("spoken_with", "spoken with", Sort.COUNT),
    Column("rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("won", "won", Sort.COUNT),
)
_EMPTY = "no lead was received in this period"


def layout(report: SourceReport) -> Document:
    """Lay it out."""
    basis = report.basis
    rows = [_row(line) for line in report.rows]
    if rows:
        rows.append(_row(report.total, total=True))
    return Document(
        title=basis.heading("Lead sources", "leads received in the period", basis.ranges),
        tables=(
            Table(_COLUMNS, tuple(rows), empty=_EMPTY, exponent=basis.exchange.exponent)
            if report.by_channel is None
            else _crossed(report.by_channel),
        ),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "sources",
                {
                    "leads": "received in the period; where it is everything, those without a date too",
                    "lost_between_days": basis.horizon_days,
                    "confidence": basis.confidence,
                },
            ),
            "rows": [_fields(basis, line) for line in report.rows],
            "total": _fields(basis, report.total),
            "won_before_received": report.early_wins,
            **(
                {}
                if report.by_channel is None
                else {"by_channel": [_crossed_fields(each) for each in report.by_channel]}
            ),
        },
    )


def _row(line: SourceLine, *, total: bool = False) -> Row:
    interval = line.win_rate.interval
    return Row(
        (
            line.source,
            line.leads,
            line.untouched,
            line.median_age_days,
            line.median_days_to_first_touch,
            line.conversations,
            line.qualified,
            line.deals,
            line.won,
            line.win_rate.value,
            (interval.low, interval.high) if interval else (None, None),
            line.lost,
            line.open,
            line.lost_between,
            line.revenue,
            line.median_days_to_won,
        ),
        total=total,
    )


def _crossed(rows: Iterable[SourceChannel]) -> Table:
    """Sources crossed with channels."""
    return Table(
        _CROSSED,
        tuple(
            Row(
                (
                    row.source,
                    row.channel,
                    row.leads,
                    row.first,
                    row.touches,
                    row.conversations,
                    row.spoken_with,
                    row.rate.value,
                    (row.rate.interval.low, row.rate.interval.high) if row.rate.interval else (None, None),
                    row.won,
                ),
            )
            for row in rows
        ),
        empty="no lead of this period was touched or spoken with",
    )


def _crossed_fields(row: SourceChannel) -> dict[str, object]:
    return {
        "source": row.source,
        "channel": row.channel,
        "leads": row.leads,
        "first": row.first,
        "touches": row.touches,
        "conversations": row.conversations,
        "spoken_with": row.spoken_with,
        "rate": row.rate.data(),
        "won": row.won,
    }


def _sentences(report: SourceReport) -> Iterable[Sentence]:
    total = report.total
    if report.by_channel:
        yield Sentence(
            "Counted",
            "A lead that several channels touched stands in the row of each. spoken with: leads that had a conversation "
            "on the channel; rate: of those that it touched. won: leads with a win, whichever channel won them.",
        )
    if total.lost_between:
        leads = "lead was" if total.lost_between == 1 else "leads were"
        yield Sentence(
            "Lost between",
            f"{total.lost_between:,} {leads} received more than {report.basis.horizon_days} days ago "
            "and never touched.",
            Tone.BEHIND,
        )
    if report.early_wins:
        was = "deal was" if report.early_wins == 1 else "deals were"
        yield Sentence(
            "Won early",
            f"{report.early_wins:,} {was} won before the lead was received; in days to won these count below 0.",
        )
    if report.undated_wins:
        deals = "won deal has" if report.undated_wins == 1 else "won deals have"
        yield Sentence(
            "Undated", f"{report.undated_wins} {deals} no date; they count where the period is all."
        )


def _fields(basis: Basis, line: SourceLine) -> dict[str, object]:
    return {
        "source": line.source,
        "leads": line.leads,
        "untouched": line.untouched,
        "touched": line.touched,
        "conversations": line.conversations,
        "qualified": line.qualified,
        "deals": line.deals,
        "won": line.won,
        "lost": line.lost,
        "open": line.open,
        "revenue": basis.exchange.major(line.revenue),
        "win_rate": line.win_rate.data(),
        "median_days_to_first_touch": line.median_days_to_first_touch,
        "median_days_to_won": line.median_days_to_won,
        "median_age_days": line.median_age_days,
        "lost_between": line.lost_between,
    }
