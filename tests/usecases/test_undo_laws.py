"""Undo and redo over whatever a rep may have typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import LINES, day_begun
from tests.contents import Tables, tables
from tests.terminal import Terminal


def deeds(terminal: Terminal) -> int:
    with closing(sqlite3.connect(terminal.store)) as connection:
        return int(connection.execute("SELECT count(*) FROM deed WHERE state = 'done'").fetchone()[0])


def everything(terminal: Terminal) -> Tables:
    return tables(terminal.store)


@settings(max_examples=20)
@given(st.lists(LINES, min_size=4, max_size=14))
def test_undo_restores_exactly_what_was_and_redo_what_came(lines: list[str]) -> None:
    with day_begun() as terminal:
        states = [everything(terminal)]
        typed: list[str] = []
        for line in lines:
            before = deeds(terminal)
            result = terminal(line)
            assert result.code in {0, 1, 2}, f"{line}: {result.err}"
            if deeds(terminal) > before:
                assert result.code == 0
                states.append(everything(terminal))
                typed.append(line)
            else:
                assert everything(terminal) == states[-1], f"{line} changed something that cannot be undone"
        for line, state in zip(reversed(typed), states[-2::-1], strict=True):
            terminal.ok("undo")
            assert everything(terminal) == state, f"undo of {line}"
        for line, state in zip(typed, states[1:], strict=True):
            terminal.ok("redo")
            assert everything(terminal) == state, f"redo of {line}"
        if typed:
            terminal.ok(f"undo {len(typed)}")
            assert everything(terminal) == states[0]
