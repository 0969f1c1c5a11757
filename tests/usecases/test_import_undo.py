"""An import is taken back whole: its rows, the values it changed, its memory; what came since stays."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given, settings

from tests.commands_of_a_day import emptiness
from tests.contents import contents, tables
from tests.terminal import Terminal
from tests.usecases.test_import_laws import HEADER, Row, files_with_ids

CONTACTS = "external_id,name,email,phone,account,source,received_at,tags\nL1,Ann Poe,ann@acme.test,+4930123,Acme,web,2026-10-01,hot\n"
CALLS = "external_id,occurred_at,channel,outcome,contact,email\nC1,2026-11-02 10:00,call,conversation,Ann Poe,ann@acme.test\n"


def nouns(store: Path) -> dict[str, list[str]]:
    """All records; words that an import made stay and do not count."""
    words = ("channel", "outcome", "source", "rep", "tag", "kind")
    return {noun: rows for noun, rows in contents(store).items() if noun not in words}


def written(terminal: Terminal, name: str, text: str) -> str:
    (terminal.folder / name).write_text(text, encoding="utf-8")
    return name


@settings(max_examples=25)
@given(files_with_ids())
def test_an_import_taken_back_leaves_what_was_there_and_comes_again_as_the_first_time(
    rows: list[Row],
) -> None:
    with emptiness() as terminal:
        terminal.ok("call 'Ann Poe' vm")
        terminal.ok("email bob@acme.test -a Globex -t warm")
        before = nouns(terminal.store)
        text = "\n".join(",".join(row) for row in (HEADER, *rows)) + "\n"
        written(terminal, "calls.csv", text)
        terminal("import calls.csv --as activities --system dialer")
        once = nouns(terminal.store)
        terminal.ok("imports undo 1")
        assert nouns(terminal.store) == before
        terminal("import calls.csv --as activities --system dialer")
        assert nouns(terminal.store) == once


def test_values_that_an_import_filled_are_blank_again(terminal: Terminal) -> None:
    terminal.ok("call 'Ann Poe' vm")
    before = nouns(terminal.store)
    told = terminal.ok(
        f"import {written(terminal, 'people.csv', CONTACTS.replace('L1', ''))} --as contacts --create"
    )
    assert "1 added" in told
    result = terminal("imports undo 1")
    assert (result.code, result.err) == (0, "1 row has the old values again\n")
    assert nouns(terminal.store) == before


def test_what_was_changed_since_is_kept_and_said(terminal: Terminal) -> None:
    terminal.ok(f"import {written(terminal, 'people.csv', CONTACTS)} --as contacts --create")
    terminal.ok(f"import {written(terminal, 'calls.csv', CALLS)} --as activities")
    terminal.ok("edit 1 --note 'she asked for prices'")
    taken = json.loads(terminal.ok("imports undo 2 --json"))
    assert (taken["removed"], taken["kept"]) == ({}, {"activity": 1})
    assert taken["kept_rows"] == [{"table": "activity", "id": 1, "name": "2026-11-02 call Ann Poe"}]
    result = terminal("imports undo 1")
    assert result.out == "import 1 · taken back · 1 lead removed\n"
    assert result.err.splitlines() == [
        "kept, because of what came since: 1 contact, 1 account",
        "  contact 1  Ann Poe",
        "  account 1  Acme",
    ]
    assert len(json.loads(terminal.ok("list --json"))) == 1


def test_an_import_is_taken_back_once_and_a_deal_goes_with_its_steps(terminal: Terminal) -> None:
    deals = (
        "external_id,name,stage,status,opened_at,closed_at,value\nD1,Rollout,,won,2026-10-01,2026-11-01,500\n"
    )
    terminal.ok(f"import {written(terminal, 'deals.csv', deals)} --as deals")
    assert terminal.ok("imports undo 1") == "import 1 · taken back · 2 steps of deals, 1 deal removed\n"
    again = terminal("imports undo 1")
    assert (again.code, again.err) == (
        1,
        "prospector: import 1 was taken back already; prospector imports redo 1 puts it back\n",
    )
    unknown = terminal("imports undo 9")
    assert (unknown.code, unknown.err) == (
        2,
        "prospector: there is no import 9; prospector imports list shows them\n",
    )


def test_a_deal_that_was_advanced_since_keeps_its_history(terminal: Terminal) -> None:
    deals = "external_id,name,stage,opened_at\nD1,Rollout,qualifying,2026-10-01\n"
    terminal.ok(f"import {written(terminal, 'deals.csv', deals)} --as deals")
    terminal.ok("deal advance rollout proposal")
    kept = json.loads(terminal.ok("imports undo 1 --json"))["kept"]
    assert kept == {"stage_change": 1, "deal": 1}


def test_a_file_whose_rows_went_with_another_import_is_read_again(terminal: Terminal) -> None:
    header, row = CALLS.splitlines()
    terminal.ok(f"import {written(terminal, 'calls.csv', CALLS)} --as activities")
    terminal.ok(f"import {written(terminal, 'copy.csv', header + chr(13) + chr(10) + row)} --as activities")
    terminal.ok("imports undo 1")
    assert "1 added" in terminal.ok("import copy.csv --as activities")


def test_a_file_that_filled_a_contact_fills_it_again_after_it_was_taken_back(terminal: Terminal) -> None:
    terminal.ok("call 'Ann Poe' vm")
    name = written(terminal, "people.csv", "name,title\nAnn Poe,CEO\n")
    for number in (1, 2):
        assert "updated 1: title 1" in terminal.ok(f"import {name} --as contacts")
        terminal.ok(f"imports undo {number}")
        assert json.loads(terminal.ok("contact show ann --json"))["title"] is None


def test_an_update_taken_back_restores_what_it_overwrote_and_names_what_was_changed_since(
    terminal: Terminal,
) -> None:
    calls = "external_id,occurred_at,channel,contact,note\n"
    calls += "".join(f"{number},2026-11-02,call,Ann Poe,first\n" for number in range(1, 14))
    terminal.ok(f"import {written(terminal, 'calls.csv', calls)} --as activities")
    terminal.ok(
        f"import {written(terminal, 'other.csv', calls.replace('first', 'second'))} --as activities --mode update"
    )
    for number in range(1, 13):
        terminal.ok(f"edit {number} --note mine")
    result = terminal("imports undo 2")
    assert result.out == "import 2 · taken back · no row removed\n"
    lines = result.err.splitlines()
    assert lines[:2] == [
        "1 row has the old values again",
        "12 that it had changed were changed since, and keep what they have",
    ]
    assert lines[2].startswith("  activity 1  2026-11-02 call Ann Poe")
    assert (len(lines), lines[-1]) == (13, "  and 2 more; --json names all")
    notes = [row["note"] for row in json.loads(terminal.ok("list --json"))]
    assert notes == ["mine"] * 12 + ["first"]


def test_an_import_is_put_back_with_its_numbers_unless_something_is_in_the_way(terminal: Terminal) -> None:
    terminal.ok(f"import {written(terminal, 'people.csv', CONTACTS)} --as contacts --create")
    terminal.ok(f"import {written(terminal, 'calls.csv', CALLS)} --as activities")
    stands = terminal("imports redo 2")
    assert (stands.code, stands.err) == (1, "prospector: import 2 was not taken back; nothing changed\n")
    whole = tables(terminal.store)
    terminal.ok("imports undo 2")
    terminal.ok("imports undo 1")
    assert terminal.ok("imports redo 1") == "import 1 · put back · 1 account, 1 contact, 1 lead\n"
    terminal.ok("import calls.csv --as activities")
    way = terminal("imports redo 2")
    assert (way.code, way.err) == (
        1,
        (
            "prospector: import 2 cannot be put back: its file came again as import 3; "
            "nothing changed; prospector imports undo 3 first\n"
        ),
    )
    terminal.ok("imports undo 3")
    terminal.ok("imports redo 2")
    kept = {name: rows for name, rows in tables(terminal.store).items() if name != "import_run"}
    assert kept == {name: rows for name, rows in whole.items() if name != "import_run"}


def test_a_name_that_somebody_else_has_by_now_is_in_the_way(terminal: Terminal) -> None:
    terminal.ok(f"import {written(terminal, 'people.csv', CONTACTS)} --as contacts --create")
    terminal.ok("imports undo 1")
    terminal.ok("account add Acme")
    result = terminal("imports redo 1")
    assert (result.code, result.err) == (
        1,
        (
            "prospector: import 1 cannot be put back: what came since is in the way of account 1; "
            "nothing changed; take that back first\n"
        ),
    )
    terminal.ok("undo")
    terminal.ok("imports redo 1")


def test_redo_of_commands_leaves_imports_alone(terminal: Terminal) -> None:
    terminal.ok("call 'Ann Poe' vm")
    terminal.ok(
        f"import {written(terminal, 'people.csv', CONTACTS.replace('L1', ''))} --as contacts --create"
    )
    terminal.ok("imports undo 1")
    result = terminal("redo")
    assert (result.code, result.err) == (
        1,
        "prospector: there is nothing to redo; imports are put back by their number: prospector imports redo N\n",
    )
    assert "undone: call" in terminal.ok("undo")
    terminal.ok("redo")
    terminal.ok("imports redo 1")


def test_what_was_merged_into_other_activities_is_said_to_stay(terminal: Terminal) -> None:
    head = "occurred_at,channel,outcome,contact,minutes,note\n"
    first, second = (
        "".join(f"2026-11-0{day} 10:00,call,conversation,Ann Poe,{told}\n" for day in (2, 3, 4))
        for told in (",", "7,asked for terms")
    )
    terminal.ok(f"import {written(terminal, 'one.csv', head + first)} --as activities --system one")
    other = f"{second}2026-11-09 10:00,call,conversation,Ann Poe,,\n"
    terminal.ok(f"import {written(terminal, 'two.csv', head + other)} --as activities --system two")
    terminal.ok("imports duplicates 2 --merge")
    merged = json.loads(terminal.ok("list --json"))
    gave = sum(row["minutes"] == 7 for row in merged)
    assert (len(merged), gave) == (4, 3)
    result = terminal("imports undo 2")
    assert result.out == "import 2 · taken back · 1 activity removed\n"
    assert result.err == "3 of its activities were merged into others before, which keep what they gave\n"
    assert [row["minutes"] for row in json.loads(terminal.ok("list --json"))].count(7) == 3
    terminal.ok("imports redo 2")
    assert json.loads(terminal.ok("imports undo 2 --json"))["merged_away"] == 3
    assert json.loads(terminal.ok("imports undo 1 --json"))["merged_away"] == 0
