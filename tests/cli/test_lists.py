"""A list that is not the whole one says so, to a reader and to a script; an empty one says what makes an entry."""

from __future__ import annotations

import json

import pytest

from tests.terminal import Terminal


@pytest.fixture
def full(terminal: Terminal) -> Terminal:
    """25 calls to as many people."""
    terminal.ok(
        "log -", stdin="".join(f"call 'Person {number:02} Berg{number:02}'\n" for number in range(25))
    )
    return terminal


def test_a_cut_list_says_of_how_many_and_how_to_see_every_one(full: Terminal) -> None:
    said = "20 of 25 activities; --all shows every one\n"
    for form in ("", "--json", "--format csv"):
        result = full(f"list {form}")
        assert (result.code, result.err) == (0, said)
        assert said not in result.out
    assert len(json.loads(full("list --json").out)) == 20
    full.is_terminal = True
    assert full("list").out.endswith(f"\n\n{said}")
    assert full("list").err == ""
    assert "of 25" not in full.ok("list --all")
    assert len(json.loads(full.ok("list --all --json"))) == 25
    assert full("contact list --limit 3").out.endswith("\n\n3 of 25 contacts; --all shows every one\n")


def test_all_and_a_number_contradict_and_none_is_no_list(full: Terminal) -> None:
    for noun in ("list", "contact list", "account list", "content list", "imports list", "search x", "next"):
        for words in ("--all --limit 3", "--limit 0"):
            assert full(f"{noun} {words}").code == 2, noun


def test_past_imports_are_the_last_twenty_and_say_so(terminal: Terminal) -> None:
    for number in range(22):
        (terminal.folder / f"{number}.csv").write_text(f"name\nPerson {number}\n", encoding="utf-8")
    names = " ".join(f"{number}.csv" for number in range(22))
    terminal.ok(f"import {names} --as contacts")
    result = terminal("imports list --json")
    assert [each["id"] for each in json.loads(result.out)] == list(range(3, 23))
    assert result.err == "20 of 22 imports; --all shows every one\n"
    assert len(json.loads(terminal.ok("imports list --all --json"))) == 22


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("contact list --tag x", ""),
        ("account list", "prospector account add NAME"),
        ("content list", "prospector content TITLE"),
        ("deal list", "deal open NAME"),
        ("appointment list", "appointment set WHO WHEN"),
        ("followup list", "followup add"),
        ("goal list", "prospector goal set"),
        ("quota list", "prospector quota set"),
        ("imports list", "prospector import FILE"),
        ("tag list", "-t TAG"),
        ("review list", "prospector review"),
        ("next", "--next"),
    ],
)
def test_an_empty_list_says_what_makes_an_entry(terminal: Terminal, line: str, advice: str) -> None:
    terminal.ok("call . -x 3")
    terminal.is_terminal = True
    assert advice in terminal(line).out


def test_a_replaced_quota_says_that_its_stretch_ends(terminal: Terminal) -> None:
    terminal.ok("quota set revenue 120k -p 2026-Q4 --stretch 150k")
    said = terminal.ok("quota set revenue 130k -p 2026-Q4")
    assert "its stretch 150,000 USD ends too, --stretch sets one" in said
    assert "stretch" not in terminal.ok("quota set revenue 140k -p 2026-Q4")
