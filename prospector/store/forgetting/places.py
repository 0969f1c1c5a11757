"""Where else a person is named: notes about others, names of deals, reviews, files. Such text is the rep's own.

It is listed, so that the rep decides; or, where that is asked for, something else takes the person's place in what is
plain text. What a thing is called (a company, a tag, a content piece) is never changed: it is found by that.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from prospector.store.columns import COLUMNS
from prospector.store.forgetting.mentions import Mentions
from prospector.store.row_names import row_name
from prospector.store.writing import checksum, read_row

_PLAIN: Mapping[str, tuple[str, ...]] = {
    "contact": ("note", "title", "division"),
    "account": ("note",),
    "lead": ("source_detail",),
    "content": ("note",),
    "deal": ("note", "lost_reason"),
    "activity": ("note",),
    "appointment": ("note",),
    "follow_up": ("text",),
    "review": ("worked", "not_worked", "change"),
    "commitment": ("text",),
    "import_run": ("file", "options"),
}
_NAMES: Mapping[str, tuple[str, ...]] = {
    "contact": ("name",),
    "address": ("value",),
    "account": ("name", "domain", "divisions"),
    "content": ("title", "url"),
    "deal": ("name",),
    "tag": ("name",),
    "kind": ("name",),
    "source": ("name",),
    "channel": ("name",),
    "outcome": ("aliases",),
    "rep": ("name",),
    "plan": ("name", "summary"),
    "plan_step": ("what",),
    "experiment": ("name",),
    "import_run": ("system", "profile"),
}
_OF_PERSON = frozenset([("contact", "name"), ("address", "value")])  # what a person is called


@dataclass(frozen=True, slots=True)
class Place:
    """A text that names somebody.

    Attributes:
        table: of its row.
        field: its column.
        name: what the row is called.
    """

    table: str
    id: int
    field: str
    name: str


def places_of(connection: sqlite3.Connection, mentions: Mentions) -> tuple[Place, ...]:
    """Every text outside their own rows that names the people; looked for when those are blank.

    What a namesake is called is none: it is somebody else's name.
    """
    found = []
    for table in COLUMNS:
        for field in (*_PLAIN.get(table, ()), *_NAMES.get(table, ())):
            where = f"{field} IS NOT NULL AND {field} <> ''"
            rows = connection.execute(f"SELECT id, {field} FROM {table} WHERE {where}")
            of_person = (table, field) in _OF_PERSON
            found += [
                (table, number, field)
                for number, text in rows
                if _named(mentions, text) and not (of_person and mentions.is_name(text))
            ]
    return tuple(
        Place(table, number, field, row_name(connection, table, number)) for table, number, field in found
    )


def take_out(connection: sqlite3.Connection, mentions: Mentions) -> tuple[Place, ...]:
    """Put something else in their place in plain text; the places that were changed."""
    changed = []
    for place in places_of(connection, mentions):
        if place.field not in _PLAIN.get(place.table, ()):
            continue
        row = read_row(connection, place.table, place.id)
        before = str(row[place.field])
        after = _masked_json(mentions, before) if before.startswith("{") else mentions.masked(before)
        if after == before:
            continue
        row[place.field] = after
        told = [row[name] for name in COLUMNS[place.table] if name not in {"id", "checksum"}]
        connection.execute(
            f"UPDATE {place.table} SET {place.field} = ?, checksum = ? WHERE id = ?",
            (after, checksum(told), place.id),
        )
        changed.append(place)
    return tuple(changed)


def _named(mentions: Mentions, text: str) -> bool:
    return mentions.are_in_json(text) if text.startswith("{") else mentions.are_in(text)


def _masked_json(mentions: Mentions, text: str) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return mentions.masked(text)
    return json.dumps(_masked_value(mentions, told))


def _masked_value(mentions: Mentions, value: object) -> object:
    if isinstance(value, str):
        return mentions.masked(value)
    if isinstance(value, list):
        return [_masked_value(mentions, each) for each in value]
    if isinstance(value, dict):
        return {mentions.masked(str(key)): _masked_value(mentions, each) for key, each in value.items()}
    return value
