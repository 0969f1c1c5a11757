"""Text from outside is only text, and no file, name or argument brings it down.

Files that are no tables, each by its name: `tests/importing`. Numbers beyond any column and bytes that are no text:
`tests/cli/test_hostile_words.py`. What each letter becomes: `tests/render/test_clean.py`.
"""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile

import pytest

from tests.peak import peak, watching
from tests.trust.shell import PROSPECTOR, Shell

NAMES = (
    "\x1b]0;owned\x07\x1b[31mAnn", "Ben\r\x1b[2KPaid in full", "[red]Cy[/red] [/]", "\u202eevaD", "\x9b31mEve", '=HYPERLINK("http://x")',
    "+1 555 0100", "@SUM(A1)", "-2+3", "Robert'); DROP TABLE contact;--", "%", "_", "<script>alert(1)</script>", "{{ 7*7 }}",
    "Ann\ttab", "Ann\u2028line", ":smile:", "a" * 200,
)  # fmt: skip
SHOWING = (
    "list", "contact list", "search a", "report channels -p all", "report week", "report focus -p all", "show 1", "next", "today", "export activities",
    "export contacts --json", "report accounts --format html", "history", "imports list",
)  # fmt: skip


@pytest.fixture
def hostile(shell: Shell) -> Shell:
    """A shell with a store full of names that want something."""
    with (shell.folder / "calls.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["occurred_at", "channel", "outcome", "contact", "account", "note"])
        writer.writerows(
            ["2026-11-19 10:00", "call", "conversation", name, f"{name} Ltd"[:200], name] for name in NAMES
        )
    done = shell("import calls.csv --as activities")
    assert done.code in {0, 3}, done
    return shell


def test_no_name_from_a_file_commands_a_terminal_a_page_or_a_spreadsheet(hostile: Shell) -> None:
    for command in SHOWING:  # that nothing of it is a control is judged for each answer
        done = hostile(command)
        assert done.code in {0, 2}, done
        assert "<script>alert" not in done.out or "html" not in command
    with io.StringIO(hostile.ok("export contacts")) as text:
        for row in csv.reader(text):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_names_that_look_like_patterns_or_statements_are_names(hostile: Shell) -> None:
    before = hostile.count("contact")
    for name in ("%", "_", "Robert'); DROP TABLE contact;--"):
        hostile.ok(f'search "{name}"')
        assert hostile(f'call "{name}"').code in {0, 2}
    done = hostile("list --sort 'minutes; DROP TABLE activity'")
    assert (done.code, done.out) == (2, "")
    assert hostile.count("contact") == before


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("[Content_Types].xml", "<Types/>")
    return data.getvalue()


ROW = b"2026-01-02,call,Ann Poe\n"
HEAD = b"occurred_at,channel,contact\n"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (HEAD + b'2026-01-02,call,"' + b"x" * 131_073 + b'"\n' + ROW, {1, 2, 3}),
        (HEAD + b'2026-01-02,call,"Ann Poe\n' + ROW * 2_000, {1, 2, 3}),
        (HEAD + b"2026-01-02,call,Ann\0Poe\n" + ROW, {1, 2, 3}),
        (_zip(), {1, 2}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000), {1, 2}),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, {1, 2}),
        (HEAD + b"9223372036854775808,call,Ann Poe\n", {3}),
        (b"", {1, 2}),
        (HEAD, {0, 1, 2}),
        (b"\n" * 100_000, {1, 2}),
        (b"," * 100_000 + b"\n" + b"," * 100_000, {1, 2, 3}),
        (HEAD * 3_000, {0}),
        (b"occurred_at,channel,contact,minutes\n2026-01-02,call,Ann Poe,9223372036854775808\n", {3}),
        (b"\xff\xfe" + b"\x00\xd8" * 500, {1, 2, 3}),
    ],
    ids=[
        "long field", "unclosed quote", "zero byte", "workbook", "old workbook", "pdf", "2**63", "nothing", "header", "blank lines",
        "commas", "headers", "2**63 minutes", "half letters",
    ],
)  # fmt: skip
def test_no_file_brings_it_down(shell: Shell, content: bytes, codes: set[int]) -> None:
    (shell.folder / "calls.csv").write_bytes(content)
    done = shell("import calls.csv --as activities")
    assert done.code in codes, done
    assert len(done.err) < 3_000


@pytest.mark.slow
def test_a_line_of_300_megabytes_is_refused_in_little_memory(shell: Shell) -> None:
    shell.ok("call jane")
    with (shell.folder / "calls.csv").open("wb") as file:
        file.write(HEAD + b"2026-01-02,call,")
        for _ in range(300):
            file.write(b"x" * 1_000_000)
    told = shell.folder / "peak"
    done = shell("import calls.csv --as activities", before=watching(told))
    assert done.code in {1, 2, 3}, done
    assert peak(told) < 200 * 10**6


@pytest.mark.parametrize(
    "words", [[b"call", b"Jos\xe9"], [b"--db", b"\xff.db", b"list"], [b"search", b"\xc3"], [b"\xff"]]
)
def test_an_argument_that_is_no_text_is_refused_in_one_line(shell: Shell, words: list[bytes]) -> None:
    done = shell.judged(
        subprocess.run(
            [*(part.encode() for part in PROSPECTOR), *words],
            cwd=shell.folder,
            env=shell.variables(),
            capture_output=True,
            check=False,
        )
    )
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
