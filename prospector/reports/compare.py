"""What works: one row for every channel (or kind, rep, hour …), with what was done, what it brought, and at what rate.

    done           =  outbound activities; a tally as many as it says
    people         =  different contacts touched
    connects       =  touches that reached a human, of all touches
    conversations  =  those of the period, one per contact, channel and day; and their share of the touches
    range          =  where the share of mature touches probably lies
    per hour       =  conversations for each hour, where minutes are known
    set / held     =  appointments set and held in the period
    came in        =  what no touch is credited with
    best           =  chance that the row's conversation rate is the highest
    maturing       =  touches younger than 30 days without a conversation so far

The rules of counting and credit stand in `results` and `trials`, those of the verdict in `verdict`. `report channels` is
this report by channel.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures, QuotaFact
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import DealStatus, Level, Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.lines import Counted, Lines, QuotaAmount, lines_of
from prospector.reports.strata import Within, within_channels
from prospector.reports.verdict import Judgement, judge_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The report.

    Attributes:
        conversation_outcomes: what counts as a conversation.
        quota: of the period, over all its channels; None where there is none.
        within: leader against runner-up among touches that are alike: of one lead source where channels are compared,
            of one channel where anything else is; None where there is no verdict, or none of them is shared.
        undated_wins: won deals without a date, which count only where the period is everything.
    """

    basis: Basis
    dimension: Dimension
    lines: Lines
    judgement: Judgement
    conversation_outcomes: tuple[str, ...]
    quota: QuotaAmount | None
    undated_wins: int
    within: Within | None = None


def build(
    basis: Basis, figures: Figures, quotas: Iterable[QuotaFact] = (), counted: Counted | None = None
) -> Comparison:
    """Work the report out.

    Args:
        basis: what was asked.
        figures: fetched for the basis's window, by the dimension of the report.
        quotas: those that hold at as-of, of whatever period.
        counted: what single activities came to, where that is known; None for direct credit of what is held.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    quota = quota_of(basis, quotas)
    lines = lines_of(figures, basis.exchange, quota=quota, confidence=basis.confidence, counted=counted)
    dimension = figures.outcomes.dimension
    judgement = judge_lines(lines.rows, dimension)
    within = None
    if dimension is not Dimension.CHANNEL:
        within = within_channels(judgement, lines, figures, confidence=basis.confidence)
    undated = sum(deal.status is DealStatus.WON and deal.closed_on is None for deal in figures.outcomes.deals)
    return Comparison(
        basis=basis,
        dimension=dimension,
        lines=lines,
        judgement=judgement,
        conversation_outcomes=conversation_outcomes(figures),
        quota=quota,
        undated_wins=0 if basis.window.takes_undated else undated,
        within=within,
    )


def conversation_outcomes(figures: Figures) -> tuple[str, ...]:
    """What counts as a conversation, by the ladder of the store."""
    return tuple(name for level in Level if level >= Level.CONVERSATION for name in figures.ladder[level])


def quota_of(basis: Basis, quotas: Iterable[QuotaFact]) -> QuotaAmount | None:
    """The quota of exactly this period: that of revenue, else of wins, and so on down the list of metrics."""
    asked = (None, None) if basis.period.is_everything else (basis.period.start_day, basis.period.end_day)
    amounts: Counter[Metric] = Counter()
    for quota in quotas:
        if (quota.start, quota.end) == asked and quota.channel_id is None and _is_of(basis, quota):
            amounts[quota.metric] += quota.amount
    return next((QuotaAmount(metric, amounts[metric]) for metric in Metric if amounts[metric]), None)


def _is_of(basis: Basis, quota: QuotaFact) -> bool:
    return basis.filters.rep is None or fold(basis.filters.rep) == fold(quota.rep)
