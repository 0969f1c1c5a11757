"""Conditions that rule most rows out by their numbers say the same as the plain ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing

import pytest

from prospector.store.statements import CONNECTS, is_level, is_no_effort

FIVE = range(1, 6)


@pytest.mark.parametrize("some", [(), (1,), (5,), (2, 4), (1, 5), tuple(FIVE)])
def test_levels_and_effort_are_told_whichever_numbers_have_them(some: Collection[int]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE outcome (id INTEGER PRIMARY KEY, level INTEGER)")
        connection.execute("CREATE TABLE channel (id INTEGER PRIMARY KEY, approach TEXT)")
        connection.execute("CREATE TABLE activity (outcome_id INTEGER, channel_id INTEGER)")
        connection.executemany("INSERT INTO outcome VALUES (?, ?)", [(at, int(at in some)) for at in FIVE])
        approaches = [(at, "effort" if at in some else "marketing") for at in FIVE]
        connection.executemany("INSERT INTO channel VALUES (?, ?)", approaches)
        connection.executemany("INSERT INTO activity VALUES (?, ?)", [(at, at) for at in FIVE])

        def found(condition: str) -> list[int]:
            text = f"SELECT channel_id FROM activity a WHERE {condition} ORDER BY channel_id"
            return [number for (number,) in connection.execute(text)]

        assert found(is_level("a", CONNECTS)) == sorted(some)
        assert found(is_no_effort("a")) == [at for at in FIVE if at not in some]
