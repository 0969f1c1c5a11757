"""A pager for what is longer than the screen; where nobody sits at a terminal, or none is wanted, it is printed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from io import StringIO

from prospector.cli.invocation import Invocation

_USUAL = "less -FRX"


class Page(StringIO):
    """What is to be shown, collected as for the terminal that it will be shown on."""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the one of the base is read only, and None
        """The terminal's."""
        return sys.stdout.encoding

    def isatty(self) -> bool:
        """It stands for a terminal."""
        return True


def at_a_screen(run: Invocation) -> bool:
    """Whether somebody looks at a real terminal, who could leaf through a page."""
    try:
        sys.stdout.fileno()
    except OSError:
        return False
    return run.interactive and sys.stdout.isatty()


def show_page(run: Invocation, text: str) -> None:
    """Print a page, through a pager where it is longer than the screen; an empty `PAGER` is none."""
    words = shlex.split(run.environment.get("PAGER", _USUAL))
    is_long = text.count("\n") >= shutil.get_terminal_size().lines
    if is_long and at_a_screen(run) and words and shutil.which(words[0]):
        sys.stdout.flush()
        subprocess.run(words, input=text, encoding=sys.stdout.encoding, errors="replace", check=False)  # noqa: S603 - the user's own pager
    else:
        sys.stdout.write(text)


def has_pager(run: Invocation) -> bool:
    """Whether long pages are leafed through: somebody is there, and the terminal is not a dumb one."""
    return at_a_screen(run) and run.environment.get("TERM") not in {None, "", "dumb"} and os.name != "nt"
