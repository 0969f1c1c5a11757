"""Publishing quotas."""

from __future__ import annotations

from prospector.domain.currency import exponent_of
from prospector.domain.moment import day_number
from prospector.domain.period import read_period
from prospector.domain.vocabulary import Metric
from prospector.store.loading.load import Load, Origin, RefusedError, Staged, text_of
from prospector.store.loading.names import Names
from prospector.store.loading.updating import Updating
from prospector.store.writing import Value


def place_quota(load: Load, names: Names, row: Staged) -> str:
    """A quota; several of one metric, period and rep add up."""
    metric, channel = str(row["metric"]), text_of(row, "channel")
    number = load.insert(
        "target",
        sort="quota",
        metric=metric,
        amount=_amount(load, metric, row),
        channel_id=None if channel is None else names.words.channel(channel),
        rep_id=names.words.rep(text_of(row, "rep")),
        set_on=row["set_on"],
        **_days(load, str(row["period"])),
    )
    load.remember("quotas", number, row)
    return "added"


def renew_quota(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The quota of a row's id, as the row has it; None if it is new."""
    if known is None:
        return None
    if updating.is_gone("target", known[1], int(row["line"] or 0)):
        return "unchanged"
    stored = updating.load.writing.row("target", known[1])
    metric, period, channel, rep = (text_of(row, name) for name in ("metric", "period", "channel", "rep"))
    fields: dict[str, dict[str, Value]] = {
        "metric": {"metric": metric},
        "amount": {"amount": _amount(updating.load, metric or str(stored["metric"]), row)},
        "period": {"period": None} if period is None else _days(updating.load, period),
        "channel": {"channel_id": None if channel is None else names.words.channel(channel)},
        "set_on": {"set_on": row["set_on"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
    }
    updating.give("target", known[1], int(row["line"] or 0), fields)
    return updating.result("quotas", known[1], row, is_known=True)


def _amount(load: Load, metric: str, row: Staged) -> int | None:
    """What a row says, minor units of revenue and a number of all else; None if it says nothing.

    Raises:
        RefusedError: the amount is none of this metric.
    """
    if row["amount"] is None:
        return None
    hundredths = int(row["amount"])
    unit = 10 ** exponent_of(load.currency) if metric == Metric.REVENUE else 1
    if hundredths * unit % 100:
        raise RefusedError("amount", f"a number of {metric} is whole")
    minor = hundredths * unit // 100
    if minor <= 0:
        raise RefusedError("amount", "a quota is above 0")
    return minor


def _days(load: Load, text: str) -> dict[str, Value]:
    """A period in its canonical words, and the days that it is of."""
    period = read_period(text, load.today)
    return {
        "period": period.canonical,
        "start_day": None if period.start is None else day_number(period.start),
        "end_day": None if period.end is None else day_number(period.end),
    }
