"""The same event told by two sources: suspects listed, and merged on request."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping

from prospector.domain.duplicate import Duplicate
from prospector.domain.moment import day_number
from prospector.domain.period import Period
from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.store.across import remember_merged, suspects
from prospector.store.import_runs import runs
from prospector.store.merging_activities import Completing
from prospector.store.store import Store
from prospector.store.suspects import duplicates_of
from prospector.store.talk import MERGE_SORT
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which suspects are meant.

    Attributes:
        minutes: that two rows of one event are apart at most.
        import_id: only those of which one came with this import.
        period: only those of which one is in these days.
    """

    minutes: int
    import_id: int | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of suspects.

    Attributes:
        pairs: the activity that stands for both, and the one that went into it.
        differences: what they disagreed about and what became of it, in words: how often.
        left: pairs that there are now, as of a third source.
    """

    pairs: tuple[tuple[int, int], ...]
    differences: Mapping[str, int]
    left: int


def find_duplicates(store: Store, chosen: Chosen) -> list[Duplicate]:
    """Pairs of activities that seem to be one event, in the order of time.

    Raises:
        UnknownNameError: there is no such import.
    """
    with store.reading() as connection:
        return sorted(_chosen(connection, chosen), key=lambda pair: (pair.kept.day, pair.kept.at.seconds))


def merge_duplicates(store: Store, chosen: Chosen, *, rep: str, at: int) -> Merged:
    """Make one activity of each pair: what was typed, else imported first, stays and is completed by the other.

    Args:
        store: open for writing.
        chosen: which pairs.
        rep: whose command it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        UnknownNameError: there is no such import.
    """
    pairs: list[tuple[int, int]] = []
    differences: Counter[str] = Counter()
    with store.writing() as writing:
        found = list(_chosen(writing.connection, chosen))
        numbers = [told.id for pair in found for told in (pair.kept, pair.other)]
        completing = Completing(writing.connection, read_vocabulary(writing.connection), numbers)
        for pair in found:
            differences.update(_merge(writing, completing, pair.kept.id, pair.other.id))
            pairs.append((pair.kept.id, pair.other.id))
        left = len(list(_chosen(writing.connection, chosen))) if pairs else 0
        label = f"merge of {len(pairs)} pair{'' if len(pairs) == 1 else 's'} of activities"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label, sort=MERGE_SORT)
    return Merged(tuple(pairs), differences, left)


def _chosen(connection: sqlite3.Connection, chosen: Chosen) -> Iterator[Duplicate]:
    if chosen.import_id is not None and not runs(connection, "WHERE id = ?", chosen.import_id):
        raise UnknownNameError(
            f"there is no import {chosen.import_id}", hint="prospector imports list shows them"
        )
    for pair in duplicates_of(connection, suspects(connection, chosen.minutes * 60)):
        both = (pair.kept, pair.other)
        if chosen.import_id is not None and all(told.import_id != chosen.import_id for told in both):
            continue
        if chosen.period is None or any(_is_in(chosen.period, told.day) for told in both):
            yield pair


def _is_in(period: Period, day: int) -> bool:
    return (period.start is None or day >= day_number(period.start)) and (
        period.end is None or day < day_number(period.end)
    )


def _merge(writing: Writing, completing: Completing, kept: int, gone: int) -> tuple[str, ...]:
    """Let an activity complete another and go; what refers to it refers to the other then."""
    connection, told = writing.connection, writing.row("activity", gone)
    completed = completing.complete(
        writing.row("activity", kept), told, told_by_talk=completing.is_talk(gone)
    )
    if completed.changes:
        writing.update("activity", kept, **completed.changes)
    for table in ("appointment", "deal"):
        for (number,) in connection.execute(
            f"SELECT id FROM {table} WHERE activity_id = ? ORDER BY id", (gone,)
        ).fetchall():
            writing.update(table, number, activity_id=kept)
    has = {
        tag
        for (tag,) in connection.execute(
            "SELECT tag_id FROM tagging WHERE noun = 'activity' AND row_id = ?", (kept,)
        )
    }
    for number, tag in connection.execute(
        "SELECT id, tag_id FROM tagging WHERE noun = 'activity' AND row_id = ? ORDER BY id", (gone,)
    ).fetchall():
        writing.delete("tagging", number)
        if tag not in has:
            writing.insert("tagging", tag_id=tag, noun="activity", row_id=kept)
    remember_merged(connection, gone, kept)
    writing.delete("activity", gone)
    return completed.differences
