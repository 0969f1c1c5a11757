"""Quotas, on a quarter that was worked out by hand."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.domain.work_calendar import Calendar
from prospector.render import terminal
from prospector.render.appearance import Appearance
from prospector.reports import quota_layout
from prospector.reports.basis import Basis
from prospector.reports.document import Sort
from prospector.reports.quota import QuotaLine, QuotaReport
from prospector.store.store import Store
from prospector.usecases.reports.quota import quota_report
from tests.logbook import Logbook

MARCH = ("2026-03-01", "2026-04-01")  # 22 working days; 2 March was a Monday


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def report(
    book: Logbook,
    as_of: date = date(2026, 3, 16),
    period: str = "2026-03",
    filters: Filters | None = None,
    calendar: Calendar | None = None,
) -> QuotaReport:
    basis = Basis(
        period=read_period(period, as_of), as_of=as_of, exchange=Exchange("USD"), filters=filters or Filters()
    )
    with Store(str(book.path)) as store:
        return quota_report(store, basis, calendar)


def only(found: QuotaReport) -> QuotaLine:
    (line,) = found.rows
    return line


def sentences(found: QuotaReport) -> dict[str, str]:
    return {each.label: each.text for each in quota_layout.layout(found).said}


def empty(found: QuotaReport) -> str:
    (table,) = quota_layout.layout(found).tables
    assert table.rows == ()
    return table.empty


def test_pace_compares_with_even_progress_over_finished_working_days(book: Logbook) -> None:
    book.target("revenue", 1100_00, MARCH)
    book.deal("one", value=440, opened="2026-03-02", closed="2026-03-13", status="won")
    book.deal("later", value=999, opened="2026-03-02", closed="2026-03-17", status="won")
    line = only(report(book))
    # Ten working days from 2 to 13 March are finished, the 16th is not; 500 would be even progress.
    assert (line.elapsed, line.working_days, line.working_days_left) == (10, 22, 12)
    assert line.attainment == pytest.approx(0.4)
    assert line.pace == pytest.approx(440 / 500)
    assert line.gap == 660_00
    assert line.run_rate == pytest.approx(968_00)
    assert line.needed_per_day == pytest.approx(55_00)


def test_a_holiday_is_no_working_day(book: Logbook) -> None:
    book.target("won", 5, MARCH)
    line = only(report(book, calendar=Calendar(holidays=frozenset({date(2026, 3, 17), date(2026, 3, 3)}))))
    assert (line.elapsed, line.working_days) == (9, 20)


def test_the_first_day_has_no_pace_and_after_the_last_nothing_is_left(book: Logbook) -> None:
    book.target("won", 5, MARCH)
    first, after = only(report(book, date(2026, 3, 2))), only(report(book, date(2026, 4, 1)))
    assert (first.pace, first.run_rate, first.needed_per_day) == (None, None, 5 / 22)
    assert (after.working_days_left, after.needed_per_day, after.pace) == (0, None, 0.0)


def test_quotas_of_one_rep_add_up_and_reps_have_a_row_together(book: Logbook) -> None:
    book.target("won", 2, MARCH)
    book.target("won", 3, MARCH)
    book.target("won", 5, MARCH, rep="ann")
    book.deal("one", opened="2026-03-02", closed="2026-03-03", status="won")
    book.deal("two", opened="2026-03-02", closed="2026-03-03", status="won", rep="ann")
    book.deal("three", opened="2026-03-02", closed="2026-03-03", status="won", rep="ann")
    found = [(line.rep, line.target, line.credited) for line in report(book).rows]
    assert found == [("me", 5, 1), ("ann", 5, 2), ("all", 10, 3)]
    assert only(report(book, filters=Filters(rep="Ann"))).credited == 2


def test_a_quota_of_a_channel_counts_what_is_credited_to_it(book: Logbook) -> None:
    book.target("conversations", 10, MARCH, channel="call")
    book.target("conversations", 20, MARCH)
    book.activities("""
        2026-03-03 09:00  call   jane  conversation
        2026-03-03 10:00  call   .     conversation  x3
        2026-03-03 11:00  email  bob   conversation  in
        2026-04-03 09:00  call   jane  conversation
    """)
    found = {line.channel: line.credited for line in report(book).rows}
    assert found == {"call": 4, None: 5}


def test_a_replaced_quota_holds_until_the_day_it_was_replaced(book: Logbook) -> None:
    book.target("won", 4, MARCH, replaced_on="2026-03-10")
    book.target("won", 6, MARCH, set_on="2026-03-10")
    assert only(report(book, date(2026, 3, 9))).target == 4
    assert only(report(book, date(2026, 3, 10))).target == 6


def test_a_quota_for_all_time_takes_undated_wins_and_has_no_pace(book: Logbook) -> None:
    book.target("won", 4)
    book.deal("undated", status="won")
    line = only(report(book))
    assert (line.credited, line.pace, line.working_days) == (1, None, None)


def test_an_appointment_counts_for_the_quota_of_the_channel_that_brought_it(book: Logbook) -> None:
    book.target("appointments-set", 10, MARCH, channel="social")
    book.activities("2026-03-03 09:00  call  jane  conversation")
    book.appointment("jane", set_at="2026-03-04 09:00", channel="social")
    assert only(report(book)).credited == 1


def test_as_of_credits_a_win_that_was_taken_back_later(book: Logbook) -> None:
    book.target("won", 4, MARCH)
    number = book.deal("one", opened="2026-03-02")
    book.steps(number, "qualifying@2026-03-02;won@2026-03-10;qualifying@2026-03-12")
    assert [only(report(book, date(2026, 3, day))).credited for day in (9, 10, 11, 12)] == [0, 1, 1, 0]


def test_every_metric_is_counted(book: Logbook) -> None:
    for metric in [
        "revenue",
        "won",
        "deals-opened",
        "appointments-set",
        "appointments-held",
        "conversations",
        "new-conversations",
    ]:
        book.target(metric, 10, MARCH)
    book.activities("2026-03-03 09:00  call  jane  appointment")
    book.appointment("jane", set_at="2026-03-04 09:00", starts="2026-03-05 09:00", status="held")
    book.deal("one", who="jane", value=3, opened="2026-03-04", closed="2026-03-05", status="won")
    assert {line.metric.value: line.credited for line in report(book).rows} == {
        "revenue": 3_00,
        "won": 1,
        "deals-opened": 1,
        "appointments-set": 2,
        "appointments-held": 1,
        "conversations": 1,
        "new-conversations": 1,
    }


def test_quotas_of_other_periods_are_not_shown(book: Logbook) -> None:
    book.target("won", 4, ("2026-04-01", "2026-07-01"))
    assert report(book).rows == ()
    assert only(report(book, period="2026")).target == 4


def test_what_lies_within_the_period_is_shown_and_what_encloses_it_is_named(book: Logbook) -> None:
    book.target("won", 4, ("2026-01-01", "2027-01-01"))
    book.target("revenue", 9_00)
    assert [line.metric.value for line in report(book).rows] == ["revenue", "won"]
    book.target("won", 2, MARCH, channel="call")
    found = report(book)
    assert [(line.metric.value, line.target) for line in found.rows] == [("won", 2)]
    assert sentences(found)["Also running"] == "revenue all, won 2026-01-01..2027-01-01."
    assert [line.target for line in report(book, period="2026").rows] == [4, 2]
    assert [line.target for line in report(book, period="all").rows] == [9_00, 4, 2]


def test_a_quota_that_was_set_later_is_not_said_to_be_missing(book: Logbook) -> None:
    assert empty(report(book)).startswith("no quota for this period: prospector quota set")
    book.target("won", 4, MARCH, set_on="2026-03-17")
    assert empty(report(book)) == ("no quota for this period was set by Mon 16 Mar 2026; one was set later")


def test_a_filter_that_leaves_no_quota_is_named(book: Logbook) -> None:
    book.target("won", 4, MARCH, rep="ann")
    assert empty(report(book, filters=Filters(channel="call"))) == (
        "none of the quotas for this period is for call: leave out --channel"
    )
    assert empty(report(book, filters=Filters(channel="call", rep="me"))) == (
        "none of the quotas for this period is for me and call: leave out --rep and --channel"
    )


def test_only_what_is_behind_has_a_line_and_the_only_rep_no_name(book: Logbook) -> None:
    book.target("won", 22, MARCH)
    book.target("deals-opened", 1, MARCH)
    book.deal("one", opened="2026-03-02", closed="2026-03-03", status="won")
    # Of 22 wins 1 is made where 10 would be even progress; the only deal asked for is opened.
    found = sentences(report(book))
    assert found.keys() == {"Behind", "Forecast"}
    assert found == {
        **found,
        "Behind": "won 2026-03-01..2026-04-01: 5 % made, pace 10 %, 12 working days left.",
    }
    book.target("deals-opened", 1, MARCH, rep="ann")
    assert sentences(report(book))["Behind"].splitlines() == [
        "ann, deals-opened 2026-03-01..2026-04-01: 0 % made, pace 0 %, 12 working days left.",
        "me, won 2026-03-01..2026-04-01: 5 % made, pace 10 %, 12 working days left.",
    ]


def test_what_a_rep_needs_most_is_shown_at_80_columns_beside_a_long_period(book: Logbook) -> None:
    book.target("revenue", 120_000_00, ("2026-03-01", "2026-04-16"), rep="ann")
    book.target("revenue", 120_000_00, ("2026-03-01", "2026-04-16"))
    screen = StringIO()
    terminal.write(quota_layout.layout(report(book)), screen, Appearance(width=80, colour=False))
    (header,) = (line for line in screen.getvalue().splitlines() if line.startswith("rep"))
    assert header.split() == ["rep", "quota", "period", "target", "made", "pace", "gap", "a", "day"]


def test_json_has_money_in_whole_units_and_every_documented_field(book: Logbook) -> None:
    book.target("revenue", 1100_50, MARCH)
    document = quota_layout.layout(report(book))
    data = document.told
    assert isinstance(data, dict)
    documented = (
        "rep metric channel period target credited attainment elapsed pace gap run_rate working_days_left "
        "needed_per_day"
    )
    (row,) = data["rows"]
    assert set(documented.split()) <= row.keys()
    assert row["target"] == 1100.5
    assert document.tables[0].columns[2].sort is Sort.MONEY
    assert document.tables[0].rows[0].cells[2] == 1100_50


def test_a_stretch_is_a_second_attainment_and_adds_up(book: Logbook) -> None:
    number = book.target("revenue", 1000_00, MARCH)
    book.target("revenue", 500_00, MARCH)
    book.deal("one", value=900, opened="2026-03-02", closed="2026-03-03", status="won")
    assert only(report(book)).stretch is None
    with book.writing() as writing:
        writing.insert("stretch", target_id=number, amount=1300_00)
    line = only(report(book))
    # 1,300 of the one, and the other as it is.
    assert (line.target, line.stretch) == (1500_00, 1800_00)
    assert line.attainment == pytest.approx(0.6)
    assert line.stretch_attainment == pytest.approx(0.5)


def test_a_quota_that_was_raised_in_mid_period_asks_for_all_of_it(book: Logbook) -> None:
    book.target("revenue", 1000_00, MARCH, replaced_on="2026-03-10")
    book.target("revenue", 2200_00, MARCH, set_on="2026-03-10")
    book.deal("one", value=500, opened="2026-03-02", closed="2026-03-03", status="won")
    before, after = only(report(book, date(2026, 3, 9))), only(report(book, date(2026, 3, 10)))
    # Of 22 working days 5 were over on the 9th, 6 on the 10th: even progress is 1000 x 5/22, then 2200 x 6/22.
    assert before.pace == pytest.approx(500 / (1000 * 5 / 22))
    assert after.pace == pytest.approx(500 / 600)
