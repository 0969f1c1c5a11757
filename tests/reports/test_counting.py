"""The rules of counting and credit, on logs that were worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.domain.vocabulary import Metric
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.reports.basis import Basis
from prospector.reports.lines import Line, Lines
from prospector.store.store import Store
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook

LATER = date(2026, 12, 31)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def lines(
    book: Logbook,
    dimension: Dimension = Dimension.CHANNEL,
    *,
    period: str = "2026",
    as_of: date = LATER,
    filters: Filters | None = None,
    rates: dict[str, Decimal] | None = None,
) -> Lines:
    basis = Basis(
        period=read_period(period, as_of),
        as_of=as_of,
        exchange=Exchange("USD", rates or {}),
        filters=filters or Filters(),
    )
    with Store(str(book.path)) as store:
        return comparison(store, basis, dimension).lines


def row(found: Lines, name: str) -> Line:
    (line,) = (line for line in found.rows if line.name == name)
    return line


def amounts(found: Lines, metric: Metric) -> dict[str, float]:
    """What each row brought, and in brackets what came in by source; nothing is left out."""
    return {
        **{line.name: line.result(metric) for line in found.rows if line.result(metric)},
        **{f"[{line.name}]": line.result(metric) for line in found.came_in if line.result(metric)},
    }


def rate(line: Line) -> tuple[int, int]:
    return line.effort.conversation_rate.hits, line.effort.conversation_rate.trials


def test_a_thread_of_a_day_is_one_conversation_and_one_hit(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  jane  conversation
        2026-03-02 09:30  email  jane  conversation  in
        2026-03-02 10:00  email  jane  conversation
        2026-03-02 11:00  call   jane  conversation
        2026-03-03 09:00  email  jane  conversation
    """)
    found = lines(book)
    assert amounts(found, Metric.CONVERSATIONS) == {"email": 2, "call": 1}
    assert amounts(found, Metric.NEW_CONVERSATIONS) == {"email": 1}
    assert rate(row(found, "email")) == (2, 3)


def test_a_tally_counts_as_many_trials_and_conversations_as_it_says(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call  .     no-answer     x34
        2026-03-02 10:00  call  .     conversation  x2
        2026-03-02 11:00  call  jane  no-answer
    """)
    call = row(lines(book), "call")
    assert (call.effort.activities, call.effort.contacts) == (37, 1)
    assert rate(call) == (2, 37)
    assert call.result(Metric.CONVERSATIONS) == 2
    assert call.result(Metric.NEW_CONVERSATIONS) == 0


def test_an_inbound_conversation_belongs_to_the_touch_that_it_answers(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  jane  sent
        2026-03-04 09:00  email  jane  sent
        2026-03-06 09:00  email  jane  conversation  in
    """)
    email = row(lines(book), "email")
    assert rate(email) == (1, 2)
    assert email.result(Metric.CONVERSATIONS) == 1
    by_day = lines(book, Dimension.WEEKDAY)
    assert rate(row(by_day, "Wed")) == (1, 1)
    assert rate(row(by_day, "Mon")) == (0, 1)


def test_an_answer_on_another_channel_counts_for_the_rate_but_not_for_credit(book: Logbook) -> None:
    book.lead("jane", "web")
    book.activities("""
        2026-03-02 09:00  email  jane  sent
        2026-03-06 09:00  call   jane  conversation  in
    """)
    found = lines(book)
    assert rate(row(found, "email")) == (1, 1)
    assert amounts(found, Metric.CONVERSATIONS) == {"[web]": 1}


def test_nothing_is_answered_after_thirty_days(book: Logbook) -> None:
    book.activities("""
        2026-03-01 09:00  email  jane  sent
        2026-03-31 08:00  email  jane  conversation  in
        2026-03-01 09:00  email  bob   sent
        2026-04-01 09:00  email  bob   conversation  in
    """)
    found = lines(book)
    assert rate(row(found, "email")) == (1, 2)
    assert amounts(found, Metric.CONVERSATIONS) == {"email": 1, "[(blank)]": 1}


def test_an_engagement_is_a_touch_of_the_content_channel_wherever_it_was_logged(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  content  .     published     90min
        2026-03-03 10:00  social   jane  engaged       in on=five-ways
        2026-03-04 10:00  social   bob   conversation  in on=five-ways
    """)
    found = lines(book)
    content = row(found, "content")
    assert (content.effort.activities, content.effort.minutes, content.effort.contacts) == (1, 90, 2)
    assert rate(content) == (1, 2)
    assert content.effort.per_hour.value is None
    assert amounts(found, Metric.CONVERSATIONS) == {"content": 1}
    assert [line.name for line in found.rows] == ["content"]


def test_effort_takes_time_and_is_no_touch(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  research  jane  done  45min
        2026-03-02 10:00  call      bob   conversation
        2026-03-03 10:00  research  jane  conversation  in
    """)
    found = lines(book)
    research = row(found, "research")
    assert (research.effort.activities, research.effort.minutes, research.effort.contacts) == (1, 45, 0)
    assert rate(research) == (0, 0)
    assert found.total.effort.conversation_rate.trials == 1
    assert amounts(found, Metric.CONVERSATIONS) == {"call": 1}


