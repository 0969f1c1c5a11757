"""The undo history without a person: copies of their rows and whatever names them go; that something was done stays.

A mark stands where a copy was, so that a change still says whether there was a row before it and after it; undo and redo
see the mark, and go no further back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from prospector.store.forgetting.mentions import Mentions
from prospector.store.writing import checksum

MARK = '{"forgotten":1}'
LABEL = "a command about somebody who was forgotten"
TYPED = "('log', 'edit')"  # deeds whose label is words; others are looked up by it
_DELETED = ("address", "merged", "tagging")  # of which forgetting leaves no row
_COPIES = """
    SELECT id FROM change WHERE json_type(coalesce(after, before), '$.forgotten') IS NULL AND (
        (table_name <> 'origin' AND (table_name, row_id) IN (SELECT table_name, row_id FROM temp.theirs))
        OR (table_name = 'origin' AND (
            row_id IN (SELECT id FROM temp.gone)
            AND json_extract(coalesce(before, after), '$.kind') = 'person'
            OR row_id IN (SELECT row_id FROM temp.theirs WHERE table_name IN ('lead', 'activity', 'appointment', 'deal'))
            AND coalesce(json_extract(coalesce(before, after), '$.kind'), '') <> 'person'
        ))
    )
"""


def copies(connection: sqlite3.Connection) -> list[int]:
    """The changes that hold rows of the people of `temp.gone`."""
    return [number for (number,) in connection.execute(_COPIES)]


def blank_history(connection: sqlite3.Connection, mentions: Mentions) -> int:
    """Blank every copy of a row that is theirs, or that names them, and what commands about them are called.

    Returns:
        How many copies there were.
    """
    connection.create_function("names_them", 1, _finder(mentions), deterministic=True)
    numbers = set(copies(connection))
    numbers.update(
        number
        for (number,) in connection.execute(
            "SELECT id FROM change WHERE names_them(before) OR names_them(after)"
        )
    )
    which = json.dumps(list(numbers))
    deeds = connection.execute(
        f"SELECT id, at, rep_id, sort, state FROM deed WHERE sort IN {TYPED} AND (names_them(label) "
        "OR id IN (SELECT deed_id FROM change WHERE id IN (SELECT value FROM json_each(?))))",
        (which,),
    ).fetchall()
    connection.execute(
        f"UPDATE change SET before = CASE WHEN before IS NOT NULL THEN '{MARK}' END, "
        f"after = CASE WHEN after IS NOT NULL THEN '{MARK}' END WHERE id IN (SELECT value FROM json_each(?))",
        (which,),
    )
    for table in _DELETED:
        connection.execute(
            f"UPDATE change SET before = '{MARK}', after = NULL WHERE table_name = '{table}' "
            f"AND id IN (SELECT value FROM json_each(?)) AND row_id NOT IN (SELECT id FROM {table})",
            (which,),
        )
    connection.executemany(
        "UPDATE deed SET label = ?, checksum = ? WHERE id = ?",
        [
            (LABEL, checksum([at, rep_id, LABEL, sort, state]), number)
            for number, at, rep_id, sort, state in deeds
        ],
    )
    return len(numbers)


def _finder(mentions: Mentions) -> Callable[[str | None], bool]:
    def names_them(text: str | None) -> bool:
        if text is None:
            return False
        return mentions.are_in_json(text) if text.startswith("{") else mentions.are_in(text)

    return names_them
