"""What it takes: the gap of a quota turned into conversations and touches, by channel and in a mix.

    history      =  the last 365 days of the rep, prospecting channels for one, from 20 touches on; hours of the last 90
    touch        →  conversation: by channel, touches too young to have converted counted at their worth
    conversation →  what the quota counts, all channels together: an appointment set, and of those set more than 30 days
                    ago held; a deal opened within 90 days, and of deals closed the share won
    delay        =  days from the touch to the result
    gap          =  target - credited, less what open deals bring (of revenue and wins)
    mix          =  hours by the chance of each channel to bring the most conversations an hour, a tenth at least; without
                    minutes, as touches are divided now

Said only from 5 touches with a conversation and 5 results on (3 wins); else what is missing is said, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from random import Random

from prospector.domain.vocabulary import Approach, Audience, Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.lines import Line
from prospector.reports.needed_results import HISTORY_DAYS, History, Results
from prospector.reports.quota import QuotaLine
from prospector.stats.comparison import HourArm
from prospector.stats.forecast import Left, delays, sizes
from prospector.stats.hours import divide_hours, thompson_shares
from prospector.stats.reverse_quota import Course, Needs, Stage, needs

HOURS_DAYS = 90
FEWEST_TOUCHES, FEWEST_CONVERSATIONS = 20, 5
_TYPICAL_SHARE = 8  # a deal is taken for an eighth of the quota before one is won


@dataclass(frozen=True, slots=True)
class Mix:
    """How to divide the hours of a week, and what that is of the touches.

    Attributes:
        hours: a week by channel; empty where minutes are not known.
        touches: shares of the touches by channel; they sum to 1.
        a_touch: hours that a touch takes, by channel; empty where minutes are not known.
        reason: in words.
    """

    hours: Mapping[str, float]
    touches: Mapping[str, float]
    a_touch: Mapping[str, float]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What it takes to make one quota.

    Attributes:
        days: working days that are left; `weeks` those of the calendar.
        why_not: why it cannot be said; then there is nothing else.
        opened: what open deals bring on average, in the unit of the quota.
    """

    line: QuotaLine
    days: int
    weeks: float
    why_not: str = ""
    needs: Needs | None = None
    mix: Mix | None = None
    opened: float = 0.0

    def hours_a_week(self, channel: str) -> float | None:
        """Hours that a channel's part of the mix takes, for four times in five; None where minutes are not known."""
        need = self.needs.mix if self.needs else None
        if self.mix is None or need is None or need.likely is None or channel not in self.mix.a_touch:
            return None
        return need.likely * self.mix.touches[channel] * self.mix.a_touch[channel] / self.weeks

    def a_day(self, count: int | None, share: float = 1.0) -> float | None:
        """How many of some that is a working day, rounded up to a tenth."""
        return None if count is None or not self.days else ceil(10 * count * share / self.days) / 10


def build(
    basis: Basis, line: QuotaLine, history: History, caps: Mapping[str, float], working_days: int
) -> Needed | None:
    """Work out what a quota takes; None where nothing is missing, or no day is left.

    Args:
        basis: what was asked.
        line: the quota of one rep.
        history: of that rep.
        caps: the most hours a week by channel.
        working_days: those of the last 365 days.
    """
    left = line.working_days_left
    if not left or not line.gap or line.start is None or line.end is None:
        return None
    as_of = basis.window.as_of
    days = line.end - max(as_of, line.start)
    first = _first_stages(history, line.channel)
    found = Results(basis, history, line.metric)
    lacking = _lacking(line, first, found)
    if lacking:
        return Needed(line=line, days=left, weeks=days / 7, why_not=lacking)
    typical = line.target / _TYPICAL_SHARE
    course = Course(
        first=first,
        later=found.stages(),
        delay=delays(found.delays()),
        size=sizes(found.worths(), typical) if line.metric is Metric.REVENUE else None,
    )
    seed = Random(f"{line.rep} {line.metric} {line.period} {line.gap} {days} {sorted(first.items())}")  # noqa: S311
    opened = found.opened(Left(days, left), typical, working_days, seed)
    mix = None if line.channel else _mix(history, first, caps)
    result = needs(course, line.gap, days, seed, mix=mix.touches if mix else None, open_part=opened)
    return Needed(
        line=line,
        days=left,
        weeks=days / 7,
        needs=result,
        mix=mix,
        opened=sum(opened) / len(opened) if opened else 0.0,
    )


def _is_for_one(history: History, line: Line) -> bool:
    if line.approach is not Approach.PROSPECTING or not isinstance(line.key, int):
        return False
    return history.outcomes.channels[line.key].audience is Audience.ONE


def _first_stages(history: History, channel: str | None) -> dict[str, Stage]:
    return {
        row.name: Stage(row.effort.conversation_rate.effective, row.effort.conversation_rate.hits)
        for row in history.year.rows
        if _is_for_one(history, row)
        and channel in (None, row.name)
        and row.effort.conversation_rate.effective >= FEWEST_TOUCHES
    }


def _lacking(line: QuotaLine, first: Mapping[str, Stage], found: Results) -> str:
    spoken = sum(round(stage.passed) for stage in first.values())
    if spoken < FEWEST_CONVERSATIONS:
        return f"{spoken} touches led to a conversation in the last {HISTORY_DAYS} days; {FEWEST_CONVERSATIONS} are needed"
    if line.metric is Metric.CONVERSATIONS:
        return ""
    count, word, fewest = found.count(), found.word, found.fewest
    return f"{count} {word} in the last {HISTORY_DAYS} days; {fewest} are needed" if count < fewest else ""


def _mix(history: History, first: Mapping[str, Stage], caps: Mapping[str, float]) -> Mix | None:
    """Hours and touches by channel: by yield where minutes are known, else as they are divided now."""
    rows = [row for row in history.recent.rows if row.name in first and row.effort.activities]
    timed = [row for row in rows if row.effort.per_hour.is_covered and row.effort.per_hour.effective > 0]
    if not timed:
        touches = {row.name: float(row.effort.activities) for row in rows}
        return (
            Mix(
                {},
                _shares(touches),
                {},
                "as your touches are divided now; with minutes, by what an hour brings",
            )
            if rows
            else None
        )
    arms = [HourArm(row.name, row.effort.per_hour.hits, row.effort.per_hour.effective) for row in timed]
    shares = thompson_shares(arms)
    at_hand = sum(row.effort.minutes for row in timed) / 60 / (HOURS_DAYS / 7)
    hours = divide_hours(shares, at_hand, caps)
    if not any(hours.values()):
        hours = dict(shares)  # less than half an hour a week
    a_touch = {
        row.name: row.effort.minutes / (row.effort.activities - row.effort.untimed) / 60 for row in timed
    }
    touches = {name: amount / a_touch[name] for name, amount in hours.items() if amount}
    best = max(shares, key=lambda name: shares[name])
    reason = f"{best} probably brings the most conversations an hour; every channel keeps a tenth, to go on learning"
    if len(shares) == 1:
        reason = f"only {best} has minutes in the last {HOURS_DAYS} days"
    return Mix({name: amount for name, amount in hours.items() if amount}, _shares(touches), a_touch, reason)


def _shares(amounts: Mapping[str, float]) -> dict[str, float]:
    total = sum(amounts.values())
    return {name: amount / total for name, amount in amounts.items()}
