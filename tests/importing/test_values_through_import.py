"""Every way in which programs write values, from the file to the stored record."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import Any

import pytest

from tests.terminal import Terminal


def stored(
    terminal: Terminal, what: str, header: list[str], rows: list[list[str]], options: str = ""
) -> list[dict[str, Any]]:
    """Import rows, none of which may be rejected, and give what an export has of them."""
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    terminal.store.unlink(missing_ok=True)
    (terminal.folder / "t.csv").write_text(text.getvalue(), encoding="utf-8")
    told = terminal(f"import t.csv {options}")
    assert told.code == 0, told
    found: list[dict[str, Any]] = json.loads(terminal.ok(f"export {what} --format json"))
    return found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("$1,234,567.00", 1234567),
        ("1 234,56", 1234.56),
        ("1\u00a0234,56", 1234.56),
        ("1\u2009234,56 €", 1234.56),
        ("1\u202f234,56", 1234.56),
        ("1'234.50", 1234.5),
        ("1’234.50", 1234.5),
        ("CHF 1'234'567.50", 1234567.5),
        ("25k", 25000),
        ("1.2m", 1200000),
        ("1.234.567,89", 1234567.89),
        ("42,000", 42000),
        ("12,34,567.00", 1234567),
        ("NULL", None),
        ("N/A", None),
        ("#N/A", None),
        ("None", None),
        ("-", None),
        ("–", None),
        ("", None),
    ],
)
def test_an_amount_is_stored_as_what_was_meant(terminal: Terminal, cell: str, value: float | None) -> None:
    (deal,) = stored(terminal, "deals", ["name", "contact", "value"], [["Big", "Mia", cell]], "--as deals")
    assert deal["value"] == value


def test_an_amount_in_parentheses_is_negative(terminal: Terminal) -> None:
    (post,) = stored(terminal, "content", ["title", "cost"], [["Post", "(500)"]], "--as content")
    assert post["cost"] == -500


@pytest.mark.parametrize(
    ("unit", "cell", "seconds"),
    [
        ("seconds", "95", 95),
        ("seconds", "95.6", 96),
        ("milliseconds", "95400", 95),
        ("minutes", "1.5", 90),
        ("hours", "0.5", 1800),
        ("seconds", "0:01:35", 95),
        ("H:MM:SS", "1:01:35", 3695),
        ("H:MM:SS", "00:00:00", 0),
        ("seconds", "N/A", None),
    ],
)
def test_a_length_of_time_is_stored_in_seconds(
    terminal: Terminal, unit: str, cell: str, seconds: int | None
) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "d"\nas = "activities"\n[set]\nchannel = "call"\noccurred_at = "2026-11-02"\n[columns]\n'
        f'contact = "who"\ntalk_seconds = {{ from = "long", unit = "{unit}" }}\n'
    )
    (call,) = stored(terminal, "activities", ["who", "long"], [["Mia", cell]], "--map m.toml")
    assert call["talk_seconds"] == seconds


def moments(terminal: Terminal, cells: list[str], options: str = "--as activities") -> list[str]:
    """What is stored of some times, on the rep's clock in Berlin."""
    rows = [[cell, "call", f"P{at:03}"] for at, cell in enumerate(cells)]
    records = stored(terminal, "activities", ["occurred_at", "channel", "contact"], rows, options)
    return [record["occurred_at"] for record in sorted(records, key=who)]


