"""Salvage: what can be read of a damaged store becomes a store, and files that another takes in; what is lost is counted."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from prospector.store.columns import COLUMNS
from prospector.store.pages import Pages
from prospector.store.salvaging import MOVED
from prospector.usecases.salvage import FILES, STORE
from tests.hurting import change_letter, hurt_list_of_tables, hurt_page, hurt_root
from tests.store.released import SCHEMAS, build
from tests.terminal import Terminal

# The others are hurt among the slow tests.
TELLING = ("import_run", "channel", "contact", "activity", "deal", "tagging", "follow_up", "suppressed")


@pytest.fixture
def rep(terminal: Terminal, demo_store: bytes) -> Terminal:
    terminal.store.write_bytes(demo_store)
    return terminal


def _salvaged(terminal: Terminal, *, code: int = 5) -> dict[str, dict[str, Any]]:
    before = terminal.store.read_bytes()
    result = terminal("export --salvage saved --json")
    assert result.code == code
    assert terminal.store.read_bytes() == before
    found: dict[str, dict[str, Any]] = json.loads(result.out)["rows"]
    return found


def _rows(path: Path, *tables: str) -> dict[str, int] | None:
    """How many rows each table has that is saved; None where one cannot be read."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return {
                table: len(connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall())
                for table in tables or MOVED
            }
        except sqlite3.DatabaseError:
            return None


def _salvaged_again(terminal: Terminal) -> dict[str, dict[str, Any]]:
    (terminal.folder / "saved").rename(terminal.folder / "before")
    return _salvaged(terminal)


def _imported(terminal: Terminal) -> dict[str, int]:
    """How many rows a new store has when it has read the files."""
    for noun in FILES:
        terminal.ok(f"--db new.db import saved/{noun}.csv --as {noun} --system saved --create")
    terminal.ok("--db new.db doctor")
    found: dict[str, int] = json.loads(terminal.ok("--db new.db db info --json"))["rows"]
    return found


