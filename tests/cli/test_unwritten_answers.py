"""An answer that cannot be written does not hide that the deed is done: who tries again would do it twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

FULL = Path("/dev/full")
REASON = "the answer could not be written: No space left on device\n"

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="the system has no device that is always full")


@pytest.fixture
def prospector(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' conversation")
    (tmp_path / "a.csv").write_text("occurred_at,channel,contact\n2026-11-19 10:00,call,Ann Poe\n")
    return terminal


def told(prospector: Terminal, line: str) -> tuple[int, str]:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from prospector.quick.front import main; main()", *line.split()],
            env={
                **os.environ,
                "PROSPECTOR_DB": str(prospector.store),
                "PROSPECTOR_CONFIG": str(prospector.folder / "config.toml"),
            },
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "line",
    [
        "call jane busy",
        "call jane busy --json",
        "undo",
        "import {}/a.csv --as activities",
        "config set level 90",
    ],
)
def test_what_is_stored_is_said_to_be(prospector: Terminal, line: str) -> None:
    before = prospector.store.read_bytes()
    words = line.format(prospector.folder)
    assert told(prospector, words) == (1, f"prospector: it is stored, but {REASON}")
    assert prospector.store.read_bytes() != before or (prospector.folder / "config.toml").exists()


@pytest.mark.parametrize(
    "line", ["list", "report channels --json", "import {}/a.csv --as activities --dry-run"]
)
def test_what_stored_nothing_says_no_such_thing(prospector: Terminal, line: str) -> None:
    before = prospector.store.read_bytes()
    assert told(prospector, line.format(prospector.folder)) == (1, f"prospector: {REASON}")
    assert prospector.store.read_bytes() == before
