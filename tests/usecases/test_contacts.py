from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.store.history import undo_last
from prospector.store.records import Record
from prospector.store.store import Store
from prospector.usecases.accounts import AccountFacts, add_account, edit_account, show_account
from prospector.usecases.contacts import ContactFacts, add_contact, edit_contact, show_contact
from prospector.usecases.edits import Edited
from prospector.usecases.log import Entry, log

NOW = Moment.of(datetime(2026, 11, 20, 10, 42, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db"), create_missing=True) as opened:
        yield opened


def add(store: Store, name: str, facts: ContactFacts) -> Record:
    return add_contact(store, name, facts, new=False, now=NOW, currency="USD", rep="")


def edit(store: Store, who: str, facts: ContactFacts) -> Edited:
    return edit_contact(store, who, facts, now=NOW, currency="USD", rep="")


def rows(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def undo(store: Store) -> None:
    with store.writing() as writing:
        undo_last(writing, 1)


def test_a_contact_named_by_its_address_has_that_address(store: Store) -> None:
    added = add(store, "Jane@Acme.com", ContactFacts())
    assert (added["name"], added["email"]) == ("Jane@Acme.com", "jane@acme.com")


def test_the_source_and_the_qualification_are_those_of_the_latest_lead(store: Store) -> None:
    add(store, "Jane Doe", ContactFacts(source="campaign"))
    with store.writing() as writing:
        writing.insert("lead", contact_id=1, source_id=1, rep_id=1)
    edit(store, "jane", ContactFacts(source="event", qualified=True))
    shown = show_contact(store, "jane", currency="USD")
    assert [(lead["source"], lead["qualified"]) for lead in shown.leads] == [
        ("campaign", None),
        ("event", True),
    ]


def test_an_edit_of_a_contact_is_taken_back_whole(store: Store) -> None:
    add(store, "Jane Doe", ContactFacts(tag=("vip",), phone="+49 30 1234567"))
    before = [rows(store, table) for table in ("contact", "lead", "account", "tagging")]
    facts = ContactFacts(
        name="Jane Roe",
        account="Acme",
        source="web",
        untag=("vip",),
        tag=("old",),
        cleared=frozenset({"phone"}),
    )
    assert [name for name, _, _ in edit(store, "jane", facts).changes] == [
        "name",
        "phone",
        "account",
        "source",
        "tags",
    ]
    undo(store)
    assert [rows(store, table) for table in ("contact", "lead", "account", "tagging")] == before


def test_nobody_takes_the_address_of_another(store: Store) -> None:
    add(store, "Jane Doe", ContactFacts(profile_url="https://www.linkedin.com/in/jane-doe/"))
    with pytest.raises(InvalidValueError, match="is Jane Doe's"):
        add(store, "John Roe", ContactFacts(profile_url="https://linkedin.com/in/Jane-Doe?trk=x"))
    assert len(rows(store, "contact")) == 1


def test_an_account_shows_what_was_done_with_its_people(store: Store) -> None:
    facts = AccountFacts(target=True, divisions=("sales ", "finance", "sales"))
    added = add_account(store, "Acme", facts, currency="USD", rep="", at=NOW.seconds)
    assert (added["target"], added["divisions"]) == (True, "sales;finance")
    log(store, [Entry(channel="call", moment=NOW, who="Jane Doe", account="acme")], rep="", at=NOW.seconds)
    shown = show_account(store, "acm", currency="USD")
    assert [row["name"] for row in shown.contacts] == ["Jane Doe"]
    assert (shown.touches, shown.activities[0]["contact"]) == (1, "Jane Doe")


def test_an_account_keeps_its_name_to_itself(store: Store) -> None:
    for name in ("Acme", "Globex"):
        add_account(store, name, AccountFacts(), currency="USD", rep="", at=NOW.seconds)
    with pytest.raises(InvalidValueError, match="'Globex' already"):
        edit_account(store, "acme", AccountFacts(name=" GLOBEX"), currency="USD", rep="", at=NOW.seconds)
    edited = edit_account(store, "acme", AccountFacts(name="ACME"), currency="USD", rep="", at=NOW.seconds)
    assert edited.after["name"] == "ACME"
