"""The list that keeps old files from bringing back who was forgotten: keyed hashes, of which nobody can be read.

Each is a BLAKE2b of 16 bytes under a random key of the store, over what sort of thing it is of and the thing itself:

    email, phone, profile    an address, as the store knew it by
    id, activity             an external id in its system: of the person, and of an activity with them
    row                      the identity of an imported row
    name                     a name
    name at                  a name at a company
    name anywhere            a name of whom no company was known
    nothing but              a name, at a company or none, of whom no address was known
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

from prospector.light import dataclass

_KEY_BYTES = 32
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Suppression:
    """The list, and its key."""

    key: bytes
    digests: frozenset[bytes]

    def has(self, sort: str, *parts: str) -> bool:
        """Whether a thing of a sort is on the list."""
        return digest(self.key, sort, *parts) in self.digests

    def has_row(self, identity: bytes) -> bool:
        """Whether an imported row is."""
        return self.has("row", identity.hex())


def digest(key: bytes, sort: str, *parts: str) -> bytes:
    """What stands on the list for a thing."""
    told = "\x1f".join((sort, *parts))
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES, key=key).digest()


def read_suppression(connection: sqlite3.Connection) -> Suppression | None:
    """The store's list; None where nobody was forgotten, which is found out with one look."""
    found = connection.execute("SELECT key FROM suppression_key").fetchone()
    if found is None:
        return None
    return Suppression(
        found[0], frozenset(row for (row,) in connection.execute("SELECT digest FROM suppressed"))
    )


def suppression_key(connection: sqlite3.Connection) -> bytes:
    """The store's key, made when the first person is forgotten."""
    found = connection.execute("SELECT key FROM suppression_key").fetchone()
    if found is not None:
        return bytes(found[0])
    key = os.urandom(_KEY_BYTES)
    connection.execute("INSERT INTO suppression_key (key) VALUES (?)", (key,))
    return key


def suppress(connection: sqlite3.Connection, things: Iterable[tuple[str, ...]]) -> None:
    """Put things on the list, each told as its sort and its parts."""
    key = suppression_key(connection)
    connection.executemany(
        "INSERT OR IGNORE INTO suppressed (digest) VALUES (?)", ((digest(key, *thing),) for thing in things)
    )


def forgotten_numbers(connection: sqlite3.Connection) -> frozenset[int]:
    """The contacts that stand for people who were forgotten."""
    return frozenset(number for (number,) in connection.execute("SELECT contact_id FROM forgotten"))
