"""The week: what was done, what it brought, against the weeks before; and what to do next.

    channels      =  the rows of `report channels` for the week
    this week     =  outbound activities, known minutes, and what counts on its days: conversations, appointments set and
                     held, wins, revenue
    week before   =  the same of the ISO week before
    mean          =  of the four weeks before, or of as many of them as the log reaches back over
    best hours    =  hours of the day in order of their chance to be best per touch, of the prospecting channel with the
                     most conversations in the last 90 days: hours of different channels do not compare
    worked        =  the verdict on the channels of the last 90 days: a week is too small to tell
    quota         =  every quota that runs on as-of
    goals         =  those that hold, as far as they are by the week's end or as-of
    commitments   =  what the review of the week before promised, and whether it was kept

What is said of the 90 days, of quotas and of loose ends is as of as-of, also where the week lies back: advice is for now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Figures, Key
from prospector.domain.goal import GoalProgress
from prospector.domain.review import Promise
from prospector.domain.vocabulary import Approach, Audience, Metric
from prospector.later import Later
from prospector.light import dataclass
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.lines import Line, direct_results
from prospector.reports.quota import QuotaLine
from prospector.reports.verdict import Judgement
from prospector.reports.week_advice import Advice, Lately, LooseEnds, Standing, advise

WEEKS_BEFORE = 4
LONG_DAYS = 90
_MOST_HOURS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a week came to, or the mean of several; revenue in minor units."""

    activities: float
    minutes: float
    conversations: float
    appointments_set: float
    appointments_held: float
    won: float
    revenue: int

    @classmethod
    def of(cls, total: Line) -> Sums:
        """The sums of a total line."""
        return cls(
            activities=total.effort.activities,
            minutes=total.effort.minutes,
            conversations=total.result(Metric.CONVERSATIONS),
            appointments_set=total.result(Metric.APPOINTMENTS_SET),
            appointments_held=total.result(Metric.APPOINTMENTS_HELD),
            won=total.result(Metric.WON),
            revenue=round(total.result(Metric.REVENUE)),
        )

    @classmethod
    def added(cls, parts: Sequence[Sums]) -> Sums:
        """Several added up."""
        return cls(
            activities=sum(part.activities for part in parts),
            minutes=sum(part.minutes for part in parts),
            conversations=sum(part.conversations for part in parts),
            appointments_set=sum(part.appointments_set for part in parts),
            appointments_held=sum(part.appointments_held for part in parts),
            won=sum(part.won for part in parts),
            revenue=sum(part.revenue for part in parts),
        )

    def over(self, count: int) -> Sums:
        """A share of it for each of so many weeks; revenue to the minor unit."""
        return Sums(
            activities=self.activities / count,
            minutes=self.minutes / count,
            conversations=self.conversations / count,
            appointments_set=self.appointments_set / count,
            appointments_held=self.appointments_held / count,
            won=self.won / count,
            revenue=round(self.revenue / count),
        )


def sums_by_row(figures: Figures, exchange: Exchange) -> dict[Key, Sums]:
    """What each row came to, without its rates: nobody sees those of the weeks before.

    Raises:
        InvalidValueError: a deal that counts is in a currency without a rate.
    """
    activities, minutes = Counter[Key](), Counter[Key]()
    for work in figures.broken.work:
        activities[work.key] += work.activities
        minutes[work.key] += work.minutes
    found = direct_results(figures.outcomes, exchange).rows
    return {
        key: Sums(
            activities=activities[key],
            minutes=minutes[key],
            conversations=brought.get(Metric.CONVERSATIONS, 0),
            appointments_set=brought.get(Metric.APPOINTMENTS_SET, 0),
            appointments_held=brought.get(Metric.APPOINTMENTS_HELD, 0),
            won=brought.get(Metric.WON, 0),
            revenue=round(brought.get(Metric.REVENUE, 0)),
        )
        for key in {*activities, *found}
        for brought in [found.get(key, {})]
    }


