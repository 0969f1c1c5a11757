"""The help page of a command or a group: what it is for, examples, then how it is typed and every option.

Examples come first, since they answer most questions. Options stand in one order everywhere (`_ORDER`): what is a command's own,
then what it shares with others. No line is longer than the page, and no word is cut.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_WIDEST = 80  # longer lines lose the eye
_NARROWEST = 40
_LEFT = 30  # of the column of options
_FEW = 5  # examples of a group
_ORDER = (
    *(
        "--minutes",
        "--note",
        "--at",
        "--period",
        "--as-of",
        "--channel",
        "--kind",
        "--outcome",
        "--rep",
        "--contact",
    ),
    *(
        "--account",
        "--tag",
        "--source",
        "--count",
        "--inbound",
        "--cost",
        "--reach",
        "--on",
        "--for",
        "--next",
    ),
    *("--credit", "--level", "--limit", "--all", "--why", "--new", "--future", "--yes", "--format", "--json"),
    *(
        "--output",
        "--raw",
        "--db",
        "--no-input",
        "--version",
        "--install-completion",
        "--show-completion",
        "--help",
    ),
)
_CHOICES = re.compile(r"<([^>]+\|[^>]+)>")
_BOUNDS = re.compile(r"(; |\[)[-\d.<>=x]+\]$")


def help_page(command: Any, ctx: Any, *, width: int, commands: Iterable[str] | None = None) -> str:
    """The help page of a command or group.

    Args:
        command: Click's command.
        ctx: its context, which knows how it was called.
        width: of the terminal.
        commands: the lines that list a group's commands, where the group knows better than its commands.
    """
    width = max(min(width, _WIDEST), _NARROWEST)
    said, examples, others = parts_of(command.help or "")
    if hasattr(command, "list_commands"):
        examples = examples or list(_first_examples(command, ctx))[:_FEW]
    blocks = [
        _wrapped(said, width),
        [*(["Examples:"] if examples else []), *(f"  {example}" for example in examples)],
        [_usage(command, ctx)],
        *(_wrapped(other, width) for other in others),
        list(commands) if commands is not None else _listed("Commands", _commands(command, ctx), width),
        _listed("Arguments", _arguments(command), width),
        _listed("Options", _options(command, ctx), width),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def parts_of(text: str) -> tuple[str, list[str], list[str]]:
    """Take the help of a command apart.

    Returns:
        Its first paragraph, its examples as they are typed, and its other paragraphs.
    """
    first, *rest = textwrap.dedent(text).strip().split("\n\n")
    examples = [
        f"prospector {line.strip().removeprefix('prospector ')}"
        for part in rest
        if part.startswith("\b")
        for line in part.splitlines()[1:]
        if line.strip()
    ]
    others = [" ".join(part.split()) for part in rest if not part.startswith("\b")]
    return " ".join(first.split()), examples, others


def listed(heading: str, rows: Sequence[tuple[str, str]], *, width: int, narrow: bool = False) -> list[str]:
    """Lay names out beside what they mean, under a heading.

    Args:
        heading: without its colon.
        rows: name and meaning.
        width: of the terminal.
        narrow: whether the names are short, as those of commands are.
    """
    return _listed(heading, rows, max(min(width, _WIDEST), _NARROWEST), limit=14 if narrow else _LEFT)


def _listed(heading: str, rows: Sequence[tuple[str, str]], width: int, *, limit: int = _LEFT) -> list[str]:
    if not rows:
        return []
    column = min(max(len(name) for name, _ in rows), limit)
    lines = [f"{heading}:"]
    for name, meaning in rows:
        start = f"  {name:<{column}}  "
        meant = _wrapped(meaning, width - column - 4)
        if len(name) > column:
            lines.append(f"  {name}")
            start = " " * (column + 4)
        lines += [
            f"{' ' * (column + 4) if at else start}{line}".rstrip() for at, line in enumerate(meant or [""])
        ]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _usage(command: Any, ctx: Any) -> str:
    pieces = []
    for each in command.params:
        if each.param_type_name == "argument":
            name = each.metavar or each.name.upper()
            bare = name.strip("[]{}")
            pieces.append(bare if each.required else f"[{bare}]")
    is_group = hasattr(command, "list_commands")
    own = any(each.param_type_name == "option" and "--help" not in each.opts for each in command.params)
    words = [
        ctx.command_path,
        *pieces,
        *(["[OPTIONS]"] if own else []),
        *(["COMMAND ..."] if is_group else []),
    ]
    return f"Usage: {' '.join(words)}"


def _arguments(command: Any) -> list[tuple[str, str]]:
    """Those that have something said about them."""
    found = [each for each in command.params if each.param_type_name == "argument"]
    return [((each.metavar or each.name.upper()).strip("[]{}"), each.help) for each in found if each.help]


def _options(command: Any, ctx: Any) -> list[tuple[str, str]]:
    found = [each for each in command.get_params(ctx) if each.param_type_name == "option" and not each.hidden]
    if all("--help" in each.opts for each in found):
        return []  # it is being read
    return [_option(each, ctx) for each in sorted(found, key=_place)]


def _place(option: Any) -> int:
    longest = max(option.opts, key=len)
    return _ORDER.index(longest) + 1 if longest in _ORDER else 0


def _option(option: Any, ctx: Any) -> tuple[str, str]:
    """How an option is typed, and what it means: many choices are part of the meaning."""
    name, meaning = option.get_help_record(ctx)
    meaning = _BOUNDS.sub(lambda found: "]" if found[1] == "; " else "", " ".join(meaning.split())).rstrip()
    choices = _CHOICES.search(name)
    if choices is not None:
        words = choices[1].split("|")
        name = name.replace(choices[0], max(option.opts, key=len).lstrip("-").upper())
        if not all(word in meaning for word in words):
            said, bracket, rest = meaning.partition("[")
            meaning = f"{said.rstrip().rstrip('.')}: {', '.join(words)}. {bracket}{rest}".rstrip()
    return name, meaning


def _commands(command: Any, ctx: Any) -> list[tuple[str, str]]:
    if not hasattr(command, "list_commands"):
        return []
    below = ((name, command.get_command(ctx, name)) for name in command.list_commands(ctx))
    return [(name, parts_of(each.help or "")[0]) for name, each in below if not each.hidden]


def _first_examples(command: Any, ctx: Any) -> Iterator[str]:
    """The first example of every command of a group."""
    for name in command.list_commands(ctx):
        each = command.get_command(ctx, name)
        _, examples, _ = parts_of(each.help or "")
        yield from examples[:1] or (_first_examples(each, ctx) if hasattr(each, "list_commands") else ())
