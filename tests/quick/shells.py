"""Real shells at a terminal of their own: a line is typed key by key, and what the command was called with is read back."""

from __future__ import annotations

import fcntl
import os
import pty
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
STARTS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source {script}"),
    "zsh": (["zsh", "-f", "-i"], "autoload -Uz compinit; compinit -u -D; source {script}"),
    "fish": (["fish", "--no-config", "-i"], "source {script}"),
}
_PATIENCE = 20.0


def typed_in(shell: str, line: str, folder: Path, store: Path) -> list[str]:
    """Type a line, TAB as `\\t`, and Enter; the words that `prospector` was run with then.

    Args:
        shell: one of `STARTS`.
        line: what is typed.
        folder: where the shell's home is.
        store: whose names there are.
    """
    record = folder / "called.txt"
    _command(folder / "bin" / "prospector", record)
    command, setup = STARTS[shell]
    ours, theirs = pty.openpty()
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(CHECKOUT),
        "PROSPECTOR_DB": str(store),
        "PROSPECTOR_CONFIG": str(folder / "none.toml"),
    }
    running = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        cwd=folder,
        start_new_session=True,
        preexec_fn=_sit_at_the_terminal,  # noqa: PLW1509 - a test has no threads
    )
    os.close(theirs)
    os.set_blocking(ours, False)
    try:
        _type(
            ours,
            setup.format(script=CHECKOUT / "prospector" / "cli" / "shells" / f"prospector.{shell}") + "\r",
        )
        for keys in line.split("\t"):
            _type(ours, keys if keys == line.rsplit("\t", maxsplit=1)[-1] else f"{keys}\t")
        _type(ours, "\r")
        until = time.monotonic() + _PATIENCE
        while not record.exists() and time.monotonic() < until:
            _rest(ours)
        return record.read_text(encoding="utf-8").splitlines() if record.exists() else []
    finally:
        running.kill()
        running.wait()
        os.close(ours)


def _sit_at_the_terminal() -> None:
    """Make standard input the terminal that keys come from, in the shell's process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _command(path: Path, record: Path) -> None:
    """A `prospector` that completes as the real one does, and else writes down how it was called."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'#!/bin/sh\n[ "$1" = __complete ] && exec {sys.executable} -c '
        f'"from prospector.quick.front import main; main()" "$@"\n'
        f'printf "%s\\n" "$@" > {record}.new && mv {record}.new {record}\n'
    )
    path.chmod(0o755)


def _type(terminal: int, keys: str) -> None:
    os.write(terminal, keys.encode())
    _rest(terminal, quiet=1.2 if "\t" in keys or "\r" in keys else 0.1)


def _rest(terminal: int, quiet: float = 0.2) -> None:
    """Read what the shell shows until it has shown nothing for a while."""
    last = time.monotonic()
    while time.monotonic() - last < quiet:
        with suppress(OSError):
            if os.read(terminal, 65536):
                last = time.monotonic()
        time.sleep(0.02)
