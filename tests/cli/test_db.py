from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from prospector.store.migrations import LATEST
from tests.terminal import Terminal


@pytest.fixture
def prospector(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call jane conversation")
    return terminal


def test_info_counts_what_is_there_and_finds_the_schema_whole(prospector: Terminal) -> None:
    result = prospector("db info --json")
    found = json.loads(result.out)
    assert found["path"] == str(prospector.store)
    assert found["schema"] == LATEST
    assert found["bytes"] == prospector.store.stat().st_size
    assert found["rows"]["activities"] == found["rows"]["contacts"] == 1
    assert (found["differences"], found["warnings"], result.err) == ([], [], "")


def test_info_says_who_else_may_read_the_store(prospector: Terminal) -> None:
    prospector.store.chmod(0o644)
    assert f"others on this machine may read it: chmod 600 {prospector.store}" in prospector("db info").err


def test_info_says_where_the_schema_was_altered(prospector: Terminal) -> None:
    with sqlite3.connect(prospector.store) as connection:
        connection.execute("DROP INDEX ix_deal_contact")
        connection.execute("ALTER TABLE rep ADD COLUMN colour TEXT")
    connection.close()
    found = json.loads(prospector.ok("db info --json"))["differences"]
    assert found == [
        "index ix_deal_contact is missing",
        "table rep has column colour: TEXT in place of nothing",
    ]


def test_a_current_store_needs_no_upgrade(prospector: Terminal) -> None:
    before = prospector.store.read_bytes()
    assert prospector.ok("db upgrade") == f"schema {LATEST} is current\n"
    assert prospector.store.read_bytes() == before


@pytest.mark.parametrize(
    "command", ["db info", "db upgrade", "deal list", "quota list", "undo", "undo --list"]
)
def test_a_store_that_is_not_there_is_not_made_by_looking(command: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    result = terminal(command)
    assert result.code == 5
    assert result.err.startswith("prospector: there is no store at ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("group", ["deal", "appointment", "quota", "channel", "outcome", "source", "db"])
def test_a_group_without_a_command_shows_its_help(group: str, tmp_path: Path) -> None:
    result = Terminal(tmp_path)(group)
    assert result.code == 2
    assert f"Usage: prospector {group} COMMAND" in result.err


def test_only_looking_at_the_schema_loads_the_declarations() -> None:
    modules = "deal, appointment, quota, channel, outcome, source, config, history, db"
    program = f"import sys; from prospector.cli import {modules}; print('sqlalchemy' in sys.modules, 'rich' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "False False\n"
