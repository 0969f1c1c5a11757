"""What was done on one day, and what was meant to be. Logging reads it, so it needs no more than the standard library."""

from __future__ import annotations

from prospector.domain.day_work import DayFact
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_DONE = (
    "SELECT channel.name, outcome.level, a.contact_id, a.count, a.minutes, a.direction FROM activity a "
    "JOIN channel ON channel.id = a.channel_id JOIN outcome ON outcome.id = a.outcome_id "
    "WHERE a.local_week = ? AND a.local_day = ? AND coalesce(a.rep_id = ?, 1) ORDER BY channel.id"
)

_MEANT = (
    "SELECT metric, channel.name, amount FROM target LEFT JOIN channel ON channel.id = channel_id "
    "WHERE sort = 'goal' AND rep_id = ?1 AND period = 'day' AND set_on <= ?2 "
    "AND (replaced_on IS NULL OR replaced_on > ?2)"
)


def fetch_day(connection: sqlite3.Connection, day: int, week: int, rep_id: int | None) -> list[DayFact]:
    """Fetch what was done on a day; of everybody where no rep is named."""
    return [DayFact(*row) for row in connection.execute(_DONE, (week, day, rep_id))]


def fetch_day_goals(
    connection: sqlite3.Connection, day: str, rep_id: int
) -> dict[tuple[str, str | None], int]:
    """Fetch the goals of an ISO date by measure and channel, through their index."""
    return {
        (measure, channel): amount for measure, channel, amount in connection.execute(_MEANT, (rep_id, day))
    }


def prospecting_channels(connection: sqlite3.Connection) -> set[str]:
    """The channels whose work is prospecting, by name."""
    return {name for (name,) in connection.execute("SELECT name FROM channel WHERE approach = 'prospecting'")}
