"""On a terminal an import shows what it would do, and asks; nowhere else."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.contents import tables
from tests.terminal import Result, Terminal

CALLS = (
    "occurred_at,channel,outcome,contact,account,minutes,junk\n"
    "2026-11-18 09:10,call,conversation,Mia Lund,Acme,14,x\n"
    "2026-11-18 09:40,call,voicemail,Tom Berg,Globex,1,\n"
    "2026-11-19 16:05,call,conected,Tom Berg,Globex,2,\n"
)


@pytest.fixture
def rep(tmp_path: Path) -> Terminal:
    (tmp_path / "calls.csv").write_text(CALLS)
    return Terminal(tmp_path, is_terminal=True, has_keyboard=True, store_name=None)


def bar_free(result: Result) -> list[str]:
    """What was said, without the marks of a progress bar."""
    for mark in ("\x1b[?25l", "\x1b[2K", "\x1b[?25h"):
        result = Result(result.code, result.out, result.err.replace(mark, ""))
    return [line.rstrip() for line in result.err.splitlines() if line.strip(" \r")]


def test_the_columns_the_first_rows_and_the_arithmetic_are_shown_before_it_is_asked(rep: Terminal) -> None:
    (rep.folder / "m.toml").write_text(
        'name = "dialer"\nas = "activities"\n[set]\nchannel = "call"\n[columns]\noccurred_at = "at"\ncontact = "who"\n'
        'outcome = { from = "r", values = { VM = "voicemail", ANS = "connected" } }\n'
        'talk_seconds = { from = "ms", unit = "milliseconds" }\n[talk]\nconversation_seconds = 60\n'
    )
    (rep.folder / "d.csv").write_text(
        "at;who;r;ms;x\n2026-11-18 09:10;Mia Lund;ANS;95000;\n2026-11-19;Tom;VM;;\n"
    )
    told = rep("import d.csv --map m.toml", stdin="\n\n")
    assert (told.code, told.out) == (
        0,
        "import 1 · d.csv · activities · 2 rows: 2 added\n  2 new contacts\n  talk time decided 1 outcome: a conversation from 60 s on\n",
    )
    assert bar_free(told) == [
        (
            "d.csv: an answered call is a conversation from how many seconds of talk? [60] "
            "d.csv · dialer · activities · utf-8 · semicolons"
        ),
        "theirs      ours          how",
        "at          occurred_at",
        "(all rows)  channel       call",
        "r           outcome       VM = voicemail, ANS = connected",
        "who         contact",
        "ms          talk_seconds  milliseconds",
        "The first rows as they would be stored",
        "occurred_at       channel  outcome       contact   talk_seconds",
        "2026-11-18 09:10  call     conversation  Mia Lund  95",
        "2026-11-19        call     voicemail     Tom",
        "left out: x",
        "dry run · d.csv · activities · 2 rows: 2 added",
        "  2 new contacts",
        "  talk time decided 1 outcome: a conversation from 60 s on",
        "import these 2 rows? [Y/n]",
    ]


@pytest.mark.parametrize("reply", ["n\n", "No\n", "", "perhaps\nn\n"])
def test_no_leaves_everything_as_it_was(rep: Terminal, reply: str) -> None:
    told = rep("import calls.csv --as activities", stdin=reply)
    assert (told.code, told.out) == (1, "")
    assert bar_free(told)[-1].endswith("calls.csv: nothing was imported")
    assert sorted(path.name for path in rep.folder.iterdir()) == ["calls.csv"]
    rep.ok("log call . no-answer")
    before = tables(rep.store)
    rep("import calls.csv --as activities", stdin=reply)
    assert tables(rep.store) == before


def test_what_was_rehearsed_is_what_happens(rep: Terminal) -> None:
    told = rep("import calls.csv --as activities", stdin="y\n")
    assert told.code == 3
    rehearsed = next(line for line in bar_free(told) if line.startswith("dry run · "))
    assert told.out.splitlines()[0] == rehearsed.replace("dry run", "import 1")
    (rep.folder / "good.csv").write_text("".join(CALLS.splitlines(keepends=True)[:2]))
    assert rep("import good.csv --as activities", stdin="y\n").code == 0
    assert rep("import good.csv --as activities").code == 0  # known: nothing to be asked about


@pytest.mark.parametrize("options", ["--yes", "-y", "--json", "--dry-run"])
def test_who_says_so_is_not_asked(rep: Terminal, options: str) -> None:
    assert rep(f"import calls.csv --as activities {options}").code == 3


def test_nothing_is_asked_in_a_pipe_or_without_input(rep: Terminal) -> None:
    assert rep("--no-input import calls.csv --as activities --dry-run").code == 3
    rep.is_terminal = False
    told = rep("import calls.csv --as activities")
    assert (told.code, "import these" in told.err) == (3, False)


@pytest.mark.parametrize(("reply", "day"), [("1\n\n", "2026-05-01"), ("2\n\n", "2026-01-05")])
def test_where_dates_are_silent_it_is_asked_what_comes_first(rep: Terminal, reply: str, day: str) -> None:
    (rep.folder / "d.csv").write_text("occurred_at,channel,contact\n1/5/26,call,Mia\n")
    told = rep("import d.csv --as activities", stdin=reply)
    assert told.code == 0
    assert "  1  day first: 1/5/26 is 1 May 2026" in told.err
    assert "  2  month first: 1/5/26 is 5 Jan 2026" in told.err
    (call,) = json.loads(rep.ok("export activities --format json"))
    assert call["occurred_at"] == day
    (rep.folder / "e.csv").write_text("occurred_at,channel,contact\n2/5/26,call,Mia\n")
    assert rep("import e.csv --as activities", stdin="\n").code == 2


def test_whose_messages_they_are_is_asked(rep: Terminal) -> None:
    (rep.folder / "m.csv").write_text(
        "CONVERSATION ID,FROM,TO,DATE,CONTENT\nt1,Mia Lund,Ada Rep,2026-06-01 10:00:00,hello\n"
    )
    told = rep("import m.csv", stdin="2\n\n")
    assert told.code == 0
    assert "  1  Mia Lund\n  2  Ada Rep\n" in told.err
    (message,) = json.loads(rep.ok("export activities --format json"))
    assert (message["contact"], message["direction"]) == ("Mia Lund", "inbound")


def test_of_several_files_each_is_asked_for_and_a_no_is_for_one(rep: Terminal) -> None:
    with zipfile.ZipFile(rep.folder / "x.zip", "w") as archive:
        archive.writestr("people.csv", "name,email,phone\nLiv,,\n")
        archive.writestr("calls.csv", CALLS.replace(",junk", ",note"))
    told = rep("import x.zip", stdin="n\ny\n")
    assert told.code == 3
    assert "x.zip/people.csv: nothing was imported" in told.err
    assert told.out.startswith("import 1 · x.zip/calls.csv")
    (rep.folder / "again.csv").write_text("name,email,phone\nKim,,\n")
    assert rep("import again.csv", stdin="n\n").code == 1


def test_a_file_that_is_slow_to_rehearse_is_shown_by_its_beginning(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospector.usecases.import_preview.SLOW", 10)
    told = rep("import calls.csv --as activities", stdin="\n")
    assert told.code == 3
    assert "Mia Lund" in told.err
    assert "dry run" not in told.err
    assert "too large to count before it is imported; the arithmetic comes with it" in told.err


def test_a_file_of_which_nothing_can_be_stored_asks_about_its_rejects(rep: Terminal) -> None:
    (rep.folder / "bad.csv").write_text("occurred_at,channel\nnever,call\n")
    told = rep("import bad.csv --as activities", stdin="n\n")
    assert (told.code, "no row can be imported; write down why?" in told.err) == (1, True)
    assert not (rep.folder / "bad.rejects.csv").exists()


def test_what_is_typed_is_read_once_and_not_asked_about(rep: Terminal) -> None:
    told = rep("import - --as activities", stdin=CALLS)
    assert (told.code, told.out.splitlines()[0]) == (
        3,
        "import 1 · standard input · activities · 3 rows: 2 added, 1 rejected",
    )
    silent = "occurred_at,channel,contact\n1/5/26,call,Mia\n1\n"
    assert rep("import - --as activities", stdin=silent).code == 2


def test_a_long_line_is_broken_between_words_on_a_terminal_and_stays_one_line_in_a_pipe(
    rep: Terminal,
) -> None:
    name = f"a-rather-long-name-of-a-file-{'of-calls-' * 2}.csv"
    (rep.folder / name).write_text(CALLS)
    line = f"import 1 · {name} · activities · 3 rows: 2 added, 1 rejected"
    told = rep(f"import {name} --as activities --yes")
    lines = told.out.splitlines()
    assert told.code == 3
    assert all(len(each) <= 80 for each in lines)
    assert lines[1:3] == ["  3 rows: 2 added, 1 rejected", "  2 new contacts, 2 new accounts"]
    assert f"{lines[0]}{lines[1][1:]}" == line
    piped = Terminal(rep.folder, store_name=None)
    piped.ok("imports undo 1")
    assert piped(f"import {name} --as activities").out.splitlines()[0] == line.replace("import 1", "import 2")


def test_rejected_rows_of_several_files_are_told_with_their_files(rep: Terminal) -> None:
    script = Terminal(rep.folder)
    (rep.folder / "more.csv").write_text(CALLS.replace("junk", "other"))
    told = script("import calls.csv more.csv --as activities").err
    assert "calls.csv, line 4: outcome: 'conected'" in told
    assert "more.csv, line 4: outcome: 'conected'" in told
    assert script("import calls.csv --as activities").err.startswith("line 4: outcome: 'conected'")
