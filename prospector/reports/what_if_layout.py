"""How the effect of shifted hours is laid out: a line under the quotas, JSON fields."""

from __future__ import annotations

from collections.abc import Iterable

from prospector.domain.hours import hours_words
from prospector.domain.vocabulary import Metric
from prospector.reports.basis import Basis
from prospector.reports.document import Sentence, Tone
from prospector.reports.what_if import YIELD_DAYS, WhatIf

_WORDS = {
    Metric.CONVERSATIONS: "conversations",
    Metric.APPOINTMENTS_SET: "appointments",
    Metric.REVENUE: "revenue",
}


def sentences(found: WhatIf | None, basis: Basis) -> Iterable[Sentence]:
    """Three lines at most: on average, with ranges."""
    if found is None:
        return
    lines = [f"{hours_words(found.hours)} for {found.weeks:.1f} weeks, on average:"]
    unit = 10**basis.exchange.exponent
    for metric, effect in found.effects.items():
        amounts = [effect.median, effect.low, effect.high]
        if metric is Metric.REVENUE:
            middle, low, high = (f"{amount / unit:+,.0f}" for amount in amounts)
            lines.append(f"{_WORDS[metric]} {middle} ({low} to {high}), sooner or later")
        else:
            middle, low, high = (f"{amount:+.1f}" for amount in amounts)
            lines.append(f"{_WORDS[metric]} {middle} ({low} to {high})")
    yield Sentence("What if", "\n".join(lines), Tone.UNCERTAIN)


def fields(found: WhatIf | None, basis: Basis) -> dict[str, object]:
    """The field `what_if`; nothing where it was not asked."""
    if found is None:
        return {}
    unit = 10**basis.exchange.exponent
    return {
        "what_if": {
            "hours_per_week": dict(found.hours),
            "weeks": found.weeks,
            "yield_days": YIELD_DAYS,
            "effect": {
                metric.value.replace("-", "_"): {
                    "median": effect.median / (unit if metric is Metric.REVENUE else 1),
                    "low": effect.low / (unit if metric is Metric.REVENUE else 1),
                    "high": effect.high / (unit if metric is Metric.REVENUE else 1),
                    "confidence": basis.confidence,
                }
                for metric, effect in found.effects.items()
            },
        }
    }
