"""The appointment that a log made, when the log is changed so that it makes none, or is deleted.

One that is as the log left it goes along: it was that log's. One that has had a life of its own since (it was dated or
noted, held, missed, called off) stays, for it is a fact besides the log. Whether it stays or goes, the answer says so.
"""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import AppointmentStatus
from prospector.light import dataclass
from prospector.store.writing import Value, Writing

_TOUCHED = """
    SELECT 1 FROM change c JOIN deed ON deed.id = c.deed_id
    WHERE c.table_name = 'appointment' AND c.row_id = ? AND deed.state = 'done' AND NOT EXISTS (
        SELECT 1 FROM change a WHERE a.deed_id = c.deed_id AND a.table_name = 'activity' AND a.row_id = ?
    ) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class MadeAppointment:
    """What became of an appointment with the log that made it.

    Attributes:
        status: what had become of it before.
        starts: None where it has no date.
        stays: whether it is there still.
    """

    status: AppointmentStatus
    starts: Moment | None
    stays: bool


def let_go(writing: Writing, activity_id: int, *, deleted: bool = False) -> tuple[MadeAppointment, ...]:
    """Take the appointments of an activity away, except those with a life of their own.

    What stays is still credited to the activity, and counts by the day it was set now that the activity does not; with
    the activity deleted, it is credited to the channel.

    Args:
        writing: the open deed.
        activity_id: the log.
        deleted: whether it is to be deleted.
    """
    numbers = [
        int(row[0])
        for row in writing.connection.execute(
            "SELECT id FROM appointment WHERE activity_id = ? ORDER BY id", (activity_id,)
        ).fetchall()
    ]
    return tuple(_let_go(writing, activity_id, number, deleted=deleted) for number in numbers)


def _let_go(writing: Writing, activity_id: int, number: int, *, deleted: bool) -> MadeAppointment:
    row = writing.row("appointment", number)
    stays = _has_own_life(writing, activity_id, row)
    if not stays:
        writing.delete("appointment", number)
    elif deleted:
        writing.update("appointment", number, activity_id=None)
    seconds, offset = row["starts_at"], row["starts_offset"]
    return MadeAppointment(
        AppointmentStatus(str(row["status"])),
        Moment(int(seconds), None if offset is None else int(offset)) if seconds is not None else None,
        stays,
    )


def _has_own_life(writing: Writing, activity_id: int, row: dict[str, Value]) -> bool:
    """Whether anything but the log is in the appointment: an import brought it, or a deed changed it without the log."""
    if row["status"] != AppointmentStatus.SET.value or row["note"] or row["import_id"] is not None:
        return True
    return writing.connection.execute(_TOUCHED, (row["id"], activity_id)).fetchone() is not None