def who(record: dict[str, Any]) -> str:
    return str(record.get("contact") or record["name"])


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        (["2026-11-02 09:10"], "2026-11-02T09:10:00+01:00"),
        (["2026-11-02T09:10:00-05:00"], "2026-11-02T09:10:00-05:00"),
        (["2026-11-02T09:10Z"], "2026-11-02T09:10:00+00:00"),
        (["2026-11-02 09:10 UTC-5"], "2026-11-02T09:10:00-05:00"),
        (["2026-11-02 09:10 GMT+05:30"], "2026-11-02T09:10:00+05:30"),
        (["2026-11-02 09:10 GMT"], "2026-11-02T09:10:00+00:00"),
        (["2026-11-02 09:10 America/New_York"], "2026-11-02T09:10:00-05:00"),
        (["1/29/26, 2:37 PM"], "2026-01-29T14:37:00+01:00"),
        (["1/29/26, 2:37\u202fPM"], "2026-01-29T14:37:00+01:00"),
        (["1/5/2026 2:37 pm", "1/29/2026"], "2026-01-05T14:37:00+01:00"),
        (["1/5/2026 14:37", "29/1/2026"], "2026-05-01T14:37:00+02:00"),
        (["02.11.2026 09:10"], "2026-11-02T09:10:00+01:00"),
        (["45292"], "2024-01-01"),
        (["32874"], "1990-01-01"),
        (["45292.0"], "2024-01-01"),
        (["45292.604"], "2024-01-01T14:29:46+01:00"),
        (["45292,5", "N/A", "45293"][:1], "2024-01-01T12:00:00+01:00"),
        (["45292.99999999"], "2024-01-02T00:00:00+01:00"),
    ],
)  # fmt: skip
def test_a_time_is_stored_with_its_clock(terminal: Terminal, cells: list[str], at: str) -> None:
    assert moments(terminal, cells)[0] == at


def test_a_number_is_a_date_only_where_its_whole_column_is(terminal: Terminal) -> None:
    header = ["occurred_at", "channel", "contact"]
    rows = [["45292", "call", "Mia"], ["2026-11-02", "call", "Tom"]]
    text = "\n".join(map(",".join, [header, *rows])) + "\n"
    (terminal.folder / "t.csv").write_text(text)
    told = terminal("import t.csv --as activities")
    assert (told.code, told.err.splitlines()[0]) == (
        3,
        "line 2: occurred_at: '45292' is a bare number, not a date",
    )
    (terminal.folder / "t.csv").write_text(
        "occurred_at,channel,contact\n99999,call,Mia\n1700000000,call,Tom\n"
    )
    assert terminal("import t.csv --as activities").err.count("is a bare number, not a date") == 2


def test_repeated_headers_footers_and_blank_cells_do_not_unmake_a_column_of_numbers(
    terminal: Terminal,
) -> None:
    (terminal.folder / "t.csv").write_text(
        "starts_at,contact,set_at\n45292.5,Mia,45290\n\nstarts_at,contact,set_at\n45293,Tom,NULL\n45294,Liv,\nTotal 3\n"
    )
    told = json.loads(terminal("import t.csv --as appointments --json").out)
    assert (told["rows"], told["added"], told["skipped"], told["rejected"]) == (6, 3, 2, 1)
    found = json.loads(terminal.ok("export appointments --format json"))
    assert sorted(record["starts_at"] for record in found) == [
        "2024-01-01T12:00:00+01:00",
        "2024-01-02",
        "2024-01-03",
    ]


def test_a_day_and_a_time_of_a_spreadsheet_may_stand_in_two_columns(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "d"\nas = "activities"\n[set]\nchannel = "call"\n[columns]\n'
        'contact = "who"\noccurred_at = { from = ["day", "time"], format = "%d/%m/%Y %H:%M" }\n'
    )
    rows = [["Mia", "45292", "0.604"], ["Tom", "45293", "0,25"], ["Liv", "45294", ""]]
    found = stored(terminal, "activities", ["who", "day", "time"], rows, "--map m.toml")
    assert [record["occurred_at"] for record in found] == [
        "2024-01-01T14:29:46+01:00",
        "2024-01-02T06:00:00+01:00",
        "2024-01-03",
    ]


def test_a_zone_may_stand_in_a_column_of_its_own(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "d"\nas = "activities"\n[set]\nchannel = "call"\n[columns]\n'
        'contact = "who"\noccurred_at = { from = ["at", "zone"] }\n'
    )
    rows = [
        ["Mia", "2026-11-02 09:10", "America/New_York"],
        ["Tom", "2026-07-02 09:10:30.5", "Europe/Lisbon"],
        ["Liv", "2026-11-02 09:10", ""],
    ]
    found = stored(terminal, "activities", ["who", "at", "zone"], rows, "--map m.toml")
    assert {who(record): record["occurred_at"] for record in found} == {
        "Mia": "2026-11-02T09:10:00-05:00",
        "Tom": "2026-07-02T09:10:30+01:00",
        "Liv": "2026-11-02T09:10:00+01:00",
    }


