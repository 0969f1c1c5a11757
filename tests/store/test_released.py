"""Every past store opens: the schema of each release stays as a test, with rows of every kind."""

from __future__ import annotations

import json
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from prospector.store.columns import COLUMNS
from prospector.store.migrations import LATEST
from tests.store.released import FIXTURES, SCHEMAS, build
from tests.terminal import Terminal

_REPORTS = (
    "channels",
    "week",
    "quota",
    "funnel",
    "sources",
    "paths",
    "warm",
    "content",
    "plans",
    "referrals",
)
_FORGETTING = {"forgotten", "suppressed", "suppression_key"}  # who was forgotten has tests of its own


def _every_row(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in tables
            if name in COLUMNS
        }


@pytest.fixture(params=SCHEMAS)
def released(request: pytest.FixtureRequest, terminal: Terminal) -> tuple[int, Terminal]:
    build(terminal.store, request.param)
    return request.param, terminal


def test_the_store_of_a_release_has_rows_of_every_kind(released: tuple[int, Terminal]) -> None:
    _, terminal = released
    empty = {table for table, rows in _every_row(terminal.store).items() if not rows}
    assert empty <= _FORGETTING


def test_a_past_store_is_upgraded_keeps_every_row_and_is_kept_as_it_was(
    released: tuple[int, Terminal],
) -> None:
    schema, terminal = released
    before = _every_row(terminal.store)
    result = terminal("list -p all")
    after = _every_row(terminal.store)
    assert result.code == 0
    assert {table: after[table] for table in before} == before
    backup = terminal.folder / "backups" / f"store-before-schema-{LATEST}.db"
    if schema == LATEST:
        assert (result.err, backup.exists()) == ("", False)
        return
    assert result.err == f"schema {schema} → {LATEST}; as it was, it is kept in {backup}\n"
    assert _every_row(backup) == before
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert terminal(f"--db {backup} doctor --json").code == 0  # it can only be looked at: it stays as it is
    assert _every_row(backup) == before


def test_doctor_finds_nothing_wrong_with_a_past_store_before_and_after_its_upgrade(
    released: tuple[int, Terminal],
) -> None:
    schema, terminal = released
    before = terminal.store.read_bytes()
    found = json.loads(terminal.ok("doctor --json"))
    assert (found["schema"], found["findings"]) == (schema, [])
    assert terminal.store.read_bytes() == before
    terminal.ok("db upgrade")
    found = json.loads(terminal.ok("doctor --json"))
    assert (found["schema"], found["findings"]) == (LATEST, [])
    assert json.loads(terminal.ok("db info --json"))["differences"] == []


def test_every_report_runs_on_a_past_store(released: tuple[int, Terminal]) -> None:
    _, terminal = released
    for report in _REPORTS:
        assert terminal.ok(f"report {report} --json")
    for noun in ("activities", "contacts", "deals"):
        assert len(json.loads(terminal.ok(f"export {noun} --json"))) > 1


def test_the_last_command_on_a_past_store_can_be_undone(released: tuple[int, Terminal]) -> None:
    _, terminal = released
    last = terminal.ok("undo --list").splitlines()[1].split("\t")[-1]
    assert terminal.ok("undo") == f"undone: {last}\n"
    terminal.ok("redo")
    terminal.ok("doctor")


def test_a_backup_of_a_past_store_is_upgraded_in_the_copy_alone(released: tuple[int, Terminal]) -> None:
    schema, terminal = released
    old = build(terminal.folder / "old.db", schema)
    before = old.read_bytes()
    terminal.ok("db upgrade")
    assert json.loads(terminal.ok("restore old.db --json"))["schema"] == schema
    assert old.read_bytes() == before
    assert json.loads(terminal.ok("doctor --json"))["schema"] == LATEST


def test_a_store_of_the_next_release_is_refused_and_left_as_it_is(terminal: Terminal) -> None:
    terminal.ok("call jane")
    with closing(sqlite3.connect(terminal.store)) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    before = terminal.store.read_bytes()
    for command in ("call jane", "list", "undo", "doctor", "backup", "export --salvage out", "db upgrade"):
        result = terminal(command)
        assert (result.code, result.out) == (5, ""), command
        assert (
            f"was written by a newer prospector (schema {LATEST + 1}, this one knows {LATEST})" in result.err
        )
    terminal.ok("--db mine.db call jane")
    assert terminal(f"--db mine.db restore {terminal.store}").code == 5
    assert terminal.store.read_bytes() == before


def test_the_people_in_the_stores_of_releases_are_invented() -> None:
    for path in FIXTURES.glob("*.sql"):
        domains = set(re.findall(r"@([\w.]+\.[a-z]+)", path.read_text(encoding="utf-8")))
        assert domains
        assert all(domain.endswith(".example") for domain in domains)
