"""What holds after every command, whatever was typed."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from unicodedata import category

from prospector.cli.app import run
from prospector.quick.front import do_quickly
from tests.terminal import Result, Terminal

CODES = {0, 1, 2, 3, 4, 5}
_BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BEGUN = (
    "call 'Ann Poe' conversation -m 9 -n 'wants pricing' -t hot -a Acme",
    "call 'Bob Ray' no-answer",
    "contact edit bob --email bob@ray.test --phone '+49 30 1234567'",
    "content News -k article -m 30 --cost 5",
    "social ann engaged --on news --inbound",
    "email bob appointment --for 'mon 9am'",
    "deal open rollout --who ann --value 5k",
    "quota set revenue 120k -p 2026-Q4",
    "goal set call 40 --per day",
    "followup add 'send terms' --who ann --on fri",
    "plan enrol trade-show ann",
    "import calls.csv --as activities",
)
_FILES = {
    "calls.csv": "occurred_at,channel,contact,outcome\n2026-11-02 09:10,call,Mia Lund,conversation\n",
    "map.toml": 'name = "old"\nas = "activities"\n[create]\nchannels = true\n',
    "plan.toml": 'name = "mine"\n[[steps]]\nday = 1\nchannel = "call"\n',
}


def both_fronts(words: list[str]) -> int:
    """The console script: the quick way first."""
    code = do_quickly(words)
    return run(words) if code is None else code


@cache
def _a_store() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(Path(folder))
        (terminal.folder / "calls.csv").write_text(_FILES["calls.csv"], encoding="utf-8")
        for line in _BEGUN:
            terminal.ok(line)
        return terminal.store.read_bytes()


@contextmanager
def a_day_begun() -> Iterator[Terminal]:
    """A terminal whose store has one of most things in it, with a few files beside it."""
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(Path(folder), front=both_fronts)
        terminal.store.write_bytes(_a_store())
        terminal.store.chmod(0o600)
        (terminal.folder / "folder").mkdir()
        for name, text in _FILES.items():
            (terminal.folder / name).write_text(text, encoding="utf-8")
        yield terminal
        shutil.rmtree(terminal.folder / "folder", ignore_errors=True)


def harmful(text: str) -> set[str]:
    """The letters in an output that a terminal would obey."""
    return {
        letter for letter in text if (category(letter) == "Cc" and letter not in "\n\t") or letter in _BIDI
    }


def rows_of(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything in a store; what the search keeps beside the rows follows from them."""
    with closing(sqlite3.connect(store)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables}


def hold_to_the_promises(
    terminal: Terminal, words: list[str], result: Result, before: dict[str, list[tuple[object, ...]]]
) -> None:
    """An exit code of the table, one line for an error, nothing that commands a terminal, a store that is whole.

    Args:
        terminal: where it was typed.
        words: the command line.
        result: what it answered.
        before: the rows as they were.
    """
    told = f"{words!r} → {result}"
    assert result.code in CODES, told
    assert result.code != 3 or words[0] == "import", told
    assert not harmful(result.out + result.err), told
    assert "Traceback" not in result.err, told
    if result.code not in {0, 3}:
        hold_error(words, result, told)
    with closing(sqlite3.connect(terminal.store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], told
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], told
    if result.code not in {0, 3}:
        assert rows_of(terminal.store) == before, told
    strays = [
        path.name for path in terminal.folder.iterdir() if path.name.endswith(("-journal", "-wal", ".tmp"))
    ]
    assert not strays, told


def hold_error(words: list[str], result: Result, told: str) -> None:
    """One line that begins with the program's name; choices may stand under it; a bare group shows its help."""
    lines = result.err.split("\n")
    if lines[0].startswith("Usage: prospector"):
        assert result.code == 2, told
        return
    errors = [line for line in lines if line.startswith("prospector: ")]
    assert len(errors) == 1, told
    assert lines[-1] == "", told
    assert all(line.startswith("  ") for line in lines[lines.index(errors[0]) + 1 : -1]), told
    assert len(words) < 1000
