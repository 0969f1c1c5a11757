"""Rows of a file that tell of what another source told already: they complete the stored activity and are not added.

Such a row is remembered by its identity as the activity that it completed; so the file again adds nothing, and taking
the import back takes what it filled back too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from prospector.domain.moment import SECONDS_A_DAY, week_of
from prospector.domain.same_event import Event, pair_sides
from prospector.store.across import Sources, stored_events
from prospector.store.loading.composing import Settled
from prospector.store.loading.load import Load
from prospector.store.loading.staging import Staging
from prospector.store.loading.talk import remember_judged_row
from prospector.store.loading.words import Words
from prospector.store.merging_activities import Completing
from prospector.store.words import read_vocabulary
from prospector.store.writing import Value

# Activities that the file itself tells of: they are what they are, and no second row of the file is they too.
_TOLD = """
INSERT OR IGNORE INTO temp.across_told
SELECT activity.id FROM temp.staged AS staged CROSS JOIN activity ON activity.identity = staged.identity
UNION ALL
SELECT origin.row_id FROM temp.staged AS staged CROSS JOIN origin ON origin.identity = staged.identity
WHERE origin.kind = 'activities'
"""
_TABLES = {
    "across_told": "(id INTEGER PRIMARY KEY)",
    "across_who": "(number INTEGER PRIMARY KEY, contact_id INTEGER NOT NULL)",
    "across_what": "(number INTEGER PRIMARY KEY, channel_id INTEGER NOT NULL, direction INTEGER NOT NULL)",
}
_STAGED = """
SELECT who.contact_id, what.channel_id, what.direction, staged.number, staged.occurred_at, staged.occurred_at_offset,
    staged.external_id IS NOT NULL
FROM temp.staged_row AS staged
JOIN temp.across_who AS who ON who.number = staged.who
JOIN temp.across_what AS what ON what.number = staged.what
WHERE staged.count IS NULL OR staged.count = 1
ORDER BY who.contact_id, staged.occurred_at, staged.number
"""
_STORED = """
SELECT activity.contact_id, activity.channel_id, activity.direction, activity.id, activity.occurred_at,
    activity.local_day, activity.utc_offset IS NOT NULL, coalesce(activity.import_id, 0),
    activity.external_id IS NOT NULL
FROM (SELECT DISTINCT contact_id FROM temp.across_who ORDER BY contact_id) AS known
CROSS JOIN activity ON activity.contact_id = known.contact_id
WHERE activity.count = 1 AND activity.occurred_at BETWEEN ? AND ?
  AND activity.id NOT IN (SELECT id FROM temp.across_told)
