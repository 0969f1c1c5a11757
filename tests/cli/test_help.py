from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import typer

from prospector.cli.commands import COMMANDS
from tests.terminal import Terminal

THERE = [command for command in COMMANDS if find_spec(f"prospector.cli.{command.module}")]


def _pages() -> list[str]:
    """Every command as it is typed, the commands of groups too."""
    from importlib import import_module

    pages = []
    for command in THERE:
        pages.append(command.name)
        if command.group:
            module = import_module(f"prospector.cli.{command.module}")
            pages += [f"{command.name} {name}" for name in typer.main.get_group(module.app).commands]
    return pages


@pytest.mark.parametrize("page", _pages())
def test_a_help_page_keeps_its_examples_on_lines_of_their_own(page: str, tmp_path: Path) -> None:
    shown = Terminal(tmp_path).ok(f"{page} --help")
    assert "\\b" not in shown
    assert "\b" not in shown
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("group", ["content", *(command.name for command in THERE if command.group)])
def test_the_summary_of_a_command_is_not_cut(group: str, tmp_path: Path) -> None:
    assert "..." not in Terminal(tmp_path).ok(f"{group} --help").partition("Commands:")[2]
