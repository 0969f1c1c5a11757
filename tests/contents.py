"""What a store holds, for tests that compare stores: as tables, and as records without their numbers."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from prospector.store.columns import COLUMNS
from prospector.store.nouns import EVERYTHING, NOUNS
from prospector.store.records import stream
from prospector.store.references import known_references
from prospector.store.store import Store

JOURNAL = frozenset(["deed", "change"])
Tables = dict[str, list[tuple[Any, ...]]]


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What plain SQL finds in a store; a crash before is mended by that."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> Tables:
    """Every row of every table but the journal's, which grows with every command."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in COLUMNS
            if table not in JOURNAL
        }


def contents(path: Path) -> dict[str, list[str]]:
    """All records of all nouns, in no order and without numbers, and how many words there are."""
    with Store(str(path)) as store, store.reading() as connection:
        reference = known_references(connection)
        found = {
            noun: sorted(
                json.dumps({key: value for key, value in record.items() if key != "id"})
                for record in stream(connection, noun, EVERYTHING, currency="USD", reference=reference)
            )
            for noun in NOUNS
        }
        for table in ("channel", "outcome", "source", "rep", "tag", "kind", "tagging"):
            number = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            found[table] = [str(number)]
    return found
