"""What is opened, made and refused, as the installed command says it. Each refusal in full: `tests/store/test_opening.py`."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest

from tests.trust.shell import PROSPECTOR, Shell

WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize("mask", ["000", "022", "077"])
def test_whatever_the_umask_files_are_their_owners_alone(shell: Shell, mask: str) -> None:
    shell.csv("calls.csv", ["2026-01-02,call,Ann Poe", "2026-02-31,call,Ben Orr"])
    done = shell.sh(
        f"umask {mask}; prospector call jane && prospector export activities -o out.csv "
        "&& prospector config set level 90; prospector import calls.csv --as activities"
    )
    assert done.code == 3
    assert stat.S_IMODE(shell.store.parent.stat().st_mode) == 0o700
    for name in ("data/store.db", "out.csv", "config.toml", "calls.rejects.csv"):
        assert stat.S_IMODE((shell.folder / name).stat().st_mode) == 0o600, name


def _folder(path: Path) -> None:
    path.mkdir()


def _dangling(path: Path) -> None:
    path.symlink_to("gone")


@pytest.mark.parametrize("command", ["call jane", "list"])
@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_folder, "is not a file"),
        (os.mkfifo, "is not a file"),
        (_dangling, "is a link that leads nowhere: gone"),
        (lambda path: path.write_text(""), "is empty, not a store"),
    ],
    ids=["directory", "pipe", "dangling link", "empty"],
)
def test_what_is_no_file_is_refused_and_left(shell: Shell, make: object, told: str, command: str) -> None:
    shell.csv("calls.csv", ["2026-01-02,call,Ann Poe"])
    path = shell.folder / "no.db"
    make(path)  # type: ignore[operator]  # each case is a function of the path
    before = sorted(os.listdir(shell.folder))
    done = shell(f"--db {path} {command}")
    assert (done.code, done.out) == (5, "")
    assert done.err.startswith(f"prospector: {path} {told}; ")
    assert sorted(os.listdir(shell.folder)) == before


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="the superuser may open everything"
)
@pytest.mark.parametrize(
    ("mode", "command", "code", "told"),
    [
        (0o444, "call jane", 1, "may not be written to; nothing changed"),
        (0o444, "list", 0, ""),
        (0o444, "report channels", 0, ""),
        (0o000, "call jane", 5, "Permission denied"),
        (0o000, "list", 5, "Permission denied"),
    ],
)
def test_what_may_not_be_read_or_written_is_said(
    shell: Shell, mode: int, command: str, code: int, told: str
) -> None:
    shell.ok("call jane")
    before = shell.store.read_bytes()
    shell.store.chmod(mode)
    done = shell(command, before=WITHOUT_PRIVILEGE if os.geteuid() == 0 else ())
    shell.store.chmod(0o600)
    assert (done.code, bool(done.out)) == (code, code == 0)
    assert told in done.err
    assert shell.store.read_bytes() == before


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="the superuser may open everything"
)
def test_a_directory_that_may_not_be_written_to_is_said(shell: Shell) -> None:
    shell.ok("call jane")
    shell.store.parent.chmod(0o500)
    before = WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()
    told = shell("call jane", before=before)
    read = shell("list", before=before)
    shell.store.parent.chmod(0o700)
    assert (told.code, told.out, told.err.count("\n")) == (1, "", 1)
    assert read.code == 0
    assert shell.count() == 1


def test_reading_where_nothing_is_makes_nothing(shell: Shell) -> None:
    for command in ("list", "undo", "db info"):
        done = shell(f"--db none/at/all.db {command}")
        assert (done.code, done.out, done.err.count("\n")) == (5, "", 1), command
        assert "there is no store at none/at/all.db" in done.err
    assert os.listdir(shell.folder) == []


def test_without_a_home_the_systems_own_list_of_users_tells_it(shell: Shell) -> None:
    shell.environment.update(HOME=None, PROSPECTOR_CONFIG=None)
    shell.ok("call jane")
    assert shell.count() == 1


@pytest.mark.parametrize("name", ["a b?c#d", "100% -x", "file:x?mode=memory"])
def test_a_path_means_itself(shell: Shell, name: str) -> None:
    shell.environment["PROSPECTOR_DB"] = str(shell.folder / name / "s.db")
    shell.ok("call jane")
    assert "jane" in shell.ok("list")
    assert os.listdir(shell.folder) == [name]
    assert os.listdir(shell.folder / name) == ["s.db"]


def test_a_store_behind_a_link_is_written_where_it_is(shell: Shell) -> None:
    shell.ok("call jane")
    (shell.folder / "link.db").symlink_to(shell.store)
    shell.ok(f"--db {shell.folder}/link.db call jane")
    assert shell.count() == 2
    assert sorted(os.listdir(shell.folder)) == ["data", "link.db"]


def test_the_installed_command_is_what_is_tested() -> None:
    assert Path(PROSPECTOR[0]).exists()
