"""Activities that are put together before the store is locked are those that would be put together under the lock."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings

from prospector.store.loading import composing, twin
from prospector.usecases import import_ahead, import_files
from tests.commands_of_a_day import emptiness
from tests.contents import Tables, tables
from tests.terminal import Terminal
from tests.usecases.test_import_laws import Row, files_with_ids, take_in

CALLS = """\
external_id,occurred_at,channel,outcome,contact,account,minutes,note
a1,2026-11-02T10:00:00+01:00,call,conversation,Ann Poe,Acme,5,first
a4,2026-11-06T10:00:00+01:00,call,conversation,Ann Poe,Acme,7,later
a2,2026-11-03T10:00:00+01:00,email,,Bob Ray,Acme,,
a2,2026-11-03T10:00:00+01:00,email,,Bob Ray,Acme,,again
,2026-11-04T10:00:00+01:00,call,do-not-contact,Cat Fox,Globex,,
,2026-11-04T10:00:00+01:00,call,do-not-contact,Cat Fox,Globex,,
a3,2026-11-05T10:00:00+01:00,pigeon,,Ann Poe,,,
"""
Ready = Callable[..., Any]


def stored(terminal: Terminal) -> Tables:
    """All rows, but for the random marks of what was logged."""
    found = tables(terminal.store)
    found["activity"] = [row if row[-2] else (row[0], *row[2:-1]) for row in found["activity"]]
    return found


@contextmanager
def ahead(monkeypatch: pytest.MonkeyPatch, *, free: int, few: int = 0) -> Iterator[None]:
    """Put any file together ahead, however small, and leave so many numbers free."""
    with monkeypatch.context() as patch:
        patch.setattr(import_ahead, "_MANY", 1)
        patch.setattr(twin, "_LEFT_FREE", free)
        patch.setattr(twin, "_FEW", few)
        yield


@settings(max_examples=15)
@given(files_with_ids(), files_with_ids())
def test_the_store_is_the_same_in_the_end(first: list[Row], second: list[Row]) -> None:
    found = []
    for is_ahead in (False, True):
        with pytest.MonkeyPatch.context() as patch, emptiness() as terminal:
            terminal.ok("call jane")
            with ahead(patch, free=0) if is_ahead else pytest.MonkeyPatch.context():
                told = [take_in(terminal, rows, name) for rows, name in ((first, "a.csv"), (second, "b.csv"))]
            found.append((told, stored(terminal)))
            with sqlite3.connect(terminal.store) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            connection.close()
    assert found[0] == found[1]


def write(terminal: Terminal, deeds: str) -> None:
    """Do something, or several things."""
    for deed in deeds.split("; "):
        terminal.ok(deed)


def import_while(terminal: Terminal, deed: str, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Import the calls, and do something else when their rows are put together and not in the store yet."""
    original: Ready = import_ahead.ready_ahead

    def ready_ahead(*told: object) -> object:
        patch.setattr(import_files, "ready_ahead", original)
        ready = original(*told)
        assert ready is not None
        write(terminal, deed)
        return ready

    patch.setattr(import_files, "ready_ahead", ready_ahead)
    (terminal.folder / "calls.csv").write_text(CALLS)
    found: dict[str, Any] = json.loads(terminal("import calls.csv --as activities --json").out)
    return found


@pytest.mark.parametrize(
    "deed",
    [
        "call jane",  # takes a number of an activity
        "call 'Bob Ray'",  # takes one of a person who is in the file too
        "account add Zenith",
        "import others.csv --as activities",  # takes the number of the import, and brings a row of the file
        "undo",
        "imports undo 1",  # of which a row is in the file
        "imports redo 2; imports undo 1",  # another row of the file is known, and it says the same of whom
    ],
)
def test_what_others_write_meanwhile_is_heeded(deed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for is_meanwhile in (False, True):
        with emptiness() as terminal, ahead(monkeypatch, free=0):
            head, first, second, *_ = CALLS.splitlines()
            (terminal.folder / "one.csv").write_text(f"{head}\n{first}\n")
            (terminal.folder / "others.csv").write_text(f"{head}\n{second}\n")
            terminal.ok("import one.csv --as activities")
            terminal.ok("import others.csv --as activities")
            terminal.ok("imports undo 2")
            terminal.ok("call jane")
            if is_meanwhile:
                told = import_while(terminal, deed, monkeypatch)
            else:
                write(terminal, deed)
                (terminal.folder / "calls.csv").write_text(CALLS)
                told = json.loads(terminal("import calls.csv --as activities --json").out)
            found.append((told, stored(terminal)))
    assert found[0] == found[1]


def test_numbers_are_left_free_for_what_is_logged_meanwhile(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ok("call jane")
    with ahead(monkeypatch, free=10):
        assert import_while(terminal, "call jane", monkeypatch)["added"] == 5
    with sqlite3.connect(terminal.store) as connection:
        numbers = [number for (number,) in connection.execute("SELECT id FROM activity ORDER BY id")]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    assert numbers == [1, 2, 12, 13, 14, 15, 16]
    terminal.ok("imports undo 1")
    assert "#17" in terminal.ok("call jane")


def test_rows_of_somebody_who_was_forgotten_are_left_out_ahead_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    original = composing.Ready.__init__

    def counted(ready: Any, *told: Any, **named: Any) -> None:
        made.append(ready)
        original(ready, *told, **named)

    found = []
    for is_ahead in (False, True):
        with (
            emptiness() as terminal,
            ahead(monkeypatch, free=0) if is_ahead else pytest.MonkeyPatch.context(),
            monkeypatch.context() as patch,
        ):
            head, first, _, second, *_ = CALLS.splitlines()
            (terminal.folder / "one.csv").write_text(f"{head}\n{first}\n")
            (terminal.folder / "two.csv").write_text(f"{head}\n{second}\n")
            terminal.ok("import one.csv --as activities")
            terminal.ok("import two.csv --as activities")
            terminal.ok("contact forget 'Ann Poe' --yes")
            (terminal.folder / "calls.csv").write_text(CALLS)
            made.clear()
            patch.setattr(composing.Ready, "__init__", counted)
            told = json.loads(terminal("import calls.csv --as activities --json").out)
            assert len(made) == 1  # ahead they are not put together once more
            found.append(
                (told, json.loads(terminal.ok("list --all --json")), tables(terminal.store)["contact"])
            )
    assert found[0] == found[1]
    assert (found[0][0]["added"], found[0][0]["skipped"]) == (2, 3)
