"""A terminal for tests: runs commands in this process, with a store, a clock and a width of its own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from prospector.cli import app
from prospector.cli.app import run
from prospector.quick.front import do_quickly
from prospector.store.opening import create
from prospector.store.seed import first_rows

NOW = "2026-11-20T10:42:00+01:00"  # a Friday


def quick_or_ordinary(words: list[str]) -> int:
    """The front end that the console script has for a log and its undo."""
    code = do_quickly(words)
    return run(words) if code is None else code


@cache
def _new_store() -> bytes:
    """What a new store is, byte by byte: made once for all tests of a process, for that takes as long as a command."""
    with TemporaryDirectory() as folder:
        create(f"{folder}/new.db", first_rows())
        return Path(folder, "new.db").read_bytes()


def _lay_down(path: str, fill: tuple[tuple[str, tuple[object, ...]], ...]) -> None:
    """Make a store as `create` does, of the bytes that it makes; where that cannot be, it is asked, and says why."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        create(path, fill)
    else:
        with os.fdopen(number, "wb") as file:
            file.write(_new_store())


_loaded = cache(app._load)


class _Screen(StringIO):
    def __init__(self, *, is_terminal: bool = False) -> None:
        super().__init__(newline="")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


class _Keys(TextIOWrapper):
    is_terminal = False

    def isatty(self) -> bool:
        return self.is_terminal


@dataclass(frozen=True)
class Result:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@dataclass
class Terminal:
    """A rep's terminal in a folder of its own.

    Attributes:
        folder: the working directory.
        store_name: of the store in it; None for where a store is kept unless told otherwise.
        is_hasty: whether what is the same for every run of a process is made once: Typer's commands, and a new store.
        now: what the clock shows.
        is_terminal: whether output goes to a screen or into a pipe.
        has_keyboard: whether somebody sits there: standard input and standard error are a terminal, too.
    """

    folder: Path
    now: str = NOW
    columns: int = 80
    is_terminal: bool = False
    has_keyboard: bool = False
    zone: str = "Europe/Berlin"
    environment: dict[str, str] = field(default_factory=dict)
    front: Callable[[list[str]], int] = run
    store_name: str | None = "store.db"
    is_hasty: bool = True

    @property
    def store(self) -> Path:
        return self.folder / (self.store_name or "prospector/prospector.sqlite3")

    def __call__(self, line: str, *, stdin: str | bytes = "") -> Result:
        """Run one command line, without the word `prospector`."""
        return self.run(shlex.split(line), stdin=stdin)

    def ok(self, line: str, *, stdin: str | bytes = "") -> str:
        """Run a command that must succeed; what it printed."""
        result = self(line, stdin=stdin)
        assert result.code == 0, f"{line}: exit {result.code}\n{result.out}{result.err}"
        return result.out

    def run(self, words: list[str], *, stdin: str | bytes = "") -> Result:
        out, err = _Screen(is_terminal=self.is_terminal), _Screen(is_terminal=self.has_keyboard)
        data = stdin.encode() if isinstance(stdin, str) else stdin
        source = _Keys(BytesIO(data), encoding="utf-8")
        source.is_terminal = self.has_keyboard
        with self._surroundings():
            streams = sys.stdin, sys.stdout, sys.stderr
            sys.stdin, sys.stdout, sys.stderr = source, out, err
            try:
                code = self.front(words)
            finally:
                sys.stdin, sys.stdout, sys.stderr = streams
        return Result(code, out.getvalue(), err.getvalue())

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        before, where = dict(os.environ), Path.cwd()
        for name in [name for name in os.environ if name.startswith("PROSPECTOR_")]:
            del os.environ[name]
        os.environ.update(
            PROSPECTOR_DB=str(self.store),
            PROSPECTOR_CONFIG=str(self.folder / "config.toml"),
            PROSPECTOR_NOW=self.now,
            COLUMNS=str(self.columns),
            TZ=self.zone,
            NO_COLOR="1",
            PROSPECTOR_DEBUG="1",
        )
        if self.store_name is None:
            os.environ.pop("PROSPECTOR_DB")
            os.environ["XDG_DATA_HOME"] = str(self.folder)
        os.environ.update(self.environment)
        time.tzset()
        os.chdir(self.folder)
        try:
            with ExitStack() as stack:
                if self.is_hasty:
                    stack.enter_context(patch("prospector.store.store.create", _lay_down))
                    stack.enter_context(patch("prospector.cli.app._load", _loaded))
                yield
        finally:
            os.environ.clear()
            os.environ.update(before)
            time.tzset()
            os.chdir(where)


@dataclass(frozen=True)
class Step:
    """A line that was typed, and what the transcript says it answered."""

    line: str
    answer: str


def steps_of(transcript: str) -> list[Step]:
    """Take a transcript apart: `$ ` begins a line, `> ` continues it, the rest is the answer."""
    steps: list[Step] = []
    for line in transcript.splitlines():
        if line.startswith("$ "):
            steps.append(Step(line[2:], ""))
        elif line.startswith("> ") and steps and not steps[-1].answer:
            steps[-1] = Step(f"{steps[-1].line}\n{line[2:]}", "")
        elif steps:
            steps[-1] = Step(steps[-1].line, f"{steps[-1].answer}{line}\n")
    return [Step(step.line, step.answer.rstrip("\n")) for step in steps]


def replay(terminal: Terminal, step: Step) -> str:
    """Do what a step typed.

    `# now TIME` sets the clock, `# columns N` the width, `# store NAME` names the store. `prospector …` runs in this process, after `… |` with that
    on its standard input, before `| cat` into a pipe; anything else is the shell's.
    """
    if step.line.startswith("# "):
        name, value = step.line[2:].split(maxsplit=1)
        attribute = "store_name" if name == "store" else name
        setattr(terminal, attribute, int(value) if name == "columns" else value)
        return ""
    feed, _, command = step.line.rpartition("| prospector ")
    if not feed and not step.line.startswith("prospector"):
        return _shell(terminal, step.line)
    words = command if feed else step.line.removeprefix("prospector").strip()
    piped = words.endswith("| cat")
    terminal.is_terminal = not piped
    result = terminal(words.removesuffix("| cat"), stdin=_shell(terminal, feed) if feed else "")
    lines = [*result.err.splitlines(), *result.out.splitlines()]
    if result.code:
        lines.append(f"[{result.code}]")
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(re.escape(str(terminal.folder)) + r"/?", "", text)


def _shell(terminal: Terminal, line: str) -> str:
    done = subprocess.run(["sh", "-c", line], cwd=terminal.folder, capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n")
