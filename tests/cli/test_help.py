from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from prospector.cli.app import app
from prospector.cli.commands import COMMANDS
from tests.terminal import Terminal


def _pages() -> list[str]:
    """Every command and group as it is typed, those in groups too."""

    def below(path: str, command: Any) -> Iterator[str]:
        yield path
        for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
            yield from below(f"{path} {name}", command.get_command(None, name))

    root: Any = typer.main.get_command(app)
    return [
        "",
        *(page for entry in COMMANDS for page in below(entry.name, root.get_command(None, entry.name))),
    ]


PAGES = _pages()


@pytest.mark.parametrize("page", PAGES)
def test_a_help_page_begins_with_examples_and_fits_eighty_columns(page: str, tmp_path: Path) -> None:
    shown = Terminal(tmp_path).ok(f"{page} --help")
    said, examples, *_ = shown.split("\n\n")
    assert said[0].isupper()
    heading, *lines = examples.splitlines()
    assert heading == "Examples:"
    assert any(line.startswith(f"  prospector {page.removesuffix(' TITLE')}".rstrip()) for line in lines)
    assert all(line.startswith("  prospector ") for line in lines)
    assert shown.index("Examples:") < shown.index("Usage: prospector")
    assert max(map(len, shown.splitlines())) <= 80
    assert "\b" not in shown
    assert "..." not in shown.partition("Commands:")[2].partition("Options:")[0]
    assert list(tmp_path.iterdir()) == []


def test_options_stand_in_one_order_on_every_page(tmp_path: Path) -> None:
    """No two options stand one way round on one page and the other way round on another, but for a page's own."""
    terminal = Terminal(tmp_path)
    before: dict[tuple[str, str], str] = {}
    for page in PAGES:
        shared = [
            name
            for name in re.findall(
                r"^  (?:-\w, )?(--[a-z-]+)",
                terminal.ok(f"{page} --help").partition("Options:")[2],
                re.MULTILINE,
            )
            if name in _SHARED
        ]
        for at, one in enumerate(shared):
            for other in shared[at + 1 :]:
                assert before.setdefault((one, other), page)
                assert (other, one) not in before, f"{one} {other}: {page}, but {before.get((other, one))}"


_SHARED = {
    *(
        "--minutes",
        "--note",
        "--at",
        "--kind",
        "--account",
        "--tag",
        "--period",
        "--as-of",
        "--channel",
        "--rep",
    ),
    *(
        "--source",
        "--credit",
        "--level",
        "--limit",
        "--why",
        "--new",
        "--format",
        "--json",
        "--output",
        "--help",
    ),
}


def test_a_wide_terminal_gets_the_same_page_and_a_narrow_one_keeps_its_words(tmp_path: Path) -> None:
    usual = Terminal(tmp_path).ok("report channels --help")
    assert Terminal(tmp_path, columns=160).ok("report channels --help") == usual
    narrow = Terminal(tmp_path, columns=50).ok("report channels --help")
    assert narrow.split() == usual.split()


def test_the_front_page_lists_every_command_under_its_heading_and_loads_none(terminal: Terminal) -> None:
    shown = terminal.ok("--help")
    assert [line[:-1] for line in shown.splitlines() if re.fullmatch(r"[A-Z][a-z ]+:", line)] == [
        *(
            "Examples",
            "Log",
            "Due",
            "People",
            "Deals and quota",
            "Reports",
            "Import and export",
            "Settings",
            "Store",
        ),
        *("Help", "Options"),
    ]
    assert all(
        re.search(rf"^  {entry.name} +{re.escape(entry.summary)}", shown, re.MULTILINE) for entry in COMMANDS
    )
    script = "import sys; from prospector.cli.app import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == shown
    assert not {f"prospector.cli.{entry.module}" for entry in COMMANDS} & set(done.stderr.split())
