"""Commands that are advised name the store that was named on the command line, so that they can be pasted."""

from __future__ import annotations

import re
from shlex import quote

from prospector.cli.commands import COMMANDS

_WITHOUT_STORE = frozenset(["completion", "config", "demo", "docs", "help", "profiles"])
_COMMAND = re.compile(
    rf"(?<![\w./-])prospector (?=(?:{'|'.join(each.name for each in COMMANDS if each.name not in _WITHOUT_STORE)})\b)"
)


def for_pasting(text: str, database: str | None) -> str:
    """A text with `--db FILE` in each command in it that works on the store.

    Args:
        text: as `prospector doctor says more`.
        database: as it was given with `--db`, None if it was not.
    """
    if database is None:
        return text
    named = f"prospector --db {quote(database)} "
    return _COMMAND.sub(lambda _: named, text)
