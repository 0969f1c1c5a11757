"""What is true of every store besides what SQLite itself looks after; `doctor` asks each.

Each is one question whose answer is the numbers of the rows that break it. A store of an older schema is asked what it
can answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from prospector.light import dataclass
from prospector.store.columns import COLUMNS, TAGGED
from prospector.store.soundness import tables_of

_JOURNALED = tuple(table for table in COLUMNS if "id" in COLUMNS[table] and table not in {"deed", "change"})


@dataclass(frozen=True, slots=True)
class Invariant:
    """A law of the store.

    Attributes:
        key: its name in JSON; stable.
        table: whose rows break it.
        says: what is wrong with such a row.
        question: SQL that answers with their numbers.
    """

    key: str
    table: str
    says: str
    question: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A row that breaks an invariant."""

    invariant: Invariant
    row_id: int


_ON_ROWS: tuple[Invariant, ...] = (
    Invariant(
        "local-day",
        "activity",
        "has a day that is not that of its time",
        "SELECT id FROM activity WHERE occurred_at >= 86400 AND (local_week <> (local_day + 3) / 7 "
        "OR local_day <> (occurred_at + coalesce(utc_offset, 0) * 60) / 86400)",
    ),
    Invariant(
        "deal-stage",
        "deal",
        "stands at a stage that its history does not know",
        "SELECT id FROM deal WHERE status = 'open' AND EXISTS (SELECT 1 FROM stage_change WHERE deal_id = deal.id) "
        "AND stage NOT IN (SELECT to_stage FROM stage_change WHERE deal_id = deal.id)",
    ),
    Invariant(
        "tagged-row",
        "tagging",
        "tags something that is not there",
        " UNION ALL ".join(
            f"SELECT id FROM tagging WHERE noun = '{table}' AND row_id NOT IN (SELECT id FROM {table})"
            for table in TAGGED
        ),
    ),
    Invariant(
        "target-days",
        "target",
        "ends before it begins",
        "SELECT id FROM target WHERE start_day IS NOT NULL AND end_day IS NOT NULL AND end_day <= start_day",
    ),
    Invariant(
        "import-arithmetic",
        "import_run",
        "read other rows than it accounts for",
        "SELECT id FROM import_run WHERE rows <> added + updated + unchanged + skipped + rejected",
    ),
    Invariant(
        "merged-away",
        "merged",
        "is of a contact who is there all the same",
        "SELECT merged.id FROM merged JOIN contact ON contact.id = merged.contact_id",
    ),
    Invariant(
        "deed-rep",
        "deed",
        "is of a rep who is not there",
        "SELECT id FROM deed WHERE rep_id NOT IN (SELECT id FROM rep)",
    ),
    Invariant(
        "journal-text",
        "change",
        "is not readable",
        "SELECT id FROM change WHERE NOT json_valid(coalesce(before, '0')) OR NOT json_valid(coalesce(after, '0'))",
    ),
    Invariant(
        "journal-table",
        "change",
        "is of no table that there is",
        f"SELECT id FROM change WHERE table_name NOT IN ({', '.join(repr(table) for table in COLUMNS)})",
    ),
)


def breaches(connection: sqlite3.Connection) -> Iterator[Breach]:
    """Every row that breaks an invariant; questions about tables that cannot be read are left out."""
    there = set(tables_of(connection))
    for each in (*_ON_ROWS, *_of_the_journal(there), *_of_numbers(there)):
        try:
            found = connection.execute(each.question).fetchall()
        except sqlite3.DatabaseError:
            continue  # the damage behind it is found on its own
        for (row_id,) in found:
            yield Breach(each, row_id)


def _of_the_journal(there: set[str]) -> Iterator[Invariant]:
    """What the journal left of a row is what there is: a row where the last deed that stands left one, else none."""
    for table in _JOURNALED:
        if table in there:
            yield Invariant(
                "journal-row",
                table,
                "is not as the journal of undo left it: there, or not there",
                "SELECT row_id FROM (SELECT row_id, before, after, max(change.id) FROM change JOIN deed ON deed.id = deed_id "
                f"WHERE deed.state = 'done' AND table_name = '{table}' GROUP BY row_id) "
                f"WHERE coalesce(before, after) IS NOT NULL "  # else it was blanked
                f"AND (after IS NULL) <> (row_id NOT IN (SELECT id FROM {table}))",
            )


def _of_numbers(there: set[str]) -> Iterator[Invariant]:
    """A number that was given is never given again."""
    for table in COLUMNS:
        if table in there and "id" in COLUMNS[table]:
            yield Invariant(
                "number-given",
                table,
                "has a number that would be given again",
                f"SELECT id FROM {table} WHERE id > coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = '{table}'), 0)",
            )
