"""The report on a week."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta

from prospector.domain.dimension import Dimension
from prospector.domain.facts import Figures, Outcomes, QuotaFact
from prospector.domain.filters import Filters
from prospector.domain.moment import date_of, monday_of, week_of
from prospector.domain.period import Period
from prospector.domain.review import Counted, Promise, Target
from prospector.domain.slots import WorkingHours
from prospector.domain.vocabulary import Metric
from prospector.domain.work_calendar import Calendar
from prospector.errors import InvalidValueError
from prospector.later import Later
from prospector.light import dataclass, replace
from prospector.reports import channels, quota, time, week
from prospector.reports.basis import Basis
from prospector.reports.lines import Lines, lines_of
from prospector.reports.quota import QuotaLine
from prospector.reports.shared import Shared
from prospector.reports.verdict import judge_lines
from prospector.reports.week import Hours, Sums, WeekFacts, WeekReport
from prospector.reports.week_advice import PATIENCE_DAYS, Lately, LooseEnds
from prospector.store.figures import fetch_figures, fetch_regrouped
from prospector.store.leads import fetch_leads
from prospector.store.quotas import fetch_quotas
from prospector.store.reviews import Commitment, Review, commitments, loose_ends, reviews
from prospector.store.slots import fetch_slots, first_day
from prospector.store.store import Store
from prospector.store.words import rep_id, rep_name
from prospector.usecases.goals import progress
from prospector.usecases.reports.quota_periods import fetch_by_period

_HABIT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Work:
    """When the rep works, and who they are; without a name the only rep."""

    calendar: Calendar
    weekdays: frozenset[int]
    hours: WorkingHours
    rep: str


def week_report(store: Store, basis: Basis, work: Work) -> WeekReport:
    """Say how a week went, and what to do next.

    Args:
        store: open for reading.
        basis: what was asked; its period is an ISO week that has begun.
        work: when the rep works.

    Raises:
        InvalidValueError: the period is no such week, or a deal that counts is in a currency without a rate.
        UnknownNameError: a filter names what the store does not know.
    """
    check_week(basis)
    with store.reading() as connection:
        return week.build(basis, _facts(connection, basis, work))


def check_week(basis: Basis) -> None:
    """See that a period is one week, and that it has begun.

    Raises:
        InvalidValueError: it is not.
    """
    start = basis.period.start
    if start is None or basis.period.days != 7 or start.weekday():
        raise InvalidValueError(
            f"{basis.period.label} is not a week from Monday to Sunday",
            hint="-p this-week, last-week or 2026-W47",
        )
    if start > basis.as_of:
        raise InvalidValueError(f"{basis.period.label} is still to come", hint="-p this-week, or last-week")


def promises(connection: sqlite3.Connection, basis: Basis, rep: str, review: Review) -> tuple[Promise, ...]:
    """What was promised in a review for the week after it, and whether it was kept.

    Args:
        connection: in a reading transaction.
        basis: its as-of and definitions; its period does not matter.
        rep: whose review it is, where no filter says so; empty for the only rep.
        review: the review.
    """
    made = commitments(connection, review.id)
    if not made:
        return ()
    start = date_of(monday_of(review.week + 1))
    end = start + timedelta(days=7)
    owner = rep_name(connection, rep_id(connection, basis.filters.rep or rep))
    there = replace(basis, period=Period(start, end, "the week promised for"), filters=Filters(rep=owner))
    lines = _lines(connection, there) if any(each.target for each in made) else None
    return tuple(_promise(each, lines, is_over=basis.as_of >= end) for each in made)


def _facts(connection: sqlite3.Connection, basis: Basis, work: Work) -> WeekFacts:
    quotas = fetch_quotas(connection, basis.window.as_of)
    long = replace(basis, period=_days_back(basis.as_of, week.LONG_DAYS))
    running, around = _running(connection, basis, quotas, work.calendar)
    long_figures = fetch_figures(
        connection, long.window, Dimension.CHANNEL, basis.filters, people=False, around=around
    )
    around = [long_figures.outcomes]
    figures = fetch_figures(connection, basis.window, Dimension.CHANNEL, basis.filters, around=around)
    lines = lines_of(long_figures, long.exchange, confidence=long.confidence)
    lately = Lately(lines, judge_lines(lines.rows, Dimension.CHANNEL))
    start, end = basis.window.start, basis.window.end
    before = reviews(connection, rep_id(connection, basis.filters.rep or work.rep), week=week_of(start) - 1)
    return WeekFacts(
        channels=channels.build(basis, figures, quotas),
        weeks=_weeks_before(connection, basis, around),
        lately=lately,
        hours=_hours(connection, long, lately, long_figures),
        quotas=running,
        commitments=promises(connection, basis, work.rep, before[0]) if before else (),
        goals=progress(
            connection,
            rep=basis.filters.rep or work.rep,
            day=min(basis.as_of, date_of(end - 1)),
            calendar=work.calendar,
        ),
        loose=_loose(connection, long),
        lateness=_lateness(connection, basis, figures, work),
        working_days=work.calendar.days(start, end),
        days_done=work.calendar.days(start, min(basis.window.as_of, end)),
    )


def _lines(connection: sqlite3.Connection, basis: Basis) -> Lines:
    figures = fetch_figures(connection, basis.window, Dimension.CHANNEL, basis.filters, people=False)
    return lines_of(figures, basis.exchange, confidence=basis.confidence)


def _weeks_before(
    connection: sqlite3.Connection, basis: Basis, around: Sequence[Outcomes]
) -> tuple[Sums, ...]:
    """What the weeks before came to, the nearest first, as far as the log reaches back: rows of one report by week."""
    first, this = first_day(connection), week_of(basis.window.start)
    if first is None or week_of(first) >= this:
        return ()
    weeks = range(this - 1, max(this - 1 - week.WEEKS_BEFORE, week_of(first) - 1), -1)
    days = Period(date_of(monday_of(weeks[-1])), date_of(monday_of(this)), "the weeks before")
    before = replace(basis, period=days)
    figures = fetch_figures(
        connection,
        before.window,
        Dimension.WEEK,
        basis.filters,
        people=False,
        rates=False,
        around=around,
    )
    sums = week.sums_by_row(figures, basis.exchange)
    return tuple(sums.get(each) or Sums.added([]) for each in weeks)


def _days_back(as_of: date, days: int) -> Period:
    end = as_of + timedelta(days=1)
    return Period(end - timedelta(days=days), end, f"the last {days} days")


def _hours(
    connection: sqlite3.Connection, long: Basis, lately: Lately, figures: Figures
) -> Later[Hours | None]:
    audiences = {fact.name: fact.audience for fact in figures.outcomes.channels.values()}
    channel = week.busiest(lately, audiences)
    if channel is None:
        return Later(lambda: None)
    hourly = fetch_regrouped(connection, figures, Dimension.HOUR, replace(long.filters, channel=channel))

    def hours() -> Hours:
        unshared = Shared(rows={}, came_in={}, total={})
        lines = lines_of(hourly, long.exchange, confidence=long.confidence, shared=unshared)
        return Hours(channel, lines.rows, judge_lines(lines.rows, Dimension.HOUR))

    return Later(hours)


def _lateness(
    connection: sqlite3.Connection, basis: Basis, figures: Figures, work: Work
) -> Later[tuple[float | None, float | None]]:
    """How much of the prospecting of four weeks was left for the end of the day, and of the week."""
    habit = replace(basis, period=_days_back(basis.as_of, _HABIT_DAYS))
    slots = fetch_slots(connection, habit.window, habit.filters)
    channels = figures.outcomes.channels
    return Later(lambda: time.lateness(slots, channels, weekdays=work.weekdays, hours=work.hours))


def _running(
    connection: sqlite3.Connection, basis: Basis, quotas: Sequence[QuotaFact], calendar: Calendar
) -> tuple[tuple[QuotaLine, ...], Sequence[Outcomes]]:
    """Every quota that runs on as-of, by the report on quotas, the shortest period first.

    Returns:
        The quotas, and what came of the activities of their periods where that is by the filters of the basis.
    """
    today = basis.window.as_of
    days = {
        (each.start, each.end)
        for each in quotas
        if each.start is not None and each.end is not None and each.start <= today < each.end
    }
    periods = []
    for start, end in sorted(days, key=lambda pair: (pair[1] or 0) - (pair[0] or 0)):
        asked = replace(basis, period=Period(date_of(start or 0), date_of(end or 0), ""))
        running = [each for each in quotas if (each.start, each.end) == (start, end)]
        periods.append((asked, running, quota.periods_of(asked, running)))
    everybody = replace(basis.filters, rep=None)
    wanted = [each for _, _, shown in periods for each in shown]
    outcomes = fetch_by_period(connection, basis, wanted, everybody)
    rows: list[QuotaLine] = []
    for asked, running, shown in periods:
        rows += quota.build(asked, running, {each: outcomes[each] for each in shown}, calendar).rows
    return tuple(rows), [*outcomes.values()] if everybody == basis.filters else []


def _loose(connection: sqlite3.Connection, long: Basis) -> LooseEnds:
    today = long.window.as_of
    leads = fetch_leads(connection, long.window, long.filters)
    waits = [
        today - lead.received_on
        for lead in leads
        if lead.received_on is not None and lead.first_touch_on is None
    ]
    long_ones = [days for days in waits if days > PATIENCE_DAYS]
    owner = rep_id(connection, long.filters.rep) if long.filters.rep else None
    found = loose_ends(connection, today, owner)
    return LooseEnds(
        unsettled=found.unsettled,
        waiting=len(long_ones),
        longest=max(long_ones, default=0),
        promised=found.promised,
        promised_days=found.promised_days,
        overdue=found.overdue,
        overdue_days=found.overdue_days,
    )


def _promise(made: Commitment, lines: Lines | None, *, is_over: bool) -> Promise:
    target = made.target
    if target is None or lines is None:
        return Promise(id=made.id, text=made.text, target=None, done=None, kept=made.kept)
    done = _done(target, lines)
    kept = True if done >= target.amount else False if is_over else None
    return Promise(id=made.id, text=made.text, target=target, done=done, kept=kept)


def _done(target: Target, lines: Lines) -> int:
    if target.counted is Counted.CONVERSATIONS:
        return round(lines.total.result(Metric.CONVERSATIONS))
    if target.counted is Counted.APPOINTMENTS:
        return round(lines.total.result(Metric.APPOINTMENTS_SET))
    row = next((each for each in lines.rows if each.name == target.channel), None)
    if row is None:
        return 0
    return row.effort.minutes if target.counted is Counted.MINUTES else row.effort.activities
