"""A filter means the same rows, and refuses the same words, in a list and in a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.fixture
def prospector(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' conversation -a 'Acme Inc' -t hot -k cold")
    terminal.ok("call 'Tom Berg' conversation -a Globex")
    terminal.ok("quota set conversations 10 -p 2026-Q4")
    return terminal


@pytest.mark.parametrize(
    "filtered", ["--channel cal", "--rep yu", "--account ajme", "--tag hod", "--source webb", "--kind dm"]
)
@pytest.mark.parametrize("command", ["list", "report channels"])
def test_a_name_that_is_not_known_is_refused_with_the_same_words(
    prospector: Terminal, command: str, filtered: str
) -> None:
    result = prospector(f"{command} {filtered}")
    sort, word = filtered.removeprefix("--").split()
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prospector: there is no {sort} '{word}'; ")


def test_a_kind_of_content_is_one_that_a_piece_has(prospector: Terminal) -> None:
    prospector.ok("content '5 ways' -k article")
    assert prospector.ok("content list --kind Article").count("\n") == 2
    result = prospector("content list --kind cold")
    assert (result.code, result.err) == (2, "prospector: there is no kind 'cold'; kinds: article\n")


@pytest.mark.parametrize("filtered", ["--rep yu", "--channel cal"])
def test_a_quota_of_somebody_unknown_is_refused_not_answered_with_none(
    prospector: Terminal, filtered: str
) -> None:
    assert prospector(f"report quota {filtered}").code == 2


def test_the_beginning_of_an_account_will_do_everywhere(prospector: Terminal) -> None:
    assert prospector.ok("list --account acm").count("\n") == 2
    assert prospector.ok("report channels --account acm --format csv").splitlines()[1].startswith("call,1,")
    prospector.ok("deal open Rollout --account Globex")
    assert "Rollout" in prospector.ok("deal list --account glob")


def test_what_can_be_undone_is_what_undo_takes_back(prospector: Terminal) -> None:
    (prospector.folder / "contacts.csv").write_text("name,email\nJane Doe,jane@acme.com\n")
    prospector.ok("import contacts.csv --as contacts")
    assert "import" not in prospector.ok("undo --list")
    assert prospector.ok("undo --list").splitlines()[1].split("\t")[2] in prospector.ok("undo")
