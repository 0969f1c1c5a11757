"""Any command in its plain form: read without Typer, by the declaration that Typer's own command is made from.

What is plain: known options, each once where it takes one value, whole words, choices as they are listed, and as many arguments as
the command takes. Everything else goes to Typer before anything was done: help, every slip, short options
in a row, values that begin with a dash, and groups that do something before their commands. So a plain line means to
Typer what it means here, which `tests/quick/test_plain.py` holds for every command.
"""

from __future__ import annotations

import os
from importlib import import_module

from prospector.cli.commands import COMMANDS, REPORTS
from prospector.cli.late_typer import Commands, Ended, Handed, Value, declared
from prospector.cli.running import run_by
from prospector.light import TYPE_CHECKING
from prospector.quick.front import VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from prospector.cli.invocation import Invocation

_LOOKED_AT_BY_TYPER = "_PROSPECTOR_COMPLETE"
_KNOWN_SETTINGS = {"help", "max", "metavar", "min", "show_default"}  # others may change what a value means


class _NotPlainError(Exception):
    """Typer is to read this."""


def run(words: list[str]) -> int:
    """Run one command.

    Returns:
        The exit code.
    """
    return run_by(do, words)


def do(words: list[str], invocation: Invocation) -> object:
    """Do what the words say; Typer reads them where they are not plain."""
    try:
        plain = _read(words, invocation)
    except _NotPlainError:
        plain = None
    if plain is None:  # here, where no error stands behind those that Typer meets
        from prospector.cli.app import do as ordinary  # lazy: what this is there to avoid

        invocation.database, invocation.no_input = None, False
        return ordinary(words, invocation)
    function, values = plain
    try:
        function(**values)
    except Ended as end:
        return end.exit_code
    return None


def _read(words: list[str], invocation: Invocation) -> tuple[Callable[..., None], dict[str, Any]]:
    """The function of a command, and what to call it with; the invocation learns of the options in front.

    Raises:
        _NotPlainError: the words are not plain.
    """
    if _LOOKED_AT_BY_TYPER in os.environ:
        raise _NotPlainError
    pending = iter(words)
    name = _command(pending, invocation)
    if name is None:
        from prospector.cli.overview import show_overview  # lazy: only where no command is named

        return show_overview, {"run": invocation}
    function = _function(name, pending)
    said = declared(function)
    values: dict[str, Any] = {each: Handed(invocation) for each, kind in said.items() if kind is Handed}
    told = {each: value for each, value in said.items() if isinstance(value, Value)}
    if len(values) + len(told) < len(said) or any(
        not _KNOWN_SETTINGS.issuperset(each.parameter.settings) for each in told.values()
    ):
        raise _NotPlainError
    plain = _options(told, pending, values)
    _arguments(told, plain, values, _needed(function))
    if values.get("as_json") and values.get("form", "json") != "json":
        raise _NotPlainError
    return function, values


def _command(pending: Iterator[str], invocation: Invocation) -> str | None:
    """The first word that is no option of every command."""
    for word in pending:
        form, equals, value = word.partition("=")
        if word == "--no-input":
            invocation.no_input = True
        elif form == "--db" and invocation.database is None:
            invocation.database = _plain(value if equals else next(pending, ""))
        else:
            return _plain(word)
    return None


def _function(name: str, pending: Iterator[str]) -> Callable[..., None]:
    """The function of a command, which is the next word where the name is a group's."""
    entry = next((each for each in COMMANDS if each.name == name), None)
    if entry is None or name in VERBS:  # these have a way of their own, and were not for it
        raise _NotPlainError
    module = entry.module
    if entry.group:
        name = next(pending, "")
        if module == "report":
            module = f"reports.{name}" if name in REPORTS else ""
    if not module:
        raise _NotPlainError
    group: object = import_module(
        f"prospector.cli.{module}"
    ).app  # lazy: a command loads what it needs, no more
    while isinstance(group, Commands) and not _acts_before(group):
        if name in group.commands:
            return group.commands[name]
        group, name = group.groups.get(name), next(pending, "")
    raise _NotPlainError


def _acts_before(app: Commands) -> bool:
    """Whether a group does something of its own before its commands."""
    return app.before is not None and bool(declared(app.before[0]))


def _options(told: dict[str, Value], pending: Iterator[str], values: dict[str, Any]) -> list[str]:
    """Read the options.

    Returns:
        The words that are none.
    """
    by_form = {
        form: (name, each, at == 0)
        for name, each in told.items()
        for forms in each.parameter.forms
        for at, form in enumerate(forms.split("/"))  # --target/--no-target
    }
    plain = []
    for word in pending:
        if not word.startswith("-"):
            plain.append(_plain(word))
            continue
        form, given = _taken_apart(word)
        name, option, is_on = by_form.get(form, ("", None, True))
        if option is None:
            raise _NotPlainError
        many, kind = _kind(option)
        if name in values and not many:
            raise _NotPlainError
        if kind is bool:
            if given is not None:
                raise _NotPlainError
            values[name] = is_on
        else:
            value = _value(option, kind, next(pending, "") if given is None else given)
            values[name] = [*values.get(name, []), value] if many else value
    return plain


def _arguments(told: dict[str, Value], plain: list[str], values: dict[str, Any], needed: set[str]) -> None:
    """Give the words to the arguments, in their order."""
    for name, each in told.items():
        if each.parameter.is_option:
            continue
        many, kind = _kind(each)
        if plain:
            read = [_value(each, kind, word) for word in (plain if many else plain[:1])]
            values[name] = read if many else read[0]
            del plain[: len(read)]
    if plain or needed - values.keys():
        raise _NotPlainError


def _needed(function: Callable[..., None]) -> set[str]:
    """The parameters that have no default."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    usual = names[code.co_argcount - len(function.__defaults__ or ()) : code.co_argcount]
    return {*names} - {*usual, *(function.__kwdefaults__ or ())}


def _kind(told: Value) -> tuple[bool, type]:
    """Whether there may be several of it, and what each is."""
    kinds = getattr(told.kind, "__args__", (told.kind,))  # `str | None` has two
    if getattr(told.kind, "__origin__", None) is list:
        return True, kinds[0]
    first = kinds[0]
    return (True, first.__args__[0]) if getattr(first, "__origin__", None) is list else (False, first)


def _value(told: Value, kind: type, word: str) -> object:
    """What a word means to an option or an argument."""
    _plain(word)
    if kind is str:
        return word
    if kind is int:
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise _NotPlainError
        number, settings = int(word), told.parameter.settings
        if not settings.get("min", 0) <= number <= settings.get("max", number):
            raise _NotPlainError
        return number
    if word not in [member.value for member in getattr(kind, "__members__", {}).values()]:
        raise _NotPlainError
    return kind(word)


def _taken_apart(word: str) -> tuple[str, str | None]:
    """An option and what follows it in the same word: `--period=90d`, `-p90d`."""
    if word.startswith("--"):
        form, equals, value = word.partition("=")
        return form, value if equals else None
    return word[:2], word[2:] or None


def _plain(word: str) -> str:
    """A word that is no option, and says something."""
    if not word or word[0] == "-":
        raise _NotPlainError
    return word
