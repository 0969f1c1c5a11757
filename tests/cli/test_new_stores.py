"""A store that was named and is new is said to be: a slip in its name would begin a second log beside the first."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from prospector.cli.app import run
from prospector.quick.front import do_quickly
from prospector.quick.plain import run as plain_run
from tests.terminal import Terminal

IMPORTED = "occurred_at,channel,contact\n2026-11-19 09:00,call,Jane Doe\n"


def _line(terminal: Terminal, name: str = "store.db") -> str:
    return f"a new store begins here: {terminal.folder / name}\n"


def _quick(words: list[str]) -> int:
    code = do_quickly(words)
    assert code is not None
    return code


@pytest.mark.parametrize("front", [_quick, plain_run, run])
def test_the_first_deed_in_a_store_that_was_named_says_where_it_begins(
    terminal: Terminal, front: Callable[[list[str]], int]
) -> None:
    terminal.front = front
    first = terminal("call jane" if front is _quick else "contact add jane")
    assert (first.code, first.err) == (0, _line(terminal))
    assert terminal("call jane").err == ""


def test_a_slip_in_the_name_of_a_store_is_told_although_the_log_is_taken(terminal: Terminal) -> None:
    terminal.ok("call jane")
    assert terminal("--db slip.db call jane").err == _line(terminal, "slip.db")


def test_a_store_that_a_refused_command_left_empty_is_still_new_to_the_next(terminal: Terminal) -> None:
    refused = terminal("call jane tomorow")
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert terminal("call jane").err == _line(terminal)


def test_an_import_is_a_first_deed_and_what_is_logged_after_it_is_none(terminal: Terminal) -> None:
    (terminal.folder / "calls.csv").write_text(IMPORTED, encoding="utf-8")
    assert terminal("import calls.csv --dry-run").err == ""
    assert _line(terminal) in terminal("import calls.csv").err
    assert terminal("call jane").err == ""
    assert terminal("import calls.csv").err == ""


def test_what_is_undone_makes_no_store_new_again(terminal: Terminal) -> None:
    terminal.ok("call jane")
    terminal.ok("undo")
    assert terminal("call jane").err == ""


def test_a_store_that_nobody_named_begins_without_a_word(terminal: Terminal) -> None:
    terminal.store_name = None
    assert terminal("call jane").err == ""
    assert terminal.store.exists()


def test_a_script_reads_the_record_and_nothing_else(terminal: Terminal) -> None:
    first = terminal("call jane --json")
    assert json.loads(first.out)["contact"] == "jane"
    assert first.err == _line(terminal)


def test_a_reading_command_names_the_store_that_is_not_there_and_makes_none(terminal: Terminal) -> None:
    read = terminal("--db slip.db list")
    assert (read.code, read.out) == (5, "")
    assert read.err == (
        "prospector: there is no store at slip.db; "
        "the first log makes one: prospector --db slip.db call jane; or name another with --db FILE\n"
    )
    assert not (terminal.folder / "slip.db").exists()


@pytest.mark.parametrize("command", ["list", "today", "next", "undo", "again", "fix vm", "report week"])
def test_what_needs_a_log_finds_none_before_the_first_one_and_says_how_to_begin(
    terminal: Terminal, command: str
) -> None:
    terminal.store_name = None
    answered = terminal(command)
    assert (answered.code, answered.out) == (5, "")  # no store is no empty answer: a script would believe it
    assert answered.err.startswith(
        f"prospector: there is no store at {terminal.store}; the first log makes one: "
    )
    assert not terminal.store.exists()
