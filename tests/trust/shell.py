"""A shell for tests: runs the installed command in a process of its own, and judges whatever it says."""

from __future__ import annotations

import os
import shlex
import signal
import sqlite3
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from tests.contents import rows
from tests.terminal import Terminal

CHECKOUT = Path(__file__).resolve().parents[2]
NOW = "2026-11-20T10:42:00+01:00"  # a Friday
INSTALLED = Path(sys.executable).with_name("prospector")
PROSPECTOR = (
    (str(INSTALLED),)
    if INSTALLED.exists()
    else (sys.executable, "-P", "-c", "from prospector.quick.front import main; main()")
)
CODES = frozenset([0, 1, 2, 3, 4, 5, 129, 130, 143])  # all that the manual names, but a bug's


def as_at_a_terminal() -> None:
    """Listen to Ctrl-C, which a job in the background of a script is told not to."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # which a child would take over
        signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass
class Shell:
    """A rep's shell in a folder of its own.

    Attributes:
        folder: the working directory.
        environment: variables beside those that keep a test to its folder; None takes one away.
    """

    folder: Path
    environment: dict[str, str | None] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        """The store, in a directory of its own: nothing but what prospector makes is in it."""
        return self.folder / "data" / "store.db"

    def __call__(self, line: str, *, stdin: bytes | int = b"", before: Sequence[str] = ()) -> Done:
        """Run one command line, without the word `prospector`.

        Args:
            line: its words.
            stdin: what is piped into it, or a file's number.
            before: what runs it, as `strace`.
        """
        words = [*before, *PROSPECTOR, *shlex.split(line)]
        process = subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.PIPE if isinstance(stdin, bytes) else stdin,
        )
        return self.finish(process, stdin if isinstance(stdin, bytes) else None)

    def ok(self, line: str, *, stdin: bytes = b"") -> str:
        """Run a command that must succeed; what it printed."""
        done = self(line, stdin=stdin)
        assert done.code == 0, f"{line}: exit {done.code}\n{done.out}{done.err}"
        return done.out

    def sh(self, script: str) -> Done:
        """Run a line of the shell in which `prospector` is the command."""
        command = " ".join(shlex.quote(word) for word in PROSPECTOR)
        done = subprocess.run(
            ["bash", "-c", f'prospector() {{ {command} "$@"; }}\n{script}'],
            cwd=self.folder,
            env=self.variables(),
            capture_output=True,
            timeout=300,
            check=False,
        )
        return self.judged(done)

    def start(self, line: str, **streams: int) -> subprocess.Popen[bytes]:
        """Start a command and go on; its streams are pipes unless told otherwise."""
        as_at_a_terminal()
        return subprocess.Popen(
            [*PROSPECTOR, *shlex.split(line)],
            cwd=self.folder,
            env=self.variables(),
            stdout=streams.get("stdout", subprocess.PIPE),
            stderr=streams.get("stderr", subprocess.PIPE),
            stdin=streams.get("stdin", subprocess.DEVNULL),
        )

    def finish(self, process: subprocess.Popen[bytes], stdin: bytes | None = None) -> Done:
        """Wait for what was started."""
        out, err = process.communicate(stdin, timeout=300)
        return self.judged(subprocess.CompletedProcess(process.args, process.returncode, out, err))

    def judged(self, done: subprocess.CompletedProcess[bytes]) -> Done:
        """What holds for every command, whatever happened to it."""
        out, err = (
            stream.decode("utf-8", "replace") if stream else "" for stream in (done.stdout, done.stderr)
        )
        said = f"{done.args}: exit {done.returncode}\n{out}{err}"
        assert "Traceback" not in err, said
        assert not _controls(out) - {"\t"}, said
        assert not _controls(err), said
        if done.returncode >= 0:  # else a signal ended it
            assert done.returncode in CODES, said
        if done.returncode in CODES - {0, 3}:
            complaint = [line for line in err.splitlines() if line.startswith("prospector: ")]
            assert len(complaint) == 1 or not err, said
        return Done(done.returncode, out, err)

    def variables(self) -> dict[str, str]:
        """The environment: this and nothing of the machine's own."""
        wanted: dict[str, str | None] = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            "PYTHONPATH": str(CHECKOUT),  # the code beside these tests, wherever it was installed from
            "PROSPECTOR_DB": str(self.store),
            "PROSPECTOR_CONFIG": str(self.folder / "config.toml"),
            "PROSPECTOR_NOW": NOW,
            "TZ": "Europe/Berlin",
            "LANG": "C.UTF-8",
            **self.environment,
        }
        return {name: value for name, value in wanted.items() if value is not None}

    def csv(self, name: str, rows: Sequence[str], header: str = "occurred_at,channel,contact") -> Path:
        """Write a file to import."""
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in (header, *rows)), encoding="utf-8")
        return path

    def count(self, table: str = "activity") -> int:
        """How many rows a table has."""
        return int(str(rows(self.store, f"SELECT count(*) FROM {table}")[0][0]))

    def check(self, *, room: bool = True) -> None:
        """What holds after every case: the store is whole and private, and nothing was left beside it."""
        check_store(self.store, room=room)


def check_store(store: Path, *, leftovers: bool = False, room: bool = True) -> None:
    """SQLite and doctor find the store whole, its files are their owner's alone, and there are no others.

    Args:
        store: its file.
        room: whether its disk has room for a backup; doctor says where it has not.
        leftovers: whether a process had no chance to clear up, so that its draft or journal may lie about.
    """
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for path in store.parent.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
        assert leftovers or not path.name.startswith("."), path
        assert leftovers or not path.name.endswith(("-journal", "-wal", "-shm")), path
    if room and not leftovers:
        told = Terminal(store.parent, now=NOW, environment={"PROSPECTOR_DB": str(store)})("doctor")
        assert told.code == 0, told


def _controls(text: str) -> set[str]:
    """What a terminal might obey: control characters but the line's end, and marks that turn the direction."""
    return {
        letter
        for letter in text
        if (unicodedata.category(letter) == "Cc" and letter != "\n")
        or letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"
    }
