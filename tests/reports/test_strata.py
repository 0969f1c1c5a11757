"""Channels that were used on different leads, worked out by hand."""

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
from prospector.store.store import Store
from prospector.usecases.reports.channels import channel_report
from prospector.usecases.reports.compare import comparison
from tests.logbook import Logbook


def report(book: Logbook) -> Comparison:
    as_of = date(2026, 6, 1)
    with Store(str(book.path)) as store:
        return channel_report(
            store, Basis(period=read_period("2026-Q1", as_of), as_of=as_of, exchange=Exchange("USD"))
        )


def touches(book: Logbook, channel: str, who: str, conversations: int, others: int) -> None:
    """Conversations a day apart, and a tally of what came to nothing."""
    for day in range(1, conversations + 1):
        book.activities(f"2026-01-{day:02} 09:00  {channel}  {who}  conversation")
    book.activities(f"2026-02-01 09:00  {channel}  {who}  no-answer  x{others}")


def test_a_lead_that_turns_round_within_every_source_is_named(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.lead("ann", "referral", "2026-01-01")
    book.lead("bob", "list", "2026-01-01")
    touches(book, "call", "ann", 20, 80)
    touches(book, "email", "ann", 5, 15)
    touches(book, "call", "bob", 1, 19)
    touches(book, "email", "bob", 6, 94)
    found = report(book)
    within = found.within
    assert within is not None
    # 21 of 120 calls against 11 of 120 e-mails: 17.5 % and 9.2 %.
    assert within.crude == pytest.approx(10 / 120)
    # referral 20 % against 25 %, list 5 % against 6 %; both weigh 100 x 20 / 120.
    assert within.adjusted.value == pytest.approx((-0.05 - 0.01) / 2)
    said = {each.label: each.text for each in channels.layout(found).said}
    assert said["But"] == (
        "Within the same lead source email is ahead of call by 3.0 points (range -4.6 to 10.2): "
        "the two were used on different leads."
    )
    data = channels.layout(found).told
    assert isinstance(data, dict)
    assert data["within_sources"]["runner_up"] == "email"


def test_compared_by_channel_they_are_within_sources_too(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.lead("ann", "referral", "2026-01-01")
    touches(book, "call", "ann", 20, 80)
    touches(book, "email", "ann", 5, 95)
    as_of = date(2026, 6, 1)
    with Store(str(book.path)) as store:
        basis = Basis(period=read_period("2026-Q1", as_of), as_of=as_of, exchange=Exchange("USD"))
        compared = comparison(store, basis, Dimension.CHANNEL)
    data = compare_layout.layout(compared).told
    expected = channels.layout(report(book)).told
    assert isinstance(data, dict)
    assert isinstance(expected, dict)
    assert data["within_sources"]["leader"] == "call"
    assert data["within_sources"] == expected["within_sources"]


def test_a_lead_that_holds_within_the_sources_is_not_questioned(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.lead("ann", "referral", "2026-01-01")
    touches(book, "call", "ann", 20, 80)
    touches(book, "email", "ann", 5, 95)
    found = report(book)
    assert found.within is not None
    assert found.within.adjusted.value == pytest.approx(0.15)
    assert "But" not in {each.label for each in channels.layout(found).said}


def test_channels_that_share_no_source_are_not_compared_within(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.lead("ann", "referral", "2026-01-01")
    book.lead("bob", "list", "2026-01-01")
    touches(book, "call", "ann", 20, 80)
    touches(book, "email", "bob", 5, 95)
    assert report(book).within is None
