"""A sketched mapping is one that can be edited and used as it is."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from prospector.errors import FailedError
from prospector.importing.columns import Kind
from prospector.importing.mapping_file import parse_mapping
from prospector.importing.sketch import sketch

if TYPE_CHECKING:
    from pathlib import Path

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
    assert len(entries) == 12
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
