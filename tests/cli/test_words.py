from __future__ import annotations

from tests.terminal import Terminal


def test_bytes_that_are_no_text_are_refused(terminal: Terminal) -> None:
    result = terminal.run(["call", "caf\udce9"])
    assert (result.code, result.out) == (2, "")
    assert result.err == "prospector: 'caf\\udce9' is not text; type it in UTF-8\n"
    assert not terminal.store.exists()


def test_options_of_every_command_may_stand_anywhere(terminal: Terminal) -> None:
    other = terminal.folder / "other.db"
    terminal.ok(f"call jane --db {other} vm")
    assert other.exists()
    assert not terminal.store.exists()


def test_after_two_hyphens_everything_is_a_word(terminal: Terminal) -> None:
    assert "call · --db · new contact" in terminal.ok("call -- --db")


def test_a_slip_in_a_command_names_the_command_that_was_meant(terminal: Terminal) -> None:
    result = terminal("repotr channels")
    assert (result.code, result.err) == (
        2,
        "prospector: there is no command 'repotr'; did you mean report?\n",
    )
