"""Every way in which programs write files, from the bytes to the stored record; and what is no table."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.terminal import Terminal

HEADER = "name,email,account,note\n"
ROWS = 'José Núñez,jose@acme.test,Grüße AG,"é ""said"", \nà table"\nZoë Maß,zoe@acme.test,Straße,ñ\n'
PEOPLE = [
    ("José Núñez", "jose@acme.test", "Grüße AG", 'é "said", \nà table'),
    ("Zoë Maß", "zoe@acme.test", "Straße", "ñ"),
]


def take_in(terminal: Terminal, content: bytes, name: str = "c.csv") -> dict[str, Any]:
    (terminal.folder / name).write_bytes(content)
    told = terminal(f"import {name} --as contacts --json")
    assert told.code in {0, 3}, told
    found: dict[str, Any] = json.loads(told.out)
    assert found["rows"] == sum(
        found[count] for count in ("added", "updated", "unchanged", "skipped", "rejected")
    )
    return found


def people(terminal: Terminal) -> list[tuple[str, ...]]:
    found = json.loads(terminal.ok("export contacts --format json"))
    return sorted(tuple(each[name] for name in ("name", "email", "account", "note")) for each in found)


ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "mac_roman",
]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters_cells_and_lines_are_read_as_they_were_written(
    terminal: Terminal, encoding: str, delimiter: str, ending: str
) -> None:
    text = (
        (HEADER + ROWS.replace(", \n", "§"))
        .replace(",", delimiter)
        .replace("§", ", \n")
        .replace("\n", ending)
    )
    assert take_in(terminal, text.encode(encoding))["added"] == 2
    assert [
        tuple(value.replace("\r\n", "\n").replace("\r", "\n") for value in each) for each in people(terminal)
    ] == (PEOPLE)


def test_utf_16_with_its_mark_may_begin_with_the_high_byte(terminal: Terminal) -> None:
    assert take_in(terminal, b"\xfe\xff" + (HEADER + ROWS).encode("utf-16-be"))["added"] == 2
    assert people(terminal) == PEOPLE


def test_a_gzipped_file_is_unpacked_on_the_way(terminal: Terminal) -> None:
    assert take_in(terminal, gzip.compress((HEADER + ROWS).encode()), "c.csv.gz")["added"] == 2
    assert people(terminal) == PEOPLE


WINDOWS_WORDS = [
    "it’s", "don’t “quote” me", "5–7 € — “ok”…", "Ärger, Öl, MUÑOZ, Éric", "l’été à l’île", "Žižek, Škoda, Ÿ", "Acme™ ®",
]  # fmt: skip


@pytest.mark.parametrize("note", WINDOWS_WORDS)
def test_windows_letters_are_not_taken_for_a_macs(terminal: Terminal, note: str) -> None:
    take_in(terminal, f'name,note\nMia,"{note}"\n'.encode("cp1252"))
    assert people(terminal)[0][3] == note


@pytest.mark.parametrize(
    "note", ["José", "für", "naïveté", "Søren Ångström", "voilà", "François", "déjà “vu”"]
)
def test_a_macs_letters_are_known_by_their_words(terminal: Terminal, note: str) -> None:
    found = take_in(terminal, f'name,note\nMia,"{note}"\n'.encode("mac_roman"))
    assert people(terminal)[0][3] == note
    assert "Mac Roman" in found["remarks"][0]


def test_rejects_of_a_macs_file_come_back_in_letters_that_need_no_guess(terminal: Terminal) -> None:
    content = "name,email\nJosé,a@acme.test\nMartín,nobody\n".encode("mac_roman")
    assert take_in(terminal, content)["rejected"] == 1
    rejects = terminal.folder / "c.rejects.csv"
    rejects.write_text(rejects.read_text("utf-8-sig").replace("nobody", "m@acme.test"), "utf-8-sig")
    terminal.ok("import c.rejects.csv --as contacts")
    assert [each[0] for each in people(terminal)] == ["José", "Martín"]


@pytest.mark.parametrize(
    "above",
    [
        "Contacts\n",
        "Contacts of November\nby Ann, Bob\n\n",
        ",,,\nAll contacts,,,\n",
        '"Notes:"\n"said, so"\n\n',
        "\n\n",
    ],
)
def test_lines_of_title_stand_above_the_header(terminal: Terminal, above: str) -> None:
    assert take_in(terminal, (above + HEADER + ROWS).encode())["rejected"] == 0
    assert people(terminal) == PEOPLE
    (terminal.folder / "own.csv").write_text(above + "name,email,phone,note\nAnn,ann@acme.test,,\n")
    assert "contacts · 1 row: 1 added" in terminal.ok("import own.csv")  # and it is known for what it is


def test_a_mapping_finds_its_header_below_a_title(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "m"\nas = "contacts"\n[columns]\nname = "Who"\nemail = "Mail"\n'
    )
    (terminal.folder / "c.csv").write_text(
        "Our people, all of them\nas of today\nMail;Who\na@acme.test;Ann\n"
    )
    assert "1 row: 1 added" in terminal.ok("import c.csv --map m.toml")


def test_repeated_headers_and_blank_rows_are_skipped_and_ragged_rows_come_back(terminal: Terminal) -> None:
    found = take_in(
        terminal,
        f"{HEADER}\n,,,\n \nAnn,ann@acme.test\n{HEADER}Bob,bob@acme.test,Acme,x,y\nCi,ci@acme.test,Acme,x,,\n".encode(),
    )
    assert (found["rows"], found["added"], found["skipped"], found["rejected"]) == (7, 1, 4, 2)
    assert [(problem["line"], problem["message"]) for problem in found["problems"]] == [
        (5, "4 cells expected, 2 found"),
        (7, "4 cells expected, 5 found"),
    ]


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(
                name, b"application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else b"x" * 9000
            )
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "what", "remedy"),
    [
        (zipped("docProps/app.xml", "[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook", "save the sheet as CSV"),
        (zipped("mimetype", "content.xml"), "an OpenDocument spreadsheet", "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Excel or Office file", "save the sheet as CSV"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page", "login page"),
        (b"\xef\xbb\xbf\r\n <!-- x --><html>", "a web page", "login page"),
        ("<html><table><tr><td>1".encode("utf-16"), "a web page", "login page"),
        (b"<div class='x'>Sign in</div>", "a web page", "login page"),
        (b'{"error": "unauthorised"}', "a JSON file", "export the data as CSV"),
        (b'[\n {"a": 1}]', "a JSON file", "export the data as CSV"),
        (b"[1, 2]", "a JSON file", "export the data as CSV"),
        (b"<?xml version='1.0'?><a/>", "an XML file", "export the data as CSV"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF", "export the data as CSV"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture", "export the data as CSV"),
        (b"GIF89a\x01\0", "a picture", "export the data as CSV"),
        (b"SQLite format 3\x00\x10\x00", "a SQLite database", "export the data as CSV"),
        (b"{\\rtf1\\ansi hello}", "a text document (RTF)", "export the data as CSV"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mia\r\n", "an address card (vCard)", "choose that"),
        (b"BEGIN:VCALENDAR\r\n", "a calendar file (iCalendar)", "Outlook exports its calendar as CSV"),
        (b"From 1@xxx Thu Nov 19 2026\nSubject: hi\n", "a mailbox or mail", "export the data as CSV"),
        (b"Rar!\x1a\x07\x00", "a RAR archive", "unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"),
        (b"BZh91AY&SY", "a bzip2 archive", "unpack it"),
        (b"c.csv" + b"\0" * 252 + b"ustar\x0000", "a tar archive", "unpack it"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("options", ["", "--as contacts"])
def test_what_is_no_table_is_named_for_what_it_is(
    terminal: Terminal, content: bytes, what: str, remedy: str, options: str
) -> None:
    (terminal.folder / "calls.csv").write_bytes(content)
    told = terminal(f"import calls.csv {options}")
    assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
    assert told.err.startswith(f"prospector: calls.csv is {what}, not a CSV file; ")
    assert remedy in told.err


def test_a_store_named_by_mistake_is_named_for_what_it_is(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.folder / "other.db")) as connection:
        connection.execute("CREATE TABLE t (a)")
    assert "is a SQLite database" in terminal("import other.db --as contacts").err
