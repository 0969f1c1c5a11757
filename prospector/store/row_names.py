"""What a row of any noun's table is called, for a list of rows of several kinds."""

from __future__ import annotations

import sqlite3

_DAY = "date({} * 86400, 'unixepoch')"
_NAMES = {
    "activity": f"SELECT {_DAY.format('local_day')} || ' ' || channel.name || coalesce(' ' || contact.name, '') "
    "FROM activity JOIN channel ON channel.id = channel_id LEFT JOIN contact ON contact.id = contact_id "
    "WHERE activity.id = ?",
    "contact": "SELECT name FROM contact WHERE id = ?",
    "lead": "SELECT contact.name || coalesce(', ' || source.name, '') FROM lead JOIN contact ON contact.id = contact_id "
    "LEFT JOIN source ON source.id = source_id WHERE lead.id = ?",
    "account": "SELECT name FROM account WHERE id = ?",
    "deal": "SELECT name FROM deal WHERE id = ?",
    "stage_change": "SELECT deal.name || ' ' || to_stage FROM stage_change JOIN deal ON deal.id = deal_id "
    "WHERE stage_change.id = ?",
    "appointment": "SELECT coalesce(date(starts_at + coalesce(starts_offset, 0) * 60, 'unixepoch') || ' ', '') "
    "|| coalesce(contact.name, '') FROM appointment LEFT JOIN contact ON contact.id = contact_id "
    "WHERE appointment.id = ?",
    "content": "SELECT title FROM content WHERE id = ?",
    "target": "SELECT metric || ' ' || period FROM target WHERE id = ?",
    "tagging": "SELECT tag.name FROM tagging JOIN tag ON tag.id = tag_id WHERE tagging.id = ?",
}


def row_name(connection: sqlite3.Connection, table: str, row_id: int) -> str:
    """What a row is called; empty where it has no name, or is not there."""
    if table not in _NAMES:
        return ""
    found = connection.execute(_NAMES[table], (row_id,)).fetchone()
    return "" if found is None else str(found[0]).strip()