def test_a_touch_is_a_connect_once_however_often_it_was_answered(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  jane  sent
        2026-03-03 09:00  email  jane  replied  in
        2026-03-04 09:00  email  jane  replied  in
        2026-03-04 10:00  call   jane  gatekeeper
        2026-03-05 09:00  call   jane  connected  in
    """)
    found = lines(book)
    for name in ("email", "call"):
        connects = row(found, name).effort.connect_rate
        assert (connects.hits, connects.trials) == (1, 1)


def test_a_conversation_is_new_after_ninety_days_without_one(book: Logbook) -> None:
    book.activities("""
        2026-01-05 09:00  call  jane  conversation
        2026-04-04 09:00  call  jane  conversation
        2026-07-03 09:00  call  jane  conversation
    """)
    assert amounts(lines(book), Metric.NEW_CONVERSATIONS) == {"call": 2}
    assert amounts(lines(book, period="2026-04"), Metric.NEW_CONVERSATIONS) == {}
    assert amounts(lines(book, period="2026-07"), Metric.NEW_CONVERSATIONS) == {"call": 1}


def test_a_new_conversation_looks_exactly_ninety_days_back(book: Logbook) -> None:
    book.activities("""
        2026-01-05 09:00  call  jane  conversation
        2026-04-05 09:00  call  jane  conversation
        2026-07-03 09:00  call  jane  conversation
    """)
    assert amounts(lines(book), Metric.NEW_CONVERSATIONS) == {"call": 2}


def test_appointments_are_set_by_activities_and_by_rows_without_one(book: Logbook) -> None:
    call, email, talk = book.activities("""
        2026-03-02 09:00  call   jane  appointment
        2026-03-03 09:00  email  bob   appointment
        2026-03-03 10:00  call   ann   conversation
    """)
    book.appointment(
        "jane", set_at="2026-03-02 09:00", starts="2026-03-10 14:00", status="held", activity=call
    )
    book.appointment(
        "bob", set_at="2026-03-03 09:00", starts="2026-04-02 14:00", status="held", activity=email
    )
    book.appointment("ann", set_at="2026-03-05 09:00", status="no-show", activity=talk)
    book.appointment("zoe", starts="2026-03-20 10:00", status="set")
    found = lines(book, period="2026-03")
    assert amounts(found, Metric.APPOINTMENTS_SET) == {"call": 2, "email": 1, "[(blank)]": 1}
    assert amounts(found, Metric.APPOINTMENTS_HELD) == {"call": 1}
    assert amounts(lines(book, period="2026-04"), Metric.APPOINTMENTS_HELD) == {"email": 1}
    assert amounts(lines(book, as_of=date(2026, 3, 9)), Metric.APPOINTMENTS_HELD) == {}


def test_an_appointment_without_an_activity_goes_to_the_channel_that_brought_it(book: Logbook) -> None:
    call = book.activities("2026-03-02 09:00  call  jane  conversation")[0]
    book.appointment("jane", set_at="2026-03-03 09:00", status="held", channel="social")
    book.appointment(
        "jane", set_at="2026-03-04 09:00", activity=call, channel="social"
    )  # its activity decides
    book.appointment("jane", set_at="2026-03-05 09:00", channel="admin")  # effort brings nothing
    assert amounts(lines(book), Metric.APPOINTMENTS_SET) == {"social": 1, "call": 2}
    assert amounts(lines(book), Metric.APPOINTMENTS_HELD) == {"social": 1}
    social = lines(book, filters=Filters(channel="social"))
    assert amounts(social, Metric.APPOINTMENTS_SET) == {"social": 1}
    assert amounts(lines(book, filters=Filters(channel="call")), Metric.APPOINTMENTS_SET) == {"call": 2}
    by_hour = lines(book, Dimension.HOUR)
    assert amounts(by_hour, Metric.APPOINTMENTS_SET) == {"09": 2, "[(blank)]": 1}


def test_a_deal_belongs_to_the_last_conversation_before_each_of_its_days(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call   jane  conversation
        2026-03-10 09:00  email  jane  conversation
        2026-03-20 09:00  call   jane  conversation
    """)
    book.deal("one", who="jane", value=500, opened="2026-03-02", closed="2026-03-15", status="won")
    found = lines(book)
    assert amounts(found, Metric.DEALS_OPENED) == {"call": 1}
    assert amounts(found, Metric.WON) == {"email": 1}
    assert amounts(found, Metric.REVENUE) == {"email": 500_00}


