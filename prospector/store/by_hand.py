"""What the rep put right by hand, told from the journal: which columns of which rows, and what people were called before.

A value is the rep's where the last deed that changed its column was a command, not an import. Deeds that were undone
changed nothing, and a row that the rep typed is not one that the rep edited.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

TAGS = "tags"
_OF_FILES = "('import', 'talk', 'merge')"  # deeds that change rows by what files say, not by what a rep typed
_TYPED = f"deed.state = 'done' AND deed.sort <> 'import-undo' AND deed.sort NOT IN {_OF_FILES}"
_EDITS = f"""
    WITH edited (name, number) AS (
        SELECT DISTINCT table_name, row_id FROM deed JOIN change ON deed_id = deed.id
        WHERE {_TYPED} AND before IS NOT NULL AND after IS NOT NULL
    )
    SELECT table_name, row_id, before, after, deed.sort IN {_OF_FILES} FROM change JOIN deed ON deed.id = deed_id
    WHERE deed.state = 'done' AND deed.sort <> 'import-undo' AND before IS NOT NULL AND after IS NOT NULL
    AND (table_name, row_id) IN edited ORDER BY change.id
"""
_TAGGINGS = f"""
    SELECT coalesce(after, before), deed.sort IN {_OF_FILES}, deed.id FROM change JOIN deed ON deed.id = deed_id
    WHERE deed.state = 'done' AND deed.sort <> 'import-undo' AND table_name = 'tagging'
    AND json_type(coalesce(after, before), '$.noun') IS NOT NULL ORDER BY change.id
"""
_MADE = "SELECT 1 FROM change WHERE deed_id = ? AND table_name = ? AND row_id = ? AND before IS NULL AND after IS NOT NULL"
_NAMES = ("name_key", "email", "phone_key", "profile_key")


class ByHand:
    """What a rep edited and no import has changed since."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read the journal."""
        self._columns: dict[tuple[str, int], set[str]] = {}
        self._former: dict[int, set[str]] = {}
        for table, row_id, before, after, is_import in connection.execute(_EDITS):
            old, new = json.loads(before), json.loads(after)
            columns = {name for name, value in new.items() if name in old and old[name] != value}
            mine = self._columns.setdefault((table, row_id), set())
            if is_import:
                mine -= columns
                continue
            mine |= columns - {"checksum"}
            if table == "contact":
                self._remember_names(row_id, old, columns)
        for tagging, is_import, deed_id in connection.execute(_TAGGINGS).fetchall():
            told = json.loads(tagging)
            row = (told["noun"], told["row_id"])
            if is_import:
                self._columns.get(row, set()).discard(TAGS)
            elif connection.execute(_MADE, (deed_id, *row)).fetchone() is None:
                self._columns.setdefault(row, set()).add(TAGS)

    def _remember_names(self, contact_id: int, old: Mapping[str, Any], columns: set[str]) -> None:
        former = {str(old[name]) for name in _NAMES if name in columns and old[name]}
        self._former.setdefault(contact_id, set()).update(former)

    def of(self, table: str, row_id: int) -> set[str]:
        """The columns of a row that are the rep's; `tags` where its tags are."""
        return self._columns.get((table, row_id), set())

    def rows(self, table: str) -> list[int]:
        """The rows of a table in which any column is the rep's."""
        return [row_id for (name, row_id), columns in self._columns.items() if name == table and columns]

    def was_called(self, contact_id: int, key: str) -> bool:
        """Whether a contact had this name or address before the rep gave them another."""
        return key in self._former.get(contact_id, ())
