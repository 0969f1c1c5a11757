"""The same event from several sources: stored activities side by side, and what they were merged from.

A row that was merged with another is known by its identity in `origin`, which names the activity that stands for both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby

from prospector.domain.same_event import Event, pair_sources
from prospector.light import dataclass

Numbered = tuple[int, Event]  # an activity and what it is compared by
Place = tuple[int, int, int]  # contact, channel, direction

# What was merged with an activity that is there: rows of other imports that are no activities of their own.
_MERGED = """
FROM origin
JOIN activity ON activity.id = origin.row_id
WHERE origin.kind = 'activities' AND origin.import_id IS NOT NULL AND origin.import_id IS NOT activity.import_id
  AND NOT EXISTS (SELECT 1 FROM activity AS own WHERE own.identity = origin.identity)
"""
# One walk along the index of contacts: what belongs together stands together, in the order of time.
STORED = """
SELECT activity.contact_id, activity.channel_id, activity.direction, activity.id, activity.occurred_at,
    activity.local_day, activity.utc_offset IS NOT NULL, coalesce(activity.import_id, 0),
    activity.external_id IS NOT NULL
FROM activity
WHERE activity.contact_id IS NOT NULL AND activity.count = 1
ORDER BY activity.contact_id, activity.occurred_at
"""


@dataclass(frozen=True, slots=True)
class Suspects:
    """Two activities that seem to be one.

    Attributes:
        kept: the one that stays if they are merged: what was typed, else what was imported first.
        other: the one that goes.
        apart: seconds between them; None where the hour of one is not known.
    """

    kept: int
    other: int
    apart: int | None


class Sources:
    """The systems of imports, and those of rows that were merged."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._systems = dict(connection.execute("SELECT id, system FROM import_run"))
        merged: dict[int, set[str]] = {}
        for number, system in connection.execute(f"SELECT activity.id, origin.system {_MERGED}"):
            merged.setdefault(number, set()).add(system)
        self._merged = {number: frozenset(systems) for number, systems in merged.items()}

    def event(self, number: int, columns: Sequence[int]) -> Event:
        """A stored activity as it is compared; its columns are those of `STORED` after its number."""
        at, day, timed, source, has_id = columns
        system, merged = self._systems.get(source, ""), self._merged.get(number, frozenset())
        return Event(at, day, bool(timed), source, system, bool(has_id), merged)


def stored_events(
    rows: sqlite3.Cursor, sources: Sources
) -> Iterator[tuple[int, dict[tuple[int, int], list[Numbered]]]]:
    """Stored activities by contact, and of each by channel and direction.

    Args:
        rows: the columns of `STORED`, in its order.
        sources: of the store.
    """
    for contact_id, found in groupby(rows, key=lambda row: row[0]):
        groups: dict[tuple[int, int], list[Numbered]] = {}
        for _, channel_id, direction, number, *rest in found:
            groups.setdefault((channel_id, direction), []).append((number, sources.event(number, rest)))
        for together in groups.values():
            together.sort(key=lambda numbered: (numbered[1].at, numbered[0]))
        yield contact_id, groups


def suspects(connection: sqlite3.Connection, window: int) -> Iterator[Suspects]:
    """Pairs of stored activities that seem to be one event, told by two sources.

    Args:
        connection: in a transaction.
        window: seconds that two rows of one event are apart at most.
    """
    sources = Sources(connection)
    for _, groups in stored_events(connection.execute(STORED), sources):
        for rows in groups.values():
            if len({event.source for _, event in rows}) > 1:
                events = [event for _, event in rows]
                for first, second in pair_sources(events, window):
                    timed = events[first].timed and events[second].timed
                    apart = abs(events[first].at - events[second].at) if timed else None
                    yield Suspects(rows[first][0], rows[second][0], apart)


def hold_merged(connection: sqlite3.Connection, import_id: int) -> None:
    """Note activities of an import that stand for rows of other sources too: as touched, they stay when it is undone."""
    connection.execute(
        f"INSERT OR IGNORE INTO temp.touched SELECT 'activity', activity.id {_MERGED} AND activity.import_id = ?",
        (import_id,),
    )


def remember_merged(connection: sqlite3.Connection, gone: int, kept: int) -> None:
    """Keep the identity of an imported activity that goes into another, so that no import brings it back.

    Like that of a deleted one it stays after an undo, when the activity is there again and known by itself.
    """
    connection.execute(
        "INSERT INTO origin (identity, kind, row_id, system, external_id, content_hash, import_id) "
        "SELECT identity, 'activities', ?, system, activity.external_id, content_hash, import_id "
        "FROM activity JOIN import_run ON import_run.id = import_id WHERE activity.id = ? "
        "ON CONFLICT(identity) DO UPDATE SET row_id = excluded.row_id",
        (kept, gone),
    )
