"""Where a day stands, as a log answers."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from prospector.domain.day_work import work_of
from prospector.domain.moment import Moment
from prospector.store.day import fetch_day


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Where a day stands: activities of one channel, conversations of all, minutes known."""

    channel: str
    activities: int
    conversations: int
    minutes: int


def day_counts(connection: sqlite3.Connection, channel: str, moment: Moment, rep_id: int) -> DayCounts:
    """Count the day of an entry.

    Args:
        connection: in the entry's transaction.
        channel: of the entry.
        moment: when it happened.
        rep_id: whose day.
    """
    work = work_of(fetch_day(connection, moment.local_day, moment.local_week, rep_id))
    return DayCounts(
        channel,
        sum(each.activities for each in work if each.channel == channel),
        sum(each.conversations for each in work),
        sum(each.minutes for each in work),
    )
