"""Command lines out of the table of commands and options itself: valid, nearly valid, and rubbish."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import typer
from hypothesis import strategies as st

from prospector.cli.app import app

_SLOW = {"demo"}  # half a year of invented data a call; its own tests run it
_VALID = {
    "A;B": ["sales;finance", "sales"],
    "ACCOUNT": ["Acme", "acme", "id:1", "Globex"],
    "ADDRESS": ["ann@poe.test", "bob@ray.test", "new@one.test"],
    "AMOUNT": ["120k", "1.5m", "0", "10000", "1,200.50"],
    "CHANNEL": ["call", "email", "social", "content", "event"],
    "CODE": ["EUR", "USD", "JPY", "eur"],
    "COLUMN=VALUE": ["channel=call", "outcome=conversation", "occurred_at=2026-11-02", "nothing=x", "channel="],
    "COUNT": ["1", "34", "0"],
    "DATE": ["yesterday", "2026-11-02", "mon", "2026-W40"],
    "DAY": ["fri", "3d", "2026-12-01", "tomorrow"],
    "DOMAIN": ["acme.test"],
    "FAMILY": ["marketing", "partner"],
    "FILE": ["calls.csv", "map.toml", "out.csv", "page.html", "plan.toml", "folder", "none.csv", "-"],
    "ID": ["1", "2", "3", "id:2", "-1", "99", "."],
    "INTO": ["bob", "ann", "id:2"],
    "KEY": ["rep", "currency", "timezone", "week_starts", "region", "country", "working_days", "vacation"],
    "KIND": ["cold", "article", "comment"],
    "LEVEL": ["reached", "conversation", "appointment"],
    "METRIC": ["revenue", "deals", "appointments", "conversations"],
    "MIN": ["12", "1h30", "90m", "0"],
    "MONEY": ["12.50", "5k", "1.200,00"],
    "N": ["1", "2", "40", "0", "-1"],
    "NAME": ["Ann Poe", "jane", "call", "conversation", "referral", "trade-show", "rollout", "New One", "me", "acme"],
    "NEW": ["expo", "New Name"],
    "NUMBER": ["+49 30 1234567", "030 12345"],
    "ON": ["2026-12-24", "fri"],
    "OUTCOME": ["conversation", "vm", "no-answer", "appointment", "replied", "busy", "."],
    "PAGE": ["tutorial", "commands", "reports", "funnel"],
    "PERCENT": ["80", "95"],
    "PERIOD": ["all", "2026-Q4", "90d", "this-week", "2026-11", "2026-11-01..2026-11-20", "13w"],
    "PLAN": ["trade-show", "cold-outbound"],
    "ROW,FIGURE": ["call,conversation_rate", "call,activities", "all,won"],
    "SECONDS": ["30", "0"],
    "SHIFTS": ["call:+2", "call=-1h", "call+10%"],
    "STAGE": ["proposal", "closing", "qualifying"],
    "TAG": ["hot", "q4"],
    "TEXT": ["wants pricing", "", "vip", "rollout"],
    "TITLE": ["News", "news", "id:1"],
    "TOPIC": ["dates", "periods", "outcomes", "exit-codes", "json"],
    "URL": ["https://linkedin.com/in/ann", "https://example.com/5"],
    "VALUE": ["EUR", "Europe/Lisbon", "DE", "mon", "mon-thu", "30", "yes", "2026-12-24..2026-12-31"],
    "WEEK": ["2026-W46", "last-week"],
    "WHAT": ["activities", "contacts", "accounts", "deals", "appointments", "content", "quotas", "calendar"],
    "WHEN": ["fri 15:00", "yesterday 16:00", "9:30", "2026-11-18 09:30", "mon 9am"],
    "WHICH": ["open", "all", "done", "won", "set"],
    "WHO": ["ann", "bob", "Ann Poe", "id:1", "bob@ray.test", ".", "New One"],
    "WORD": ["mailbox", "prospecting", "one"],
    "DAY|WEEK": ["day", "week"],
}  # fmt: skip
NASTY = st.sampled_from(
    [
        "", " ", "-", "--", "---", "-x", "=", "\t", "\n", "a\nb", "a\rb", "\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", "\x7f",
        "\u202eabc", "\u2066x\u2069", "\u200d", "\ufeff", "\u2028", "\U000e0041", "9" * 30, "-" + "9" * 30, "1e999", "nan", "inf",
        "-inf", "0x10", "1_000", "٣", "½", "²", "１２", "%", "_", "%s", "{0}", "{x}", "[/]", "[bold]", "'", '"', "\\", "`id`", "$HOME",
        "'; DROP TABLE activity; --", "=1+1", "@x", "+1", "id:", "id:0", "id:-1", "id:x", "#1", "..", ".", "*", "?", "x" * 300,
        "0000-00-00", "2026-02-30", "2026-W54", "24:00", "25:61", "9999-12-31", "0001-01-01", "10000-01-01", "now", "today",
        "today..yesterday", "..", "a..b", "-3d", "0d", "99999999d", "all,all", ",", ";", ":", "call:", "👩‍👩‍👧", "e\u0301" * 9,
    ]
)  # fmt: skip
# The root folder is no place for a file that a test makes up.
RUBBISH = st.one_of(
    NASTY, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
).filter(lambda word: not word.lstrip().startswith(("/", "~")) and "/.." not in word and "../" not in word)


@dataclass(frozen=True)
class Word:
    """One argument or option of a command.

    Attributes:
        forms: how an option is spelled; none for an argument.
        values: what may stand for it, a list for each word that it takes.
        names: what each of these words is called.
        repeats: whether it takes any number of words.
        needed: whether the command does nothing without it.
    """

    forms: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]
    repeats: bool
    needed: bool


@dataclass(frozen=True)
class Shape:
    """A command: the words that name it, its arguments, its options."""

    path: tuple[str, ...]
    arguments: tuple[Word, ...]
    options: tuple[Word, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """Every command that there is."""
    return tuple(_shapes(typer.main.get_command(app), ()))


@cache
def _commands() -> tuple[Shape, ...]:
    """Those that are not groups."""
    paths = {shape.path[:-1] for shape in shapes()}
    return tuple(shape for shape in shapes() if shape.path not in paths)


def _shapes(command: Any, path: tuple[str, ...]) -> list[Shape]:
    found: list[Shape] = []
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            if name not in _SLOW:
                found += _shapes(command.get_command(None, name), (*path, name))
    words = [(each.param_type_name == "argument", _word(each)) for each in command.params]
    arguments = tuple(word for is_argument, word in words if is_argument)
    return [*found, Shape(path, arguments, tuple(word for is_argument, word in words if not is_argument))]


def _word(each: Any) -> Word:
    forms = () if each.param_type_name == "argument" else (*each.opts, *each.secondary_opts)
    parts: list[str] = []
    if getattr(each, "is_flag", False):
        values: list[tuple[str, ...]] = []
    elif hasattr(each.type, "choices"):
        values = [tuple(str(getattr(choice, "value", choice)) for choice in each.type.choices)]
        parts = [""]
    else:
        name = (each.metavar or "TEXT").upper()
        parts = (
            name.split() if each.nargs > 1 else [name.replace("...", "").strip("[]").removesuffix(".TOML")]
        )
        values = [tuple(_VALID.get(part, ("x",))) for part in parts]
    return Word(forms, tuple(values), tuple(parts), repeats=each.nargs == -1, needed=each.required)


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    """A command line: mostly one that fits its command."""
    shape = draw(st.sampled_from(shapes() if draw(st.integers(0, 19)) == 0 else _commands()))
    words: list[str] = []
    for argument in shape.arguments:
        if draw(st.integers(0, 19)):
            for _ in range(draw(st.integers(1, 3)) if argument.repeats else 1):
                words += draw(_values(argument))
    options = [option for option in shape.options if option.needed and draw(st.integers(0, 19))]
    if shape.options:
        once = draw(st.integers(0, 9)) > 0
        options += draw(st.lists(st.sampled_from(shape.options), max_size=3, unique=once))
    for option in options:
        form = draw(st.sampled_from(option.forms))
        given = draw(_values(option)) if draw(st.integers(0, 19)) else []
        joined = form.startswith("--") and len(given) == 1 and draw(st.booleans())
        words += [f"{form}={given[0]}"] if joined else [form, *given]
    if draw(st.integers(0, 19)) == 0:
        stray = draw(st.one_of(RUBBISH, st.sampled_from(["--help", "--no-input"])))
        words.insert(draw(st.integers(0, len(words))), stray)
    path = list(shape.path)
    if path and draw(st.integers(0, 49)) == 0:
        path[-1] = draw(RUBBISH)
    return [*path, *words]


@st.composite
def _values(draw: st.DrawFn, word: Word) -> list[str]:
    given = []
    for valid in word.values:
        kind = draw(st.integers(0, 9))
        if kind < 8:
            given.append(draw(st.sampled_from(valid)))
        elif kind < 9:
            given.append(draw(st.sampled_from(draw(st.sampled_from([*_VALID.values()])))))
        else:
            given.append(draw(RUBBISH))
    return given
