"""A bug: one line for the user, and a file of details that holds nothing of what is stored.

The file tells what sort of error it was, in which functions and lines, and the versions. It has no message and no
values, since these may be somebody's name or address. Nothing is sent anywhere.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import suppress

from prospector import __version__
from prospector.errors import ExitCode
from prospector.usecases.configuring import state_directory

_KEPT = 20
_PACKAGES = ("typer", "rich", "pydantic", "sqlmodel")


def explain_bug(
    error: BaseException, environment: Mapping[str, str], *, is_stored: bool
) -> tuple[str, str, ExitCode]:
    """Write the details down; with `PROSPECTOR_DEBUG` the whole traceback is printed instead.

    Args:
        error: what nobody expected.
        environment: the environment variables.
        is_stored: whether what was asked for is on disk all the same.

    Returns:
        The line for the user, what to do, and the exit code.
    """
    where = "PROSPECTOR_DEBUG=1 shows where"
    if environment.get("PROSPECTOR_DEBUG"):
        traceback.print_exception(error)
        where = "the lines above show where"
    elif path := _written("\n".join(_details(error)) + "\n", state_directory(environment)):
        where = f"details without your data: {path}"
    stored = "it is stored, but there is a bug" if is_stored else "a bug"
    return f"{stored}: {type(error).__name__}", where, ExitCode.BUG


def _details(error: BaseException) -> Iterator[str]:
    """The lines of the file."""
    yield f"prospector {__version__}"
    yield f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield f"SQLite {sqlite3.sqlite_version}"
    for name in _PACKAGES:
        if name in sys.modules:
            yield f"{name} {getattr(sys.modules[name], '__version__', 'of an unknown version')}"
    seen: set[int] = set()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        yield ""
        yield _sort(behind)
        for frame in traceback.extract_tb(behind.__traceback__, limit=-200):
            yield f"  {_module_path(frame.filename)}, line {frame.lineno}, in {frame.name}"
        behind = behind.__cause__ or behind.__context__


def _sort(error: BaseException) -> str:
    """The class of an error, and the number that the system or SQLite gave it; never its words."""
    kind = type(error)
    number = getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return f"{name} ({number})" if isinstance(number, str | int) else name


def _module_path(path: str) -> str:
    """A file's path from its package on: what comes before may tell who the user is."""
    parts = path.replace("\\", "/").split("/")
    for start in ("site-packages", "prospector"):
        if start in parts:
            place = len(parts) - 1 - parts[::-1].index(start)
            return "/".join(parts[place + (start == "site-packages") :])
    return parts[-1]


def _written(text: str, folder: str) -> str | None:
    """Write a file that its owner alone may read, and keep only the latest of such; None where that cannot be."""
    folder = os.path.join(folder, "bugs")
    path = os.path.join(folder, f"{time.strftime('%Y-%m-%d-%H%M%S')}-{os.urandom(2).hex()}.txt")
    before = os.umask(0o077)
    try:
        os.makedirs(folder, exist_ok=True)
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return None
    finally:
        os.umask(before)
    with suppress(OSError):
        for name in sorted(os.listdir(folder))[:-_KEPT]:
            os.unlink(os.path.join(folder, name))
    return path