def _records(path: Path, noun: str) -> list[dict[str, str]]:
    with (path / "saved" / f"{noun}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_whole_store_is_saved_whole_and_that_is_complete_success(rep: Terminal) -> None:
    found = _salvaged(rep, code=0)
    assert all(not each["lost"] and not each["partly"] and not each["altered"] for each in found.values())
    for noun in FILES:
        written = (rep.folder / "saved" / f"{noun}.csv").read_text(encoding="utf-8")
        assert written == rep.ok(f"export {noun}")


def test_a_whole_store_is_saved_with_all_but_its_undo(terminal: Terminal) -> None:
    build(terminal.store, SCHEMAS[-1])
    wanted = _rows(terminal.store)
    _salvaged(terminal, code=0)
    assert _rows(terminal.folder / "saved" / STORE) == wanted
    for command in ("followup list", "goal list", "plan list", "review list", "contact list", "imports list"):
        before = terminal.ok(f"{command} --json")
        assert terminal.ok(f"--db saved/{STORE} {command} --json") == before


@pytest.mark.parametrize(
    "table", [table if table in TELLING else pytest.param(table, marks=pytest.mark.slow) for table in MOVED]
)
def test_whatever_table_is_hurt_the_saved_store_is_well_and_takes_the_place_of_the_damaged_one(
    table: str, terminal: Terminal
) -> None:
    build(terminal.store, SCHEMAS[-1])
    assert _rows(terminal.store, table) != {table: 0}
    hurt_page(terminal.store, table)
    _salvaged(terminal)
    terminal.ok(f"restore saved/{STORE} --no-input")
    terminal.ok("doctor")
    terminal.ok("call jane")


def test_a_file_whose_rows_were_lost_brings_them_back(terminal: Terminal) -> None:
    rows = "".join(f"2026-11-{day:02},call,Ann Poe,{day}\n" for day in range(2, 20))
    (terminal.folder / "calls.csv").write_text(f"occurred_at,channel,contact,minutes\n{rows}")
    terminal.ok("import calls.csv --as activities")
    for name in ("activity", "ux_activity_identity", "ix_activity_week", "ix_activity_contact"):
        hurt_page(terminal.store, name)
    assert _salvaged(terminal)["activity"]["lost"] == 18
    terminal.ok(f"restore saved/{STORE} --no-input")
    terminal.ok("import calls.csv --as activities")
    assert len(json.loads(terminal.ok("list --all --json"))) == 18


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_store_of_a_past_release_is_saved_as_it_lies(schema: int, terminal: Terminal) -> None:
    build(terminal.store, schema)
    before = _salvaged(terminal, code=0)
    assert before["activity"]["saved"] > 5
    hurt_page(terminal.store, "contact")
    hurt = _salvaged_again(terminal)
    assert hurt["contact"]["saved"] + hurt["contact"]["partly"] == before["contact"]["saved"]
    assert _imported(terminal)["contacts"] >= before["contact"]["saved"]


@pytest.mark.parametrize("index", ["ix_activity_week", "ux_activity_identity", "ux_contact_email"])
def test_a_damaged_index_costs_no_row(index: str, rep: Terminal) -> None:
    old = {noun: rep.ok(f"export {noun} --json") for noun in FILES}
    hurt_page(rep.store, index)
    assert rep("doctor").code == 5
    found = _salvaged(rep, code=0)
    assert found["activity"]["saved"] == 3817
    rows = _imported(rep)
    for noun in ("accounts", "contacts", "deals", "activities", "appointments", "content"):
        assert rows[noun] == len(json.loads(old[noun])), noun


def test_activities_on_a_damaged_page_come_back_from_indices_without_their_note(rep: Terminal) -> None:
    with closing(sqlite3.connect(rep.store)) as connection:
        before = connection.execute(
            "SELECT sum(count), sum(minutes), count(DISTINCT contact_id) FROM activity"
        )
        wanted = before.fetchone()
    hurt_page(rep.store, "activity")
    found = _salvaged(rep)["activity"]
    assert found["saved"] + found["partly"] == 3817
    assert 0 < found["partly"] < 120
    assert (found["lost"], found["at_most"]) == (0, False)
    rows = _imported(rep)
    assert rows["activities"] == 3817
    with closing(sqlite3.connect(rep.folder / "new.db")) as connection:
        after = connection.execute(
            "SELECT sum(count), sum(minutes), count(DISTINCT contact_id) FROM activity"
        )
        assert after.fetchone() == wanted


def test_contacts_on_a_damaged_page_keep_name_and_email_and_what_was_done_with_them(rep: Terminal) -> None:
    names = {each["name"].casefold() for each in json.loads(rep.ok("export contacts --json"))}
    hurt_page(rep.store, "contact")
    found = _salvaged(rep)["contact"]
    assert found["saved"] + found["partly"] == 300
    assert {each["name"].casefold() for each in _records(rep.folder, "contacts")} == names
    assert _imported(rep)["activities"] == 3817


def test_words_on_a_damaged_page_keep_their_names(rep: Terminal) -> None:
    rep.ok("channel add fair --approach prospecting --audience one")
    rep.ok('log fair "Zoe Zander" conversation')
    channels = {each["channel"] for each in json.loads(rep.ok("export activities --json"))}
    hurt_page(rep.store, "channel")
    found = _salvaged(rep)
    assert (found["channel"]["partly"], found["channel"]["lost"]) == (11, 0)  # an index has their names
    assert found["activity"]["saved"] == 3818
    assert {each["channel"] for each in _records(rep.folder, "activities")} == channels
    assert _imported(rep)["activities"] == 3818


def test_a_word_of_which_nothing_is_left_gets_a_name_that_says_so(rep: Terminal) -> None:
    rep.ok("channel add fair --approach prospecting --audience one")
    rep.ok('log fair "Zoe Zander" conversation')
    hurt_page(rep.store, "channel")
    hurt_page(rep.store, "sqlite_autoindex_channel_1")
    assert _salvaged(rep)["activity"]["saved"] == 3818
    named = [
        each["channel"] for each in _records(rep.folder, "activities") if each["contact"] == "Zoe Zander"
    ]
    assert named == ["lost-11"]
    assert _imported(rep)["activities"] == 3818


def test_what_is_lost_without_a_trace_is_counted_as_at_most_so_much(rep: Terminal) -> None:
    with rep.store.open("r+b") as file:
        file.truncate(rep.store.stat().st_size // 2 // 4096 * 4096)
    result = rep("export --salvage saved")
    assert result.code == 5
    assert " saved" in result.out
    assert " · at most " in result.out
    for noun in FILES:
        rep.ok(f"--db new.db import saved/{noun}.csv --as {noun} --system saved --create")
    rep.ok("--db new.db doctor")


def test_a_row_with_a_changed_letter_is_saved_and_counted(terminal: Terminal) -> None:
    terminal.ok('call "Jane Doe" -n "before Friday"')
    change_letter(terminal.store, "before Friday", "before Fryday")
    result = terminal("export --salvage saved")
    assert result.code == 5
    assert "activities: 1 saved · 1 not as they were stored\n" in result.out
    assert _records(terminal.folder, "activities")[0]["note"] == "before Fryday"


def test_files_that_are_there_are_not_written_over_and_nothing_of_it_stays_elsewhere(rep: Terminal) -> None:
    (rep.folder / "saved").mkdir()
    (rep.folder / "saved" / "deals.csv").write_text("mine")
    result = rep("export --salvage saved")
    assert (result.code, result.out) == (1, "")
    assert "saved/deals.csv is there already; nothing was written; name a new folder" in result.err
    assert [each.name for each in (rep.folder / "saved").iterdir()] == ["deals.csv"]


def test_where_the_list_of_tables_is_gone_rows_are_found_page_by_page(rep: Terminal) -> None:
    old = {noun: rep.ok(f"export {noun} --json") for noun in FILES}
    hurt_list_of_tables(rep.store)
    found = _salvaged(rep)
    assert (found["activity"]["saved"], found["activity"]["found"]) == (3817, 3817)
    assert found["activity"]["unknown"]
    rep.ok(f"--db saved/{STORE} doctor")
    rep.ok(f"restore saved/{STORE} --no-input")
    for noun in ("accounts", "contacts", "deals", "activities", "appointments", "content"):
        assert _without_words_lost(rep.ok(f"export {noun} --json")) == _without_words_lost(old[noun]), noun


def _without_words_lost(records: str) -> list[dict[str, Any]]:
    """Records without tags and kinds, whose lists look alike: a row on its page may be of either."""
    left = {"tags", "kind"}
    return [{name: value for name, value in each.items() if name not in left} for each in json.loads(records)]


def test_what_cannot_be_known_of_a_table_that_is_not_named_is_said(terminal: Terminal) -> None:
    terminal.ok("call jane")
    hurt_list_of_tables(terminal.store)
    lines = terminal("export --salvage saved").out.splitlines()
    assert "activities: 1 saved · 1 of these found page by page · how many are lost is not known" in lines
    (unknown,) = [line for line in lines if line.startswith("not found, if there were any: ")]
    assert "tags" in unknown
    assert "activities" not in unknown


def test_where_the_first_page_of_a_table_is_gone_no_row_is_lost_nor_a_word_of_its_note(
    terminal: Terminal,
) -> None:
    long = "as agreed " * 900  # goes on over several pages
    for number in range(60):
        terminal.ok(f"call jane{number} --new -n '{number} {long if number % 20 == 0 else 'short'}'")
    before = terminal.ok("export activities --json")
    hurt_root(terminal.store, "activity")
    found = _salvaged(terminal, code=0)["activity"]
    assert (found["saved"], found["found"], found["partly"], found["lost"]) == (60, 60, 0, 0)
    assert terminal.ok(f"--db saved/{STORE} export activities --json") == before


@pytest.mark.parametrize("table", [table for table in COLUMNS if COLUMNS[table][0] == "id"])
def test_the_rows_of_a_table_are_on_its_pages_as_sqlite_reads_them(table: str, tmp_path: Path) -> None:
    build(tmp_path / "store.db", SCHEMAS[-1])
    with (
        closing(Pages(str(tmp_path / "store.db"))) as pages,
        closing(sqlite3.connect(tmp_path / "store.db")) as connection,
    ):
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        others = set(range(10_000)) - pages.below(root)
        found = sorted((number, *values[1:]) for number, values in pages.cells(others))
        assert found == connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


@pytest.mark.parametrize("seed", range(12))
def test_wherever_a_disk_writes_rubbish_salvage_makes_a_store_that_is_well_or_says_that_nothing_can_be_read(
    seed: int, terminal: Terminal
) -> None:
    build(terminal.store, SCHEMAS[-1])
    draw = Random(seed)
    content = bytearray(terminal.store.read_bytes())
    for _ in range(draw.randint(1, 12)):
        start, length = draw.randrange(100, len(content)), draw.randint(1, 3_000)
        content[start : start + length] = draw.randbytes(min(length, len(content) - start))
    terminal.store.write_bytes(content)
    result = terminal("export --salvage saved")
    assert result.code in {0, 5}
    if result.err:
        assert "nothing can be read in" in result.err
    else:
        terminal.ok(f"--db saved/{STORE} doctor")


def test_what_was_deleted_before_the_damage_does_not_come_back(terminal: Terminal) -> None:
    rows = "".join(
        f"2026-10-{day:02},call,Ann Poe {day} {at},{at}\n" for day in range(1, 29) for at in range(9)
    )
    (terminal.folder / "calls.csv").write_text(f"occurred_at,channel,contact,minutes\n{rows}")
    terminal.ok("import calls.csv --as activities")
    terminal.ok("call jane")
    terminal.ok("undo 1")
    terminal.ok("imports undo 1")
    hurt_list_of_tables(terminal.store)
    found = _salvaged(terminal)
    assert (found["activity"]["saved"], found["contact"]["saved"]) == (0, 0)


def test_a_row_of_the_right_shape_that_was_altered_is_not_taken_from_a_stray_page(terminal: Terminal) -> None:
    terminal.ok('call "Jane Doe" -n "before Friday"')
    terminal.ok('call "Bob Roe" -n "after lunch"')
    change_letter(terminal.store, "before Friday", "before Fryday")
    hurt_list_of_tables(terminal.store)
    assert _salvaged(terminal)["activity"]["saved"] == 1
    assert [each["note"] for each in _records(terminal.folder, "activities")] == ["after lunch"]


def test_a_store_of_which_nothing_is_left_but_its_first_bytes_is_said_to_be_lost(rep: Terminal) -> None:
    content = rep.store.read_bytes()
    rep.store.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    result = rep("export --salvage saved")
    assert (result.code, result.out, (rep.folder / "saved").exists()) == (5, "", False)
    assert "nothing can be read in" in result.err


def test_salvage_takes_everything(rep: Terminal) -> None:
    assert rep("export deals --salvage saved").code == 2
    assert rep("export").code == 2
