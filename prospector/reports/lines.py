"""The lines of a comparison: effort, results and rates of each row, of what came in by itself, and of all.

quota share  =  what the row brought of the quota of the period
came in      =  results that no touch is credited with, by lead source
all          =  rows and came in together; where rows overlap, as tags do, each thing once
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Figures, Key, Outcomes
from prospector.domain.vocabulary import Approach, Metric
from prospector.later import Later
from prospector.light import dataclass, field
from prospector.reports.efforts import Effort, efforts_of, no_effort
from prospector.reports.rates import CONFIDENCE
from prospector.reports.results import results_of
from prospector.reports.shared import Shared
from prospector.reports.trials import Hit, gathered, hits_of


@dataclass(frozen=True, slots=True)
class QuotaAmount:
    """The quota of the period: what it counts and how much it asks, in minor units for revenue."""

    metric: Metric
    amount: int

    def share(self, results: Mapping[Metric, float]) -> float:
        """What results are of it, a fraction of 1."""
        return results.get(self.metric, 0) / self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row.

    Attributes:
        key: what it stands for; None where the property is missing.
        name: the same in words.
        approach: of a channel; None where the rows are no channels.
        results: by metric; whole ones under direct credit, decimals under a shared model; revenue in minor units of the
            store's currency, always whole.
        quota_share: a fraction of 1; None without a quota.
    """

    key: Key
    name: str
    approach: Approach | None = None
    effort: Effort
    results: Mapping[Metric, float] = field(default_factory=dict)
    quota_share: float | None = None

    def result(self, metric: Metric) -> float:
        """How much of a metric."""
        return self.results.get(metric, 0)


@dataclass(frozen=True, slots=True)
class Lines:
    """All rows in their order, what came in by lead source, and the touches that a conversation belongs to."""

    rows: tuple[Line, ...]
    came_in: tuple[Line, ...]
    total_later: Later[Line]
    spoken: tuple[Hit, ...] = ()

    @property
    def total(self) -> Line:
        """All of it together."""
        return self.total_later.value


def lines_of(
    figures: Figures,
    exchange: Exchange,
    *,
    quota: QuotaAmount | None = None,
    confidence: float = CONFIDENCE,
    shared: Shared | None = None,
) -> Lines:
    """Work the rows out.

    Args:
        figures: of the dimension.
        exchange: for the value of deals.
        quota: of the period.
        confidence: of likely ranges.
        shared: the results, where they are shared among touches; None under direct credit.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    dimension = figures.outcomes.dimension
    hits = hits_of(figures.outcomes)
    alike = gathered(figures.outcomes, hits)
    efforts = efforts_of(figures, alike, keyless=False, confidence=confidence)
    found = shared or direct_results(figures.outcomes, exchange)
    results: dict[Key, Mapping[Metric, float]] = {**{key: {} for key in efforts}, **found.rows}

    def line(key: Key, name: str, effort: Effort, brought: Mapping[Metric, float]) -> Line:
        return Line(
            key=key,
            name=name,
            approach=_approach(figures, key),
            effort=effort,
            results=dict(brought),
            quota_share=quota.share(brought) if quota else None,
        )

    def total() -> Line:
        overall = efforts_of(figures, alike, keyless=True, confidence=confidence)
        return line(None, "all", overall.get(None, no_effort()), found.total)

    rows = [
        line(key, figures.labels.get(key) or dimension.spell(key), efforts.get(key, no_effort()), brought)
        for key, brought in results.items()
    ]
    return Lines(
        rows=tuple(sorted(rows, key=lambda row: _order(dimension, row))),
        came_in=tuple(
            line(None, name, no_effort(), brought) for name, brought in sorted(found.came_in.items())
        ),
        total_later=Later(total),
        spoken=hits.conversations,
    )


def direct_results(outcomes: Outcomes, exchange: Exchange) -> Shared:
    """The results by row, each with the touch that it is or answers.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    rows: defaultdict[Key, Counter[Metric]] = defaultdict(Counter)
    came_in: defaultdict[str, Counter[Metric]] = defaultdict(Counter)
    total: Counter[Metric] = Counter()
    alike: Counter[tuple[Metric, tuple[Key, ...], str]] = Counter()  # results are many, and most are
    for _, _, metric, amount, keys, _, source, _ in results_of(outcomes, exchange):
        alike[metric, keys, "" if keys else source] += amount
    for (metric, keys, source), amount in alike.items():
        total[metric] += amount
        for key in keys:
            rows[key][metric] += amount
        if not keys:
            came_in[source][metric] += amount
    return Shared(rows=rows, came_in=came_in, total=total)


def _approach(figures: Figures, key: Key) -> Approach | None:
    if figures.outcomes.dimension is not Dimension.CHANNEL or not isinstance(key, int):
        return None
    return figures.outcomes.channels[key].approach


def _order(dimension: Dimension, row: Line) -> tuple[float | str, ...]:
    """By the key where it has an order, else by what the row brought; what has no property comes last."""
    last = row.key is None
    if dimension.in_order and isinstance(row.key, int):
        return (last, row.key)
    return (
        last,
        -row.result(Metric.CONVERSATIONS),
        -row.result(Metric.WON),
        -row.effort.activities,
        row.name,
    )
