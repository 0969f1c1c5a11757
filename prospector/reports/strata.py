"""A guard against Simpson's paradox: do the two channels of a verdict stand the same way within lead sources?

    crude     =  conversation rate of the leader - that of the runner-up
    adjusted  =  the same within each lead source, pooled by Mantel and Haenszel
    reversed  =  the crude difference speaks for the leader, the adjusted one for the runner-up

A channel may lead only because it was used on better leads; then every source by itself says the contrary. Touches with
nobody named are in the stratum of those without a source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from prospector.domain.facts import Figures, Key
from prospector.reports.trials import cells_of, hits_of, places_of
from prospector.reports.verdict import Judgement
from prospector.stats.differences import Difference, Stratum, mantel_haenszel_difference


@dataclass(frozen=True, slots=True, kw_only=True)
class WithinSources:
    """Leader against runner-up.

    Attributes:
        crude: difference of their rates, a fraction of 1.
        adjusted: the same within lead sources.
    """

    leader: str
    runner_up: str
    crude: float
    adjusted: Difference

    @property
    def is_reversed(self) -> bool:
        """Whether the runner-up is ahead within the sources."""
        return self.crude > 0 > self.adjusted.value

    def data(self) -> dict[str, object]:
        """The fields for JSON."""
        low, high = self.adjusted.interval.low, self.adjusted.interval.high
        return {
            "leader": self.leader,
            "runner_up": self.runner_up,
            "crude": self.crude,
            "adjusted": {"value": self.adjusted.value, "low": low, "high": high},
        }


def within_sources(judgement: Judgement, by_source: Figures, *, confidence: float) -> WithinSources | None:
    """Compare the two channels of a verdict within lead sources.

    Args:
        judgement: on channels.
        by_source: touches of the same window and filters by lead source, with what came of them.
        confidence: of the interval, a fraction of 1.

    Returns:
        None where the verdict compares nothing, or no source has touches of both.
    """
    if judgement.leader is None or judgement.runner_up is None:
        return None
    numbers = {channel.name: number for number, channel in by_source.outcomes.channels.items()}
    leader, runner_up = numbers[judgement.leader], numbers[judgement.runner_up]
    hits, trials = _counts(by_source)
    strata = [
        Stratum(
            hits=hits[leader][source],
            trials=trials[leader][source],
            other_hits=hits[runner_up][source],
            other_trials=trials[runner_up][source],
        )
        for source in {*trials[leader], *trials[runner_up]}
    ]
    adjusted = mantel_haenszel_difference(strata, confidence=confidence)
    if adjusted is None:
        return None
    rates = [hits[number].total() / trials[number].total() for number in (leader, runner_up)]
    return WithinSources(
        leader=judgement.leader, runner_up=judgement.runner_up, crude=rates[0] - rates[1], adjusted=adjusted
    )


def _counts(figures: Figures) -> tuple[Mapping[int, Counter[Key]], Mapping[int, Counter[Key]]]:
    """Hits and trials by channel and source."""
    hits: defaultdict[int, Counter[Key]] = defaultdict(Counter)
    trials: defaultdict[int, Counter[Key]] = defaultdict(Counter)
    for (source, channel_id, _), cell in cells_of(figures, keyless=False).items():
        hits[channel_id][source] += cell.conversations
        trials[channel_id][source] += cell.trials
    found = hits_of(figures.outcomes).conversations
    for (source, channel_id, _), _ in places_of(figures, found, keyless=False):
        hits[channel_id][source] += 1
    return hits, trials
