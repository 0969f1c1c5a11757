"""Remembering which imported rows talk time decided, so that another threshold can be set later."""

from __future__ import annotations

import json
from collections.abc import Sequence

from prospector.store.loading.load import Load

JUDGED = "judged"  # the staged column that says so; rows of the same words share it

# Staged rows go in in their order, and have the numbers of activities in it too.
_REMEMBERED = """
INSERT INTO talk_judged (import_id, activity_id)
SELECT ?, activity.id FROM temp.staged AS staged CROSS JOIN activity ON activity.identity = staged.identity
WHERE staged.what IN (SELECT value FROM json_each(?))
"""


def remember_judged_row(load: Load, activity: int) -> None:
    """Remember a stored activity that has an outcome now which talk time decided in this import."""
    load.connection.execute("INSERT OR IGNORE INTO talk_judged VALUES (?, ?)", (load.import_id, activity))
    load.tally.judged += 1


def remember_judged(load: Load, words: Sequence[int]) -> None:
    """Remember the rows of an import that talk time decided.

    Args:
        load: the rows of its staging are stored.
        words: the numbers of the shared words of such rows.
    """
    if words:
        remembered = load.connection.execute(_REMEMBERED, (load.import_id, json.dumps(words)))
        load.tally.judged += remembered.rowcount
