"""A bug is one line and exit 70; its details hold nothing of what is stored."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from prospector.quick.front import do_quickly
from tests.hurting import change_letter
from tests.terminal import Terminal

SECRET = "Jane Doe jane@acme.example"


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    terminal.ok('call "Jane Doe" -n "before Friday"')
    terminal.environment = {"XDG_STATE_HOME": str(terminal.folder / "state"), "PROSPECTOR_DEBUG": ""}
    return terminal


def _broken(*_: object, **__: object) -> None:
    raise ValueError(SECRET) from KeyError(SECRET)


def test_a_bug_is_one_line_and_its_details_hold_nothing_stored(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("prospector.cli.listing.answer", _broken)
    before = rep.store.read_bytes()
    result = rep("list")
    assert (result.code, result.out) == (70, "")
    line = re.fullmatch(r"prospector: a bug: ValueError; details without your data: (\S+)\n", result.err)
    assert line is not None
    path = Path(line[1])
    text = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert "\nValueError\n" in text
    assert "\nKeyError\n" in text
    assert re.search(r"  prospector/cli/running.py, line \d+, in run_by\n", text)
    for part in (*SECRET.split(), "Friday", str(rep.folder), str(Path.home())):
        assert part not in text
    assert rep.store.read_bytes() == before


def test_debug_shows_the_whole_traceback(rep: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    rep.environment["PROSPECTOR_DEBUG"] = "1"
    monkeypatch.setattr("prospector.cli.listing.answer", _broken)
    result = rep("list")
    assert result.code == 70
    assert "\nTraceback (most recent call last):\n" in result.err
    assert f"ValueError: {SECRET}\n" in result.err
    assert result.err.endswith("prospector: a bug: ValueError; the lines above show where\n")


def test_only_the_latest_reports_are_kept(rep: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prospector.cli.listing.answer", _broken)
    for _ in range(23):
        rep("list")
    assert len(list((rep.folder / "state" / "prospector" / "bugs").iterdir())) == 20


def test_where_no_report_can_be_written_the_line_says_how_to_see_it(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    rep.environment["XDG_STATE_HOME"] = str(rep.store)
    monkeypatch.setattr("prospector.cli.listing.answer", _broken)
    assert rep("list").err == "prospector: a bug: ValueError; PROSPECTOR_DEBUG=1 shows where\n"


def test_a_bug_in_the_answer_to_a_quick_log_says_that_it_is_stored(
    rep: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("prospector.quick.front._answer", _broken)
    monkeypatch.setattr("prospector.cli.invocation.Invocation.path", str(rep.store))
    monkeypatch.setenv("XDG_STATE_HOME", str(rep.folder / "state"))
    monkeypatch.delenv("PROSPECTOR_DEBUG", raising=False)
    monkeypatch.setenv("PROSPECTOR_CONFIG", str(rep.folder / "none.toml"))
    assert do_quickly(["call", ".", "no-answer"]) == 70
    said = capsys.readouterr().err
    assert said.startswith(
        "prospector: it is stored, but there is a bug: ValueError; details without your data: "
    )
    monkeypatch.undo()
    assert rep.ok("list").count("no-answer") == 2


def test_a_program_that_is_not_installed_whole_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ImportError('half a package')\n")
    done = subprocess.run(
        [sys.executable, "-c", "from prospector.quick.front import main; main()", "--help"],
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}",
            "XDG_STATE_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (70, "")
    assert re.fullmatch(r"prospector: a bug: ImportError; details without your data: \S+\n", done.stderr)


def test_what_goes_wrong_because_the_store_is_damaged_is_no_bug(rep: Terminal) -> None:
    rep.ok("deal open Rollout --who jane")
    change_letter(rep.store, "qualifying", "qualifyinh")
    result = rep("deal list")
    assert (result.code, result.out) == (5, "")
    assert result.err.startswith(f"prospector: {rep.store} is damaged: ")
    assert result.err.endswith("; prospector doctor says what can be done\n")
    assert not (rep.folder / "state").exists()
