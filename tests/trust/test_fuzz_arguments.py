"""Whatever is typed after `prospector` is done, or refused in one line; nothing half-way, nothing harmful.

The bounded run is part of every test run. `pytest -m fuzz tests/trust` goes on for about half an hour.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.terminal import Result, Terminal
from tests.trust.command_lines import command_lines, shapes
from tests.trust.promises import a_day_begun, hold_to_the_promises, rows_of

ANSWERS = st.sampled_from(
    ["", "\n", "y\n", "1\n", "n\n", "call ann vm\n", '{"channel": "call"}\n', "\x1b\n", "\0"]
)
SESSIONS = st.lists(st.tuples(command_lines(), ANSWERS), min_size=1, max_size=4)

few = settings(max_examples=120, derandomize=True, suppress_health_check=list(HealthCheck))
many = settings(max_examples=20_000, database=None, suppress_health_check=list(HealthCheck))


def type_and_check(session: list[tuple[list[str], str]], *, on_a_terminal: bool) -> None:
    with a_day_begun() as terminal:
        terminal.is_terminal = terminal.has_keyboard = on_a_terminal
        terminal.columns = 100_000  # on a narrow one an error is folded
        for words, answers in session:
            before = rows_of(terminal.store)
            hold_to_the_promises(terminal, words, terminal.run(words, stdin=answers), before)
        found = Terminal(terminal.folder)("doctor")
        assert found.code == 0, (session, found)


@few
@given(SESSIONS, st.booleans())
def test_any_words_are_done_or_refused_in_one_line(
    session: list[tuple[list[str], str]], on_a_terminal: bool
) -> None:
    type_and_check(session, on_a_terminal=on_a_terminal)


@pytest.mark.fuzz
@many
@given(SESSIONS, st.booleans())
def test_many_words(session: list[tuple[list[str], str]], on_a_terminal: bool) -> None:
    type_and_check(session, on_a_terminal=on_a_terminal)


@settings(few, max_examples=8)
@given(command_lines(), ANSWERS)
def test_any_words_are_done_or_refused_by_the_installed_program(words: list[str], answers: str) -> None:
    with a_day_begun() as terminal:
        before = rows_of(terminal.store)
        hold_to_the_promises(terminal, words, by_the_program(terminal, words, answers), before)


def by_the_program(terminal: Terminal, words: list[str], answers: str) -> Result:
    done = subprocess.run(
        [sys.executable, "-c", "from prospector.quick.front import main; main()", *words],
        cwd=terminal.folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONUTF8": "1",
            "PROSPECTOR_DB": str(terminal.store),
            "PROSPECTOR_CONFIG": str(terminal.folder / "config.toml"),
            "PROSPECTOR_NOW": terminal.now,
        },
        input=answers.encode(),
        capture_output=True,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_every_command_of_the_table_may_be_drawn() -> None:
    assert len(shapes()) > 100
    assert {shape.path for shape in shapes()} >= {("call",), ("report", "channels"), ("contact", "merge"), ()}
