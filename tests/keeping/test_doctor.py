"""Doctor reads everything and changes nothing; what it finds it names, with what helps."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from prospector.store import surroundings
from prospector.store.columns import COLUMNS
from prospector.store.migrations import LATEST
from prospector.store.opening import connect
from prospector.store.soundness import CHECKED
from tests.hurting import change_letter, hurt_page
from tests.store.released import build
from tests.terminal import Terminal

_CHANGED = [
    "text",
    "file",
    "value",
    "name",
    "title",
    "label",
    "at",
    "period",
    "to_stage",
    "status",
    "what",
    "worked",
    "started_at",
    "listed_on",
    "until_on",
    "noun",
    "set_at",
    "source_detail",
    "row_id",
    "amount",
    "note",
    "name_key",
    "stopped_at",
]
NOTE = "wants pricing before Friday"


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    terminal.ok(f'call "Jane Doe" conversation -n "{NOTE}"')
    return terminal


def _findings(terminal: Terminal) -> list[dict[str, Any]]:
    result = terminal("doctor --json")
    found: list[dict[str, Any]] = json.loads(result.out)["findings"]
    assert result.code == (5 if found else 0)
    return found


def _state(folder: Path) -> list[tuple[str, int, int, bytes]]:
    return sorted(
        (each.name, each.stat().st_mtime_ns, each.stat().st_mode, each.read_bytes())
        for each in folder.iterdir()
    )


def _by_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_store_that_is_well_is_said_to_be_so_in_one_line(rep: Terminal) -> None:
    said = rep.ok("doctor")
    rows = 0
    with closing(sqlite3.connect(rep.store)) as connection:
        for table in COLUMNS:
            rows += connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert said == f"{rep.store} · schema {LATEST} · {rows} rows read · nothing found\n"


def test_doctor_leaves_every_byte_and_every_time_as_it_was_and_needs_no_right_to_write(rep: Terminal) -> None:
    rep.store.chmod(0o400)
    rep.folder.chmod(0o500)
    before = _state(rep.folder)
    try:
        assert rep("doctor").code == 0
    finally:
        rep.folder.chmod(0o700)
    assert _state(rep.folder) == before


def test_a_changed_letter_in_a_note_is_found_and_an_edit_puts_it_right(rep: Terminal) -> None:
    change_letter(rep.store, NOTE, NOTE.replace("Friday", "Fryday"))
    before = _state(rep.folder)
    result = rep("doctor")
    assert result.code == 5
    assert result.out.endswith(
        "rows read · 1 finding\n"
        "  activity #1 is not as it was stored; prospector show 1; "
        "prospector edit 1 -n '...' with what is right puts it right\n"
    )
    assert _state(rep.folder) == before
    rep.ok(f'edit 1 -n "{NOTE}"')
    assert _findings(rep) == []


def test_whoever_changes_a_row_that_was_altered_is_told_what_doctor_will_not_find_any_more(
    rep: Terminal,
) -> None:
    assert rep("edit 1 --minutes 9").err == ""
    change_letter(rep.store, NOTE, NOTE.replace("Friday", "Fryday"))
    assert rep("call jane vm").err == ""  # what changes another row hears nothing of it
    covering = rep("edit 1 --minutes 10")
    assert (covering.code, covering.err) == (
        0,
        (
            "activity #1 was not as it was stored, and doctor cannot see that any more; "
            "look what is right: prospector show 1\n"
        ),
    )
    assert _findings(rep) == []
    assert rep("edit 1 --minutes 11").err == ""
    rep.ok("undo 2")  # and it is as it was when it was found
    assert [(each["key"], each["table"], each["id"]) for each in _findings(rep)] == [
        ("altered", "activity", 1)
    ]


def test_what_shows_an_altered_row_can_be_pasted_for_the_store_that_was_named(rep: Terminal) -> None:
    rep.ok("contact add 'Ann Poe' --title Boss")
    change_letter(rep.store, "Boss", "Bass")
    told = rep("--db store.db contact edit ann --email ann@poe.test")
    assert told.err == (
        "contact id:2 was not as it was stored, and doctor cannot see that any more; "
        "look what is right: prospector --db store.db contact show id:2\n"
    )


def test_a_letter_that_is_no_longer_utf_8_is_found_and_no_command_trips_over_it(rep: Terminal) -> None:
    change_letter(rep.store, NOTE, NOTE.replace("F", "\xff"))
    assert [(each["key"], each["table"], each["id"]) for each in _findings(rep)] == [
        ("altered", "activity", 1)
    ]
    result = rep("list")
    assert (result.code, result.out) == (5, "")
    assert result.err.endswith(
        "is damaged; nothing was written to it; prospector doctor says what can be done\n"
    )


@pytest.mark.parametrize("table", CHECKED)
def test_a_changed_value_is_found_in_every_table_that_has_checksums(table: str, terminal: Terminal) -> None:
    build(terminal.store, LATEST)
    column = next(name for name in _CHANGED if name in COLUMNS[table])
    with closing(sqlite3.connect(terminal.store, isolation_level=None)) as connection:
        row_id, value = connection.execute(
            f"SELECT id, {column} FROM {table} ORDER BY id DESC LIMIT 1"
        ).fetchone()
        other = "held" if value == "set" else f"{value}x" if isinstance(value, str) else (value or 0) + 1
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (other, row_id))
    found = {(each["key"], each["table"], each["id"]) for each in _findings(terminal)}
    if ("damaged", table, None) not in found:  # a value that a check forbids is found by SQLite already
        assert ("altered", table, row_id) in found


@pytest.mark.parametrize(
    ("key", "statements"),
    [
        ("reference", ("UPDATE lead SET contact_id = 900 WHERE id = 1",)),
        ("journal-row", ("DELETE FROM activity WHERE id = 1",)),
        ("journal-text", ("UPDATE change SET after = substr(after, 2) WHERE id = 1",)),
        ("journal-table", ("UPDATE change SET table_name = 'activitx' WHERE id = 1",)),
        ("number-given", ("DELETE FROM sqlite_sequence WHERE name = 'activity'",)),
        ("deed-rep", ("UPDATE deed SET rep_id = 7",)),
        ("local-day", ("UPDATE activity SET local_day = local_day + 1",)),
        ("deal-stage", ("UPDATE deal SET stage = 'proposal' WHERE status = 'open'",)),
        ("tagged-row", ("UPDATE tagging SET row_id = 900",)),
        ("merged-away", ("UPDATE merged SET contact_id = 1",)),
        ("target-days", ("UPDATE target SET end_day = start_day",)),
        ("import-arithmetic", ("UPDATE import_run SET rows = rows + 1",)),
        ("schema", ("DROP INDEX ix_deal_contact",)),
    ],
)
def test_a_store_that_breaks_a_law_of_its_own_is_found(
    key: str, statements: tuple[str, ...], terminal: Terminal
) -> None:
    build(terminal.store, LATEST)
    terminal.ok("deal open Pilot --who jane")
    _by_sql(terminal.store, *statements)
    assert key in {each["key"] for each in _findings(terminal)}


def test_who_may_read_or_replace_the_store_is_found(rep: Terminal) -> None:
    rep.ok("backup")
    copy = rep.folder / "backups" / "store-2026-11-20-104200.db"
    rep.store.chmod(0o644)
    copy.chmod(0o640)
    rep.folder.chmod(0o777)
    try:
        assert [(each["message"], each["remedy"]) for each in _findings(rep)] == [
            ("others on this machine may read it", f"chmod 600 {rep.store}"),
            (f"others on this machine may read {copy}", f"chmod 600 {copy}"),
            ("anybody may replace it", f"chmod 700 {rep.folder}"),
        ]
    finally:
        rep.folder.chmod(0o700)


def test_what_a_command_left_behind_that_died_is_found(rep: Terminal) -> None:
    draft = rep.folder / ".store.db.0123456789ab.new"
    draft.touch()
    assert _findings(rep) == []  # it may be at work
    os.utime(draft, (time.time() - 3600,) * 2)
    (found,) = _findings(rep)
    assert (found["key"], found["remedy"]) == ("draft", f"rm {draft}")


def test_a_journal_that_is_left_is_found_and_the_store_read_as_it_will_be(rep: Terminal) -> None:
    program = (
        "import os, sys\nfrom prospector.store.opening import connect\nc = connect(sys.argv[1])\n"
        "c.execute('PRAGMA cache_size=5')\nc.execute('BEGIN IMMEDIATE')\n"
        "c.executemany('INSERT INTO kind (name, checksum) VALUES (?, 0)', ((f'{n:0200}',) for n in range(3000)))\n"
        "c.execute('DELETE FROM activity')\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(rep.store)], check=False)
    assert Path(f"{rep.store}-journal").stat().st_size
    before = _state(rep.folder)
    assert [each["key"] for each in _findings(rep)] == ["interrupted"]
    assert _state(rep.folder) == before
    assert NOTE in rep.ok("list")  # takes it back
    assert _findings(rep) == []


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Acme)", "Dropbox"),
        ("OneDrive - Acme", "OneDrive"),
        ("Mobile Documents", "iCloud"),
        ("My Drive", "Google Drive"),
        ("dropbox-notes", None),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(folder: str, service: str | None, tmp_path: Path) -> None:
    assert surroundings.synchronised_by(str(tmp_path / folder / "sales" / "store.db")) == service


def test_a_synchronised_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir(mode=0o700)
    terminal = Terminal(tmp_path / "Dropbox")
    terminal.ok("call jane")
    assert [each["key"] for each in _findings(terminal)] == ["synchronised"]


@pytest.mark.parametrize(
    ("kind", "is_network"),
    [
        ("nfs4", True),
        ("cifs", True),
        ("fuse.sshfs", True),
        ("ext4", False),
        ("fuseblk", False),
        ("tmpfs", False),
    ],
)
def test_a_network_drive_is_known_by_the_mounts(kind: str, is_network: bool, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    place = str(tmp_path).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/share {place} {kind} rw 0 0\n")
    found = surroundings.network_of(str(tmp_path / "store.db"), str(mounts))
    assert found == (kind if is_network else None)
    assert surroundings.network_of(str(tmp_path.parent / "store.db"), str(mounts)) is None


def test_a_disk_without_room_for_a_backup_and_a_flawed_sqlite_are_found(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospector.usecases.doctor.short_of_room", lambda _: (1_000_000, 2_500_000))
    monkeypatch.setattr("sqlite3.sqlite_version", "3.52.0")
    assert [each["message"] for each in _findings(rep)] == [
        "SQLite 3.52.0 was withdrawn by its makers",
        "the disk has 1.0 MB left, and a backup takes 2.5 MB",
    ]


def test_a_store_that_another_program_set_to_write_ahead_logging_is_found(rep: Terminal) -> None:
    _by_sql(rep.store, "PRAGMA journal_mode = WAL")
    before = _state(rep.folder)
    assert "write-ahead" in [each["key"] for each in _findings(rep)]
    assert _state(rep.folder) == before


@pytest.mark.parametrize("hurt", ["activity", "ix_activity_week"])
def test_of_a_damaged_store_doctor_says_what_can_be_read_and_names_the_newest_good_backup(
    hurt: str, terminal: Terminal, demo_store: bytes
) -> None:
    terminal.store.write_bytes(demo_store)
    terminal.store.chmod(0o600)
    for minute in (10, 20, 30):
        terminal.now = f"2026-11-20T10:{minute}:00+01:00"
        terminal.ok("backup")
    backups = sorted((terminal.folder / "backups").iterdir())
    hurt_page(backups[-1], "contact")
    hurt_page(terminal.store, hurt)
    before = terminal.store.read_bytes()
    (found,) = _findings(terminal)
    assert found["remedy"] == f"prospector restore {backups[-2]}, the newest good backup"
    if hurt == "activity":
        assert found["message"].startswith("the activities are damaged: 3,")
    else:
        assert found["message"] == "an index of the activities is damaged; all 3,817 can be read"
    assert terminal.store.read_bytes() == before
    terminal.ok(f"restore {backups[-2]}")
    assert _findings(terminal) == []


@pytest.mark.parametrize("state", ["cut", "text", "first page"])
def test_a_store_of_which_little_is_left_is_no_reason_for_a_traceback(state: str, rep: Terminal) -> None:
    rep.ok("backup")
    content = rep.store.read_bytes()
    damaged = {
        "cut": content[:20_000],
        "text": b"not a store\n" * 40,
        "first page": content[:100] + b"\xff" * 3996 + content[4096:],
    }
    rep.store.write_bytes(damaged[state])
    result = rep("doctor")
    assert result.code == 5
    assert "prospector restore " in result.out + result.err
    assert "Traceback" not in result.err
    assert rep.store.read_bytes() == damaged[state]


def test_where_sqlite_can_read_nothing_salvage_is_named_which_looks_for_rows_page_by_page(
    rep: Terminal,
) -> None:
    rep.store.write_bytes(rep.store.read_bytes()[:20_000])
    (found,) = _findings(rep)
    assert found["message"] == "SQLite can read nothing in it"
    assert found["remedy"].endswith("export --salvage FOLDER looks for rows page by page")
    assert "reps: 1 saved" in rep("export --salvage saved").out


def test_where_there_are_no_pages_any_more_salvage_says_that_nothing_can_be_read(rep: Terminal) -> None:
    rep.store.write_bytes(rep.store.read_bytes()[:2_000])
    saved = rep("export --salvage saved")
    assert (saved.code, saved.out) == (5, "")
    assert not (rep.folder / "saved").exists()


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_read_in_seconds(terminal: Terminal) -> None:
    terminal.ok("call jane")
    with (terminal.folder / "calls.csv").open("w", encoding="utf-8") as file:
        file.write("external_id,occurred_at,channel,contact,note\n")
        file.writelines(
            f"{n},2026-01-{n % 28 + 1:02} 10:00:00,call,Person {n % 5000},note {n}\n" for n in range(100_000)
        )
    terminal.ok("import calls.csv --as activities --system dialer")
    started = time.process_time()
    assert _findings(terminal) == []
    assert time.process_time() - started < 20  # a few on an ordinary machine


def test_doctor_reads_while_another_one_writes(rep: Terminal) -> None:
    with closing(connect(str(rep.store))) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO kind (name, checksum) VALUES ('new', 0)")
        assert _findings(rep) == []
        writer.execute("ROLLBACK")


def test_a_missing_store_is_not_made(tmp_path: Path) -> None:
    result = Terminal(tmp_path)("doctor")
    assert (result.code, "there is no store at" in result.err, os.listdir(tmp_path)) == (5, True, [])
