from __future__ import annotations

from pathlib import Path

import pytest

from prospector.errors import FailedError
from prospector.store.store import Store
from prospector.usecases.undo import redo, undo, undoable
from tests.terminal import Terminal


def _tag(store: Store, name: str, *, rep: int = 1) -> None:
    with store.writing() as writing:
        writing.insert("tag", name=name)
        writing.record(at=0, rep_id=rep, label=f"tag added: {name}")


def _tags(store: Store) -> list[str]:
    with store.reading() as connection:
        return [row[0] for row in connection.execute("SELECT name FROM tag ORDER BY id")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "sales.sqlite3"), create_missing=True)


def test_several_steps_are_undone_latest_first_and_redone_in_their_order(store: Store) -> None:
    for name in ("a", "b", "c"):
        _tag(store, name)
    assert [deed.label for deed in undo(store, "", 2)] == ["tag added: c", "tag added: b"]
    assert _tags(store) == ["a"]
    assert [deed.label for deed in redo(store, "", 2)] == ["tag added: b", "tag added: c"]
    assert _tags(store) == ["a", "b", "c"]


def test_more_steps_than_there_are_change_nothing(store: Store) -> None:
    _tag(store, "a")
    with pytest.raises(FailedError, match="only 1 to undo"):
        undo(store, "", 2)
    assert _tags(store) == ["a"]
    assert [deed.label for deed in undoable(store, "")] == ["tag added: a"]


def test_nothing_left_is_said(store: Store) -> None:
    with pytest.raises(FailedError, match="nothing to undo"):
        undo(store, "")
    with pytest.raises(FailedError, match="nothing to redo"):
        redo(store, "")


def test_a_new_command_ends_what_could_be_redone(store: Store) -> None:
    _tag(store, "a")
    undo(store, "")
    _tag(store, "b")
    with pytest.raises(FailedError, match="nothing to redo"):
        redo(store, "")


def test_only_this_reps_commands_are_undone(store: Store) -> None:
    with store.writing() as writing:
        writing.insert("rep", name="Ann", name_key="ann")
        writing.record(at=0, rep_id=1, label="rep added: Ann")
    _tag(store, "hers", rep=2)
    assert undo(store, "ann")[0].label == "tag added: hers"
    with pytest.raises(FailedError, match="nothing to undo"):
        undo(store, "Ann")


def test_a_row_that_another_rep_changed_since_stays_and_is_named(store: Store) -> None:
    _tag(store, "mine")
    with store.writing() as writing:
        writing.update("tag", 1, name="theirs")
        writing.record(at=0, rep_id=2, label="tag renamed")
    with pytest.raises(FailedError, match="tag added: mine: tag 1 was changed since"):
        undo(store, "")
    assert _tags(store) == ["theirs"]


def test_a_row_that_something_since_depends_on_stays(store: Store) -> None:
    with store.writing() as writing:
        writing.insert("account", name="Acme", name_key="acme", target=0)
        writing.record(at=0, rep_id=1, label="account added: Acme")
    with store.writing() as writing:
        writing.insert("contact", name="Jane", name_key="jane", account_id=1, do_not_contact=0, created_at=0)
        writing.record(at=0, rep_id=2, label="contact added: Jane")
    with pytest.raises(FailedError, match="something since depends on it"):
        undo(store, "")


def test_a_row_that_was_tagged_since_stays(store: Store) -> None:
    with store.writing() as writing:
        writing.insert("contact", name="Jane", name_key="jane", do_not_contact=0, created_at=0)
        writing.record(at=0, rep_id=1, label="contact added: Jane")
    with store.writing() as writing:
        number = writing.insert("tag", name="vip")
        writing.insert("tagging", tag_id=number, noun="contact", row_id=1)
        writing.record(at=0, rep_id=2, label="tagged: Jane")
    with pytest.raises(FailedError, match="tagged since"):
        undo(store, "")


def test_undo_names_the_import_that_came_after_the_command_that_it_takes_back(terminal: Terminal) -> None:
    (terminal.folder / "calls.csv").write_text("occurred_at,channel,contact\n2026-11-02,call,Ann Poe\n")
    terminal.ok("call jane vm")
    terminal.now = "2026-11-20T10:43:00+01:00"
    terminal.ok("import calls.csv --as activities")
    taken_back = terminal("undo")
    assert taken_back.out == "undone: call · jane · voicemail\n"
    assert taken_back.err == (
        "import 1 came after that, and stays; prospector imports undo 1 takes it back\n"
    )
    terminal.ok("call jane vm")
    assert terminal("undo").err == ""
