"""Quotas as they stood."""

from __future__ import annotations

import sqlite3

from prospector.domain.facts import QuotaFact
from prospector.domain.moment import date_of
from prospector.domain.vocabulary import Metric
from prospector.store.statements import statement


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
        )
        for rep_id, rep, metric, channel_id, channel, period, start, end, amount in connection.execute(
            statement("quotas"), {"as_of_date": date_of(as_of).isoformat()}
        )
    )
