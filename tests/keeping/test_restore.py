"""Restore: the whole backup or nothing, and what was there is kept."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prospector.errors import ReplacedError
from prospector.quick.front import do_quickly
from prospector.store.opening import connect
from prospector.store.store import Store
from tests.contents import contents
from tests.hurting import change_letter, hurt_page
from tests.terminal import Terminal

NOTE = "wants pricing before Friday"
KEPT = "store-before-restore-2026-11-20-104200.db"


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    terminal.ok(f'call "Jane Doe" conversation -n "{NOTE}"')
    terminal.ok("backup monday.db")
    terminal.ok("call bob")
    return terminal


def test_a_restored_store_is_the_backup_and_the_old_one_is_kept_beside_it(rep: Terminal) -> None:
    old = contents(rep.store)
    said = rep.ok("restore monday.db")
    kept = rep.folder / KEPT
    assert said == (
        f"restored · {rep.store} · 1 activity, 1 contact, 0 deals · the store that was there is {kept}\n"
    )
    assert contents(rep.store) == contents(rep.folder / "monday.db") != old
    assert contents(kept) == old
    assert [stat.S_IMODE(each.stat().st_mode) for each in (rep.store, kept)] == [0o600, 0o600]
    rep.ok("doctor")
    rep.ok(f"restore {KEPT}")  # and back again
    assert contents(rep.store) == old


def test_undo_goes_on_where_the_backup_was(rep: Terminal) -> None:
    rep.ok("restore monday.db")
    assert rep.ok("undo").startswith("undone: call · Jane Doe")


@pytest.mark.parametrize("state", ["missing", "empty", "text", "page", "cut"])
def test_a_store_that_is_missing_or_damaged_is_replaced_all_the_same(state: str, rep: Terminal) -> None:
    damaged = {"empty": b"", "text": b"not a store\n" * 40, "cut": rep.store.read_bytes()[:9000]}
    if state == "missing":
        rep.store.unlink()
    elif state == "page":
        hurt_page(rep.store, "outcome")
    else:
        rep.store.write_bytes(damaged[state])
    before = rep.store.read_bytes() if rep.store.exists() else None
    record = json.loads(rep.ok("restore monday.db --json"))
    assert contents(rep.store) == contents(rep.folder / "monday.db")
    assert record["kept"] == (None if before is None else str(rep.folder / KEPT))
    if before is not None:
        assert (rep.folder / KEPT).read_bytes() == before
    rep.ok("doctor")


def test_the_journal_of_a_damaged_store_goes_with_it_and_is_not_played_into_the_new_one(
    rep: Terminal,
) -> None:
    journal = Path(f"{rep.store}-journal")
    rep.store.write_bytes(b"not a store\n" * 40)
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(2000))
    rep.ok("restore monday.db")
    assert not journal.exists()
    assert (rep.folder / f"{KEPT}-journal").exists()
    assert contents(rep.store) == contents(rep.folder / "monday.db")


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 9000")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_foreign, "monday.db belongs to another program"),
        (_newer, "monday.db was written by a newer prospector"),
        (Path.unlink, "there is no backup at monday.db; nothing was restored"),
        (lambda path: path.write_bytes(b""), "monday.db is empty, not a store"),
        (lambda path: hurt_page(path, "outcome"), "monday.db is damaged: "),
        (
            lambda path: change_letter(path, NOTE, NOTE.replace("F", "G")),
            "activity 1 is not as it was stored",
        ),
        (
            lambda path: path.write_bytes(path.read_bytes()[:-4096]),
            "monday.db is damaged: it cannot be read; nothing was restored; ",
        ),
    ],
    ids=["foreign", "newer", "missing", "empty", "page", "letter", "cut"],
)
def test_what_is_no_whole_backup_is_refused_and_the_store_stays(
    spoil: object, message: str, rep: Terminal
) -> None:
    spoil(rep.folder / "monday.db")  # type: ignore[operator]  # each case is a function of the path
    before = rep.store.read_bytes()
    result = rep("restore monday.db")
    assert (result.code, result.out) == (5, "")
    assert message in result.err
    assert rep.store.read_bytes() == before
    assert {each.name for each in rep.folder.iterdir()} <= {"store.db", "monday.db"}


def test_the_store_itself_is_no_backup(rep: Terminal) -> None:
    assert rep("restore store.db").code == 2


def test_restore_waits_for_another_prospector_and_then_says_so(rep: Terminal) -> None:
    rep.environment["PROSPECTOR_BUSY_SECONDS"] = "0.1"
    holder = connect(str(rep.store))
    holder.execute("BEGIN IMMEDIATE")
    result = rep("restore monday.db")
    holder.close()
    assert (result.code, result.out) == (4, "")
    assert sorted(each.name for each in rep.folder.iterdir()) == ["monday.db", "store.db"]
    rep.ok("restore monday.db")


def test_who_opened_the_old_store_cannot_write_into_the_file_that_is_kept(rep: Terminal) -> None:
    with Store(str(rep.store)) as early:
        rep.ok("restore monday.db")
        before = (rep.folder / KEPT).read_bytes()
        with pytest.raises(ReplacedError, match="was replaced meanwhile"), early.writing() as writing:
            writing.insert("tag", name="lost")
        assert (rep.folder / KEPT).read_bytes() == before


def test_logs_that_are_typed_during_restores_are_in_a_store_that_is_kept_or_in_the_new_one(
    rep: Terminal,
) -> None:
    environment = {
        **os.environ,
        "PROSPECTOR_DB": str(rep.store),
        "PROSPECTOR_CONFIG": str(rep.folder / "none.toml"),
    }
    loop = (
        "import sys\nfrom prospector.quick.front import main\n"
        "for number in range(25):\n"
        "    sys.argv[1:] = ['call', '.', '-n', f'kept {number}']\n"
        "    code = 4\n"
        "    while code == 4:  # replaced twice in a row: try again\n"
        "        try: main()\n"
        "        except SystemExit as end: code = end.code\n"
        "    assert code in (0, None), code\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", loop], env=environment, stdout=subprocess.DEVNULL)
    for _ in range(4):
        rep.ok("restore monday.db")
    assert writer.wait() == 0
    found = set()
    for each in rep.folder.glob("store*.db"):
        with Store(str(each)) as store, store.reading() as connection:
            found |= {
                note for (note,) in connection.execute("SELECT note FROM activity WHERE note LIKE 'kept%'")
            }
    assert found == {f"kept {number}" for number in range(25)}


@pytest.mark.parametrize("has_links", [True, False])
def test_a_restore_that_fails_at_the_last_step_leaves_the_store_where_it_was(
    has_links: bool, rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, before = os.replace, rep.store.read_bytes()

    def fails(source: str, target: str) -> None:
        if source.endswith(".new"):
            raise OSError(errno.EIO, "Input/output error")
        replace(source, target)

    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "replace", fails)
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    result = rep("restore monday.db")
    assert (result.code, result.out) == (1, "")
    assert f"cannot restore to {rep.store}: Input/output error; nothing changed" in result.err
    assert rep.store.read_bytes() == before
    assert sorted(each.name for each in rep.folder.iterdir()) == ["monday.db", "store.db"]


def test_on_a_terminal_restore_shows_both_and_asks_and_enter_means_no(rep: Terminal) -> None:
    rep.has_keyboard = True
    before = rep.store.read_bytes()
    for reply in ("n\n", "\n"):
        result = rep("restore monday.db", stdin=reply)
        assert (result.code, rep.store.read_bytes()) == (1, before)
        assert result.err == (
            "the store   2 activities, 2 contacts, 0 deals\n"
            "the backup  1 activity, 1 contact, 0 deals\n"
            "replace the store by the backup? (Enter: no, nothing changes) [y/N] nothing was restored\n"
        )
    assert rep("restore monday.db", stdin="y\n").code == 0
    assert rep(f"restore {KEPT} --yes").err == ""
    assert rep("--no-input restore monday.db").err == ""


def test_a_quick_log_is_tried_anew_where_the_store_was_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def replaced(_: object) -> None:
        raise ReplacedError("store.db was replaced meanwhile", hint="nothing changed; try again")

    monkeypatch.setattr("prospector.quick.front._stored", replaced)
    assert do_quickly(["call", "jane"]) is None  # the ordinary way opens the new one
