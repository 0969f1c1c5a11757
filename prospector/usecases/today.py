"""Where the day stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from prospector.domain.agenda import Sort
from prospector.domain.day_work import ChannelWork, work_of
from prospector.domain.goal import GoalProgress
from prospector.domain.moment import day_number, week_of
from prospector.light import dataclass
from prospector.store.day import fetch_day
from prospector.store.meetings import MeetingToday, meetings_on
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.usecases.agenda import Asking, items_of
from prospector.usecases.goals import progress


@dataclass(frozen=True, slots=True)
class Today:
    """The day so far.

    Attributes:
        meetings: those of today, whatever became of them.
        due: how many things ask to be done, by sort.
        old: how many of them are steps of plans that are long over.
        goals: how far those of the day and the week are.
    """

    work: tuple[ChannelWork, ...]
    meetings: tuple[MeetingToday, ...]
    due: Mapping[Sort, int]
    old: int
    goals: tuple[GoalProgress, ...]


def look_at_today(store: Store, asking: Asking) -> Today:
    """Count the day and what is due.

    Raises:
        UnknownNameError: there is no such rep.
    """
    today = day_number(asking.basis.as_of)
    with store.reading() as connection:
        owner = rep_id(connection, asking.rep)
        whose = owner if asking.rep else None
        items, _ = items_of(connection, asking, owner)
        return Today(
            work_of(fetch_day(connection, today, week_of(today), whose)),
            meetings_on(connection, today, whose),
            Counter(item.sort for item in items),
            sum(item.old for item in items),
            progress(connection, rep=asking.rep, day=asking.basis.as_of, calendar=asking.week),
        )
