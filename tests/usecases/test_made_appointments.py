"""An appointment goes with the log that made it, unless it has had a life of its own; either way it is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prospector.cli.app import run
from tests.contents import rows
from tests.terminal import Terminal, quick_or_ordinary

LIVED = [
    "appointment set jane 'mon 9:00'",
    "appointment set jane 'thu 9:00' -n 'with her boss'",
    "appointment held jane",
    "appointment no-show jane",
    "appointment cancel jane",
    "appointment move jane",
]


def appointments(terminal: Terminal) -> list[tuple[object, ...]]:
    return rows(terminal.store, "SELECT contact_id, activity_id, status FROM appointment ORDER BY id")


def appointments_set(terminal: Terminal) -> str:
    lines = terminal.ok("report channels -p today --format csv").splitlines()
    fields = [line.split(",") for line in lines]
    return fields[-1][fields[0].index("appointments_set")]


def test_an_appointment_as_its_log_left_it_goes_along_and_the_answer_says_so(terminal: Terminal) -> None:
    terminal.ok("call jane appointment --for 'mon 9:00'")
    terminal.ok("edit 1 --at 9:00")  # its own log's edit is no life of its own
    assert terminal.ok("fix conversation") == (
        "#1  appointment → conversation · its appointment Mon 23 Nov 9:00 went with it\n"
    )
    assert appointments(terminal) == []
    terminal.ok("undo")
    assert terminal.ok("edit 1 --who .").endswith(" · its appointment Mon 23 Nov 9:00 went with it\n")
    terminal.ok("undo")
    result = terminal("delete 1 --json")
    assert result.err == "its appointment Mon 23 Nov 9:00 went with it\n"
    terminal.ok("undo")
    assert appointments(terminal) == [(1, 1, "set")]


def test_a_log_that_is_recalled_by_another_outcome_leaves_no_undated_appointment(terminal: Terminal) -> None:
    terminal.ok("call jane appointment")
    assert terminal.ok("edit 1 --outcome vm").endswith(" · its appointment went with it\n")
    assert appointments(terminal) == []


@pytest.mark.parametrize("lived", LIVED)
@pytest.mark.parametrize("change", ["fix conversation", "edit 1 --outcome vm", "edit 1 --who .", "delete 1"])
def test_an_appointment_with_a_life_of_its_own_stays_and_counts_as_before(
    terminal: Terminal, lived: str, change: str
) -> None:
    terminal.ok("call jane appointment")
    terminal.ok(lived)
    ((_, _, status),) = appointments(terminal)
    assert appointments_set(terminal) == "1"
    answer = terminal.ok(change)
    assert answer.endswith(" stays\n")
    assert (f"({status})" in answer) == (status in {"held", "no-show", "cancelled"})
    assert appointments(terminal) == [(1, None if change == "delete 1" else 1, status)]
    assert appointments_set(terminal) == "1"
    assert "call" in terminal.ok("appointment list --status all --channel call")


def test_what_stays_is_said_once_and_comes_back_to_its_log(terminal: Terminal) -> None:
    terminal.ok("call jane appointment")
    terminal.ok("appointment held jane")
    answer = terminal.ok("edit 1 --who . --outcome vm")
    assert answer.count("its appointment") == 1
    terminal.ok("undo")
    terminal.ok("delete 1")
    terminal.ok("undo")
    assert appointments(terminal) == [(1, 1, "held")]


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("yesterday 15:00", "yesterday 15:00"),
        ("yesterday", "yesterday"),
        ("9:00", "today 9:00"),  # it is 10:42
        ("today", None),  # at what time is not said
        ("today 15:00", None),
        ("mon 9:00", None),
    ],
)
@pytest.mark.parametrize("front", [quick_or_ordinary, run])
def test_an_appointment_that_is_over_is_taken_and_the_log_says_how_to_say_what_became_of_it(
    terminal: Terminal, when: str, said: str | None, front: Callable[[list[str]], int]
) -> None:
    terminal.front, terminal.store_name = front, None
    logged = terminal(f"call 'Jane Doe' appointment --for '{when}'")
    remark = f"{said} is over: prospector appointment held or no-show 'Jane Doe' says what became of it\n"
    assert (logged.code, logged.err) == (0, remark if said else "")
    assert appointments(terminal) == [(1, 1, "set")]


@pytest.mark.parametrize("front", [quick_or_ordinary, run])
def test_a_remark_on_a_log_is_broken_between_words_at_a_terminal(
    terminal: Terminal, front: Callable[[list[str]], int]
) -> None:
    terminal.front, terminal.store_name, terminal.has_keyboard = front, None, True
    terminal.environment["COLUMNS"] = "80"
    assert terminal("call 'Jane Doe' appointment --for 'yesterday 15:00'").err == (
        "yesterday 15:00 is over: prospector appointment held or no-show 'Jane Doe' says\n  what became of it\n"
    )
