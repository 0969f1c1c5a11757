"""Lead sources crossed with channels, worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.reports import sources_layout
from prospector.reports.basis import Basis
from prospector.reports.sources import SourceReport
from prospector.store.store import Store
from prospector.usecases.reports.sources import source_report
from tests.logbook import Logbook


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    """Three leads from the web, one from a referral, and what was done with them."""
    book = Logbook(tmp_path / "log.db")
    for who, source in (("ann", "web"), ("bob", "web"), ("cleo", "web"), ("dan", "referral")):
        book.lead(who, source, "2026-03-02")
    book.activities("""
        2026-03-03 09:00  email     ann   sent
        2026-03-04 09:00  call      ann   voicemail
        2026-03-05 09:00  call      ann   conversation
        2026-03-05 10:00  call      ann   conversation
        2026-03-06 09:00  call      ann   conversation
        2026-03-03 09:00  email     bob   sent
        2026-03-04 09:00  email     bob   sent
        2026-03-03 11:00  call      bob   no-answer
        2026-03-09 09:00  visit     bob   conversation  in
        2026-03-03 09:00  research  cleo  done
        2026-02-20 09:00  call      dan   conversation
        2026-03-03 09:00  call      dan   no-answer
    """)
    book.deal("big", who="ann", value=100, opened="2026-03-10", closed="2026-04-01", status="won")
    return book


def report(book: Logbook, as_of: str = "2026-05-01", *, by_channel: bool = True) -> SourceReport:
    day = date.fromisoformat(as_of)
    basis = Basis(period=read_period("2026-03", day), as_of=day, exchange=Exchange("USD"))
    with Store(str(book.path)) as store:
        return source_report(store, basis, by_channel=by_channel)


def test_every_channel_has_the_leads_it_touched_and_those_it_spoke_with(book: Logbook) -> None:
    crossed = report(book).by_channel
    assert crossed is not None
    found = {
        (row.source, row.channel): (
            row.leads,
            row.first,
            row.touches,
            row.conversations,
            row.spoken_with,
            row.won,
        )
        for row in crossed
    }
    assert found == {
        # ann's two talks of one day are one conversation
        ("web", "call"): (2, 0, 5, 2, 1, 1),
        # both were e-mailed first: ann a day before her call, bob on the day of his, but more often
        ("web", "email"): (2, 2, 3, 0, 0, 1),
        # bob came in by himself: a conversation, and no lead that was touched
        ("web", "visit"): (0, 0, 0, 1, 0, 0),
        # a talk before the lead came is a touch, and no conversation with the lead
        ("referral", "call"): (1, 1, 2, 0, 0, 0),
    }


def test_conversations_add_up_to_those_of_the_source(book: Logbook) -> None:
    found = report(book)
    assert found.by_channel is not None
    for line in found.rows:
        crossed = [row for row in found.by_channel if row.source == line.source]
        assert sum(row.conversations for row in crossed) == line.conversations
        assert sum(row.first for row in crossed) == line.touched


def test_facts_after_as_of_do_not_exist(book: Logbook) -> None:
    crossed = report(book, as_of="2026-03-04").by_channel
    assert crossed is not None
    assert [(row.channel, row.touches, row.won) for row in crossed if row.source == "web"] == [
        ("call", 2, 0),
        ("email", 3, 0),
    ]


def test_the_crossing_is_a_table_of_its_own_and_an_array_in_json(book: Logbook) -> None:
    document = sources_layout.layout(report(book))
    (table,) = document.tables
    assert [column.key for column in table.columns][:3] == ["source", "channel", "leads"]
    assert isinstance(document.told, dict)
    first = document.told["by_channel"][0]
    assert (first["source"], first["channel"], first["rate"]["hits"], first["rate"]["trials"]) == (
        "web",
        "call",
        1,
        2,
    )
    plain = sources_layout.layout(report(book, by_channel=False)).told
    assert isinstance(plain, dict)
    assert "by_channel" not in plain
    assert plain["rows"] == document.told["rows"]
