"""Periods: what their names mean, that a name comes back, and that splitting one loses nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.moment import Moment
from prospector.domain.period import PERIOD_FORMS, Period, read_period
from prospector.domain.working_days import working_days
from prospector.errors import InvalidValueError

TODAY = date(2026, 11, 22)  # a Sunday, week 47
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", "2026-11-22", "2026-11-22"),
        ("yesterday", "2026-11-21", "2026-11-21"),
        ("this-week", "2026-11-16", "2026-11-22"),
        ("LAST week", "2026-11-09", "2026-11-15"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("this-quarter", "2026-10-01", "2026-12-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("next-quarter", "2027-01-01", "2027-03-31"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-q1", "2026-01-01", "2026-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-w53", "2026-12-28", "2027-01-03"),
        ("2026-11-20", "2026-11-20", "2026-11-20"),
        ("90d", "2026-08-25", "2026-11-22"),
        ("1d", "2026-11-22", "2026-11-22"),
        ("8w", "2026-09-28", "2026-11-22"),
        ("2026-10-01..2026-11-15", "2026-10-01", "2026-11-15"),
        ("2026-Q1..2026-Q2", "2026-01-01", "2026-06-30"),
        ("2026-10-01..today", "2026-10-01", "2026-11-22"),
    ],
)
def test_a_name_means_its_days(text: str, first: str, last: str) -> None:
    period = read_period(text, TODAY)
    assert period.contains(date.fromisoformat(first))
    assert period.contains(date.fromisoformat(last))
    assert not period.contains(date.fromisoformat(first) - timedelta(days=1))
    assert not period.contains(date.fromisoformat(last) + timedelta(days=1))


def test_an_open_period_has_one_bound_and_everything_has_none() -> None:
    since, until = read_period("2026-10-01..", TODAY), read_period("..2026-10-01", TODAY)
    assert (since.start, since.end, since.days) == (date(2026, 10, 1), None, None)
    assert (until.start, until.end) == (None, date(2026, 10, 2))
    everything = read_period("ALL", TODAY)
    assert everything.is_everything
    assert everything.contains(date(1815, 6, 18))
    assert not since.is_everything


@given(DAYS)
def test_the_day_numbers_of_an_open_period_enclose_every_plausible_moment(day: date) -> None:
    everything = read_period("all", TODAY)
    assert everything.start_day <= Moment.on(day).local_day < everything.end_day


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("last-yaer", "'last-yaer' is not a period", "did you mean last-year?"),
        ("lst mnth", "'lst mnth' is not a period", "did you mean last-month?"),
        ("", "'' is not a period", "periods are today"),
        ("..", "'..' is not a period", "periods are"),
        ("2026-13", "'2026-13' is not a period", "periods are"),
        ("2026-Q5", "'2026-Q5' is not a period", "periods are"),
        ("6m", "'6m' is not a period", "periods are"),
        ("0d", "'0d' is not a period", "periods are"),
        ("2025-W53", "2025 has no week 53", "from 2025-W01 to 2025-W52"),
        ("2026-W00", "2026 has no week 0", "from 2026-W01 to 2026-W53"),
        ("2026-02-29", "'2026-02-29' is not a day", ""),
        ("1980", "1980 is not plausible", "check the year"),
        ("2099-W53", "is not plausible", "check the year"),
        ("99999d", "goes back behind 1990-01-01", "all"),
        ("2026-11-15..2026-10-01", "ends before it begins", "2026-10-01..2026-11-15"),
        ("all..2026", "is not a period", ""),
    ],
)
def test_what_is_not_known_is_refused_with_a_remedy(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        read_period(text, TODAY)
    assert message in refusal.value.message
    assert hint in refusal.value.hint


@given(st.text(max_size=25) | st.text("0123456789-.QWdw", max_size=22), DAYS)
def test_any_text_is_a_period_or_is_refused(text: str, today: date) -> None:
    try:
        period = read_period(text, today)
    except InvalidValueError:
        return
    assert period.start_day < period.end_day


@pytest.mark.parametrize("year", range(1990, 2100))
def test_a_year_has_a_week_53_where_the_iso_calendar_says_so(year: int) -> None:
    thursday_in_week_53 = date(year, 12, 31).weekday() == 3 or date(year, 1, 1).weekday() == 3
    try:
        read_period(f"{year}-W53", TODAY)
    except InvalidValueError as refusal:
        has_it = "is not plausible" in refusal.message
    else:
        has_it = True
    assert has_it == thursday_in_week_53


@given(
    DAYS,
    st.sampled_from(["today", "yesterday", "90d", "8w", "1w", "all"])
    | st.builds(
        "{}-{}".format,
        st.sampled_from(["this", "last", "next"]),
        st.sampled_from(["week", "month", "quarter", "year"]),
    ),
    DAYS,
)
def test_the_canonical_text_means_the_same_days_on_any_other_day(today: date, text: str, later: date) -> None:
    try:
        period = read_period(text, today)
    except InvalidValueError:
        return  # at the edges of plausible time
    assert read_period(period.canonical, later) == period


@given(st.none() | DAYS, st.none() | DAYS)
def test_a_range_comes_back_by_its_canonical_text(first: date | None, last: date | None) -> None:
    if first and last and first > last:
        first, last = last, first
    period = Period(first, last + timedelta(days=1) if last else None, "a range")
    assert read_period(period.canonical, TODAY) == period


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_the_calendar_puts_each_day_into_one_period_and_the_one_before_it_adjoins(
    day: date, unit: str
) -> None:
    try:
        period = read_period(f"this-{unit}", day)
    except InvalidValueError:
        return
    assert period.contains(day)
    before = period.previous()
    if before is not None and before.end is not None:
        assert before.end == period.start
        assert before == read_period(f"this-{unit}", before.end - timedelta(days=1))
        assert before == read_period(f"last-{unit}", day)


def test_the_period_before_is_of_the_same_sort() -> None:
    def before(text: str) -> str | None:
        previous = read_period(text, TODAY).previous()
        return previous.canonical if previous else None

    assert before("2024-03") == "2024-02"
    assert before("2027-W01") == "2026-W53"
    assert before("2026-Q1") == "2025-Q4"
    assert before("2026-11-20..2026-11-21") == "2026-11-18..2026-11-19"
    assert before("2026-Q1..2026-Q2") == "2025-07-01..2025-12-31"
    assert before("all") is None
    assert before("2026-10-01..") is None
    assert before("1990") is None


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("this-quarter", "this quarter to Sun 22 Nov 2026"),
        ("last-quarter", "last quarter (2026-Q3)"),
        ("2026-Q3", "2026-Q3"),
        ("2026-11", "2026-11 to Sun 22 Nov 2026"),
        ("today", "today, Sun 22 Nov 2026"),
        ("2026-11-20", "Fri 20 Nov 2026"),
        ("8w", "the last 8 weeks to Sun 22 Nov 2026"),
        ("1w", "the last 7 days to Sun 22 Nov 2026"),
        ("2026-10-01..2026-11-15", "Thu 1 Oct 2026 to Sun 15 Nov 2026"),
        ("2026-10-01..2026-12-15", "Thu 1 Oct 2026 to Sun 22 Nov 2026"),
        ("..2026-11-15", "up to Sun 15 Nov 2026"),
        ("all", "everything to Sun 22 Nov 2026"),
        ("next-year", "next year, which begins on Fri 1 Jan 2027"),
    ],
)
def test_a_heading_says_what_was_asked_for_and_to_which_day(text: str, heading: str) -> None:
    assert read_period(text, TODAY).describe(TODAY) == heading


def test_a_period_without_a_day_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no day"):
        Period(TODAY, TODAY, "nothing")


def test_every_form_of_the_help_is_read() -> None:
    for examples, _ in PERIOD_FORMS:
        for text in examples.split(", "):
            read_period(text, TODAY)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    november = (date(2026, 11, 1), date(2026, 12, 1))
    assert working_days(*november) == 21
    thanksgiving, a_sunday = date(2026, 11, 26), date(2026, 11, 22)
    assert working_days(*november, holidays=frozenset({thanksgiving, a_sunday})) == 20
    assert working_days(*november, weekdays=frozenset({0, 1, 2, 3})) == 17
    assert working_days(TODAY, TODAY) == 0
    assert working_days(TODAY, TODAY - timedelta(days=9)) == 0


@given(
    st.lists(st.dates(date(2025, 1, 1), date(2027, 1, 1)), min_size=3, max_size=3).map(sorted),
    st.frozensets(st.integers(0, 6)),
    st.frozensets(st.dates(date(2025, 1, 1), date(2027, 1, 1)), max_size=9),
)
def test_splitting_a_stretch_loses_no_working_day(
    days: list[date], weekdays: frozenset[int], holidays: frozenset[date]
) -> None:
    start, middle, end = days
    whole = working_days(start, end, weekdays, holidays)
    assert whole == working_days(start, middle, weekdays, holidays) + working_days(
        middle, end, weekdays, holidays
    )
    every_day = (start + timedelta(days=shift) for shift in range((end - start).days))
    assert whole == sum(day.weekday() in weekdays and day not in holidays for day in every_day)
