"""A file takes the place of another at once: a reader sees the old one or the new one, whatever dies in between.

The new one is built beside it under a name of its own (a draft), readable by its owner alone, brought to disk and then
renamed. What a command left that did not live to clear up goes when the next draft is made in the same folder.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAFT = r"\.[0-9a-f]{12}\.new(-journal)?"  # how the name of a draft ends, as a regular expression
_ABANDONED_SECONDS = 3600
_LONGEST = 200  # bytes of a name; a folder takes 255, the mark of a draft and that of its journal included


def draft_beside(path: str) -> str:
    """A name under which a file is built before it takes its place; those that a crash left behind go."""
    folder, name = os.path.split(os.path.abspath(path))
    _clear(folder)
    short = os.fsencode(name)[:_LONGEST].decode(errors="ignore")
    return os.path.join(folder, f".{short}.{os.urandom(6).hex()}.new")


def make_private_file(path: str) -> None:
    """Make an empty file that nobody but its owner may read.

    Raises:
        OSError: it is there already, or cannot be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


@contextmanager
def drafted(path: str) -> Iterator[str]:
    """An empty draft beside a file; what has not taken its place by the end leaves no trace.

    Raises:
        OSError: it cannot be made there.
    """
    draft = draft_beside(path)
    make_private_file(draft)
    try:
        yield draft
    finally:
        with suppress(OSError):  # it was published, or the disk will not have it go: an hour later it does
            os.unlink(draft)


def publish_draft(draft: str, target: str) -> None:
    """Have a draft on disk, and then in its place.

    Args:
        draft: beside the target.
        target: what is there is replaced; of a link, the link.

    Raises:
        OSError: what was there is untouched.
    """
    sync(draft)
    os.replace(draft, target)
    sync_folder(target)


def replace_file(target: str, data: bytes, *, keep_mode: bool = False) -> None:
    """Replace a file by other bytes, or make it.

    Args:
        target: the file itself, not a link to it.
        data: the whole content.
        keep_mode: whether who might read the old file may read the new one; else its owner alone.

    Raises:
        OSError: what was there is untouched.
    """
    with drafted(target) as draft:
        with open(draft, "wb") as file:
            file.write(data)
        if keep_mode:
            with suppress(FileNotFoundError):
                os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))
        publish_draft(draft, target)


def sync(path: str) -> None:
    """Have a file, or a directory's entries, on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: str) -> None:
    """Have the entries of a file's directory on disk, where its file system can be asked for that."""
    with suppress(OSError):
        sync(os.path.dirname(os.path.abspath(path)))


def _clear(folder: str) -> None:
    """Remove the drafts that nobody has written to for an hour: whoever built them is dead, and they hold rows."""
    import re  # lazy: only where a file is built

    pattern = re.compile(rf"\..+{DRAFT}")
    with suppress(OSError):  # of a folder that cannot be read nothing is cleared
        for entry in os.scandir(folder):
            if pattern.fullmatch(entry.name):
                with suppress(OSError):  # what cannot be removed is in nobody's way
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED_SECONDS:
                        os.unlink(entry.path)
