"""Salvage: what can be read of a damaged store, as a new store and as the files that an export writes and an import reads.

The rows that can be read are brought into a new store in a private folder; that is copied, and exported. Where a table does
not lead to all its rows any more, the pages of the file are looked through for them; rows whose own page is hurt are
completed from indices, which hold copies of some columns. What a row refers to and is lost is
mended so that the row itself is not: a word (channel, outcome, rep) or a contact gets a name that says so, anything else
is left out of the row.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from tempfile import TemporaryDirectory

from prospector.errors import FailedError, UnusableStoreError
from prospector.light import dataclass
from prospector.store.copying import copy_store
from prospector.store.opening import connect, create, inspect
from prospector.store.records import Record
from prospector.store.salvaging import MOVED, Moving, Salvaged, let_imports_bring_back, mend_references
from prospector.store.seed import first_rows
from prospector.store.soundness import looking_at, tables_of
from prospector.store.store import Store
from prospector.store.strays import shapes, take_strays
from prospector.usecases.exporting import export
from prospector.usecases.which import Filters

STORE = "prospector.sqlite3"
# What refers to another comes after it, so the files can be imported in this order.
FILES = ("accounts", "contacts", "content", "deals", "activities", "appointments", "quotas")
Begin = Callable[[str, tuple[str, ...]], Callable[[Record], None]]


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was saved.

    Attributes:
        tables: what became of the rows of each table.
        records: how many records went into each file.
        store: where the new store is.
    """

    tables: tuple[Salvaged, ...]
    records: dict[str, int]
    store: str

    @property
    def is_whole(self) -> bool:
        """Whether the store had nothing wrong with it."""
        return all(each.is_whole for each in self.tables)


def salvage(path: str, folder: str, begin: Begin, *, currency: str) -> Salvage:
    """Save what can be read of a store; the store itself is only read.

    Args:
        path: of the store.
        folder: where the new store goes; it is made as soon as there is something to put into it.
        begin: told a noun and its columns, gives what takes each of its records.
        currency: the store's.

    Raises:
        UnusableStoreError: it is no store, or its very beginning is damaged, and nothing can be read.
        FailedError: the folder cannot be made or written to.
    """
    version = inspect(path)
    with TemporaryDirectory(prefix="prospector-salvage-") as private:  # readable by the owner alone
        fresh = os.path.join(private, "store")
        create(fresh, first_rows())
        tables = _moved(path, fresh, version)
        with Store(fresh) as store:
            records = {
                noun: export(store, noun, Filters(), partial(begin, noun), currency=currency)
                for noun in FILES
            }
        target = os.path.join(folder, STORE)
        _make(folder)
        with closing(connect(fresh)) as connection:
            copy_store(connection, target)
    return Salvage(tables, records, target)


def _make(folder: str) -> None:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError as error:
        raise FailedError(f"cannot make {folder}: {error.strerror}", hint="name another folder") from None


def _moved(path: str, fresh: str, version: int) -> tuple[Salvaged, ...]:
    with suppress(sqlite3.DatabaseError), looking_at(path, forgiving=True) as look:
        (file,) = (row[2] for row in look.connection.execute("PRAGMA database_list"))
        return _moved_from(file, look.connection, fresh, version)
    with closing(sqlite3.connect(":memory:")) as nothing:  # SQLite cannot read any of it
        tables = _moved_from(path, nothing, fresh, version)
    if not any(each.found for each in tables):
        raise UnusableStoreError(
            f"nothing can be read in {path}",
            hint="only a backup helps; prospector doctor names the newest good one, if there is one beside it",
        )
    return tables


def _moved_from(path: str, damaged: sqlite3.Connection, fresh: str, version: int) -> tuple[Salvaged, ...]:
    """Move the rows of a store into a new one.

    Args:
        path: of the file that they are in.
        damaged: that file as SQLite reads it; an empty database where it does not.
        fresh: the path of the new store.
        version: of the old store's schema.
    """
    with closing(connect(fresh)) as into:
        into.execute("PRAGMA foreign_keys=OFF")
        into.execute("PRAGMA synchronous=OFF")  # it is gone in a moment
        into.execute("BEGIN IMMEDIATE")
        named, declared = tables_of(damaged), shapes(version)
        moves = {
            table: Moving(damaged, into, table, is_named=table in named)
            for table in MOVED
            if table in declared or table in named
        }
        for move in moves.values():
            move.read()
        take_strays(path, damaged, moves, version)
        tables = tuple(move.finish() for move in moves.values())
        mend_references(into)
        let_imports_bring_back(into, {each.table for each in tables if each.lost or not each.is_named})
        into.execute("COMMIT")
        return tables
