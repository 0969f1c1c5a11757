"""What a comparison says by the hour, of an order, of touches that are too young; on logs worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.reports import channels, compare_layout
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.document import Document
from prospector.store.store import Store
from prospector.usecases.reports.channels import channel_report
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def report(book: Logbook, as_of: str = "2026-06-01", by: Dimension = Dimension.CHANNEL) -> Comparison:
    day = date.fromisoformat(as_of)
    basis = Basis(period=read_period("2026-Q1", day), as_of=day, exchange=Exchange("USD"))
    with Store(str(book.path)) as store:
        return channel_report(store, basis) if by is Dimension.CHANNEL else comparison(store, basis, by)


def said(found: Comparison) -> dict[str, str]:
    document = (
        channels.layout(found) if found.dimension is Dimension.CHANNEL else compare_layout.layout(found)
    )
    return {each.label: each.text for each in document.said}


def rows(found: Comparison, key: str = "channel") -> dict[str, dict[str, object]]:
    document: Document = channels.layout(found) if key == "channel" else compare_layout.layout(found)
    assert isinstance(document.told, dict)
    return {row[key]: row for row in document.told["rows"]}


def test_the_verdict_names_another_channel_where_the_hours_say_so(book: Logbook) -> None:
    # 25 of 300 calls in 10 hours, 30 of 300 social touches in 60
    book.activities("""
        2026-01-05 09:00  call    .  no-answer     x275  540min
        2026-01-05 10:00  call    .  conversation  x25   60min
        2026-01-06 09:00  social  .  sent          x270  3500min
        2026-01-06 10:00  social  .  conversation  x30   100min
    """)
    found = report(book)
    assert found.judgement.leader == "social"
    assert (
        said(found)["Verdict"].splitlines()[-1] == "Per hour call brings the most: 2.5 against 0.5 of social."
    )
    by_channel = rows(found)
    chances = [by_channel[name]["chance_best_per_hour"] for name in ("call", "social")]
    assert chances == [pytest.approx(1.0, abs=1e-4), pytest.approx(0.0, abs=1e-4)]
    data = channels.layout(found).told
    assert isinstance(data, dict)
    assert data["verdict_per_hour"]["leader"] == "call"
    assert data["verdict_per_hour"]["distinguishable"] is True


def test_hours_say_nothing_where_too_few_minutes_are_known(book: Logbook) -> None:
    # of the calls 70 of 100 are timed; the e-mails have every minute
    book.activities("""
        2026-01-05 09:00  call   .  no-answer     x60  60min
        2026-01-05 10:00  call   .  conversation  x10  60min
        2026-01-05 11:00  call   .  no-answer     x30
        2026-01-06 09:00  email  .  sent          x100 600min
    """)
    found = report(book)
    assert found.judgement.by_hour.leader is None
    assert "Per hour" not in said(found)["Verdict"]
    assert {row["chance_best_per_hour"] for row in rows(found).values()} == {None}


def test_two_that_agree_by_touch_and_by_hour_are_named_once(book: Logbook) -> None:
    book.activities("""
        2026-01-05 09:00  call   .  no-answer     x90  60min
        2026-01-05 10:00  call   .  conversation  x30  60min
        2026-01-06 09:00  email  .  sent          x100 600min
    """)
    found = report(book)
    assert found.judgement.leader == found.judgement.by_hour.leader == "call"
    assert "\n" not in said(found)["Verdict"]


def test_rows_are_ranked_as_far_as_the_numbers_tell_them_apart(book: Logbook) -> None:
    book.activities("""
        2026-01-05 09:00  call    .  no-answer     x460
        2026-01-05 10:00  call    .  conversation  x40
        2026-01-06 09:00  social  .  sent          x185
        2026-01-06 10:00  social  .  conversation  x15
        2026-01-07 09:00  email   .  sent          x595
        2026-01-07 10:00  email   .  conversation  x5
        2026-01-08 09:00  visit   .  no-answer     x1
        2026-01-08 10:00  visit   .  conversation  x1
    """)
    found = report(book)
    assert said(found)["Ranking"] == "call, social; clearly behind call: email."
    by_channel = rows(found)
    assert [by_channel[name]["place"] for name in ("call", "social", "email", "visit")] == [1, 1, 3, None]
    # one of two is not half: the other 60 of 1,300 draw it down
    shrunk = by_channel["visit"]["shrunk_rate"]
    assert isinstance(shrunk, float)
    assert 0.05 < shrunk < 0.20


def test_a_ranking_is_withheld_where_nothing_can_be_told_apart(book: Logbook) -> None:
    for hour, conversations in (("09", 3), ("10", 2), ("11", 4)):
        book.activities(f"""
            2026-01-05 {hour}:10  call  .  no-answer     x{40 - conversations}
            2026-01-05 {hour}:20  call  .  conversation  x{conversations}
        """)
    found = report(book, by=Dimension.HOUR)
    assert said(found)["Ranking"] == "withheld: none of 3 is clearly behind the best."
    assert {row["place"] for row in rows(found, "key").values()} == {None}
    assert [row["shrunk_rate"] for row in rows(found, "key").values()] == pytest.approx(
        [0.075] * 3, abs=0.015
    )


def test_young_touches_are_counted_raw_and_mature_side_by_side(book: Logbook) -> None:
    # forty old e-mails: four answered on the second day, four on the tenth; as of 1 March, twenty are five days old
    for number in range(8):
        day = "12" if number < 4 else "20"
        book.activities(f"""
            2026-01-10 09:00  email  p{number}  sent
            2026-01-{day} 09:00  email  p{number}  conversation  in
        """)
    book.activities("""
        2026-01-10 10:00  email  .  sent  x32
        2026-02-24 10:00  email  .  sent  x20
    """)
    found = report(book, "2026-03-01")
    email = rows(found)["email"]
    assert email["maturing"] == 20
    rate, mature = email["conversation_rate"], email["mature"]
    assert isinstance(rate, dict)
    assert isinstance(mature, dict)
    assert (rate["hits"], rate["trials"], rate["value"]) == (8, 60, pytest.approx(8 / 60))
    # by day 2 4 of 60, by day 10 4 of the 36 left: F(5) = (4/60) / (1 - 56/60 · 32/36); eight results trust
    # their own curve by 8/10, the pool is the same
    weight = (4 / 60) / (1 - 56 / 60 * 32 / 36)
    assert mature == {
        "trials": pytest.approx(40 + 20 * weight),
        "value": pytest.approx(8 / (40 + 20 * weight)),
        "assumed": False,
    }
    assert said(found)["Maturing"] == (
        "20 touches are younger than 30 days; their conversations are still to come. "
        f"Now 13.3 %, mature about {800 / (40 + 20 * weight):.1f} %."
    )


def test_fewer_than_five_results_say_so(book: Logbook) -> None:
    book.activities("""
        2026-02-24 09:00  call  .  no-answer     x30
        2026-02-24 10:00  call  .  conversation  x4
    """)
    found = report(book, "2026-03-01")
    assert said(found)["Maturing"].splitlines()[1] == (
        "Fewer than 5 conversations so far: how long yours take is not known yet, "
        "and ranges count every touch in full."
    )
    mature = rows(found)["call"]["mature"]
    assert isinstance(mature, dict)
    assert (mature["value"], mature["assumed"]) == (None, True)


def test_an_hour_that_leads_because_it_was_spent_on_calls_is_questioned(book: Logbook) -> None:
    # at nine: calls 20 of 100, e-mails 0 of 20; at ten: calls 5 of 20, e-mails 6 of 100
    book.activities("""
        2026-01-05 09:10  call   .  no-answer     x80
        2026-01-05 09:20  call   .  conversation  x20
        2026-01-05 09:30  email  .  sent          x20
        2026-01-05 10:10  call   .  no-answer     x15
        2026-01-05 10:20  call   .  conversation  x5
        2026-01-05 10:30  email  .  sent          x94
        2026-01-05 10:40  email  .  conversation  x6
    """)
    found = report(book, by=Dimension.HOUR)
    assert found.within is not None
    assert found.within.crude == pytest.approx(20 / 120 - 11 / 120)
    # calls -5 points, e-mails -6; both weigh 100 x 20 / 120
    assert found.within.adjusted.value == pytest.approx(-0.055)
    assert said(found)["But"].startswith("Within the same channel 10:00 is ahead of 09:00 by 5.5 points")
    data = compare_layout.layout(found).told
    assert isinstance(data, dict)
    assert data["within_channels"]["runner_up"] == "10"


def test_rows_that_share_no_channel_are_not_compared_within(book: Logbook) -> None:
    book.activities("""
        2026-01-05 09:10  call   .  no-answer  x30  kind=cold
        2026-01-05 10:10  email  .  sent       x30  kind=follow-up
    """)
    assert report(book, by=Dimension.KIND).within is None
