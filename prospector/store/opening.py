"""Opening a store: what is refused, what is created, how the connection is set up.

Refused before SQLite sees the file: what is not a file, is empty, is not SQLite, belongs to another program, or was
written by a newer prospector. A reading command never creates anything. Why each decision: `docs/design.md`.
"""

from __future__ import annotations

import os
import stat
from _sqlite3 import Connection, Error  # `sqlite3` adds converters of dates, and a tenth to what a log takes
from _sqlite3 import connect as open_file
from contextlib import suppress

from prospector.errors import NewerStoreError, UnusableStoreError
from prospector.store.faults import translated
from prospector.store.migrations import LATEST, migrate
from prospector.store.waiting import execute_patiently

APPLICATION_ID = 0x50525354  # "PRST"
BUSY_SECONDS = 30.0
_PRAGMAS = (
    "PRAGMA synchronous=EXTRA",  # "saved" means on disk, the journal's directory entry included
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is deleted leaves no bytes behind
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
)
_MAGIC = b"SQLite format 3\0"


class StoreConnection(Connection):
    """A connection to a store.

    Attributes:
        region: the country that phone numbers without one are of, two capitals; empty where none is set.
        upgrade: the schema that it had before it was opened and where that is kept; None where it was the latest.
    """

    region: str = ""
    upgrade: tuple[int, str] | None = None


def region_of(connection: Connection) -> str:
    """The country that phone numbers without one are of, empty where none is set."""
    return connection.region if isinstance(connection, StoreConnection) else ""


def connect(path: str, *, busy_seconds: float = BUSY_SECONDS, region: str = "") -> StoreConnection:
    """Connect to an existing file; transactions are the caller's, nothing begins by itself.

    Args:
        path: the file; every character counts as itself.
        busy_seconds: how long to wait for another prospector.
        region: as in `StoreConnection`.
    """
    connection = open_file(
        f"{uri_of(path)}?mode=rw",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        factory=StoreConnection,
    )
    connection.region = region
    try:
        execute_patiently(connection, *_PRAGMAS)
    except BaseException:
        connection.close()
        raise
    return connection


def open_existing(path: str, *, busy_seconds: float = BUSY_SECONDS, region: str = "") -> StoreConnection:
    """Open a store that must be there, upgrading an older schema after a backup.

    Raises:
        UnusableStoreError: nothing there, or something that is not a store of this version or an older one.
    """
    version = inspect(path)
    with translated(path):
        connection = connect(path, busy_seconds=busy_seconds, region=region)
        try:
            if version < LATEST:
                from prospector.store.upgrading import upgrade  # lazy: once in a store's lifetime

                connection.upgrade = (version, upgrade(connection, path, version))
        except BaseException:
            connection.close()
            raise
        return connection


def open_as_it_is(path: str) -> StoreConnection | None:
    """Open a store to look something up while somebody types: it is not made, not upgraded, and nobody is waited for.

    Returns:
        None where there is no store of this version.
    """
    try:
        if inspect(path) != LATEST:
            return None
        return connect(path, busy_seconds=0)
    except (UnusableStoreError, Error):
        return None


def create(path: str, fill: tuple[tuple[str, tuple[object, ...]], ...]) -> None:
    """Make a new store, complete or not at all, readable by its owner alone.

    It is built under a name of its own and linked into place when it is whole, so that nobody ever sees half a store,
    and of two that create at once one wins and both go on.

    Args:
        path: where; its directory is made if need be.
        fill: statements that give it its first rows.
    """
    from prospector.replacing import draft_beside, make_private_file  # lazy: once in the life of a store

    try:
        make_private(os.path.dirname(os.path.abspath(path)))
        draft = draft_beside(path)
        make_private_file(draft)
    except OSError as error:
        raise UnusableStoreError(
            f"cannot create a store at {path}: {error.strerror}", hint="choose another place with --db FILE"
        ) from None
    try:
        with translated(path):
            connection = connect(draft)
            try:
                connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
                migrate(connection, 0, fill)
            finally:
                connection.close()
        _publish(draft, path)
    finally:
        for name in (draft, f"{draft}-journal"):  # the journal stays where the disk failed
            with suppress(OSError):
                os.unlink(name)


def inspect(path: str) -> int:
    """Look at the file's first bytes.

    Returns:
        The version of its schema.

    Raises:
        UnusableStoreError: this is not a store that this program may open.
    """
    if path in {"", ":memory:"}:
        raise UnusableStoreError(f"'{path}' is not a file", hint="name the store with --db FILE")
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            raise UnusableStoreError(f"{path} is not a file", hint="name the store with --db FILE")
        with open(path, "rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if os.path.islink(path):
            raise UnusableStoreError(
                f"{path} is a link that leads nowhere: {os.readlink(path)}",
                hint="mend the link or remove it, or name the store with --db FILE",
            ) from None
        raise UnusableStoreError(
            f"there is no store at {path}",
            hint="the first log makes one: prospector call jane; or name another with --db FILE",
        ) from None
    except OSError as error:
        raise UnusableStoreError(
            f"cannot open {path}: {error.strerror}", hint="look at its permissions"
        ) from None
    except ValueError:
        raise UnusableStoreError(
            "the path of the store holds a zero byte", hint="name it with --db FILE"
        ) from None
    return _version(path, head)


def make_private(folder: str) -> None:
    """Make a folder and those above it that are missing, for their owner alone whatever the umask says."""
    before = os.umask(0o077)
    try:
        os.makedirs(folder, exist_ok=True)
    finally:
        os.umask(before)


def _version(path: str, head: bytes) -> int:
    if not head:
        raise UnusableStoreError(
            f"{path} is empty, not a store", hint="remove it, or name another with --db FILE"
        )
    if head[:16] != _MAGIC or len(head) < 100:
        raise UnusableStoreError(
            f"{path} is not a prospector store",
            hint="nothing was written to it; name the store with --db FILE",
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise UnusableStoreError(
            f"{path} belongs to another program",
            hint="nothing was written to it; name the store with --db FILE",
        )
    version = int.from_bytes(head[60:64], "big")
    if version > LATEST:
        raise NewerStoreError(
            f"{path} was written by a newer prospector (schema {version}, this one knows {LATEST})",
            hint="upgrade prospector; the store was left as it is",
        )
    if version < 1:
        raise UnusableStoreError(f"{path} has no schema", hint="nothing was written to it; restore a backup")
    return version


def _publish(draft: str, target: str) -> None:
    """Link a draft into its place, unless there is a store already."""
    from prospector.replacing import sync  # lazy: once in the life of a store

    try:
        os.link(draft, target)
    except FileExistsError:
        return  # somebody else was first; theirs is as whole as ours
    except OSError:
        if os.path.exists(target):
            return
        os.rename(draft, target)  # a file system without hard links
    sync(os.path.dirname(os.path.abspath(target)))


def uri_of(path: str) -> str:
    """The path as a URI: a `?` or `#` in it would otherwise open another file."""
    plain = b"/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~"
    quoted = "".join(
        chr(byte) if byte in plain else f"%{byte:02X}" for byte in os.fsencode(os.path.abspath(path))
    )
    return f"file:{quoted}"
