"""Completion: what the table says is what the commands take, and real shells insert what they are offered."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from prospector.cli.app import app
from prospector.cli.commands import COMMANDS
from prospector.quick.completion import TABLE
from prospector.store.names import NOUNS
from tests.quick.shells import typed_in
from tests.terminal import Terminal


def _table() -> str:
    root: Any = typer.main.get_command(app)
    return (
        "\n" + "\n".join(["= \t", *_lines(root, "", {each.name: each.summary for each in COMMANDS})]) + "\n"
    )


def _lines(command: Any, path: str, summaries: dict[str, str]) -> list[str]:
    """A command's line, its arguments and options, and the commands below it."""
    context = typer.Context(command, info_name="prospector")
    lines = [_parameter(each) for each in command.params if not getattr(each, "hidden", False)]
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        below = command.get_command(context, name)
        said = summaries.get(name) or below.get_short_help_str(200).rstrip(".")
        lines += [
            f"= {path} {name}".replace("  ", " ") + f"\t{said}",
            *_lines(below, f"{path} {name}".strip(), {}),
        ]
    return lines


def _parameter(each: Any) -> str:
    many = "*" if each.multiple or each.nargs == -1 else ""
    if each.param_type_name == "argument":
        return f"{many}\t\t{each.metavar or '|'.join(getattr(each.type, 'choices', ()))}\t"
    choices = [
        choice if isinstance(choice, str) else choice.value for choice in getattr(each.type, "choices", ())
    ]
    metavar = "" if each.is_flag else each.metavar or "|".join(choices)
    said = " ".join((each.help or "").split())
    return f"{many}\t{' '.join((*each.opts, *each.secondary_opts))}\t{metavar}\t{said.rstrip('.')}"


def test_the_table_says_what_the_commands_take(request: pytest.FixtureRequest) -> None:
    file = Path(TABLE)
    if request.config.getoption("--update-golden"):
        file.write_text(_table(), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == _table()


@pytest.fixture
def offered(terminal: Terminal) -> Any:
    terminal.ok("call 'Jane Doe' conversation -a Acme -k cold -t hot -d 9:30")
    terminal.ok("call 'Janet O`Hara' vm -d 9:31")
    terminal.ok("call 'Zoë Ångström' vm -d 9:32")
    terminal.ok("content 'Five ways' -k article -d 9:00")
    terminal.ok("deal open 'Acme: 40 seats' -w 'Jane Doe'")

    def ask(shell: str, *words: str) -> list[str]:
        asked = ["__complete", shell, *words]
        done = subprocess.run(
            [sys.executable, "-c", "from prospector.quick.front import main; main()", *asked],
            env={
                "PROSPECTOR_DB": str(terminal.store),
                "PROSPECTOR_CONFIG": str(terminal.folder / "none.toml"),
                "PATH": "",
            },
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return ["FILES"] if done.returncode == 3 else done.stdout.splitlines()

    return ask


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ca"], ["call"]),
        (["call", "ja"], ["Jane Doe", "Janet O`Hara"]),
        (["call", "doe"], ["Jane Doe"]),
        (["call", "zoe"], ["Zoë Ångström"]),
        (["call", "jane", "vo"], ["voicemail"]),
        (["call", "-m", "12", "jane", "conv"], ["conversation"]),
        (["call", "jane", "--tag", "h"], ["hot"]),
        (["call", "jane", "--tag=h"], ["--tag=hot"]),
        (["call", "jane", "-k", "c"], ["cold"]),
        (["call", "jane", "--next", "send pricing", "fr"], []),
        (["call", "jane", "--min"], ["--minutes"]),
        (["call", "jane", "-m", "12", "--min"], []),
        (["social", "jane", "--on", "fi"], ["Five ways"]),
        (["log", "vi"], ["visit"]),
        (["log", "visit", "ja"], ["Jane Doe", "Janet O`Hara"]),
        (["contact", "show", "janet"], ["Janet O`Hara"]),
        (["deal", "won", "ac"], ["Acme: 40 seats"]),
        (["deal", "open", "ac"], []),
        (["report", "chan"], ["channels"]),
        (["report", "channels", "-p", "last-q"], ["last-quarter"]),
        (["report", "channels", "--channel", "so"], ["social"]),
        (["report", "channels", "--format", "j"], ["json"]),
        (["report", "channels", "--no-input", "--form"], ["--format"]),
        (["import", "x"], ["FILES"]),
        (["import", "x.csv", "--profile", "pipedrive-d"], ["pipedrive-deals"]),
        (["completion", "z"], ["zsh"]),
        (["--db"], ["--db"]),
        (["call", "--db", ""], ["FILES"]),
        (["nonsense", "ja"], []),
        (["call", "jane", "vm", "x"], []),
    ],
)
def test_what_may_stand_there_is_offered(offered: Any, words: list[str], expected: list[str]) -> None:
    assert [line.partition("\t")[0] for line in offered("fish", *words)] == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ja", ["Jane\\ Doe", "Janet\\ O\\`Hara"]),
        ('"Janet', ["Janet O\\`Hara"]),
        ("'Janet O", ["Janet O`Hara"]),
    ],
)
def test_bash_is_told_names_as_it_quotes_them(offered: Any, word: str, expected: list[str]) -> None:
    assert offered("bash", "call", word) == expected
    assert offered("bash", "call", "jane", "--tag", "=", "h") == ["hot"]


def test_zsh_is_told_what_a_word_means_behind_a_colon(offered: Any) -> None:
    assert offered("zsh", "deal", "won", "acme") == ["Acme\\: 40 seats"]
    assert offered("zsh", "und") == ["undo:take your last command back"]


def test_completion_makes_no_store_and_upgrades_none(terminal: Terminal, offered: Any) -> None:
    terminal.store.unlink()
    assert offered("fish", "call", "ja") == []
    assert not terminal.store.exists()


@pytest.mark.usefixtures("offered")
def test_every_noun_of_completion_is_in_the_store(terminal: Terminal) -> None:
    from prospector.store.names import names_beginning
    from prospector.store.opening import open_as_it_is

    connection = open_as_it_is(str(terminal.store))
    assert connection is not None
    found = {noun: names_beginning(connection, noun, "") for noun in NOUNS}
    connection.close()
    assert {noun for noun, names in found.items() if not names} == {"plan"}
    assert found["deal"] == ["Acme: 40 seats"]


@pytest.mark.parametrize(
    "shell",
    ["bash", pytest.param("zsh", marks=pytest.mark.slow), pytest.param("fish", marks=pytest.mark.slow)],
)
def test_a_shell_inserts_what_it_is_offered(shell: str, terminal: Terminal, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    terminal.ok("call 'Jane Doe' conversation")
    home = tmp_path / "home"
    home.mkdir()
    assert typed_in(shell, "prospector call ja\tvoicem\t--min\t12", home, terminal.store) == [
        *("call", "Jane Doe", "voicemail", "--minutes", "12")
    ]


def test_the_command_prints_the_script_of_a_shell(terminal: Terminal) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert f"__complete {shell}" in terminal.ok(f"completion {shell}")
    terminal.environment = {"SHELL": "/usr/bin/fish"}
    assert "__complete fish" in terminal.ok("completion")
    assert terminal("completion csh").err.startswith("prospector: there is no completion for 'csh'; ")
