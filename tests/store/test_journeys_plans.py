"""Journeys are read from one index: a lookup in the table for each touch would take many times as long."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from prospector.domain.dimension import Dimension
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.journeys import IN_STRETCH, LAST_OF_STRETCH
from prospector.store.statements import TOUCH_CHANNEL, filled
from prospector.store.store import Store


def test_the_index_by_contact_holds_all_that_a_touch_needs(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    Store(str(path), create_missing=True).close()
    asked: list[str] = []
    with closing(sqlite3.connect(path)) as connection:
        for stretches, which in (
            ("", "a.contact_id IS NOT NULL"),
            ("json_each(:stretches) e CROSS JOIN", IN_STRETCH),
            ("json_each(:stretches) e CROSS JOIN", LAST_OF_STRETCH),
        ):
            text = filled(
                "journey_touches",
                key=BREAKDOWNS[Dimension.CHANNEL].activity,
                stretches=stretches,
                which=which,
                order="",
            )
            values = {"stretches": '{"1":1}', "earliest": 0, "latest": 9, "content_channel": 4}
            plan = connection.execute(f"EXPLAIN QUERY PLAN {text}", values)
            asked.append(" ".join(str(row[3]) for row in plan))
    assert all("COVERING INDEX ix_activity_contact" in plan for plan in asked)
    sought = "COVERING INDEX ix_activity_contact (contact_id=? AND occurred_at>? AND occurred_at<?)"
    assert [plan.count(sought) for plan in asked] == [0, 1, 2]
    assert not any("TEMP B-TREE" in plan for plan in asked)


def test_to_tell_journeys_nothing_else_is_looked_up_and_nothing_sorted(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    Store(str(path), create_missing=True).close()
    values = {"results": '{"1":1}', "lookback": 30, "content_channel": 4}
    text = filled("journey_paths", letter=f"char({TOUCH_CHANNEL})", order="")
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {text}", values).fetchall()
    plan = " ".join(str(row[3]) for row in rows)
    assert "COVERING INDEX ix_activity_contact (contact_id=? AND occurred_at>? AND occurred_at<?)" in plan
    assert "TEMP B-TREE" not in plan
