"""What stands between the rep and a contact: all that a log asks where nothing does."""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def is_enrolled(connection: sqlite3.Connection, contact_id: int) -> bool:
    """Whether the contact is in a plan that was not stopped, though it may be over."""
    found = connection.execute(
        "SELECT 1 FROM enrolment WHERE contact_id = ? AND stopped_at IS NULL LIMIT 1", (contact_id,)
    )
    return found.fetchone() is not None


def has_promises(connection: sqlite3.Connection, contact_id: int) -> bool:
    """Whether something was promised to the contact and is not done."""
    found = connection.execute(
        "SELECT 1 FROM follow_up WHERE contact_id = ? AND status = 'open' LIMIT 1", (contact_id,)
    )
    return found.fetchone() is not None
