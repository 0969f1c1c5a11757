"""A sketched mapping is one that can be edited and used as it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from prospector.errors import FailedError, ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.mapping_file import parse_mapping
from prospector.importing.sketch import sketch

if TYPE_CHECKING:
    from tests.importing.conftest import Reader
    from tests.terminal import Terminal

DIALER = """Exported by the dialer
"Team; North"

Call ID;Date;Time;First Name;Last Name;Disposition;Talk Time;Agent;Campaign
1;13/11/2026;09:10;Mia;Lund;VM;0;Ada;A
2;03/11/2026;09:20;Mia;Lund;ANS;140;Ada;A
3;03/11/2026;09:30;Tom;Berg;XFER;12;Ada;A
"""


def sketched(folder: Path, text: str) -> str:
    path = folder / "dialer export.csv"
    path.write_text(text, encoding="utf-8")
    return sketch(str(path))


def test_a_sketch_reads_the_file_that_it_was_guessed_from(tmp_path: Path, read: Reader) -> None:
    mapping = parse_mapping(sketched(tmp_path, DIALER), name="sketch")
    found = read(DIALER, mapping)
    assert (mapping.name, mapping.kind, found.rejected) == ("dialer-export", Kind.ACTIVITIES, [])
    assert [row["outcome"] for row in found.values] == ["voicemail", "conversation", "xfer"]
    assert [row["contact"] for row in found.values] == ["Mia Lund", "Mia Lund", "Tom Berg"]
    assert [row["talk_seconds"] for row in found.values] == [0, 140, 12]
    assert found.values[0]["occurred_at"].day.isoformat() == "2026-11-13"


def test_every_guess_is_marked_and_what_means_nothing_to_us_is_asked(tmp_path: Path) -> None:
    lines = sketched(tmp_path, DIALER).splitlines()
    entries = [line for line in lines if " = " in line and not line.startswith(("#", "[", "name"))]
    assert len(entries) == 13
    assert all("# guess" in line for line in entries)
    assert '# outcome.values."XFER" = ""  # which of ours is it?' in lines
    assert "# not used: Campaign" in lines


def test_dates_that_do_not_tell_their_order_are_left_for_the_user(tmp_path: Path) -> None:
    text = sketched(tmp_path, DIALER.replace("13/11", "12/11"))
    assert '# dates = "day-first"  # or "month-first"? 12/11/2026 09:10 does not tell' in text


@pytest.mark.parametrize(
    ("header", "row", "kind", "columns"),
    [
        ("Full Name,E-mail,Company,Job title", "Mia Lund,m@a.example,Acme,CFO", "contacts",
         {"name", "email", "account", "title"}),
        ("Deal name,Amount,Stage,Close Date", "Pilot,25k,Proposal,2026-11-20", "deals",
         {"name", "value", "stage", "expected_close_on"}),
        ("Company name,Website,Sector", "Acme,acme.example,Energy", "accounts", {"name", "domain", "industry"}),
        ("Measure,Goal,Quarter", "revenue,40000,2026-Q4", "quotas", {"metric", "amount", "period"}),
        ("Title,Send Date,Recipients", 'Letter,"Mar 02, 2026",412', "content", {"title", "published_at", "reach"}),
    ],
)  # fmt: skip
def test_the_headings_tell_the_kind(
    tmp_path: Path, header: str, row: str, kind: str, columns: set[str]
) -> None:
    found = tomllib.loads(sketched(tmp_path, f"{header}\n{row}\n"))
    assert found["as"] == kind
    assert set(found["columns"]) == columns


def test_a_heading_with_quotes_and_backslashes_stays_itself(tmp_path: Path) -> None:
    text = sketched(tmp_path, 'date,"Com""pany",C:\\x\n2026-11-20,x,y\n')
    assert tomllib.loads(text)["columns"] == {"occurred_at": {"from": "date"}, "account": 'Com"pany'}
    assert "# not used: C:\\x" in text


def test_a_file_of_one_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="has no header of several columns"):
        sketched(tmp_path, "names\nMia\n")


def test_a_sketch_goes_where_it_is_told(terminal: Terminal) -> None:
    (terminal.folder / "d.csv").write_text(DIALER, encoding="utf-8")
    assert terminal.ok("profiles new d.csv").startswith("# A mapping for d.csv")
    terminal.ok("profiles new d.csv -o d.toml")
    result = terminal("import d.csv --map d.toml")
    assert result.code == 3
    assert "'xfer' is not a known outcome" in result.err.casefold()


def test_a_sketch_never_takes_the_place_of_a_file_that_is_there(terminal: Terminal) -> None:
    (terminal.folder / "d.csv").write_text(DIALER, encoding="utf-8")
    terminal.ok("profiles new d.csv -o d.toml")
    edited = terminal.folder / "d.toml"
    edited.write_text('as = "activities"  # mine\n', encoding="utf-8")
    result = terminal("profiles new d.csv -o d.toml")
    assert (result.code, result.out) == (1, "")
    assert result.err == "prospector: d.toml is there already; name another file, or remove it\n"
    assert edited.read_text(encoding="utf-8") == 'as = "activities"  # mine\n'


def test_an_id_that_repeats_is_that_of_something_else_than_an_activity(tmp_path: Path) -> None:
    header = "call_length,datestamp,lead_id,status\n"
    one = "5,2026-03-28 23:14:36,L1,VM\n"
    other = tomllib.loads(sketched(tmp_path, f"{header}{one}70,2026-03-29 09:10:00,L2,VM\n"))
    assert other["columns"]["external_id"] == "lead_id"
    text = sketched(tmp_path, f"{header}{one}70,2026-03-29 09:10:00,L1,VM\n")
    assert "external_id" not in tomllib.loads(text)["columns"]
    assert "# not used: lead_id" in text


_CHOICES = {
    "outcome": "connected",
    "direction": "outbound",
    "channel": "call",
    "stage": "lead",
    "done": "yes",
}
_LARGE = 3_000_000  # bytes
_NO_ROWS = {  # tables of figures, two headings of one name, no header at all, nothing
    "09-duplicate-headers.csv",
    "FactSalesQuota.csv",
    "empty.csv",
    "paths_markov1_expected.csv",
}
_SAMPLES = sorted((Path(__file__).parent / "cases").glob("*/sample.csv"))


def filled(text: str) -> str:
    """A sketch whose marked places somebody filled: what was asked is answered."""

    def answer(line: str) -> str:
        asked = re.match(r"# (\w+)(\.values\..*) = \"\"  # (which of ours|yes or no)", line)
        missing = re.match(r"# (\w+) = \"\?\"", line)
        if asked:
            word = _CHOICES.get(asked[1], "won" if 'as = "deals"' in text else "set")
            return f'{asked[1]}{asked[2]} = "{word}"'
        if missing:
            return f'{missing[1]} = {{ from = "none", default = "2026-11-20" }}'
        return line.removeprefix("# ") if line.startswith("# dates = ") else line

    return "\n".join(map(answer, text.splitlines())).replace('\nas = "', '\noptional = true\nas = "', 1)


@pytest.mark.parametrize("sample", _SAMPLES, ids=[path.parent.name for path in _SAMPLES])
def test_a_sketch_whose_marked_places_are_filled_reads_its_file(read: Reader, sample: Path) -> None:
    raw = sample.read_text(encoding="utf-8")
    if '\\"' in raw:
        pytest.skip("quotes behind a backslash are read only by who knows of them")
    mapping = parse_mapping(filled(sketch(str(sample))), name="sketch")
    found = read(raw, mapping)
    assert found.parsed
    lacking = ("is missing", "is needed", "it cannot be done yet")  # of a row, not of the mapping
    assert [problem for problem in found.rejected if not problem[2].endswith(lacking)] == []


@pytest.mark.parametrize(
    ("header", "rows", "told"),
    [
        ("Date,Talk time (s)", ["2026-11-20,5"], 'talk_seconds = { from = "Talk time (s)", unit = "seconds" }  # guess, as in 5'),
        ("Date,Duration", ["2026-11-20,0:01:30", "2026-11-20,90000"], 'minutes = { from = "Duration", unit = "milliseconds" }  # guess'),
        ("Date,Duration", ["2026-11-20,0:01:30"], 'minutes = { from = "Duration", unit = "H:MM:SS" }  # guess'),
        ("Call date,Duration", ['"Nov 2, 2026 9:05:00 AM",1'], 'occurred_at = { from = "Call date", format = "%b %d, %Y %I:%M:%S %p" }  # guess'),
        ("Call date,Duration", ["3/4/26,1"], '# dates = "day-first"  # or "month-first"? 3/4/26 does not tell'),
        ("Date,Duration", ["2026-11-20 09:00,1", "20 Nov 2026,1"], 'format = ["%Y-%m-%d %H:%M", "%d %b %Y"] }  # guess'),
        ("Start Date,Start Time,Guest", ["2026-11-20,09:00,x"], 'starts_at = { from = ["Start Date", "Start Time"] }  # guess'),
        ("Date,Type", ["2026-11-20,Outgoing", "2026-11-20,Missed"], 'direction.values."Missed" = "inbound"  # guess'),
        ("Date,Type", ["2026-11-20,Call", "2026-11-20,Tweet"], '# channel.values."Tweet" = ""  # which of ours is it?'),
        ("Date,Type", ["2026-11-20,Call", "2026-11-20,"], 'channel.default = "admin"  # guess'),
        ("Name,Email", ["Mia,a@b.example;c@d.example"], 'email = { from = "Email", before = ";" }  # guess'),
        ("Deal;Amount", ["Pilot;1.234,50"], 'decimal = ","  # guess'),
        ("Deal;Amount", ["Pilot;1.234,50"], 'delimiter = ";"  # guess'),
        ("Deal,Stage", ["Pilot,Won"], 'status.values."Won" = "won"  # guess'),
        ("Deal,Stage", ["Pilot,Won"], 'stage.values."Won" = ""  # guess'),
        ("Name,Email", ["Mia,a@b.example", "", "Total of 1 row"], "stop_at_blank = true  # guess; a footer follows"),
        ("Mia,m@a.example,2026-11-20", ["Tom,t@b.example,2026-11-21"], 'header = ["column 1", "column 2", "column 3"]  # guess'),
    ],
)  # fmt: skip
def test_a_sketch_tells_how_the_file_is_written(
    tmp_path: Path, header: str, rows: list[str], told: str
) -> None:
    text = sketched(tmp_path, "\n".join([header, *rows]) + "\n")
    assert any(told in line for line in text.splitlines()), text


def test_a_file_is_taken_for_what_it_is_called(tmp_path: Path) -> None:
    for name, kind in (
        ("opportunities 2026.csv", "deals"),
        ("CallLog.csv", "activities"),
        ("leads.csv", "contacts"),
    ):
        path = tmp_path / name
        path.write_text("ID,Date\n1,2026-11-20\n", encoding="utf-8")
        assert tomllib.loads(sketch(str(path)))["as"] == kind


def test_of_a_file_that_is_known_it_says_so(tmp_path: Path) -> None:
    known = sketched(
        tmp_path, "Date,Time,Name,Number,Direction,Minutes\n2026-11-20,09:00,Mia,+468555,Out,1\n"
    )
    assert "# It needs no mapping: prospector import FILE --profile phone-log" in known.splitlines()
    assert "needs no mapping" not in sketched(tmp_path, DIALER)


def test_what_is_said_of_the_rep_is_not_taken_for_the_contact(tmp_path: Path) -> None:
    text = sketched(
        tmp_path, "Date,Operator Name,Operator Email,Duration\n2026-11-20,Ada,ada@rep.example,1\n"
    )
    assert tomllib.loads(text)["columns"]["rep"] == "Operator Name"
    assert "email" not in tomllib.loads(text)["columns"]


def test_of_every_data_set_a_sketch_reads_rows_once_its_gaps_are_filled(
    read: Reader, shared_data: Path
) -> None:
    without = set()
    for path in sorted(shared_data.glob("**/*.csv")):
        if path.stat().st_size > _LARGE:
            continue
        try:
            found = read(path, parse_mapping(filled(sketch(str(path))), name="sketch"))
        except ProspectorError as error:
            assert "\n" not in error.message, path  # noqa: PT017 - some files are no tables
            without.add(path.name)
        else:
            if not found.parsed:
                without.add(path.name)
    assert without == _NO_ROWS
