"""What became of the leads, on arrivals that were worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.period import read_period
from prospector.errors import InvalidValueError
from prospector.reports import sources_layout
from prospector.reports.basis import Basis
from prospector.reports.sources import SourceLine, SourceReport
from prospector.store.store import Store
from prospector.usecases.reports.sources import source_report
from tests.logbook import Logbook


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def report(
    book: Logbook, period: str = "2026-03", as_of: date = date(2026, 5, 1), filters: Filters | None = None
) -> SourceReport:
    basis = Basis(
        period=read_period(period, as_of), as_of=as_of, exchange=Exchange("USD"), filters=filters or Filters()
    )
    with Store(str(book.path)) as store:
        return source_report(store, basis)


def row(found: SourceReport, source: str) -> SourceLine:
    (line,) = (line for line in found.rows if line.source == source)
    return line


def test_untouched_leads_are_censored_and_not_forgotten_in_the_days_to_first_touch(book: Logbook) -> None:
    for number in range(1, 6):
        book.lead(f"lead{number}", "web", f"2026-03-0{number}")
    book.activities("""
        2026-03-02 09:00  call      lead1  no-answer
        2026-03-06 09:00  email     lead2  sent
        2026-03-07 09:00  research  lead3  done
        2026-03-07 09:00  email     lead4  replied  in
    """)
    web = row(report(book), "web")
    assert (web.leads, web.touched, web.untouched) == (5, 2, 3)
    # Touched after 1 and 4 days; three wait: at 2 of 5 the curve never falls to a half.
    assert web.median_days_to_first_touch is None
    # Received on 3, 4 and 5 March, as-of 1 May: 59, 58 and 57 days.
    assert web.median_age_days == 58
    assert web.lost_between == 3
    book.activities("2026-03-13 09:00  call  lead3  no-answer")
    assert row(report(book), "web").median_days_to_first_touch == 10


def test_a_touch_before_the_arrival_counts_as_day_zero(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-10")
    book.activities("2026-03-01 09:00  call  jane  no-answer")
    assert row(report(book), "web").median_days_to_first_touch == 0


def test_an_activity_that_names_a_lead_touches_that_one_only(book: Logbook) -> None:
    first = book.lead("jane", "web", "2026-03-01")
    book.lead("jane", "event", "2026-03-02")
    book.activities(f"2026-03-05 09:00  call  jane  conversation  lead={first}")
    found = report(book)
    assert (row(found, "web").touched, row(found, "web").conversations) == (1, 1)
    assert (row(found, "event").touched, row(found, "event").conversations) == (0, 0)


def test_deals_belong_to_the_lead_that_they_name_or_the_latest_before_them(book: Logbook) -> None:
    web = book.lead("jane", "web", "2026-03-01")
    book.lead("jane", "event", "2026-03-10")
    book.lead("bob", "partner", "2026-03-20")
    book.deal(
        "named", who="jane", value=100, opened="2026-03-15", closed="2026-03-21", status="won", lead_id=web
    )
    book.deal("latest", who="jane", value=50, opened="2026-03-15", closed="2026-03-20", status="lost")
    book.deal("earlier", who="jane", opened="2026-03-05")
    book.deal("only one", who="bob", value=7, opened="2026-03-01", closed="2026-03-18", status="won")
    found = report(book)
    assert (row(found, "web").deals, row(found, "web").won, row(found, "web").open) == (2, 1, 1)
    assert row(found, "web").revenue == 100_00
    assert row(found, "web").median_days_to_won == 20
    assert (row(found, "event").deals, row(found, "event").lost) == (1, 1)
    assert row(found, "partner").median_days_to_won == -2
    assert (found.total.win_rate.hits, found.total.win_rate.trials) == (2, 3)


def test_deals_won_before_their_lead_was_received_count_and_are_named(book: Logbook) -> None:
    for name, received, won in (("ann", 20, 18), ("bob", 1, 5), ("cat", 1, 11)):
        book.lead(name, "web", f"2026-03-{received:02}")
        book.deal(name, who=name, opened="2026-03-01", closed=f"2026-03-{won:02}", status="won")
    found = report(book)
    # -2, 4 and 10 days: without the first the median would be 7.
    assert (found.total.median_days_to_won, found.early_wins) == (4, 1)
    said = {each.label: each.text for each in sources_layout.layout(found).said}
    assert said["Won early"] == (
        "1 deal was won before the lead was received; in days to won these count below 0."
    )
    assert report(book, as_of=date(2026, 3, 17)).early_wins == 0


def test_a_narrow_terminal_keeps_the_conversations_before_the_waiting_times(book: Logbook) -> None:
    ranks = {column.key: column.rank for column in sources_layout.layout(report(book)).tables[0].columns}
    assert ranks["conversations"] < min(ranks["untouched"], ranks["median_days_to_first_touch"])


def test_a_blank_source_is_a_row_of_its_own(book: Logbook) -> None:
    book.lead("jane", None, "2026-03-01")
    book.lead("bob", "unknown", "2026-03-01")
    assert {line.source for line in report(book).rows} == {"(blank)", "unknown"}
    assert [line.source for line in report(book, filters=Filters(source="(blank)")).rows] == ["(blank)"]


def test_leads_without_a_day_and_undated_wins_count_where_the_period_is_everything(book: Logbook) -> None:
    book.lead("jane", "web")
    book.lead("bob", "web", "2026-03-01")
    book.deal("undated", who="bob", value=5, status="won")
    march, everything = report(book), report(book, "all")
    assert (march.total.leads, march.total.won, march.undated_wins) == (1, 0, 1)
    assert (everything.total.leads, everything.total.won, everything.undated_wins) == (2, 1, 0)
    assert everything.total.revenue == 5_00


def test_as_of_takes_a_deal_for_lost_that_was_reopened_and_won_later(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-01")
    number = book.deal("one", who="jane", opened="2026-03-02", closed="2026-04-30", status="won")
    book.steps(number, "lead@2026-03-02;lost@2026-03-20;proposal@2026-04-02;won@2026-04-30")
    days = [date(2026, 3, 19), date(2026, 3, 20), date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 30)]
    found = [report(book, as_of=day).total for day in days]
    stood = [(line.open, line.lost, line.won) for line in found]
    assert stood == [(1, 0, 0), (0, 1, 0), (0, 1, 0), (1, 0, 0), (0, 0, 1)]


def test_a_qualification_after_as_of_is_not_known_yet(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-01", qualified=1, qualified_at=1_773_000_000, qualified_offset=0)
    assert report(book, as_of=date(2026, 3, 7)).total.qualified == 0
    assert report(book, as_of=date(2026, 3, 8)).total.qualified == 1


def test_leads_cannot_be_filtered_by_channel(book: Logbook) -> None:
    with pytest.raises(InvalidValueError, match="neither channel nor kind"):
        report(book, filters=Filters(channel="call"))


def test_json_has_every_documented_field(book: Logbook) -> None:
    book.lead("jane", "web", "2026-03-01")
    data = sources_layout.layout(report(book)).told
    assert isinstance(data, dict)
    assert {"report", "period", "as_of", "definitions", "currency", "rows", "total"} <= data.keys()
    documented = (
        "source leads untouched touched conversations qualified deals won lost open revenue win_rate "
        "median_days_to_first_touch median_days_to_won median_age_days"
    )
    assert set(documented.split()) <= data["rows"][0].keys()
    assert set(data["rows"][0]["win_rate"]) == {"hits", "trials", "value", "low", "high", "confidence"}
