"""How a comparison is laid out: its table and its JSON; for `report channels` and `report compare`."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.dimension import Dimension
from prospector.domain.vocabulary import Metric
from prospector.later import Later
from prospector.reports.compare import Comparison
from prospector.reports.compare_sentences import sentences
from prospector.reports.document import Cell, Column, Document, Row, Sort, Table
from prospector.reports.lines import Line
from prospector.reports.verdict import UNJUDGED, Judgement

_COLUMNS = (
    Column("activities", "done", Sort.COUNT),
    Column("contacts", "people", Sort.COUNT, 3),
    Column("minutes", "minutes", Sort.MINUTES, 9),
    Column("connect_rate", "connects", Sort.PERCENT, 4),
    Column("conversations", "conversations", Sort.COUNT),
    Column("conversation_rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("bar", "", Sort.BAR, 6),
    Column("mature_rate", "mature", Sort.PERCENT, 13),
    Column("shrunk_rate", "shrunk", Sort.PERCENT, 14),
    Column("conversations_per_hour", "per hour", Sort.DECIMAL, 2),
    Column("hour_range", "", Sort.SPAN, 8),
    Column("appointments_set", "set", Sort.COUNT, 1),
    Column("appointments_held", "held", Sort.COUNT, 5),
    Column("new_conversations", "new", Sort.COUNT, 11),
    Column("deals", "deals", Sort.COUNT, 8),
    Column("won", "won", Sort.COUNT),
    Column("revenue", "revenue", Sort.MONEY),
    Column("quota_share", "of quota", Sort.PERCENT, 7),
    Column("chance_best", "best", Sort.PERCENT, 10),
    Column("chance_best_per_hour", "best/hour", Sort.PERCENT, 15),
    Column("maturing", "maturing", Sort.COUNT, 12),
)
_OF_CHOICES = ("chance_best", "chance_best_per_hour", "shrunk_rate")
CAME_IN = "came in"


def layout(comparison: Comparison) -> Document:
    """Lay `report compare` out."""
    name = comparison.dimension.value
    return document_of(comparison, report="compare", title=f"Compared by {name}", key="key", heading=name)


def document_of(comparison: Comparison, *, report: str, title: str, key: str, heading: str) -> Document:
    """Lay a comparison out.

    Args:
        comparison: the report.
        report: its name in JSON.
        title: its name above the table.
        key: the name of the first column in JSON and CSV.
        heading: the words above it.
    """
    basis = comparison.basis
    return Document(
        title=basis.heading(title, *basis.credit.words, basis.ranges),
        tables=(_table(comparison, Column(key, heading)),),
        sentences=Later(lambda: tuple(sentences(comparison))),
        data=Later(lambda: _data(comparison, report)),
    )


def _table(comparison: Comparison, first: Column) -> Table:
    lines = comparison.lines
    judged = [line.effort.conversation_rate.value or 0.0 for line in lines.rows]
    longest = max(judged, default=0.0)
    absent = {
        *(("quota_share",) if comparison.quota is None else ()),
        *(() if comparison.dimension.can_be_chosen else _OF_CHOICES),
    }
    columns = tuple(column for column in (first, *_COLUMNS) if column.key not in absent)
    rows = [_row(columns, line, longest, comparison.judgement) for line in lines.rows]
    if lines.came_in:
        rows.append(_came_in(columns, lines.came_in))
    if lines.rows or lines.came_in:
        rows.append(_row(columns, lines.total, 0.0, total=True))
    return Table(
        columns,
        tuple(rows),
        empty="nothing was done in this period, and nothing came in",
        exponent=comparison.basis.exchange.exponent,
    )


def _row(
    columns: Iterable[Column],
    line: Line,
    longest: float,
    judgement: Judgement = UNJUDGED,
    *,
    total: bool = False,
) -> Row:
    effort = line.effort
    rate, hourly = effort.conversation_rate, effort.per_hour
    interval = rate.interval
    span = hourly.interval if hourly.is_covered else None
    values: dict[str, Cell | tuple[float | None, float | None]] = {
        "activities": effort.activities,
        "contacts": effort.contacts,
        "minutes": effort.minutes,
        "connect_rate": effort.connect_rate.value,
        "conversation_rate": rate.value,
        "range": (interval.low, interval.high) if interval else (None, None),
        "bar": (rate.value or 0.0) / longest if longest and rate.trials else None,
        "conversations_per_hour": hourly.value if hourly.is_covered else None,
        "hour_range": (span.low, span.high) if span else (None, None),
        "mature_rate": rate.mature,
        **_chances(judgement, line.name),
        "quota_share": line.quota_share,
        "maturing": effort.maturing,
        **_results(line),
    }
    cells = tuple(values.get(column.key) for column in columns)
    return Row((line.name, *cells[1:]), total=total, quiet=not rate.trials and not any(line.results.values()))


def _chances(judgement: Judgement, name: str) -> dict[str, float | None]:
    return {
        "chance_best": judgement.chances.get(name),
        "chance_best_per_hour": judgement.by_hour.chances.get(name),
        "shrunk_rate": judgement.ranking.shrunk.get(name),
    }


def _results(line: Line) -> dict[str, float]:
    return {
        "conversations": line.result(Metric.CONVERSATIONS),
        "new_conversations": line.result(Metric.NEW_CONVERSATIONS),
        "appointments_set": line.result(Metric.APPOINTMENTS_SET),
        "appointments_held": line.result(Metric.APPOINTMENTS_HELD),
        "deals": line.result(Metric.DEALS_OPENED),
        "won": line.result(Metric.WON),
        "revenue": line.result(Metric.REVENUE),
    }


def _came_in(columns: Iterable[Column], lines: Iterable[Line]) -> Row:
    """What no touch is credited with, in one row; JSON has it by lead source."""
    summed: dict[str, float] = {}
    shares = []
    for line in lines:
        for name, amount in _results(line).items():
            summed[name] = summed.get(name, 0) + amount
        shares.append(line.quota_share)
    values: dict[str, Cell] = dict(summed)
    if all(share is not None for share in shares):
        values["quota_share"] = sum(share for share in shares if share is not None)
    cells = tuple(values.get(column.key) for column in columns)
    return Row((CAME_IN, *cells[1:]))


def _data(comparison: Comparison, report: str) -> dict[str, object]:
    basis, lines, within = comparison.basis, comparison.lines, comparison.within
    key = "channel" if report == "channels" else "key"  # public names: one for every dimension
    strata = "within_sources" if comparison.dimension is Dimension.CHANNEL else "within_channels"
    definitions: dict[str, object] = {
        "conversation_outcomes": list(comparison.conversation_outcomes),
        "connects": "touches that reached a human or were answered, each once however often; not people, not days",
        "conversation": "one per contact, channel and local day; a tally counts as many as it says",
        "conversation_rate": "touches that a conversation belongs to, whichever channel it came by, of all touches",
        "horizon_days": basis.horizon_days,
        "new_conversation_days": basis.new_conversation_days,
        "confidence": basis.confidence,
        **basis.credit.data(),
    }
    return {
        **basis.common(report, definitions),
        **({} if report == "channels" else {"by": comparison.dimension.value}),
        "credit": basis.credit.model.value,
        "rows": [_fields(comparison, key, line.name, line, comparison.judgement) for line in lines.rows],
        "total": _fields(comparison, key, "all", lines.total),
        "unattributed": [_fields(comparison, "source", line.name, line) for line in lines.came_in],
        "verdict": comparison.judgement.data(),
        "verdict_per_hour": comparison.judgement.by_hour.data(),
        "ranking": [list(names) for names in comparison.judgement.ranking.places],
        strata: within.data() if within else None,
    }


def _fields(
    comparison: Comparison, key: str, name: str, line: Line, judgement: Judgement = UNJUDGED
) -> dict[str, object]:
    effort = line.effort
    results = _results(line)
    return {
        key: name,
        "approach": line.approach.value if line.approach else None,
        "activities": effort.activities,
        "contacts": effort.contacts,
        "minutes": effort.minutes,
        "activities_without_minutes": effort.untimed,
        "connects": effort.connect_rate.hits,
        **{field: amount for field, amount in results.items() if field != "revenue"},
        "revenue": comparison.basis.exchange.major(int(results["revenue"])),
        "quota_share": line.quota_share,
        "connect_rate": effort.connect_rate.data(),
        "conversation_rate": effort.conversation_rate.data(),
        "appointment_rate": effort.appointment_rate.data(),
        "conversations_per_hour": effort.per_hour.data(),
        **_chances(judgement, line.name),
        "place": judgement.ranking.place_of(line.name),
        "mature": effort.conversation_rate.mature_data(),
        "maturing": effort.maturing,
    }
