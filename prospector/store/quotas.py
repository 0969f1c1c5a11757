"""Quotas and their history: as rows for the rep, as facts for a report."""

from __future__ import annotations

import sqlite3

from prospector.domain.facts import QuotaFact
from prospector.domain.moment import date_of
from prospector.domain.vocabulary import Metric
from prospector.light import dataclass
from prospector.store.statements import statement


@dataclass(frozen=True, slots=True)
class Quota:
    """What must be won in a period.

    Attributes:
        amount: minor units for revenue, else a count.
        period: in its canonical form.
        set_on: ISO date from which it holds; None where the source does not say.
        replaced_on: ISO date from which it does not hold any more.
        stretch: the level above it, in the same unit; None without one.
    """

    id: int
    metric: Metric
    amount: int
    period: str
    channel: str | None
    rep: str
    set_on: str | None
    replaced_on: str | None
    stretch: int | None


def quotas(
    connection: sqlite3.Connection,
    *,
    metric: Metric | None = None,
    period: str | None = None,
    rep_id: int | None = None,
    replaced: bool = False,
) -> tuple[Quota, ...]:
    """Quotas in the order of their periods.

    Args:
        connection: inside a transaction.
        metric: only of this one.
        period: only those of this canonical form.
        rep_id: only this rep's.
        replaced: whether those that do not hold any more are wanted too.
    """
    rows = connection.execute(
        "SELECT target.id, metric, target.amount, period, channel.name, rep.name, set_on, replaced_on, "
        "stretch.amount FROM target JOIN rep ON rep.id = target.rep_id "
        "LEFT JOIN channel ON channel.id = target.channel_id LEFT JOIN stretch ON target_id = target.id "
        "WHERE sort = 'quota' AND (?1 IS NULL OR metric = ?1) AND (?2 IS NULL OR period = ?2) "
        "AND (?3 IS NULL OR target.rep_id = ?3) AND (?4 OR replaced_on IS NULL) "
        "ORDER BY start_day, end_day, metric, rep.id, channel.name, target.id",
        (metric, period, rep_id, replaced),
    )
    return tuple(Quota(row[0], Metric(row[1]), *row[2:]) for row in rows)


def fetch_quotas(connection: sqlite3.Connection, as_of: int) -> tuple[QuotaFact, ...]:
    """Fetch the quotas that hold on a day number, whatever period they are for."""
    return tuple(
        QuotaFact(
            rep_id=rep_id,
            rep=rep,
            metric=Metric(metric),
            channel_id=channel_id,
            channel=channel,
            period=period,
            start=start,
            end=end,
            amount=amount,
            stretch=stretch,
        )
        for rep_id, rep, metric, channel_id, channel, period, start, end, amount, stretch in connection.execute(
            statement("quotas"), {"as_of_date": date_of(as_of).isoformat()}
        )
    )
