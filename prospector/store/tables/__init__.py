"""The schema, declared once.

The tables say what the store holds and what it refuses. The SQL of the migrations is frozen text, so that an old store
is always upgraded the same way; a test builds a store from them and one from these declarations and compares the two.
Statements at run time are plain SQL on the standard driver (`writing.py`, `sql/`): importing SQLModel takes as long as
thirty log commands.

Moments are two columns: `…_at` UTC seconds and `…_offset` minutes east of UTC, null where only the date is known (the
seconds are then midnight UTC of that date). `…_on` is an ISO date. `…_minor` is money in minor units. `…_key` is the
folded form that names are matched by. `checksum` covers the other columns of its row.
"""

from __future__ import annotations

from sqlmodel import SQLModel

from prospector.store.tables import deals, imports, journal, people, plans, words, work

SCHEMA = SQLModel.metadata  # complete, because the modules above have declared their tables

__all__ = ["SCHEMA", "deals", "imports", "journal", "people", "plans", "words", "work"]
