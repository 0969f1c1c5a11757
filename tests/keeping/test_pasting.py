"""What is advised can be pasted: it names the store that was named on the command line, quoted for the shell."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.hurting import hurt_page
from tests.terminal import Terminal

NAME = "Ann's store; of $HOME.db"
GIVEN = f"--db {shlex.quote(NAME)}"


@pytest.fixture
def rep(tmp_path: Path) -> Terminal:
    """A terminal with a whole store of its own, and another that is damaged and has a good backup."""
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Somebody Else'")
    terminal.ok(f"{GIVEN} call 'Jane Doe' conversation")
    terminal.ok(f"{GIVEN} call 'Ann Poe' voicemail")
    terminal.ok(f"{GIVEN} backup")
    hurt_page(tmp_path / NAME, "activity")
    return terminal


def _advised(said: str, command: str) -> str:
    """The words of an advised command, from `prospector` on to the end of its advice."""
    found = re.search(rf"prospector (--db .* {command}\b[^,\n]*)", said)
    assert found, said
    return found[1]


@pytest.mark.parametrize("line", ["list", "export activities", "backup"])
def test_whoever_pastes_the_advice_of_an_error_asks_doctor_about_the_same_store(
    line: str, rep: Terminal
) -> None:
    result = rep(f"{GIVEN} {line}")
    assert result.code == 5, result
    advice = _advised(result.err, "doctor").partition(" says")[0]
    assert shlex.split(advice) == ["--db", NAME, "doctor"]
    assert rep(advice).out.startswith(f"{rep.folder / NAME} · ")


def test_whoever_pastes_the_advice_of_doctor_has_that_store_again(rep: Terminal) -> None:
    (finding,) = json.loads(rep(f"{GIVEN} doctor --json").out)["findings"]
    advice = _advised(finding["remedy"], "restore")
    assert advice in rep(f"{GIVEN} doctor").out
    rep.ok(advice)
    assert rep.ok(f"{GIVEN} doctor").endswith("nothing found\n")
    assert "Jane Doe" in rep.ok(f"{GIVEN} list")


def test_whoever_pastes_the_advice_of_a_salvage_replaces_the_store_that_was_named(rep: Terminal) -> None:
    told = rep(f"{GIVEN} export --salvage saved").out
    advice = _advised(" ".join(told.split()), "restore").partition(" takes")[0]
    assert shlex.split(advice)[:2] == ["--db", NAME]
    rep.ok(advice)
    rep.ok(f"{GIVEN} doctor")


def test_a_store_that_was_not_named_is_not_named_in_advice_either(rep: Terminal) -> None:
    hurt_page(rep.store, "activity")
    assert "; nothing was written to it; prospector doctor says" in rep("list").err
    (finding,) = json.loads(rep("doctor --json").out)["findings"]
    assert "--db" not in finding["remedy"]


def test_advice_on_what_has_no_store_stays_as_it_is(rep: Terminal) -> None:
    (rep.folder / "config.toml").write_text('timezone = "Europe/Atlantis"\n')
    assert "; prospector config set timezone" in rep(f"{GIVEN} call jane").err
