"""Whatever a file is made of, an import answers with its arithmetic or with one line.

The bounded run is part of every test run. `pytest -m long tests/importing/test_generated_files.py` runs 100,000 files.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospector.importing.columns import SHEETS, Kind
from prospector.importing.detecting import header_needs
from prospector.importing.files import open_source
from prospector.importing.mapping import CANONICAL, FileOptions
from prospector.importing.plan import wanted_headings
from prospector.importing.records import chunks, find_layout
from tests.terminal import Terminal

COUNTS = ("added", "updated", "unchanged", "skipped", "rejected")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "mac_roman")
CELLS = st.one_of(
    st.sampled_from([
        "", "", " ", "call", "email", "2026-11-02", "2026-11-02 09:10", "1/5/2026", "25/12/2026", "13/13/2026", "45292",
        "45292.604", "99999", "20261102", "1/29/26, 2:37\u202fPM", "never", "Mia Lund", "mia lund", "Núñez", "a@acme.test",
        "a@", "+49 30 1234567", "conversation", "no-answer", "voicemail", "5", "5,5", "1.500", "-1", "0:01:35", "25k",
        "$1,234,567.00", "1 234,56", "(500)", "NULL", "N/A", "-", "None", "#N/A", "=1+1", "'=1", "''", "@x", "Error",
        "hot;q4", ";;", "qualifying@2026-10-02;won@2026-11-05", "won@1/5/2026", "x@y", "\x1b[31m", "a\nb", "a\rb", "a\r\nb",
        '"', '""', 'a"b', "\u2028", "\u0000", "\ufeff", "\ud7ff", "Acme", "linkedin.com/in/mia", "revenue", "2026-Q4",
    ]),
    st.text(max_size=12),
)  # fmt: skip
HUGE = st.sampled_from(["x" * 131_072, "x" * 131_073, "y" * (1 << 20), '"' * 70_000])
TITLES = st.sampled_from(
    ["", "", "", "Report of November\n", "a,b\n\n", "sep=;\n", '"open\n', "\n\n", ",,,\n"]
)
OPTIONS = st.sampled_from(
    ["", "", "", "--strict", "--dry-run", "--create", "--dates day-first", "--set channel=call"]
)


@st.composite
def headers(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Some columns of a kind, what it needs mostly among them, and perhaps one that nobody knows, or one twice."""
    kind = draw(st.sampled_from(list(Kind)))
    sheet = SHEETS[kind]
    needed = [group[0] for group in sheet.required] if draw(st.integers(0, 9)) else []
    others = draw(st.lists(st.sampled_from(sheet.names), max_size=5, unique=True))
    strange = draw(
        st.lists(st.sampled_from(["", "Error", "colour", "Nmae", needed[0] if needed else "x"]), max_size=1)
    )
    names = list(dict.fromkeys([*needed, *others])) + strange
    return kind, draw(st.permutations(names))


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, str]:
    """A file that is almost a table, and the options to import it with."""
    kind, header = draw(headers())
    cells = st.one_of(CELLS, CELLS, CELLS, HUGE) if draw(st.integers(0, 40)) == 0 else CELLS
    width = max(len(header), 1)
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8))
    for row in rows:
        ragged = draw(st.integers(0, 12))
        if ragged == 0:
            row.append(draw(CELLS))
        elif ragged == 1:
            row.pop()
        elif ragged == 2:
            row[:] = header
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",,,;\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])),
    )
    writer.writerows([header, *rows])
    encoding = draw(st.sampled_from(("utf-8", *ENCODINGS)))
    content = (draw(TITLES) + text.getvalue()).encode(encoding, "replace")
    if draw(st.integers(0, 4)) == 0:
        at, broken = draw(st.integers(0, len(content))), draw(st.binary(max_size=3))
        content = content[:at] + broken + content[at + draw(st.integers(0, 3)) :]
    return content, f"--as {kind} {draw(OPTIONS)}" if draw(st.integers(0, 3)) else draw(OPTIONS)


@st.composite
def garbage(draw: st.DrawFn) -> tuple[bytes, str]:
    """Bytes, behind a header perhaps, packed perhaps."""
    head = draw(
        st.sampled_from(
            [b"", b"name,email\n", b"occurred_at,channel\n", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]
        )
    )
    content = head + draw(st.binary(max_size=200))
    packing = draw(st.integers(0, 12))
    if packing == 0:
        content = gzip.compress(content, mtime=0)
    elif packing == 1:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("a.csv", content)
            archive.writestr("b.csv", draw(st.binary(max_size=50)))
        content = packed.getvalue()
    if packing < 2:
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(max_size=2)) + content[at + draw(st.integers(0, 2)) :]
    return content, draw(st.sampled_from(["", "--as contacts", "--as activities", "--as contacts --strict"]))


