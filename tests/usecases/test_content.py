from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.store.history import undo_last
from prospector.store.store import Store
from prospector.usecases.content import PieceFacts, Published, edit_piece, publish, show_piece

NOW = Moment.of(datetime(2026, 11, 20, 10, 42, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db"), create_missing=True) as opened:
        yield opened


def published(store: Store, title: str, facts: PieceFacts) -> Published:
    return publish(store, title, facts, moment=NOW, rep="", at=NOW.seconds)


def rows(store: Store) -> list[list[tuple[object, ...]]]:
    with store.reading() as connection:
        return [
            connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in ("content", "activity", "tagging")
        ]


def test_hyphens_case_and_spaces_do_not_make_another_piece(store: Store) -> None:
    published(store, "Five-Ways", PieceFacts(minutes=60, cost_minor=1000))
    again = published(store, "five  ways", PieceFacts(minutes=15, reach=300))
    assert (again.title, again.publications) == ("Five-Ways", 2)
    piece = show_piece(store, "five", currency="USD").piece
    assert (piece["minutes"], piece["cost"], piece["reach"]) == (75, 10, 300)


def test_the_only_publication_follows_its_piece_but_none_of_two_does(store: Store) -> None:
    published(store, "Five ways", PieceFacts(minutes=60))
    facts = PieceFacts(minutes=90, cleared=frozenset({"cost"}), cost_minor=None, reach=10)
    edit_piece(store, "five", facts, currency="USD", rep="", at=NOW.seconds)
    assert show_piece(store, "five", currency="USD").activities[0]["minutes"] == 90
    published(store, "Five ways", PieceFacts(minutes=5))
    edit_piece(store, "five", PieceFacts(minutes=100), currency="USD", rep="", at=NOW.seconds)
    shown = show_piece(store, "five", currency="USD")
    assert (shown.piece["minutes"], [row["minutes"] for row in shown.activities]) == (100, [90, 5])


def test_undo_takes_the_piece_back_with_its_publication(store: Store) -> None:
    before = rows(store)
    published(store, "Five ways", PieceFacts(tag=("q4",)))
    with store.writing() as writing:
        undo_last(writing, 1)
    assert rows(store) == before
