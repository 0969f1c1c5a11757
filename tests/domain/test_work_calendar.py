from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.moment import day_number
from prospector.domain.public_holidays import check_country, public_holidays
from prospector.domain.work_calendar import Calendar
from prospector.errors import InvalidValueError

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_bavaria_keeps_epiphany_and_berlin_does_not() -> None:
    epiphany = date(2026, 1, 6)
    assert not Calendar(public=public_holidays("DE-BY")).works_on(epiphany)
    assert Calendar(public=public_holidays("DE-BE")).works_on(epiphany)


def test_the_fourth_quarter_of_2026_in_bavaria_has_65_working_days() -> None:
    # 92 days from a Thursday: 66 weekdays; off: 25 December (a Friday); 3 October, 1 November and 26 December are weekends.
    start, end = day_number(date(2026, 10, 1)), day_number(date(2027, 1, 1))
    assert Calendar().days(start, end) == 66
    assert Calendar(public=public_holidays("DE-BY")).days(start, end) == 65
    away = ((date(2026, 12, 24), date(2027, 1, 3)),)
    # 24, 25, 28, 29, 30, 31 December; the 25th is a holiday too and is taken off once.
    assert Calendar(public=public_holidays("DE-BY"), time_off=away).days(start, end) == 60


@given(
    start=DAYS,
    length=st.integers(0, 400),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.frozensets(DAYS, max_size=20),
    away=st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=4),
)
def test_days_are_those_that_are_worked_on_one_by_one(
    start: date,
    length: int,
    weekdays: frozenset[int],
    holidays: frozenset[date],
    away: list[tuple[date, int]],
) -> None:
    ranges = tuple((first, first + timedelta(days=more)) for first, more in away)
    calendar = Calendar(weekdays, holidays, ranges)
    one_by_one = sum(calendar.works_on(start + timedelta(days=each)) for each in range(length))
    assert calendar.days(day_number(start), day_number(start) + length) == one_by_one


def test_the_working_day_after_passes_over_weekends_and_time_off() -> None:
    calendar = Calendar(time_off=((date(2026, 11, 23), date(2026, 11, 24)),))
    friday = date(2026, 11, 20)
    assert calendar.after(friday, 0) == friday
    assert calendar.after(friday, 1) == date(2026, 11, 25)
    assert calendar.after(date(2026, 11, 21), 0) == date(2026, 11, 25)


@pytest.mark.parametrize(("country", "words"), [("XX", "'XX'"), ("DE-ZZ", "'ZZ' is not a part of DE")])
def test_a_country_without_rules_is_refused(country: str, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        check_country(country)
    with pytest.raises(InvalidValueError, match=words):
        public_holidays(country)
