"""The ordinary front end: Typer reads the words."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer

from prospector import __version__
from prospector.cli import frame
from prospector.cli.commands import COMMANDS, Command
from prospector.cli.invocation import Invocation
from prospector.cli.running import run_by

_BY_NAME = {command.name: command for command in COMMANDS}


class CommandTable(frame.Group):
    """The commands of the table; a module is loaded when its command runs, and for nothing else."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
        """Every command's name, for completion and suggestions."""
        return list(_BY_NAME)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
        """Load a command."""
        entry = _BY_NAME.get(cmd_name)
        return None if entry is None else _load(entry)

    def commands_page(self, width: int) -> list[str]:
        """List the commands under their headings, from the table alone."""
        from prospector.cli.help_pages import listed  # lazy: only for a page of help

        panels: dict[str, list[tuple[str, str]]] = {}
        for command in COMMANDS:
            panels.setdefault(command.panel, []).append((command.name, command.summary))
        lines: list[str] = []
        for panel, rows in panels.items():
            lines += [*([""] if lines else []), *listed(panel, rows, width=width, narrow=True)]
        return lines


app = typer.Typer(
    cls=CommandTable,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def prospector(
    context: typer.Context,
    db: Annotated[
        str | None,
        typer.Option(
            "--db", metavar="FILE", help="The store (default: PROSPECTOR_DB, else your data directory)."
        ),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; refuse instead.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Log what you did, see which channels bring conversations.

    \b
    prospector call jane conversation -m 12     log a call
    prospector report channels                  compare the channels
    prospector demo                             see it with invented data
    """
    if version:
        typer.echo(f"prospector {__version__}")
        raise typer.Exit
    run: Invocation = context.obj
    run.database, run.no_input = db, no_input
    if context.invoked_subcommand is None:
        from prospector.cli.overview import show_overview  # lazy: only where no command is named

        show_overview(run)


def run(words: list[str]) -> int:
    """Run one command by Typer.

    Returns:
        The exit code.
    """
    return run_by(do, words)


def do(words: list[str], invocation: Invocation) -> object:
    """Let Typer read the words, and run the command.

    Raises:
        KeyboardInterrupt: Ctrl-C, of which Typer makes an exception of its own.
    """
    try:
        return app(words, prog_name="prospector", standalone_mode=False, obj=invocation)
    except typer.Abort:
        raise KeyboardInterrupt from None


def _load(entry: Command) -> Any:
    module = import_module(f"prospector.cli.{entry.module}")  # lazy: a command loads what it needs, no more
    if not entry.group:
        return frame.command_of(frame.typer_of(module.app), entry.name)
    below = frame.typer_of(module.app)
    frame.put_into(below)
    group = typer.main.get_group(below)
    group.name = entry.name
    group.help = group.help or f"{entry.summary[:1].upper()}{entry.summary[1:]}."
    return group
