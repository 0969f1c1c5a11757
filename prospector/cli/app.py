"""The console script: words in, one command run, every error one line and its exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from prospector import __version__
from prospector.cli.commands import COMMANDS, Command
from prospector.cli.invocation import Invocation
from prospector.errors import ExitCode, InvalidValueError, ProspectorError, UnknownNameError

_GLOBAL_FLAGS = {"--no-input"}
_GLOBAL_OPTIONS = {"--db"}
_BY_NAME = {command.name: command for command in COMMANDS}


class CommandTable(TyperGroup):
    """The commands of the table; a module is loaded when its command runs, and for nothing else."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Click's signature
        """Every command's name, for completion and suggestions."""
        return list(_BY_NAME)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Click's signature
        """Load a command."""
        entry = _BY_NAME.get(cmd_name)
        return None if entry is None else _load(entry)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one was probably meant."""
        if args[0] not in _BY_NAME and not args[0].startswith("-"):
            from prospector.domain.spelling import closest  # lazy: only after a slip

            near = closest(args[0], tuple(_BY_NAME))
            raise UnknownNameError(
                f"there is no command '{args[0]}'",
                hint=f"did you mean {' or '.join(near)}?" if near else "prospector --help lists them",
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - Click's signature
        """List the commands under their headings, from the table alone."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for command in COMMANDS:
            panels.setdefault(command.panel, []).append((command.name, command.summary))
        for panel, rows in panels.items():
            with formatter.section(panel):
                formatter.write_dl(rows, col_max=14)


app = typer.Typer(
    cls=CommandTable,
    add_completion=True,
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
    context.obj = Invocation(os.environ, database=db, no_input=no_input)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(words: list[str]) -> int:
    """Run one command.

    Returns:
        The exit code.
    """
    try:
        _check_encoding(words)
        code = app(hoisted(words), prog_name="prospector", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing left to flush at exit
        return ExitCode.DONE
    except (typer.Abort, KeyboardInterrupt):
        return _complain("interrupted", "nothing changed", ExitCode.INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the one place where every error becomes a line
        return _explain(error)
    if code == ExitCode.INTERRUPTED:  # Typer makes an exit code of Ctrl-C
        return _complain("interrupted", "nothing changed", ExitCode.INTERRUPTED)
    return code if isinstance(code, int) else ExitCode.DONE


def main() -> None:
    """Entry point of the console script."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to fail
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")  # as arguments are read; the store refuses such text
    sys.exit(run(sys.argv[1:]))


def _open_what_is_closed() -> None:
    """Lead streams that the caller closed nowhere: else the store's file could take the place of one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as we run


def hoisted(words: list[str]) -> list[str]:
    """Move the options that every command takes (--db, --no-input) to the front, wherever they were typed."""
    front: list[str] = []
    rest: list[str] = []
    pending = iter(words)
    for word in pending:
        if word == "--":
            rest += [word, *pending]
        elif word in _GLOBAL_FLAGS or ("=" in word and word.partition("=")[0] in _GLOBAL_OPTIONS):
            front.append(word)
        elif word in _GLOBAL_OPTIONS:
            front += [word, *(value for value in [next(pending, None)] if value is not None)]
        else:
            rest.append(word)
    return front + rest


def _check_encoding(words: list[str]) -> None:
    """Refuse bytes that are no text: they could not be stored, nor shown again.

    Raises:
        InvalidValueError: a word is not UTF-8.
    """
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word):
            raise InvalidValueError(f"{word!a} is not text", hint="type it in UTF-8")


def _load(entry: Command) -> Any:
    module = import_module(f"prospector.cli.{entry.module}")  # lazy: a command loads what it needs, no more
    group = typer.main.get_group(module.app)
    if not entry.group:
        return group.commands[entry.name]
    group.name = entry.name
    return group


def _explain(error: Exception) -> int:
    if isinstance(error, ProspectorError):
        return _complain(error.message, error.hint, error.exit_code)
    from typer.exceptions import TyperException  # lazy: only after a slip

    if isinstance(error, TyperException):
        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "prospector"
        if type(error).__name__ == "NoArgsIsHelpError":  # a group without a command: its message is its help
            sys.stderr.write(f"{error.format_message()}\n")
            return ExitCode.USAGE
        text = error.format_message().rstrip(".").replace(". Did you mean", "; did you mean")
        hint = "" if text.endswith("?") else f"{path} --help shows how"
        return _complain(text[:1].lower() + text[1:], hint, ExitCode.USAGE)
    if isinstance(error, OSError):
        return _complain(f"cannot write the output: {error.strerror}", "", ExitCode.FAILED)
    if os.environ.get("PROSPECTOR_DEBUG"):
        raise error
    return _complain(f"a bug: {type(error).__name__}", "PROSPECTOR_DEBUG=1 shows where", ExitCode.BUG)


def _complain(message: str, hint: str, code: ExitCode) -> int:
    from prospector.render.clean import clean  # lazy: only after an error

    first, *others = hint.splitlines() or [""]
    if others:  # a list of choices stands under the line
        text = "\n".join([message, *(f"  {line}" for line in (first, *others))])
    else:
        text = f"{message}; {first}" if first else message
    sys.stderr.write("\n".join(clean(line) for line in f"prospector: {text}".split("\n")) + "\n")
    return int(code)