@dataclass(frozen=True, slots=True)
class BestHours:
    """The hours of a channel, the likeliest best in front, and how sure that is."""

    channel: str
    hours: tuple[tuple[Line, float], ...]
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Hours:
    """A channel by the hour of the day, and what the data can tell of its hours; of effort alone, without results."""

    channel: str
    rows: Sequence[Line]
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReport:
    """The report.

    Attributes:
        channels: of the week.
        before: the week before; None where the log does not reach back to it.
        mean: of `weeks` weeks before; None without any.
        lately: the channels of the last 90 days.
        working_days: of the week; `days_done` of them are finished.
    """

    basis: Basis
    channels: Comparison
    sums: Sums
    before: Sums | None
    mean: Sums | None
    weeks: int
    lately: Lately
    best_later: Later[BestHours | None]
    goals: tuple[GoalProgress, ...]
    quotas: tuple[QuotaLine, ...]
    commitments: tuple[Promise, ...]
    advice_later: Later[tuple[Advice, ...]]
    working_days: int
    days_done: int

    @property
    def best(self) -> BestHours | None:
        """None where no hours can be compared."""
        return self.best_later.value

    @property
    def advice(self) -> tuple[Advice, ...]:
        """What to do next."""
        return self.advice_later.value

    @property
    def is_over(self) -> bool:
        """Whether nothing can be added any more."""
        return self.basis.window.as_of >= self.basis.period.end_day

    @property
    def name(self) -> str:
        """The week: `2026-W47`."""
        return self.basis.period.canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """All that the report is built from.

    Attributes:
        weeks: the sums of up to four weeks before, the nearest first, as far as the log reaches back.
        hours: of `busiest`, by hour, in the last 90 days; None with it.
        lateness: shares of prospecting in the last third of the working day, and of the working week, of the last 28 days.
    """

    channels: Comparison
    weeks: tuple[Sums, ...]
    lately: Lately
    hours: Later[Hours | None]
    goals: tuple[GoalProgress, ...]
    quotas: tuple[QuotaLine, ...]
    commitments: tuple[Promise, ...]
    loose: LooseEnds
    lateness: Later[tuple[float | None, float | None]]
    working_days: int
    days_done: int


def build(basis: Basis, facts: WeekFacts) -> WeekReport:
    """Work the report out."""
    sums = Sums.of(facts.channels.lines.total)
    weeks = facts.weeks
    mean = Sums.added(weeks).over(len(weeks)) if weeks else None
    best = Later(lambda: _best_hours(facts))

    def advice() -> tuple[Advice, ...]:
        late_in_day, late_in_week = facts.lateness.value
        return advise(
            Standing(
                exchange=basis.exchange,
                loose=facts.loose,
                quotas=facts.quotas,
                lately=facts.lately,
                late_in_day=late_in_day,
                late_in_week=late_in_week,
                best_hour=best.value.hours[0][0].name if best.value else None,
                activities=sums.activities,
                usual=mean.activities if mean else None,
                share_done=facts.days_done / facts.working_days if facts.working_days else 0.0,
            )
        )

    return WeekReport(
        basis=basis,
        channels=facts.channels,
        sums=sums,
        before=weeks[0] if weeks else None,
        mean=mean,
        weeks=len(weeks),
        lately=facts.lately,
        best_later=best,
        goals=facts.goals,
        quotas=facts.quotas,
        commitments=facts.commitments,
        advice_later=Later(advice),
        working_days=facts.working_days,
        days_done=facts.days_done,
    )


def busiest(lately: Lately, audiences: Mapping[str, Audience]) -> str | None:
    """The prospecting channel for one with the most conversations, then touches; None without a touch."""
    rows = [
        row
        for row in lately.lines.rows
        if row.approach is Approach.PROSPECTING
        and audiences.get(row.name) is Audience.ONE
        and row.effort.conversation_rate.trials
    ]
    best = max(rows, key=lambda row: (row.result(Metric.CONVERSATIONS), row.effort.activities), default=None)
    return best.name if best else None


def _best_hours(facts: WeekFacts) -> BestHours | None:
    found = facts.hours.value
    if found is None:
        return None
    chances = found.judgement.chances
    rows = [(row, chances[row.name]) for row in found.rows if row.name in chances]
    rows.sort(key=lambda pair: -pair[1])
    if len(rows) < 2:
        return None
    channel = Dimension.CHANNEL.in_words(found.channel)
    return BestHours(channel, tuple(rows[:_MOST_HOURS]), found.judgement)
