"""Dimensions as expressions: in which row of a report an activity, a deal or an appointment falls, and its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Key
from prospector.domain.filters import BLANK_SOURCE
from prospector.light import dataclass
from prospector.store.numbers import as_array
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
    TOUCH_CHANNEL,
    tagged,
)

_NOWHERE = "NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The expressions of one dimension.

    Attributes:
        outbound: of an outbound activity `a`; no column beyond the index where that is enough.
        group: by what outbound activities are grouped: in the order of the index where that is enough.
        activity: of any activity `a`.
        deal: of a deal `d`.
        appointment: of an appointment `p`.
        activity_joins: what the expression needs; one activity may become several lines, one for each row.
        overlaps: whether one activity may fall in several rows.
    """

    outbound: str
    group: str
    activity: str
    deal: str = _NOWHERE
    appointment: str = _NOWHERE
    activity_joins: str = ""
    deal_joins: str = ""
    appointment_joins: str = ""
    overlaps: bool = False


def _plain(expression: str) -> Breakdown:
    return Breakdown(outbound=expression, group="1, 2", activity=expression)


def _whole(expression: str, deal: str, appointment: str) -> Breakdown:
    return Breakdown(
        outbound=expression, group="1, 2", activity=expression, deal=deal, appointment=appointment
    )


def _tag_join(*rows: tuple[str, str]) -> str:
    return f"LEFT JOIN tag ON {tagged('tag.id', *rows)}"


EVERYTHING = Breakdown(outbound="NULL", group="a.local_week, a.channel_id", activity="NULL")
BREAKDOWNS: Mapping[Dimension, Breakdown] = {
    Dimension.CHANNEL: Breakdown(
        outbound="a.channel_id", group="a.local_week, a.channel_id", activity=TOUCH_CHANNEL
    ),
    Dimension.KIND: _plain("a.kind_id"),
    Dimension.DIRECTION: _plain("a.direction"),
    Dimension.OUTCOME: _plain("a.outcome_id"),
    Dimension.SOURCE: _whole(ACTIVITY_SOURCE, DEAL_SOURCE, APPOINTMENT_SOURCE),
    Dimension.REP: _whole("a.rep_id", "d.rep_id", "p.rep_id"),
    Dimension.TAG: Breakdown(
        outbound="tag.id",
        group="1, 2",
        activity="tag.id",
        deal="tag.id",
        appointment="tag.id",
        activity_joins=_tag_join(*ACTIVITY_TAG_ROWS),
        deal_joins=_tag_join(*DEAL_TAG_ROWS),
        appointment_joins=_tag_join(*APPOINTMENT_TAG_ROWS),
        overlaps=True,
    ),
    Dimension.ACCOUNT: _whole(ACTIVITY_ACCOUNT, DEAL_ACCOUNT, APPOINTMENT_ACCOUNT),
    Dimension.CONTENT: _plain("a.content_id"),
    Dimension.PLAN: _plain("a.plan"),
    Dimension.HOUR: _plain(
        "CASE WHEN a.utc_offset IS NOT NULL THEN (a.occurred_at + a.utc_offset * 60) / 3600 % 24 END"
    ),
    Dimension.WEEKDAY: _plain("(a.local_day + 3) % 7"),
    Dimension.WEEK: Breakdown(
        outbound="a.local_week", group="a.local_week, a.channel_id", activity="a.local_week"
    ),
    Dimension.MONTH: _plain("CAST(strftime('%Y%m', a.local_day * 86400, 'unixepoch') AS INTEGER)"),
}

_NAMED = {
    Dimension.CHANNEL: ("channel", "name"),
    Dimension.KIND: ("kind", "name"),
    Dimension.OUTCOME: ("outcome", "name"),
    Dimension.SOURCE: ("source", "name"),
    Dimension.REP: ("rep", "name"),
    Dimension.TAG: ("tag", "name"),
    Dimension.ACCOUNT: ("account", "name"),
    Dimension.CONTENT: ("content", "title"),
}


def labels(connection: sqlite3.Connection, dimension: Dimension, keys: Iterable[Key]) -> dict[Key, str]:
    """The names of rows that stand for a row of the store; others are spelt by their dimension."""
    if dimension is Dimension.PLAN:
        return {key: str(key) for key in keys if key is not None}
    if dimension not in _NAMED:
        return {}
    table, column = _NAMED[dimension]
    wanted = as_array(key for key in set(keys) if isinstance(key, int))
    found: dict[Key, str] = dict(
        connection.execute(
            f"SELECT t.id, t.{column} FROM json_each(?) e CROSS JOIN {table} t ON t.id = e.value", (wanted,)
        )
    )
    if dimension is Dimension.SOURCE:
        found[None] = BLANK_SOURCE
    return found
