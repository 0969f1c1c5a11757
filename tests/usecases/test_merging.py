"""Two contacts who are one person: all that was the one's is the other's, and undo makes them two again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import LINES, day_begun
from tests.contents import tables
from tests.terminal import Terminal

CALLS = """\
external_id,occurred_at,channel,outcome,contact,email,account
C1,2026-11-02 10:00,call,conversation,J. Doe,j.doe@initech.test,Initech
C2,2026-11-03 10:00,call,no-answer,J. Doe,j.doe@initech.test,Initech
"""
PEOPLE = """\
external_id,name,email,account,source,received_at
P1,J. Doe,j.doe@initech.test,Initech,web,2026-10-01
P2,Jane Doe,jane@acme.test,Acme,,
"""


def ask(terminal: Terminal, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(terminal.store)) as connection:
        return connection.execute(sql).fetchall()


def write(terminal: Terminal, name: str, text: str) -> str:
    (terminal.folder / name).write_text(text, encoding="utf-8")
    return name


def two(terminal: Terminal) -> None:
    for line in (
        "contact add 'Jane Doe' -a Acme --email jane@acme.test --title 'VP Sales' -n first -t warm",
        (
            "contact add 'J. Doe' -a Initech --email j.doe@initech.test --phone '030 1234567' --title CEO "
            "--division East -n second -t warm -t vip --source campaign"
        ),
        "contact add 'Ann Poe' --referred-by 'J. Doe'",
        "call 'J. Doe' conversation -m 9",
        "email 'J. Doe' appointment --for 'mon 9am'",
        "call 'Jane Doe' vm",
        "deal open rollout --who 'J. Doe' --value 5k",
    ):
        terminal.ok(line)


def test_everything_of_the_one_is_the_others_and_her_own_values_stay(terminal: Terminal) -> None:
    two(terminal)
    result = terminal("contact merge 'J. Doe' 'Jane Doe'")
    assert result.out == (
        "merged J. Doe (Initech) into Jane Doe (Acme): "
        "2 activities, 1 deal, 1 appointment, 1 lead, 1 introduction, 3 addresses and names\n"
    )
    assert result.err == "title stays VP Sales; J. Doe had CEO\naccount stays Acme; J. Doe had Initech\n"
    for table in ("activity", "deal", "appointment", "lead"):
        assert ask(terminal, f"SELECT DISTINCT contact_id FROM {table} WHERE contact_id IS NOT 3") == [(1,)]
    assert ask(terminal, "SELECT id, referred_by_id FROM contact ORDER BY id") == [(1, None), (3, 1)]
    [jane] = [row for row in json.loads(terminal.ok("contact list --json")) if row["name"] == "Jane Doe"]
    told = ("email", "phone", "division", "title", "account", "tags", "note", "other_names")
    assert [jane[name] for name in told] == [
        "jane@acme.test; j.doe@initech.test",
        "030 1234567",
        "East",
        "VP Sales",
        "Acme",
        "vip;warm",
        "first\nsecond",
        "J. Doe",
    ]


def test_whoever_was_two_is_found_by_all_that_either_was_known_by(terminal: Terminal) -> None:
    two(terminal)
    terminal.ok("contact merge 'J. Doe' 'Jane Doe'")
    for who in ("'j. doe'", "j.doe@initech.test", "'030 1234567'", "jane", "'Doe, J.'", "jane@acme.test"):
        assert terminal.ok(f"call {who} vm").startswith("call · Jane Doe (Acme)"), who
    assert "Jane Doe" in terminal.ok("search initech.test")


def test_undo_and_redo_of_a_merge_restore_every_byte(terminal: Terminal) -> None:
    two(terminal)
    before = tables(terminal.store)
    terminal.ok("contact merge 'J. Doe' 'Jane Doe'")
    after = tables(terminal.store)
    assert terminal.ok("undo") == "undone: merge of J. Doe (Initech) into Jane Doe (Acme)\n"
    assert tables(terminal.store) == before
    terminal.ok("redo")
    assert tables(terminal.store) == after


MERGES = st.lists(st.permutations(["'Ann Poe'", "'Bob Ray'", "'Dee Fox'", "jane@acme.test"]), max_size=3)


@settings(max_examples=15)
@given(st.lists(LINES, max_size=8), MERGES)
def test_merges_upon_merges_are_taken_back_one_by_one(lines: list[str], merges: list[list[str]]) -> None:
    with day_begun() as terminal:
        for line in (*lines, "call 'Dee Fox' vm --new", "call jane@acme.test vm"):
            terminal(line)
        states = [tables(terminal.store)]
        for pair in merges:
            if terminal(f"contact merge {pair[0]} {pair[1]}").code == 0:
                states.append(tables(terminal.store))
                gone = ask(terminal, "SELECT 1 FROM merged JOIN contact ON contact.id = contact_id")
                astray = ask(
                    terminal,
                    "SELECT 1 FROM merged LEFT JOIN contact ON contact.id = into_id WHERE contact.id IS NULL",
                )
                assert (gone, astray) == ([], [])
        for state in reversed(states[:-1]):
            terminal.ok("undo")
            assert tables(terminal.store) == state
        for state in states[1:]:
            terminal.ok("redo")
            assert tables(terminal.store) == state


def test_nobody_is_merged_with_themselves_and_who_is_not_clear_changes_nothing(terminal: Terminal) -> None:
    two(terminal)
    terminal.ok("contact add 'Jane Doe' --new --email other@home.test")
    before = tables(terminal.store)
    same = terminal("contact merge jane@acme.test id:1")
    assert (same.code, same.err) == (
        2,
        (
            "prospector: Jane Doe (Acme) cannot be merged with themselves; nothing was written; "
            "both mean id:1; prospector contact list shows the numbers of others\n"
        ),
    )
    unclear = terminal("contact merge 'J. Doe' 'Jane Doe'")
    assert unclear.code == 2
    assert "id:1" in unclear.err
    assert "id:4" in unclear.err
    assert terminal("contact merge nobody jane@acme.test").code == 2
    assert tables(terminal.store) == before
    namesakes = json.loads(terminal.ok("contact merge other@home.test jane@acme.test --json"))
    assert (namesakes["email"], namesakes["other_names"]) == ("jane@acme.test; other@home.test", None)
    assert (namesakes["id"], namesakes["merged"], namesakes["moved"]) == (1, 4, {"lead": 1, "address": 1})


def test_who_asked_not_to_be_contacted_is_not_contacted_under_the_other_name_either(
    terminal: Terminal,
) -> None:
    terminal.ok("call 'J. Doe' dnc")
    terminal.ok("call 'Jane Doe' vm")
    assert json.loads(terminal.ok("contact merge 'J. Doe' 'Jane Doe' --json"))["do_not_contact"] is True


def test_who_introduced_the_other_introduced_nobody_once_they_are_one(terminal: Terminal) -> None:
    terminal.ok("contact add Ann")
    terminal.ok("contact add Bea --referred-by ann")
    assert json.loads(terminal.ok("contact merge bea ann --json"))["referred_by"] is None
    terminal.ok("undo")
    assert json.loads(terminal.ok("contact merge ann bea --json"))["referred_by"] is None


def test_a_name_takes_the_place_of_an_address_that_stood_for_it(terminal: Terminal) -> None:
    terminal.ok("call jane@acme.test vm")
    terminal.ok("call 'Jane Doe' vm")
    merged = json.loads(terminal.ok("contact merge 'Jane Doe' jane@acme.test --json"))
    assert (merged["name"], merged["email"], merged["other_names"]) == ("Jane Doe", "jane@acme.test", None)


def test_old_files_bring_nobody_back(terminal: Terminal) -> None:
    terminal.ok(f"import {write(terminal, 'people.csv', PEOPLE)} --as contacts --system crm")
    terminal.ok(f"import {write(terminal, 'calls.csv', CALLS)} --system crm")
    terminal.ok("contact merge 'J. Doe' 'Jane Doe'")
    merged = tables(terminal.store)
    for name, text, kind in (("people2.csv", PEOPLE, "contacts"), ("calls2.csv", CALLS, "activities")):
        again = json.loads(
            terminal.ok(f"import {write(terminal, name, text + chr(10))} --as {kind} --system crm --json")
        )
        assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    untold = {table: rows for table, rows in merged.items() if table not in {"import_run", "origin"}}
    now = tables(terminal.store)
    assert {table: now[table] for table in untold} == untold
    new = (
        "external_id,occurred_at,channel,outcome,contact,email,account,contact_ref\n"
        "C3,2026-11-04 10:00,call,no-answer,J. Doe,j.doe@initech.test,Initech,\n"  # by the address
        "C4,2026-11-05 10:00,call,no-answer,J. Doe,,,\n"  # by the name
        "C5,2026-11-06 10:00,call,no-answer,J. Doe,,Initech,\n"  # by the name where she worked
        "C6,2026-11-07 10:00,call,no-answer,,,,P1\n"  # by the id of the row that she was
    )
    terminal.ok(f"import {write(terminal, 'new.csv', new)} --system crm")
    assert ask(terminal, "SELECT count(*) FROM contact") == [(1,)]
    assert ask(terminal, "SELECT DISTINCT contact_id FROM activity") == [(2,)]


def test_an_import_of_somebody_who_was_merged_is_taken_back_but_for_what_was_touched(
    terminal: Terminal,
) -> None:
    terminal.ok("contact add 'Jane Doe' --email jane@acme.test")
    terminal.ok(f"import {write(terminal, 'people.csv', PEOPLE)} --as contacts --system crm")
    terminal.ok("contact merge j.doe@initech.test jane@acme.test")
    terminal.ok("imports undo 1")
    [jane] = json.loads(terminal.ok("contact list --json"))
    assert jane["email"] == "jane@acme.test; j.doe@initech.test"
    assert ask(terminal, "SELECT contact_id FROM lead ORDER BY id") == [(1,), (1,)]
    terminal.ok(f"import {write(terminal, 'people3.csv', PEOPLE)} --as contacts --system crm")
    assert ask(terminal, "SELECT count(*) FROM contact") == [(1,)]
