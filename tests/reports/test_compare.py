"""The comparison as it is shown: rows, columns, sentences, JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.domain.vocabulary import Metric
from prospector.reports import channels, compare_layout
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.document import Document, Sort
from prospector.store.store import Store
from prospector.usecases.reports.channels import channel_report
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook

ROW = (
    "approach activities contacts minutes connects conversations new_conversations appointments_set "
    "appointments_held deals won revenue quota_share connect_rate conversation_rate appointment_rate "
    "conversations_per_hour chance_best maturing"
)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    book = Logbook(tmp_path / "log.db")
    book.lead("jane", "web")
    book.activities("""
        2026-01-05 09:00  call      .     no-answer     x90 60min
        2026-01-05 10:00  call      .     conversation  x10
        2026-01-05 11:00  email     .     sent          x99
        2026-01-05 12:00  email     ann   sent
        2026-01-06 09:00  visit     jane  conversation  in
        2026-01-07 09:00  admin     .     done          30min
    """)
    book.deal("one", who="jane", value=250, opened="2026-01-08", closed="2026-01-20", status="won")
    return book


def basis(period: str = "2026-Q1", **settings: object) -> Basis:
    as_of = date(2026, 6, 1)
    return Basis(period=read_period(period, as_of), as_of=as_of, exchange=Exchange("USD"), **settings)  # type: ignore[arg-type]


def report(book: Logbook, asked: Basis | None = None) -> Comparison:
    with Store(str(book.path)) as store:
        return channel_report(store, asked or basis())


def sentence(document: Document, label: str) -> str:
    return next((each.text for each in document.said if each.label == label), "")


def test_rows_stand_in_the_order_of_the_channels_then_what_came_in_then_all(book: Logbook) -> None:
    (table,) = channels.layout(report(book)).tables
    assert [row.cells[0] for row in table.rows] == ["call", "email", "admin", "came in", "all"]
    assert [row.total for row in table.rows] == [False, False, False, False, True]
    assert table.rows[2].quiet


def test_every_row_has_a_cell_of_the_right_sort_for_every_column(book: Logbook) -> None:
    (table,) = channels.layout(report(book)).tables
    whole = {Sort.COUNT, Sort.MONEY, Sort.MINUTES}
    for row in table.rows:
        assert len(row.cells) == len(table.columns)
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell is not None and column.sort in whole:
                assert isinstance(cell, int)
            if column.sort is Sort.RANGE and cell is not None:
                assert isinstance(cell, tuple)


def test_json_has_every_documented_field(book: Logbook) -> None:
    data = channels.layout(report(book)).told
    assert isinstance(data, dict)
    assert data["report"] == "channels"
    assert data["credit"] == "direct"
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["period"] == {"start": "2026-01-01", "end": "2026-04-01"}
    for key, rows in (("channel", [*data["rows"], data["total"]]), ("source", data["unattributed"])):
        assert rows
        for row in rows:
            assert {key, *ROW.split()} <= row.keys()
            assert set(row["connect_rate"]) == {"hits", "trials", "value", "low", "high", "confidence"}
            assert set(row["conversations_per_hour"]) == {
                "hits",
                "hours",
                "value",
                "low",
                "high",
                "confidence",
            }
    assert set(data["verdict"]) == {"text", "leader", "distinguishable", "more_needed"}
    (web,) = data["unattributed"]
    assert (web["source"], web["conversations"], web["won"], web["revenue"]) == ("web", 1, 1, 250)
    admin = data["rows"][2]
    assert (admin["channel"], admin["conversation_rate"]["value"], admin["chance_best"]) == (
        "admin",
        None,
        None,
    )


def test_a_clear_leader_is_named_with_both_rates(book: Logbook) -> None:
    document = channels.layout(report(book))
    assert sentence(document, "Verdict") == (
        "call brings the most conversations per touch: 10 % against 0 % of email."
    )
    assert isinstance(document.told, dict)
    assert document.told["verdict"]["distinguishable"] is True
    assert document.told["verdict"]["more_needed"] is None


def test_close_rates_are_not_told_apart_and_the_wait_is_named(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "close.db")
    book.activities("""
        2026-03-20 09:00  call   .  no-answer     x57
        2026-03-20 10:00  call   .  conversation  x3
        2026-03-20 11:00  email  .  sent          x55
        2026-03-20 12:00  email  .  conversation  x5
    """)
    judgement = report(book).judgement
    assert judgement.text.startswith("Cannot tell email from call yet: chance email is best per touch 7")
    assert "If you must choose: email; expected cost of being wrong" in judgement.text
    assert judgement.headline == judgement.text.split("\n")[0]
    assert not judgement.distinguishable
    assert sum(judgement.chances.values()) == pytest.approx(1)


def test_one_channel_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "one.db")
    assert report(book).judgement.text == "Nothing to compare yet."
    book.activities("2026-01-05 09:00  call  .  no-answer  x60")
    assert report(book).judgement.text.startswith("Nothing to compare call with")
    assert report(book).judgement.leader is None


def test_missing_minutes_are_named_with_their_number(book: Logbook) -> None:
    text = sentence(channels.layout(report(book)), "Minutes")
    assert (
        text == "Some activities have no minutes: call (10 of 100); conversations per hour leave these out."
    )


def by(book: Logbook, dimension: Dimension) -> Document:
    with Store(str(book.path)) as store:
        return compare_layout.layout(comparison(store, basis(), dimension))


def test_an_hour_is_a_time_in_sentences_and_its_number_in_the_table(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "hours.db")
    book.activities("""
        2026-01-05 09:10  call  .  no-answer     x30 10min
        2026-01-05 09:20  call  .  conversation  x5
        2026-01-05        call  .  no-answer     x2
        2026-01-06        call  .  no-answer     5min
    """)
    document = by(book, Dimension.HOUR)
    assert [row.cells[0] for row in document.tables[0].rows] == ["09", "(none)", "all"]
    assert sentence(document, "Verdict").startswith("Nothing to compare 09:00 with: no other hour")
    assert sentence(document, "Minutes") == (
        "Some activities have no minutes: 09:00 (5 of 35), no time of day (2 of 3); "
        "conversations per hour leave these out."
    )
    book.activities("2026-01-06 10:10  call  .  no-answer  x90")
    document = by(book, Dimension.HOUR)
    assert sentence(document, "Verdict") == (
        "09:00 brings the most conversations per touch: 14 % against 0 % of 10:00."
    )
    assert isinstance(document.told, dict)
    assert document.told["verdict"]["leader"] == "09"


def test_more_than_three_rows_without_minutes_share_one_sentence(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "hours.db")
    for hour in range(10, 14):
        book.activities(f"""
            2026-01-05 {hour}:10  call  .  no-answer  10min
            2026-01-05 {hour}:20  call  .  no-answer
        """)
    assert sentence(by(book, Dimension.HOUR), "Minutes").splitlines() == [
        "4 of 8 activities have no minutes; conversations per hour leave these out.",
        "Too few minutes are known to say anything of the hours of 4 of 4 rows.",
    ]


@pytest.mark.parametrize(
    "dimension", [Dimension.WEEK, Dimension.MONTH, Dimension.OUTCOME, Dimension.DIRECTION]
)
def test_what_a_rep_cannot_choose_is_not_judged(book: Logbook, dimension: Dimension) -> None:
    document = by(book, dimension)
    assert not sentence(document, "Verdict")
    assert isinstance(document.told, dict)
    assert document.told["verdict"] == {
        "text": f"No verdict: a rep does not choose the {dimension.value}.",
        "leader": None,
        "distinguishable": False,
        "more_needed": None,
    }
    assert {row["chance_best"] for row in document.told["rows"]} == {None}


def test_a_rate_without_conversations_of_its_own_is_explained(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "engaged.db")
    book.activities("2026-01-05 09:00  email  jane  sent")
    assert "rate:" not in sentence(channels.layout(report(book)), "Counted")
    book.activities("2026-01-06 09:00  call  jane  conversation  in")
    assert sentence(channels.layout(report(book)), "Counted").splitlines()[1] == (
        "rate: touches that led to a conversation within 30 days, also one that came in by another channel."
    )


def test_connects_are_touches_and_conversations_are_days(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "ladder.db")
    book.activities("""
        2026-01-05 09:00  call  jane  voicemail
        2026-01-06 09:00  call  jane  conversation  in
        2026-01-07 09:00  call  jane  conversation  in
    """)
    data = channels.layout(report(book)).told
    assert isinstance(data, dict)
    (call,) = data["rows"]
    assert (call["connects"], call["conversations"], call["conversation_rate"]["hits"]) == (1, 2, 1)
    assert data["definitions"]["connects"].startswith("touches that reached a human")


def test_an_hour_is_not_judged_where_few_minutes_are_known(book: Logbook) -> None:
    book.activities("2026-01-09 09:00  email  .  conversation  x3 30min")
    (table,) = channels.layout(report(book)).tables
    place = [column.key for column in table.columns].index("conversations_per_hour")
    assert {row.cells[0]: row.cells[place] for row in table.rows[:2]} == {"call": 0.0, "email": None}
    text = sentence(channels.layout(report(book)), "Minutes")
    assert text.endswith("Too few minutes are known to say anything of the hours of email.")


def test_the_chance_to_be_best_stands_in_the_row(book: Logbook) -> None:
    (table,) = channels.layout(report(book)).tables
    place = [column.key for column in table.columns].index("chance_best")
    call, email, admin, *_ = (row.cells[place] for row in table.rows)
    assert isinstance(call, float)
    assert isinstance(email, float)
    assert call > 0.99 > email
    assert admin is None


def test_quota_share_is_of_the_quota_of_exactly_this_period(book: Logbook) -> None:
    assert report(book).quota is None
    book.target("revenue", 1000_00, ("2026-01-01", "2026-04-01"))
    book.target("revenue", 9000_00, ("2026-01-01", "2027-01-01"))
    found = report(book)
    assert found.lines.total.quota_share == 0.25
    assert found.lines.came_in[0].quota_share == 0.25
    assert sentence(channels.layout(found), "Quota") == "250 of 1,000 revenue (25 %)."


def test_what_came_in_has_a_row_by_direction_and_is_in_no_total_of_what_was_done(book: Logbook) -> None:
    with Store(str(book.path)) as store:
        lines = comparison(store, basis(), Dimension.DIRECTION).lines
    done = {line.name: (line.effort.activities, line.result(Metric.CONVERSATIONS)) for line in lines.rows}
    assert done == {"outbound": (201, 10), "inbound": (1, 1)}
    assert (lines.total.effort.activities, lines.total.result(Metric.CONVERSATIONS)) == (201, 11)


def test_an_empty_period_says_so(book: Logbook) -> None:
    (table,) = channels.layout(report(book, basis("2025"))).tables
    assert table.rows == ()
    assert table.empty


def test_undated_wins_are_mentioned_where_they_do_not_count(book: Logbook) -> None:
    book.deal("undated", status="won")
    assert sentence(channels.layout(report(book)), "Undated").startswith("1 won deal has no date")
    assert not sentence(channels.layout(report(book, basis("all"))), "Undated")


def test_filters_stand_in_the_heading(book: Logbook) -> None:
    document = channels.layout(report(book, basis(filters=Filters(channel="call"))))
    assert "channel call" in document.title
    assert [row.cells[0] for row in document.tables[0].rows] == ["call", "all"]


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_dimension_makes_a_report_whose_total_is_that_of_the_channels(
    book: Logbook, dimension: Dimension
) -> None:
    with Store(str(book.path)) as store:
        found = comparison(store, basis(), dimension)
    document = compare_layout.layout(found)
    assert document.title[0] == f"Compared by {dimension.value}"
    assert isinstance(document.told, dict)
    assert all({"key", *ROW.split()} <= row.keys() for row in document.told["rows"])
    expected = channels.layout(report(book)).told
    assert isinstance(expected, dict)
    total, known = document.told["total"], dict(expected["total"])
    known["key"] = known.pop("channel")
    for rate in ("connect_rate", "conversation_rate", "appointment_rate"):
        assert (total[rate]["hits"], total[rate]["trials"]) == (known[rate]["hits"], known[rate]["trials"])
        total[rate] = known[rate] = None
    assert total == known
