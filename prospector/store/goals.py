"""Goals and their history, and what was done day by day."""

from __future__ import annotations

import sqlite3
from datetime import date

from prospector.domain.goal import Aim, DayTally, Goal, Measure, Per
from prospector.domain.moment import week_of
from prospector.domain.vocabulary import Approach
from prospector.store.statements import filled, local_day


def goals(connection: sqlite3.Connection, rep_id: int | None = None) -> tuple[Goal, ...]:
    """All goals of a rep, or of everybody; those that were replaced too, in the order in which they were set."""
    rows = connection.execute(
        "SELECT t.id, t.metric, c.name, t.period, t.amount, r.name, t.set_on, t.replaced_on FROM target t "
        "JOIN rep r ON r.id = t.rep_id LEFT JOIN channel c ON c.id = t.channel_id "
        "WHERE t.sort = 'goal' AND (?1 IS NULL OR t.rep_id = ?1) ORDER BY t.period, t.id",
        (rep_id,),
    )
    return tuple(
        Goal(
            id=number,
            aim=Aim(measure=Measure(metric), channel=channel, per=Per(period)),
            amount=amount,
            rep=rep,
            set_on=date.fromisoformat(set_on),
            replaced_on=date.fromisoformat(replaced_on) if replaced_on else None,
        )
        for number, metric, channel, period, amount, rep, set_on, replaced_on in rows
    )


def fetch_tallies(connection: sqlite3.Connection, rep_id: int, start: int, stop: int) -> tuple[DayTally, ...]:
    """Fetch what a rep did on the days from `start` to before `stop`, by day and channel."""
    text = filled("day_tallies", set_on=local_day("p.set_at", "p.set_offset"))
    rows = connection.execute(
        text,
        {
            "rep_id": rep_id,
            "start": start,
            "stop": stop,
            "start_week": week_of(start),
            "stop_week": week_of(stop),
        },
    )
    return tuple(
        DayTally(
            day=day,
            channel=channel,
            prospecting=approach == Approach.PROSPECTING,
            activities=activities,
            minutes=minutes,
            conversations=conversations,
            appointments=appointments,
        )
        for day, channel, approach, activities, minutes, conversations, appointments in rows
    )
