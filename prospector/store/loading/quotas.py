"""Publishing quotas."""

from __future__ import annotations

from prospector.domain.currency import exponent_of
from prospector.domain.moment import day_number
from prospector.domain.period import read_period
from prospector.domain.vocabulary import Metric
from prospector.store.loading.load import Load, RefusedError, Staged, text_of
from prospector.store.loading.names import Names


def place_quota(load: Load, names: Names, row: Staged) -> str:
    """A quota; several of one metric, period and rep add up."""
    metric = str(row["metric"])
    hundredths = int(row["amount"] or 0)
    unit = 10 ** exponent_of(load.currency) if metric == Metric.REVENUE else 1
    if hundredths * unit % 100:
        raise RefusedError("amount", f"a number of {metric} is whole")
    minor = hundredths * unit // 100
    if minor <= 0:
        raise RefusedError("amount", "a quota is above 0")
    period = read_period(str(row["period"]), load.today)
    channel = text_of(row, "channel")
    number = load.insert(
        "target",
        sort="quota",
        metric=metric,
        amount=minor,
        channel_id=None if channel is None else names.words.channel(channel),
        rep_id=names.words.rep(text_of(row, "rep")),
        period=period.canonical,
        start_day=None if period.start is None else day_number(period.start),
        end_day=None if period.end is None else day_number(period.end),
        set_on=row["set_on"],
    )
    load.remember("quotas", number, row)
    return "added"
