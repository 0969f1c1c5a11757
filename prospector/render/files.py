"""Output into a file: the whole of it or nothing, readable by its owner alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping

from prospector.errors import FailedError
from prospector.replacing import replace_file


def write_to(path: str, text: str) -> None:
    """Replace a file by a text in UTF-8.

    The text is written beside the file, brought to disk, and renamed; a reader sees the old file or the new one. A
    link is followed; a device or a named pipe is written to as it is.

    Args:
        path: of the file; its directory must exist.
        text: the whole content, its line ends as they are to be.

    Raises:
        FailedError: it cannot be written; what was there is untouched.
        BrokenPipeError: it is a named pipe whose reader went away.
    """
    data = text.encode("utf-8", "replace")
    try:
        target = os.path.realpath(path)
        if os.path.isdir(target):
            raise FailedError(f"{path} is a directory", hint="name a file in it")
        if os.path.exists(target) and not os.access(target, os.W_OK):
            raise FailedError(f"{path} is read-only", hint="name another file")
        if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
            _write_through(path, data)  # the system's names of open pipes lead to no other path
        else:
            replace_file(target, data)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise FailedError(f"{path} cannot be written: {reason}", hint="nothing was changed there") from error


def write_folder(path: str, texts: Mapping[str, str]) -> None:
    """Write files into a folder of their own, made for the owner alone where it is not there.

    Args:
        path: of the folder, which is new or empty: what is in it afterwards belongs together.
        texts: each file's whole content, by its name.

    Raises:
        FailedError: there is something in it already, or it cannot be written.
    """
    try:
        if os.path.lexists(path) and (not os.path.isdir(path) or os.listdir(path)):
            raise FailedError(f"{path} is there already", hint="name a new folder, or an empty one")
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        raise FailedError(f"{path} cannot be made: {error.strerror}", hint="name another folder") from error
    for name, text in texts.items():
        write_to(os.path.join(path, name), text)


def _write_through(target: str, data: bytes) -> None:
    with open(target, "wb") as device:
        device.write(data)
