"""What is opened, what is refused, and how a store comes to be."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prospector.errors import BusyError, FailedError, UnusableStoreError
from prospector.store.columns import COLUMNS
from prospector.store.faults import translated
from prospector.store.migrations import LATEST
from prospector.store.opening import APPLICATION_ID, connect
from prospector.store.store import Store
from tests.terminal import Terminal


def _make(path: Path) -> Path:
    Store(str(path), create_missing=True).close()
    return path


def _write(store: Store, tags: list[str], then: type[Exception] | None = None) -> None:
    with store.writing() as writing:
        for tag in tags:
            writing.insert("tag", name=tag)
        if then:
            raise then


def _refused(path: str, *, create_missing: bool = False) -> str:
    with pytest.raises(UnusableStoreError) as caught:
        Store(path, create_missing=create_missing)
    return caught.value.message


@pytest.mark.parametrize("path", ["", ":memory:"])
def test_what_sqlite_would_keep_in_memory_is_refused(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "is not a file" in _refused(path)
    assert "is not a file" in _refused(path, create_missing=True)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    assert "there is no store at" in _refused(str(tmp_path / "folder" / "sales.sqlite3"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_a_pipe_and_a_dangling_link_are_refused(tmp_path: Path) -> None:
    assert "is not a file" in _refused(str(tmp_path), create_missing=True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is not a file" in _refused(str(pipe), create_missing=True)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "gone")
    assert "link that leads nowhere" in _refused(str(link), create_missing=True)
    assert not (tmp_path / "gone").exists()


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(_make(path)) as connection:
        connection.execute("PRAGMA user_version = 9000")
    connection.close()


def _schemaless(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE notes (text)")
    connection.close()


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda path: path.write_bytes(b""), "is empty, not a store"),
        (lambda path: path.write_text("name,phone\nJane,5550100\n" * 10), "is not a prospector store"),
        (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500)), "is not a prospector store"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "is not a prospector store"),
        (_foreign, "belongs to another program"),
        (_newer, f"was written by a newer prospector (schema 9000, this one knows {LATEST})"),
        (_schemaless, "has no schema"),
    ],
    ids=["empty", "text", "picture", "cut", "foreign", "newer", "schemaless"],
)
def test_what_is_no_store_is_refused_and_left_as_it_is(write: object, message: str, tmp_path: Path) -> None:
    path = tmp_path / "sales.sqlite3"
    write(path)  # type: ignore[operator]  # each case is a function of the path
    before = path.read_bytes()
    assert message in _refused(str(path))
    assert message in _refused(str(path), create_missing=True)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["sales.sqlite3"]


@pytest.mark.parametrize(
    "name", ["a?b.db", "a#b.db", "a%20b.db", "a b.db", "file:x?mode=memory", "ä\u20ac.db", "-x", "%"]
)
def test_every_letter_of_a_path_counts_as_itself(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with Store(str(path), create_missing=True) as store, store.writing() as writing:
        writing.insert("tag", name="kept")
    assert [each.name for each in tmp_path.iterdir()] == [name]
    with Store(str(path)) as store, store.reading() as connection:
        assert connection.execute("SELECT name FROM tag").fetchall() == [("kept",)]


def test_only_the_owner_may_read_a_new_store_and_its_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = _make(tmp_path / "data" / "sales.sqlite3")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_of_two_that_create_at_once_both_go_on_with_one_store(tmp_path: Path) -> None:
    path = tmp_path / "data" / "sales.sqlite3"
    program = (
        "import sys; from prospector.store.store import Store\n"
        "sys.stdin.readline()\n"
        "with Store(sys.argv[1], create_missing=True) as store:\n"
        "    with store.writing() as writing: writing.insert('tag', name=sys.argv[2])\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(path), f"tag-{number}"], stdin=subprocess.PIPE)
        for number in range(6)
    ]
    for each in runs:
        assert each.stdin is not None
        each.stdin.write(b"\n")
        each.stdin.flush()
    for each in runs:
        each.communicate()
        assert each.returncode == 0
    with Store(str(path)) as store, store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM tag").fetchone() == (6,)
    assert [each.name for each in path.parent.iterdir()] == ["sales.sqlite3"]


def test_a_place_where_nothing_can_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "cannot create a store at" in _refused(
        str(tmp_path / "file" / "sales.sqlite3"), create_missing=True
    )


def test_a_writer_waits_and_then_says_that_another_one_is_busy(tmp_path: Path) -> None:
    path = _make(tmp_path / "sales.sqlite3")
    holder = connect(str(path))
    holder.execute("BEGIN IMMEDIATE")
    try:
        with Store(str(path), busy_seconds=0.05) as store:
            with pytest.raises(BusyError, match="another prospector is writing"):
                _write(store, ["beside the holder of the lock"])
            with store.reading() as connection:
                assert connection.execute("SELECT count(*) FROM rep").fetchone() == (1,)
    finally:
        holder.close()


def test_a_deed_that_fails_leaves_nothing(tmp_path: Path) -> None:
    path = _make(tmp_path / "sales.sqlite3")
    before = path.read_bytes()
    with Store(str(path)) as store:
        with pytest.raises(ZeroDivisionError):
            _write(store, ["gone"], then=ZeroDivisionError)
        with store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM tag").fetchone() == (0,)
    assert path.read_bytes() == before


def test_a_rehearsal_leaves_every_byte_as_it_was(tmp_path: Path) -> None:
    path = _make(tmp_path / "sales.sqlite3")
    before = path.read_bytes()
    with Store(str(path)) as store, store.rehearsing() as writing:
        writing.insert("tag", name="perhaps")
    assert path.read_bytes() == before


def test_a_full_store_is_said_and_nothing_changed(tmp_path: Path) -> None:
    path = _make(tmp_path / "sales.sqlite3")
    with Store(str(path)) as store:
        with store.reading() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")  # as a disk without room: SQLITE_FULL
        with pytest.raises(FailedError, match="the disk is full"):
            _write(store, [f"{number:0100}" for number in range(10_000)])
        with store.reading() as connection:
            assert connection.execute("SELECT count(*) FROM tag").fetchone() == (0,)


def test_a_damaged_page_is_said(tmp_path: Path) -> None:
    path = _make(tmp_path / "sales.sqlite3")
    content = bytearray(path.read_bytes())
    content[4096 : 4096 * 3] = b"\xff" * 8192
    path.write_bytes(content)
    with Store(str(path)) as store, pytest.raises(UnusableStoreError, match="is damaged"):
        _read_all(store)


def _read_all(store: Store) -> None:
    with store.reading() as connection:
        for table in COLUMNS:
            connection.execute(f"SELECT * FROM {table}").fetchall()


def test_an_error_of_the_program_is_not_taken_for_the_users(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), translated(str(tmp_path)):
        sqlite3.connect(":memory:").execute("SELECT nothing FROM nowhere")


def test_new_stores_are_the_same_byte_by_byte(tmp_path: Path) -> None:
    """So a test may lay down the bytes of one in the place of another."""
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    for path in (one, other):
        Store(str(path), create_missing=True).close()
    assert one.read_bytes() == other.read_bytes()
    terminal = Terminal(tmp_path / "hasty")
    terminal.folder.mkdir()
    terminal("call jane tomorow")  # refused, when the store was made
    assert terminal.store.read_bytes() == one.read_bytes()
    assert terminal.store.stat().st_mode == one.stat().st_mode
