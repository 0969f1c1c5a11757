"""Files that are replaced at once, by whatever command: settings, answers with `-o`, rejects, backups."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from prospector.replacing import draft_beside, drafted, replace_file
from tests.terminal import Terminal

Write = Callable[[Terminal], object]
WAYS: dict[str, tuple[str, Write]] = {
    "setting": ("config.toml", lambda terminal: terminal.ok("config set rep ann")),
    "answer": ("out.csv", lambda terminal: terminal.ok("export activities -o out.csv")),
    "rejects": ("bad.csv", lambda terminal: terminal("import calls.csv --as activities --rejects bad.csv")),
    "backup": ("copy.db", lambda terminal: terminal.ok("backup copy.db")),
}


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' -a Acme")
    (tmp_path / "calls.csv").write_text("occurred_at,channel,contact\nnever,call,Ann Poe\n")
    return terminal


@pytest.mark.parametrize("way", WAYS)
def test_what_a_killed_command_left_goes_with_the_next_and_what_is_being_built_stays(
    way: str, terminal: Terminal
) -> None:
    name, write = WAYS[way]
    dead, alive = (terminal.folder / f".{name}.{mark}.new" for mark in ("0123456789ab", "ba9876543210"))
    for draft in (dead, alive):
        draft.write_text("half")
    os.utime(dead, (0, 0))
    write(terminal)
    assert (terminal.folder / name).stat().st_size > 4
    hidden = [path for path in terminal.folder.iterdir() if path.name.startswith(".")]
    assert hidden == [alive]


@pytest.mark.parametrize("way", WAYS)
def test_a_new_file_is_its_owners_alone_and_settings_that_others_may_read_stay_so(
    way: str, terminal: Terminal
) -> None:
    name, write = WAYS[way]
    write(terminal)
    assert stat.S_IMODE((terminal.folder / name).stat().st_mode) == 0o600
    (terminal.folder / name).chmod(0o640)
    if way == "setting":
        terminal.ok("config set rep bob")
    write(terminal)
    kept = 0o640 if way == "setting" else 0o600
    assert stat.S_IMODE((terminal.folder / name).stat().st_mode) == kept


def test_whoever_reads_meanwhile_has_the_old_file_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with path.open() as reader:
        replace_file(str(path), b"new")
        assert reader.read() == "old"
    assert path.read_text() == "new"


def test_a_draft_that_is_not_published_leaves_no_trace(tmp_path: Path) -> None:
    with drafted(str(tmp_path / "out")) as draft:
        Path(draft).write_text("half")
        assert [path.name for path in tmp_path.iterdir()] == [Path(draft).name]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["a" * 255, "ü" * 127])
def test_the_longest_name_that_a_folder_takes_can_be_replaced(name: str, tmp_path: Path) -> None:
    assert len(os.fsencode(f"{Path(draft_beside(str(tmp_path / name))).name}-journal")) <= 255
    replace_file(str(tmp_path / name), b"new")
    assert [path.name for path in tmp_path.iterdir()] == [name]
