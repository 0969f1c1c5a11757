"""What can be typed, piped or closed by accident is one line and an exit code, never a bug."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

BEYOND = "9" * 20  # more than 2**63
ENDLESS = "9" * 5000  # more digits than Python reads


@pytest.fixture
def prospector(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' conversation")
    return terminal


@pytest.mark.parametrize(
    "line",
    [
        f"list --limit {BEYOND}",
        f"imports list --limit {BEYOND}",
        f"imports show {BEYOND}",
        f"contact show id:{BEYOND}",
        f"contact show id:{ENDLESS}",
        f"deal show id:{ENDLESS}",
        f"show {ENDLESS}",
        f"quota remove id:{ENDLESS} -p 2026",
        f"call jane --cost {BEYOND}",
        f"undo {BEYOND}",
    ],
)
def test_a_number_beyond_any_column_is_one_line(prospector: Terminal, line: str) -> None:
    result = prospector(line)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


def test_letters_that_are_not_utf8_are_refused_in_json_too(prospector: Terminal) -> None:
    before = prospector.store.read_bytes()
    result = prospector("log -", stdin=json.dumps({"channel": "call", "contact": "jane", "note": "\ud800"}))
    assert (result.code, result.err) == (2, "prospector: a text is not valid UTF-8; nothing changed\n")
    assert prospector.store.read_bytes() == before


def test_a_name_of_any_length_is_looked_for(prospector: Terminal) -> None:
    assert prospector(f"contact show {'x' * 100_000}").code == 2
    assert prospector(f"deal show {'x' * 100_000}").code == 2


@pytest.mark.parametrize(
    ("command", "longest"),
    [
        ("call {}", 200),
        ("call bob -a {}", 200),
        ("contact edit jane --name {}", 200),
        ("contact edit jane --title {}", 200),
        ("deal open {}", 200),
        ("content {}", 200),
        ("call jane -n {}", 10_000),
        ("edit 1 -n {}", 10_000),
    ],
)
def test_a_text_of_absurd_length_is_not_stored(prospector: Terminal, command: str, longest: int) -> None:
    before = prospector.store.read_bytes()
    result = prospector(command.format("x" * (longest + 1)))
    assert (result.code, result.out) == (2, "")
    assert f"of {longest + 1:,} characters is longer than {longest:,}; shorten it" in result.err
    assert prospector.store.read_bytes() == before
    prospector.ok(command.format("x" * longest))


def test_a_row_with_a_name_of_absurd_length_is_rejected_and_a_long_note_kept(prospector: Terminal) -> None:
    rows = [f"2026-11-19,call,{'x' * 201},short", f"2026-11-19,call,Ann Poe,{'long ' * 4000}"]
    (prospector.folder / "a.csv").write_text("\n".join(["occurred_at,channel,contact,note", *rows]))
    result = prospector("import a.csv --as activities")
    assert (result.code, "1 added, 1 rejected" in result.out) == (3, True)
    assert "line 2: contact: a contact of 201 characters is longer than 200" in result.err
    prospector.ok("edit 2 -m 5")


def test_a_name_is_found_by_the_beginning_of_any_part_and_marks_stand_for_themselves(
    prospector: Terminal,
) -> None:
    assert "Jane Doe" in prospector.ok("call do")
    for pattern in ("%", "_ane", "ane", "D_e"):
        assert "new contact" in prospector.ok(f"call '{pattern}' --new")


@pytest.mark.parametrize("line", ["prospector", "log", "prospector log", '{"channel": ' * 50_000])
def test_a_line_without_words_in_it_is_named(prospector: Terminal, line: str) -> None:
    result = prospector("log -", stdin=f"call jane\n{line}\n")
    assert result.code == 2
    assert result.err.startswith("prospector: line 2: ")
    assert prospector.ok("list").count("\n") == 2


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("log - <&-", 2),
        ("call jane >&-", 0),
        ("list >&-", 0),
        ("report channels >&-", 0),
        ("call jane 2>&-", 0),
        ("log - <&- >&- 2>&-", 2),
        ("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 call Zoë", 2),
    ],
)
def test_a_closed_stream_or_another_alphabet_is_no_bug(prospector: Terminal, command: str, code: int) -> None:
    program = "from prospector.quick.front import main; main()"
    *settings, rest = command.rpartition("PYTHONCOERCECLOCALE=0 ")
    done = subprocess.run(
        ["sh", "-c", f'{"".join(settings)}"$0" -c "$1" {rest}', sys.executable, program],
        env={
            **os.environ,
            "PROSPECTOR_DB": str(prospector.store),
            "PROSPECTOR_CONFIG": str(prospector.folder / "config.toml"),
        },
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert done.stderr.count(b"\n") <= 1
    assert prospector("db info").code == 0


def test_of_several_files_those_before_a_bad_one_are_stored_and_it_is_said(prospector: Terminal) -> None:
    header = "occurred_at,channel,contact\n"
    (prospector.folder / "a.csv").write_text(f"{header}2026-11-19 10:00,call,Ann Poe\n")
    (prospector.folder / "b.csv").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    result = prospector("import a.csv b.csv --as activities")
    assert result.code != 0
    assert "import 1 · a.csv · activities · 1 row: 1 added" in result.out
    assert "(the files before it are stored)" in result.err
    assert "Ann Poe" in prospector.ok("list")


@pytest.mark.parametrize("command", ["contact add", "contact edit jane --name", "account add", "deal open"])
@pytest.mark.parametrize("name", ["id:7", "' '"])
def test_a_name_is_neither_empty_nor_read_as_a_number(prospector: Terminal, command: str, name: str) -> None:
    result = prospector(f"{command} {name}")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("address", ["bob@example.com", "linkedin.com/in/bob"])
def test_an_address_is_one_persons_even_with_new(prospector: Terminal, address: str) -> None:
    prospector.ok(f"call {address}")
    result = prospector(f"call {address} --new")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prospector: {address} is {address}'s; nothing was written")


@pytest.mark.parametrize(
    "command", ["call {}", "call bob -a {}", "contact add {}", "account add {}", "deal open {}", "content {}"]
)
@pytest.mark.parametrize("name", ["\u2066", "\u200b\u3164", "\u2028"])
def test_a_name_is_something_that_can_be_seen(prospector: Terminal, command: str, name: str) -> None:
    before = prospector.store.read_bytes()
    result = prospector.run([name if word == "{}" else word for word in command.split()])
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert prospector.store.read_bytes() == before


def test_what_is_typed_is_stored_as_an_import_would_store_it(prospector: Terminal) -> None:
    prospector.run(
        [
            "call",
            "Zoe\u0308 Low",
            "vm",
            "-k",
            "Cold Call",
            "-a",
            "Cafe\u0301",
            "-n",
            " wants\r\n",
            "-t",
            "Straße",
        ]
    )
    prospector.run(["contact", "edit", "zoë", "--title", " Head\n of  it "])
    (row,) = json.loads(prospector.ok("list --kind cold_call --json"))
    assert [row[name] for name in ("contact", "account", "kind", "note", "tags")] == [
        "Zoë Low",
        "Café",
        "cold-call",
        "wants",
        "straße",
    ]
    assert json.loads(prospector.ok("contact show zoe --json"))["title"] == "Head of it"


def test_a_bad_setting_beside_it_does_not_keep_another_from_being_set(prospector: Terminal) -> None:
    (prospector.folder / "config.toml").write_text('level = "many"\n')
    assert "Zoe" in prospector.ok("config set rep Zoe")
    assert prospector("config list").code == 2


@pytest.mark.parametrize("value", ["[" * 5000 + "]" * 5000, "9" * 5000, "0x1" + "0" * 16])
def test_toml_without_end_is_one_line(prospector: Terminal, value: str) -> None:
    (prospector.folder / "config.toml").write_text(f"level = {value}\n")
    result = prospector("list")
    assert (result.code, result.out, result.err.count("\n"), len(result.err) < 500) == (2, "", 1, True)


def test_a_line_end_in_a_command_is_no_line_end_in_its_error(prospector: Terminal) -> None:
    result = prospector.run(["a\nb"])
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
