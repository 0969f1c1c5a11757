"""How plans, and who is in them, are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prospector.domain.plan import Plan
from prospector.reports.document import Column, Document, Row, Sort, Table

_PLANS = (
    Column("plan", "plan"),
    Column("own", "yours", rank=3),
    Column("steps", "steps", Sort.COUNT),
    Column("days", "days", Sort.COUNT),
    Column("enrolled", "enrolled", Sort.COUNT),
    Column("running", "in it now", Sort.COUNT),
    Column("summary", "what for", rank=1),
)
_STEPS = (
    Column("step", "#", Sort.COUNT),
    Column("day", "day", Sort.COUNT),
    Column("channel", "channel"),
    Column("kind", "kind", rank=1),
    Column("what", "what to do"),
)
_PEOPLE = (
    Column("id", "#", Sort.NUMBER),
    Column("contact", "contact"),
    Column("account", "account", rank=2),
    Column("started_on", "since", Sort.DAY, 1),
    Column("done", "done", Sort.COUNT),
    Column("due_on", "next due", Sort.DAY),
    Column("state", "state"),
)

Place = tuple[int, str, str | None, date, int, date | None, str]  # the columns of people


def plan_list(lines: Sequence[tuple[Plan, bool, int, int]]) -> Document:
    """Lay out plans: each with whether it is the rep's own, how many were enrolled, and how many still are."""
    rows = tuple(
        Row((plan.name, "yes" if own else "", len(plan.steps), plan.days, enrolled, running, plan.summary))
        for plan, own, enrolled, running in lines
    )
    data: list[object] = [
        {**_fields(plan), "own": own, "enrolled": enrolled, "running": running}
        for plan, own, enrolled, running in lines
    ]
    return Document((), (Table(_PLANS, rows),), data=data)


def plan_page(plan: Plan, people: Sequence[Place]) -> Document:
    """Lay out one plan and where everybody in it stands."""
    steps = tuple(
        Row((number, step.day, step.channel, step.kind, step.what))
        for number, step in enumerate(plan.steps, start=1)
    )
    rows = tuple(
        Row((number, contact, account, since.isoformat(), done, due.isoformat() if due else None, state))
        for number, contact, account, since, done, due, state in people
    )
    tables = [Table(_STEPS, steps, heading=plan.summary)]
    if rows:
        tables.append(Table(_PEOPLE, rows, heading="Who is in it"))
    keys = tuple(column.key for column in _PEOPLE)
    listed = [dict(zip(keys, row.cells, strict=True)) for row in rows]
    return Document((plan.name,), tuple(tables), data={**_fields(plan), "contacts": listed})


def _fields(plan: Plan) -> dict[str, object]:
    return {
        "plan": plan.name,
        "summary": plan.summary,
        "days": plan.days,
        "steps": [
            {"day": step.day, "channel": step.channel, "kind": step.kind, "what": step.what}
            for step in plan.steps
        ],
    }
