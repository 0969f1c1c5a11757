"""Trials and hits: what a rate is counted from.

    trial             =  a touch with a contact (an engagement with a content piece too), each as many as it says; and a
                         tally with nobody named, except on channels for many: a publication is no trial
    connect           =  a trial at the level connect or above, or answered by such an inbound activity
    conversation      =  a trial that a conversation belongs to: it happened in it, or answers it
    appointment       =  a trial at the level appointment, or answered by such an inbound activity
    answers           =  an inbound activity answers the contact's last outbound touch on its channel in the 30 days
                         before it; else the last touch on any channel in these days
    maturing          =  trials younger than 30 days without a conversation
    hit per hour      =  a conversation of a trial whose minutes are known, on a channel for one

A trial is a hit at most once, so that no rate exceeds 1. Trials are those of the period, whenever they were answered up
to as-of; conversations of a report are those of the period, whichever touch they answer: the two differ at the edges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from prospector.domain.facts import Figures, Key, Link, Outcomes
from prospector.domain.vocabulary import Approach, Audience, Level
from prospector.light import NamedTuple, dataclass
from prospector.stats.maturity import Trial


class Hit(NamedTuple):
    """A touch that was answered, or in which the conversation happened.

    Attributes:
        delay: days from the touch to what came of it.
    """

    touch: Link
    delay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """The hits that single activities make; those of a touch's own level are counted with the touches."""

    connects: tuple[Hit, ...]
    conversations: tuple[Hit, ...]
    appointments: tuple[Hit, ...]


class Cell:
    """Trials of one row, channel and age, with the hits that came at once."""

    __slots__ = ("appointments", "connects", "conversations", "trials")

    def __init__(self) -> None:
        self.trials = self.connects = self.conversations = self.appointments = 0

    def add(self, sign: int, trials: int, connects: int, conversations: int, appointments: int) -> None:
        """Add trials, or with the sign -1 take them away."""
        self.trials += sign * trials
        self.connects += sign * connects
        self.conversations += sign * conversations
        self.appointments += sign * appointments


