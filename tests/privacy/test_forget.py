"""Forgetting a person: no byte of them stays, what was done still counts, and nothing brings them back."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from prospector.errors import BusyError
from prospector.store.columns import COLUMNS
from prospector.store.store import Store
from prospector.store.writing import checksum
from tests.privacy.somebody import PEOPLE, TRACES, ask, data_of, numbers
from tests.privacy.traces import traces
from tests.terminal import Terminal

REMEDY = "prospector db compact removes them"


def test_no_byte_of_the_person_is_in_any_file_of_the_data_folder(known: Terminal) -> None:
    assert traces(data_of(known), *TRACES) == {"sales.db": list(TRACES)}
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    assert traces(data_of(known), *TRACES, "Z. Quill", "zq@umbra-tools.test") == {}


def test_every_report_says_the_same_before_and_after(known: Terminal) -> None:
    before = numbers(known)
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    assert numbers(known) == before


def test_every_row_keeps_a_right_checksum(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    for table, names in COLUMNS.items():
        if "checksum" not in names:
            continue
        values = [name for name in names if name not in {"id", "checksum"}]
        for mark, *row in ask(known, f"SELECT checksum, {', '.join(values)} FROM {table}"):
            assert checksum(row) == mark, (table, row)


@pytest.mark.parametrize("mode", ["", "--mode update", "--mode upsert", "--mode upsert --overwrite"])
def test_old_files_do_not_bring_the_person_back(known: Terminal, mode: str) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    for name, kind, rows, theirs in (("people", "contacts", 2, 1), ("calls", "activities", 4, 3)):
        text = (known.folder / f"{name}.csv").read_text(encoding="utf-8")
        head, *lines = text.splitlines()
        (known.folder / f"{name}-again.csv").write_text("\n".join([head, *reversed(lines)]), encoding="utf-8")
        for dry in ("--dry-run", ""):
            told = json.loads(
                known.ok(f"import {name}-again.csv --as {kind} --system crm {mode} {dry} --json")
            )
            assert (told["rows"], told["skipped"], told["rejected"]) == (rows, theirs, 0)
            assert told["added"] == told["contacts_added"] == 0
    (known.folder / "calls-again.csv").unlink()
    assert traces(data_of(known), *TRACES) == {}
    known.ok(f"import people.csv --as contacts --system crm {mode}")
    assert traces(data_of(known), *TRACES) == {}


def test_another_file_that_shows_an_address_or_only_the_name_is_left_out_too(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    (known.folder / "other.csv").write_text(
        "occurred_at,channel,contact,email,phone,account,outcome\n"
        "2026-11-10 09:00,call,Z Q,ZOE@HOME-OF-Q.test,,,no-answer\n"
        "2026-11-10 09:01,call,Z Q,,(1) 415-555 0147,,no-answer\n"
        "2026-11-10 09:02,call,ZOE QUILLFEATHER,,,,no-answer\n"
        "2026-11-10 09:03,call,zoe quillfeather,,,Umbra,no-answer\n"
        "2026-11-10 09:04,call,Zoe Quillfeather,,,Another Company,no-answer\n"
        "2026-11-10 09:05,call,Zoe Quillfeather,other@zoe.test,,Umbra,no-answer\n",
        encoding="utf-8",
    )
    line = "import other.csv --as activities --system dialer"
    assert "4 x of somebody who was forgotten; left out (first on line 2)\n" in known.ok(f"{line} --dry-run")
    told = json.loads(known.ok(f"{line} --json"))
    assert (told["added"], told["skipped"]) == (2, 4)


def test_a_row_of_theirs_that_cannot_be_read_is_skipped_and_not_handed_back(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    (known.folder / "bad.csv").write_text(
        "occurred_at,channel,first,last,email\n"
        "31.02.2026,call,Zoë,Quillfeather,\n"
        "31.02.2026,call,Z,Q,zoe.q@umbra-tools.test\n"
        "31.02.2026,call,Ann,Poe,\n",
        encoding="utf-8",
    )
    result = known("import bad.csv --as activities --json")
    assert result.code == 3
    told = json.loads(result.out)
    assert (told["skipped"], told["rejected"], [each["line"] for each in told["problems"]]) == (2, 1, [4])
    assert "Zo" not in (known.folder / "bad.rejects.csv").read_text(encoding="utf-8")


def test_nobody_is_introduced_by_somebody_who_was_forgotten(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    text = PEOPLE.replace("P2,Ann Poe", "P3,Cy Fox").replace("ann@acme.test", "cy@acme.test")
    (known.folder / "more.csv").write_text(text, encoding="utf-8")
    told = json.loads(known.ok("import more.csv --as contacts --system crm --json"))
    assert (told["added"], told["skipped"], told["contacts_added"]) == (1, 1, 1)
    assert traces(data_of(known), *TRACES) == {}


def test_undo_and_redo_do_not_reach_behind_it(known: Terminal) -> None:
    known.ok("deal open Other --who ann@acme.test")
    known.ok("call zoe.q@umbra-tools.test vm -n 'wants the brass model'")
    known.ok("undo")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    result = known("redo")
    assert result.code == 1
    assert result.err == (
        "prospector: the command before this is about somebody who was forgotten: it cannot be done again; "
        "nothing changed; what came before it stays as it is\n"
    )
    known.ok("undo")
    known.ok("undo")
    result = known("undo")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("prospector: the command before this is about somebody who was forgotten")
    assert result.err.count("\n") == 1
    assert traces(data_of(known), *TRACES) == {}


def test_an_import_that_brought_them_is_taken_back_for_the_others_and_not_put_back(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    known.ok("imports undo 2")
    assert ask(known, "SELECT count(*) FROM activity WHERE external_id = 'K3'") == [(0,)]
    known.ok("imports redo 2")
    assert ask(known, "SELECT count(*) FROM activity WHERE external_id = 'K3'") == [(1,)]
    assert traces(data_of(known), *TRACES) == {}


def test_copies_of_an_import_that_was_taken_back_before_go_too(known: Terminal) -> None:
    known.ok("imports undo 2")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    assert traces(data_of(known), *TRACES) == {}
    result = known("imports redo 2")
    assert result.code == 1
    assert result.err == (
        "prospector: import 2 cannot be put back: people in it were forgotten since; nothing changed; "
        "import the file again, which leaves them out\n"
    )
    told = json.loads(known.ok("import calls.csv --as activities --system crm --json"))
    assert (told["added"], told["skipped"]) == (1, 3)


def test_texts_about_others_are_listed_and_taken_out_only_when_asked(known: Terminal) -> None:
    known.ok("contact edit ann@acme.test -n 'ask zoe  QUILLFEATHER (+1 415-555-0147), not Zoe'")
    known.ok("call ann@acme.test vm -n 'knows zoe.q@umbra-tools.test'")
    told = json.loads(known.ok("contact forget zoe.q@umbra-tools.test --dry-run --json"))
    assert [(each["table"], each["field"]) for each in told["elsewhere"]] == [
        ("contact", "note"),
        ("activity", "note"),
    ]
    told = json.loads(known.ok("contact forget zoe.q@umbra-tools.test --everywhere --yes --json"))
    assert told["elsewhere"] == []
    assert ask(known, "SELECT note FROM contact WHERE name = 'Ann Poe'") == [
        ("ask [forgotten] ([forgotten]), not Zoe",)
    ]
    assert ask(known, "SELECT note FROM activity ORDER BY id DESC LIMIT 1") == [("knows [forgotten]",)]
    assert traces(data_of(known), *TRACES) == {}


def test_backups_that_hold_the_person_are_listed_and_left(known: Terminal) -> None:
    folder = data_of(known)
    (folder / "backups").mkdir()
    for name in ("old.backup", "backups/older.db"):
        with closing(sqlite3.connect(folder / "sales.db")) as connection:
            connection.execute("VACUUM INTO ?", (str(folder / name),))
    (folder / "not-a-store.txt").write_text("zoe.q@umbra-tools.test")
    before = {name: (folder / name).read_bytes() for name in ("old.backup", "backups/older.db")}
    told = json.loads(known.ok("contact forget zoe.q@umbra-tools.test --yes --json"))
    assert [Path(path).name for path in told["backups"]] == ["old.backup", "older.db"]
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert sorted(os.listdir(folder)) == ["backups", "not-a-store.txt", "old.backup", "sales.db"]


def test_a_script_says_yes_and_a_terminal_is_asked(known: Terminal) -> None:
    before = (data_of(known) / "sales.db").read_bytes()
    assert known("contact forget zoe.q@umbra-tools.test").code == 2
    known.has_keyboard = True
    assert known("contact forget zoe.q@umbra-tools.test", stdin="\n").code == 1
    assert (data_of(known) / "sales.db").read_bytes() == before
    result = known("contact forget zoe.q@umbra-tools.test", stdin="yes\n")
    assert result.code == 0
    assert "would be forgotten for good: 5 activities, 1 appointment, 2 deals" in " ".join(result.err.split())
    assert traces(data_of(known), *TRACES) == {}


def test_whoever_was_forgotten_is_nobody_and_becomes_somebody_only_when_told(known: Terminal) -> None:
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    [(number,)] = ask(known, "SELECT contact_id FROM forgotten")
    for who in (f"id:{number}", "forgotten"):
        assert known(f"contact show {who}").code == 2
    assert "forgotten" not in known.ok("contact list")
    assert "forgotten" not in known.ok("next")
    for line in (
        "call 'Zoe Quillfeather' vm",
        "call zoe@home-of-q.test vm",
        "contact add Z --email zoe.q@umbra-tools.test",
    ):
        result = known(line)
        assert (result.code, "was forgotten; nothing was written; --new" in result.err) == (2, True)
    known.ok("call zoe@home-of-q.test vm --new")
    known.ok("call zoe@home-of-q.test vm")


def test_somebody_of_whom_only_the_history_tells_is_forgotten_too(known: Terminal) -> None:
    known.ok("contact add 'Ida Wren' --email ida@wren.test -n 'never call'")
    known.ok("undo")
    known.ok("contact forget ida@wren.test --yes")
    assert traces(data_of(known), "Ida Wren", "ida@wren.test", "never call") == {}
    assert known("redo").code == 1
    assert known("contact add Ida --email ida@wren.test").code == 2


def test_the_last_log_is_not_done_again_with_somebody_who_was_forgotten(known: Terminal) -> None:
    known.ok("call zoe.q@umbra-tools.test vm")
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    for line in ("again", "fix conversation"):
        result = known(line)
        assert (result.code, result.err) == (
            1,
            "prospector: the last log is about somebody who was forgotten, or long ago; log it anew\n",
        )


def test_a_name_of_one_word_goes_with_its_traces_and_namesakes_stay(terminal: Terminal) -> None:
    for line in (
        "call xanthe vm -n 'xanthe is away'",
        "call 'Xanthe Lee' vm -n 'not the other xanthe'",
        "undo",
    ):
        terminal.ok(line)
    terminal.ok("call 'Xanthe Lee' vm -n 'not the other xanthe'")
    terminal.ok("contact forget 'Xanthe Lee' --yes")
    assert traces(terminal.folder, "Xanthe Lee", "not the other") == {}
    assert "xanthe is away" in terminal.ok("list --json")
    terminal.ok("contact forget xanthe --yes")
    assert traces(terminal.folder, "Xanthe") == {}


def test_a_namesake_is_counted_and_is_no_text_that_names_them(terminal: Terminal) -> None:
    for line in (
        "call 'Ann Poe' vm -a Acme",
        "call 'Ann Poe' vm -a Globex --new",
        "call 'Ann Poe Junior' vm -n 'daughter of Ann Poe' --new",
    ):
        terminal.ok(line)
    told = json.loads(terminal.ok("contact forget id:1 --dry-run --json"))
    assert told["namesakes"] == 1
    assert [(each["table"], each["id"], each["field"]) for each in told["elsewhere"]] == [
        ("contact", 3, "name"),
        ("activity", 3, "note"),
    ]
    held = json.loads(terminal.ok("contact export id:1 --json"))
    assert [(each["table"], each["id"]) for each in held["mentions"]] == [("contact", 3), ("activity", 3)]
    result = terminal("contact forget id:1 --yes")
    assert result.out == "forgotten · Ann Poe (Acme): 1 activity, 1 arrival count on without a name\n"
    assert "1 other contact has the same name, and stays\n" in result.err
    assert "Ann Poe (Globex)" in terminal.ok("search poe")


def test_while_another_reads_nothing_changes_and_it_says_busy(known: Terminal) -> None:
    before = (data_of(known) / "sales.db").read_bytes()
    known.environment["PROSPECTOR_BUSY_SECONDS"] = "0.2"
    with closing(sqlite3.connect(data_of(known) / "sales.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contact").fetchone()
        assert known("contact forget zoe.q@umbra-tools.test --yes").code == 4
    assert (data_of(known) / "sales.db").read_bytes() == before


def test_where_the_file_cannot_be_written_anew_its_free_space_is_looked_at(
    known: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Store) -> None:
        raise BusyError("another prospector is writing")

    monkeypatch.setattr(Store, "compact", refuse)
    known.ok("call 'Una Rook' vm -n 'a note that is long enough'")
    known.ok("contact forget 'Una Rook' --yes")
    assert traces(data_of(known), "Una Rook", "a note that is long enough") == {}
    with (data_of(known) / "sales.db").open("ab") as file:
        file.write(b"zoe.q@umbra-tools.test".ljust(4096))
    result = known("contact forget zoe.q@umbra-tools.test --yes")
    assert result.code == 1
    assert result.err.startswith("prospector: forgotten, but free space of ")
    assert result.err.endswith(f"{REMEDY}\n")


def test_ctrl_c_before_the_file_is_written_anew_is_said_with_what_is_left_and_the_same_again_completes_it(
    known: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Store) -> None:
        raise KeyboardInterrupt

    store = data_of(known) / "sales.db"
    with monkeypatch.context() as patched:
        patched.setattr(Store, "compact", interrupt)
        known.ok("call 'Una Rook' vm -n 'a note that is long enough'")
        clean = known("contact forget 'Una Rook' --yes")  # SQLite overwrote it all: there is nothing to say
        assert (clean.code, clean.err) == (130, "prospector: interrupted; it is stored\n")
        assert traces(data_of(known), "Una Rook", "a note that is long enough") == {}
        _leave_in_free_space(store, b"zoe.q@umbra-tools.test")
        result = known("contact forget zoe.q@umbra-tools.test --yes")
    assert (result.code, result.err) == (
        130,
        f"prospector: interrupted: forgotten, but free space of {store} still holds traces; {REMEDY}\n",
    )
    assert traces(data_of(known), "zoe.q@umbra-tools.test")
    assert known.ok("contact forget zoe.q@umbra-tools.test --yes") == (
        "zoe.q@umbra-tools.test was forgotten before; the file is written anew, without anything that was deleted\n"
    )
    assert traces(data_of(known), "zoe.q@umbra-tools.test") == {}
    assert known("contact forget nobody@umbra-tools.test --yes").code == 2


def _leave_in_free_space(path: Path, text: bytes) -> None:
    """Put a text on a page that no row is on, as a move of rows may leave one."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE leaving (text)")
        connection.execute("INSERT INTO leaving VALUES (?)", (text * 40,))
        connection.execute("DROP TABLE leaving")
    assert text * 2 in path.read_bytes()


