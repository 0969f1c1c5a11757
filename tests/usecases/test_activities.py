from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.errors import UnknownNameError
from prospector.store.history import undo_last
from prospector.store.store import Store
from prospector.usecases.activities import Change, delete_activities, edit_activity, show_activity
from prospector.usecases.log import Entry, log
from prospector.usecases.tags import list_tags, rename_tag
from tests.terminal import Terminal

NOW = Moment.of(datetime(2026, 11, 20, 10, 42, tzinfo=UTC))
AT = NOW.seconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(str(tmp_path / "store.db"), create_missing=True) as opened:
        entry = Entry(channel="call", moment=NOW, who="Jane Doe", outcome="appointment", tags=("hot",))
        log(opened, [entry], rep="", at=AT)
        yield opened


def contents(store: Store) -> list[tuple[object, ...]]:
    tables = ("activity", "appointment", "tagging", "tag", "contact", "lead", "deal")
    with store.reading() as connection:
        return [
            (table, *row)
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")
        ]


def undo(store: Store) -> None:
    with store.writing() as writing:
        undo_last(writing, 1)


def test_an_edit_says_what_changed_and_undo_restores_every_column(store: Store) -> None:
    before = contents(store)
    moved = Moment.of(datetime(2026, 11, 19, 9, tzinfo=UTC))
    change = Change(moment=moved, channel="visit", kind="cold", tag=("q4",), untag=("hot",), cost_minor=1250)
    edited = edit_activity(store, 1, change, currency="USD", rep="", at=AT)
    assert edited.changes == (
        ("occurred_at", "2026-11-20T10:42:00+00:00", "2026-11-19T09:00:00+00:00"),
        ("channel", "call", "visit"),
        ("kind", "–", "cold"),
        ("cost", "–", "12.5"),
        ("tags", "hot", "q4"),
    )
    shown = show_activity(store, 1, currency="USD")
    assert [(row["channel"], row["set_at"]) for row in shown.appointments] == [("visit", str(moved))]
    undo(store)
    assert contents(store) == before


def test_an_edit_leaves_alone_what_its_appointment_says_for_itself(store: Store) -> None:
    with store.writing() as writing:
        writing.update("appointment", 1, set_at=AT - 3600, channel_id=2)
    edit_activity(store, 1, Change(note="budget is there"), currency="USD", rep="", at=AT)
    with store.reading() as connection:
        assert connection.execute("SELECT set_at, channel_id FROM appointment").fetchall() == [(AT - 3600, 2)]


def test_an_activity_goes_with_the_appointment_it_set_and_comes_back_with_it(store: Store) -> None:
    before = contents(store)
    delete_activities(store, [1], currency="USD", rep="", at=AT)
    assert [row[0] for row in contents(store)] == ["tag", "contact", "lead"]
    undo(store)
    assert contents(store) == before


def test_of_several_numbers_one_that_is_not_there_deletes_nothing(store: Store) -> None:
    before = contents(store)
    with pytest.raises(UnknownNameError, match="no activity #2"):
        delete_activities(store, [1, 2], currency="USD", rep="", at=AT)
    assert contents(store) == before


def test_an_imported_activity_that_is_deleted_stays_known(store: Store) -> None:
    with store.writing() as writing:
        run = writing.insert(
            "import_run",
            **dict.fromkeys(["file", "sha256", "options_digest", "options", "profile", "kind"], "x"),
            **dict.fromkeys(
                [
                    "at",
                    "rows",
                    "added",
                    "updated",
                    "unchanged",
                    "skipped",
                    "rejected",
                    "contacts_added",
                    "accounts_added",
                ],
                0,
            ),
            system="dialer",
        )
        writing.update("activity", 1, import_id=run, external_id="C-1")
        identity = writing.row("activity", 1)["identity"]
    delete_activities(store, [1], currency="USD", rep="", at=AT)
    with store.reading() as connection:
        found = connection.execute(
            "SELECT identity, kind, row_id, system, external_id FROM origin"
        ).fetchall()
    assert found == [(identity, "activities", 1, "dialer", "C-1")]


def test_a_tag_renamed_to_another_becomes_one_with_it(store: Store) -> None:
    log(store, [Entry(channel="call", moment=NOW, who="jane", tags=("warm", "hot"))], rep="", at=AT)
    before = contents(store)
    assert rename_tag(store, "hot", "warm", rep="", at=AT).rows == 2
    assert [(tag.name, tag.rows) for tag in list_tags(store)] == [("warm", 2)]
    undo(store)
    assert contents(store) == before


def test_who_asked_not_to_be_contacted_is_marked_also_when_the_log_was_first_of_another(
    terminal: Terminal,
) -> None:
    terminal.ok("call 'Dee Fox' dnc")
    terminal.ok("contact add 'Ann Poe'")
    terminal.ok("edit 1 --who 'Ann Poe'")
    assert terminal("call 'Ann Poe'").err == "Ann Poe asked not to be contacted\n"
