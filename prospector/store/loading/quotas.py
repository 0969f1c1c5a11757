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
    number = load.insert("target", sort="quota", **_columns(load, names, row))
    load.remember("quotas", number, row)
    return "added"


def renew_quota(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The quota of a row's id, as the row has it; None if it is new."""
    if known is None:
        return None
    if updating.is_gone("target", known[1], int(row["line"] or 0)):
        return "unchanged"
    columns = _columns(updating.load, names, row)
    fields = {
        "metric": {"metric": columns["metric"]},
        "amount": {"amount": columns["amount"]},
        "period": {name: columns[name] for name in ("period", "start_day", "end_day")},
        "channel": {"channel_id": columns["channel_id"]},
        "set_on": {"set_on": columns["set_on"]},
        "rep": {"rep_id": None if row["rep"] is None else columns["rep_id"]},
    }
    updating.give("target", known[1], fields)
    return updating.result("quotas", known[1], row, is_known=True)


def _columns(load: Load, names: Names, row: Staged) -> dict[str, Value]:
    """What a row says, as columns of the store.

    Raises:
        RefusedError: the amount is none.
    """
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
    return {
        "metric": metric,
        "amount": minor,
        "channel_id": None if channel is None else names.words.channel(channel),
        "rep_id": names.words.rep(text_of(row, "rep")),
        "period": period.canonical,
        "start_day": None if period.start is None else day_number(period.start),
        "end_day": None if period.end is None else day_number(period.end),
        "set_on": row["set_on"],
    }