def test_all_dates_of_the_file_tell_the_order_and_where_they_are_silent_a_script_names_the_option(
    terminal: Terminal,
) -> None:
    (terminal.folder / "t.csv").write_text("occurred_at,channel,contact\n1/5/2026,call,Mia\n")
    told = terminal("import t.csv --as activities")
    assert told.code == 2
    assert "no date tells whether the day or the month comes first, as in '1/5/2026'" in told.err
    assert "--dates day-first or --dates month-first" in told.err
    assert not terminal.store.exists() or json.loads(terminal.ok("export activities --format json")) == []
    late = [f"{1 + at % 12}/5/2026" for at in range(300)] + ["25/12/2025"]
    assert moments(terminal, late)[0] == "2026-05-01"
    assert (
        moments(terminal, ["1/5/2026", "2/6/2026"], "--as activities --dates month-first")[-1] == "2026-02-06"
    )


NOTHING = ["NULL", "null", "N/A", "n/a", "#N/A", "None", "-", "--", "—", "(null)", "\\N", ""]


@pytest.mark.parametrize("word", NOTHING)
def test_a_word_for_nothing_is_blank_in_every_column_but_the_note(terminal: Terminal, word: str) -> None:
    given = {"occurred_at": "2026-11-02", "channel": "call", "contact": "Mia"}
    names = ["external_id", "outcome", "email", "phone", "account", "minutes", "tags", "note"]
    row = [*given.values(), *[word] * len(names)]
    (call,) = stored(terminal, "activities", [*given, *names], [row], "--as activities")
    for name in ("external_id", "account", "minutes", "tags"):
        assert not call[name], name
    assert call["note"] == (word or None)
    (person,) = json.loads(terminal.ok("export contacts --format json"))
    assert (person["name"], person["email"], person["phone"], person["account"]) == ("Mia", None, None, None)


def test_rows_whose_id_is_a_word_for_nothing_are_not_one_row(terminal: Terminal) -> None:
    header = ["external_id", "occurred_at", "channel", "contact"]
    rows = [["NULL", "2026-11-02", "call", "Mia"], ["NULL", "2026-11-02", "call", "Tom"]]
    assert len(stored(terminal, "activities", header, rows, "--as activities")) == 2


def test_what_is_needed_and_says_nothing_is_missing(terminal: Terminal) -> None:
    (terminal.folder / "t.csv").write_text("name,email\nN/A,-\nNull,mia@acme.test\n")
    told = terminal("import t.csv --as contacts")
    assert told.code == 3
    assert told.err.startswith("line 2: name: one of name, email, phone, external_id is needed\n")
    (person,) = json.loads(terminal.ok("export contacts --format json"))
    assert person["email"] == "mia@acme.test"


def test_a_surname_that_is_a_word_for_nothing_is_kept(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "d"\nas = "contacts"\n[columns]\nname = { from = ["first", "last"] }\n'
    )
    rows = [["Jennifer", "Null"], ["Mia", "NULL"], ["-", "Berg"]]
    found = stored(terminal, "contacts", ["first", "last"], rows, "--map m.toml")
    assert sorted(map(who, found)) == ["Berg", "Jennifer Null", "Mia"]


def test_a_mapping_may_give_a_word_for_nothing_a_meaning(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "d"\nas = "activities"\n[set]\nchannel = "call"\noccurred_at = "2026-11-02"\n[columns]\n'
        'contact = "who"\noutcome = { from = "r", values = { None = "no-answer", "-" = "busy" }, default = "connected" }\n'
    )
    rows = [["Mia", "none"], ["Tom", "-"], ["Liv", "N/A"]]
    found = stored(terminal, "activities", ["who", "r"], rows, "--map m.toml")
    assert [record["outcome"] for record in found] == ["no-answer", "busy", "connected"]


@pytest.mark.parametrize("name", ["None", "NULL", "'None", "-", "N/A", "''NULL", "Null"])
def test_whoever_is_called_so_comes_back_from_an_export(terminal: Terminal, name: str) -> None:
    terminal.ok(f'account add "{name}"')
    exported = terminal.ok("export accounts")
    other = Terminal(terminal.folder / "other")
    other.folder.mkdir()
    (other.folder / "a.csv").write_text(exported, encoding="utf-8")
    other.ok("import a.csv --as accounts")
    assert [record["name"] for record in json.loads(other.ok("export accounts --format json"))] == [name]
