"""What is said under a comparison: the verdict, what speaks against it, what is still to come, what was counted."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.credit import Credit
from prospector.domain.dimension import Dimension
from prospector.domain.money import format_money
from prospector.domain.vocabulary import Metric
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.document import Sentence, Tone
from prospector.reports.lines import Line, QuotaAmount
from prospector.reports.rates import FEWEST_COVERED, Rate
from prospector.reports.shared import NOT_CAUSAL
from prospector.reports.strata import Within
from prospector.stats.maturity import FEWEST_RESULTS
from prospector.stats.verdict import Certainty

MOST_NAMED = 3


def sentences(comparison: Comparison) -> Iterable[Sentence]:
    """Say what a comparison means."""
    judgement, total = comparison.judgement, comparison.lines.total
    tone = Tone.GOOD if judgement.certainty is Certainty.CLEAR else Tone.UNCERTAIN
    if comparison.dimension.can_be_chosen:
        yield Sentence("Verdict", judgement.text, tone)
    if comparison.within and comparison.within.is_reversed:
        yield Sentence("But", _reversed(comparison.within, comparison.dimension), Tone.UNCERTAIN)
    ranking = judgement.ranking.text(comparison.dimension)
    if ranking:
        yield Sentence("Ranking", ranking)
    if total.effort.maturing:
        text = maturing_text(total.effort.maturing, total.effort.conversation_rate, comparison.basis)
        yield Sentence("Maturing", text, Tone.UNCERTAIN)
    if comparison.quota:
        yield Sentence("Quota", _quota(comparison, comparison.quota))
    untimed = _untimed(comparison)
    if untimed:
        yield Sentence("Minutes", untimed)
    if comparison.undated_wins:
        deals = "won deal has" if comparison.undated_wins == 1 else "won deals have"
        yield Sentence(
            "Undated", f"{comparison.undated_wins} {deals} no date; they count where the period is all."
        )
    yield Sentence("Counted", _counted(comparison))
    if comparison.basis.credit.is_shared:
        yield Sentence("Credit", credit_text(comparison.basis.credit))


def credit_text(credit: Credit) -> str:
    """What shared credit is, and what it is not."""
    text = f"{NOT_CAUSAL} Rates do not use it."
    if credit.model.order:
        text += " A Markov share is of all journeys together and may exceed the results that a row touched."
    return text


def maturing_text(count: int, rate: Rate, basis: Basis) -> str:
    """How many touches are young, and what all would come to at their full age."""
    touches = "touch is" if count == 1 else "touches are"
    text = (
        f"{count:,} {touches} younger than {basis.horizon_days} days; their conversations are still to come."
    )
    if rate.assumed:
        return (
            f"{text}\nFewer than {FEWEST_RESULTS} conversations so far: how long yours take is not known yet, "
            "and ranges count every touch in full."
        )
    if rate.mature is None or rate.value is None or f"{rate.mature:.3f}" == f"{rate.value:.3f}":
        return text
    return f"{text} Now {rate.value * 100:.1f} %, mature about {rate.mature * 100:.1f} %."


def _reversed(within: Within, dimension: Dimension) -> str:
    interval = within.adjusted.interval
    points, low, high = (-share * 100 for share in (within.adjusted.value, interval.high, interval.low))
    leader, second = dimension.in_words(within.leader), dimension.in_words(within.runner_up)
    by_source = within.strata is Dimension.SOURCE
    return (
        f"Within the same {'lead source' if by_source else 'channel'} {second} is ahead of {leader} by "
        f"{points:.1f} points (range {low:.1f} to {high:.1f}): the two were used "
        f"{'on different leads' if by_source else 'by different channels'}."
    )


def _counted(comparison: Comparison) -> str:
    """What counts as a conversation; and what a rate is, where a row has one without conversations of its own."""
    outcomes = ", ".join(comparison.conversation_outcomes)
    text = f"A conversation is {outcomes}; one per contact, channel and day."
    rows = comparison.lines.rows
    if any(row.effort.conversation_rate.hits and not row.result(Metric.CONVERSATIONS) for row in rows):
        text += (
            f"\nrate: touches that led to a conversation within {comparison.basis.horizon_days} days, "
            "also one that came in by another channel."
        )
    return text


def _quota(comparison: Comparison, quota: QuotaAmount) -> str:
    """How much of the quota is made: `61,900 of 120,000 revenue (52 %)`."""
    made = int(comparison.lines.total.result(quota.metric))
    exponent = comparison.basis.exchange.exponent if quota.metric is Metric.REVENUE else 0
    share = quota.share(comparison.lines.total.results)
    amounts = f"{format_money(made, exponent)} of {format_money(quota.amount, exponent)}"
    return f"{amounts} {quota.metric.value} ({share * 100:.0f} %)."


def _untimed(comparison: Comparison) -> str:
    """Which activities have no minutes, where others have: `Some have no minutes: call (12 of 40), …`."""
    timed = [row for row in comparison.lines.rows if row.effort.per_hour.hours]
    partly = [row for row in timed if row.effort.untimed]
    if not partly:
        return ""
    if len(partly) > MOST_NAMED:
        text = f"{_missing(comparison.lines.total)} activities have no minutes"
    else:
        parts = (f"{_word(comparison, row)} ({_missing(row)})" for row in partly)
        text = f"Some activities have no minutes: {', '.join(parts)}"
    text += "; conversations per hour leave these out."
    thin = [row for row in timed if row.effort.per_hour.coverage < FEWEST_COVERED and row.key is not None]
    if thin:
        names = ", ".join(_word(comparison, row) for row in thin)
        of = f"{len(thin)} of {len(timed)} rows" if len(thin) > MOST_NAMED else names
        text += f"\nToo few minutes are known to say anything of the hours of {of}."
    return text


def _word(comparison: Comparison, row: Line) -> str:
    return comparison.dimension.in_words(row.name)


def _missing(row: Line) -> str:
    return f"{row.effort.untimed:,} of {row.effort.activities:,}"
