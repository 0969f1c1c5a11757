"""What was done on a day, by channel: the counts that a log answers with and that `today` shows."""

from __future__ import annotations

from prospector.domain.vocabulary import Direction, Level
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class DayFact:
    """An activity of the day; `times` as many where it is a tally."""

    channel: str
    level: int
    contact_id: int | None
    times: int
    minutes: int | None
    direction: int


@dataclass(frozen=True, slots=True)
class ChannelWork:
    """What was done through a channel.

    Attributes:
        activities: outbound ones.
        connects: activities that reached somebody, those that came in too.
        conversations: one for each contact.
        minutes: as far as they are known.
    """

    channel: str
    activities: int
    connects: int
    conversations: int
    minutes: int


def work_of(facts: Iterable[DayFact]) -> tuple[ChannelWork, ...]:
    """Count the day by channel, in the order in which they come."""
    by_channel: dict[str, list[DayFact]] = {}
    for fact in facts:
        by_channel.setdefault(fact.channel, []).append(fact)
    return tuple(
        ChannelWork(
            channel,
            sum(each.times for each in found if each.direction == Direction.OUTBOUND),
            sum(each.times for each in found if each.level >= Level.CONNECT),
            _conversations(found),
            sum(each.minutes or 0 for each in found),
        )
        for channel, found in by_channel.items()
    )


def _conversations(facts: Iterable[DayFact]) -> int:
    talks = [each for each in facts if each.level >= Level.CONVERSATION]
    return len({each.contact_id for each in talks if each.contact_id is not None}) + sum(
        each.times for each in talks if each.contact_id is None
    )
