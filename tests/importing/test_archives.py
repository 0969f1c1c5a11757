"""A zip as vendors hand it out: what is known in it is imported, all else is left, and nothing is unpacked to disk."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Mia,Lund,https://www.linkedin.com/in/mia-lund,,Acme,CEO,08 Feb 2026\n"
    "Tom,Berg,https://www.linkedin.com/in/tom-berg,tom@globex.test,Globex,CFO,09 Feb 2026\n"
)
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
    "c1,,Ada Rep,https://www.linkedin.com/in/ada-rep,Mia Lund,https://www.linkedin.com/in/mia-lund,"
    "2026-06-01 14:03:22 UTC,,Hello,INBOX\n"
    "c1,,Mia Lund,https://www.linkedin.com/in/mia-lund,Ada Rep,https://www.linkedin.com/in/ada-rep,"
    "2026-06-02 14:03:22 UTC,,Hello Ada,INBOX\n"
)
INVITATIONS = (
    "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    'Ada Rep,Tom Berg,"1/29/26, 2:37\u202fPM",,OUTGOING,https://www.linkedin.com/in/ada-rep,'
    "https://www.linkedin.com/in/tom-berg\n"
)
PROFILE = "First Name,Last Name,Maiden Name,Headline\nAda,Rep,,Sells\n"
LINKEDIN = {
    "messages.csv": MESSAGES,
    "Invitations.csv": INVITATIONS,
    "Connections.csv": CONNECTIONS,
    "Profile.csv": PROFILE,
    "Rich_Media.csv": "Date/Time,Media Description,Media Link\n",
    "Jobs/Job Seeker Preferences.csv": "Locations,Industries\nParis,Steel\n",
    "Skills.csv": "Name\nSelling\n",
    "photo.jpg": "x",
}


def pack(
    folder: Path, files: dict[str, str | bytes], name: str = "Basic_LinkedInDataExport_11-20-2026.zip"
) -> str:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in files.items():
            archive.writestr(inner, content)
    return name


def take_in(terminal: Terminal, name: str, options: str = "") -> list[dict[str, Any]]:
    told = terminal(f"import {name} --json {options}")
    assert told.code in {0, 3}, told
    found = json.loads(told.out)
    return found if isinstance(found, list) else [found]


def test_linkedins_archive_is_imported_as_it_is(terminal: Terminal) -> None:
    name = pack(terminal.folder, dict(LINKEDIN))
    told = terminal(f"import {name}")
    assert told.code == 0
    assert told.out.splitlines() == [
        f"import 1 · {name}/Connections.csv · linkedin-connections · contacts · 2 rows: 2 added",
        "  2 new accounts",
        f"import 2 · {name}/messages.csv · linkedin-messages · activities · 2 rows: 2 added",
        f"import 3 · {name}/Invitations.csv · linkedin-invitations · activities · 1 row: 1 added",
    ]
    assert told.err == (
        f"left in {name}, not known: Profile.csv, Rich_Media.csv, Jobs/Job Seeker Preferences.csv, Skills.csv, photo.jpg\n"
        f"a new store begins here: {terminal.store}\n"
    )
    assert sorted(path.name for path in terminal.folder.iterdir()) == [name, "store.db"]
    contacts = json.loads(terminal.ok("export contacts --format json"))
    assert sorted(contact["name"] for contact in contacts) == ["Mia Lund", "Tom Berg"]  # and nobody twice
    activities = json.loads(terminal.ok("export activities --format json"))
    assert sorted((each["contact"], each["direction"], each["outcome"]) for each in activities) == [
        ("Mia Lund", "inbound", "replied"),
        ("Mia Lund", "outbound", "sent"),
        ("Tom Berg", "outbound", "sent"),
    ]


def test_each_file_of_an_archive_is_an_import_of_its_own(terminal: Terminal) -> None:
    name = pack(terminal.folder, dict(LINKEDIN))
    first = take_in(terminal, name)
    assert [(each["import_id"], each["added"], each["file"].rpartition("/")[2]) for each in first] == [
        (1, 2, "Connections.csv"),
        (2, 2, "messages.csv"),
        (3, 1, "Invitations.csv"),
    ]
    again = take_in(terminal, name)
    assert [(each["seen_before"], each["added"], each["unchanged"]) for each in again] == [
        (1, 0, 2),
        (2, 0, 2),
        (3, 0, 1),
    ]
    (terminal.folder / "Connections.csv").write_text(CONNECTIONS)  # the same bytes, unpacked by hand
    assert take_in(terminal, "Connections.csv")[0]["seen_before"] == 1
    assert take_in(terminal, f"{name}/Connections.csv")[0]["seen_before"] == 1
    assert "2 activities removed" in terminal.ok("imports undo 2")
    assert [each["added"] for each in take_in(terminal, name)] == [0, 2, 0]


def test_a_dry_run_of_an_archive_stores_nothing(terminal: Terminal) -> None:
    name = pack(terminal.folder, dict(LINKEDIN))
    assert [each["added"] for each in take_in(terminal, name, "--dry-run")] == [2, 2, 1]
    assert not terminal.store.exists()


@pytest.mark.parametrize(
    ("teller", "content"),
    [
        ("Profile.csv", PROFILE),
        ("Invitations.csv", INVITATIONS),
        ("Invitations.csv", INVITATIONS.replace("Ada Rep", "Ada R.")),
    ],
)
def test_where_the_messages_do_not_tell_the_rest_of_the_archive_tells_who_the_rep_is(
    terminal: Terminal, teller: str, content: str
) -> None:
    alone = pack(terminal.folder, {"messages.csv": MESSAGES}, "alone.zip")
    told = terminal(f"import {alone}")
    assert told.code == 2
    assert "does not tell whose messages it has" in told.err
    name = pack(terminal.folder, {"messages.csv": MESSAGES, teller: content})
    assert sum(each["added"] for each in take_in(terminal, name)) >= 2
    found = json.loads(terminal.ok("export activities --format json"))
    assert {each["contact"] for each in found} <= {"Mia Lund", "Tom Berg"}


def test_rejected_rows_of_each_file_come_back_in_a_file_of_its_own(terminal: Terminal) -> None:
    name = pack(
        terminal.folder,
        {
            "b/calls.csv": "occurred_at,channel,contact\nnever,call,Mia\n2026-11-02,call,Mia\n",
            "../../people.csv": "name,email,phone\nTom,nobody,\nAnn,,\n",
            "/etc/calls.csv": "occurred_at,channel,contact\nonce,call,Tom\n",
        },
        "own.zip",
    )
    found = take_in(terminal, name)
    assert [(each["as"], each["added"], each["rejected"], each["rejects_file"]) for each in found] == [
        ("contacts", 1, 1, "people.rejects.csv"),
        ("activities", 1, 1, "calls.rejects.csv"),
        ("activities", 0, 1, "calls.rejects-2.csv"),
    ]
    assert not list(terminal.folder.parent.parent.glob("people*"))


def refused(terminal: Terminal, name: str, options: str = "") -> tuple[int, str]:
    told = terminal(f"import {name} {options}")
    assert (told.out, told.err.count("\n")) == ("", 1)
    return told.code, told.err


def test_of_an_archive_in_which_nothing_is_known_all_is_named(terminal: Terminal) -> None:
    name = pack(
        terminal.folder,
        {"a.csv": "x,y\n1,2\n", "b.pdf": "%PDF", **{f"{at}.png": "" for at in range(9)}},
        "x.zip",
    )
    code, said = refused(terminal, name)
    assert code == 2
    assert said == (
        "prospector: nothing in x.zip is known; it has a.csv, b.pdf, 0.png, 1.png, 2.png, 3.png and 5 more; "
        "name one of them as x.zip/NAME.csv, with --as or --map\n"
    )
    assert "is an empty archive" in refused(terminal, pack(terminal.folder, {}, "none.zip"))[1]
    (terminal.folder / "m.toml").write_text('name = "m"\nas = "contacts"\n[columns]\nname = "x"\n')
    assert "1 row: 1 added" in terminal.ok("import x.zip/a.csv --map m.toml")


@pytest.mark.parametrize("options", ["--as contacts", "--map m.toml", "--profile linkedin-connections"])
def test_what_is_for_one_file_is_not_for_an_archive(terminal: Terminal, options: str) -> None:
    code, said = refused(terminal, pack(terminal.folder, dict(LINKEDIN), "x.zip"), options)
    assert code == 2
    assert said.startswith(
        f"prospector: x.zip is an archive of files, and {options.split(maxsplit=1)[0]} is for one of them"
    )
    assert "--rejects names one file for several" in refused(terminal, "x.zip", "--rejects r.csv")[1]


def test_of_a_failing_file_the_others_are_stored_and_the_exit_code_tells(terminal: Terminal) -> None:
    name = pack(
        terminal.folder,
        {
            "calls.csv": "occurred_at,channel,contact\n1/5/2026,call,Mia\n",
            "people.csv": "name,email,phone\nTom,,\n",
            "posts.csv": "title,reach,url\nPost,7,\n",
        },
        "own.zip",
    )
    told = terminal(f"import {name}")
    assert told.code == 2
    assert [line.split(" · ")[1] for line in told.out.splitlines()] == [
        "own.zip/people.csv",
        "own.zip/posts.csv",
    ]
    assert "whether the day or the month comes first" in told.err
    assert "(the other files are stored); --dates" in told.err
    assert "3 rows" not in told.out
    assert "import 3" in terminal.ok(f"import {name} --dates day-first")


def encrypted(path: Path) -> None:
    """Set the mark of encryption on every file of an archive."""
    raw = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(signature)
        while start >= 0:
            raw[start + at] |= 1
            start = raw.find(signature, start + 4)
    path.write_bytes(raw)


def claiming(path: Path, size: int) -> None:
    """Let the first file of an archive say that it is so large, unpacked."""
    raw = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", raw, raw.find(signature) + at, size)
    path.write_bytes(raw)


def test_an_encrypted_archive_is_refused_in_one_line(terminal: Terminal) -> None:
    name = pack(terminal.folder, dict(LINKEDIN), "x.zip")
    encrypted(terminal.folder / name)
    assert refused(terminal, name) == (
        1,
        "prospector: x.zip is encrypted; unpack it with its password, and import the files in it\n",
    )


def test_what_would_unpack_to_too_much_is_refused_before_it_is_read(terminal: Terminal) -> None:
    name = pack(terminal.folder, {"a.csv": "name,email,phone\n" + "x,,\n" * 50_000}, "x.zip")
    claiming(terminal.folder / name, 4_000_000_000)
    code, said = refused(terminal, name)
    assert (code, said) == (
        1,
        "prospector: a.csv in x.zip would unpack to 4,000 MB; if that is right, unpack it yourself and import the file\n",
    )
    zeros = pack(terminal.folder, {"a.csv": b"\0" * (100 << 20)}, "zeros.zip")
    assert "would unpack to 105 MB" in refused(terminal, zeros)[1]


@pytest.mark.parametrize("size", [10, 20, 90_000])
def test_a_file_that_lies_about_its_size_is_damaged(terminal: Terminal, size: int) -> None:
    name = pack(terminal.folder, {"a.csv": "name,email,phone\n" + "x,,\n" * 30_000}, "x.zip")
    claiming(terminal.folder / name, size)
    code, said = refused(terminal, name)
    assert code == 1
    assert "x.zip/a.csv is damaged" in said
    assert not terminal.store.exists()


def test_damage_in_one_file_leaves_the_others(terminal: Terminal) -> None:
    path = terminal.folder / pack(
        terminal.folder,
        {"people.csv": "name,email,phone\nTom,,\n", "calls.csv": "occurred_at,channel,contact\n"},
        "x.zip",
    )
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("calls.csv")
    raw = bytearray(path.read_bytes())
    raw[info.header_offset + 30 + len("calls.csv") + 3] ^= 0xFF
    path.write_bytes(raw)
    told = terminal("import x.zip")
    assert told.code == 1
    assert "x.zip/people.csv · contacts · 1 row: 1 added" in told.out
    assert "x.zip/calls.csv is damaged" in told.err
    assert "(the other files are stored)" in told.err


@pytest.mark.parametrize("cut", [30, 200, -1, -30])
def test_an_archive_that_was_cut_off_is_refused(terminal: Terminal, cut: int) -> None:
    path = terminal.folder / pack(terminal.folder, dict(LINKEDIN), "x.zip")
    path.write_bytes(path.read_bytes()[:cut])
    assert refused(terminal, "x.zip") == (1, "prospector: x.zip is a damaged zip archive; fetch it again\n")


def test_archives_in_archives_and_packed_tables_are_left(terminal: Terminal) -> None:
    import gzip

    inner = terminal.folder / pack(terminal.folder, {"a.csv": CONNECTIONS}, "inner.zip")
    files: dict[str, str | bytes] = {
        "inner.zip": inner.read_bytes(),
        "masked.csv": inner.read_bytes(),
        "squeezed.csv": gzip.compress(CONNECTIONS.encode()),
        "page.csv": "<html>",
        "void.csv": "",
        "people.csv": "name,email,phone\nTom,,\n",
        "__MACOSX/._people.csv": "\0\0",
        ".DS_Store": "x",
    }
    terminal.ok("call tom")
    told = terminal(f"import {pack(terminal.folder, files, 'x.zip')}")
    assert told.code == 0
    assert told.err == "left in x.zip, not known: masked.csv, squeezed.csv, page.csv, void.csv, inner.zip\n"
    assert "x.zip/masked.csv is a zip archive" in refused(terminal, "x.zip/masked.csv", "--as contacts")[1]
    assert (
        "x.zip/squeezed.csv is packed once more"
        in refused(terminal, "x.zip/squeezed.csv", "--as contacts")[1]
    )


def test_names_cannot_command_a_terminal_and_two_files_of_one_name_are_refused(terminal: Terminal) -> None:
    name = pack(
        terminal.folder, {"\x1b[31mred\n.csv": "a\n", "people.csv": "name,email,phone\nTom,,\n"}, "x.zip"
    )
    terminal.ok("call tom")
    told = terminal(f"import {name}")
    assert (told.code, told.err.count("\n")) == (0, 1)
    assert "\x1b" not in told.err
    with zipfile.ZipFile(terminal.folder / "two.zip", "w") as archive:
        archive.writestr("a.csv", "name,email,phone\nTom,,\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "name,email,phone\nAnn,,\n")
    assert "two.zip has two files called a.csv" in refused(terminal, "two.zip")[1]


def test_a_file_that_is_not_in_the_archive_is_named(terminal: Terminal) -> None:
    pack(terminal.folder, {"a.csv": "a\n"}, "x.zip")
    assert "there is no file b.csv in x.zip" in refused(terminal, "x.zip/b.csv", "--as contacts")[1]
    assert "there is no file x.zip2/b.csv" in refused(terminal, "x.zip2/b.csv", "--as contacts")[1]
    (terminal.folder / "plain.csv").write_text("name\n")
    assert "plain.csv is a damaged zip archive" in refused(terminal, "plain.csv/b.csv", "--as contacts")[1]


def test_an_archive_on_standard_input_is_named_for_what_it_is(terminal: Terminal) -> None:
    path = terminal.folder / pack(terminal.folder, dict(LINKEDIN), "x.zip")
    told = terminal("import - --as contacts", stdin=path.read_bytes())
    assert told.code == 1
    assert "standard input is a zip archive, not a CSV file" in told.err
