"""A backup is a whole store: made while it is in use, checked before it says so; good ones never go for bad ones."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from prospector.store.backups import is_good
from prospector.store.store import Store
from tests.contents import contents
from tests.hurting import change_letter, hurt_page
from tests.terminal import Terminal

NOTE = "wants pricing before Friday"


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    terminal.ok(f'call "Jane Doe" conversation -n "{NOTE}"')
    terminal.ok("email jane")
    return terminal


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_backup_has_a_dated_name_beside_the_store_and_all_that_is_in_it(rep: Terminal) -> None:
    before = rep.store.read_bytes()
    said = rep.ok("backup")
    copy = rep.folder / "backups" / "store-2026-11-20-104200.db"
    assert (
        said == f"backup · {copy} · 2 activities, 1 contact, 0 deals · {copy.stat().st_size / 1e6:,.1f} MB\n"
    )
    assert contents(copy) == contents(rep.store)
    assert rep.store.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    rep.ok(f"--db {copy} doctor")


def test_a_second_backup_of_the_same_second_takes_the_place_of_none(rep: Terminal) -> None:
    rep.ok("backup")
    rep.ok("backup")
    assert _names(rep.folder / "backups") == ["store-2026-11-20-104200-2.db", "store-2026-11-20-104200.db"]


def test_a_backup_is_written_into_a_folder_that_is_named_or_a_file(rep: Terminal) -> None:
    (rep.folder / "stick").mkdir()
    assert json.loads(rep.ok("backup stick --json"))["file"].endswith("stick/store-2026-11-20-104200.db")
    assert json.loads(rep.ok("backup sales.copy --json"))["rows"]["activities"] == 2
    assert contents(rep.folder / "sales.copy") == contents(rep.store)
    rep.ok("call jane")
    rep.ok("backup sales.copy")  # an earlier backup of this store makes room for a later one
    assert contents(rep.folder / "sales.copy") == contents(rep.store)


def _another_store(rep: Terminal) -> None:
    rep.ok("--db target.db call bob")


def _demo(rep: Terminal) -> None:
    rep.ok("demo --keep target.db")


def _a_text(rep: Terminal) -> None:
    (rep.folder / "target.db").write_text("to do\n" * 40)


def _empty(rep: Terminal) -> None:
    (rep.folder / "target.db").touch()


def _a_later_state(rep: Terminal) -> None:
    rep.ok("backup first.db")
    rep.ok("call jane")
    rep.ok("backup target.db")
    rep.ok("restore first.db")


def _dangling(rep: Terminal) -> None:
    (rep.folder / "target.db").symlink_to("nowhere")


@pytest.mark.parametrize(
    "make",
    [_another_store, _demo, _a_text, _empty, _a_later_state, _dangling],
    ids=lambda make: make.__name__,
)
def test_what_is_no_earlier_backup_of_the_store_is_not_written_over(make: object, rep: Terminal) -> None:
    make(rep)  # type: ignore[operator]  # each case is a function of the terminal
    target = rep.folder / "target.db"
    before = target.read_bytes() if target.exists() else None
    result = rep("backup target.db")
    assert (result.code, result.out) == (2, "")
    assert "is there already and is no earlier backup of this store" in result.err
    assert (target.read_bytes() if target.exists() else None) == before


def test_the_store_itself_is_refused_under_any_name(rep: Terminal) -> None:
    (rep.folder / "link").symlink_to(rep.store)
    os.link(rep.store, rep.folder / "same")
    for name in ("store.db", "link", "same", "./store.db"):
        result = rep(f"backup {name}")
        assert (result.code, "is the store itself" in result.err) == (2, True), name
    assert rep("list").code == 0


def test_keep_removes_the_oldest_good_ones_and_never_for_a_bad_one(rep: Terminal) -> None:
    for second in range(5):
        rep.now = f"2026-11-20T10:42:0{second}+01:00"
        rep.ok("backup")
    folder = rep.folder / "backups"
    change_letter(folder / "store-2026-11-20-104203.db", NOTE, NOTE.replace("F", "G"))
    (folder / "mine.db").write_bytes((folder / "store-2026-11-20-104200.db").read_bytes())
    rep.now = "2026-11-20T10:43:00+01:00"
    result = rep("backup --keep 3")
    assert result.out.endswith(" · 2 older removed\n")
    bad = folder / "store-2026-11-20-104203.db"
    assert result.err == f"{bad} is damaged; it counts for nothing, and stays\n"
    assert _names(folder) == [
        "mine.db",
        "store-2026-11-20-104202.db",
        "store-2026-11-20-104203.db",
        "store-2026-11-20-104204.db",
        "store-2026-11-20-104300.db",
    ]


def test_a_damaged_store_costs_no_good_backup(rep: Terminal) -> None:
    rep.ok("backup")
    rep.now = "2026-11-20T11:00:00+01:00"
    change_letter(rep.store, NOTE, NOTE.replace("F", "G"))
    result = rep("backup --keep 1")
    assert result.code == 5
    assert "the store is damaged, and so is this copy: activity 1 is not as it was stored" in result.err
    assert _names(rep.folder / "backups") == ["store-2026-11-20-104200.db", "store-2026-11-20-110000.db"]


def test_a_backup_of_a_damaged_store_does_not_take_the_place_of_a_whole_one(rep: Terminal) -> None:
    rep.ok("backup copy.db")
    good = (rep.folder / "copy.db").read_bytes()
    change_letter(rep.store, NOTE, NOTE.replace("F", "G"))
    result = rep("backup copy.db")
    assert (result.code, result.out) == (5, "")
    assert "copy.db is whole, and stays; prospector doctor says more" in result.err
    assert (rep.folder / "copy.db").read_bytes() == good
    assert rep("backup other.db").code == 5
    assert rep("backup other.db").code == 5  # which is no better than what is there: it is replaced
    assert _names(rep.folder) == ["copy.db", "other.db", "store.db"]


def test_backups_that_another_one_removes_meanwhile_are_nobodys_loss(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for second in range(5):
        rep.now = f"2026-11-20T10:42:0{second}+01:00"
        rep.ok("backup")
    folder = rep.folder / "backups"
    (oldest, older) = sorted(folder.iterdir())[:2]

    def judge(path: str) -> bool:
        oldest.unlink(missing_ok=True)  # before it is looked at
        good = is_good(path)
        if path == str(older):
            older.unlink()  # after that
        return good

    monkeypatch.setattr("prospector.usecases.backup.is_good", judge)
    rep.now = "2026-11-20T10:43:00+01:00"
    result = rep("backup --keep 2")
    assert (result.code, result.err) == (0, "")
    assert _names(folder) == ["store-2026-11-20-104204.db", "store-2026-11-20-104300.db"]


def test_a_store_with_a_damaged_page_gets_no_backup(terminal: Terminal, demo_store: bytes) -> None:
    terminal.store.write_bytes(demo_store)
    hurt_page(terminal.store, "activity")
    result = terminal("backup")
    assert (result.code, result.out) == (5, "")
    assert "is damaged; nothing was written to it; prospector doctor says what can be done" in result.err
    assert _names(terminal.folder / "backups") == []


def test_keep_is_for_a_folder(rep: Terminal) -> None:
    result = rep("backup one.db --keep 3")
    assert (result.code, (rep.folder / "one.db").exists()) == (2, False)


def test_a_backup_beside_writers_is_one_state_of_the_store_and_none_of_them_fails(rep: Terminal) -> None:
    program = (
        "import sys\nfrom prospector.store.store import Store\n"
        "for number in range(60):\n"
        "    with Store(sys.argv[1]) as store, store.writing() as writing:\n"
        "        first = writing.insert('tag', name=f'{sys.argv[2]} {number} a')\n"
        "        writing.insert('tag', name=f'{sys.argv[2]} {number} b')\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(rep.store), each]) for each in "xy"]
    for number in range(6):
        assert rep(f"backup copy-{number}.db").code == 0
    assert [writer.wait() for writer in writers] == [0, 0]
    for number in range(6):
        with closing(sqlite3.connect(rep.folder / f"copy-{number}.db")) as connection:
            (tags,) = connection.execute("SELECT count(*) FROM tag").fetchone()
            assert tags % 2 == 0  # whole deeds alone
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with Store(str(rep.store)) as store, store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM tag").fetchone() == (240,)


@pytest.mark.parametrize("target", ["stick/copy.db", "stick/", "file/copy.db"])
def test_no_folder_is_made_on_the_way_to_a_backup(target: str, rep: Terminal) -> None:
    """A stick that is not plugged in would be a folder on the same disk."""
    (rep.folder / "file").write_text("x")
    result = rep(f"backup {target}")
    assert (result.code, result.out) == (1, "")
    assert f"there is no folder {rep.folder / target.partition('/')[0]}; no backup was made" in result.err
    assert not (rep.folder / "stick").exists()


def test_a_backup_that_cannot_be_written_leaves_nothing(rep: Terminal) -> None:
    name = "x" * 300
    result = rep(f"backup {name}")
    assert (result.code, result.out) == (1, "")
    assert f"cannot write the backup {name}" in result.err
    assert _names(rep.folder) == ["store.db"]
