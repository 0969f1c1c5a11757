"""Which rows are meant: the words of filters and accounts, found in the store or refused."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from prospector.domain.period import Period
from prospector.domain.spelling import closest, fold, quoted
from prospector.errors import AmbiguousNameError, UnknownNameError
from prospector.store.nouns import Asked
from prospector.store.words import read_vocabulary, rep_id, source_id, unknown
from prospector.store.writing import Writing
from prospector.usecases.who import resolve_who


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked of the rows of a list, in words; None is not asked.

    Attributes:
        words: plain columns and their value: `status`, `stage`, `metric`.
        target: whether an account is a target account.
        also: filters that need no value: `current`, `no_account`.
        limit: how many rows at most.
    """

    period: Period | None = None
    channel: str | None = None
    rep: str | None = None
    contact: str | None = None
    account: str | None = None
    source: str | None = None
    outcome: str | None = None
    kind: str | None = None
    tag: str | None = None
    target: bool | None = None
    words: dict[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """An account as an echo shows it."""

    id: int
    name: str


def asked(connection: sqlite3.Connection, filters: Filters) -> Asked:
    """Turn the words of filters into what the store is asked.

    Raises:
        UnknownNameError: a name that the store does not know.
        AmbiguousNameError: a name that several answer to.
    """
    values = _rows_named(connection, filters)
    by = [*(name.removesuffix("_id") for name in values), *filters.words, *filters.also]
    values |= filters.words
    if filters.period is not None and not filters.period.is_everything:
        by.append("period")
        values |= {"start_day": filters.period.start_day, "end_day": filters.period.end_day}
    if filters.kind is not None:
        by.append("kind")
        values["kind"] = " ".join(filters.kind.lower().split())
    if filters.target is not None:
        by.append("target")
        values["target"] = int(filters.target)
    return Asked(tuple(by), values, filters.limit)


def _rows_named(connection: sqlite3.Connection, filters: Filters) -> dict[str, str | int]:
    """The row numbers of the names in filters."""
    vocabulary = read_vocabulary(connection)
    values: dict[str, str | int] = {}
    if filters.channel is not None:
        values["channel_id"] = vocabulary.channel(filters.channel).id
    if filters.outcome is not None:
        values["outcome_id"] = vocabulary.outcome(filters.outcome).id
    if filters.rep is not None:
        values["rep_id"] = rep_id(connection, filters.rep)
    if filters.source is not None:
        values["source_id"] = source_id(connection, filters.source)
    if filters.contact is not None:
        values["contact_id"] = resolve_who(Writing(connection), filters.contact, arrival=None).person.id
    if filters.account is not None:
        values["account_id"] = find_account(connection, filters.account).id
    if filters.tag is not None:
        values["tag_id"] = known_word(connection, "tag", filters.tag)
    return values


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


def known_word(connection: sqlite3.Connection, table: str, word: str) -> int:
    """The tag or kind of a name that is in use.

    Raises:
        UnknownNameError: nothing has it.
    """
    name = " ".join(word.lower().split())
    rows = connection.execute(f"SELECT name, id FROM {table} ORDER BY name").fetchall()
    known = dict(rows)
    if name in known:
        return int(known[name])
    names = list(known)
    raise unknown(
        table, word, names, f"{table}s: {', '.join(names[:20])}" if names else f"no {table} is in use"
    )
