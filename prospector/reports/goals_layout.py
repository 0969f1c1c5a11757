"""How goals are laid out: what is meant to be done, what is done, and for how long that has gone well."""

from __future__ import annotations

from collections.abc import Sequence

from prospector.domain.goal import Goal, GoalProgress, Measure
from prospector.reports.document import Column, Document, Row, Sort, Table

_COLUMNS = (
    Column("id", "#", Sort.NUMBER),
    Column("goal", "goal"),
    Column("unit", ""),
    Column("per", "per"),
    Column("target", "target", Sort.COUNT),
    Column("done", "so far", Sort.COUNT),
    Column("left", "left", Sort.COUNT),
    Column("streak", "streak", Sort.COUNT),
    Column("streak_of", "", unit=True),
    Column("days_met", "this week", rank=1),
)
_PAST = (
    Column("id", "#", Sort.NUMBER),
    Column("goal", "goal"),
    Column("unit", ""),
    Column("per", "per"),
    Column("amount", "target", Sort.COUNT),
    Column("set_on", "set", Sort.DAY),
    Column("replaced_on", "until", Sort.DAY),
)
_EMPTY = "no goal yet: prospector goal set call 40 --per day"


def layout(found: Sequence[GoalProgress], past: Sequence[Goal] | None = None) -> Document:
    """Lay the goals out.

    Args:
        found: those that hold.
        past: those that were replaced; None where they are not asked for.
    """
    tables = [goals_table(found)]
    if past:
        tables.append(Table(_PAST, tuple(_past_row(each) for each in past), heading="Until then"))
    data: list[object] = [goal_fields(each) for each in found]
    data += [past_fields(each) for each in past or ()]
    return Document((), tuple(tables), data=data)


def goals_table(found: Sequence[GoalProgress], heading: str = "") -> Table:
    """The goals and how far they are, for a page that has more than them."""
    return Table(_COLUMNS, tuple(_row(each) for each in found), heading=heading, empty=_EMPTY)


def goal_fields(progress: GoalProgress) -> dict[str, object]:
    """A goal and how far it is, in JSON: in `goal list` and in every report that has goals."""
    return {
        **past_fields(progress.goal),
        "start": progress.start.isoformat(),
        "end": progress.end.isoformat(),
        "target": progress.target,
        "done": progress.done,
        "left": progress.left,
        "met": progress.met,
        "streak": progress.streak,
        "days_met": progress.days_met,
        "days": progress.days,
    }


def past_fields(goal: Goal) -> dict[str, object]:
    """A goal in JSON, without how far it is."""
    return {
        "id": goal.id,
        "goal": goal.aim.subject,
        "channel": goal.aim.channel,
        "measure": goal.aim.measure.value,
        "per": goal.aim.per.value,
        "amount": goal.amount,
        "rep": goal.rep,
        "set_on": goal.set_on.isoformat(),
        "replaced_on": goal.replaced_on.isoformat() if goal.replaced_on else None,
    }


def _row(progress: GoalProgress) -> Row:
    goal = progress.goal
    week = (
        None
        if progress.days is None
        else f"{progress.days_met} of {progress.days} day{'s' if progress.days != 1 else ''}"
    )
    return Row(
        (
            goal.id,
            goal.aim.subject,
            _unit(goal),
            goal.aim.per.value,
            progress.target,
            progress.done,
            progress.left,
            progress.streak,
            f"{goal.aim.per}s" if progress.streak != 1 else goal.aim.per.value,
            week,
        ),
    )


def _past_row(goal: Goal) -> Row:
    until = goal.replaced_on.isoformat() if goal.replaced_on else None
    return Row(
        (
            goal.id,
            goal.aim.subject,
            _unit(goal),
            goal.aim.per.value,
            goal.amount,
            goal.set_on.isoformat(),
            until,
        ),
        quiet=True,
    )


def _unit(goal: Goal) -> str:
    return "min" if goal.aim.measure is Measure.MINUTES else ""
