"""What is longer than the screen goes through the pager; nothing else does."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from tests.terminal import Terminal

LINES = 12


def _at_a_screen(terminal: Terminal, line: str, **environment: str) -> str:
    """What a terminal of a few lines shows; its pager puts a mark before every line."""
    screen, keys = pty.openpty()
    fcntl.ioctl(keys, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, 80, 0, 0))
    surroundings = {
        **{name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}},
        "PROSPECTOR_DB": str(terminal.store),
        "PROSPECTOR_CONFIG": str(terminal.folder / "config.toml"),
        "PROSPECTOR_NOW": terminal.now,
        "PAGER": "sed s/^/|/",
        "TERM": "xterm",
        **environment,
    }
    command = [sys.executable, "-c", "from prospector.quick.front import main; main()", *line.split()]
    with subprocess.Popen(command, stdin=keys, stdout=keys, stderr=keys, env=surroundings):
        os.close(keys)
        shown = b""
        try:
            while more := os.read(screen, 4096):
                shown += more
        except OSError:  # the other end is closed
            pass
    os.close(screen)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.skipif(os.name == "nt", reason="it has no terminals of this kind")
def test_a_table_goes_through_the_pager_only_where_it_is_longer_than_the_screen(terminal: Terminal) -> None:
    terminal.ok("log -", stdin="".join(f"call 'Person {number} B{number}'\n" for number in range(30)))
    assert _at_a_screen(terminal, "contact list").count("\n|") >= 30
    for line, environment in (
        ("contact list --limit 3", {}),
        ("contact list", {"TERM": "dumb"}),
        ("contact list", {"PAGER": ""}),
        ("contact list --no-input", {}),
        ("contact list --json", {}),
    ):
        shown = _at_a_screen(terminal, line, **environment)
        assert "Person" in shown
        assert "\n|" not in shown, line
