from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.importing.cells import Unreadable
from prospector.importing.moment_column import MomentColumn
from prospector.importing.moments import MomentReader
from prospector.importing.slashes import SlashOrder, UndecidedDatesError

BERLIN = ZoneInfo("Europe/Berlin")


def reader(*dates: str) -> MomentReader:
    return MomentReader(BERLIN, SlashOrder(lambda: dates, "calls.csv"))


def utc(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    "text", ["2026-08-05", "2026-8-5", "2026/08/05", "20260805", "05.08.2026", "5.8.2026", "5/8/2026"]
)
def test_a_date_alone_has_a_day_and_no_hour(text: str) -> None:
    moment, key = reader("31/12/2026").moment(text)
    assert (moment, key) == (Moment.on(date(2026, 8, 5)), "2026-08-05")


@pytest.mark.parametrize(
    ("text", "seconds", "offset"),
    [
        ("2026-08-05T09:30:15+02:00", utc(2026, 8, 5, 7, 30, 15), 120),
        ("2026-08-05 09:30:15.999-0500", utc(2026, 8, 5, 14, 30, 15), -300),
        ("2026-08-05T09:30Z", utc(2026, 8, 5, 9, 30), 0),
        ("2026-08-05 09:30:15 UTC", utc(2026, 8, 5, 9, 30, 15), 0),
        ("20260805T09:30+05:30", utc(2026, 8, 5, 4, 0), 330),
        ("2026-08-05 9:30", utc(2026, 8, 5, 7, 30), 120),
        ("2026-01-05 09:30", utc(2026, 1, 5, 8, 30), 60),
        ("8/5/2026 12:05 AM", utc(2026, 8, 4, 22, 5), 120),
        ("8/5/2026 12:05:09 p.m.", utc(2026, 8, 5, 10, 5, 9), 120),
    ],
)
def test_a_time_is_read_with_its_offset_or_on_the_clock_of_the_zone(
    text: str, seconds: int, offset: int
) -> None:
    assert reader("12/31/2026").moment(text)[0] == Moment(seconds, offset)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31.02.2026", "'31.02.2026' is not a day"),
        ("2026-13-01", "'2026-13-01' is not a day"),
        ("2026-00-10T08:40:10+02:00", "02:00' is not a day"),
        ("2026-08-05 24:00", "is not a time"),
        ("2026-08-05 13:00 pm", "is not a time"),
        ("2026-08-05T09:30:15+19:00", "is not a"),
        ("yesterday", "'yesterday' is not a date or time"),
        ("2026-1-5 9:00 am?", "is not a date or time"),
        ("1700000000", "'1700000000' is a bare number, not a date"),
        ("46000", "is a bare number"),
        ("0206-08-05", "not plausible"),
        ("2026-W01-1", "is not a date or time"),
        ("2026-03-29 02:30", "does not exist"),
        ("٢٠٢٦-٠٨-٠٥", "is not a date or time"),
    ],
)
def test_a_time_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        reader().moment(text)


def test_an_hour_that_the_clock_showed_twice_is_the_first_one() -> None:
    moment, _ = reader().moment("2026-10-25 02:30")
    assert moment == Moment(utc(2026, 10, 25, 0, 30), 120)


def test_the_day_that_the_clocks_change_on_is_read_hour_by_hour() -> None:
    read = reader()
    assert [read.moment(f"2026-03-29 0{hour}:00")[0].offset for hour in (0, 1, 3)] == [60, 60, 120]


def test_the_key_of_a_naive_time_does_not_depend_on_the_zone_it_is_read_in() -> None:
    elsewhere = MomentReader(ZoneInfo("America/New_York"), SlashOrder(list, "calls.csv"))
    assert elsewhere.moment("2026-08-05 09:30")[1] == reader().moment("2026-08-05T9:30:00")[1]


def test_one_instant_has_one_key_whatever_offset_it_is_written_with() -> None:
    assert reader().moment("2026-08-05T09:30:00+02:00")[1] == reader().moment("2026-08-05T07:30:00Z")[1]


