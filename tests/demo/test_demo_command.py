"""`prospector demo` shows, and leaves nothing behind but what it was told to keep."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from tests.terminal import Terminal


def test_a_demo_touches_no_store_and_leaves_no_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = terminal.folder / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    terminal.ok("call 'Jane Doe' conversation")
    before = terminal.store.read_bytes()
    assert "social" in terminal.ok("demo")
    assert terminal.store.read_bytes() == before
    assert os.listdir(scratch) == []
    assert sorted(os.listdir(terminal.folder)) == ["scratch", "store.db"]


def test_a_demo_needs_no_store_and_makes_none(terminal: Terminal) -> None:
    terminal.ok("demo")
    assert os.listdir(terminal.folder) == []


def test_a_kept_demo_is_a_store_like_any_other(terminal: Terminal) -> None:
    terminal.ok("demo --keep kept.db")
    assert not terminal.store.exists()
    assert (terminal.folder / "kept.db").stat().st_mode & 0o777 == 0o600
    assert "new contact" in terminal.ok("call 'Jane Doe' conversation --db kept.db")
    assert "undone: call · Jane Doe" in terminal.ok("undo --db kept.db")
    assert terminal("undo --db kept.db").code == 1  # the invented half year is nobody's command


def test_a_demo_does_not_write_over_a_file(terminal: Terminal) -> None:
    (terminal.folder / "mine.db").write_text("precious")
    result = terminal("demo --keep mine.db")
    assert (result.code, result.out) == (1, "")
    assert (terminal.folder / "mine.db").read_text() == "precious"


def test_the_same_day_shows_the_same_demo(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    assert Terminal(first).ok("demo --json") == Terminal(second).ok("demo --json")