def test_backups_that_cannot_be_read_are_named_and_keep_nobody_from_being_forgotten(
    known: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.ok("backup")
    folder = data_of(known) / "backups"
    (copy,) = folder.iterdir()
    really = os.scandir

    def refused(path: str) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", path)
        return really(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refused)
        result = known("contact forget zoe.q@umbra-tools.test --yes")
    assert (result.code, result.out.startswith("forgotten · Zoë Quillfeather")) == (0, True)
    assert f"{folder} cannot be read, and may hold them\n" in result.err
    opened = os.open

    def closed(path: str, *words: int, **options: int) -> int:
        if Path(path) == copy:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *words, **options)

    monkeypatch.setattr(os, "open", closed)
    told = json.loads(known.ok("contact forget ann@acme.test --yes --json"))
    assert (told["backups"], told["unseen"]) == ([], [str(copy)])


def test_a_link_in_a_circle_and_a_backup_of_a_newer_release_stop_no_forgetting(known: Terminal) -> None:
    circle = data_of(known) / "circle"
    circle.symlink_to(circle)
    known.ok("backup")
    (copy,) = (data_of(known) / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 99")
    told = json.loads(known.ok("contact forget zoe.q@umbra-tools.test --yes --json"))
    assert (told["backups"], told["unseen"]) == ([str(copy)], [str(circle)])


def test_forgetting_once_more_names_what_texts_about_others_still_say(known: Terminal) -> None:
    known.ok('call "Jane Roe" conversation --new -n "spoke of zoe.q@umbra-tools.test"')
    known.ok("contact forget zoe.q@umbra-tools.test --yes")
    again = known("contact forget zoe.q@umbra-tools.test --yes")
    assert again.code == 0
    assert "was forgotten before; the file is written anew" in again.out
    assert "a text about others still has 'zoe.q@umbra-tools.test': prospector search" in again.err
