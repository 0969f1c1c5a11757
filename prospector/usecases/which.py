"""Which rows of a list are meant: the words of its filters, found in the store or refused."""

from __future__ import annotations

import sqlite3

from prospector.domain.period import Period
from prospector.light import dataclass, field
from prospector.store.accounts import find_account
from prospector.store.nouns import Asked
from prospector.store.words import known_kind, known_word, read_vocabulary, rep_id, source_id
from prospector.usecases.who import find_who


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


def asked(connection: sqlite3.Connection, noun: str, filters: Filters) -> Asked:
    """Turn the words of filters into what the store is asked of a noun.

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
        values["kind"] = known_kind(connection, noun, filters.kind)
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
        values["contact_id"] = find_who(connection, filters.contact).id
    if filters.account is not None:
        values["account_id"] = find_account(connection, filters.account).id
    if filters.tag is not None:
        values["tag_id"] = known_word(connection, "tag", filters.tag)
    return values
