"""`prospector` alone: how to begin, and later where the day stands and what is next."""

from __future__ import annotations

from tests.terminal import Terminal


def test_where_nothing_is_logged_it_says_how_to_begin_and_makes_no_store(terminal: Terminal) -> None:
    assert "prospector call jane conversation" in terminal.ok("")
    assert not terminal.store.exists()
    terminal.ok("call jane conversation")
    terminal.ok("undo")
    assert "Nothing is logged yet" in terminal.ok("")


def test_where_a_store_was_named_that_is_not_there_it_says_so_and_begins_it_under_that_name(
    terminal: Terminal,
) -> None:
    shown = terminal.ok("--db 'my slip.db'")
    assert shown.startswith(f"There is no store at {terminal.folder / 'my slip.db'}. To begin:\n")
    assert "prospector --db 'my slip.db' call jane conversation" in shown
    assert not (terminal.folder / "my slip.db").exists()
    terminal.store_name = None
    assert terminal.ok("").startswith("Nothing is logged yet. To begin:\n")


def test_later_it_shows_the_day_and_what_is_next(terminal: Terminal) -> None:
    terminal.ok('call jane conversation -m 12 --next "send pricing" today')
    shown = terminal.ok("")
    assert "call\t1\t12\t1\t1" in shown
    assert "send pricing" in shown
    assert shown == terminal.ok("today") + "\n" + terminal.ok("next")


def test_a_slip_before_any_command_is_still_refused(terminal: Terminal) -> None:
    assert terminal("--colour").code == 2
    assert "Usage: prospector" in terminal("--help").out