def test_a_time_of_day_decides_where_both_sides_have_one(book: Logbook) -> None:
    book.activities("2026-03-02 15:00  call  jane  conversation")
    book.deal("before", who="jane", opened="2026-03-02 14:00")
    book.deal("that day", who="jane", opened="2026-03-02")
    assert amounts(lines(book), Metric.DEALS_OPENED) == {"call": 1, "[(blank)]": 1}


def test_an_activity_that_a_deal_names_beats_the_last_conversation(book: Logbook) -> None:
    email, _ = book.activities("""
        2026-03-02 09:00  email  jane  sent
        2026-03-03 09:00  call   jane  conversation
    """)
    book.deal("one", who="jane", opened="2026-03-05", activity_id=email)
    assert amounts(lines(book), Metric.DEALS_OPENED) == {"email": 1}


def test_a_deal_of_an_account_goes_to_a_conversation_with_anybody_there(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call   jane@Acme  conversation
        2026-03-03 09:00  visit  bob@Acme   conversation
        2026-03-04 09:00  email  eve@Other  conversation
    """)
    book.deal("one", account="Acme", opened="2026-03-05")
    assert amounts(lines(book), Metric.DEALS_OPENED) == {"visit": 1}


def test_what_no_touch_is_credited_with_goes_by_its_lead_source(book: Logbook) -> None:
    book.lead("jane", "web", "2026-01-02")
    book.lead("jane", "event", "2026-02-02")
    second = book.lead("bob", "partner")
    book.deal("first arrival", who="jane", opened="2026-03-01")
    book.deal("its own source", who="jane", opened="2026-03-01", source="referral")
    book.deal("its lead", who="jane", opened="2026-03-01", lead_id=second)
    book.deal("nobody", opened="2026-03-01")
    expected = {"[web]": 1, "[referral]": 1, "[partner]": 1, "[(blank)]": 1}
    assert amounts(lines(book), Metric.DEALS_OPENED) == expected


def test_as_of_takes_a_later_win_for_an_open_deal(book: Logbook) -> None:
    book.deal("one", value=9, opened="2026-03-01", closed="2026-03-20", status="won")
    assert lines(book, as_of=date(2026, 3, 19)).total.result(Metric.WON) == 0
    assert lines(book, as_of=date(2026, 3, 20)).total.result(Metric.WON) == 1


def test_as_of_takes_a_deal_for_won_that_was_reopened_later(book: Logbook) -> None:
    book.activities("2026-03-03 09:00  call  jane  conversation")
    number = book.deal("one", who="jane", value=9, opened="2026-03-02")
    book.steps(number, "qualifying@2026-03-02;won@2026-03-15;proposal@2026-04-10")
    for day, won in ((14, 0), (15, 1), (31, 1)):
        assert lines(book, as_of=date(2026, 3, day)).total.result(Metric.WON) == won
    assert amounts(lines(book, as_of=date(2026, 4, 9)), Metric.REVENUE) == {"call": 9_00}
    assert lines(book, as_of=date(2026, 4, 10)).total.result(Metric.WON) == 0


def test_as_of_tells_a_first_win_from_the_last_one(book: Logbook) -> None:
    number = book.deal("one", value=9, opened="2026-03-02", closed="2026-04-20", status="won")
    book.steps(number, "lead@2026-03-02;won@2026-03-15;lead@2026-03-20;won@2026-04-20")
    march = [lines(book, period="2026-03", as_of=date(2026, 3, day)) for day in (14, 15, 19, 20)]
    assert [found.total.result(Metric.WON) for found in march] == [0, 1, 1, 0]
    assert lines(book, period="2026-03").total.result(Metric.WON) == 0
    assert lines(book, period="2026-04").total.result(Metric.WON) == 1


def test_an_end_without_a_date_is_known_unless_a_later_step_comes_before_it(book: Logbook) -> None:
    before = book.deal("before", value=1, opened="2026-03-02")
    book.steps(before, "lead@2026-03-02;won@;proposal@2026-04-10")
    after = book.deal("after", value=2, opened="2026-03-02", status="won")
    book.steps(after, "lead@2026-03-02;proposal@2026-04-10;won@")
    for day, revenue in ((date(2026, 4, 9), 1_00), (date(2026, 4, 10), 2_00)):
        assert lines(book, period="all", as_of=day).total.result(Metric.REVENUE) == revenue


def test_a_step_after_the_end_does_not_take_an_end_back_that_the_deal_still_has(book: Logbook) -> None:
    number = book.deal("one", opened="2026-03-02", closed="2026-03-05", status="won")
    book.steps(number, "lead@2026-03-02;proposal@2026-03-09")
    assert lines(book, as_of=date(2026, 3, 8)).total.result(Metric.WON) == 1


def test_undated_wins_count_only_where_the_period_is_everything(book: Logbook) -> None:
    book.deal("undated", value=100, status="won")
    assert lines(book).total.result(Metric.REVENUE) == 0
    assert lines(book, period="all").total.result(Metric.REVENUE) == 100_00


def test_other_currencies_go_through_the_configured_rates(book: Logbook) -> None:
    book.deal("yen", value=1_500, opened="2026-03-01", closed="2026-03-02", status="won", currency="JPY")
    assert lines(book, rates={"JPY": Decimal("0.01")}).total.result(Metric.REVENUE) == 1_500_00
    with pytest.raises(InvalidValueError) as caught:
        lines(book)
    assert "JPY" in caught.value.message
    assert "rates.JPY" in caught.value.hint


def test_conversations_per_hour_leave_out_what_has_no_minutes(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call  jane  conversation  20min
        2026-03-02 10:00  call  bob   conversation
        2026-03-02 11:00  call  ann   no-answer     10min
        2026-03-02 12:00  call  .     conversation  x2 30min
    """)
    call = row(lines(book), "call").effort
    assert (call.per_hour.hits, call.per_hour.hours) == (3, 1.0)
    assert call.per_hour.coverage == 4 / 5
    assert call.untimed == 1


