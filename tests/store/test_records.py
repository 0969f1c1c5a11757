from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.importing.columns import SHEETS
from prospector.store.nouns import NOUNS, Asked
from prospector.store.people import add_person
from prospector.store.records import columns, count, record, records, stream
from prospector.store.references import exported_references
from prospector.store.store import Store
from prospector.store.writing import Value, Writing
from prospector.usecases.log import Entry, log

FRIDAY = Moment(1_795_167_720, 60)  # 2026-11-20 10:42 +01:00


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db"), create_missing=True) as opened:
        yield opened


def origin(writing: Writing, kind: str, row_id: int, system: str, external_id: str) -> None:
    writing.connection.execute(
        "INSERT INTO origin (identity, kind, row_id, system, external_id) VALUES (?, ?, ?, ?, ?)",
        (f"{kind}{row_id}{system}".encode(), kind, row_id, system, external_id),
    )


def lead(writing: Writing, contact_id: int, **values: Value) -> int:
    return writing.insert("lead", contact_id=contact_id, rep_id=1, **values)


def test_every_noun_has_its_canonical_columns_in_their_order(store: Store) -> None:
    with store.reading() as connection:
        found = {noun: columns(connection, noun) for noun in NOUNS}
    assert found == {str(kind): ("id", *sheet.names) for kind, sheet in SHEETS.items()}


def test_an_activity_is_read_as_it_was_logged(store: Store) -> None:
    entry = Entry(
        channel="call",
        moment=FRIDAY,
        who="Jane Doe",
        outcome="conversation",
        minutes=12,
        note="wants pricing",
        account="Acme",
        tags=("hot", "q4"),
        cost_minor=1234,
    )
    log(store, [entry], rep="", at=FRIDAY.seconds)
    with store.reading() as connection:
        found = record(connection, "activities", 1, currency="USD")
    expected = {
        "id": 1,
        "external_id": None,
        "occurred_at": "2026-11-20T10:42:00+01:00",
        "channel": "call",
        "direction": "outbound",
        "outcome": "conversation",
        "contact": "Jane Doe",
        "account": "Acme",
        "minutes": 12,
        "count": 1,
        "cost": 12.34,
        "tags": "hot;q4",
        "rep": "me",
        "note": "wants pricing",
    }
    assert {name: found[name] for name in expected} == expected


def test_a_limit_keeps_the_latest_activities_and_shows_them_oldest_first(store: Store) -> None:
    for day in (18, 20, 19):
        moment = Moment.on(date(2026, 11, day))
        log(store, [Entry(channel="call", moment=moment, who=".")], rep="", at=FRIDAY.seconds)
    with store.reading() as connection:
        found = records(connection, "activities", Asked(limit=2), currency="USD")
        assert [row["occurred_at"] for row in found] == ["2026-11-19", "2026-11-20"]
        assert count(connection, "activities") == 3


def test_a_deal_has_its_dated_history_and_money_in_its_own_currency(store: Store) -> None:
    with store.writing() as writing:
        opened = {"opened_at": FRIDAY.seconds, "opened_offset": 60}
        deal = writing.insert(
            "deal",
            name="Acme",
            name_key="acme",
            status="won",
            value_minor=18_400,
            currency="JPY",
            rep_id=1,
            **opened,
        )
        writing.insert("stage_change", deal_id=deal, to_stage="lead", at=FRIDAY.seconds, at_offset=60)
        writing.insert("stage_change", deal_id=deal, to_stage="won", at=Moment.on(date(2026, 11, 21)).seconds)
        writing.insert("stage_change", deal_id=deal, to_stage="proposal")  # nobody knows when
        origin(writing, "deals", deal, "crm", "D-7")
    with store.reading() as connection:
        found = record(connection, "deals", deal, currency="USD")
    assert found["history"] == "lead@2026-11-20T10:42:00+01:00;won@2026-11-21"
    assert (found["value"], found["currency"], found["external_id"]) == (18_400, "JPY", "D-7")


def test_a_revenue_quota_is_in_major_units_and_a_count_is_a_count(store: Store) -> None:
    with store.writing() as writing:
        for metric in ("revenue", "conversations"):
            writing.insert("target", sort="quota", metric=metric, amount=12_000, rep_id=1, period="2026-Q4")
        writing.insert("target", sort="goal", metric="activities", amount=5, rep_id=1, period="all")
    with store.reading() as connection:
        found = records(connection, "quotas", currency="USD")
    assert [(row["metric"], row["amount"]) for row in found] == [("conversations", 12_000), ("revenue", 120)]


def test_an_export_names_what_others_refer_to_and_tells_the_ids_of_two_systems_apart(store: Store) -> None:
    with store.writing() as writing:
        at = (FRIDAY.seconds, 60)
        people = [
            add_person(writing, who, account_id=None, source_id=1, rep_id=1, at=at).id
            for who in ("Jane Doe", "Jane Doe", "John Roe", "ann@acme.com")
        ]
        second = lead(writing, people[3], received_at=FRIDAY.seconds)
        origin(writing, "contacts", 3, "east", "1")
        origin(writing, "contacts", second, "west", "1")
    with store.reading() as connection:
        reference = exported_references(connection)
        rows = stream(connection, "contacts", Asked(), currency="USD", reference=reference)
        found = [(row["name"], row["external_id"], row["person_ref"]) for row in rows]
    assert sorted(found, key=str) == [
        ("Jane Doe", "prospector:contacts:1", None),
        ("Jane Doe", "prospector:contacts:2", None),
        ("John Roe", "east:1", None),
        ("ann@acme.com", "prospector:contacts:4", "prospector:person:4"),
        ("ann@acme.com", "west:1", "prospector:person:4"),
    ]
