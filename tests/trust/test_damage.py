"""A store in which damage is met, or that is foreign, empty or newer, is never written to, and is named.

What each is told in full: `tests/store/test_opening.py`.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.trust.shell import Shell

COMMANDS = ("call jane", "list", "import calls.csv --as activities")


def _text(path: Path) -> None:
    path.write_text("name,phone\nJane,5550100\n" * 200)


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9_000))


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE activity (id INTEGER PRIMARY KEY)")
        connection.commit()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9000")


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 + 100)


def _scribbled(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


@pytest.fixture
def damaged(tmp_path: Path) -> Shell:
    """A shell with a store that no check looks at afterwards, because the case says so."""
    shell = Shell(tmp_path)
    shell.ok("call 'Jane Doe' conversation -n 'wants prices'")
    shell.csv("calls.csv", ["2026-01-02,call,Ann Poe"])
    return shell


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_text, "is not a prospector store"),
        (_picture, "is not a prospector store"),
        (_foreign, "belongs to another program"),
        (_newer, "was written by a newer prospector"),
        (_cut, "is damaged"),
        (_scribbled, "is damaged"),
    ],
    ids=["text", "picture", "foreign", "newer", "cut", "scribbled"],
)
def test_no_command_touches_what_is_no_whole_store(damaged: Shell, damage: object, told: str) -> None:
    damage(damaged.store)  # type: ignore[operator]  # each case is a function of the path
    before = damaged.store.read_bytes()
    for command in COMMANDS:
        done = damaged(command)
        assert (done.code, done.out) == (5, ""), f"{command}: {done}"
        assert done.err.startswith(f"prospector: {damaged.store} {told}"), f"{command}: {done}"
        assert "Jane" not in done.err
        assert damaged.store.read_bytes() == before, command
    assert os.listdir(damaged.store.parent) == ["store.db"]


@pytest.mark.parametrize(
    ("damage", "helps"),
    [
        (_text, "restore"),
        (_foreign, "restore"),
        (_newer, "upgrade prospector"),
        (_cut, "restore"),
        (_scribbled, "restore"),
    ],
    ids=["text", "foreign", "newer", "cut", "scribbled"],
)
def test_doctor_says_what_helps_and_touches_nothing(damaged: Shell, damage: object, helps: str) -> None:
    damaged.ok("backup")
    damage(damaged.store)  # type: ignore[operator]  # each case is a function of the path
    before = damaged.store.read_bytes()
    done = damaged("doctor")
    assert done.code == 5
    assert str(damaged.store) in done.out + done.err
    assert helps in done.out + done.err, done
    assert damaged.store.read_bytes() == before


def test_one_changed_letter_in_a_note_is_found_and_the_row_named(damaged: Shell) -> None:
    content = damaged.store.read_bytes()
    assert content.count(b"wants prices") >= 1
    damaged.store.write_bytes(content.replace(b"wants prices", b"wants prizes"))
    assert "wants prizes" in damaged.ok("list")  # to SQLite it is whole
    done = damaged("doctor")
    assert (done.code, "activity #1" in done.out + done.err) == (5, True), done


def test_what_is_damaged_is_replaced_by_its_backup_and_kept(damaged: Shell) -> None:
    damaged.ok("backup copy.db")
    damaged.ok("call 'Jane Doe'")
    _scribbled(damaged.store)
    assert damaged("call 'Jane Doe'").code == 5
    damaged.ok("restore copy.db --yes")
    assert damaged.count() == 1
    damaged.ok("call 'Jane Doe'")
    assert len([name for name in os.listdir(damaged.store.parent) if "before-restore" in name]) == 1
    damaged.check()
