"""What all commands have in common at the command line: options that contradict, commands that there are not.

Every command and every group is of these classes (`prospector.cli.app` sees to it), so that one rule holds everywhere:
an option that takes one value is given once, and what cannot both be meant is refused rather than dropped.
"""

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import update_wrapper
from shutil import get_terminal_size
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from prospector.cli.late_typer import TITLE, Commands, Ended, Handed, Value, declared
from prospector.cli.running import ReaderGoneError
from prospector.domain.spelling import meant_by
from prospector.errors import InvalidValueError, UnknownNameError

_TELLING = 2  # commands of one name in as many groups still say which was meant


class _Consistent:
    """Refuses options that contradict before anything is read of them."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)  # type: ignore[misc]  # of the class that this is mixed into
        except BrokenPipeError:
            raise ReaderGoneError from None
        except Ended as end:
            raise typer.Exit(end.exit_code) from None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Check the words, then read them."""
        command: Any = self
        try:
            given, _, order = command.make_parser(ctx).parse_args(args=list(args))
        except TyperException as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined]  # an option without its value does not say whose it is
            raise
        _check(given, order)
        read: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]  # of the class that this is mixed into
        return read


class Command(_Consistent, TyperCommand):
    """A command whose options may not contradict."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its page, laid out as every page is."""
        write_help(self, ctx, formatter)


class Group(_Consistent, TyperGroup):
    """A group of commands; a slip in a command's name is told in the same words on every level."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its page, laid out as every page is."""
        write_help(self, ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one was probably meant."""
        names = self.list_commands(ctx)
        if args[0].startswith("-") or args[0] in names:
            return super().resolve_command(ctx, args)
        path = _path(ctx)
        deeper = [] if path else self._of_groups(ctx, args[0])
        meant = " or ".join([*deeper, *(" ".join([*path, name]) for name in meant_by(args[0], names))])
        raise UnknownNameError(
            f"there is no command '{' '.join([*path, args[0]])}'",
            hint=f"did you mean {meant}?" if meant else f"{ctx.command_path} --help lists them",
        )

    def _of_groups(self, ctx: Any, word: str) -> list[str]:
        """The groups' commands of this name, where there are few enough to tell: `report week` for `week`."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        groups = [
            name for name, each in commands if isinstance(each, Group) and word in each.list_commands(ctx)
        ]
        return [f"{group} {word}" for group in groups] if len(groups) <= _TELLING else []


class TitleGroup(Group):
    """A group whose first word is one of its commands, or else a title."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command of titles before a title; `--` says that a title follows."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [TITLE, *args]
        parsed: list[str] = super().parse_args(ctx, args)
        return parsed


def write_help(command: Any, ctx: Any, formatter: Any) -> None:
    """Write the help page of a command, and its group's list of commands where it has one of its own."""
    from prospector.cli.help_pages import help_page  # lazy: only for a page of help

    width = get_terminal_size().columns
    own = getattr(command, "commands_page", None)
    formatter.write(help_page(command, ctx, width=width, commands=None if own is None else own(width)))


def typer_of(app: typer.Typer | Commands) -> typer.Typer:
    """What was declared, as Typer takes it."""
    if not isinstance(app, Commands):
        return app
    own: dict[str, Any] = {"cls": TitleGroup} if TITLE in app.commands else {}
    made = typer.Typer(**own, **app.settings)
    for name, function in app.commands.items():
        made.command(name)(_readable(function))
    if app.before is not None:
        function, settings = app.before
        made.callback(**settings)(_readable(function))
    for name, group in app.groups.items():
        made.add_typer(typer_of(group), name=name)
    return made


def _readable(function: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters Typer can read: annotated with its own classes, choices as the standard library has them."""
    said = declared(function)
    choices = {name: chosen for name, each in said.items() if (chosen := _choices(each))}

    def command(**values: Any) -> None:
        function(
            **{
                name: choices[name](value.value) if name in choices and value is not None else value
                for name, value in values.items()
            }
        )

    update_wrapper(command, function)
    command.__annotations__ = {name: _annotation(each) for name, each in said.items()}
    parameters = [
        each.replace(annotation=command.__annotations__[name])
        for name, each in inspect.signature(function).parameters.items()
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    return command


def _annotation(said: Any) -> Any:
    if said is Handed:
        return typer.Context
    if not isinstance(said, Value):
        return said
    make: Any = typer.Option if said.parameter.is_option else typer.Argument
    choices = _choices(said)
    kind = (
        said.kind
        if choices is None
        else StrEnum(choices.__name__, [(each.name, each.value) for each in choices])
    )
    return Annotated[kind, make(*said.parameter.forms, **said.parameter.settings)]


def _choices(said: Any) -> Any:
    """The words of which a value is one; None where it may be anything."""
    kind = said.kind if isinstance(said, Value) else None
    kinds = getattr(kind, "__args__", (kind,))  # of what may be left out
    return next((each for each in kinds if hasattr(each, "__members__")), None)


def put_into(app: typer.Typer) -> None:
    """Make all commands and groups of an application follow these rules, those that have a class of their own aside."""
    app.info.cls = app.info.cls if _is_ours(app.info.cls) else Group
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        if group.typer_instance is not None:
            put_into(group.typer_instance)


def command_of(app: typer.Typer, name: str) -> Any:
    """A plain command of an application, following these rules."""
    put_into(app)
    return typer.main.get_group(app).commands[name]


def _is_ours(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, Group)


def _check(given: dict[str, Any], order: list[Any]) -> None:
    """Refuse one option that was given twice, and two that say different things.

    Raises:
        InvalidValueError: names them.
    """
    seen: set[str] = set()
    for each in order:
        once = each.param_type_name == "option" and not each.multiple
        if once and each.name in seen and (not each.is_flag or each.secondary_opts):
            forms = "/".join(max(forms, key=len) for forms in (each.opts, each.secondary_opts) if forms)
            raise InvalidValueError(f"{forms} was given more than once", hint="which one is meant?")
        seen.add(each.name)
    form = str(given.get("form") or "json").lower()
    if {"form", "as_json"} <= seen and form != "json":
        raise InvalidValueError(f"--json and --format {form} contradict", hint="leave one out")


def _path(ctx: Any) -> list[str]:
    """The groups that were named so far."""
    return [] if ctx.parent is None else [*_path(ctx.parent), ctx.info_name]
