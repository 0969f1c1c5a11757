"""Lead sources crossed with channels: which channel touched the leads of a source, and which spoke with them.

leads          =  leads of the source that the channel touched, up to as-of; one touched by three channels is in each
first          =  leads that the channel touched first; of several on one day the one that touched them more
touches        =  outbound activities with these leads, a tally as many as it says
conversations  =  with leads of the source on the channel, one per lead and day; they add up to those of the source
spoken with    =  leads that the channel touched, and that had a conversation on it
rate           =  spoken with, of the leads that the channel touched
won            =  leads with a win that the channel touched
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from prospector.domain.arrivals import LeadChannelFact, LeadFact
from prospector.light import dataclass
from prospector.reports.rates import Rate
from prospector.stats.maturity import MatureCount


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChannel:
    """One source and channel; counts of leads, except touches and conversations."""

    source: str
    channel: str
    leads: int
    first: int
    touches: int
    conversations: int
    rate: Rate
    won: int

    @property
    def spoken_with(self) -> int:
        """Leads that had a conversation on the channel that touched them."""
        return self.rate.hits


def cross(
    leads: Sequence[LeadFact],
    done: Iterable[LeadChannelFact],
    winners: Collection[int],
    *,
    confidence: float,
) -> tuple[SourceChannel, ...]:
    """Cross sources with channels.

    Args:
        leads: of the report.
        done: what each channel did with each of them.
        winners: the numbers of leads with a win.
        confidence: of likely ranges, a fraction of 1.

    Returns:
        Sources with the most leads first, and of a source the channels that touched the most.
    """
    sources = {lead.id: lead.source for lead in leads}
    by_lead: defaultdict[int, list[LeadChannelFact]] = defaultdict(list)
    for fact in done:
        by_lead[fact.lead_id].append(fact)
    cells: defaultdict[tuple[str, str], list[tuple[LeadChannelFact, bool]]] = defaultdict(list)
    for number, facts in by_lead.items():
        first = _first(facts)
        for fact in facts:
            cells[sources[number], fact.channel].append((fact, fact is first))
    sizes = Counter(sources.values())
    rows = [_row(place, facts, winners, confidence) for place, facts in cells.items()]
    return tuple(sorted(rows, key=lambda row: _order(row, sizes)))


def _first(facts: Iterable[LeadChannelFact]) -> LeadChannelFact | None:
    touched = [fact for fact in facts if fact.first_touch_on is not None]
    return min(touched, key=lambda fact: (fact.first_touch_on or 0, -fact.touches), default=None)


def _row(
    place: tuple[str, str],
    facts: Sequence[tuple[LeadChannelFact, bool]],
    winners: Collection[int],
    confidence: float,
) -> SourceChannel:
    touched = [fact for fact, _ in facts if fact.first_touch_on is not None]
    spoken = sum(fact.conversations > 0 for fact in touched)
    count = MatureCount(spoken, len(touched), float(len(touched)), 0)
    return SourceChannel(
        source=place[0],
        channel=place[1],
        leads=len(touched),
        first=sum(is_first for _, is_first in facts),
        touches=sum(fact.touches for fact in touched),
        conversations=sum(fact.conversations for fact, _ in facts),
        rate=Rate.of(count, confidence=confidence),
        won=sum(fact.lead_id in winners for fact in touched),
    )


def _order(row: SourceChannel, sizes: Mapping[str, int]) -> tuple[int | str, ...]:
    return (-sizes[row.source], row.source, -row.leads, -row.conversations, row.channel)
