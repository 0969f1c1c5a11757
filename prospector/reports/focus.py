"""Focus: over how many channels the effort spreads, and what one fewer would free.

    channels            =  those with outbound activities in the period; effort alone (research, admin) is none
    share of minutes    =  of the minutes of these channels, as far as minutes are known
    share of activities =  of their activities, a tally as many as it says
    share of conversations  =  of the conversations credited to these channels, directly
    effective channels  =  exp(-sum p ln p) over shares p: so many channels used alike would be as spread out
    hours a week        =  known minutes, by the weeks of the period in which the log goes on
    least               =  the channel whose hours bring the fewest conversations, where the data can tell it from the
                           next: a Bayes factor of 10, as in the verdict by the hour

Shares of minutes are the spread of effort where four in five activities have minutes; else those of activities are.
Hours are compared where the verdict by the hour compares them: 20 touches, four in five with minutes, channels for one.

Source: Hill (1973), Ecology 54, 427-432, the number of order 1; Jost (2006), Oikos 113, 363-375, for reading it as a
number of equal parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, log

from prospector.domain.vocabulary import Approach, Metric
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.hours import hour_arms
from prospector.reports.lines import Line, Lines
from prospector.reports.rates import FEWEST_COVERED
from prospector.stats.verdict import Least, least_per_hour

_DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusLine:
    """One channel.

    Attributes:
        share_of_minutes: a fraction of 1; None where no minutes are known of any channel.
        share_of_conversations: a fraction of 1; None without conversations.
        hours_a_week: of known minutes.
    """

    channel: str
    activities: int
    minutes: int
    untimed: int
    conversations: int
    revenue: int
    share_of_activities: float
    share_of_minutes: float | None
    share_of_conversations: float | None
    hours_a_week: float
    per_hour: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """The report.

    Attributes:
        by_minutes: whether the spread of effort is that of minutes; else of activities.
        effective: how many channels used alike would be as spread out as the effort; 0 without any.
        effective_yield: the same of conversations; None without any.
        weeks: of the period in which the log goes on.
        least: who brings the least per hour, as far as the data can tell; None where there are not two to compare.
        effort_hours_a_week: of channels that are effort alone.
    """

    basis: Basis
    rows: tuple[FocusLine, ...]
    by_minutes: bool
    effective: float
    effective_yield: float | None
    weeks: float
    least: Least | None
    effort_hours_a_week: float

    def row(self, channel: str) -> FocusLine:
        """The row of a channel."""
        return next(row for row in self.rows if row.channel == channel)


def effective_number(amounts: Sequence[float]) -> float:
    """How many equal parts are as spread out as some amounts: exp of the Shannon entropy of their shares.

    Args:
        amounts: 0 or more each; without any above 0 it is 0.
    """
    total = fsum(amounts)
    shares = [amount / total for amount in amounts if amount] if total else []
    return exp(-fsum(share * log(share) for share in shares)) if shares else 0.0


def build(basis: Basis, lines: Lines, first_day: int | None) -> Focus:
    """Work the report out.

    Args:
        basis: what was asked.
        lines: of the channels.
        first_day: of the log; None where there is nothing in it.
    """
    window = basis.window
    start = window.start if first_day is None else max(window.start, first_day)
    weeks = max(window.stop - start, _DAYS_A_WEEK) / _DAYS_A_WEEK
    used = used_of(lines)
    activities = sum(line.effort.activities for line in used)
    minutes = sum(line.effort.minutes for line in used)
    conversations = sum(_conversations(line) for line in used)
    untimed = sum(line.effort.untimed for line in used)
    by_minutes = minutes > 0 and activities - untimed >= FEWEST_COVERED * activities
    rows = [
        FocusLine(
            channel=line.name,
            activities=line.effort.activities,
            minutes=line.effort.minutes,
            untimed=line.effort.untimed,
            conversations=_conversations(line),
            revenue=int(line.result(Metric.REVENUE)),
            share_of_activities=line.effort.activities / activities,
            share_of_minutes=line.effort.minutes / minutes if minutes else None,
            share_of_conversations=_conversations(line) / conversations if conversations else None,
            hours_a_week=line.effort.minutes / 60 / weeks,
            per_hour=line.effort.per_hour.value if line.effort.per_hour.is_covered else None,
        )
        for line in used
    ]
    rows.sort(key=lambda row: (-(row.minutes if by_minutes else row.activities), row.channel))
    effort = sum(line.effort.minutes for line in lines.rows if line.approach is Approach.EFFORT)
    return Focus(
        basis=basis,
        rows=tuple(rows),
        by_minutes=by_minutes,
        effective=effective_number([row.minutes if by_minutes else row.activities for row in rows]),
        effective_yield=effective_number([row.conversations for row in rows]) if conversations else None,
        weeks=weeks,
        least=least_per_hour(hour_arms(used)),
        effort_hours_a_week=effort / 60 / weeks,
    )


def _conversations(line: Line) -> int:
    return int(line.result(Metric.CONVERSATIONS))


def used_of(lines: Lines) -> list[Line]:
    """The channels that were used to reach somebody."""
    return [line for line in lines.rows if line.effort.activities and line.approach is not Approach.EFFORT]
