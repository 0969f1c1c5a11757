"""An older store becomes one of the latest schema, and is kept as it was."""

from __future__ import annotations

import sqlite3

from prospector.store.backups import name_before_upgrade
from prospector.store.copying import copy_store
from prospector.store.migrations import STEPS, migrate


def upgrade(connection: sqlite3.Connection, path: str, version: int, steps: tuple[str, ...] = STEPS) -> str:
    """Back an older store up, then take it to the latest version.

    Args:
        connection: with no transaction open.
        path: of the store.
        version: how many steps it has seen.
        steps: as of `migrate`.

    Returns:
        Where the backup is.
    """
    backup = name_before_upgrade(path, len(steps))
    copy_store(connection, backup, version=version)
    migrate(connection, version, (), steps)
    return backup
