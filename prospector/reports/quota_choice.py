"""Which quotas a report shows.

shown         =  those whose period lies within the one asked for; where there is none, those whose period overlaps it
also running  =  where some are shown, the others whose period overlaps it: they are named, not shown
"""

from __future__ import annotations

from collections.abc import Sequence

from prospector.domain.day_words import day_text
from prospector.domain.facts import QuotaFact
from prospector.domain.spelling import fold
from prospector.light import dataclass, replace
from prospector.reports.basis import Basis


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotas that a report shows, and those of longer periods that run beside them."""

    shown: tuple[QuotaFact, ...]
    running: tuple[QuotaFact, ...]


def chosen(basis: Basis, quotas: Sequence[QuotaFact]) -> Choice:
    """Choose by period, rep and channel."""
    asked = [quota for quota in quotas if _passes(basis, quota) and _overlaps(basis, quota)]
    within = tuple(quota for quota in asked if _lies_within(basis, quota))
    if not within:
        return Choice(tuple(asked), ())
    return Choice(within, tuple(quota for quota in asked if quota not in within))


def why_none(basis: Basis, quotas: Sequence[QuotaFact], later: Sequence[QuotaFact]) -> str:
    """Why no quota is shown where there is one after all; empty where there is none.

    Args:
        basis: what was asked.
        quotas: those that hold at as-of.
        later: those that hold in the end.
    """
    filters = basis.filters
    given = {"rep": filters.rep, "channel": filters.channel}
    names = {option: name for option, name in given.items() if name is not None}
    everybody = replace(basis, filters=replace(filters, rep=None, channel=None))
    if names and chosen(everybody, quotas).shown:
        options = " and ".join(f"--{option}" for option in names)
        return (
            f"none of the quotas for this period is for {' and '.join(names.values())}: leave out {options}"
        )
    if chosen(basis, later).shown:
        return f"no quota for this period was set by {day_text(basis.as_of)}; one was set later"
    return ""


def _passes(basis: Basis, quota: QuotaFact) -> bool:
    filters = basis.filters
    if filters.rep is not None and fold(filters.rep) != fold(quota.rep):
        return False
    return filters.channel is None or fold(filters.channel) == fold(quota.channel or "")


def _overlaps(basis: Basis, quota: QuotaFact) -> bool:
    if quota.start is None or quota.end is None:
        return True
    return quota.start < basis.period.end_day and quota.end > basis.period.start_day


def _lies_within(basis: Basis, quota: QuotaFact) -> bool:
    if quota.start is None or quota.end is None:
        return basis.period.is_everything
    return quota.start >= basis.period.start_day and quota.end <= basis.period.end_day
