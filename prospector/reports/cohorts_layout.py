"""How cohorts are laid out: a row a week or month, with a picture of how its conversations came in."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.reports.cohorts import Cohort, Cohorts
from prospector.reports.compare_sentences import maturing_text
from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone

_COLUMNS = (
    Column("touches", "touches", Sort.COUNT),
    Column("connects", "connects", Sort.COUNT, 4),
    Column("conversations", "conversations", Sort.COUNT),
    Column("by_age", "", Sort.SPARK, 2),
    Column("rate", "so far", Sort.PERCENT),
    Column("mature_rate", "mature", Sort.PERCENT),
    Column("range", "range", Sort.RANGE, 1),
    Column("bar", "", Sort.BAR, 3),
    Column("appointments", "appointments", Sort.COUNT, 5),
    Column("maturing", "maturing", Sort.COUNT),
)


def layout(report: Cohorts) -> Document:
    """Lay them out."""
    basis, name = report.basis, report.dimension.value
    largest = max((_expected(row) for row in report.rows), default=0.0)
    rows = [_row(row, largest) for row in report.rows]
    if rows:
        rows.append(_row(report.total, 0.0, total=True))
    return Document(
        title=basis.heading(f"Cohorts by {name}", f"touches of the {name}", basis.ranges),
        tables=(
            Table((Column("key", name), *_COLUMNS), tuple(rows), empty="nobody was touched in this period"),
        ),
        sentences=tuple(_sentences(report)) if rows else (),
        data=_data(report),
    )


def _expected(row: Cohort) -> float:
    return row.rate.mature or row.rate.value or 0.0


def _row(row: Cohort, largest: float, *, total: bool = False) -> Row:
    interval = row.rate.interval
    return Row(
        (
            row.name,
            row.rate.trials,
            row.connects,
            row.rate.hits,
            row.by_age,
            row.rate.value,
            row.rate.mature,
            (interval.low, interval.high) if interval else (None, None),
            _expected(row) / largest if largest else None,
            row.appointments,
            row.maturing,
        ),
        total=total,
    )


def _sentences(report: Cohorts) -> Iterable[Sentence]:
    days = ", ".join(str(age) for age in report.ages[1:-1])
    yield Sentence(
        "Picture",
        f"conversations by the same day, {days} and {report.ages[-1]} days after the touch; "
        "a gap is still to come. Bar: the mature rate.",
    )
    if report.total.maturing:
        text = maturing_text(report.total.maturing, report.total.rate, report.basis)
        yield Sentence("Maturing", text, Tone.UNCERTAIN)
    outcomes = ", ".join(report.conversation_outcomes)
    yield Sentence(
        "Counted",
        f"touches that a conversation belongs to, whenever it came up to today, in the {report.dimension.value} of the "
        f"touch. A conversation is {outcomes}.",
    )


def _data(report: Cohorts) -> dict[str, object]:
    basis = report.basis
    definitions: dict[str, object] = {
        "conversation_outcomes": list(report.conversation_outcomes),
        "conversations": "touches of the cohort that a conversation belongs to, up to as-of",
        "ages": list(report.ages),
        "horizon_days": basis.horizon_days,
        "confidence": basis.confidence,
    }
    return {
        **basis.common("compare", definitions),
        "by": report.dimension.value,
        "cohort": True,
        "rows": [_fields(row) for row in report.rows],
        "total": _fields(report.total),
    }


def _fields(row: Cohort) -> dict[str, object]:
    return {
        "key": row.name,
        "touches": row.rate.trials,
        "connects": row.connects,
        "conversations": row.rate.hits,
        "appointments": row.appointments,
        "conversation_rate": row.rate.data(),
        "mature": row.rate.mature_data(),
        "by_age": list(row.by_age),
        "maturing": row.maturing,
    }
