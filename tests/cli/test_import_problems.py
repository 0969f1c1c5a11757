"""Rejected rows on the terminal: what many have in common is told once, and no row goes uncounted."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from prospector.cli.import_problems import problem_lines
from prospector.importing.row import RowProblem
from prospector.usecases.import_request import ImportSummary
from tests.terminal import Terminal


def _import(terminal: Terminal, rows: list[str]) -> list[str]:
    (terminal.folder / "calls.csv").write_text(
        "\n".join(["occurred_at,channel,outcome,contact", *rows, ""]), encoding="utf-8"
    )
    done = terminal("import calls.csv --as activities --dry-run")
    assert done.code == 3
    return done.err.splitlines()


def test_rows_of_which_the_same_is_to_be_said_are_told_once_with_their_lines(terminal: Terminal) -> None:
    good, bad = "2026-11-18 09:10,call,voicemail,Tom", "2026-11-18 09:10,call,conected,Tom"
    fault = "outcome: 'conected' is not a known outcome; did you mean connected?"
    assert _import(terminal, [good, bad, "never,call,voicemail,Tom", bad]) == [
        f"lines 3 and 5: {fault}",
        "line 4: occurred_at: 'never' is not a date or time",
    ]
    assert _import(terminal, [bad] * 5) == [f"lines 2, 3, 4, 5 and 6: {fault}"]
    assert _import(terminal, [bad] * 1_200) == [f"lines 2, 3, 4, 5, 6 and 1,195 more: {fault}"]


def test_rows_that_differ_are_told_line_by_line_as_long_as_they_are_few(terminal: Terminal) -> None:
    told = _import(terminal, [f"2026-00-{day},call,voicemail,Tom" for day in range(10, 20)])
    assert len(told) == 10
    assert told[9].startswith("line 11: occurred_at: '2026-00-19' ")


def test_many_that_differ_by_their_value_alone_are_told_by_the_first(terminal: Terminal) -> None:
    days = [f"2026-00-{day},call,voicemail,Tom" for day in range(10, 21)]
    told = _import(terminal, [*days, "2026-11-18 09:10,fax,voicemail,Tom"])
    assert len(told) == 2
    assert told[0].startswith("line 2: occurred_at: '2026-00-10' ")
    assert told[0].endswith("; the like in lines 3, 4, 5, 6, 7 and 5 more")
    assert told[1].startswith("line 13: channel: ")


def test_a_script_hears_of_every_row_by_itself(terminal: Terminal) -> None:
    (terminal.folder / "calls.csv").write_text(
        "occurred_at,channel\n" + "never,call\n" * 30, encoding="utf-8"
    )
    record = json.loads(terminal("import calls.csv --as activities --dry-run --json").out)
    assert [problem["line"] for problem in record["problems"]] == list(range(2, 32))


def _summary(problems: list[RowProblem]) -> ImportSummary:
    return ImportSummary(
        file="x.csv", sha256="", profile="", kind="activities", import_id=None, dry_run=True, rows=len(problems),
        added=0, updated=0, unchanged=0, skipped=0, rejected=len(problems), rejects_file=None, contacts_added=0,
        accounts_added=0, problems=tuple(problems), remarks=(), seen_before=None, stored=False,
    )  # fmt: skip


FAULTS = st.tuples(
    st.sampled_from("abcdef"), st.sampled_from("ghijklm"), st.sampled_from(["'{}' is no day", "no {}"])
)


@given(st.lists(FAULTS, max_size=60))
def test_what_is_told_adds_up_to_all_that_is_wrong_and_is_eleven_lines_at_most(
    faults: list[tuple[str, str, str]],
) -> None:
    problems = [
        RowProblem(line, column, text.format(value))
        for line, (column, value, text) in enumerate(faults, start=2)
    ]
    lines = problem_lines(_summary(problems))
    assert len(lines) <= 11
    numbers = re.findall(
        r"(\d+)( more)?", "\n".join(lines)
    )  # of lines, one each, and of how many more there are
    assert sum(int(number) if more else 1 for number, more in numbers) == len(problems)
