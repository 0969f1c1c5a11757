"""The same event in two files: merged when it is imported or afterwards, taken back, and never told twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.store.across import STORED
from tests.commands_of_a_day import emptiness
from tests.contents import contents
from tests.terminal import Terminal

HEADER = "external_id,occurred_at,channel,direction,outcome,email,minutes,talk_seconds,note,tags"
Row = tuple[str, ...]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            ["2026-11-02", *(f"2026-11-02 09:{at:02}" for at in range(0, 20, 2)), "2026-11-03 09:30"]
        ),
        st.sampled_from(["call", "email"]),
        st.sampled_from(["", "inbound"]),
        st.sampled_from(["", "connected", "voicemail", "not-interested"]),
        st.sampled_from(["ann@acme.test", "bob@acme.test"]),
        st.sampled_from(["", "3"]),
        st.sampled_from(["", "30", "90"]),
        st.sampled_from(["", "asked for terms"]),
        st.sampled_from(["", "hot"]),
    ),
    max_size=8,
)


def take_in(
    terminal: Terminal, rows: Sequence[Row], system: str, options: str = "--merge-across"
) -> dict[str, Any]:
    """Import a file of a system, whose ids are its own; its arithmetic holds."""
    lines = [",".join((f"{system}{at}", *row)) for at, row in enumerate(rows)]
    (terminal.folder / f"{system}.csv").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    found: dict[str, Any] = json.loads(
        terminal.ok(
            f"import {system}.csv --as activities --system {system} --talk-threshold 60 --json {options}"
        )
    )
    counted = sum(found[count] for count in ("added", "updated", "unchanged", "skipped", "rejected"))
    assert found["rows"] == counted == len(rows)
    return found


def activities(terminal: Terminal) -> list[dict[str, Any]]:
    """All but what the row is called by its system."""
    rows = [json.loads(line) for line in contents(terminal.store)["activities"]]
    return sorted(
        ({name: value for name, value in row.items() if name != "external_id"} for row in rows), key=str
    )


def stored(terminal: Terminal) -> dict[str, list[str]]:
    """All records; words that an import made stay when it is taken back, and do not count."""
    words = ("channel", "outcome", "source", "rep", "tag", "kind")
    return {noun: rows for noun, rows in contents(terminal.store).items() if noun not in words}


@settings(max_examples=15)
@given(ROWS)
def test_a_file_told_by_three_systems_is_the_file_told_by_one(rows: list[Row]) -> None:
    with emptiness() as terminal:
        take_in(terminal, rows, "dialer")
        once = activities(terminal)
        for system in ("crm", "phone"):
            found = take_in(terminal, rows, system)
            assert (found["added"], found["merged"]) == (0, len(rows))
            assert activities(terminal) == once
            again = take_in(
                terminal, [*rows, ("2026-11-05", "call", "", "", "ann@acme.test", *[""] * 4)], system
            )
            assert (again["added"], again["unchanged"], again["merged"]) == (1, len(rows), 0)
            terminal.ok(f"imports undo {again['import_id']}")
            assert activities(terminal) == once
        assert json.loads(terminal.ok("imports duplicates --json")) == []


@settings(max_examples=15)
@given(ROWS, ROWS)
def test_the_order_of_two_imports_does_not_change_how_many_activities_there_are(
    ours: list[Row], theirs: list[Row]
) -> None:
    with emptiness() as terminal, emptiness() as other, emptiness() as later:
        take_in(terminal, ours, "dialer")
        take_in(terminal, theirs, "crm")
        take_in(other, theirs, "crm")
        take_in(other, ours, "dialer")
        assert len(activities(terminal)) == len(activities(other))
        take_in(later, ours, "dialer")
        take_in(later, theirs, "crm", "")
        later.ok("imports duplicates --merge")
        assert activities(later) == activities(terminal)


@settings(max_examples=15)
@given(ROWS, ROWS)
def test_what_was_merged_is_taken_back_and_may_come_again(ours: list[Row], theirs: list[Row]) -> None:
    with emptiness() as terminal:
        terminal.ok("call 'Cy Low' vm")
        take_in(terminal, ours, "dialer")
        before = stored(terminal)
        take_in(terminal, theirs, "crm")
        both = stored(terminal)
        terminal.ok("imports undo 2")
        assert stored(terminal) == before
        take_in(terminal, theirs, "crm")
        assert stored(terminal) == both
        terminal.ok("imports undo 3")
        take_in(terminal, theirs, "crm", "")
        apart = stored(terminal)
        pairs = json.loads(terminal.ok("imports duplicates --json"))
        merged = json.loads(terminal.ok("imports duplicates --merge --json"))
        assert {(pair["id"], pair["other_id"]) for pair in pairs} == {
            (pair["id"], pair["merged_id"]) for pair in merged["pairs"]
        }
        again = take_in(
            terminal, [*theirs, ("2026-11-09", "call", "", "", "ann@acme.test", *[""] * 4)], "crm"
        )
        assert (again["added"], again["unchanged"]) == (1, len(theirs))
        terminal.ok(f"imports undo {again['import_id']}")
        if merged["merged"]:
            terminal.ok("undo")
        assert stored(terminal) == apart


def call(at: str, outcome: str, *rest: str) -> Row:
    return (at, "call", "", outcome, "ann@acme.test", *rest, *[""] * (4 - len(rest)))


def test_three_attempts_in_five_minutes_stay_three_and_each_is_completed(terminal: Terminal) -> None:
    take_in(terminal, [call(f"2026-11-02 09:0{at}", "connected", "2", "20") for at in (0, 2, 4)], "dialer")
    logged = ("voicemail", "no-answer", "not-interested")
    rows = [
        call(f"2026-11-02 09:0{at}", word, "", "", f"note {at}")
        for at, word in zip((1, 3, 5), logged, strict=True)
    ]
    found = take_in(terminal, rows, "crm")
    assert (found["added"], found["updated"], found["merged"]) == (0, 3, 3)
    assert [(row["outcome"], row["minutes"], row["note"]) for row in activities_by_time(terminal)] == [
        ("voicemail", 2, "note 1"),  # a mailbox answered
        ("connected", 2, "note 3"),
        ("not-interested", 2, "note 5"),
    ]
    assert found["remarks"] == [
        "line 2: another source told of it: outcome connected → voicemail",
        "line 3: another source told of it: outcome connected kept, not no-answer",
        "line 4: another source told of it: outcome connected → not-interested",
    ]


def activities_by_time(terminal: Terminal) -> list[dict[str, Any]]:
    return sorted(activities(terminal), key=lambda row: row["occurred_at"])


def test_what_the_rep_typed_stays_and_is_completed(terminal: Terminal) -> None:
    terminal.ok("contact add 'Ann Poe' --email ann@acme.test")
    terminal.ok("call ann callback -m 12 -n 'wants terms' -d '2026-11-02 09:00'")
    rows = [call("2026-11-02 09:04", "connected", "3", "170", "recorded", "hot")]
    found = take_in(terminal, rows, "dialer")
    (row,) = activities(terminal)
    assert (row["outcome"], row["minutes"], row["talk_seconds"]) == ("callback", 12, 170)
    assert (row["note"], row["tags"]) == ("wants terms · recorded", "hot")
    assert found["remarks"] == [
        "line 2: another source told of it: minutes of the stored row kept",
        "line 2: another source told of it: notes differ: both are kept",
        "line 2: another source told of it: outcome callback kept, not conversation",
    ]


def test_a_date_alone_gets_its_hour_from_the_one_call_of_that_day(terminal: Terminal) -> None:
    take_in(terminal, [call("2026-11-02", "callback")], "crm")
    take_in(terminal, [call("2026-11-02 16:20", "connected", "4", "200")], "dialer")
    assert [(row["occurred_at"], row["outcome"], row["minutes"]) for row in activities(terminal)] == [
        ("2026-11-02T16:20:00+01:00", "callback", 4)
    ]
    take_in(terminal, [call("2026-11-03", "callback")], "other")
    take_in(terminal, [call("2026-11-03 16:20", ""), call("2026-11-03 17:20", "")], "phone")
    assert len(activities(terminal)) == 4


def test_the_window_the_direction_and_the_channel_tell_events_apart(terminal: Terminal) -> None:
    take_in(terminal, [call("2026-11-02 09:00", "")], "dialer")
    others = [
        ("2026-11-02 09:06", "call", "", "", "ann@acme.test", *[""] * 4),
        ("2026-11-02 09:00", "email", "", "", "ann@acme.test", *[""] * 4),
        ("2026-11-02 09:00", "call", "inbound", "", "ann@acme.test", *[""] * 4),
        ("2026-11-02 09:00", "call", "", "", "bob@acme.test", *[""] * 4),
    ]
    assert take_in(terminal, others, "crm")["merged"] == 0
    assert json.loads(terminal.ok("imports duplicates --json")) == []
    assert [
        row["apart_seconds"] for row in json.loads(terminal.ok("imports duplicates --within 6 --json"))
    ] == [360]
    assert take_in(terminal, others[:1], "phone", "--merge-across --within 10")["merged"] == 1


def test_a_threshold_of_the_later_import_decides_what_it_had_decided_in_a_merged_row(
    terminal: Terminal,
) -> None:
    take_in(terminal, [call("2026-11-02 09:00", "no-answer")], "crm")
    take_in(terminal, [call("2026-11-02 09:01", "connected", "2", "90")], "dialer")
    assert [row["outcome"] for row in activities(terminal)] == ["conversation"]
    assert "1 became a connect" in terminal.ok("imports set 2 --talk-threshold 100")
    assert [row["outcome"] for row in activities(terminal)] == ["connected"]
    terminal.ok("undo")
    terminal.ok("imports undo 2")
    assert [row["outcome"] for row in activities(terminal)] == ["no-answer"]


def test_an_activity_that_stands_for_two_sources_stays_when_one_of_them_is_taken_back(
    terminal: Terminal,
) -> None:
    rows = [call("2026-11-02 09:00", "voicemail"), call("2026-11-03 09:00", "voicemail")]
    take_in(terminal, rows, "dialer")
    assert take_in(terminal, rows[:1], "crm")["unchanged"] == 1
    result = terminal("imports undo 1")
    assert "1 activity" in result.out
    assert result.err.startswith("kept, because of what came since: 1 activity")
    assert len(activities(terminal)) == 1


def test_what_hung_on_the_merged_activity_hangs_on_the_other(terminal: Terminal) -> None:
    take_in(terminal, [call("2026-11-02 09:00", "connected")], "dialer")
    take_in(terminal, [call("2026-11-02 09:01", "appointment")], "crm")
    terminal.ok("imports undo 2")
    take_in(terminal, [call("2026-11-02 09:01", "appointment", "", "", "", "hot")], "crm", "")
    met = "email,activity_ref,starts_at\nann@acme.test,crm0,2026-11-25T10:00:00+01:00\n"
    terminal.ok("import - --as appointments --system crm", stdin=met)
    terminal.ok("imports duplicates --merge")
    with closing(sqlite3.connect(terminal.store)) as connection:
        assert connection.execute(
            "SELECT activity.id, outcome.name, appointment.activity_id, tagging.row_id FROM activity "
            "JOIN outcome ON outcome.id = outcome_id JOIN appointment JOIN tagging"
        ).fetchall() == [(1, "appointment", 1, 1)]
    again = "email,activity_ref,starts_at\nann@acme.test,crm0,2026-11-26T10:00:00+01:00\n"
    assert "1 added" in terminal.ok("import - --as appointments --system crm", stdin=again)


def test_a_list_of_suspects_may_be_narrowed_to_an_import_or_days(terminal: Terminal) -> None:
    rows = [call("2026-11-02 09:00", ""), call("2026-11-03 09:00", "")]
    take_in(terminal, rows, "dialer")
    take_in(terminal, rows[:1], "crm", "")
    take_in(terminal, rows[1:], "phone", "")
    found = [
        [row["id"] for row in json.loads(terminal.ok(f"imports duplicates --json {options}"))]
        for options in ("", "1", "2", "3", "-p 2026-11-03", "2 -p 2026-11-03")
    ]
    assert found == [[1, 2], [1, 2], [1], [2], [2], []]
    assert terminal("imports duplicates 9").code == 2
    assert terminal.ok("imports duplicates 3 --merge") == "1 pair merged\n"
    assert [row["id"] for row in json.loads(terminal.ok("imports duplicates --json"))] == [1]


def test_suspects_are_found_in_one_walk_along_the_index_of_contacts(terminal: Terminal) -> None:
    take_in(terminal, [call("2026-11-02 09:00", "")], "dialer")
    with closing(sqlite3.connect(terminal.store)) as connection:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {STORED}")]
    assert len(plan) == 1
    assert "ix_activity_contact" in plan[0]


def test_a_merge_is_not_undone_into_an_import_that_was_taken_back_before_that_is_put_back(
    terminal: Terminal,
) -> None:
    take_in(terminal, [call("2026-11-02 09:00", "connected")], "dialer")
    take_in(terminal, [call("2026-11-02 09:01", "connected")], "crm", "")
    terminal.ok("imports duplicates --merge")
    terminal.ok("imports undo 2")
    result = terminal("undo")
    assert (result.code, len(activities(terminal))) == (1, 1)
    assert "import 2, which it is about, was taken back since" in result.err
    terminal.ok("imports redo 2")
    terminal.ok("undo")
    assert len(activities(terminal)) == 2
    terminal.ok("imports undo 2")
    assert len(activities(terminal)) == 1
