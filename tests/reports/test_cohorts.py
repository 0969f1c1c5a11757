"""Cohorts of touches, worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.errors import InvalidValueError
from prospector.reports import cohorts_layout
from prospector.reports.basis import Basis
from prospector.reports.cohorts import Cohorts
from prospector.store.store import Store
from prospector.usecases.reports.cohorts import cohorts
from tests.logbook import Logbook


def followed(
    book: Logbook, as_of: str, dimension: Dimension = Dimension.WEEK, period: str = "2026-Q1"
) -> Cohorts:
    day = date.fromisoformat(as_of)
    with Store(str(book.path)) as store:
        return cohorts(
            store, Basis(period=read_period(period, day), as_of=day, exchange=Exchange("USD")), dimension
        )


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    """A week of e-mails (ISO week 2), of which five are answered on days 3, 3, 9, 9, 16; a week of calls (week 6)."""
    book = Logbook(tmp_path / "log.db")
    for who, answered in (("ann", "08"), ("bob", "08"), ("cleo", "14"), ("dan", "14"), ("eve", "21")):
        book.activities(f"""
            2026-01-05 09:00  email  {who}  sent
            2026-01-{answered} 09:00  email  {who}  conversation  in
        """)
    book.activities("""
        2026-01-06 09:00  email  .    sent          x95
        2026-02-02 09:00  call   .    no-answer     x18
        2026-02-03 09:00  call   .    conversation  x2
        2026-02-04 09:00  admin  .    done          60min
    """)
    return book


def test_a_cohort_counts_what_its_touches_led_to_whenever_it_came(book: Logbook) -> None:
    report = followed(book, "2026-03-20")
    assert [row.name for row in report.rows] == ["2026-W02", "2026-W06"]
    assert [(row.rate.trials, row.rate.hits, row.maturing) for row in report.rows] == [
        (100, 5, 0),
        (20, 2, 0),
    ]
    # the week ends on 11 January: by the same day 0, by day 7 two, by day 14 four, by day 21 and 30 all five
    assert [row.by_age for row in report.rows] == [(0, 2, 4, 5, 5), (2, 2, 2, 2, 2)]
    assert (report.total.rate.trials, report.total.rate.hits, report.total.by_age) == (120, 7, ())


def test_a_young_cohort_says_what_it_will_probably_come_to(book: Logbook) -> None:
    # as of 3 February all know how e-mails mature: 2 by day 3, 4 by day 9, 5 by day 16
    book.activities("2026-01-24 09:00  email  .  sent  x50")
    book.activities("2026-01-24 10:00  email  zoe  sent")
    book.activities("2026-01-27 10:00  email  zoe  conversation  in")
    young = followed(book, "2026-02-03").rows[1]
    assert (young.name, young.rate.trials, young.rate.hits, young.maturing) == ("2026-W04", 51, 1, 50)
    # the week ends on 25 January, nine days before: the first week is over, the second is to come
    assert young.by_age == (0, 1, None, None, None)
    assert young.rate.mature is not None
    # 3 of 6 results had come by day 3, 5 by day 9, by Kaplan-Meier among 151 e-mails and, less, the calls' own
    assert 1 / 51 < young.rate.mature < 1.5 / 51


def test_the_last_age_counts_the_hits_of_the_rate(book: Logbook) -> None:
    for dimension in (Dimension.WEEK, Dimension.MONTH):
        report = followed(book, "2026-06-01", dimension)
        assert [row.by_age[-1] for row in report.rows] == [row.rate.hits for row in report.rows]
        assert sum(row.rate.hits for row in report.rows) == report.total.rate.hits == 7


def test_a_running_month_has_no_age_beyond_its_last_day(book: Logbook) -> None:
    report = followed(book, "2026-02-03", Dimension.MONTH)
    assert [(row.name, row.by_age) for row in report.rows] == [
        ("2026-01", (0, None, None, None, None)),
        ("2026-02", (2, None, None, None, None)),
    ]


def test_december_ends_where_january_begins(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "year.db")
    book.activities("2025-12-31 09:00  call  .  conversation  x3")
    report = followed(book, "2026-01-08", Dimension.MONTH, "2025-Q4")
    assert report.rows[0].by_age == (3, 3, None, None, None)


def test_cohorts_are_drawn_and_written_for_programs(book: Logbook) -> None:
    document = cohorts_layout.layout(followed(book, "2026-03-20"))
    (table,) = document.tables
    assert [row.total for row in table.rows] == [False, False, True]
    keys = [column.key for column in table.columns]
    assert table.rows[0].cells[keys.index("by_age")] == (0, 2, 4, 5, 5)
    assert isinstance(document.told, dict)
    first = document.told["rows"][0]
    assert (first["touches"], first["conversations"], first["by_age"]) == (100, 5, [0, 2, 4, 5, 5])
    assert first["conversation_rate"]["value"] == 0.05
    assert first["mature"] == {"trials": 100.0, "value": 0.05, "assumed": False}


def test_an_empty_period_has_no_cohorts(book: Logbook) -> None:
    report = followed(book, "2026-03-20", period="2025")
    assert report.rows == ()
    assert cohorts_layout.layout(report).tables[0].empty


@pytest.mark.parametrize("dimension", [Dimension.CHANNEL, Dimension.WEEKDAY])
def test_what_touches_do_not_pass_through_together_makes_no_cohorts(
    book: Logbook, dimension: Dimension
) -> None:
    with pytest.raises(InvalidValueError, match="no cohorts by"):
        followed(book, "2026-03-20", dimension)
