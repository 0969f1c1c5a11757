"""What is around a store's file: who may read it, which disk it lies on, what was left behind beside it."""

from __future__ import annotations

import os
import re
import shutil
import stat
import time
from contextlib import suppress
from shlex import quote

from prospector.replacing import DRAFT
from prospector.store.backups import FOLDER, all_backups, last_written

_AT_WORK = 600  # seconds
_MOUNTS = "/proc/mounts"
_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "davfs",
        "ncpfs",
        "lustre",
        "beegfs",
    ]
)
_LOCAL_FUSE = frozenset(
    ["fuseblk", "fuse.ntfs-3g", "fuse.exfat", "fuse.fuse-overlayfs", "fuse.ext2", "fuse.bindfs"]
)
_SYNCHRONISED: tuple[tuple[str, str], ...] = (
    ("Dropbox", r"Dropbox( \(.+\))?"),
    ("OneDrive", r"OneDrive( - .+)?"),
    ("iCloud", r"iCloud ?Drive|Mobile Documents|com~apple~CloudDocs"),
    ("Google Drive", r"Google ?Drive(-.+)?|My Drive"),
    ("Box", r"Box( Sync)?|Box-Box"),
    ("Nextcloud", r"Nextcloud"),
    ("ownCloud", r"ownCloud"),
    ("pCloud", r"pCloud ?Drive"),
    ("a synchronised folder", r"CloudStorage"),
)
_SYNCTHING = ".stfolder"
_BUGGY = {
    "3.51.0": "gives wrong answers to some questions (mended in 3.51.2)",
    "3.51.1": "gives wrong answers to some questions (mended in 3.51.2)",
    "3.52.0": "was withdrawn by its makers",
}


def too_open(path: str) -> tuple[tuple[str, str], ...]:
    """Who else may read the store or its backups, or put another in its place; each with what helps."""
    if os.name != "posix":
        return ()
    found = [
        (f"others on this machine may read {'it' if each == path else each}", f"chmod 600 {quote(each)}")
        for each in [path, *all_backups(path)]
        if os.path.exists(each) and stat.S_IMODE(os.stat(each).st_mode) & 0o077
    ]
    folder = os.path.dirname(path)
    for each in (folder, os.path.join(folder, FOLDER)):
        with suppress(OSError):
            mode = os.stat(each).st_mode
            if mode & 0o002 and not mode & stat.S_ISVTX:
                it = "it" if each == folder else "backups"
                found.append((f"anybody may replace {it}", f"chmod 700 {quote(each)}"))
    return tuple(found)


def network_of(path: str, mounts: str = _MOUNTS) -> str | None:
    """The sort of network file system that a file lies on; None where it lies on a disk, or nobody can tell."""
    try:
        with open(mounts, encoding="utf-8", errors="surrogateescape") as file:
            entries = [line.split()[1:3] for line in file if len(line.split()) >= 3]
    except OSError:
        return None
    real, best, kind = os.path.realpath(path), "", ""
    for place, sort in entries:
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)
        if (real == point or real.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
            best, kind = point, sort
    is_network = kind in _NETWORK or (kind.startswith("fuse") and kind not in _LOCAL_FUSE)
    return kind if is_network else None


def synchronised_by(path: str) -> str | None:
    """The service in whose folder a file lies, by the folders' names; None where it is none that is known."""
    folder = os.path.dirname(os.path.realpath(path))
    for name in folder.split(os.sep):
        for service, pattern in _SYNCHRONISED:
            if re.fullmatch(pattern, name):
                return service
    while True:
        if os.path.isdir(os.path.join(folder, _SYNCTHING)):
            return "Syncthing"
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def left_behind(path: str) -> list[str]:
    """Drafts beside the store and among its backups that a command did not live to clear away.

    Younger ones may be those of a command that is at work.
    """
    stem = re.escape(os.path.splitext(os.path.basename(path))[0])
    pattern = re.compile(rf"\.{stem}.*{DRAFT}")
    folder = os.path.dirname(path)
    found: list[str] = []
    for each in (folder, os.path.join(folder, FOLDER)):
        with suppress(OSError):
            found += [
                os.path.join(each, name) for name in sorted(os.listdir(each)) if pattern.fullmatch(name)
            ]
    return [each for each in found if os.path.exists(each) and time.time() - last_written(each) > _AT_WORK]


def short_of_room(path: str) -> tuple[int, int] | None:
    """The bytes that are free and those that a backup needs, where it does not fit; else None."""
    free, needed = shutil.disk_usage(os.path.dirname(path)).free, os.stat(path).st_size
    return (free, needed) if free < needed else None


def known_flaw(version: str) -> str | None:
    """What is known against a version of SQLite; None if nothing is."""
    return _BUGGY.get(version)
