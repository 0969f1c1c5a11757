"""The week as JSON."""

from __future__ import annotations

from prospector.domain.review import Promise
from prospector.domain.vocabulary import Metric
from prospector.reports import channels as channel_report
from prospector.reports.goals_layout import goal_fields
from prospector.reports.quota import QuotaLine
from prospector.reports.week import LONG_DAYS, Sums, WeekReport


def data_of(report: WeekReport) -> dict[str, object]:
    """The documented fields."""
    basis = report.basis
    rows = channel_report.layout(report.channels).told
    if isinstance(rows, list):
        raise TypeError("a comparison is an object")
    definitions = {
        "channels": "as report channels, of the week",
        "mean_of_four": "of the four weeks before, or of as many as the log reaches back over",
        "best_hours": "of the prospecting channel with the most conversations in lately_days",
        "lately_days": LONG_DAYS,
        "horizon_days": basis.horizon_days,
        "confidence": basis.confidence,
    }
    return {
        **basis.common("week", definitions),
        "week": report.name,
        "working_days": report.working_days,
        "working_days_done": report.days_done,
        "channels": rows["rows"],
        "unattributed": rows["unattributed"],
        "total": rows["total"],
        "before": {
            "week": _fields(report, report.before),
            "mean_of_four": _fields(report, report.mean),
            "weeks": report.weeks,
        },
        "goals": [goal_fields(each) for each in report.goals],
        "quota": [_quota_fields(report, line) for line in report.quotas],
        "best_hours": _hour_fields(report),
        "worked": {**report.lately.judgement.data(), "days": LONG_DAYS},
        "worked_per_hour": report.lately.judgement.by_hour.data(),
        "maturing": report.lately.lines.total.effort.maturing,
        "advice": [
            {"rule": each.rule, "text": each.text, "numbers": dict(each.numbers), "command": each.command}
            for each in report.advice
        ],
        "commitments": [promise_fields(each) for each in report.commitments],
    }


def _fields(report: WeekReport, sums: Sums | None) -> dict[str, object] | None:
    if sums is None:
        return None
    return {
        "activities": sums.activities,
        "minutes": sums.minutes,
        "conversations": sums.conversations,
        "appointments_set": sums.appointments_set,
        "appointments_held": sums.appointments_held,
        "won": sums.won,
        "revenue": report.basis.exchange.major(sums.revenue),
    }


def _quota_fields(report: WeekReport, line: QuotaLine) -> dict[str, object]:
    is_money = line.metric is Metric.REVENUE

    def amount(value: float | None) -> float | int | None:
        return report.basis.exchange.major(round(value)) if is_money and value is not None else value

    return {
        "rep": line.rep,
        "metric": line.metric.value,
        "channel": line.channel,
        "period": line.period,
        "target": amount(line.target),
        "credited": amount(line.credited),
        "attainment": line.attainment,
        "pace": line.pace,
        "gap": amount(line.gap),
        "working_days_left": line.working_days_left,
        "needed_per_day": {"total": amount(line.needed_per_day)},
    }


def _hour_fields(report: WeekReport) -> list[dict[str, object]]:
    if report.best is None:
        return []
    certainty = report.best.judgement.certainty.value
    return [
        {
            "hour": int(row.name),
            "channel": report.best.channel,
            "conversation_rate": row.effort.conversation_rate.data(),
            "conversations_per_hour": row.effort.per_hour.data(),
            "chance_best": chance,
            "certainty": certainty,
        }
        for row, chance in report.best.hours
        if row.name.isdecimal()
    ]


def promise_fields(promise: Promise) -> dict[str, object]:
    """A promise as JSON."""
    target = promise.target
    return {
        "text": promise.text,
        "target": {"counted": target.counted.value, "amount": target.amount, "channel": target.channel}
        if target
        else None,
        "done": promise.done,
        "kept": promise.kept,
    }
