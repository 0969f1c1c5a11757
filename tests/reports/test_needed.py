"""What a quota takes, on a small year that was counted by hand."""

from __future__ import annotations

from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.domain.vocabulary import Metric
from prospector.domain.work_calendar import Calendar
from prospector.reports import quota_layout
from prospector.reports.basis import Basis
from prospector.reports.needed_results import Results
from prospector.stats.reverse_quota import Stage
from prospector.store.store import Store
from prospector.usecases.reports.needed import _history, what_it_takes
from prospector.usecases.reports.quota import quota_report
from tests.logbook import Logbook

AS_OF = date(2026, 10, 1)
QUARTER = ("2026-10-01", "2027-01-01")  # 66 working days, 92 days
BASIS = Basis(period=read_period("2026-Q4", AS_OF), as_of=AS_OF, exchange=Exchange("USD"))
WON = ("ann", "bob", "cid")


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    """A hundred calls, of which six were conversations; sixty e-mails, of which one was; five deals, three of them won."""
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02        call   .    no-answer     x94  188min
        2026-03-02 09:00  call   ann  conversation  10min
        2026-03-02 10:00  call   bob  conversation  10min
        2026-03-02 11:00  call   cid  conversation  10min
        2026-03-02 12:00  call   dan  conversation  10min
        2026-03-02 13:00  call   eva  conversation  10min
        2026-03-02 14:00  call   fay  conversation  10min
        2026-03-03        email  .    sent          x59  118min
        2026-03-03 09:00  email  gil  conversation  2min
        2026-03-04 09:00  call   .    no-answer     x50  rep=zoe
    """)
    for who in WON:
        book.deal(who, who=who, value=5_000, opened="2026-03-04", closed="2026-04-11", status="won")
    book.deal("dan", who="dan", value=9_000, opened="2026-03-04", closed="2026-04-01", status="lost")
    book.deal("eva", who="eva", value=8_000, opened="2026-09-01")
    return book


def results(book: Logbook, metric: Metric) -> Results:
    with Store(str(book.path)) as store, store.reading() as connection:
        return Results(BASIS, _history(connection, BASIS, "me"), metric)


def rows(book: Logbook, caps: dict[str, float] | None = None) -> list[dict[str, Any]]:
    with Store(str(book.path)) as store:
        report = quota_report(store, BASIS)
        found = what_it_takes(store, BASIS, report.rows, Calendar(), caps or {})
    data = quota_layout.layout(report, None, found).told
    assert isinstance(data, dict)
    listed: list[dict[str, Any]] = data["rows"]
    return listed


def test_a_win_comes_of_a_conversation_by_way_of_a_deal(book: Logbook) -> None:
    found = results(book, Metric.REVENUE)
    # Seven conversations; four of them had a deal within 90 days, eva's came after six months. Four ended, three won.
    assert found.stages() == [Stage(7.0, 4), Stage(4, 3)]
    # From the call of 2 March to the end of 11 April.
    assert found.delays() == [40.0, 40.0, 40.0]
    assert found.worths() == [5_000_00.0] * 3


def test_an_appointment_is_held_or_not_a_month_after_it_was_set(book: Logbook) -> None:
    book.appointment("ann", set_at="2026-03-03 09:00", starts="2026-03-05 09:00", status="held")
    book.appointment("bob", set_at="2026-03-03 09:00", starts="2026-03-05 09:00", status="no-show")
    book.appointment("cid", set_at="2026-09-20 09:00", starts="2026-10-05 09:00")
    stages = results(book, Metric.APPOINTMENTS_HELD).stages()
    assert stages == [Stage(7.0, 2), Stage(2, 1)]
    assert results(book, Metric.APPOINTMENTS_SET).stages() == [Stage(7.0, 2)]


def test_only_the_reps_own_year_is_learnt_from(book: Logbook) -> None:
    with Store(str(book.path)) as store, store.reading() as connection:
        history = _history(connection, BASIS, "me")
    (call,) = (row for row in history.year.rows if row.name == "call")
    assert (call.effort.conversation_rate.trials, call.effort.conversation_rate.hits) == (100, 6)


def test_what_is_needed_a_day_is_the_80_percent_number_over_the_working_days(book: Logbook) -> None:
    book.target("revenue", 60_000_00, QUARTER)
    (row,) = rows(book)
    needed, a_day = row["needed"], row["needed_per_day"]
    assert needed["conversations"]["even"] < needed["conversations"]["likely"]
    assert a_day["conversations"] == ceil(10 * needed["conversations"]["likely"] / 66) / 10
    assert set(needed["all_by"]) == {"call", "email"}
    assert (
        needed["all_by"]["email"]["even"] > needed["all_by"]["call"]["even"] > needed["conversations"]["even"]
    )
    # Nothing has minutes in the last 90 days, nor touches: there is no mix.
    assert needed["mix"] is None
    assert a_day["activities"] == {}
    assert rows(book) == [row], "the same facts are answered with the same numbers"


def test_the_open_deal_is_taken_off(book: Logbook) -> None:
    book.target("revenue", 60_000_00, QUARTER)
    (before,) = rows(book)
    assert 0 < before["needed"]["open"] < 8_000
    for number in range(5):
        book.deal(f"more {number}", who="fay", value=12_000, opened="2026-09-20")
    (after,) = rows(book)
    assert after["needed"]["conversations"]["even"] < before["needed"]["conversations"]["even"]


def test_the_mix_follows_the_hours_and_a_cap(book: Logbook) -> None:
    book.target("conversations", 30, QUARTER)
    book.activities("""
        2026-09-10        call   .    no-answer     x90  1200min
        2026-09-10        call   hal  conversation  60min
        2026-09-11        call   ida  conversation  60min
        2026-09-12        call   jim  conversation  60min
        2026-09-13        call   kay  conversation  60min
        2026-09-10        email  .    sent          x60  1200min
    """)
    (row,) = rows(book)
    mix = row["needed"]["mix"]
    # 44 hours in 90 days are 3.4 a week: in half hours 3.5, of which calls take the most.
    assert sum(mix["hours_per_week"].values()) == 3.5
    assert mix["hours_per_week"]["call"] > mix["hours_per_week"]["email"] > 0
    assert sum(mix["share_of_touches"].values()) == pytest.approx(1)
    assert set(row["needed_per_day"]["activities"]) == {"call", "email"}
    (capped,) = rows(book, {"call": 1.0})
    assert capped["needed"]["mix"]["hours_per_week"]["call"] == 1.0


@pytest.mark.parametrize(("target", "is_too_much"), [(1, False), (600, True)])
def test_a_mix_of_more_hours_than_there_are_is_said_to_be_too_much(
    book: Logbook, target: int, is_too_much: bool
) -> None:
    book.target("conversations", target, QUARTER)
    book.activities("""
        2026-09-10        call   .    no-answer     x90  1200min
        2026-09-10        call   hal  conversation  60min
        2026-09-10        email  .    sent          x60  1200min
    """)
    with Store(str(book.path)) as store:
        report = quota_report(store, BASIS)
        (needed,) = what_it_takes(store, BASIS, report.rows, Calendar(), {})
    assert needed.mix is not None
    takes = sum(needed.hours_a_week(name) or 0 for name in needed.mix.touches)
    assert takes > 3.5 if is_too_much else 0 < takes < 3.5
    document = quota_layout.layout(report, None, [needed])
    assert [each.text for each in document.said if each.label == "Too much"] == (
        [f"conversations 2026-10-01..2027-01-01: the mix takes {takes:,.3g} hours a week, you have 3."]
        if is_too_much
        else []
    )


def test_a_quota_of_a_channel_asks_for_that_channel_alone(book: Logbook) -> None:
    book.target("conversations", 10, QUARTER, channel="call")
    (row,) = rows(book)
    assert set(row["needed"]["all_by"]) == {"call"}
    assert row["needed"]["mix"] is None


@pytest.mark.parametrize(
    ("metric", "words"),
    [("won", "2 deals were won in the last 365 days; 3 are needed"), ("conversations", "0 touches led")],
)
def test_too_little_history_is_said_and_nothing_is_made_up(tmp_path: Path, metric: str, words: str) -> None:
    book = Logbook(tmp_path / "log.db")
    book.target(metric, 10, QUARTER)
    if metric == "won":
        book.activities(
            "\n".join(f"2026-03-02  call  {who}  conversation" for who in "abcdefghijklmnopqrstuvw")
        )
        for who in "ab":
            book.deal(who, who=who, value=5_000, opened="2026-03-04", closed="2026-04-11", status="won")
    (row,) = rows(book)
    assert words in row["needed"]["why_not"]
    assert row["needed_per_day"]["conversations"] is None
    assert row["needed_per_day"]["activities"] == {}


def test_a_quota_that_is_made_takes_nothing_more(book: Logbook) -> None:
    book.target("won", 1, QUARTER)
    book.deal("new", who="fay", value=1, opened="2026-09-04", closed="2026-10-01", status="won")
    (row,) = rows(book)
    assert row["needed"] is None
    assert row["needed_per_day"]["total"] == 0
