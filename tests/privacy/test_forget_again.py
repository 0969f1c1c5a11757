"""Whoever was forgotten is forgotten again in an older copy of the store, and in no other person's place."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from prospector.store.forgetting.forget import forget_again, remembered_of
from prospector.store.opening import connect
from tests.privacy.somebody import TRACES, data_of
from tests.privacy.traces import traces
from tests.terminal import Terminal


def copied(terminal: Terminal, name: str) -> Path:
    (terminal.folder / name).mkdir()
    path = terminal.folder / name / "copy.db"
    with closing(sqlite3.connect(data_of(terminal) / "sales.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(path),))
    return path


def again(terminal: Terminal, copy: Path) -> int:
    with (
        closing(connect(str(data_of(terminal) / "sales.db"))) as old,
        closing(connect(str(copy))) as draft,
    ):
        remembered = remembered_of(old)
        assert remembered is not None
        count, _ = forget_again(remembered, draft)
        draft.execute("VACUUM")
    return count


def test_a_copy_from_before_holds_nobody_who_was_forgotten_since(known: Terminal) -> None:
    copy = copied(known, "older")
    known.ok("contact edit zoe.q@umbra-tools.test --email new@zoe.test --name Somebody")
    known.ok("contact forget new@zoe.test --yes")
    assert again(known, copy) == 1
    assert traces(copy.parent, *TRACES) == {}
    assert again(known, copy) == 0
    known.environment["PROSPECTOR_DB"] = str(copy)
    assert known("call new@zoe.test vm").code == 2  # the list came along, with its key
    assert known.ok("contact show ann@acme.test")


def test_an_address_on_the_list_tells_and_a_shared_phone_alone_does_not(known: Terminal) -> None:
    known.ok("contact add 'Same Phone' --phone '+1 415 555 0147'")
    copy = copied(known, "older")
    with closing(connect(str(copy))) as draft:
        draft.execute("UPDATE contact SET created_at = created_at + 1")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    assert again(known, copy) == 1
    assert traces(copy.parent, "zoe.q@umbra-tools.test") == {}
    known.environment["PROSPECTOR_DB"] = str(copy)
    assert "Same Phone" in known.ok("contact list")


def test_where_nobody_was_forgotten_a_copy_stays_as_it_is(known: Terminal) -> None:
    with closing(connect(str(data_of(known) / "sales.db"))) as old:
        assert remembered_of(old) is None


def test_a_restored_backup_has_nobody_who_was_forgotten_since(known: Terminal) -> None:
    (known.folder / "away").mkdir()
    known.ok("backup away/old.db")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    result = known("restore away/old.db")
    assert (result.code, result.err) == (0, "forgotten again: 1 person, as in the store that was there\n")
    assert traces(data_of(known), *TRACES) == {}
    assert known.ok("doctor")
    told = json.loads(known.ok("import calls.csv --as activities --system crm --mode update --json"))
    assert (told["added"], told["skipped"]) == (0, 3)
    assert known("call zoe.q@umbra-tools.test vm").code == 2


def test_a_restore_says_where_the_backup_names_them_though_it_was_taken_out_since(known: Terminal) -> None:
    known.ok("call ann@acme.test vm -n 'knows Zoë Quillfeather'")
    (known.folder / "away").mkdir()
    known.ok("backup away/old.db")
    known.ok("contact forget zoe.q@umbra-tools.test --everywhere --yes")
    (number,) = [
        row["id"] for row in json.loads(known.ok("list --all --json")) if row["note"] == "knows [forgotten]"
    ]
    result = known("restore away/old.db")
    assert f"named in note of activity #{number} (2026-11-20 call Ann Poe)\n" in result.err
    assert "Quill" not in result.err


def test_a_store_too_damaged_to_tell_says_that_it_cannot(known: Terminal) -> None:
    (known.folder / "away").mkdir()
    known.ok("backup away/old.db")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    (data_of(known) / "sales.db").write_bytes(b"no store at all")
    result = known("restore away/old.db")
    assert result.code == 0
    assert "whom the damaged store had forgotten cannot be told" in result.err


def test_the_doctor_finds_nothing_after_somebody_was_forgotten_or_purged(known: Terminal) -> None:
    known.ok("contact merge 'Ann Poe' zoe.q@umbra-tools.test")
    known.ok("undo")
    known.ok("imports undo 2")
    known.ok("imports redo 2")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    known.ok("doctor")
    known.now = "2030-11-20T10:42:00+01:00"
    known.ok("purge --older-than 24m --customers --yes")
    known.ok("doctor")
