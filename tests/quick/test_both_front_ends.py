"""The quick front end and the ordinary one are one command line: the same words, the same rows, the same answer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from prospector.cli.app import run
from prospector.quick.front import do_quickly
from tests.terminal import Result, Terminal, quick_or_ordinary

WORDS = st.sampled_from(
    [
        "jane", "Jane Doe", "bob@example.com", ".", "id:1", "jnae", "vm", "conversation", "appt", "dnc", "sent", "oops",
        "-m", "12", "1h30", "-m5", "--minutes=7", "-n", "a note", "-d", "yesterday 16:00", "tomorow", "--at=9:30", "-k",
        "cold", "-a", "Acme", "-t", "hot", "--tag=q4", "-x", "34", "--count=3", "--inbound", "--inbound=yes", "--cost",
        "1.50", "--reach", "9", "--on", "5-ways", "--for", "fri 15:00", "--new", "--future", "--", "-", "--jsn", "-5", "",
        "visit", "admin", "call", "2", "#1", "--next", "--next=send pricing", "fri",
    ]
)  # fmt: skip
LINES = st.one_of(
    st.tuples(st.sampled_from(["call", "email", "social", "log"]), st.lists(WORDS, max_size=7)),
    st.tuples(st.just("undo"), st.sampled_from([[], [], ["2"], ["--list"], ["x"]])),
)


def rows_of(store: Path) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(store)
    try:
        activities = connection.execute(
            "SELECT id, occurred_at, utc_offset, channel_id, kind_id, direction, outcome_id, contact_id, account_id, "
            "content_id, count, minutes, reach, cost_minor, note FROM activity ORDER BY id"
        ).fetchall()
        others = [
            connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in (
                "contact",
                "lead",
                "account",
                "kind",
                "tag",
                "tagging",
                "appointment",
                "follow_up",
                "deed",
            )
        ]
        return [*activities, *(row for rows in others for row in rows)]
    finally:
        connection.close()


def told(
    lines: list[tuple[str, list[str]]], folder: str, *, quick: bool
) -> tuple[list[Result], list[object]]:
    terminal = Terminal(Path(folder), front=quick_or_ordinary if quick else run, is_terminal=True)
    terminal.ok("call 'Jane Doe' -a Acme")
    terminal.ok("content '5 ways'")
    results = [terminal.run([verb, *words]) for verb, words in lines]
    return results, list(rows_of(terminal.store))


@settings(max_examples=60)
@given(st.lists(LINES, min_size=1, max_size=4))
@example(
    [
        ("call", ["-5"]),
        ("call", ["--inbound=yes", "jane"]),
        ("log", []),
        ("call", ["-x", "34", "vm"]),
        ("email", ["jane", "vm", "x"]),
    ]
)
@example([("call", ["", "vm"]), ("call", [" ", "vm"]), ("log", ["content", ""]), ("email", ["", "-x", "3"])])
@example(
    [("call", ["jane", "conversation", "--for", "fri 15:00"]), ("call", [".", "appt", "--for", "fri 15:00"])]
)
@example(
    [
        ("call", ["jane", "--next", "send pricing", "fri"]),
        ("email", ["jane", "--next=again", "mon", "vm"]),
        ("call", ["jane", "--next", "x"]),
        ("call", ["jane", "--next", "x", "fri", "--next", "y", "fri"]),
    ]
)
@example(
    [("call", ["jane", "appt"]), ("undo", []), ("undo", []), ("undo", []), ("undo", []), ("call", ["bob"])]
)
@example([("log", ["content", "5 ways"]), ("log", ["event", "Expo"]), ("log", ["event", "Expo", "--new"])])
def test_the_same_words_leave_the_same_rows_and_the_same_answer(lines: list[tuple[str, list[str]]]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert told(lines, one, quick=True) == told(lines, other, quick=False)


def test_what_is_not_an_ordinary_log_is_left_alone(terminal: Terminal) -> None:
    for words in (["report", "channels"], ["call", "--help"], ["call", "jane", "--json"], ["log", "-"], []):
        assert do_quickly(words) is None
    assert not terminal.store.exists()


SLOW = {
    *("typer", "rich", "pydantic", "sqlalchemy", "click", "jinja2"),
    *(
        "dataclasses",
        "enum",
        "typing",
        "re",
        "inspect",
        "json",
        "hashlib",
        "zoneinfo",
        "decimal",
        "sqlite3",
        "tomllib",
    ),
    *(
        "prospector.domain.plan",
        "prospector.domain.follow_up",
        "prospector.domain.when",
        "prospector.domain.money",
    ),
    *("prospector.store.seed", "prospector.cli.app", "prospector.cli.commands"),
}


@pytest.mark.parametrize(
    "words",
    [
        ["call", "jane", "vm"],
        ["call", "jane", "-m", "12", "-n", "x"],
        ["undo"],
        ["__complete", "bash", "call", "ja"],
    ],
)
def test_what_is_quick_imports_no_framework(words: list[str], terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe'")
    script = (
        f"import sys; sys.argv[1:] = {words}; from prospector.quick.front import main\n"
        "try: main()\n"
        f"except SystemExit as end: print(end.code, sorted({SLOW} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PROSPECTOR_DB": str(terminal.store), "PROSPECTOR_CONFIG": str(terminal.folder / "none.toml")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "0 []"


def test_one_who_writes_is_waited_for_once(terminal: Terminal) -> None:
    terminal.ok("call jane")
    terminal.front = quick_or_ordinary
    terminal.environment = {"PROSPECTOR_BUSY_SECONDS": "1"}
    writer = sqlite3.connect(terminal.store, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    result = terminal("call jane")
    writer.close()
    assert (result.code, time.monotonic() - began < 1.9) == (4, True)
    assert result.err.endswith("nothing changed; try again\n")


def test_what_is_stored_is_not_stored_again_whatever_becomes_of_the_answer(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ok("call jane")
    monkeypatch.setattr("prospector.cli.log_answers.log_lines", lambda *_: 1 / 0)
    result = Terminal(terminal.folder, front=quick_or_ordinary).run(["call", "jane"])
    assert result.code == 70
    assert "prospector: it is stored, but there is a bug: ZeroDivisionError; " in result.err
    monkeypatch.undo()
    assert terminal.ok("list").count("\n") == 3