def test_one_date_that_can_be_read_in_one_way_only_decides_about_all() -> None:
    assert reader("05/08/2026", "13/08/2026").moment("05/08/2026")[0].day == date(2026, 8, 5)
    assert reader("05/08/2026", "08/13/2026 9:00").moment("05/08/2026")[0].day == date(2026, 5, 8)


def test_a_date_that_no_order_can_read_decides_nothing() -> None:
    assert reader("13/13/2026", "30/02/2026", "13/08/2026").moment("05/08/2026")[0].day == date(2026, 8, 5)


def test_slashed_dates_that_do_not_tell_are_refused_and_the_option_is_named() -> None:
    with pytest.raises(
        InvalidValueError, match="no date tells whether the day or the month comes first"
    ) as refusal:
        reader("05/08/2026", "01/02/2026").moment("05/08/2026")
    assert "--dates month-first" in refusal.value.hint


def test_slashed_dates_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="'13/08/2026' and '08/13/2026'"):
        reader("13/08/2026", "08/13/2026").moment("05/08/2026")


def test_a_slashed_date_that_strayed_among_others_is_wrong_by_itself() -> None:
    with pytest.raises(
        InvalidValueError,
        match=r"'05/08/2026' may have the day or the month first; tell with --dates day-first",
    ) as refusal:
        reader("2026-08-05", "2026-08-06", "05/08/2026").moment("05/08/2026")
    assert not isinstance(refusal.value, UndecidedDatesError)
    stray = reader("2026-08-05", "2026-08-06", "2026-08-07", "13/11/2026", "11/14/2026")
    for text, what in (("13/11/2026", "day"), ("11/14/2026", "month")):
        with pytest.raises(
            InvalidValueError,
            match=f"'{text}' has the {what} first, but .* do not; tell with --dates day-first",
        ):
            stray.moment(text)
    for cells in ([], ["2026-08-05"], ["05/08/2026"]):
        with pytest.raises(InvalidValueError, match="'31/11/2026' is not a day"):
            reader(*cells).moment("31/11/2026")


def test_a_format_is_obeyed_and_without_hours_it_gives_no_time_of_day() -> None:
    assert reader().moment("5-Aug-26", ("%d-%b-%y",))[0] == Moment.on(date(2026, 8, 5))
    assert reader().moment("05|08|2026 07", ("%d|%m|%Y %H",))[0] == Moment(utc(2026, 8, 5, 5), 120)
    with pytest.raises(InvalidValueError, match="'2026-08-05' is not written as %d/%m/%Y"):
        reader().moment("2026-08-05", ("%d/%m/%Y",))
    with pytest.raises(InvalidValueError, match=r"'31\.11\.2026 11:00' is not a day"):
        reader().moment("31.11.2026 11:00", ("%d.%m.%Y %H:%M",))


def test_a_column_reads_each_cell_as_if_it_stood_alone() -> None:
    cells = [
        "2026-08-05T09:30:15+02:00",
        "2026-08-05",
        "",
        "5/8/2026 9:30",
        "31.02.2026",
        "2026-08-05T09:30:15Z",
    ]

    def other(text: str) -> tuple[object, str]:
        try:
            return reader("31/12/2026").moment(text) if text else (None, "")
        except InvalidValueError as error:
            return Unreadable(error.message), ""

    values, keys = reader("31/12/2026").column(cells, other)
    assert [*values] == [
        Moment(utc(2026, 8, 5, 7, 30, 15), 120),
        Moment.on(date(2026, 8, 5)),
        None,
        Moment(utc(2026, 8, 5, 7, 30), 120),
        Unreadable("'31.02.2026' is not a day"),
        Moment(utc(2026, 8, 5, 9, 30, 15), 0),
    ]
    assert keys == [
        str(utc(2026, 8, 5, 7, 30, 15)),
        "2026-08-05",
        "",
        "2026-08-05T09:30:00",
        "",
        str(utc(2026, 8, 5, 9, 30, 15)),
    ]
    assert isinstance(values, MomentColumn)
    some = values.without([3, 0])
    assert [*some] == [values[1], values[2], values[4], values[5]]
    assert some.latest == values.latest == utc(2026, 8, 5, 9, 30, 15)
