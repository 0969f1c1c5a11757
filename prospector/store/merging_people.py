"""Two contacts who are one person: everything of the one becomes the other's.

All rows that refer to the one are given to the other, its addresses and its name become further ones, and what the
other does not know of itself is filled. The one's own row goes; a row of `merged` says who it is now, so that imports
which remember its number, or its name at its company, mean the one that was kept. All of this is journaled: undo takes
the row of `merged` away, and whatever was imported means two people again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from prospector.domain.spelling import fold
from prospector.store.addresses import MAIN_COLUMNS, SORTS, Further, add_further, further_of
from prospector.store.columns import COLUMNS
from prospector.store.words import put_tags
from prospector.store.writing import Value, Writing

_FILLED = ("title", "seniority", "division", "account_id", "referred_by_id", "rep_id")
_APART = frozenset({"address"})  # has keys that both may have


def merge(writing: Writing, gone_id: int, kept_id: int) -> dict[str, int]:
    """Make one contact of two.

    Args:
        writing: the open deed.
        gone_id: whose row goes.
        kept_id: another contact, whose values stay where the two disagree.

    Returns:
        How many rows of each table are the kept one's now; `address` counts what it is known by besides, `contact`
        those whom the gone one introduced.
    """
    gone, kept = writing.row("contact", gone_id), writing.row("contact", kept_id)
    ways = [*_known_as(gone), *(each for _, each in further_of(writing.connection, gone_id))]
    moved = _move(writing, gone_id, kept_id)
    tags = _tags(writing.connection, gone_id)
    for number, _ in tags:
        writing.delete("tagging", number)
    for number, _ in further_of(writing.connection, gone_id):
        writing.delete("address", number)
    writing.delete("contact", gone_id)
    put_tags(writing, "contact", kept_id, tuple(name for _, name in tags))
    writing.update("contact", kept_id, **_filled(gone, kept, kept_id))
    moved["address"] = sum([add_further(writing, kept_id, way) for way in ways])
    writing.insert(
        "merged",
        contact_id=gone_id,
        into_id=kept_id,
        name_key=gone["name_key"],
        account_id=gone["account_id"],
    )
    return {table: count for table, count in moved.items() if count}


def references_to(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    """The columns of all tables that refer to a table's rows."""
    for child in COLUMNS:
        for row in connection.execute(f"PRAGMA foreign_key_list({child})"):
            if row[2] == table:
                yield child, row[3]


def _move(writing: Writing, gone_id: int, kept_id: int) -> dict[str, int]:
    moved: dict[str, int] = {}
    for table, column in list(references_to(writing.connection, "contact")):
        if table in _APART:
            continue
        rows = writing.connection.execute(f"SELECT id FROM {table} WHERE {column} = ?", (gone_id,)).fetchall()
        for (number,) in rows:
            themselves = table == "contact" and number in {gone_id, kept_id}
            writing.update(table, number, **{column: None if themselves else kept_id})
            if table != "merged" and not themselves:
                moved[table] = moved.get(table, 0) + 1
    return moved


def _filled(gone: dict[str, Value], kept: dict[str, Value], kept_id: int) -> dict[str, Value]:
    """The columns of the kept one that are different now."""
    values = {name: gone[name] for name in _FILLED if kept[name] in {None, ""}}
    if kept["referred_by_id"] == gone["id"]:
        values["referred_by_id"] = gone["referred_by_id"]
    if values.get("referred_by_id") in {gone["id"], kept_id}:  # nobody introduces themselves
        values["referred_by_id"] = None
    notes = [str(note) for note in (kept["note"], gone["note"]) if note]
    if len(notes) == 2 and notes[1] not in notes[0]:
        values["note"] = "\n".join(notes)
    elif not kept["note"]:
        values["note"] = gone["note"]
    if is_stand_in(kept) and not is_stand_in(gone):
        values |= {"name": gone["name"], "name_key": gone["name_key"]}
    return values | {"do_not_contact": int(bool(kept["do_not_contact"] or gone["do_not_contact"]))}


def is_stand_in(contact: dict[str, Value]) -> bool:
    """Whether an address stands in the place of a contact's name, until that is known."""
    own = {fold(str(contact[MAIN_COLUMNS[sort]])) for sort in SORTS if sort != "name"}
    return str(contact["name_key"]) in own


def _known_as(contact: dict[str, Value]) -> list[Further]:
    """The main addresses of a contact, and its name where that is one."""
    sorts = [sort for sort in SORTS if sort != "name" or not is_stand_in(contact)]
    return [Further(sort, str(value)) for sort in sorts if (value := contact[MAIN_COLUMNS[sort]]) is not None]


def _tags(connection: sqlite3.Connection, contact_id: int) -> list[tuple[int, str]]:
    return connection.execute(
        "SELECT tagging.id, tag.name FROM tagging JOIN tag ON tag.id = tag_id "
        "WHERE noun = 'contact' AND row_id = ? ORDER BY tagging.id",
        (contact_id,),
    ).fetchall()
