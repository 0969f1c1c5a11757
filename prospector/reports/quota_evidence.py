"""What counts towards the quotas of `report quota`, record by record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prospector.domain.facts import Outcomes, QuotaFact
from prospector.domain.vocabulary import Metric
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.reports.basis import Basis
from prospector.reports.document import Sort
from prospector.reports.evidence import Evidence, Why, known_column, known_figure
from prospector.reports.quota import Days
from prospector.reports.quota_choice import chosen
from prospector.reports.results import results_of

FIGURES = ("credited", "attainment")


def evidence_of(
    basis: Basis, quotas: Sequence[QuotaFact], outcomes: Mapping[Days, Outcomes], why: Why
) -> Evidence:
    """The records that are credited to the quotas of a metric.

    Args:
        basis: what was asked.
        quotas: those that hold at as-of.
        outcomes: by rep, for each of `quota.periods_of`.
        why: `metric=revenue,credited`; the metric may be left out where the quotas are of one.

    Raises:
        InvalidValueError: there is no such figure, several metrics and none named, or a currency without a rate.
        UnknownNameError: no quota that is shown is of that metric.
    """
    known_figure(why, FIGURES)
    known_column(why, "metric")
    shown = chosen(basis, quotas).shown
    metrics = list(dict.fromkeys(quota.metric for quota in shown))
    if why.row is not None and why.row.lower() not in metrics:
        raise UnknownNameError(
            f"the report has no quota of '{why.row}'", hint=f"there are {', '.join(metrics) or 'none'}"
        )
    if why.row is None and len(metrics) > 1:
        raise InvalidValueError(
            "there are quotas of several metrics", hint=f"metric={metrics[0]},{why.figure}"
        )
    metric = Metric(why.row.lower()) if why.row else (metrics[0] if metrics else Metric.REVENUE)
    wanted = {
        ((quota.start, quota.end), quota.rep_id, quota.channel_id)
        for quota in shown
        if quota.metric is metric
    }
    adds: dict[str, dict[int, int | float]] = {}
    for days, found in outcomes.items():
        for result in results_of(found, basis.exchange):
            channels = {None, result.channel_id}
            places = {(days, int(key or 0), channel) for key in result.keys for channel in channels}
            if result.metric is metric and places & wanted:
                adds.setdefault(result.noun, {})[result.row_id] = result.amount
    sort = Sort.MONEY if metric is Metric.REVENUE else Sort.COUNT
    return Evidence(figure=f"{metric.value} credited", adds=adds or {"deals": {}}, sort=sort)
