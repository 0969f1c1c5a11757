"""The appointments of a contact, and the activities that made one without a row of its own."""

from __future__ import annotations

import sqlite3
from typing import Any

from prospector.domain.appointment import Appointment
from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus, Level
from prospector.errors import UnknownNameError
from prospector.store.writing import Writing

_APPOINTMENT = "SELECT id, status, set_at, set_offset, starts_at, starts_offset, contact_id FROM appointment"


def appointments_of(connection: sqlite3.Connection, contact_id: int) -> tuple[Appointment, ...]:
    """All appointments of a contact, in the order in which they were made."""
    rows = connection.execute(f"{_APPOINTMENT} WHERE contact_id = ? ORDER BY id", (contact_id,))
    return tuple(_appointment(row) for row in rows)


def appointment_at(connection: sqlite3.Connection, number: int) -> tuple[Appointment, int | None]:
    """The appointment of a row number and its contact's number; a calendar may tell of one with nobody known.

    Raises:
        UnknownNameError: there is no such row.
    """
    row = connection.execute(f"{_APPOINTMENT} WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UnknownNameError(
            f"there is no appointment #{number}",
            hint="prospector appointment list --status all shows their numbers",
        )
    return _appointment(row), row[-1]


def adopt(writing: Writing, contact_id: int, now: Moment, *, within: int | None = None) -> int | None:
    """Give the contact's latest activity that made an appointment, and has none, a row without a date.

    Args:
        writing: the open deed.
        contact_id: whose.
        now: only activities up to then.
        within: only those so many seconds back; None for any.

    Returns:
        The appointment's number, None if there is no such activity.
    """
    found = writing.connection.execute(
        "SELECT activity.id, occurred_at, utc_offset, channel_id, rep_id, deal_id FROM activity "
        "JOIN outcome ON outcome.id = outcome_id WHERE contact_id = ? AND level = ? "
        "AND occurred_at BETWEEN ? AND ? AND NOT EXISTS "
        "(SELECT 1 FROM appointment WHERE activity_id = activity.id) ORDER BY occurred_at DESC, activity.id DESC",
        (contact_id, int(Level.APPOINTMENT), 0 if within is None else now.seconds - within, now.seconds),
    ).fetchone()
    if found is None:
        return None
    activity, occurred, offset, channel, rep, deal = found
    return writing.insert(
        "appointment",
        contact_id=contact_id,
        activity_id=activity,
        deal_id=deal,
        channel_id=channel,
        status=AppointmentStatus.SET.value,
        set_at=occurred,
        set_offset=offset,
        rep_id=rep,
    )


def _appointment(row: tuple[Any, ...]) -> Appointment:
    number, status, set_at, set_offset, starts, offset, _ = row
    return Appointment(
        number, AppointmentStatus(status), _moment(set_at, set_offset), _moment(starts, offset)
    )


def _moment(seconds: int | None, offset: int | None) -> Moment | None:
    return None if seconds is None else Moment(seconds, offset)
