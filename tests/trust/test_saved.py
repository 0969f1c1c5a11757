"""When it answers, what it stored is on disk: every file and every name in a directory, as far as the disk tells the truth.

strace writes down what a command asks of the system, in order; what was changed and not brought to disk when the answer
begins would be lost with the power.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.trust.shell import Shell

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")

STRACE = (
    "strace", "-f", "-y", "-qq", "-s", "0", "-o", "trace", "-e",
    "trace=openat,write,pwrite64,ftruncate,fdatasync,fsync,rename,link,unlink",
)  # fmt: skip
_BY_NUMBER = re.compile(r"(write|pwrite64|ftruncate|fdatasync|fsync)\((\d+)<([^>]*)>")
_BY_NAME = re.compile(r'(rename|link|unlink)\("([^"]+)"(?:, "([^"]+)")?')
_MADE = re.compile(r'openat\([^"]*"([^"]+)", [A-Z_|]*O_CREAT[A-Z_|]*.* = \d')


def unsaved(trace: str, folder: Path) -> tuple[set[str], int]:
    """What of a folder was changed and not on disk when the answer began; how often something was brought there."""
    changed: set[str] = set()
    syncs = 0
    for line in trace.splitlines():
        if match := _BY_NUMBER.search(line):
            call, number, path = match.groups()
            if call == "write" and number in {"1", "2"}:
                return {path for path in changed if path.startswith(str(folder))}, syncs
            if call in {"fdatasync", "fsync"}:
                changed.discard(path)
                syncs += path.startswith(str(folder))
            elif path.startswith("/"):
                changed.add(path)
        elif (match := _BY_NAME.search(line)) and " = -1" not in line:
            _renamed(changed, *match.groups())
        elif (match := _MADE.search(line)) and not Path(match[1]).is_file():
            changed.add(str(Path(match[1]).parent))
    raise AssertionError("there was no answer")


def _renamed(changed: set[str], call: str, old: str, new: str | None) -> None:
    """A name came or went: that stands in its directory, and what was not on disk still is not."""
    changed.update(str(Path(path).parent) for path in (old, new) if path)
    if new and old in changed:
        changed.add(new)
    if call != "link":
        changed.discard(old)


@pytest.mark.parametrize(
    "command",
    [
        "import bad.csv --as activities",
        "export activities -o out.csv",
        "config set level 90",
        "call jane conversation -m 5", "edit 1 -m 25", "undo", "import calls.csv --as activities", "deal open rollout --who jane",
        "backup copy.db", "restore old.db --yes", "contact forget jane --yes",
    ],
)  # fmt: skip
def test_all_that_was_changed_is_on_disk_before_it_says_so(shell: Shell, command: str) -> None:
    shell.ok("call 'Jane Doe' voicemail")
    shell.csv("calls.csv", [f"2026-01-02 10:{number},call,Person {number}" for number in range(10, 60)])
    shell.csv("bad.csv", ["2026-02-31,call,Ann Poe"])
    shell.ok("backup old.db")
    done = shell(command, before=STRACE)
    assert done.code in {0, 3}, done
    left, syncs = unsaved((shell.folder / "trace").read_text(), shell.folder)
    assert left == set()
    assert syncs > 1
