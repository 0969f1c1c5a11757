"""What was done on one day. Logging reads it, so it needs no more than the standard library."""

from __future__ import annotations

import sqlite3

from prospector.domain.day_work import DayFact

_DONE = (
    "SELECT channel.name, outcome.level, a.contact_id, a.count, a.minutes, a.direction FROM activity a "
    "JOIN channel ON channel.id = a.channel_id JOIN outcome ON outcome.id = a.outcome_id "
    "WHERE a.local_week = ? AND a.local_day = ? AND coalesce(a.rep_id = ?, 1) ORDER BY channel.id"
)


def fetch_day(connection: sqlite3.Connection, day: int, week: int, rep_id: int | None) -> list[DayFact]:
    """Fetch what was done on a day; of everybody where no rep is named."""
    return [DayFact(*row) for row in connection.execute(_DONE, (week, day, rep_id))]
