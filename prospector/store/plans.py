"""Plans in the store, and who is in them."""

from __future__ import annotations

import sqlite3
from itertools import groupby
from operator import itemgetter
from typing import Any

from prospector.domain.moment import LATEST, Moment, day_number
from prospector.domain.plan import Enrolment, Plan, Step, Touch
from prospector.domain.spelling import fold
from prospector.store.nouns import NOUNS, Asked
from prospector.store.words import kind_id, read_vocabulary
from prospector.store.writing import Value, Writing

_NEVER = day_number(LATEST) * 86400
_TOUCHES = """
    SELECT e.id, e.plan_id, e.contact_id, e.started_at, e.started_offset, e.stopped_at, e.stopped_offset,
        a.id, a.local_day, ch.name, k.name, a.direction, o.level, a.content_id IS NOT NULL
    FROM enrolment e
        LEFT JOIN activity a ON a.contact_id = e.contact_id
            AND a.occurred_at >= e.started_at - 172800
            AND CASE WHEN a.utc_offset IS NULL OR e.started_offset IS NULL
                THEN a.local_day >= (e.started_at + coalesce(e.started_offset, 0) * 60) / 86400
                ELSE a.occurred_at > e.started_at OR (a.occurred_at = e.started_at AND a.id > e.after_id) END
            AND CASE WHEN a.utc_offset IS NULL OR e.stopped_at IS NULL OR e.stopped_offset IS NULL
                THEN a.local_day <= (coalesce(e.stopped_at, :never) + coalesce(e.stopped_offset, 0) * 60) / 86400
                ELSE a.occurred_at < e.stopped_at OR (a.occurred_at = e.stopped_at AND a.id <= e.until_id) END
            AND a.local_day <= :as_of
            AND a.channel_id NOT IN (SELECT id FROM channel WHERE approach = 'effort')
        LEFT JOIN channel ch ON ch.id = a.channel_id
        LEFT JOIN outcome o ON o.id = a.outcome_id
        LEFT JOIN kind k ON k.id = a.kind_id
    WHERE {which}
    ORDER BY e.id, a.occurred_at, a.id
"""
_EVER = day_number(LATEST)


def stored_plans(connection: sqlite3.Connection) -> dict[int, Plan]:
    """Every plan in the store, by its number."""
    rows = connection.execute(
        "SELECT p.id, p.name, p.summary, s.day, channel.name, kind.name, s.what FROM plan p "
        "JOIN plan_step s ON s.plan_id = p.id JOIN channel ON channel.id = s.channel_id "
        "LEFT JOIN kind ON kind.id = s.kind_id ORDER BY p.name, s.place"
    ).fetchall()
    return {
        number: Plan(
            name=name,
            summary=summary,
            steps=tuple(Step(day=row[3], channel=row[4], kind=row[5], what=row[6]) for row in steps),
        )
        for (number, name, summary), steps in groupby(rows, key=itemgetter(0, 1, 2))
    }


def insert_plan(writing: Writing, plan: Plan) -> int:
    """Store a plan.

    Raises:
        UnknownNameError: a step's channel is none of the store's.
    """
    vocabulary = read_vocabulary(writing.connection)
    channels = [vocabulary.channel(step.channel).id for step in plan.steps]
    number = writing.insert("plan", name=plan.name, summary=plan.summary)
    for place, (step, channel) in enumerate(zip(plan.steps, channels, strict=True)):
        writing.insert(
            "plan_step",
            plan_id=number,
            place=place,
            day=step.day,
            channel_id=channel,
            kind_id=kind_id(writing, step.kind) if step.kind else None,
            what=step.what,
        )
    return number


def delete_plan(writing: Writing, number: int) -> None:
    """Delete a plan that nobody was ever in."""
    for (step,) in writing.connection.execute(
        "SELECT id FROM plan_step WHERE plan_id = ?", (number,)
    ).fetchall():
        writing.delete("plan_step", step)
    writing.delete("plan", number)


