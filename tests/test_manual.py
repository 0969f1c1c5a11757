"""The manual is complete: every command has help with an example, every report a page, every page a way to it."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import typer

from prospector.cli.app import app
from prospector.cli.commands import COMMANDS
from prospector.cli.help_pages import parts_of
from prospector.cli.topics import TOPICS
from prospector.domain.day import DAY_FORMS, read_day
from prospector.domain.minutes import MINUTES_FORMS, read_minutes
from prospector.domain.money import MONEY_FORMS, read_amount
from prospector.domain.settings import SETTINGS
from prospector.errors import ExitCode
from prospector.importing.columns import SHEETS
from prospector.usecases.manual import FOLDER, pages
from tests.man_page import man_page
from tests.terminal import NOW, Terminal

_SETTINGS_SAID = (
    "`prospector config` shows each and where it comes from, `prospector config set KEY VALUE` changes your settings",
    "file. `PROSPECTOR_CURRENCY` and so on win over the file. `PROSPECTOR_DB` names the store, `PROSPECTOR_CONFIG` the",
    "settings file; `NO_COLOR`, `COLUMNS` and `PAGER` mean what they mean elsewhere.",
)
DOCS = Path(FOLDER)
ROOT = DOCS.parent.parent


def _tree() -> list[tuple[str, str]]:
    """Every command that can be run: its words and its help."""
    found: list[tuple[str, str]] = []
    root: Any = typer.main.get_command(app)
    for entry in COMMANDS:
        command = root.get_command(None, entry.name)
        if not hasattr(command, "commands") or command.invoke_without_command:
            found.append((entry.name, command.help or ""))
        found += _below(entry.name, command)
    return found


def _below(path: str, command: Any) -> list[tuple[str, str]]:
    """The commands of a group, and of the groups in it."""
    found: list[tuple[str, str]] = []
    for name in sorted(command.list_commands(None)) if hasattr(command, "commands") else []:
        each = command.get_command(None, name)
        below = _below(f"{path} {name}", each)
        found += below or [(f"{path} {name}", each.help or "")]
    return found


TREE = _tree()


def _commands_page() -> str:
    lines = [
        "# Commands",
        "",
        "What each command is for, with examples. `prospector COMMAND --help` has every option. `--db FILE` and",
        "`--no-input` may stand anywhere.",
    ]
    panel = ""
    for words, text in TREE:
        entry = next(entry for entry in COMMANDS if entry.name == words.split()[0])
        if entry.panel != panel:
            panel = entry.panel
            lines += ["", f"## {panel}"]
        said, examples, _ = parts_of(text)
        block = ["", "```sh", *examples, "```"]
        lines += ["", f"### {words}", "", said, *block]
    lines += ["", "## Settings", "", *_SETTINGS_SAID, "", "| setting | unless you say so | what it does |"]
    lines.append("|---|---|---|")
    lines += [f"| {entry.key} | {entry.default or '-'} | {entry.meaning} |" for entry in SETTINGS]
    lines.append(
        "| rates.EUR | - | what one euro is worth in the store's currency; any other code likewise |"
    )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(("words", "text"), TREE, ids=[words for words, _ in TREE])
def test_a_command_has_help_with_an_example(words: str, text: str, terminal: Terminal) -> None:
    said, examples, _ = parts_of(text)
    assert said.endswith((".", "?")), f"{words}: a sentence says what it is for"
    name = next(word for word in reversed(words.split()) if word.islower())
    assert any(name in example for example in examples), f"{words}: an example"
    for flag in ("-h", "--help"):
        result = terminal(f"{words} {flag}")
        assert (result.code, result.err) == (0, "")
        assert said.split()[0] in result.out
    assert not terminal.store.exists()


def test_the_page_of_commands_is_made_from_their_help(request: pytest.FixtureRequest) -> None:
    page = DOCS / "commands.md"
    if request.config.getoption("--update-golden"):
        page.write_text(_commands_page(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == _commands_page()


def test_the_man_page_is_made_from_their_help_too(request: pytest.FixtureRequest) -> None:
    page = DOCS / "prospector.1"
    if request.config.getoption("--update-golden"):
        page.write_text(man_page(TREE), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == man_page(TREE)
    assert page.read_text(encoding="utf-8").isascii()


@pytest.mark.skipif(which("groff") is None, reason="groff is not installed")
def test_the_man_page_is_laid_out_without_a_warning() -> None:
    words = ["groff", "-man", "-Tutf8", "-ww", "-rLL=78n", str(DOCS / "prospector.1")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    shown = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    for heading in ("NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES"):
        assert f"\n{heading}\n" in shown
    assert "prospector call . no-answer -x 34" in shown


def test_every_report_has_a_page_that_says_what_it_answers() -> None:
    reports = {words.split()[1] for words, _ in TREE if words.startswith("report ")}
    assert {path.stem for path in (DOCS / "reports").glob("*.md")} == reports
    for name in reports:
        text = (DOCS / "reports" / f"{name}.md").read_text(encoding="utf-8")
        headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
        assert headings == [
            "The question",
            "What is counted",
            "An example",
            "What it cannot tell",
            "Where it is from",
        ]
        assert "```console\n" in text


def test_the_import_guide_names_every_column_of_every_kind() -> None:
    guide = (DOCS / "import.md").read_text(encoding="utf-8")
    for kind, sheet in SHEETS.items():
        (row,) = re.findall(rf"^\| {kind} \| (.*) \|$", guide, re.MULTILINE)
        assert row.replace("**", "").split(", ") == list(sheet.names), kind


@pytest.mark.parametrize("report", ["channels", "compare --by kind", "sources", "quota", "plans"])
def test_the_page_for_scripts_names_every_field_of_a_report(report: str, terminal: Terminal) -> None:
    terminal.ok("demo --keep store.db")
    said = json.loads(terminal.ok(f"report {report} --json"))
    page = (DOCS / "scripts.md").read_text(encoding="utf-8")
    name = report.partition(" ")[0]
    own, row = re.findall(rf"^\| {name} \| (.*) \|$", page, re.MULTILINE)
    assert list(said) == ["report", "period", "as_of", "definitions", "currency", *own.split(", ")]
    assert all(list(each) == row.split(", ") for each in said["rows"])


def test_the_page_for_scripts_names_every_exit_code() -> None:
    page = (DOCS / "scripts.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", page, re.MULTILINE) == [str(int(code)) for code in ExitCode]


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_docs_lists_every_page_and_prints_each(terminal: Terminal) -> None:
    listed = terminal.ok("docs")
    assert [line.split("\t")[0] for line in listed.splitlines()[1:]] == [page.name for page in pages()]
    assert len(pages()) == len(list(DOCS.rglob("*.md")))
    for page in pages():
        assert terminal.ok(f"docs {page.name}") == page.text
    assert terminal.ok("docs channels") == terminal.ok("docs reports/channels")


@pytest.mark.parametrize("columns", [80, 120])
def test_a_page_fits_the_terminal(columns: int, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, columns=columns, is_terminal=True)
    for page in pages():
        shown = terminal.ok(f"docs {page.name}").splitlines()
        prose = [line for line in shown if not line.startswith("    ") and " " in line.strip()]
        assert prose
        assert max(map(len, prose)) <= columns, page.name
        assert not any(mark in line for line in prose for mark in ("**", "```", "]("))


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
def test_a_topic_shows_a_screen_of_help(topic: str, terminal: Terminal) -> None:
    shown = terminal.ok(f"help {topic}")
    assert "  " in shown
    assert not any(mark in shown for mark in ("# ", "| ", "`"))
    assert f"{topic}\t" in terminal.ok("help")


def test_help_shows_the_ladder_of_the_store(terminal: Terminal) -> None:
    assert "conversation" in terminal.ok("help outcomes")
    terminal.ok("outcome add demoed --level conversation")
    assert "demoed" in terminal.ok("help outcomes")


def test_help_of_a_command_is_its_help(terminal: Terminal) -> None:
    assert terminal.ok("help call") == terminal.ok("call --help")
    assert "Usage: prospector report" in terminal.ok("help report")
    assert terminal.ok("help deal won") == terminal.ok("deal won --help")
    assert terminal.ok("help exit codes") == terminal.ok("help exit-codes")


def test_forms_that_help_shows_are_read() -> None:
    today = datetime.fromisoformat(NOW).date()
    for examples, _ in MINUTES_FORMS:
        for example in examples.split(", "):
            assert read_minutes(example) > 0
    for examples, _ in MONEY_FORMS:
        for example in re.split(r", (?=\S)", examples):
            assert read_amount(example).minor > 0
    for examples, _ in DAY_FORMS:
        for example in examples.split(", "):
            assert abs((read_day(example, today) - today).days) < 366
