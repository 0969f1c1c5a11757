"""The peak memory of a program, without the memory of what started it.

Linux counts a child's peak from its parent's until the child has become its own program, and a test worker may hold
hundreds of megabytes; so a small interpreter stands between the two, and what it started is what it measures.
"""

from __future__ import annotations

import sys
from pathlib import Path

_WATCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
unit = 1 if sys.platform == "darwin" else 1024
with open(sys.argv[1], "w") as file:
    file.write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit))
sys.exit(code)
"""


def watching(told: Path) -> list[str]:
    """What to put before a command so that its peak is written to a file: see `peak`."""
    return [sys.executable, "-S", "-c", _WATCH, str(told)]


def peak(told: Path) -> int:
    """The bytes that the command took at most."""
    return int(told.read_text())
