"""How the day is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from prospector.domain.agenda import Sort
from prospector.domain.day_words import day_text
from prospector.domain.day_work import ChannelWork
from prospector.domain.goal import GoalProgress
from prospector.reports import document
from prospector.reports.agenda_layout import counted
from prospector.reports.document import Column, Document, Row, Sentence, Table
from prospector.reports.goals_layout import goal_fields, goals_table

Meeting = tuple[str, str, str, str]  # time, contact, account, status

_WORK = (
    Column("channel", ""),
    Column("activities", "done", document.Sort.COUNT),
    Column("minutes", "minutes", document.Sort.MINUTES),
    Column("connects", "connects", document.Sort.COUNT),
    Column("conversations", "conversations", document.Sort.COUNT),
)
_MEETINGS = (
    Column("starts_at", "time"),
    Column("contact", "with"),
    Column("account", "at", rank=1),
    Column("status", "status"),
)


def layout(
    today: date,
    work: Sequence[ChannelWork],
    meetings: Sequence[Meeting],
    due: Mapping[Sort, int],
    goals: Sequence[GoalProgress] = (),
    *,
    old: int = 0,
) -> Document:
    """Lay the day out.

    Args:
        today: the present day.
        work: what was done, by channel.
        meetings: today's appointments.
        due: how many things ask to be done, by sort.
        goals: how far those of the day and the week are.
        old: how many of the steps of plans that are due are long over.
    """
    rows = [_row(each, each.channel) for each in work]
    if len(work) > 1:
        rows.append(_row(_total(work), "all", total=True))
    tables = [Table(_WORK, tuple(rows), empty="nothing logged yet: prospector call WHO")]
    if goals:
        tables.append(goals_table(goals, "Goals"))
    if meetings:
        tables.append(Table(_MEETINGS, tuple(map(Row, meetings)), heading="Appointments"))
    waiting = counted(due, old)
    said = f"{waiting}: prospector next" if waiting else "nothing"
    return Document(
        ("Today", day_text(today)),
        tuple(tables),
        (Sentence("Due", f"{said}."),),
        {
            "report": "today",
            "as_of": today.isoformat(),
            "channels": [_fields(each) for each in work],
            "total": _fields(_total(work)),
            "appointments": [
                dict(zip(("starts_at", "contact", "account", "status"), meeting, strict=True))
                for meeting in meetings
            ],
            "goals": [goal_fields(each) for each in goals],
            "due": {sort.value: due.get(sort, 0) for sort in Sort},
        },
    )


def _total(work: Sequence[ChannelWork]) -> ChannelWork:
    return ChannelWork(
        "all",
        sum(each.activities for each in work),
        sum(each.connects for each in work),
        sum(each.conversations for each in work),
        sum(each.minutes for each in work),
    )


def _row(work: ChannelWork, name: str, *, total: bool = False) -> Row:
    return Row((name, work.activities, work.minutes, work.connects, work.conversations), total=total)


def _fields(work: ChannelWork) -> dict[str, object]:
    return {
        "channel": work.channel,
        "activities": work.activities,
        "connects": work.connects,
        "conversations": work.conversations,
        "minutes": work.minutes,
    }
