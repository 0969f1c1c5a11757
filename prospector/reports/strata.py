"""A guard against Simpson's paradox: do the two rows of a verdict stand the same way among what is alike?

    crude     =  conversation rate of the leader - that of the runner-up
    adjusted  =  the same within each stratum, pooled by Mantel and Haenszel
    reversed  =  the crude difference speaks for the leader, the adjusted one for the runner-up
    strata    =  lead sources, where channels are compared; channels, where anything else is

A channel may lead only because it was used on better leads, an hour only because it was spent on calls; then every
stratum by itself says the contrary. Touches with nobody named are in the stratum of those without a source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures, Key
from prospector.light import dataclass
from prospector.reports.lines import Lines
from prospector.reports.trials import cells_of
from prospector.reports.verdict import Judgement
from prospector.stats.differences import Difference, Stratum, mantel_haenszel_difference

Counts = tuple[Mapping[Key, Counter[Key]], Mapping[Key, Counter[Key]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Leader against runner-up.

    Attributes:
        strata: by what they are compared: source or channel.
        crude: difference of their rates, a fraction of 1.
        adjusted: the same within the strata.
    """

    strata: Dimension
    leader: str
    runner_up: str
    crude: float
    adjusted: Difference

    @property
    def is_reversed(self) -> bool:
        """Whether the runner-up is ahead within the strata."""
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


def within_sources(
    judgement: Judgement,
    spoken: Mapping[int, Mapping[Key, int]],
    by_source: Figures,
    *,
    confidence: float,
) -> Within | None:
    """Compare the two channels of a verdict within lead sources.

    Args:
        judgement: on channels.
        spoken: by channel and source, how many touches of these channels have a conversation that belongs to them.
        by_source: touches of these channels in the same window and filters, by lead source.
        confidence: of the interval, a fraction of 1.

    Returns:
        None where the verdict compares nothing, or no source has touches of both.
    """
    numbers = {channel.name: number for number, channel in by_source.outcomes.channels.items()}
    hits: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    trials: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    answered = [
        (source, channel_id, count) for channel_id, by in spoken.items() for source, count in by.items()
    ]
    for source, channel_id, one_hits, one_trials in _counts(by_source, answered):
        hits[channel_id][source] += one_hits
        trials[channel_id][source] += one_trials
    return _within(judgement, numbers, (hits, trials), Dimension.SOURCE, confidence)


def within_channels(
    judgement: Judgement, lines: Lines, figures: Figures, *, confidence: float
) -> Within | None:
    """Compare the two rows of a verdict within channels; as `within_sources`, from the figures of the report."""
    if judgement.runner_up is None:
        return None
    keys = {row.name: row.key for row in lines.rows}
    hits: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    trials: defaultdict[Key, Counter[Key]] = defaultdict(Counter)
    answered = [
        (key, channel_id, count)
        for (row, channel_id, *_), count in lines.hits.conversations.items()
        for key in row
    ]
    for key, channel_id, one_hits, one_trials in _counts(figures, answered):
        hits[key][channel_id] += one_hits
        trials[key][channel_id] += one_trials
    return _within(judgement, keys, (hits, trials), Dimension.CHANNEL, confidence)


def _within(
    judgement: Judgement, keys: Mapping[str, Key], counts: Counts, strata: Dimension, confidence: float
) -> Within | None:
    if judgement.leader is None or judgement.runner_up is None:
        return None
    hits, trials = counts
    leader, runner_up = keys[judgement.leader], keys[judgement.runner_up]
    adjusted = mantel_haenszel_difference(
        [
            Stratum(
                hits=hits[leader][each],
                trials=trials[leader][each],
                other_hits=hits[runner_up][each],
                other_trials=trials[runner_up][each],
            )
            for each in {*trials[leader], *trials[runner_up]}
        ],
        confidence=confidence,
    )
    if adjusted is None:
        return None
    rates = [hits[key].total() / trials[key].total() for key in (leader, runner_up)]
    return Within(
        strata=strata,
        leader=judgement.leader,
        runner_up=judgement.runner_up,
        crude=rates[0] - rates[1],
        adjusted=adjusted,
    )


def _counts(
    figures: Figures, answered: Iterable[tuple[Key, int, int]]
) -> Iterator[tuple[Key, int, int, int]]:
    """Row, channel, hits and trials, in pieces that add up; of hits row, channel and number are given."""
    for (key, channel_id, _), cell in cells_of(figures, keyless=False).items():
        yield key, channel_id, cell.conversations, cell.trials
    for key, channel_id, count in answered:
        yield key, channel_id, count, 0
