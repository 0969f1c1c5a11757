"""Time: when I prospect, when conversations happen, and where the minutes go.

    cell                =  an hour of a weekday on the clock that the activity was logged by
    activities, minutes =  outbound, of all channels, effort included; what has no time of day has no cell
    conversations       =  one per contact, channel and day, in the cell of its first activity, whoever began it
    by channel          =  outbound activities and the known minutes, also of what has no time of day
    last third          =  share of prospecting done in the last third of the working day, and of the working week: even work
                           would be a third; days off are left out, what is done before or after hours counts as at their
                           beginning or end

Prospecting is what the channels with that approach do: calls, e-mails and the like, not marketing, not effort.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from prospector.domain.exchange import Exchange
from prospector.domain.facts import ChannelFact, Outcomes
from prospector.domain.slots import QUARTERS_A_DAY, Slot, SlotFact, WorkingHours
from prospector.domain.vocabulary import Approach, Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.results import results_of

_LAST_THIRD = 2 / 3
_MINUTES_A_QUARTER = 24 * 60 / QUARTERS_A_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class HourCell:
    """An hour of a weekday; Monday is 0."""

    weekday: int
    hour: int
    activities: int
    minutes: int
    conversations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTime:
    """Where the time went; `share` is of all known minutes, None where none is known."""

    channel: str
    approach: Approach
    activities: int
    minutes: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReport:
    """The report.

    Attributes:
        cells: those in which anything happened.
        without_time: activities whose time of day is not known.
        talks_without_time: conversations likewise.
        late_in_day: share of prospecting in the last third of the working day; None without any.
        late_in_week: the same of the working week.
    """

    basis: Basis
    cells: tuple[HourCell, ...]
    by_channel: tuple[ChannelTime, ...]
    without_time: int
    talks_without_time: int
    late_in_day: float | None
    late_in_week: float | None


def conversations_in(outcomes: Outcomes, exchange: Exchange) -> Counter[int]:
    """The conversations of the window by the activity in which each happened.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    talks: Counter[int] = Counter()
    for result in results_of(outcomes, exchange):
        if result.metric is Metric.CONVERSATIONS:
            talks[result.row_id] += result.amount
    return talks


def build(
    basis: Basis,
    slots: Sequence[SlotFact],
    talks: Mapping[Slot, int],
    channels: Mapping[int, ChannelFact],
    *,
    weekdays: frozenset[int],
    hours: WorkingHours,
) -> TimeReport:
    """Work the report out.

    Args:
        basis: what was asked.
        slots: what was done.
        talks: conversations by slot.
        channels: by id.
        weekdays: those worked on.
        hours: when the rep works on a day.
    """
    done: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for fact in slots:
        if fact.slot.hour is not None:
            cell = done[fact.slot.weekday, fact.slot.hour]
            cell[0] += fact.activities
            cell[1] += fact.minutes
    for slot, count in talks.items():
        if slot.hour is not None:
            done[slot.weekday, slot.hour][2] += count
    late_in_day, late_in_week = lateness(slots, channels, weekdays=weekdays, hours=hours)
    return TimeReport(
        basis=basis,
        cells=tuple(
            HourCell(weekday=weekday, hour=hour, activities=activities, minutes=minutes, conversations=count)
            for (weekday, hour), (activities, minutes, count) in sorted(done.items())
        ),
        by_channel=_by_channel(slots, channels),
        without_time=sum(fact.activities for fact in slots if fact.slot.quarter is None),
        talks_without_time=sum(count for slot, count in talks.items() if slot.quarter is None),
        late_in_day=late_in_day,
        late_in_week=late_in_week,
    )


def lateness(
    slots: Iterable[SlotFact],
    channels: Mapping[int, ChannelFact],
    *,
    weekdays: frozenset[int],
    hours: WorkingHours,
) -> tuple[float | None, float | None]:
    """The shares of prospecting in the last third of the working day, and of the working week; None without any.

    Args:
        slots: what was done; what is done on days off, or whose time of day is not known, is left out.
        channels: by id.
        weekdays: those worked on.
        hours: when the rep works on a day.
    """
    done: Counter[tuple[int, int]] = Counter()
    for fact in slots:
        weekday, quarter = fact.slot.weekday, fact.slot.quarter
        if (
            quarter is not None
            and weekday in weekdays
            and channels[fact.channel_id].approach is Approach.PROSPECTING
        ):
            done[weekday, quarter] += fact.activities
    counted, late_in_day, late_in_week = done.total(), 0, 0
    for (weekday, quarter), activities in done.items():
        place = hours.share(quarter * _MINUTES_A_QUARTER)
        if place >= _LAST_THIRD:
            late_in_day += activities
        if (sum(day < weekday for day in weekdays) + place) / len(weekdays) >= _LAST_THIRD:
            late_in_week += activities
    return (late_in_day / counted, late_in_week / counted) if counted else (None, None)


def _by_channel(slots: Iterable[SlotFact], channels: Mapping[int, ChannelFact]) -> tuple[ChannelTime, ...]:
    activities: Counter[int] = Counter()
    minutes: Counter[int] = Counter()
    for fact in slots:
        activities[fact.channel_id] += fact.activities
        minutes[fact.channel_id] += fact.minutes
    known = minutes.total()
    rows = (
        ChannelTime(
            channel=channels[number].name,
            approach=channels[number].approach,
            activities=count,
            minutes=minutes[number],
            share=minutes[number] / known if known else None,
        )
        for number, count in activities.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.minutes, -row.activities, row.channel)))
