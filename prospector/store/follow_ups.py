"""Follow-ups: written, closed, and read as the domain knows them."""

from __future__ import annotations

from datetime import date

from prospector.domain.follow_up import FollowUp, FollowUpStatus
from prospector.domain.moment import Moment
from prospector.light import TYPE_CHECKING
from prospector.store.writing import Value, Writing

if TYPE_CHECKING:
    import sqlite3

_SELECT = (
    "SELECT f.id, f.text, f.contact_id, contact.name, account.name, f.activity_id, f.due_on, f.status, rep.name "
    "FROM follow_up f LEFT JOIN contact ON contact.id = f.contact_id "
    "LEFT JOIN account ON account.id = contact.account_id JOIN rep ON rep.id = f.rep_id"
)


def insert_follow_up(
    writing: Writing,
    text: str,
    *,
    contact_id: int | None,
    activity_id: int | None,
    due: date,
    rep_id: int,
    at: Moment,
) -> FollowUp:
    """Write a promise down."""
    number = writing.insert(
        "follow_up",
        text=text,
        contact_id=contact_id,
        activity_id=activity_id,
        due_on=due.isoformat(),
        status=FollowUpStatus.OPEN.value,
        created_at=at.seconds,
        created_offset=at.offset,
        rep_id=rep_id,
    )
    return read_follow_up(writing.connection, number)


def close_follow_up(writing: Writing, number: int, status: FollowUpStatus, at: Moment) -> None:
    """Say that it was done, or is not to be done; or open it again."""
    is_open = status is FollowUpStatus.OPEN
    writing.update(
        "follow_up",
        number,
        status=status.value,
        closed_at=None if is_open else at.seconds,
        closed_offset=None if is_open else at.offset,
    )


def leave_activity(writing: Writing, activity_id: int) -> None:
    """Keep what was promised in a log that is to be deleted: it was promised all the same."""
    for number in _of_activity(writing, activity_id):
        writing.update("follow_up", number, activity_id=None)


def move_with_activity(writing: Writing, activity_id: int, contact_id: Value) -> None:
    """Give what was promised in a log to the contact that the log is with now."""
    for number in _of_activity(writing, activity_id):
        writing.update("follow_up", number, contact_id=contact_id)


def read_follow_up(connection: sqlite3.Connection, number: int) -> FollowUp:
    """The follow-up of a row number that is known to be there."""
    return _read(connection, "f.id = ?", (number,))[0]


def find_follow_up(connection: sqlite3.Connection, number: int) -> FollowUp | None:
    """The follow-up of a number that was typed; None if there is none."""
    found = _read(connection, "f.id = ?", (number,))
    return found[0] if found else None


def open_follow_ups(connection: sqlite3.Connection, contact_id: int) -> tuple[FollowUp, ...]:
    """What was promised to a contact and not done yet, the first due in front."""
    return _read(connection, "f.contact_id = ? AND f.status = 'open'", (contact_id,))


def fetch_follow_ups(
    connection: sqlite3.Connection,
    *,
    status: FollowUpStatus | None = None,
    contact_id: int | None = None,
    rep_id: int | None = None,
    due_by: date | None = None,
) -> tuple[FollowUp, ...]:
    """Follow-ups, the first due in front; None does not ask."""
    asked: dict[str, Value] = {
        "f.status = ?": status.value if status else None,
        "f.contact_id = ?": contact_id,
        "f.rep_id = ?": rep_id,
        "f.due_on <= ?": due_by.isoformat() if due_by else None,
    }
    given = {condition: value for condition, value in asked.items() if value is not None}
    return _read(connection, " AND ".join(given) or "1", tuple(given.values()))


def _of_activity(writing: Writing, activity_id: int) -> list[int]:
    return [
        int(row[0])
        for row in writing.connection.execute(
            "SELECT id FROM follow_up WHERE activity_id = ? ORDER BY id", (activity_id,)
        ).fetchall()
    ]


def _read(connection: sqlite3.Connection, condition: str, values: tuple[Value, ...]) -> tuple[FollowUp, ...]:
    rows = connection.execute(f"{_SELECT} WHERE {condition} ORDER BY f.due_on, f.id", values)
    return tuple(
        FollowUp(
            id=number,
            text=text,
            contact_id=contact_id,
            contact=contact,
            account=account,
            activity_id=activity_id,
            due=date.fromisoformat(due_on),
            status=FollowUpStatus(status),
            rep=rep,
        )
        for number, text, contact_id, contact, account, activity_id, due_on, status, rep in rows
    )
