"""The closed grammar of times: what it reads, and that it refuses the rest."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prospector.domain.moment import Moment
from prospector.domain.moment_words import describe_when
from prospector.domain.when import WHEN_FORMS, read_when
from prospector.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 10, 42, 30, tzinfo=BERLIN)  # a Sunday
TODAY = NOW.date()


def clock(text: str) -> datetime:
    """A clock reading that does not yet know its place in time."""
    return datetime.fromisoformat(text)


WORDS = st.sampled_from(
    [
        "now",
        "today",
        "yesterday",
        "tomorrow",
        "mon",
        "fri",
        "sunday",
        "last",
        "next",
        "in",
        "a",
        "an",
        "3",
        "12",
        "90m",
        "2h",
        "ago",
        "days",
        "week",
        "hours",
        "min",
        "20",
        "nov",
        "feb",
        "29",
        "31",
        "9:30",
        "25:00",
        "9am",
        "12pm",
        "13pm",
        "am",
        "2026-11-20",
        "2026-02-31",
        "2026-11-20T16:00Z",
        "1926-01-01",
        "31.02.2026",
        "11/03/2026",
        "2026",
    ]
)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("now", "2026-11-22T10:42:30+01:00"),
        ("today", "2026-11-22"),
        ("9:30", "2026-11-22T09:30:00+01:00"),
        ("10:42", "2026-11-22T10:42:00+01:00"),
        ("9am", "2026-11-22T09:00:00+01:00"),
        ("12am", "2026-11-22T00:00:00+01:00"),
        ("  Yesterday   9:30 PM ", "2026-11-21T21:30:00+01:00"),
        ("yesterday 12pm", "2026-11-21T12:00:00+01:00"),
        ("yesterday", "2026-11-21"),
        ("mon", "2026-11-16"),
        ("sun", "2026-11-22"),
        ("sun 9:00", "2026-11-22T09:00:00+01:00"),
        ("sun 11:00", "2026-11-15T11:00:00+01:00"),
        ("last sun", "2026-11-15"),
        ("last saturday 9am", "2026-11-21T09:00:00+01:00"),
        ("3 days ago", "2026-11-19"),
        ("3d ago 16:00", "2026-11-19T16:00:00+01:00"),
        ("a week ago", "2026-11-15"),
        ("2 weeks ago", "2026-11-08"),
        ("45 min ago", "2026-11-22T09:57:30+01:00"),
        ("90m ago", "2026-11-22T09:12:30+01:00"),
        ("24 hours ago", "2026-11-21T10:42:30+01:00"),
        ("an hour ago", "2026-11-22T09:42:30+01:00"),
        ("0 min ago", "2026-11-22T10:42:30+01:00"),
        ("2026-11-20", "2026-11-20"),
        ("2026-07-20 16:00", "2026-07-20T16:00:00+02:00"),
        ("2026-11-20T16:00", "2026-11-20T16:00:00+01:00"),
        ("2026-11-20T16:00:05.750-05:00", "2026-11-20T16:00:05-05:00"),
        ("2026-11-20 16:00+0530", "2026-11-20T16:00:00+05:30"),
        ("2026-11-20T16:00+00:00", "2026-11-20T16:00:00+00:00"),
        ("2026-11-20T23:30:00Z", "2026-11-21T00:30:00+01:00"),
        ("20 nov", "2026-11-20"),
        ("Nov 20 9:30", "2026-11-20T09:30:00+01:00"),
        ("31 december 2025", "2025-12-31"),
        ("fri 20 nov 9:30", "2026-11-20T09:30:00+01:00"),
        ("29 feb 2024", "2024-02-29"),
    ],
)
def test_what_is_known_is_read(text: str, read: str) -> None:
    assert str(read_when(text, NOW, BERLIN)) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("tomorrow", "2026-11-23"),
        ("tomorrow 10:00", "2026-11-23T10:00:00+01:00"),
        ("fri", "2026-11-27"),
        ("sun 15:00", "2026-11-22T15:00:00+01:00"),
        ("sun 9:00", "2026-11-29T09:00:00+01:00"),
        ("sun", "2026-11-22"),
        ("next sun", "2026-11-29"),
        ("next fri 15:00", "2026-11-27T15:00:00+01:00"),
        ("in 3 days", "2026-11-25"),
        ("in 2 weeks 9am", "2026-12-06T09:00:00+01:00"),
        ("in 90m", "2026-11-22T12:12:30+01:00"),
        ("16:00", "2026-11-22T16:00:00+01:00"),
        ("9:00", "2026-11-22T09:00:00+01:00"),
        ("4 jan", "2027-01-04"),
        ("yesterday 16:00", "2026-11-21T16:00:00+01:00"),
    ],
)
def test_for_an_appointment_a_weekday_is_the_next_one(text: str, read: str) -> None:
    assert str(read_when(text, NOW, BERLIN, prefer="future")) == read


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("tomorow", "'tomorow' is not a time that I know", "did you mean tomorrow?"),
        ("yesterdya 16:00", "is not a time that I know", "did you mean yesterday?"),
        ("", "the time is empty", "as in now"),
        ("16", "'16' is not a time that I know", "as in now"),
        ("16:00 yesterday", "is not a time that I know", "yesterday 16:00"),
        ("2 hours ago 16:00", "is not a time that I know", ""),
        ("20261120", "is not a time that I know", ""),
        ("٢٠٢٦-11-20", "is not a time that I know", ""),
        ("²:30", "is not a time that I know", ""),
        ("25:00", "'25:00' is not a time of day", "9:30"),
        ("9:60", "'9:60' is not a time of day", "9:30"),
        ("9:5", "'9:5' is not a time of day", "9:30"),
        ("13pm", "'13pm' is not a time of day", "9:30pm"),
        ("0am", "'0am' is not a time of day", "9am"),
        ("2026-11-20T16:00+15:00", "is not a time of day", ""),
        ("16:00+01:00", "an offset needs the date beside it", "2026-11-20T16:00+01:00"),
        ("2026-02-31", "'2026-02-31' is not a day", ""),
        ("30 feb", "'30 feb' is not a day", ""),
        ("31.02.2026", "'31.02.2026' is not a day", "2026-11-20"),
        ("11/03/2026", "does not say which number is the day", "write 2026-03-11 or 2026-11-03"),
        ("11-03-26", "does not say which number is the day", "write 2026-03-11 or 2026-11-03"),
        ("25/12/2025", "is not how dates are written here", "write 2025-12-25"),
        ("2026/11/20 16:00", "is not how dates are written here", "write 2026-11-20"),
        ("9.30", "does not say which number is the day", "a time as 9:30"),
        ("thu 20 nov", "Fri 20 Nov 2026 is not a Thu", ""),
        ("23 nov", "'23 nov' needs a year: it could be Sun 23 Nov 2025", "23 nov 2025"),
        ("29 feb", "'29 feb' needs a year", "29 feb 2024"),
        ("1926-11-20", "1926-11-20 is not plausible", "check the year"),
        ("9999 weeks ago", "is not plausible", "check the year"),
        ("2100-01-01", "is not plausible", "check the year"),
        ("16:00", "today 16:00 is in the future", "--future"),
        ("tomorrow", "tomorrow is in the future", "--future"),
        ("2026-12-24 9:00", "Thu 24 Dec 9:00 is in the future", "--future"),
        ("2026-10-25 2:30", "happened twice", "2026-10-25T02:30+02:00"),
        ("2026-03-29 2:30", "does not exist", ""),
    ],
)
def test_what_is_not_known_is_refused_with_a_remedy(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        read_when(text, NOW, BERLIN)
    assert message in refusal.value.message
    assert hint in refusal.value.hint


def test_the_future_is_taken_where_it_is_asked_for() -> None:
    assert str(read_when("tomorrow 9am", NOW, BERLIN, allow_future=True)) == "2026-11-23T09:00:00+01:00"
    assert str(read_when("mon", NOW, BERLIN, allow_future=True)) == "2026-11-16"


def test_what_was_ago_is_counted_in_hours_that_passed_not_in_hours_of_the_clock() -> None:
    after_the_change = datetime(2026, 10, 25, 3, 30, tzinfo=BERLIN)
    assert str(read_when("2h ago", after_the_change, BERLIN)) == "2026-10-25T02:30:00+02:00"


def test_a_weekday_is_that_of_the_reps_own_zone() -> None:
    late_in_london = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # Monday morning in Auckland
    assert str(read_when("today", late_in_london, ZoneInfo("Pacific/Auckland"))) == "2026-11-23"
    assert (
        str(read_when("mon 8am", late_in_london, ZoneInfo("Pacific/Auckland"))) == "2026-11-23T08:00:00+13:00"
    )


def test_a_naive_present_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="aware"):
        read_when("now", clock("2026-11-22"))


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("new_york")
def test_without_a_zone_the_clock_is_that_of_the_system() -> None:
    now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # still Saturday there
    assert str(read_when("21:30", now)) == "2026-11-21T21:30:00-05:00"
    assert str(read_when("2026-07-01 9:00", now)) == "2026-07-01T09:00:00-04:00"
    with pytest.raises(InvalidValueError, match="does not exist"):
        read_when("2026-03-08 2:30", now)
    with pytest.raises(InvalidValueError, match="happened twice"):
        read_when("2026-11-01 1:30", now)


@pytest.mark.parametrize(
    ("text", "echo"),
    [
        ("now", "today 10:42"),
        ("yesterday 16:00", "yesterday 16:00"),
        ("yesterday", "yesterday"),
        ("2026-11-20 9:30", "Fri 20 Nov 9:30"),
        ("2026-11-20", "Fri 20 Nov"),
        ("2025-11-20 9:05", "Thu 20 Nov 2025 9:05"),
    ],
)
def test_the_echo_says_weekday_and_time_and_can_be_typed_again(text: str, echo: str) -> None:
    moment = read_when(text, NOW, BERLIN)
    assert describe_when(moment, NOW) == echo
    assert describe_when(read_when(echo, NOW, BERLIN), NOW) == echo


@given(st.text(max_size=30) | st.lists(WORDS, max_size=4).map(" ".join), st.sampled_from(["past", "future"]))
@example("1 \u0661 nov", "past")
@example("2026-11-20T", "past")
@example("2026-11-20t16:00+", "past")
@example("pm", "past")
@example(":", "past")
@example("in", "future")
@example("0 mar 0000", "past")
@example("sun 2026-11-22 9:30z", "past")
def test_any_text_is_a_moment_or_is_refused(text: str, prefer: str) -> None:
    try:
        moment = read_when(text, NOW, BERLIN, prefer="past" if prefer == "past" else "future")
    except InvalidValueError as refusal:
        said = refusal.message
    else:
        said = describe_when(moment, NOW)
        assert date(1990, 1, 1) <= moment.day < date(2100, 1, 1)
        assert prefer == "future" or moment.seconds <= NOW.timestamp()
    assert said
    assert said.isprintable()


@given(st.datetimes(clock("1990-01-02"), clock("2026-11-21")), st.booleans())
def test_the_text_of_a_moment_reads_back_to_it(naive: datetime, has_time: bool) -> None:
    moment = Moment.of(naive.replace(tzinfo=BERLIN)) if has_time else Moment.on(naive.date())
    assert read_when(str(moment), NOW, BERLIN) == moment


@given(st.dates(date(2026, 2, 25), TODAY))
def test_a_weekday_is_within_the_last_week_and_a_date_without_a_year_within_nine_months(day: date) -> None:
    assert read_when(f"{day:%d %b}", NOW, BERLIN).day == day
    assert timedelta(0) <= TODAY - read_when(f"{day:%A}", NOW, BERLIN).day < timedelta(days=7)


def test_every_form_of_the_help_is_read() -> None:
    for examples, _ in WHEN_FORMS:
        for text in examples.split(", "):
            read_when(text, NOW, BERLIN, allow_future=True)
