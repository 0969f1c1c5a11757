"""Exit codes mean something: 0 is complete success and nothing else, and where a code says so nothing changed.

A bug, 70: `tests/keeping/test_bugs.py`. Interrupted, 129, 130 and 143: `tests/trust/test_crash.py`.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from prospector.errors import ExitCode
from tests.trust.shell import CHECKOUT, Shell

CHANGES_NOTHING = {ExitCode.FAILED, ExitCode.USAGE, ExitCode.BUSY, ExitCode.UNUSABLE_STORE}


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """A shell with two Janes, and files to import of which one has a bad row."""
    shell.environment["PROSPECTOR_BUSY_SECONDS"] = "0.1"
    shell.ok("call 'Jane Doe' conversation")
    shell.ok("call 'Jane Roe' voicemail --new")
    shell.csv("good.csv", ["2026-01-02,call,Ann Poe"])
    shell.csv("bad.csv", ["2026-01-02,call,Ben Orr", "2026-02-31,call,Cy Fox"])
    return shell


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("prospector call 'Jane Doe'", 0),
        ("prospector import good.csv --as activities", 0),
        ("prospector list -p 2020", 0),  # nothing found is an answer
        ("prospector import bad.csv --as activities --strict", 1),
        ("prospector import bad.csv --as activities --rejects nowhere/bad.csv", 1),
        ("prospector list > /dev/full", 1),
        ("prospector export activities -o nowhere/out.csv", 1),
        ("prospector backup nowhere/or/else/", 1),
        ("prospector call 'Jane Doe' dreamt", 2),  # no such outcome
        ("prospector call jane", 2),  # two of them
        ("prospector call jnae", 2),
        ("prospector call 'Jane Doe' -m -5", 2),
        ("prospector call 'Jane Doe' --on 2026-02-31", 2),
        ("prospector edit 99 -m 5", 2),
        ("prospector nonsense", 2),
        ("prospector call 'Jane Doe' --nonsense", 2),
        ("prospector list --sort nonsense", 2),
        ("prospector import bad.csv --as activities", 3),
        ("prospector import good.csv bad.csv --as activities", 3),
        ("prospector --db bad.csv list", 5),
        ("prospector --db bad.csv call 'Jane Doe'", 5),
        ("prospector --db bad.csv doctor", 5),
        ("prospector restore bad.csv --yes", 5),
    ],
)
def test_a_code_says_what_became_of_the_command(filled: Shell, line: str, code: int) -> None:
    before = filled.store.read_bytes()
    done = filled.sh(line)
    assert done.code == code, done
    if code in CHANGES_NOTHING:
        assert filled.store.read_bytes() == before
        assert len([each for each in done.err.splitlines() if each.startswith("prospector: ")]) == 1
    if code == ExitCode.DONE:
        assert "prospector: " not in done.err


@pytest.mark.parametrize(
    "command",
    ["call 'Jane Doe'", "import good.csv --as activities", "undo", "contact forget 'Jane Doe' --yes"],
)
def test_busy_is_four_and_nothing_changed(filled: Shell, command: str) -> None:
    before = filled.store.read_bytes()
    with closing(sqlite3.connect(filled.store, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        assert filled(command).code == ExitCode.BUSY
    assert filled.store.read_bytes() == before


def test_the_readme_names_every_code_that_a_command_can_end_with() -> None:
    said = re.search(r"\*\*Exit codes\*\*: (.*?)\n- ", (CHECKOUT / "README.md").read_text(), re.DOTALL)
    assert said
    assert re.findall(r"\b\d+\b", said[1]) == [str(int(code)) for code in sorted(ExitCode)]
