"""How the report on plans is laid out."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.reports.document import Column, Document, Row, Sentence, Sort, Table, Tone
from prospector.reports.plans import PlanLine, PlanReport, StepLine

_PLANS = (
    Column("plan", "plan"),
    Column("enrolled", "enrolled", Sort.COUNT),
    Column("running", "in it", Sort.COUNT, 3),
    Column("finished", "finished", Sort.COUNT, 2),
    Column("dropped", "dropped", Sort.COUNT, 1),
    Column("conversations", "conversations", Sort.COUNT),
    Column("rate", "rate", Sort.PERCENT),
    Column("range", "range", Sort.RANGE),
    Column("no_plan", "no plan", Sort.PERCENT),
)
_STEPS = (
    Column("step", "#", Sort.COUNT),
    Column("day", "day", Sort.COUNT, 2),
    Column("channel", "channel"),
    Column("reached", "reached", Sort.COUNT),
    Column("done", "done", Sort.COUNT),
    Column("conversations", "conversations", Sort.COUNT),
    Column("dropped", "dropped", Sort.COUNT),
    Column("what", "what", rank=1),
)


def layout(report: PlanReport) -> Document:
    """Lay it out."""
    basis = report.basis
    plans = Table(
        _PLANS,
        tuple(_row(line) for line in report.rows),
        empty="nobody was enrolled: plan list shows the plans, plan enrol PLAN WHO begins one",
    )
    steps = [
        Table(_STEPS, tuple(_step_row(each) for each in line.steps), heading=line.plan.name)
        for line in report.rows
    ]
    return Document(
        title=basis.heading("Plans", basis.ranges),
        tables=(plans, *steps),
        sentences=tuple(_sentences(report)),
        data={
            **basis.common(
                "plans",
                {
                    "conversations": "enrolled contacts with one within horizon_days of a touch while the plan went on",
                    "no_plan": "contacts never in a plan whose first touch was like the first step; no proof: the rep "
                    "chooses whom to enrol",
                    "horizon_days": basis.horizon_days,
                    "confidence": basis.confidence,
                },
            ),
            "rows": [_fields(line) for line in report.rows],
        },
    )


def _row(line: PlanLine) -> Row:
    interval = line.rate.interval
    return Row(
        (
            line.plan.name,
            line.enrolled,
            line.running,
            line.finished,
            line.dropped,
            line.conversations,
            line.rate.value,
            (interval.low, interval.high) if interval else (None, None),
            line.no_plan.value,
        )
    )


def _step_row(line: StepLine) -> Row:
    step = line.step
    return Row(
        (
            line.number,
            step.day,
            step.channel,
            line.reached,
            line.done,
            line.conversations,
            line.dropped,
            step.what,
        )
    )


def _sentences(report: PlanReport) -> Iterable[Sentence]:
    for line in report.rows:
        best, second = sorted((*line.steps, None), key=_conversations, reverse=True)[:2]
        if best is not None and _conversations(best) > max(1, _conversations(second)):
            yield Sentence(
                "Step",
                f"Of {line.conversations} conversations of {line.plan.name}, {best.conversations} came after "
                f"step {best.number}, {best.step.channel}.",
            )
    if any(line.no_plan.trials for line in report.rows):
        against = "; ".join(
            f"{line.plan.name} {line.rate.hits} of {line.rate.trials:,}, no plan {line.no_plan.hits} of "
            f"{line.no_plan.trials:,} that began with {line.plan.steps[0].channel}"
            for line in report.rows
        )
        yield Sentence("No plan", f"{against}. That is no proof: you choose whom to enrol.", Tone.UNCERTAIN)
    maturing = sum(line.maturing for line in report.rows)
    if maturing:
        yield Sentence(
            "Maturing",
            f"{maturing:,} of the enrolled may still talk: their touches are young.",
            Tone.UNCERTAIN,
        )


def _conversations(line: StepLine | None) -> int:
    """Of a step; one that is not there brought none."""
    return line.conversations if line else 0


def _fields(line: PlanLine) -> dict[str, object]:
    return {
        "plan": line.plan.name,
        "enrolled": line.enrolled,
        "running": line.running,
        "finished": line.finished,
        "dropped": line.dropped,
        "conversations": line.conversations,
        "maturing": line.maturing,
        "rate": line.rate.data(),
        "no_plan": line.no_plan.data(),
        "steps": [
            {
                "step": each.number,
                "day": each.step.day,
                "channel": each.step.channel,
                "kind": each.step.kind,
                "what": each.step.what,
                "reached": each.reached,
                "done": each.done,
                "conversations": each.conversations,
                "dropped": each.dropped,
            }
            for each in line.steps
        ],
    }
