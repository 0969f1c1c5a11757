"""Effort: the work behind a row, and the rates at which it brought something.

activities   =  outbound activities, a tally as many as it says; research and admin too
contacts     =  different contacts touched
minutes      =  those known; beside them how many activities have none
per hour     =  conversations of touches whose minutes are known, for each hour of these; only channels for one: the
                hours of a publication are not those of its engagements
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from prospector.domain.facts import Figures, Key
from prospector.domain.vocabulary import Approach, Audience
from prospector.later import Later
from prospector.light import dataclass
from prospector.reports.rates import HourlyRate, Rate
from prospector.reports.trials import Alike, Cell, Gathered, Place, cells_of, places_of, trials_of
from prospector.stats.maturity import MatureCount, learn_maturity

_NOTHING = MatureCount(0, 0, 0.0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The work of one row.

    Attributes:
        untimed: activities whose minutes are not known.
        maturing: trials too young to be judged, without a conversation so far.
        pace: trials a week at present; 0 where there are none.
    """

    activities: int
    untimed: int
    minutes: int
    contacts: int
    connect_rate_later: Later[Rate]
    conversation_rate: Rate
    appointment_rate_later: Later[Rate]
    per_hour: HourlyRate
    maturing: int
    pace: float

    @property
    def connect_rate(self) -> Rate:
        """Touches that reached a human, or were answered."""
        return self.connect_rate_later.value

    @property
    def appointment_rate(self) -> Rate:
        """Touches that an appointment came of."""
        return self.appointment_rate_later.value


class _Work:
    """What is added up; `clocked` is the part whose minutes count for conversations per hour."""

    __slots__ = (
        "activities",
        "clocked",
        "clocked_hits",
        "clocked_minutes",
        "clocked_timed",
        "minutes",
        "timed",
    )

    def __init__(self) -> None:
        self.activities = self.timed = self.minutes = 0
        self.clocked = self.clocked_timed = self.clocked_minutes = self.clocked_hits = 0


Counts = Mapping[Key, MatureCount]


def efforts_of(figures: Figures, hits: Gathered, *, keyless: bool, confidence: float) -> dict[Key, Effort]:
    """Work out the effort of every row; without keys, that of all together under the key None."""
    cells = cells_of(figures, keyless=keyless)

    def counts(alike: Alike, at_once: Callable[[Cell], int]) -> Counts:
        trials = trials_of(cells, places_of(alike, keyless=keyless), at_once)
        maturity = learn_maturity(
            [trial for row in trials.values() for trial in row], horizon=figures.outcomes.window.horizon
        )
        return {key: maturity.count(row) for key, row in trials.items()}

    def rate_later(found: Later[Counts], key: Key) -> Later[Rate]:
        return Later(lambda: Rate.of(found.value.get(key, _NOTHING), confidence=confidence))

    connects = Later(lambda: counts(hits.connects, lambda cell: cell.connects))
    conversations = counts(hits.conversations, lambda cell: cell.conversations)
    appointments = Later(lambda: counts(hits.appointments, lambda cell: cell.appointments))
    work = _work(figures, hits, keyless=keyless)
    contacts = (figures.overall if keyless else figures.broken).contacts
    paces = _paces(figures, cells)
    efforts: dict[Key, Effort] = {}
    for key in {*work, *(key for key, _, _ in cells)}:
        done = work.get(key) or _Work()
        conversation_count = conversations.get(key, _NOTHING)
        coverage = done.clocked_timed / done.clocked if done.clocked else 0.0
        rate = Rate.of(conversation_count, confidence=confidence)
        efforts[key] = Effort(
            activities=done.activities,
            untimed=done.activities - done.timed,
            minutes=done.minutes,
            contacts=contacts.get(key, 0),
            connect_rate_later=rate_later(connects, key),
            conversation_rate=rate,
            appointment_rate_later=rate_later(appointments, key),
            per_hour=HourlyRate(done.clocked_hits, done.clocked_minutes, coverage, confidence, rate.matured),
            maturing=conversation_count.maturing,
            pace=paces.get(key, 0.0),
        )
    return efforts


def no_effort() -> Effort:
    """The effort behind what came in by itself."""
    nothing = Rate.of(_NOTHING)
    return Effort(
        activities=0,
        untimed=0,
        minutes=0,
        contacts=0,
        connect_rate_later=Later(lambda: nothing),
        conversation_rate=nothing,
        appointment_rate_later=Later(lambda: nothing),
        per_hour=HourlyRate(0, 0, 0.0),
        maturing=0,
        pace=0.0,
    )


def _work(figures: Figures, hits: Gathered, *, keyless: bool) -> dict[Key, _Work]:
    work: defaultdict[Key, _Work] = defaultdict(_Work)
    for row in (figures.overall if keyless else figures.broken).work:
        done = work[None if keyless else row.key]
        done.activities += row.activities
        done.timed += row.timed
        done.minutes += row.minutes
        if _is_clocked(figures, row.channel_id):
            done.clocked += row.activities
            done.clocked_timed += row.timed
            done.clocked_minutes += row.minutes
            done.clocked_hits += 0 if row.named else row.timed_conversations
    for (keys, channel_id, _, _, timed), count in hits.conversations.items():
        if timed and _is_clocked(figures, channel_id):
            for key in (None,) if keyless else keys:
                work[key].clocked_hits += count
    for row in () if keyless else figures.inbound:
        done = work[row.key]
        done.activities += row.activities
        done.timed += row.timed
        done.minutes += row.minutes
    return dict(work)


def _is_clocked(figures: Figures, channel_id: int) -> bool:
    channel = figures.outcomes.channels[channel_id]
    return channel.audience is Audience.ONE and channel.approach is not Approach.EFFORT


def _paces(figures: Figures, cells: Mapping[Place, Cell]) -> dict[Key, float]:
    """Trials a week: of the young days where they are in the period, else of the whole of it."""
    window = figures.outcomes.window
    days = window.stop - max(window.start, window.as_of - window.horizon + 1)
    trials: defaultdict[Key, int] = defaultdict(int)
    for (key, _, age), cell in cells.items():
        if days <= 0 or age < window.horizon:
            trials[key] += cell.trials
    span = days if days > 0 else max(window.stop - window.start, 1)
    return {key: count * 7 / span for key, count in trials.items()}
