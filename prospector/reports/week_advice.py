"""Advice for the next week: rules from facts alone, each with the numbers that it follows from, at most three.

    appointments    =  an appointment of a past day has no outcome yet
    follow-ups      =  a follow-up is past its day
    leads           =  a lead of the last 90 days waits longer than 2 days for its first touch
    quota           =  a quota's pace is below 90 %: what is needed a day, against what came a day
    best-channel    =  the data of 90 days are clear on which channel brings the most per hour, and it had less than half
                       of the prospecting minutes
    activities      =  less than three quarters of the usual number, for as much of the week as is over
    left-for-last   =  more than half of the prospecting of four weeks was done in the last third of the day, or of the week
    deals           =  an open deal is past the day on which it was expected to close
    minutes         =  fewer than 80 % of the prospecting activities of 90 days have minutes: hours cannot be judged

They are asked in this order: first what makes every figure wrong, then what is lost by waiting, then what is a habit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.money import format_money
from prospector.domain.vocabulary import Approach, Metric
from prospector.light import dataclass
from prospector.reports.lines import Line, Lines
from prospector.reports.quota import QuotaLine
from prospector.reports.rates import FEWEST_COVERED
from prospector.reports.verdict import Judgement
from prospector.stats.verdict import Certainty

MOST_ADVICE = 3
PATIENCE_DAYS = 2
BEHIND = 0.9
LITTLE_TIME = 0.5
FEWER = 0.75
LATE = 0.5
_FEWEST_ACTIVITIES = 20  # below it there is no habit to speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseEnds:
    """What waits.

    Attributes:
        unsettled: appointments of past days without an outcome.
        waiting: untouched leads older than `PATIENCE_DAYS`; `longest` is the days of the oldest.
        promised: open follow-ups past their day; `promised_days` of the oldest.
        overdue: open deals past the day on which they were expected to close; `overdue_days` of the oldest.
    """

    unsettled: int = 0
    waiting: int = 0
    longest: int = 0
    promised: int = 0
    promised_days: int = 0
    overdue: int = 0
    overdue_days: int = 0


@dataclass(frozen=True, slots=True)
class Lately:
    """The channels of the last 90 days, and what the data can tell of them."""

    lines: Lines
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules look at; see `prospector.reports.week` for what each is.

    Attributes:
        usual: activities of a week before, on average; None without any.
        share_done: how much of the working week is over.
    """

    exchange: Exchange
    loose: LooseEnds
    quotas: Sequence[QuotaLine]
    lately: Lately
    late_in_day: float | None
    late_in_week: float | None
    best_hour: str | None
    activities: float
    usual: float | None
    share_done: float


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece: which rule, what it says, the numbers in it, and the command that helps."""

    rule: str
    text: str
    numbers: Mapping[str, object]
    command: str


def advise(standing: Standing) -> tuple[Advice, ...]:
    """What to do next; fewer pieces, or none, where the facts ask for no more."""
    return tuple(islice(_all(standing), MOST_ADVICE))


def _all(standing: Standing) -> Iterator[Advice]:
    for rule in (
        _appointments,
        _follow_ups,
        _leads,
        _quota,
        _best_channel,
        _activities,
        _left_for_last,
        _deals,
        _minutes,
    ):
        yield from rule(standing)


def _appointments(standing: Standing) -> Iterator[Advice]:
    count = standing.loose.unsettled
    if count:
        what = "1 appointment is over and has" if count == 1 else f"{count:,} appointments are over and have"
        text = f"{what} no outcome: say which were held, or held and no-show are wrong everywhere."
        yield Advice("appointments", text, {"appointments": count}, "prospector appointment list")


def _follow_ups(standing: Standing) -> Iterator[Advice]:
    count, days = standing.loose.promised, standing.loose.promised_days
    if count:
        what = "1 follow-up is" if count == 1 else f"{count:,} follow-ups are"
        text = f"{what} past the promised day, the oldest by {_days(days)}: do it, or drop it."
        yield Advice(
            "follow-ups", text, {"follow_ups": count, "oldest_days": days}, "prospector followup list"
        )


def _leads(standing: Standing) -> Iterator[Advice]:
    count, longest = standing.loose.waiting, standing.loose.longest
    if count:
        what = "1 lead waits" if count == 1 else f"{count:,} leads wait"
        text = (
            f"{what} for a first touch longer than {PATIENCE_DAYS} days, the oldest for {longest:,}: "
            "touch the newest first."
        )
        yield Advice(
            "leads",
            text,
            {"leads": count, "oldest_days": longest},
            "prospector report sources -p 90d --why untouched",
        )


def _quota(standing: Standing) -> Iterator[Advice]:
    for line in standing.quotas:
        if line.pace is None or line.pace >= BEHIND or not line.needed_per_day or not line.elapsed:
            continue
        so_far = line.credited / line.elapsed
        needed, made = (_amount(standing.exchange, line, value) for value in (line.needed_per_day, so_far))
        text = (
            f"{line.metric.value} {line.period} is at {line.pace * 100:.0f} % of its pace: {needed} a day are "
            f"needed on {line.working_days_left:,} working days, {made} a day came so far."
        )
        numbers = {
            "quota": " ".join(part for part in (line.channel, line.metric.value, line.period) if part),
            "pace": line.pace,
            "needed_per_day": _number(standing.exchange, line, line.needed_per_day),
            "made_per_day": _number(standing.exchange, line, so_far),
        }
        yield Advice("quota", text, numbers, "prospector report quota")
        return


def _amount(exchange: Exchange, line: QuotaLine, value: float) -> str:
    if line.metric is not Metric.REVENUE:
        return f"{value:,.1f}"
    unit: int = 10**exchange.exponent
    return format_money(round(value / unit) * unit, exchange.exponent)


def _number(exchange: Exchange, line: QuotaLine, value: float) -> float:
    return exchange.major(round(value)) if line.metric is Metric.REVENUE else value


def _best_channel(standing: Standing) -> Iterator[Advice]:
    by_hour = standing.lately.judgement.by_hour
    rows = {row.name: row for row in _prospecting(standing)}
    minutes = sum(row.effort.minutes for row in rows.values())
    if by_hour.certainty is not Certainty.CLEAR or by_hour.leader not in rows or not minutes:
        return
    leader = rows[by_hour.leader]
    share, rate = leader.effort.minutes / minutes, leader.effort.per_hour.value or 0.0
    if share >= LITTLE_TIME:
        return
    text = (
        f"An hour of {leader.name} brings the most, {rate:.1f} conversations, and that is clear; it had "
        f"{share * 100:.0f} % of your prospecting minutes in 90 days: give it more."
    )
    numbers = {"channel": leader.name, "per_hour": rate, "share_of_minutes": share}
    yield Advice("best-channel", text, numbers, "prospector report channels -p 90d")


def _activities(standing: Standing) -> Iterator[Advice]:
    if standing.usual is None or not standing.share_done:
        return
    usual = standing.usual * standing.share_done
    if usual < _FEWEST_ACTIVITIES or standing.activities >= FEWER * usual:
        return
    so_far = " for so much of a week" if standing.share_done < 1 else ""
    text = (
        f"{standing.activities:,.0f} activities against {usual:,.0f} as usual{so_far}: "
        f"{(1 - standing.activities / usual) * 100:.0f} % fewer. Put the next ones into your calendar."
    )
    numbers = {"activities": standing.activities, "usual": usual}
    yield Advice("activities", text, numbers, "prospector report compare --by week -p 8w")


def _left_for_last(standing: Standing) -> Iterator[Advice]:
    shares = [
        (share, what)
        for share, what in ((standing.late_in_day, "day"), (standing.late_in_week, "week"))
        if share is not None and share > LATE
    ]
    if not shares:
        return
    share, what = max(shares)
    hour = Dimension.HOUR.in_words(standing.best_hour) if standing.best_hour else ""
    better = f"; {hour} is likelier to be your best hour" if hour and what == "day" else ""
    text = (
        f"{share * 100:.0f} % of the prospecting of four weeks was done in the last third of the {what}, a third "
        f"would be even{better}: begin with it."
    )
    numbers = {"share": share, "of": what}
    yield Advice("left-for-last", text, numbers, "prospector report time -p 4w")


def _deals(standing: Standing) -> Iterator[Advice]:
    count, days = standing.loose.overdue, standing.loose.overdue_days
    if count:
        what = "1 open deal is" if count == 1 else f"{count:,} open deals are"
        text = f"{what} past the day it was to close on, the oldest by {_days(days)}: close it, or say a new day."
        yield Advice("deals", text, {"deals": count, "oldest_days": days}, "prospector deal list")


def _minutes(standing: Standing) -> Iterator[Advice]:
    rows = _prospecting(standing)
    activities = sum(row.effort.activities for row in rows)
    untimed = sum(row.effort.untimed for row in rows)
    if activities < _FEWEST_ACTIVITIES or activities - untimed >= FEWEST_COVERED * activities:
        return
    text = (
        f"{untimed:,} of {activities:,} prospecting activities of 90 days have no minutes, so that hours cannot be "
        "compared: add -m when you log."
    )
    numbers = {"without_minutes": untimed, "activities": activities}
    yield Advice("minutes", text, numbers, "prospector report time -p 90d")


def _prospecting(standing: Standing) -> list[Line]:
    return [row for row in standing.lately.lines.rows if row.approach is Approach.PROSPECTING]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
