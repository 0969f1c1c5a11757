"""Where a day stands, and how far its goals are, as a log answers."""

from __future__ import annotations

from prospector.domain.day_work import ChannelWork, work_of
from prospector.domain.moment import Moment
from prospector.light import TYPE_CHECKING, dataclass
from prospector.store.day import fetch_day, fetch_day_goals, prospecting_channels

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class DayCounts:
    """Where a day stands: activities of one channel, conversations of all, minutes known.

    Attributes:
        goal: activities of the channel that were meant for the day; None without such a goal.
        conversation_goal: the same for conversations.
        others: further goals of the day that the entry is of: what of, how far, how much was meant, whether in minutes.
    """

    channel: str
    activities: int
    conversations: int
    minutes: int
    goal: int | None = None
    conversation_goal: int | None = None
    others: tuple[tuple[str, int, int, bool], ...] = ()

    @property
    def has_goals(self) -> bool:
        """Whether anything was meant to be done on the day."""
        return self.goal is not None or self.conversation_goal is not None or bool(self.others)

    def without_goals(self) -> DayCounts:
        """The same of a day on which nothing is asked for."""
        return DayCounts(self.channel, self.activities, self.conversations, self.minutes)


def day_counts(connection: sqlite3.Connection, channel: str, moment: Moment, rep_id: int) -> DayCounts:
    """Count the day of an entry.

    Args:
        connection: in the entry's transaction.
        channel: of the entry.
        moment: when it happened.
        rep_id: whose day.
    """
    work = work_of(fetch_day(connection, moment.local_day, moment.local_week, rep_id))
    goals = fetch_day_goals(connection, moment.day.isoformat(), rep_id)
    return DayCounts(
        channel,
        sum(each.activities for each in work if each.channel == channel),
        sum(each.conversations for each in work),
        sum(each.minutes for each in work),
        goals.get(("activities", channel)),
        goals.get(("conversations", None)),
        tuple(_others(connection, channel, work, goals)),
    )


def _others(
    connection: sqlite3.Connection,
    channel: str,
    work: tuple[ChannelWork, ...],
    goals: dict[tuple[str, str | None], int],
) -> Iterator[tuple[str, int, int, bool]]:
    """Goals in minutes of the entry's channel, and those of all prospecting channels."""
    for (measure, of), amount in goals.items():
        if measure not in {"activities", "minutes"} or (
            of is not None and (measure, of) != ("minutes", channel)
        ):
            continue
        named = {of} if of is not None else prospecting_channels(connection)
        mine = [each for each in work if each.channel in named]
        in_minutes = measure == "minutes"
        done = sum(each.minutes if in_minutes else each.activities for each in mine)
        yield of or "prospecting", done, amount, in_minutes