Place = tuple[Key, int, int]  # row, channel, age in days
# Rows, channel, age in days, delay in days, whether the minutes are known.
Alike = Counter[tuple[tuple[Key, ...], int, int, int, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The same hits, counted where they are alike."""

    connects: Alike
    conversations: Alike
    appointments: Alike


def hits_of(outcomes: Outcomes) -> Hits:
    """Find the touches of the window that were answered, each once, with the shortest delay."""
    connects: dict[int, int] = {}
    appointments: dict[int, int] = {}
    conversations: dict[int, int] = {}
    links, answers = outcomes.links, outcomes.answers
    for answer in answers.values():
        touch = links[answer.touch_id]
        if touch.level < Level.CONNECT:
            _keep(connects, touch, answer.day)
        if touch.level < Level.APPOINTMENT <= answer.level:
            _keep(appointments, touch, answer.day)
    start = outcomes.window.start
    for spoken, _, _ in outcomes.conversations:
        if spoken.day < start or spoken.contact_id is None:  # its touch is no younger than it
            continue
        link = links.get(spoken.id)
        if link is None:
            continue
        if not link.aimed:
            answered = answers.get(link.id)
            if answered is None:
                continue
            link = links[answered.touch_id]
        _keep(conversations, link, spoken.day)
    return Hits(
        connects=_in_window(outcomes, connects),
        conversations=_in_window(outcomes, conversations),
        appointments=_in_window(outcomes, appointments),
    )


def _keep(delays: dict[int, int], touch: Link, day: int) -> None:
    delay = day - touch.day if day > touch.day else 0
    known = delays.get(touch.id)
    if known is None or delay < known:
        delays[touch.id] = delay


def _in_window(outcomes: Outcomes, delays: Mapping[int, int]) -> tuple[Hit, ...]:
    start, stop = outcomes.window.start, outcomes.window.stop  # once: hits are many
    links = outcomes.links
    effort = {number for number, channel in outcomes.channels.items() if channel.approach is Approach.EFFORT}
    return tuple(
        Hit(touch, delay)
        for number, delay in delays.items()
        if start <= (touch := links[number]).day < stop
        and touch.how
        and touch.who
        and touch.aimed
        and touch.channel_id not in effort
    )


def cells_of(figures: Figures, *, keyless: bool) -> dict[Place, Cell]:
    """Count the trials by row, channel and age; the age of those that are not young is the horizon."""
    broken = figures.overall if keyless else figures.broken
    outcomes = figures.outcomes
    horizon = outcomes.window.horizon
    cells: dict[Place, Cell] = {}
    for work in broken.work:
        if _tries(outcomes, work.channel_id, named=work.named):
            conversations = 0 if work.named else work.conversations
            key = None if keyless else work.key
            cells.setdefault((key, work.channel_id, horizon), Cell()).add(
                1, work.activities, work.connects, conversations, work.appointments
            )
    for row in broken.young:
        if _tries(outcomes, row.channel_id, named=row.named):
            counts = (row.touches, row.connects, 0 if row.named else row.conversations, row.appointments)
            age = outcomes.window.as_of - row.day
            key = None if keyless else row.key
            cells[key, row.channel_id, horizon].add(-1, *counts)
            cells.setdefault((key, row.channel_id, age), Cell()).add(1, *counts)
    for row in broken.engagements:
        age = min(outcomes.window.as_of - row.day, horizon)
        key = None if keyless else row.key
        cells.setdefault((key, row.channel_id, age), Cell()).add(
            1, row.touches, row.connects, 0, row.appointments
        )
    return cells


def _tries(outcomes: Outcomes, channel_id: int, *, named: bool) -> bool:
    channel = outcomes.channels[channel_id]
    return channel.approach is not Approach.EFFORT and (named or channel.audience is Audience.ONE)


def trials_of(
    cells: Mapping[Place, Cell], hits: Iterable[tuple[Place, int, int]], at_once: Callable[[Cell], int]
) -> dict[Key, list[Trial]]:
    """Make trials with and without a result of the counts.

    Args:
        cells: as of `cells_of`.
        hits: places, delays and numbers of the hits that single activities make.
        at_once: the count of a cell that came with the touch: its connects, conversations or appointments.

    Returns:
        By row; the channel is the kind of a trial, because results take their time by channel.
    """
    delayed: Counter[tuple[Place, int]] = Counter()
    for place, delay, count in hits:
        delayed[place, delay] += count
    found: Counter[Place] = Counter()
    trials: dict[Key, list[Trial]] = {key: [] for key, _, _ in cells}
    for (place, delay), count in delayed.items():
        key, channel_id, age = place
        found[place] += count
        trials[key].append(Trial(str(channel_id), age, delay, count))
    for place, cell in cells.items():
        key, channel_id, age = place
        own = at_once(cell)
        if own:
            trials[key].append(Trial(str(channel_id), age, 0, own))
        rest = cell.trials - own - found[place]
        if rest:
            trials[key].append(Trial(str(channel_id), age, None, rest))
    return trials


def gathered(outcomes: Outcomes, hits: Hits) -> Gathered:
    """Count hits that are alike, once, since the rows and the total both ask."""
    as_of, horizon = outcomes.window.as_of, outcomes.window.horizon

    def counted(found: Iterable[Hit]) -> Alike:
        return Counter(
            (
                touch.keys,
                touch.channel_id,
                age if (age := as_of - touch.day) < horizon else horizon,
                delay,
                touch.timed,
            )
            for touch, delay in found
        )

    return Gathered(
        connects=counted(hits.connects),
        conversations=counted(hits.conversations),
        appointments=counted(hits.appointments),
    )


def places_of(alike: Alike, *, keyless: bool) -> Iterator[tuple[Place, int, int]]:
    """In which cells hits fall; for the total, which has no keys, each in one."""
    for (keys, channel_id, age, delay, _), count in alike.items():
        for key in (None,) if keyless else keys:
            yield (key, channel_id, age), delay, count
