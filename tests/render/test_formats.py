from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.spreadsheet import unguard
from prospector.errors import OutputError
from prospector.render.clean import clean_lines
from prospector.render.formats import Format, show, text_of
from prospector.reports.document import Column, Document, Row, Sort, Table

ROOT = Path(__file__).parents[2]
LONG = "a name that is far longer than any terminal is wide, " * 9


def words(*texts: str) -> Document:
    columns = tuple(Column(f"c{at}", "") for at, _ in enumerate(texts))
    return Document(("t",), (Table(columns, (Row(texts),)),), data=list(texts))


def test_a_pipe_gets_whole_values_between_tabs_under_their_keys(channels: Document) -> None:
    lines = [line.split("\t") for line in text_of(channels, "table").splitlines()]
    assert len(lines) == 7
    assert {len(line) for line in lines} == {16}
    call = dict(zip(lines[0], lines[1], strict=True))
    assert (call["channel"], call["conversation_rate"], call["revenue"]) == ("call", "0.0752", "18400")
    assert (call["conversation_range_low"], call["conversation_range_high"]) == ("0.06", "0.093")
    assert "conversation_bar" not in call
    assert lines[4][2] == ""
    assert lines[6][0] == "all"


def test_tables_in_a_pipe_are_parted_by_an_empty_line_and_nothing_is_cut(deals: Document) -> None:
    assert (
        text_of(deals, "table").split("\n\n")[1]
        == "id\tname\taccount\tvalue\texpected_close_on\tstage_since\tnote\n"
    )
    assert text_of(words(LONG), "table") == f"c0\n{LONG}\n"


def test_a_tab_or_a_line_end_in_a_note_does_not_make_a_column_or_a_row() -> None:
    assert text_of(words("a\tb\nc", "d\x1b[2J"), "table") == "c0\tc1\na b c\td�[2J\n"


def test_a_spreadsheet_does_not_run_text_and_sums_no_total_twice(channels: Document, deals: Document) -> None:
    assert text_of(deals, "csv").splitlines()[3] == (
        "1042,José’s [bold]team[/],Ünïted Ltd 👍🏽,0,2027-01-05,2026-11-02,'=1+1"
    )
    assert [line[0] for line in csv.reader(text_of(channels, "csv").splitlines())] == [
        "channel", "call", "email", "social", "content", "came in",
    ]  # fmt: skip


def test_numbers_are_not_guarded_in_csv() -> None:
    columns = (Column("v", "", Sort.MONEY), Column("p", "", Sort.PERCENT), Column("phone", ""))
    document = Document(("t",), (Table(columns, (Row((-50, -0.5, "+1 555 0100")),)),))
    assert text_of(document, "csv") == "v,p,phone\n-0.50,-0.5,'+1 555 0100\n"
    assert text_of(document, "csv", raw=True) == "v,p,phone\n-0.50,-0.5,+1 555 0100\n"


@given(st.text().map(clean_lines).filter(bool))
def test_csv_gives_back_what_was_written(text: str) -> None:
    [_, [value, _]] = csv.reader(StringIO(text_of(words(text, "x"), "csv"), newline=""), strict=True)
    assert unguard(value) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_raw_csv_is_exact(text: str) -> None:
    [_, [value, _]] = csv.reader(
        StringIO(text_of(words(text, "x"), "csv", raw=True), newline=""), strict=True
    )
    assert value == text


def test_csv_keeps_the_lines_of_a_note_and_takes_its_escapes() -> None:
    assert text_of(words("a\r\nb\x1b[2J"), "csv") == 'c0\n"a\nb�[2J"\n'
    assert text_of(words("a\x1b"), "csv", raw=True) == "c0\na\x1b\n"


def test_not_even_raw_csv_commands_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: True)
    show(words("=a\x1b[2J"), "csv", stream, raw=True)
    assert stream.getvalue() == "c0\n=a�[2J\n"


def test_json_is_the_documented_data_with_controls_escaped(channels: Document, deals: Document) -> None:
    assert json.loads(text_of(channels, "json")) == channels.data
    text = text_of(deals, "json")
    assert json.loads(text) == deals.data
    assert text.splitlines()[2] == r'  {"id": 12, "name": "Acme\u001b\u009b\u202e red"}'
    assert text_of(Document(("t",), (), data=[]), Format.JSON) == "[]\n"


@pytest.mark.parametrize("form", list(Format))
def test_no_encoding_stops_the_output(form: Format, deals: Document) -> None:
    stream = TextIOWrapper(BytesIO(), encoding="ascii", newline="")
    show(deals, form, stream)
    written = stream.buffer.getvalue().decode("ascii")
    assert "Renewal" in written


def test_json_is_lossless_in_any_encoding() -> None:
    stream = TextIOWrapper(BytesIO(), encoding="ascii")
    show(words("José 日本"), "json", stream)
    assert json.loads(stream.buffer.getvalue()) == ["José 日本"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("form", list(Format))
def test_a_full_device_is_an_error(form: Format, channels: Document) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        with pytest.raises(OutputError, match="No space left on device"):
            show(channels, form, full)
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


def test_a_reader_that_went_away_is_told_to_the_caller_and_to_nobody_else() -> None:
    code = """
import os, sys
from prospector.render.clean import clean_lines
from prospector.render.formats import show
from prospector.reports.document import Document
reading, writing = os.pipe()
os.close(reading)
os.dup2(writing, 1)
try:
    show(Document((), (), data=["x"]), "json", sys.stdout)
except BrokenPipeError:
    sys.exit(41)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stderr) == (41, b"")


def test_only_a_terminal_loads_rich_and_no_format_loads_another() -> None:
    code = """
import sys
from io import StringIO
from prospector.render.formats import show, text_of
from prospector.reports.document import Document
document = Document((), (), data=[])
assert not [name for name in sys.modules if name.startswith(("rich", "prospector.render.json", "prospector.render.csv"))]
for form in ("table", "json", "csv"):
    text_of(document, form)
assert not [name for name in sys.modules if name.startswith(("rich", "prospector.render.terminal"))]
stream = StringIO()
stream.isatty = lambda: True
show(document, "table", stream)
assert "rich.console" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
