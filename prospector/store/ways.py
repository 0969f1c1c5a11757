"""Which way to the rows is the shorter one: a few weeks are read along the index of weeks, most of a log another way."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from prospector.domain.moment import week_of

# Outcomes of the first numbers are attempts in every new store, and most activities end in one. The index of results
# leaves these out; SQLite takes it only where a statement says the same in the same words.
LAST_ATTEMPT = 11
RESULTS_ONLY = f"a.outcome_id > {LAST_ATTEMPT}"
_MUCH = 0.12
IN_DAYS = "a.local_day >= :start AND a.local_day < :stop"
_EVERY_DAY = "1"
_OUTSIDE = """SELECT EXISTS (SELECT 1 FROM activity WHERE local_week = :start_week AND local_day < :start)
    OR EXISTS (SELECT 1 FROM activity WHERE local_week = :stop_week AND local_day >= :stop)"""


def is_most(connection: sqlite3.Connection, start: int, stop: int) -> bool:
    """Whether the days from one to before another hold most weeks of the log."""
    return _share(connection, start, stop) > 0.5


def days_of(connection: sqlite3.Connection, bound: Mapping[str, int | str]) -> str:
    """What has to be asked of the day of an activity in the weeks of a window.

    Nothing, where the first and the last of them have no day outside: a look at two weeks saves one at each of many rows.
    """
    if not is_most(connection, int(bound["start"]), int(bound["stop"])):
        return IN_DAYS
    (outside,) = connection.execute(_OUTSIDE, bound).fetchone()
    return IN_DAYS if outside else _EVERY_DAY


def is_much(connection: sqlite3.Connection, start: int, stop: int) -> bool:
    """Whether they hold so many weeks that conversations, few among activities, are read sooner from those of the whole log.

    Of two years, those of 97 days took two thirds of the time in this way, since their order is that of the index too.
    """
    return _share(connection, start, stop) > _MUCH


def _share(connection: sqlite3.Connection, start: int, stop: int) -> float:
    """What share of the weeks of the log the days from one to before another hold."""
    first, last = connection.execute(
        "SELECT (SELECT min(local_week) FROM activity), (SELECT max(local_week) FROM activity)"
    ).fetchone()
    if first is None:
        return 0.0
    inside = min(week_of(stop), last) - max(week_of(start), first) + 1
    return float(inside / (last - first + 1))


def has_all_results(connection: sqlite3.Connection) -> bool:
    """Whether the index of results holds all: a rep may move an outcome that is left out of it to another level."""
    (level,) = connection.execute("SELECT max(level) FROM outcome WHERE id <= ?", (LAST_ATTEMPT,)).fetchone()
    return not level
