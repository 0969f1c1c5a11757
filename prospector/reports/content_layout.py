"""How the report on content pieces is laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.moment import date_of
from prospector.domain.money import format_money
from prospector.reports.basis import Basis
from prospector.reports.compare_sentences import credit_text
from prospector.reports.content import ContentLine, ContentReport
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.stats.verdict import Certainty

_COLUMNS = (
    Column("content", "content"),
    Column("kind", "kind", rank=6),
    Column("published", "published", Sort.DAY, 9),
    Column("minutes", "minutes", Sort.MINUTES),
    Column("cost", "cost", Sort.MONEY, 2),
    Column("quantity", "made", Sort.COUNT, 12),
    Column("used", "given", Sort.COUNT, 11),
    Column("unit_cost", "each", Sort.MONEY, 10),
    Column("reach", "reach", Sort.COUNT, 4),
    Column("engagements", "engaged", Sort.COUNT),
    Column("rate", "rate", Sort.PERCENT, 5),
    Column("range", "range", Sort.RANGE, 7),
    Column("conversations", "conversations", Sort.COUNT),
    Column("conversations_per_hour", "per hour", Sort.DECIMAL, 1),
    Column("cost_per_conversation", "cost each", Sort.MONEY, 3),
    Column("appointments_set", "set", Sort.COUNT, 13),
    Column("won", "won", Sort.COUNT, 8),
    Column("revenue", "revenue", Sort.MONEY),
)
_MOST_NAMED = 3


def layout(report: ContentReport) -> Document:
    """Lay it out."""
    basis = report.basis
    rows = [_row(line) for line in report.rows]
    if rows:
        rows.append(_row(report.total, total=True))
    return Document(
        title=basis.heading("Content pieces", *basis.credit.words, basis.ranges),
        tables=(
            Table(
                _COLUMNS,
                tuple(rows),
                empty="no content pieces in this period: prospector content TITLE logs one",
                exponent=basis.exchange.exponent,
            ),
        ),
        sentences=tuple(_sentences(report)) if report.rows else (),
        data=_data(report),
    )


def _row(line: ContentLine, *, total: bool = False) -> Row:
    interval = line.rate.interval
    return Row(
        (
            line.content,
            line.kind,
            _day(line),
            line.minutes,
            line.cost,
            line.quantity,
            line.used,
            line.unit_cost,
            line.reach,
            line.engagements,
            line.rate.value,
            (interval.low, interval.high) if interval else (None, None),
            line.conversations,
            line.per_hour,
            line.cost_per_conversation,
            line.appointments_set,
            line.won,
            line.revenue,
        ),
        total=total,
        quiet=not total and not line.touches and not line.conversations,
    )


def _day(line: ContentLine) -> str | None:
    return None if line.published_on is None else date_of(line.published_on).isoformat()


def _sentences(report: ContentReport) -> Iterable[Sentence]:
    judgement, basis = report.judgement, report.basis
    yield Sentence(
        "Verdict",
        judgement.text,
        Tone.GOOD if judgement.certainty is Certainty.CLEAR else Tone.UNCERTAIN,
    )
    barren = [line for line in report.rows if not line.conversations and line.content not in report.young]
    if barren:
        yield Sentence("Nothing yet", _barren(barren, basis))
    if report.young:
        came = "it came" if len(report.young) == 1 else "they came"
        text = f"{_names(report.young)}: {came} out less than {basis.horizon_days} days ago; more may follow."
        yield Sentence("Maturing", text, Tone.UNCERTAIN)
    unknown = sum(line.minutes is None for line in report.rows)
    if unknown:
        yield Sentence(
            "Minutes",
            f"{unknown} of {len(report.rows)} have none written down; per hour leaves these out "
            "(content edit TITLE -m MIN).",
        )
    outcomes = ", ".join(report.conversation_outcomes)
    yield Sentence(
        "Counted",
        f"Touches about a piece, and what they are credited with up to as-of. A conversation is {outcomes}.",
    )
    if basis.credit.is_shared:
        yield Sentence("Credit", credit_text(basis.credit))
    elif report.total.rate.hits and not report.total.conversations:
        yield Sentence(
            "Credit",
            "Direct credit goes to the channel by which a conversation came. Somebody engaged before "
            f"{report.total.rate.hits:,} of them: --credit linear shares these with the pieces.",
        )


def _barren(lines: Sequence[ContentLine], basis: Basis) -> str:
    """What went into pieces that brought no conversation."""
    parts = []
    minutes = sum(line.minutes or 0 for line in lines)
    cost = sum(line.cost or 0 for line in lines)
    if minutes:
        parts.append(f"{minutes / 60:.1f} hours")
    if cost:
        parts.append(f"{format_money(cost, basis.exchange.exponent)} of cost")
    took = f"; they took {' and '.join(parts)}" if parts else ""
    return f"No conversation is credited to {_names([line.content for line in lines])}{took}."


def _names(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _data(report: ContentReport) -> dict[str, object]:
    basis = report.basis
    return {
        **basis.common(
            "content",
            {
                "pieces": "those that first came out in the period; what came of them up to as-of",
                "touches": "engagements with the piece, and touches that carried it",
                "conversation_outcomes": list(report.conversation_outcomes),
                "horizon_days": basis.horizon_days,
                "confidence": basis.confidence,
                **basis.credit.data(),
            },
        ),
        "credit": basis.credit.model.value,
        "rows": [_fields(basis, line) for line in report.rows],
        "total": _fields(basis, report.total),
        "verdict": report.judgement.data(),
    }


def _fields(basis: Basis, line: ContentLine) -> dict[str, object]:
    hourly = line.hourly(basis.confidence)
    nothing = {"low": None, "high": None, "confidence": basis.confidence}
    hours = (line.minutes or 0) / 60
    return {
        "content": line.content,
        "kind": line.kind,
        "published": _day(line),
        "minutes": line.minutes,
        "cost": _major(basis, line.cost),
        "quantity": line.quantity,
        "used": line.used,
        "unit_cost": _major(basis, line.unit_cost),
        "reach": line.reach,
        "engagements": line.engagements,
        "touches": line.touches,
        "conversations": line.conversations,
        "appointments_set": line.appointments_set,
        "deals": line.deals,
        "won": line.won,
        "revenue": _major(basis, line.revenue),
        "cost_per_conversation": _major(basis, line.cost_per_conversation),
        "conversations_per_hour": hourly.data()
        if hourly
        else {"hits": line.timed, "hours": hours, "value": line.per_hour, **nothing},
        "conversation_rate": line.rate.data(),
        "maturing": line.maturing,
    }


def _major(basis: Basis, minor: int | None) -> float | None:
    return None if minor is None else basis.exchange.major(minor)
