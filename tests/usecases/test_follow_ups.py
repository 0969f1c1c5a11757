"""Promises: made alone or in one line with a log, done, dropped, moved, and taken back with what they came with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contents import tables
from tests.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' -a Acme")
    return terminal


def _listed(terminal: Terminal, words: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal.ok(f"followup list {words} --json"))
    return found


def test_a_log_and_what_was_promised_in_it_are_one_deed(terminal: Terminal) -> None:
    before = tables(terminal.store)
    said = terminal.ok("call jane conversation --next 'send pricing' mon")
    assert "next: send pricing Mon 23 Nov" in said
    (found,) = _listed(terminal)
    assert (found["text"], found["contact"], found["due_on"], found["activity_id"]) == (
        "send pricing",
        "Jane Doe",
        "2026-11-23",
        2,
    )
    terminal.ok("undo")
    assert tables(terminal.store) == before
    terminal.ok("redo")
    assert _listed(terminal) == [found]


def test_the_next_log_says_what_is_still_promised_and_finishes_nothing(terminal: Terminal) -> None:
    terminal.ok("followup add 'send pricing' --who jane --on tomorrow")
    said = terminal.ok("call jane vm").splitlines()
    assert said[1] == "due  send pricing · tomorrow · prospector followup done 1"
    assert [each["status"] for each in _listed(terminal)] == ["open"]
    terminal.ok("followup done 1")
    assert not any(line.startswith("due") for line in terminal.ok("call jane vm").splitlines())


def test_what_is_late_stays_due_until_it_is_done_or_dropped(terminal: Terminal) -> None:
    terminal.ok("followup add 'send pricing' --who jane")
    terminal.ok("followup add 'tidy the list'")
    terminal.now = "2027-03-01T09:00:00+01:00"
    assert [each["overdue"] for each in _listed(terminal)] == [True, True]
    terminal.ok("followup drop 2")
    assert [each["text"] for each in _listed(terminal)] == ["send pricing"]
    assert [each["status"] for each in _listed(terminal, "--status all")] == ["open", "dropped"]


def test_another_day_opens_one_that_was_done(terminal: Terminal) -> None:
    terminal.ok("followup add 'send pricing' --who jane")
    terminal.ok("followup done 1")
    assert terminal("followup done 1").err.startswith("prospector: follow-up 1 is done already")
    terminal.ok("followup edit 1 --on 3d --text 'send terms'")
    (found,) = _listed(terminal)
    assert (found["text"], found["due_on"], found["status"]) == ("send terms", "2026-11-23", "open")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("followup add x --who nobodyknown", "there is no contact 'nobodyknown'"),
        ("followup add x --on yesterday", "'yesterday' is Thu 19 Nov 2026, and that is over"),
        ("followup add ' '", "what is to be done?"),
        ("followup done 7", "there is no follow-up 7"),
        ("call jane --next 'send pricing' tomorow", "'tomorow' is not a day that I know"),
        ("call jane --next '' fri", "what is to be done?"),
        ("followup list --status old", "'old' is not a status"),
    ],
)
def test_what_is_no_promise_is_refused_and_nothing_is_written(
    terminal: Terminal, line: str, told: str
) -> None:
    before = tables(terminal.store)
    result = terminal(line)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prospector: {told}")
    assert tables(terminal.store) == before


def test_a_promise_follows_its_log_to_another_contact_and_outlives_it(terminal: Terminal) -> None:
    terminal.ok("call jane conversation --next 'send pricing' fri")
    terminal.ok("call 'Bob Ray'")
    terminal.ok("edit 2 --who bob")
    assert _listed(terminal)[0]["contact"] == "Bob Ray"
    terminal.ok("delete 2")
    assert [(each["contact"], each["activity_id"]) for each in _listed(terminal)] == [("Bob Ray", None)]


def test_lines_of_text_and_of_json_promise_too(terminal: Terminal) -> None:
    lines = (
        "call jane --next 'send terms' 2w\n"
        '{"channel": "email", "contact": "jane", "follow_up": "call again", "due_on": "2026-11-27"}\n'
    )
    terminal.ok("log -", stdin=lines)
    assert [(each["text"], each["due_on"]) for each in _listed(terminal)] == [
        ("call again", "2026-11-27"),
        ("send terms", "2026-12-04"),
    ]
    half = '{"channel": "email", "contact": "jane", "follow_up": "x"}\n'
    assert "follow_up and due_on go together" in terminal("log -", stdin=half).err


def test_the_json_of_a_log_has_what_was_promised(terminal: Terminal) -> None:
    said = json.loads(terminal.ok("call jane --next 'send pricing' fri --json"))
    assert (said["follow_up_id"], said["follow_up"], said["due_on"]) == (1, "send pricing", "2026-11-20")


def test_a_search_finds_what_was_promised_whether_it_is_done_or_not(terminal: Terminal) -> None:
    terminal.ok('call "Jane Doe" conversation --next "send pricing" fri')
    terminal.ok('followup add "Pricing for the board" --on mon')
    terminal.ok("followup done 1")
    hits = json.loads(terminal.ok("search pricing --json"))
    assert [(hit["noun"], hit["id"], hit["name"], hit["field"], hit["text"]) for hit in hits] == [
        ("follow-up", 2, "", "text", "Pricing for the board"),
        ("follow-up", 1, "Jane Doe", "text", "send pricing"),
    ]
