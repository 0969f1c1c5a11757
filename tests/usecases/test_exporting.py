from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from prospector.domain.moment import Moment
from prospector.domain.nothing import unmark_literal
from prospector.domain.spreadsheet import unguard
from prospector.importing.columns import SHEETS, Kind
from prospector.render.records import RecordText
from prospector.store.records import Record
from prospector.store.store import Store
from prospector.usecases.contacts import ContactFacts, add_contact
from prospector.usecases.exporting import export
from prospector.usecases.log import Entry, log
from prospector.usecases.which import Filters

UNSEEN_LETTERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # which an export leaves out, like those of the sorts C
)
NOW = Moment.of(datetime(2026, 11, 20, 10, 42, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db"), create_missing=True) as opened:
        yield opened


def exported(store: Store, noun: str, *, as_json: bool = False) -> str:
    texts: list[RecordText] = []

    def begin(columns: tuple[str, ...]) -> Callable[[Record], None]:
        texts.append(RecordText(columns, as_json=as_json, raw=False))
        return texts[0].add

    export(store, noun, Filters(), begin, currency="USD")
    return texts[0].text()


@pytest.mark.parametrize("kind", list(SHEETS))
def test_the_columns_of_an_export_are_those_of_an_import(store: Store, kind: Kind) -> None:
    assert exported(store, kind) == ",".join(SHEETS[kind].names) + "\n"
    assert json.loads(exported(store, kind, as_json=True)) == []


def test_people_of_one_name_are_told_apart_by_what_refers_to_them(store: Store) -> None:
    for account in ("Acme", "Globex"):
        facts = ContactFacts(account=account)
        add_contact(store, "Jane Doe", facts, new=True, now=NOW, currency="USD", rep="")
    entries = [Entry(channel="call", moment=NOW, who=f"id:{number}") for number in (2, 1)]
    entries.append(Entry(channel="call", moment=NOW, who="Ann Poe", new=True))
    log(store, entries, rep="", at=NOW.seconds)
    people = [row["external_id"] for row in csv.DictReader(StringIO(exported(store, "contacts")))]
    assert people == ["", "prospector:contacts:1", "prospector:contacts:2"]
    referred = [row["contact_ref"] for row in csv.DictReader(StringIO(exported(store, "activities")))]
    assert referred == ["prospector:contacts:2", "prospector:contacts:1", ""]


@example("NULL")
@example("'n/a")
@given(
    st.text(
        st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters=UNSEEN_LETTERS)
        | st.sampled_from("\n'=+-@"),
        max_size=40,
    )
)
def test_a_cell_comes_back_as_it_was_but_for_outer_spaces(words: str) -> None:
    text = RecordText(("id", "note", "name"), as_json=False, raw=False)
    text.add({"id": 1, "note": words, "name": "Jane"})
    [row] = csv.DictReader(StringIO(text.text(), newline=""))
    cell = row["note"]  # guarded for a spreadsheet, or marked as a word that is not nothing
    assert (unguard(cell) if unguard(cell) != cell else unmark_literal(cell)) == words.strip()
    assert row["note"][:1] not in {"=", "+", "-", "@"}
