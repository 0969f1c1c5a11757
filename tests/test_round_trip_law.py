"""Whatever a rep typed comes back whole from an export, guarded against spreadsheets or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import LINES, day_begun, emptiness
from tests.terminal import Terminal

ORDER = ("accounts", "contacts", "content", "deals", "activities", "appointments", "quotas")
MAPPING = """\
name = "old"
as = "{}"
[create]
channels = true
sources = true
outcomes = {{ demo = "appointment" }}
"""
HOSTILE = (
    "contact add '=Eve \"E\" East' -n '-2+3, see; below' --email eve@east.test",
    "call eve@east.test vm -n '=cmd()|now' -t '@home'",
)
# An import takes one apostrophe away from such text; only a guarded export has added one.
APOSTROPHE = 'call eve@east.test vm -n "\'+49 quoted"'


def rows(terminal: Terminal) -> list[str]:
    return [
        f"{noun}: {line.partition(',')[2]}"
        for noun in ORDER
        for line in sorted(terminal.ok(f"export {noun}").splitlines())
    ]


def carry(old: Terminal, new: Terminal, options: str) -> None:
    for noun in ORDER:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv {options}")
        (new.folder / "map.toml").write_text(MAPPING.format(noun))
        new.ok(f"import {noun}.csv --map map.toml")


@settings(max_examples=12)
@given(st.lists(LINES, min_size=4, max_size=14), st.sampled_from(("", "--raw")))
def test_whatever_was_typed_comes_back_whole(lines: list[str], options: str) -> None:
    with day_begun() as old, emptiness() as new:
        for line in lines:
            old(line)
        carry(old, new, options)
        assert set(rows(new)) ^ set(rows(old)) == set()


@pytest.mark.parametrize("options", ["", "--raw"])
def test_text_that_a_spreadsheet_would_run_comes_back_as_it_was(options: str) -> None:
    with day_begun() as old, emptiness() as new:
        for line in HOSTILE if options else (*HOSTILE, APOSTROPHE):
            old.ok(line)
        carry(old, new, options)
        assert rows(new) == rows(old)
        assert ("'=Eve" in (new.folder / "contacts.csv").read_text()) is (options == "")
