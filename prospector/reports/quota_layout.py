"""How the quota report is laid out: money and counts in tables of their own, since a column has one sort of value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prospector.domain.facts import QuotaFact
from prospector.domain.vocabulary import Metric
from prospector.reports import needed_layout, what_if_layout
from prospector.reports import quota_forecast_layout as foreseen
from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.needed import Needed
from prospector.reports.quota import ALL, QuotaLine, QuotaReport
from prospector.reports.week_advice import BEHIND
from prospector.reports.what_if import WhatIf

_EMPTY = "no quota for this period: prospector quota set revenue 120000 -p this-quarter"


def layout(
    report: QuotaReport, what_if: WhatIf | None = None, needed: Sequence[Needed] | None = None
) -> Document:
    """Lay it out, with what shifted hours would bring, and with what the quotas take, where that was asked."""
    money = [line for line in report.rows if line.metric is Metric.REVENUE]
    counts = [line for line in report.rows if line.metric is not Metric.REVENUE]
    tables = [
        _table(report, lines, sort) for lines, sort in ((money, Sort.MONEY), (counts, Sort.COUNT)) if lines
    ]
    basis = report.basis
    definitions: dict[str, object] = {
        "elapsed": "finished working days of the quota's period; as-of is not finished",
        "credited": "facts of the quota's own period up to as-of",
        **foreseen.DEFINITIONS,
    }
    document = Document(
        title=basis.heading("Quota", "credit direct"),
        tables=tuple(tables)
        or (Table(_columns(report, (), Sort.COUNT), (), empty=report.absence or _EMPTY),),
        sentences=(*_sentences(report), *what_if_layout.sentences(what_if, basis)),
        data={
            **basis.common("quota", definitions),
            "credit": "direct",
            "rows": [_fields(report, line, needed) for line in report.rows],
            "also_running": [
                {"rep": one.rep, "metric": one.metric.value, "channel": one.channel, "period": one.period}
                for one in report.running
            ],
            **what_if_layout.fields(what_if, basis),
        },
    )
    return document if needed is None else needed_layout.extended(document, needed, basis)


def _columns(report: QuotaReport, lines: Sequence[QuotaLine], sort: Sort) -> tuple[Column, ...]:
    several_reps = _has_several_reps(report)
    by_channel = any(line.channel for line in lines)
    average = Sort.MONEY if sort is Sort.MONEY else Sort.DECIMAL
    return (
        *((Column("rep", "rep"),) if several_reps else ()),
        Column("metric", "quota"),
        *((Column("channel", "channel", Sort.TEXT),) if by_channel else ()),
        Column("period", "period"),
        Column("target", "target", sort),
        Column("credited", "credited", sort, 4),
        Column("attainment", "made", Sort.PERCENT),
        *(
            (
                Column("stretch", "stretch", sort, 9),
                Column("stretch_attainment", "of stretch", Sort.PERCENT, 2),
            )
            if any(line.stretch for line in lines)
            else ()
        ),
        Column("bar", "", Sort.BAR, 9),
        Column("pace", "pace", Sort.PERCENT, 3),
        Column("gap", "gap", sort, 2),
        Column("run_rate", "run rate", average, 8),
        Column("elapsed", "days done", Sort.COUNT, 9),
        Column("working_days_left", "days left", Sort.COUNT, 5),
        Column("needed_per_day", "a day", average, 1),
        *foreseen.columns(sort),
    )


def _table(report: QuotaReport, lines: list[QuotaLine], sort: Sort) -> Table:
    columns = _columns(report, lines, sort)
    exponent = report.basis.exchange.exponent
    unit = 10**exponent if sort is Sort.MONEY else None
    return Table(columns, tuple(_row(columns, line, unit) for line in lines), exponent=exponent)


def _row(columns: tuple[Column, ...], line: QuotaLine, unit: int | None) -> Row:
    values: dict[str, Cell] = {
        "rep": line.rep,
        "metric": line.metric.value,
        "channel": line.channel,
        "period": line.period,
        "target": line.target,
        "credited": line.credited,
        "attainment": line.attainment,
        "stretch": line.stretch,
        "stretch_attainment": line.stretch_attainment,
        "bar": min(line.attainment, 1.0),
        "pace": line.pace,
        "gap": line.gap,
        "run_rate": _rounded(line.run_rate, unit),
        "elapsed": line.elapsed,
        "working_days_left": line.working_days_left,
        "needed_per_day": _rounded(line.needed_per_day, unit),
        **foreseen.cells(line, unit),
    }
    return Row(tuple(values[column.key] for column in columns), total=line.rep == ALL)


def _rounded(amount: float | None, unit: int | None) -> float | int | None:
    """What money would come to is shown without cents: they would promise more than a projection knows."""
    return amount if amount is None or unit is None else round(amount / unit) * unit


def _sentences(report: QuotaReport) -> Iterable[Sentence]:
    several_reps = _has_several_reps(report)
    behind = [_standing(line, several_reps) for line in report.rows if _is_behind(line)]
    if behind:
        yield Sentence("Behind", "\n".join(behind), Tone.BEHIND)
    yield from foreseen.sentences(report, several_reps=several_reps, what=_what)
    running = dict.fromkeys(_what(one) for one in report.running)
    if running:
        yield Sentence("Also running", f"{', '.join(running)}.")


def _has_several_reps(report: QuotaReport) -> bool:
    return len({line.rep for line in report.rows}) > 1


def _is_behind(line: QuotaLine) -> bool:
    return bool(line.pace is not None and line.pace < BEHIND and line.working_days_left)


def _standing(line: QuotaLine, several_reps: bool) -> str:
    """Where a quota stands: `revenue 2026-Q4: 41 % made, pace 75 %, 30 working days left`."""
    whose = f"{'together' if line.rep == ALL else line.rep}, " if several_reps else ""
    days = "day" if line.working_days_left == 1 else "days"
    return (
        f"{whose}{_what(line)}: {line.attainment * 100:.0f} % made, pace {(line.pace or 0) * 100:.0f} %, "
        f"{line.working_days_left} working {days} left."
    )


def _what(quota: QuotaLine | QuotaFact) -> str:
    return " ".join(part for part in (quota.channel, quota.metric.value, quota.period) if part)


def _fields(report: QuotaReport, line: QuotaLine, needed: Sequence[Needed] | None) -> dict[str, object]:
    is_money = line.metric is Metric.REVENUE
    found = next((each for each in needed or () if each.line is line), None)
    exchange = report.basis.exchange

    def amount(value: float | None) -> float | int | None:
        return exchange.major(round(value)) if is_money and value is not None else value

    return {
        "rep": line.rep,
        "metric": line.metric.value,
        "channel": line.channel,
        "period": line.period,
        "target": amount(line.target),
        "credited": amount(line.credited),
        "attainment": line.attainment,
        "stretch": amount(line.stretch),
        "stretch_attainment": line.stretch_attainment,
        "elapsed": line.elapsed,
        "working_days": line.working_days,
        "pace": line.pace,
        "gap": amount(line.gap),
        "run_rate": amount(line.run_rate),
        "working_days_left": line.working_days_left,
        "needed_per_day": {
            "total": amount(line.needed_per_day),
            **(needed_layout.fields(found) if found else {}),
        },
        "needed": needed_layout.details(found, report.basis) if found else None,
        **foreseen.fields(line, report.basis.exchange),
    }
