"""What the ordinary commands load: names, not milliseconds. The quick ones: `tests/quick`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from prospector.cli.commands import COMMANDS
from tests.terminal import Terminal

FRAMEWORKS = {"rich", "pydantic", "sqlmodel", "sqlalchemy", "jinja2", "holidays", "phonenumbers", "icalendar"}


def _loaded(terminal: Terminal, *words: str) -> set[str]:
    """The modules that a command in a pipe has loaded at its end."""
    script = (
        f"import sys; sys.argv[1:] = {list(words)}; from prospector.quick.front import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    environment = {
        "PROSPECTOR_DB": str(terminal.store),
        "PROSPECTOR_CONFIG": str(terminal.folder / "none.toml"),
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment, "PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_the_page_of_help_loads_no_command(terminal: Terminal) -> None:
    loaded = _loaded(terminal, "--help")
    modules = {f"prospector.cli.{command.module}" for command in COMMANDS}
    assert not loaded & (modules | FRAMEWORKS | {"decimal", "json", "sqlite3", "statistics", "random"})


@pytest.mark.parametrize("report", ["channels", "week"])
def test_a_report_in_a_pipe_loads_neither_a_framework_nor_a_reader_of_files(
    report: str, terminal: Terminal
) -> None:
    terminal.ok("call 'Jane Doe' conversation -m 12")
    loaded = _loaded(terminal, "report", report)
    others = {
        "prospector.render.terminal",
        "prospector.render.html",
        "prospector.render.json",
        "prospector.importing",
    }
    assert not loaded & (FRAMEWORKS | others | {"prospector.domain.plan"})


def test_channels_in_a_pipe_load_no_fractions_and_no_temporary_files(terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe' conversation -m 12")
    assert not _loaded(terminal, "report", "channels") & {"decimal", "fractions", "statistics", "tempfile"}


@pytest.mark.parametrize(
    "line", ["report channels", "report week -p last-week --json", "today", "list", "search jane", ""]
)
def test_what_is_read_in_its_plain_form_loads_no_framework(line: str, terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe' conversation -m 12")
    assert not _loaded(terminal, *line.split()) & {"typer", "click", "signal"}
