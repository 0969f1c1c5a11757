"""Accounts, found by what a rep types for them."""

from __future__ import annotations

import sqlite3

from prospector.domain.spelling import closest, fold, quoted
from prospector.errors import AmbiguousNameError, UnknownNameError
from prospector.light import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """An account as an echo shows it."""

    id: int
    name: str


def find_account(connection: sqlite3.Connection, name: str) -> Company:
    """The account of a name, or of the unique beginning of any part of it; `id:N` is its number.

    Raises:
        UnknownNameError: there is none.
        AmbiguousNameError: several begin so.
    """
    rows = [Company(*row) for row in connection.execute("SELECT id, name FROM account ORDER BY name_key")]
    key = fold(name)
    exact = [row for row in rows if fold(row.name) == key or f"id:{row.id}" == key]
    found = exact or [row for row in rows if key and f" {key}" in f" {fold(row.name)}"]
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError(
            f"{quoted(name)} may be {len(found)} accounts; nothing was written",
            hint="\n".join(f"id:{row.id:<6} {row.name}" for row in found[:9]),
            choices=tuple((f"id:{row.id}", row.name) for row in found),
        )
    near = closest(name, [row.name for row in rows], parts=True)
    raise UnknownNameError(
        f"there is no account {quoted(name)}",
        hint=f"did you mean {' or '.join(near)}?" if near else "prospector account list shows them",
    )