@contextmanager
def a_rep() -> Iterator[Terminal]:
    with tempfile.TemporaryDirectory() as folder:
        yield Terminal(Path(folder))


@cache
def one_rep() -> Terminal:
    """A terminal whose store grows over a long run; its folder goes with the process."""
    folder = tempfile.TemporaryDirectory()
    terminal = Terminal(Path(folder.name))
    terminal.environment["KEPT"] = folder.name
    _FOLDERS.append(folder)
    return terminal


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


def check(terminal: Terminal, file: tuple[bytes, str]) -> None:
    """Import a file, and hold what it answers against the laws."""
    content, options = file
    path = terminal.folder / "g.csv"
    path.write_bytes(content)
    rejects = terminal.folder / "r.csv"
    rejects.unlink(missing_ok=True)
    zipped = zipfile.is_zipfile(path) and content[:2] == b"PK"
    words = f"import g.csv --json {options}" + ("" if zipped else " --rejects r.csv")
    before = rows_stored(terminal)
    told = terminal(words)
    assert told.code in {0, 1, 2, 3}, told
    assert "Traceback" not in told.err
    assert not set(told.out + told.err) & {"\x1b", "\x00", "\x07"}
    answer = json.loads(told.out) if told.out else []
    summaries: list[dict[str, Any]] = answer if isinstance(answer, list) else [answer]
    if told.code in {1, 2} and not summaries:
        assert told.err.startswith("prospector: ")
        assert told.err.count("\n") == 1
        assert rows_stored(terminal) == before
    for found in summaries:
        hold_sums(found, told.code, alone=not zipped)
        kind = Kind(found["as"])
        if found["rejects_file"]:
            assert count_rows(terminal.folder / found["rejects_file"], kind, options) == found["rejected"]
        else:
            assert not found["rejected"] or found["dry_run"] or found["seen_before"]
        if not zipped and not found["seen_before"] and found["profile"] == CANONICAL.name:
            assert count_rows(path, kind, options) == found["rows"]


def hold_sums(found: dict[str, Any], code: int, *, alone: bool) -> None:
    assert found["rows"] == sum(found[count] for count in COUNTS), found
    assert len({problem["line"] for problem in found["problems"]}) == found["rejected"]
    assert all(problem["message"] and "\n" not in problem["message"] for problem in found["problems"])
    if found["rejected"] and alone:
        assert code in ({3} if found["stored"] or found["dry_run"] else {1})


def count_rows(path: Path, kind: Kind, options: str) -> int:
    """The records below the header."""
    told = ["channel"] if "--set" in options else []
    with open_source(str(path)) as source:
        needs = header_needs(CANONICAL, kind, told)
        layout = find_layout(source, FileOptions(), wanted_headings(CANONICAL, kind), needs)
        return sum(len(records) for _, records in chunks(source, layout))


def rows_stored(terminal: Terminal) -> int:
    """How many rows of the rep's own and other people's data there are."""
    if not terminal.store.exists():
        return 0
    with closing(sqlite3.connect(terminal.store)) as connection:
        return sum(
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("activity", "contact", "account", "deal", "appointment", "content", "target")
        )


few = settings(max_examples=60, suppress_health_check=list(HealthCheck))
many = settings(max_examples=50_000, suppress_health_check=list(HealthCheck), database=None)


@few
@given(tables())
def test_a_file_that_is_almost_a_table_is_accounted_for(file: tuple[bytes, str]) -> None:
    with a_rep() as terminal:
        check(terminal, file)


@few
@given(garbage())
def test_garbage_is_accounted_for_or_refused_in_one_line(file: tuple[bytes, str]) -> None:
    with a_rep() as terminal:
        check(terminal, file)


@pytest.mark.long
@many
@given(tables())
def test_fifty_thousand_tables(file: tuple[bytes, str]) -> None:
    check(one_rep(), file)


@pytest.mark.long
@many
@given(garbage())
def test_fifty_thousand_heaps_of_garbage(file: tuple[bytes, str]) -> None:
    check(one_rep(), file)