def test_hours_leave_out_what_has_no_time_of_day(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:59  call  jane  conversation
        2026-03-02        call  bob   no-answer
    """)
    found = lines(book, Dimension.HOUR)
    assert [line.name for line in found.rows] == ["09", "(none)"]
    assert rate(row(found, "09")) == (1, 1)


def test_rows_of_tags_overlap_and_the_total_counts_each_thing_once(book: Logbook) -> None:
    (call,) = book.activities("2026-03-02 09:00  call  jane  conversation  tag=hot")
    book.tag("activity", call, "expo")
    found = lines(book, Dimension.TAG)
    assert {line.name: rate(line) for line in found.rows} == {"expo": (1, 1), "hot": (1, 1)}
    assert rate(found.total) == (1, 1)
    assert found.total.result(Metric.CONVERSATIONS) == 1


def test_weeks_take_a_result_on_its_own_day_and_a_rate_on_the_touch_s(book: Logbook) -> None:
    book.activities("""
        2026-03-06 09:00  email  jane  sent
        2026-03-09 09:00  email  jane  conversation  in
    """)
    found = lines(book, Dimension.WEEK)
    assert amounts(found, Metric.CONVERSATIONS) == {"2026-W11": 1}
    assert rate(row(found, "2026-W10")) == (1, 1)


def test_filters_on_the_touch_keep_what_it_is_credited_with(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  jane  sent          kind=cold
        2026-03-03 09:00  email  jane  conversation  in
        2026-03-04 09:00  call   bob   conversation  rep=ann
    """)
    book.deal("one", who="jane", value=5, opened="2026-03-04", closed="2026-03-05", status="won")
    cold = lines(book, filters=Filters(kind="cold"))
    assert amounts(cold, Metric.CONVERSATIONS) == {"email": 1}
    assert cold.total.result(Metric.WON) == 1
    assert [line.name for line in cold.rows] == ["email"]
    calls = lines(book, filters=Filters(channel="CALL", rep="Ann"))
    assert amounts(calls, Metric.CONVERSATIONS) == {"call": 1}
    assert calls.total.result(Metric.WON) == 0


def test_a_filter_that_the_store_does_not_know_is_refused_with_a_guess(book: Logbook) -> None:
    with pytest.raises(UnknownNameError) as caught:
        lines(book, filters=Filters(channel="cal"))
    assert caught.value.hint == "did you mean call?"


def test_young_touches_mature_and_weigh_less(book: Logbook) -> None:
    book.activities("""
        2026-03-01 09:00  email  .     sent          x10
        2026-03-25 09:00  email  .     sent          x10
        2026-03-25 09:00  email  jane  conversation
    """)
    email = row(lines(book, as_of=date(2026, 3, 31)), "email").effort
    assert email.maturing == 10
    # Fewer than five results in all: a touch of six days counts for 6/30.
    assert email.conversation_rate.effective == pytest.approx(10 + 11 * 6 / 30)
    assert rate(row(lines(book, as_of=date(2026, 3, 31)), "email")) == (1, 21)
