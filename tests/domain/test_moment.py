"""A clock reading finds its place in time, or is refused."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.moment import (
    Moment,
    check_plausible,
    date_of,
    day_number,
    localize,
    monday_of,
    week_of,
)
from prospector.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BERLIN = ZoneInfo("Europe/Berlin")
SAO_PAULO = ZoneInfo("America/Sao_Paulo")


def clock(text: str) -> datetime:
    """A clock reading that does not yet know its place in time."""
    return datetime.fromisoformat(text)


@pytest.fixture
def system_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def switch(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield switch
    monkeypatch.undo()
    time.tzset()


def test_a_moment_keeps_the_clock_of_the_one_who_logged_it() -> None:
    late = Moment.of(datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5))))
    assert (late.seconds, late.offset) == (1_795_408_200, -300)  # 2026-11-23T04:30:00Z
    assert late.day == date(2026, 11, 22)
    assert str(late) == "2026-11-22T23:30:00-05:00"


def test_a_day_without_a_time_has_no_hour_and_stays_that_day_anywhere() -> None:
    day = Moment.on(date(2026, 11, 22))
    assert not day.has_time
    assert day.day == date(2026, 11, 22)
    assert str(day) == "2026-11-22"


def test_weeks_begin_on_monday() -> None:
    sunday, monday = day_number(date(2026, 11, 22)), day_number(date(2026, 11, 23))
    assert week_of(monday) == week_of(sunday) + 1
    assert date_of(monday_of(week_of(sunday))) == date(2026, 11, 16)


@given(st.dates(date(1960, 1, 1), date(2100, 1, 1)))
def test_two_days_share_a_week_where_the_iso_calendar_says_so(day: date) -> None:
    monday = date_of(monday_of(week_of(day_number(day))))
    assert monday.isocalendar()[:2] == day.isocalendar()[:2]
    assert monday.weekday() == 0


@pytest.mark.parametrize("zone", [BERLIN, None])
def test_an_hour_that_the_clocks_skipped_is_refused(
    zone: tzinfo | None, system_zone: Callable[[str], None]
) -> None:
    system_zone("Europe/Berlin")
    with pytest.raises(InvalidValueError, match="2026-03-29 02:30 does not exist"):
        localize(clock("2026-03-29 02:30"), zone)
    assert localize(clock("2026-03-29 03:00"), zone).offset == 120
    assert localize(clock("2026-03-29 01:59"), zone).offset == 60


@pytest.mark.parametrize("zone", [BERLIN, None])
def test_an_hour_that_came_twice_is_refused_or_taken_the_first_time(
    zone: tzinfo | None, system_zone: Callable[[str], None]
) -> None:
    system_zone("Europe/Berlin")
    with pytest.raises(InvalidValueError, match="happened twice") as refusal:
        localize(clock("2026-10-25 02:30"), zone)
    assert "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00" in refusal.value.hint
    assert localize(clock("2026-10-25 02:30"), zone, overlap="first").offset == 120
    assert localize(clock("2026-10-25 03:00"), zone).offset == 60


def test_a_midnight_that_does_not_exist_is_refused_and_its_day_is_not() -> None:
    with pytest.raises(InvalidValueError, match="2018-11-04 00:00 does not exist"):
        localize(clock("2018-11-04 00:00"), SAO_PAULO)
    assert localize(clock("2018-11-04 01:00"), SAO_PAULO).day == date(2018, 11, 4)
    assert Moment.on(date(2018, 11, 4)).day == date(2018, 11, 4)


def test_a_day_that_an_island_skipped_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="does not exist"):
        localize(clock("2011-12-30 12:00"), ZoneInfo("Pacific/Apia"))


def test_a_zone_that_shifts_by_half_an_hour_is_read_right() -> None:
    lord_howe = ZoneInfo("Australia/Lord_Howe")
    assert localize(clock("2026-01-01 09:00"), lord_howe).offset == 660
    assert localize(clock("2026-07-01 09:00"), lord_howe).offset == 630
    with pytest.raises(InvalidValueError, match="happened twice"):
        localize(clock("2026-04-05 01:45"), lord_howe)


@pytest.mark.parametrize(
    "naive", [clock("0001-01-01"), clock("1989-12-31 23:00"), clock("2100-01-01"), clock("9999-12-31 23:59")]
)
@pytest.mark.parametrize("zone", [BERLIN, None])
def test_an_implausible_year_is_refused_before_the_clock_is_asked(
    naive: datetime, zone: tzinfo | None
) -> None:
    with pytest.raises(InvalidValueError, match="is not plausible"):
        localize(naive, zone)


def test_plausible_days_go_from_1990_to_2099() -> None:
    assert check_plausible(date(1990, 1, 1)) == date(1990, 1, 1)
    assert check_plausible(date(2099, 12, 31)) == date(2099, 12, 31)


@given(
    st.datetimes(clock("1990-01-01"), clock("2099-12-31")),
    st.sampled_from([BERLIN, SAO_PAULO, ZoneInfo("America/New_York"), ZoneInfo("Pacific/Apia")]),
)
def test_a_clock_reading_is_kept_to_the_second_or_refused(naive: datetime, zone: ZoneInfo) -> None:
    naive = naive.replace(microsecond=0, fold=0)  # what a clock shows does not say which of two hours it is
    came_back = naive.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    try:
        moment = localize(naive, zone, overlap="first")
    except InvalidValueError:
        assert came_back != naive
    else:
        assert moment.local.replace(tzinfo=None) == naive
        assert moment.seconds == naive.replace(tzinfo=zone).timestamp()


def test_an_offset_with_seconds_is_kept_in_the_minute_that_it_has_begun() -> None:
    # Monrovia's clocks were 44 minutes and 30 seconds behind Greenwich until 1972.
    for seconds, minutes in ((-2670, -45), (2670, 44)):
        clock_of_then = datetime(2026, 11, 20, 9, 42, tzinfo=timezone(timedelta(seconds=seconds)))
        assert Moment.of(clock_of_then).offset == minutes
