"""Plans in figures, on a log that was worked out by hand; a second computation in plain SQL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contents import rows
from tests.terminal import Terminal

_PLAN = """
name = "short"
[[steps]]
day = 0
channel = "call"
what = "Call"
[[steps]]
day = 2
channel = "email"
what = "Write"
[[steps]]
day = 4
channel = "call"
what = "Call again"
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    (tmp_path / "short.toml").write_text(_PLAN, encoding="utf-8")
    terminal.ok("plan add short.toml")
    for name in ("Ann Poe", "Bob Ray", "Cy Lund", "Dee Orr", "Eve Fox", "Gus Hay"):
        terminal.ok(f"contact add '{name}' --received 2026-08-01")
    terminal.ok("plan enrol short ann bob cy dee --on 2026-09-01")
    for line in (
        "call ann vm -d 2026-09-01",
        "email ann -d 2026-09-03",
        "call ann conversation -d 2026-09-08 --inbound",  # after step 2
        "call bob vm -d 2026-09-01",
        "email bob -d 2026-09-03",
        "call bob vm -d 2026-09-07",  # all done
        "call bob conversation -d 2026-11-15 --inbound",  # too late to be the plan's
        "call cy vm -d 2026-09-02",  # stopped after step 1
        "email dee -d 2026-11-18",  # out of turn, and young
        "call eve conversation -d 2026-09-10",  # no plan
        "call gus vm -d 2026-09-10",  # no plan
        "call gus conversation -d 2026-11-10 --inbound",  # 61 days later: of no touch
        "email hal -d 2026-09-10 --new",  # began with another channel
    ):
        terminal.ok(line)
    terminal.ok("plan stop cy")
    return terminal


def _counts(found: list[tuple[object, ...]]) -> dict[object, object]:
    return {row[0]: row[1] for row in found}


def _report(terminal: Terminal, words: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal.ok(f"report plans {words} --json"))["rows"]
    return found


def test_a_plan_counts_its_conversations_its_steps_and_who_dropped_out(terminal: Terminal) -> None:
    (row,) = _report(terminal)
    assert {
        key: row[key] for key in ("plan", "enrolled", "running", "finished", "dropped", "conversations")
    } == {
        "plan": "short",
        "enrolled": 4,
        "running": 1,
        "finished": 1,
        "dropped": 1,
        "conversations": 1,
    }
    assert row["maturing"] == 1  # Dee; nothing of Bob's is to come any more
    assert (row["rate"]["hits"], row["rate"]["trials"]) == (1, 4)
    assert (row["no_plan"]["hits"], row["no_plan"]["trials"]) == (1, 2)  # Eve; Gus had none in time
    assert [
        (step["step"], step["reached"], step["done"], step["conversations"], step["dropped"])
        for step in row["steps"]
    ] == [(1, 4, 3, 0, 0), (2, 4, 3, 1, 1), (3, 2, 1, 0, 0)]


def test_why_lists_the_rows_behind_a_figure(terminal: Terminal) -> None:
    for figure, people in (
        ("enrolled", ["Ann Poe", "Bob Ray", "Cy Lund", "Dee Orr"]),
        ("finished", ["Bob Ray"]),
        ("dropped", ["Cy Lund"]),
        ("running", ["Dee Orr"]),
    ):
        said = json.loads(terminal.ok(f"report plans --why plan=short,{figure} --json"))
        assert [each["name"] for each in said] == people
    talks = json.loads(terminal.ok("report plans --why conversations --json"))
    assert [(each["contact"], each["occurred_at"]) for each in talks] == [("Ann Poe", "2026-09-08")]
    rate = json.loads(terminal.ok("report plans --why plan=short,rate --json"))
    assert sorted(each["adds"] for each in rate) == [0, 0, 0, 1]
    assert "the report has no row 'shirt'" in terminal("report plans --why plan=shirt,rate").err


def test_as_of_takes_what_was_known_then(terminal: Terminal) -> None:
    (row,) = _report(terminal, "--as-of 2026-09-05")
    assert (row["enrolled"], row["running"], row["conversations"], row["dropped"]) == (4, 4, 0, 0)
    assert _report(terminal, "--as-of 2026-08-31") == []
    assert _report(terminal, "-p 2026-10") == []


def test_activities_that_did_a_step_are_compared_by_plan(terminal: Terminal) -> None:
    said = json.loads(terminal.ok("report compare --by plan -p all --json"))
    activities = {row["key"]: row["activities"] for row in said["rows"]}
    plain = rows(
        terminal.store, "SELECT plan, count(*) FROM activity WHERE direction = 0 GROUP BY plan ORDER BY plan"
    )
    assert activities == {name or "(none)": count for name, count in plain}
    assert activities["short"] == 7


def test_the_demo_s_plans_say_the_same_in_plain_sql(terminal: Terminal) -> None:
    terminal.ok("demo --keep demo.db")
    demo = terminal.folder / "demo.db"
    found = json.loads(terminal.ok(f"--db {demo} report plans --json"))["rows"]
    enrolled = _counts(
        rows(demo, "SELECT p.name, count(*) FROM enrolment e JOIN plan p ON p.id = e.plan_id GROUP BY 1")
    )
    assert {row["plan"]: row["enrolled"] for row in found} == enrolled
    marked = _counts(rows(demo, "SELECT plan, count(*) FROM activity WHERE plan IS NOT NULL GROUP BY 1"))
    assert {row["plan"]: sum(step["done"] for step in row["steps"]) for row in found} == marked
    for row in found:
        assert sum(step["conversations"] for step in row["steps"]) <= row["conversations"]
        assert row["running"] + row["finished"] + row["dropped"] <= row["enrolled"]
