"""What hours shifted between channels would bring until the end of a period, by what they brought so far.

yields     =  direct credit of the last 90 days for each hour whose minutes are known, by channel; refused where those
of fewer than four activities in five are known
weeks      =  working days left in the period / working days a week
effect     =  hours shifted a week x weeks x yields: conversations, appointments set, and revenue from wins at what the
rep's wins were worth; on average, sooner or later: a deal takes its time
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from prospector.domain.hours import Shift
from prospector.domain.moment import day_number
from prospector.domain.period import Period
from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Metric
from prospector.domain.work_calendar import Calendar
from prospector.errors import InvalidValueError
from prospector.light import dataclass, replace
from prospector.reports.basis import Basis
from prospector.reports.lines import Line
from prospector.stats.shifted_hours import Effect, ShiftedHours, effect

YIELD_DAYS = 90
LEAST_COVERED = 0.80
_COUNTED = (Metric.CONVERSATIONS, Metric.APPOINTMENTS_SET)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What shifted hours would bring.

    Attributes:
        hours: more or less a week, by channel.
        weeks: those left.
        effects: by metric; revenue in minor units, left out where nothing was ever won.
    """

    hours: Mapping[str, float]
    weeks: float
    effects: Mapping[Metric, Effect]


def yields_basis(basis: Basis) -> Basis:
    """The basis on which yields are learnt."""
    start = basis.as_of - timedelta(days=YIELD_DAYS - 1)
    period = Period(start, basis.as_of + timedelta(days=1), f"{YIELD_DAYS}d")
    return replace(basis, period=period, filters=replace(basis.filters, channel=None))


def build(
    basis: Basis,
    calendar: Calendar,
    shifts: Sequence[Shift],
    rows: Sequence[Line],
    worths: Sequence[int],
) -> WhatIf:
    """Work it out.

    Args:
        basis: what was asked; its period says until when.
        calendar: when the rep works.
        shifts: of channels by their names in the store.
        rows: by channel, on `yields_basis`.
        worths: what deals were won at, in minor units of the store's currency.

    Raises:
        InvalidValueError: the period has no end, or has ended; or a channel's yields are not known.
    """
    end = basis.period.end
    if end is None or end <= basis.as_of:
        raise InvalidValueError(
            "--what-if needs a period that is not over",
            hint="as in -p this-quarter, the one that is shown by default",
        )
    days = calendar.days(max(day_number(basis.as_of), basis.period.start_day), day_number(end))
    weeks = days / max(len(calendar.weekdays), 1)
    by_name = {fold(row.name): row for row in rows}
    lines = [(shift, _known(shift, by_name.get(fold(shift.channel)))) for shift in shifts]
    random = Random(f"{basis.as_of} {weeks} {[(shift.channel, shift.hours) for shift in shifts]}")  # noqa: S311
    effects = {
        metric: effect(_shifted(lines, metric, weeks), random, confidence=basis.confidence)
        for metric in _COUNTED
    }
    if worths:
        won = _shifted(lines, Metric.WON, weeks)
        effects[Metric.REVENUE] = effect(won, random, confidence=basis.confidence, worths=worths)
    return WhatIf({line.name: shift.hours for shift, line in lines}, weeks, effects)


def _shifted(lines: Sequence[tuple[Shift, Line]], metric: Metric, weeks: float) -> list[ShiftedHours]:
    return [
        ShiftedHours(shift.hours * weeks, round(line.result(metric)), line.effort.minutes / 60)
        for shift, line in lines
    ]


def _known(shift: Shift, line: Line | None) -> Line:
    """A channel whose yields are known.

    Raises:
        InvalidValueError: they are not; says why.
    """
    if line is None or not line.effort.activities:
        raise InvalidValueError(
            f"what an hour of {shift.channel} brings is not known: none in the last {YIELD_DAYS} days",
            hint="try a channel that you use",
        )
    effort = line.effort
    timed = effort.activities - effort.untimed
    if not effort.minutes or timed < LEAST_COVERED * effort.activities:
        raise InvalidValueError(
            f"what an hour of {line.name} brings is not known: {effort.untimed} of {effort.activities} "
            f"activities of the last {YIELD_DAYS} days have no minutes",
            hint="log them with -m MINUTES",
        )
    return line
