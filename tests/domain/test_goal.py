"""Goals, on weeks that were worked out by hand; 16 November 2026 is a Monday."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.goal import Aim, DayTally, Goal, GoalProgress, Measure, Per, progress_of
from prospector.domain.moment import day_number
from prospector.domain.work_calendar import Calendar

CALLS = Aim(measure=Measure.ACTIVITIES, channel="call", per=Per.DAY)
MONDAY = date(2026, 11, 16)


def goal(
    amount: int, set_on: date = MONDAY, replaced_on: date | None = None, *, aim: Aim = CALLS, number: int = 1
) -> Goal:
    return Goal(id=number, aim=aim, amount=amount, rep="me", set_on=set_on, replaced_on=replaced_on)


def calls(first: date, *counts: int, channel: str = "call") -> list[DayTally]:
    return [
        DayTally(
            day=day_number(first) + place,
            channel=channel,
            prospecting=channel != "admin",
            activities=count,
            minutes=count,
            conversations=0,
            appointments=0,
        )
        for place, count in enumerate(counts)
    ]


def only(
    goals: list[Goal], tallies: list[DayTally], day: date, calendar: Calendar | None = None
) -> GoalProgress:
    (found,) = progress_of(goals, tallies, day, calendar or Calendar())
    return found


def test_a_streak_passes_over_a_weekend_and_a_holiday_and_today_breaks_nothing() -> None:
    tallies = calls(MONDAY, 10, 3, 12, 11, 10, 0, 0, 10, 0)
    tuesday = date(2026, 11, 24)
    # Met: Wed, Thu, Fri, Mon; Tuesday the 17th was missed. Today, the 24th, is not over.
    assert only([goal(10)], tallies, tuesday).streak == 4
    holiday = Calendar(holidays=frozenset({date(2026, 11, 17)}))
    assert only([goal(10)], tallies, tuesday, holiday).streak == 5
    away = Calendar(time_off=((date(2026, 11, 17), date(2026, 11, 22)),))
    assert only([goal(10)], tallies, tuesday, away).streak == 2


def test_today_counts_once_its_goal_is_met() -> None:
    assert [
        only([goal(10)], calls(MONDAY, 10, done), MONDAY + timedelta(days=1)).streak for done in (9, 10)
    ] == [1, 2]


def test_a_past_day_is_measured_by_the_goal_that_held_then() -> None:
    tuesday, wednesday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
    history = [goal(10, replaced_on=wednesday), goal(20, wednesday, number=2)]
    tallies = calls(MONDAY, 10, 10, 20, 15)
    thursday = MONDAY + timedelta(days=3)
    found = only(history, tallies, thursday)
    assert (found.target, found.done, found.left, found.streak) == (20, 15, 5, 3)
    assert (found.days_met, found.days) == (3, 4)
    assert only(history, tallies, tuesday).target == 10


def test_days_before_the_first_goal_are_no_part_of_a_streak() -> None:
    tallies = calls(MONDAY - timedelta(days=7), *[10] * 12)
    assert only([goal(10, MONDAY)], tallies, date(2026, 11, 20)).streak == 5


def test_nothing_is_asked_for_on_a_day_off() -> None:
    found = only([goal(10)], calls(MONDAY, 10, 10, 10, 10, 9), date(2026, 11, 22))
    assert (found.target, found.left, found.met, found.streak, found.days_met, found.days) == (
        0,
        0,
        True,
        0,
        4,
        5,
    )


def test_a_week_with_days_off_asks_for_its_share_rounded_up() -> None:
    weekly = [goal(12, MONDAY, aim=Aim(measure=Measure.ACTIVITIES, channel="call", per=Per.WEEK))]
    calendar = Calendar(time_off=((date(2026, 11, 24), date(2026, 11, 25)),))
    # Three of five days: 7.2 calls.
    assert only(weekly, [], date(2026, 11, 23), calendar).target == 8


def test_weeks_in_a_row_pass_over_a_week_away_and_end_at_one_that_was_missed() -> None:
    weekly = Aim(measure=Measure.ACTIVITIES, channel="call", per=Per.WEEK)
    three_weeks_ago = MONDAY - timedelta(days=21)
    tallies = [
        *calls(three_weeks_ago, 4),
        *calls(three_weeks_ago + timedelta(days=7), 12),
        *calls(MONDAY, 5, 7),
    ]
    history = [goal(10, three_weeks_ago, aim=weekly)]
    away = Calendar(time_off=((MONDAY - timedelta(days=7), MONDAY - timedelta(days=1)),))
    assert only(history, tallies, MONDAY, away).streak == 1
    assert only(history, tallies, MONDAY + timedelta(days=1), away).streak == 2
    assert only(history, tallies, MONDAY + timedelta(days=1)).streak == 1


def test_prospecting_adds_its_channels_and_leaves_effort_out() -> None:
    aim = Aim(measure=Measure.MINUTES, channel=None, per=Per.DAY)
    tallies = [*calls(MONDAY, 20), *calls(MONDAY, 5, channel="email"), *calls(MONDAY, 60, channel="admin")]
    assert only([goal(90, aim=aim)], tallies, MONDAY).done == 25


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40), st.frozensets(st.integers(0, 6), min_size=1))
def test_a_streak_is_the_run_of_met_working_days_that_ends_today(
    counts: list[int], weekdays: frozenset[int]
) -> None:
    today = MONDAY + timedelta(days=len(counts) - 1)
    worked = [
        (place, count)
        for place, count in enumerate(counts)
        if (MONDAY + timedelta(days=place)).weekday() in weekdays
    ]
    run = 0
    for place, count in worked:
        run = run + 1 if count >= 10 else run if place == len(counts) - 1 else 0
    assert only([goal(10)], calls(MONDAY, *counts), today, Calendar(weekdays)).streak == run


def test_a_week_that_met_its_goal_to_the_call_is_part_of_the_streak() -> None:
    weekly = goal(12, date(2026, 11, 2), aim=Aim(measure=Measure.ACTIVITIES, channel="call", per=Per.WEEK))
    for second, streak in ((12, 3), (11, 1)):
        tallies = [*calls(date(2026, 11, 2), 12), *calls(date(2026, 11, 9), second), *calls(MONDAY, 12)]
        assert only([weekly], tallies, MONDAY).streak == streak
