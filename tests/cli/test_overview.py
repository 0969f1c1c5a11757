"""`prospector` alone: how to begin, and later where the day stands and what is next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def test_where_nothing_is_logged_it_says_how_to_begin_and_makes_no_store(terminal: Terminal) -> None:
    assert "prospector call jane conversation" in terminal.ok("")
    assert not terminal.store.exists()
    terminal.ok("call jane conversation")
    terminal.ok("undo")
    assert "Nothing is logged yet" in terminal.ok("")


def test_later_it_shows_the_day_and_what_is_next(terminal: Terminal) -> None:
    terminal.ok('call jane conversation -m 12 --next "send pricing" today')
    shown = terminal.ok("")
    assert "call\t1\t12\t1\t1" in shown
    assert "send pricing" in shown
    assert shown == terminal.ok("today") + "\n" + terminal.ok("next")


def test_a_slip_before_any_command_is_still_refused(terminal: Terminal) -> None:
    assert terminal("--colour").code == 2
    assert "Usage: prospector" in terminal("--help").out
