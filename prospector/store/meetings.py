"""The appointments of one day."""

from __future__ import annotations

import sqlite3

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus
from prospector.light import dataclass
from prospector.store.statements import local_day

_MEETINGS = (
    "SELECT p.starts_at, p.starts_offset, p.status, contact.name, account.name FROM appointment p "
    "LEFT JOIN contact ON contact.id = p.contact_id LEFT JOIN account ON account.id = contact.account_id "
    f"WHERE {local_day('p.starts_at', 'p.starts_offset')} = ? AND p.status <> 'cancelled' "
    "AND coalesce(p.rep_id = ?, 1) ORDER BY p.starts_at, p.id"
)


@dataclass(frozen=True, slots=True)
class MeetingToday:
    """An appointment of the day."""

    starts: Moment
    status: AppointmentStatus
    contact: str | None
    account: str | None


def meetings_on(connection: sqlite3.Connection, day: int, rep_id: int | None) -> tuple[MeetingToday, ...]:
    """The appointments of a day, the first in front; without those that were called off."""
    return tuple(
        MeetingToday(Moment(starts, offset), AppointmentStatus(status), contact, account)
        for starts, offset, status, contact, account in connection.execute(_MEETINGS, (day, rep_id))
    )
