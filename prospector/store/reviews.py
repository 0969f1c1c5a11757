"""Reviews and what was promised in them; and what waits."""

from __future__ import annotations

import sqlite3
from datetime import date

from prospector.domain.moment import date_of, day_number
from prospector.domain.review import Answers, Counted, Target
from prospector.light import dataclass
from prospector.store.statements import filled, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The review of a week, by the number of the week (`prospector.domain.moment.week_of`)."""

    id: int
    week: int
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise as it was written down.

    Attributes:
        kept: what the rep said of a promise that cannot be measured; None where nothing was said.
    """

    id: int
    text: str
    target: Target | None
    kept: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Appointments of past days without an outcome, follow-ups and open deals past their day; days of the oldest."""

    unsettled: int
    promised: int
    promised_days: int
    overdue: int
    overdue_days: int


def reviews(connection: sqlite3.Connection, rep_id: int, *, week: int | None = None) -> tuple[Review, ...]:
    """The reviews of a rep, the latest week first.

    Args:
        connection: inside a transaction.
        rep_id: whose.
        week: only that of this week; None for all.
    """
    rows = connection.execute(
        "SELECT id, week, worked, not_worked, change FROM review "
        "WHERE rep_id = ?1 AND (?2 IS NULL OR week = ?2) ORDER BY week DESC",
        (rep_id, week),
    )
    return tuple(
        Review(id=number, week=found, answers=Answers(worked, not_worked, change))
        for number, found, worked, not_worked, change in rows
    )


def commitments(connection: sqlite3.Connection, review_id: int) -> tuple[Commitment, ...]:
    """What was promised in a review, in the order in which it was written down."""
    rows = connection.execute(
        "SELECT c.id, c.text, c.counted, c.amount, channel.name, c.kept FROM commitment c "
        "LEFT JOIN channel ON channel.id = c.channel_id WHERE c.review_id = ? ORDER BY c.id",
        (review_id,),
    )
    return tuple(
        Commitment(
            id=number,
            text=text,
            target=None if counted is None else Target(Counted(counted), amount, channel),
            kept=None if kept is None else bool(kept),
        )
        for number, text, counted, amount, channel, kept in rows
    )


def loose_ends(connection: sqlite3.Connection, as_of: int, rep_id: int | None) -> Waiting:
    """What waits on a day.

    Args:
        connection: inside a transaction.
        as_of: a day number.
        rep_id: whose; None for everybody's.
    """
    text = filled("loose_ends", starts_on=local_day("p.starts_at", "p.starts_offset"))
    bound = {"as_of": as_of, "today": date_of(as_of).isoformat(), "rep": rep_id}
    unsettled, promised, first_promised, overdue, first_overdue = connection.execute(text, bound).fetchone()
    return Waiting(
        unsettled=unsettled,
        promised=promised,
        promised_days=_days(as_of, first_promised),
        overdue=overdue,
        overdue_days=_days(as_of, first_overdue),
    )


def _days(as_of: int, day: str | None) -> int:
    return 0 if day is None else as_of - day_number(date.fromisoformat(day))
