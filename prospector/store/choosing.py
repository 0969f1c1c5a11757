"""Filters as conditions: names become row numbers, or are refused with the closest known ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from prospector.domain.filters import BLANK_SOURCE, Filters
from prospector.light import dataclass
from prospector.store.accounts import find_account
from prospector.store.statements import (
    ACTIVITY_ACCOUNT,
    ACTIVITY_SOURCE,
    ACTIVITY_TAG_ROWS,
    APPOINTMENT_ACCOUNT,
    APPOINTMENT_SOURCE,
    APPOINTMENT_TAG_ROWS,
    DEAL_ACCOUNT,
    DEAL_SOURCE,
    DEAL_TAG_ROWS,
    LEAD_ACCOUNT,
    LEAD_TAG_ROWS,
    TOUCH_CHANNEL,
    tagged,
)
from prospector.store.words import known_word, read_vocabulary, rep_id, source_id

_ALWAYS = "1"
_FREE = frozenset({"kind", "tag"})
# What each filter asks of an outbound activity `a` (nothing beyond the index where that is enough), of any activity
# `a`, of a deal `d`, of an appointment `p`, of a lead `l`. Channel and kind ask the touch that a result is credited to, not
# the result; an appointment that is credited to the channel it names has no more than that channel.
_HOW = {
    "channel": (
        "a.channel_id = :filter_channel",
        f"{TOUCH_CHANNEL} = :filter_channel",
        "p.channel_id = :filter_channel",
    ),
    "kind": ("a.kind_id = :filter_kind", "a.kind_id = :filter_kind", "0"),
}
_WHO = {
    "rep": tuple(f"{row}.rep_id = :filter_rep" for row in "adpl"),
    "account": tuple(
        f"{account} = :filter_account"
        for account in (ACTIVITY_ACCOUNT, DEAL_ACCOUNT, APPOINTMENT_ACCOUNT, LEAD_ACCOUNT)
    ),
    "source": tuple(
        f"coalesce({source}, 0) = :filter_source"
        for source in (ACTIVITY_SOURCE, DEAL_SOURCE, APPOINTMENT_SOURCE, "l.source_id")
    ),
    "tag": tuple(
        tagged(":filter_tag", *rows)
        for rows in (ACTIVITY_TAG_ROWS, DEAL_TAG_ROWS, APPOINTMENT_TAG_ROWS, LEAD_TAG_ROWS)
    ),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """What rows have to meet; what the conditions bind is in `values`.

    Attributes:
        outbound_how: of an outbound activity `a`: the filters on the touch.
        how: of any activity `a`: the same, an engagement being of the content channel.
        said_how: of an appointment `p` that is credited to the channel it names: the same.
        who: of any activity `a`: the other filters.
        deal: of a deal `d`: the other filters.
        appointment: of an appointment `p`: the other filters.
        lead: of a lead `l`: the other filters.
    """

    outbound_how: str
    how: str
    said_how: str
    who: str
    deal: str
    appointment: str
    lead: str
    values: dict[str, int]

    @property
    def has_how(self) -> bool:
        """Whether there are filters on the touch."""
        return self.how != _ALWAYS


def conditions(connection: sqlite3.Connection, filters: Filters) -> Conditions:
    """Turn filters into conditions.

    Raises:
        UnknownNameError: the store does not know a name.
        AmbiguousNameError: several accounts begin so.
    """
    given: dict[str, str] = {
        name: value for name in (*_HOW, *_WHO) if (value := getattr(filters, name)) is not None
    }
    how = [_HOW[name] for name in _HOW if name in given]
    who = [_WHO[name] for name in _WHO if name in given]
    return Conditions(
        outbound_how=_all(part[0] for part in how),
        how=_all(part[1] for part in how),
        said_how=_all(part[2] for part in how),
        who=_all(part[0] for part in who),
        deal=_all(part[1] for part in who),
        appointment=_all(part[2] for part in who),
        lead=_all(part[3] for part in who),
        values={f"filter_{name}": _number(connection, name, value) for name, value in given.items()},
    )


def _all(parts: Iterable[str]) -> str:
    return " AND ".join(parts) or _ALWAYS


def _number(connection: sqlite3.Connection, sort: str, name: str) -> int:
    """The row number of a name, found as in lists; 0 stands for the blank source."""
    if sort == "source" and name == BLANK_SOURCE:
        return 0
    if sort == "channel":
        return read_vocabulary(connection).channel(name).id
    if sort == "account":
        return find_account(connection, name).id
    if sort in _FREE:
        return known_word(connection, sort, name)
    return (rep_id if sort == "rep" else source_id)(connection, name)