ORDER BY known.contact_id, activity.occurred_at
"""
_PLACES = (
    "line", "identity", "content_hash", "external_id", "occurred_at", "occurred_at_offset", "who", "what", "deal_ref",
    "minutes", "talk_seconds", "reach", "cost", "plan", "note", "tags",
)  # fmt: skip


class Across:
    """The merging of one file's rows with stored activities of other sources.

    Args:
        load: the import; its `across` says how far apart two rows of one event may be.
        words: of the import, for tags.
        window: seconds.
    """

    def __init__(self, load: Load, words: Words, window: int) -> None:
        self._load = load
        self._words = words
        self._window = window
        self._silent: set[int] = set()
        for table, columns in _TABLES.items():
            load.connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
            load.connection.execute(f"CREATE TEMP TABLE {table} {columns}")

    def note_known(self) -> None:
        """Note the activities that the file itself tells of, before those rows are put aside."""
        self._load.connection.execute(_TOLD)

    def merge(self, staging: Staging, meanings: Settled) -> set[int]:
        """Merge the staged rows that tell of stored activities; they are staged no longer.

        Returns:
            The contacts who are not to be contacted again.
        """
        connection = self._load.connection
        self._name(connection, meanings)
        met = self._met(connection)
        if met:
            completing = Completing(connection, read_vocabulary(connection), set(met.values()))
            found = staging.numbered(met, _PLACES)
            for number, values in sorted(found.items()):
                row = dict(zip(_PLACES, values, strict=True))
                self._complete(completing, met[number], row, meanings)
            staging.leave_out(met)
        for table in _TABLES:
            connection.execute(f"DROP TABLE temp.{table}")
        return self._silent

    def _name(self, connection: sqlite3.Connection, meanings: Settled) -> None:
        """Write down who and what the staged numbers mean; of contacts only those who have activities."""
        connection.executemany(
            "INSERT INTO temp.across_who SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM activity WHERE contact_id = ?2)",
            ((number, who[0]) for number, who in meanings.who.items() if who[0] is not None),
        )
        connection.executemany(
            "INSERT INTO temp.across_what VALUES (?, ?, ?)",
            ((number, what[0], what[2]) for number, what in meanings.what.items()),
        )

    def _met(self, connection: sqlite3.Connection) -> dict[int, int]:
        """Staged rows and the stored activities that they tell of: two ordered walks, contact by contact."""
        told: dict[int, dict[tuple[int, int], list[tuple[int, Event]]]] = {}
        first, last = None, None
        for contact_id, channel_id, direction, number, at, offset, has_id in connection.execute(_STAGED):
            first, last = min(at, at if first is None else first), max(at, at if last is None else last)
            event = self._event(at, offset, has_id)
            told.setdefault(contact_id, {}).setdefault((channel_id, direction), []).append((number, event))
        if first is None or last is None:
            return {}
        margin = self._window + 2 * SECONDS_A_DAY  # a date may be another one on the clock of UTC
        rows = connection.execute(_STORED, (first - margin, last + margin))
        met: dict[int, int] = {}
        for contact_id, groups in stored_events(rows, Sources(connection)):
            for place, stored in groups.items():
                new = told.get(contact_id, {}).get(place, [])
                for ours, theirs in pair_sides(
                    [event for _, event in stored], [event for _, event in new], self._window
                ):
                    met[new[theirs][0]] = stored[ours][0]
        return met

    def _event(self, at: int, offset: int | None, has_id: int) -> Event:
        day = (at + (offset or 0) * 60) // SECONDS_A_DAY
        return Event(at, day, offset is not None, self._load.import_id, self._load.system, bool(has_id))

    def _complete(
        self, completing: Completing, activity: int, row: Mapping[str, Value], meanings: Settled
    ) -> None:
        """Let one row complete a stored activity, and remember it."""
        load = self._load
        what = meanings.what[int(row["what"])]  # type: ignore[arg-type]  # a number of shared words
        told = _columns(row, meanings)
        by_talk = bool(what[-1])
        completed = completing.complete(load.writing.row("activity", activity), told, told_by_talk=by_talk)
        changed = bool(completed.changes) and load.writing.update("activity", activity, **completed.changes)
        changed |= self._words.add_tags(
            activity, "activity", None if row["tags"] is None else str(row["tags"])
        )
        if completed.outcome_won and by_talk:
            remember_judged_row(load, activity)
        if what[-2] and told["contact_id"] is not None:
            self._silent.add(int(told["contact_id"]))
        load.remember_as(
            bytes(row["identity"]),  # type: ignore[arg-type]  # bytes
            "activities",
            activity,
            row["external_id"],
            row["content_hash"],
        )
        load.tally.merged += 1
        load.tally.updated += changed
        load.tally.unchanged += not changed
        for difference in completed.differences:
            load.tally.remark(f"another source told of it: {difference}", int(row["line"] or 0))


def _columns(row: Mapping[str, Value], meanings: Settled) -> dict[str, Value]:
    """A staged row as the columns of an activity."""
    who = meanings.who[int(row["who"])]  # type: ignore[arg-type]  # a number of shared words
    what = meanings.what[int(row["what"])]  # type: ignore[arg-type]  # a number of shared words
    offset, seconds = row["occurred_at_offset"], int(row["occurred_at"] or 0)
    day = (seconds + int(offset or 0) * 60) // SECONDS_A_DAY
    return {
        "occurred_at": seconds,
        "utc_offset": offset,
        "local_day": day,
        "local_week": week_of(day),
        "kind_id": what[1],
        "outcome_id": what[4] if row["minutes"] else what[3],
        "contact_id": who[0],
        "lead_id": who[1],
        "account_id": who[2],
        "deal_id": meanings.deals[row["deal_ref"]],
        "content_id": what[5],
        "minutes": row["minutes"],
        "talk_seconds": row["talk_seconds"],
        "reach": row["reach"],
        "cost_minor": row["cost"],
        "plan": row["plan"],
        "note": row["note"],
    }
