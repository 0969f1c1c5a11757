"""All that is held of a person, by section: for themselves to read. Nothing is left out, the undo history included."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from prospector.domain.moment import Moment
from prospector.store.forgetting.identity import identity_of
from prospector.store.forgetting.mentions import Mentions
from prospector.store.forgetting.past import copies
from prospector.store.forgetting.places import places_of
from prospector.store.forgetting.rows import gathered
from prospector.store.nouns import Asked
from prospector.store.records import Cell, records, stream
from prospector.store.references import known_references
from prospector.store.writing import read_row

Held = Mapping[str, list[dict[str, Cell]]]
# Sections beside the nouns, each with its columns; a moment is two columns of the store.
_SECTIONS: Mapping[str, str] = {
    "addresses": "SELECT sort, value FROM address WHERE contact_id = :id ORDER BY id",
    "made": "SELECT created_at AS created, created_offset AS offset, import_id FROM contact WHERE id = :id",
    "stages": "SELECT deal_id, deal.name AS deal, to_stage AS stage, at AS at_, at_offset AS offset FROM stage_change "
    "JOIN deal ON deal.id = deal_id WHERE contact_id = :id ORDER BY stage_change.id",
    "follow_ups": "SELECT follow_up.id, text, due_on, status, activity_id, created_at AS created, created_offset AS offset "
    "FROM follow_up WHERE contact_id = :id ORDER BY id",
    "plans": "SELECT plan.name AS plan, started_at AS started, started_offset AS offset, stopped_at AS stopped, "
    "stopped_offset AS end_offset FROM enrolment JOIN plan ON plan.id = plan_id WHERE contact_id = :id ORDER BY enrolment.id",
    "engagements": "SELECT activity.id AS activity_id, content.title AS content, occurred_at AS at_, utc_offset AS offset "
    "FROM activity JOIN content ON content.id = content_id WHERE contact_id = :id ORDER BY occurred_at, activity.id",
    "introduced_by": "SELECT other.id, other.name FROM contact JOIN contact AS other ON other.id = contact.referred_by_id "
    "WHERE contact.id = :id",
    "introduced": "SELECT id, name FROM contact WHERE referred_by_id = :id ORDER BY id",
    "merged": "SELECT merged.contact_id AS id, merged.name_key AS name, account.name AS account FROM merged "
    "LEFT JOIN account ON account.id = merged.account_id WHERE into_id = :id ORDER BY merged.id",
    "ids": "SELECT DISTINCT system, external_id, kind, import_id FROM origin WHERE (kind = 'person' AND row_id IN "
    "(SELECT id FROM temp.gone)) OR (kind = 'contacts' AND row_id IN (SELECT id FROM lead WHERE contact_id = :id)) "
    "ORDER BY system, external_id",
    "experiments": "SELECT experiment.name AS experiment FROM experiment JOIN contact ON contact.id = :id "
    "WHERE contact.created_at >= started_at AND contact.created_at < coalesce(stopped_at, contact.created_at + 1) "
    "AND contact.rep_id = experiment.rep_id ORDER BY experiment.id",
}
_MOMENTS = {"created": "offset", "at_": "offset", "started": "offset", "stopped": "end_offset"}
_HISTORY = (
    "SELECT deed.at, deed.label, table_name, row_id, before, after FROM change JOIN deed ON deed.id = deed_id "
    "WHERE change.id IN (SELECT value FROM json_each(?)) ORDER BY change.id"
)


def held_of(connection: sqlite3.Connection, contact_id: int, *, currency: str) -> Held:
    """Read all that is held of a contact.

    Args:
        connection: inside a reading transaction.
        contact_id: whose.
        currency: the store's.

    Returns:
        Records by section: the nouns in their canonical columns first. `mentions` are texts about others that name
        them, `history` are copies of rows that undo would need.
    """
    theirs = Asked(("contact",), {"contact_id": contact_id})
    held: dict[str, list[dict[str, Cell]]] = {
        "contact": records(connection, "contacts", theirs, currency=currency),
        "arrivals": list(
            stream(connection, "contacts", theirs, currency=currency, reference=known_references(connection))
        ),
    }
    for noun in ("activities", "appointments", "deals"):
        held[noun] = records(connection, noun, theirs, currency=currency)
    with gathered(connection, [contact_id]):
        for section, statement in _SECTIONS.items():
            cursor = connection.execute(statement, {"id": contact_id})
            names = [column[0] for column in cursor.description]
            held[section] = [_read(dict(zip(names, row, strict=True))) for row in cursor]
        held["mentions"] = _mentions(connection)
        held["history"] = _history(connection)
    return held


def _read(row: dict[str, Cell]) -> dict[str, Cell]:
    """A row with its moments as text."""
    read: dict[str, Cell] = {}
    for name, value in row.items():
        if name in _MOMENTS.values():
            continue
        if name in _MOMENTS and isinstance(value, int):
            offset = row[_MOMENTS[name]]
            value = str(Moment(value, offset if isinstance(offset, int) else None))  # noqa: PLW2901 - as it is read
        read[name.rstrip("_")] = value
    return read


def _mentions(connection: sqlite3.Connection) -> list[dict[str, Cell]]:
    mentions = Mentions(identity_of(connection), alone=True)
    theirs = set(connection.execute("SELECT table_name, row_id FROM temp.theirs").fetchall())
    return [
        {
            "table": place.table,
            "id": place.id,
            "field": place.field,
            "text": str(read_row(connection, place.table, place.id)[place.field]),
        }
        for place in places_of(connection, mentions)
        if (place.table, place.id) not in theirs
    ]


def _history(connection: sqlite3.Connection) -> list[dict[str, Cell]]:
    return [
        {
            "at": str(Moment(at, 0)),
            "command": label,
            "table": table,
            "id": number,
            "before": before,
            "after": after,
        }
        for at, label, table, number, before, after in connection.execute(
            _HISTORY, (json.dumps(copies(connection)),)
        )
    ]
