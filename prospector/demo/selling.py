"""What comes of the rep's conversations: appointments, kept or not, and deals with their stages and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from prospector.demo.facts import Act, Meeting, Sale
from prospector.domain.period import Period
from prospector.domain.vocabulary import AppointmentStatus, DealStatus, Stage
from prospector.domain.working_days import working_days
from prospector.light import dataclass

PACE = 0.75
# working days before today on which a deal was won: about one in three weeks
_WINS = (4, 18, 33, 48, 62, 78, 92, 106)
_LEAST_AGE_WON, _MOST_AGE_OPEN = 12, 45
_WALK = (Stage.QUALIFYING, Stage.NEEDS_ANALYSIS, Stage.PROPOSAL, Stage.OBJECTIONS, Stage.CLOSING)
_REASONS = ("price", "stays with the present supplier", "no budget this year", "went silent")
_KEPT = (
    (AppointmentStatus.HELD, 0.7),
    (AppointmentStatus.NO_SHOW, 0.93),
    (AppointmentStatus.CANCELLED, 1.0),
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A deal that was opened: with whom, and on which day (a place in the list of days)."""

    contact: int
    day: int


def meetings_of(log: Sequence[Act], days: Sequence[date], random: Random) -> tuple[Meeting, ...]:
    """The appointments that the log made, each four to eight working days later."""
    last = days[-1]
    made = []
    for place, act in enumerate(log):
        if act.outcome != "appointment":
            continue
        day = _later(act.at.date(), 4 + int(random.random() * 5))
        draw = random.random()
        status = next(status for status, up_to in _KEPT if draw < up_to)
        starts = datetime.combine(day, time(9 + int(random.random() * 7)))
        made.append(Meeting(place, starts, status if day <= last else AppointmentStatus.SET))
    return tuple(made)


def sales_of(
    log: Sequence[Act],
    meetings: Sequence[Meeting],
    *,
    sources: Sequence[str],
    days: Sequence[date],
    quarter: Period,
    quota: int,
    random: Random,
) -> tuple[Sale, ...]:
    """The deals: opened after a kept appointment, except with people from the bought list, who buy nothing.

    The wins of the quarter add up to `PACE` of what its elapsed working days ask for.
    """
    places = {day: number for number, day in enumerate(days)}
    openings: list[_Opening] = []
    for meeting in meetings:
        contact = log[meeting.act].contact
        if meeting.status == AppointmentStatus.HELD and contact is not None and sources[contact] != "list":
            openings.append(_Opening(contact, places[meeting.starts.date()]))
    won = _winners(openings, sources, len(days))
    worth = _values(won, days, quarter, quota, random)
    sales = []
    for opening in openings:
        if opening in won:
            sales.append(_won(opening, won[opening], worth[opening], days))
        else:
            sales.append(_unfinished(opening, days, random))
    return tuple(sales)


def _winners(openings: Sequence[_Opening], sources: Sequence[str], count: int) -> dict[_Opening, int]:
    """Which deals are won on which day: those of referrals before all others, then the oldest."""
    won: dict[_Opening, int] = {}
    for back in sorted(_WINS, reverse=True):
        day = count - back
        ready = [one for one in openings if one not in won and one.day <= day - _LEAST_AGE_WON]
        if ready:
            chosen = min(ready, key=lambda one: (sources[one.contact] != "referral", one.day))
            won[chosen] = day
    return won


def _values(
    won: dict[_Opening, int], days: Sequence[date], quarter: Period, quota: int, random: Random
) -> dict[_Opening, int]:
    """What each win is worth; those of the quarter are scaled to its pace."""
    worth = {opening: 5_000 + int(random.random() * 90) * 100 for opening in won}
    inside = [opening for opening, day in won.items() if quarter.contains(days[day])]
    start, end = quarter.start, quarter.end
    if inside and start is not None and end is not None:
        elapsed = working_days(start, days[-1] + timedelta(days=1)) / working_days(start, end)
        scale = PACE * quota * elapsed / sum(worth[opening] for opening in inside)
        worth.update((opening, round(worth[opening] * scale / 50) * 50) for opening in inside)
    return worth


def _won(opening: _Opening, day: int, value: int, days: Sequence[date]) -> Sale:
    steps = _steps(opening.day, day, days)
    end = (DealStatus.WON.value, datetime.combine(days[day], time(15, 10)))
    return Sale(opening.contact, value, DealStatus.WON, None, (*steps, end))


def _unfinished(opening: _Opening, days: Sequence[date], random: Random) -> Sale:
    """A deal that is open, or was lost after some weeks."""
    value = 5_000 + int(random.random() * 110) * 100
    age = len(days) - opening.day
    if age <= _MOST_AGE_OPEN:
        steps = _steps(opening.day, opening.day + 55, days)
        return Sale(opening.contact, value, DealStatus.OPEN, Stage(steps[-1][0]), steps)
    day = opening.day + 20 + int(random.random() * (age - 21))
    steps = _steps(opening.day, day + 8, days[: day + 1])
    end = (DealStatus.LOST.value, datetime.combine(days[day], time(16, 40)))
    reason = _REASONS[int(random.random() * len(_REASONS))]
    return Sale(opening.contact, value, DealStatus.LOST, None, (*steps, end), reason)


def _steps(first: int, last: int, days: Sequence[date]) -> tuple[tuple[str, datetime], ...]:
    """The stages between two days, evenly; those that lie ahead are left out."""
    width = (last - first) / len(_WALK)
    places = [(stage, first + int(number * width)) for number, stage in enumerate(_WALK)]
    return tuple(
        (stage.value, datetime.combine(days[place], time(14, 20)))
        for stage, place in places
        if place < len(days)
    )


def _later(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
