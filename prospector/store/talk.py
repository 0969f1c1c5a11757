"""Imported activities that talk time decided: which they are, and which of them somebody has decided since."""

from __future__ import annotations

import sqlite3

from prospector.light import dataclass
from prospector.store.writing import set_state

TALK_SORT = "talk"  # of the deed that sets another threshold: it is no edit by hand
MERGE_SORT = "merge"  # of the deed that makes one activity of two: nor is that
_JUDGED = """
SELECT activity.id, activity.talk_seconds, outcome.name
FROM talk_judged
JOIN activity ON activity.id = talk_judged.activity_id
JOIN outcome ON outcome.id = activity.outcome_id
WHERE talk_judged.import_id = ? AND activity.talk_seconds > 0
ORDER BY activity.id
"""
_DECIDED_SINCE = """
SELECT DISTINCT change.row_id
FROM change
JOIN deed ON deed.id = change.deed_id
WHERE change.table_name = 'activity' AND deed.state = 'done' AND deed.sort NOT IN (:talk, 'import-undo')
  AND NOT (deed.sort = 'import' AND deed.label = 'import ' || :import_id)
  AND change.before IS NOT NULL AND change.after IS NOT NULL
  AND json_extract(change.before, '$.outcome_id') <> json_extract(change.after, '$.outcome_id')
  AND EXISTS (SELECT 1 FROM talk_judged WHERE import_id = :import_id AND activity_id = change.row_id)
"""


@dataclass(frozen=True, slots=True)
class Judged:
    """An activity whose outcome talk time decided when it was imported.

    Attributes:
        outcome: the one that it has now.
    """

    id: int
    talk_seconds: int
    outcome: str


def judged_rows(connection: sqlite3.Connection, import_id: int) -> list[Judged]:
    """The activities of an import that talk time decided, as they are now."""
    return [Judged(*row) for row in connection.execute(_JUDGED, (import_id,))]


def decided_since(connection: sqlite3.Connection, import_id: int) -> frozenset[int]:
    """Of those, the ones whose outcome was changed since: by hand, or by another import."""
    found = connection.execute(_DECIDED_SINCE, {"import_id": import_id, "talk": TALK_SORT})
    return frozenset(number for (number,) in found)


def threshold_label(import_id: int) -> str:
    """What a deed is called that sets another threshold for an import."""
    return f"talk threshold of import {import_id}"


def drop_thresholds(connection: sqlite3.Connection, import_id: int) -> None:
    """Let go of thresholds that were set for an import that is about to be taken back: no row stays for their sake."""
    for (deed,) in connection.execute(
        "SELECT id FROM deed WHERE sort = ? AND label = ? AND state <> 'dropped'",
        (TALK_SORT, threshold_label(import_id)),
    ).fetchall():
        set_state(connection, deed, "dropped")
