"""What goes into a calendar: appointments that have a date, and how often rows were changed."""

from __future__ import annotations

import sqlite3

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus
from prospector.light import dataclass

_APPOINTMENTS = (
    "SELECT p.id, p.status, p.starts_at, p.starts_offset, contact.name, account.name, channel.name, p.note "
    "FROM appointment p LEFT JOIN contact ON contact.id = p.contact_id "
    "LEFT JOIN account ON account.id = contact.account_id LEFT JOIN channel ON channel.id = p.channel_id "
    "WHERE coalesce(p.rep_id = ?, 1) ORDER BY p.starts_at, p.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An appointment; `starts` is None until it has a date."""

    id: int
    status: AppointmentStatus
    starts: Moment | None
    contact: str | None
    account: str | None
    channel: str | None
    note: str | None


def fetch_meetings(connection: sqlite3.Connection, rep_id: int | None) -> tuple[Meeting, ...]:
    """Every appointment, whatever became of it.

    Args:
        connection: in a transaction.
        rep_id: whose; None for everybody's.
    """
    return tuple(
        Meeting(
            id=number,
            status=AppointmentStatus(status),
            starts=None if starts is None else Moment(starts, offset),
            contact=contact,
            account=account,
            channel=channel,
            note=note,
        )
        for number, status, starts, offset, contact, account, channel, note in connection.execute(
            _APPOINTMENTS, (rep_id,)
        )
    )


def revisions(connection: sqlite3.Connection, table: str) -> dict[int, int]:
    """How often each row of a table was changed since it was made, by the journal, which only grows."""
    return {
        row_id: changes - 1
        for row_id, changes in connection.execute(
            "SELECT row_id, count(*) FROM change WHERE table_name = ? GROUP BY row_id", (table,)
        )
    }


def mark_of(connection: sqlite3.Connection) -> str:
    """A mark of this store, so that the entries of two stores are not taken for each other: when it was first written to."""
    found = connection.execute("SELECT at FROM deed ORDER BY id LIMIT 1").fetchone()
    return f"{found[0] if found else 0:x}"