def has_enrolments(connection: sqlite3.Connection, plan_id: int) -> bool:
    """Whether anybody was ever in a plan."""
    return (
        connection.execute("SELECT 1 FROM enrolment WHERE plan_id = ? LIMIT 1", (plan_id,)).fetchone()
        is not None
    )


def fetch_enrolments(
    connection: sqlite3.Connection,
    *,
    contact_id: int | None = None,
    plan_id: int | None = None,
    rep_id: int | None = None,
    as_of: int = _EVER,
    unstopped: bool = False,
) -> tuple[Enrolment, ...]:
    """Who is or was in a plan, with what happened since; None does not ask.

    Args:
        connection: in a transaction.
        contact_id: of this contact.
        plan_id: of this plan.
        rep_id: whose.
        as_of: the last day that counts; those who began or were stopped after it did not.
        unstopped: only those that the rep did not stop.
    """
    asked: dict[str, Value] = {
        "e.contact_id = :contact_id": contact_id,
        "e.plan_id = :plan_id": plan_id,
        "e.rep_id = :rep_id": rep_id,
        "e.stopped_at IS NULL AND :unstopped": int(unstopped) or None,
    }
    given = {text: value for text, value in asked.items() if value is not None}
    bound: dict[str, Value] = {"never": _NEVER, "as_of": as_of, "unstopped": 1}
    bound |= {"contact_id": contact_id, "plan_id": plan_id, "rep_id": rep_id}
    rows = connection.execute(_TOUCHES.format(which=" AND ".join(given) or "1"), bound)
    found = [_enrolment(head, list(lines), as_of) for head, lines in groupby(rows, key=itemgetter(*range(7)))]
    return tuple(each for each in found if each.started.local_day <= as_of)


def insert_enrolment(writing: Writing, plan_id: int, contact_id: int, *, started: Moment, rep_id: int) -> int:
    """Put a contact into a plan; the number of the enrolment."""
    return writing.insert(
        "enrolment",
        plan_id=plan_id,
        contact_id=contact_id,
        started_at=started.seconds,
        started_offset=started.offset,
        after_id=_last_activity(writing.connection),
        rep_id=rep_id,
    )


def stop_enrolment(writing: Writing, number: int, now: Moment) -> None:
    """Take a contact out of a plan."""
    writing.update(
        "enrolment",
        number,
        stopped_at=now.seconds,
        stopped_offset=now.offset,
        until_id=_last_activity(writing.connection),
    )


def contacts_asked(connection: sqlite3.Connection, asked: Asked) -> list[int]:
    """The numbers of the contacts that filters choose, in the order of their names."""
    entry = NOUNS["contacts"]
    where = " AND ".join(entry.filters[name] for name in asked.by) or "1"
    rows = connection.execute(
        f"SELECT contact.id FROM contact WHERE {where} AND contact.id NOT IN (SELECT contact_id FROM forgotten) ORDER BY contact.name_key, contact.id",
        dict(asked.values),
    )
    return [number for (number,) in rows]


def plan_of_name(plans: dict[int, Plan], name: str) -> tuple[int, Plan] | None:
    """The plan of a name; None if the store has none."""
    return next(((number, plan) for number, plan in plans.items() if fold(plan.name) == fold(name)), None)


def _last_activity(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM activity").fetchone()[0])


def _enrolment(head: tuple[Any, ...], lines: list[tuple[Any, ...]], as_of: int) -> Enrolment:
    number, plan_id, contact_id, started, started_offset, stopped, stopped_offset = head
    end = None if stopped is None else Moment(stopped, stopped_offset)
    return Enrolment(
        id=number,
        plan_id=plan_id,
        contact_id=contact_id,
        started=Moment(started, started_offset),
        stopped=end if end is not None and end.local_day <= as_of else None,
        touches=tuple(
            Touch(line[7], line[8], line[9], line[10], line[11] == 0, line[12], bool(line[13]))
            for line in lines
            if line[7] is not None
        ),
    )
