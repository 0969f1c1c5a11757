"""A plain line means to the quick front end what it means to Typer: the same function, the same values, the same answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings

from prospector.cli import app as ordinary
from prospector.cli import frame
from prospector.cli.invocation import Invocation
from prospector.cli.running import hoisted
from prospector.quick import plain
from tests.terminal import Terminal
from tests.trust.command_lines import Shape, Word, command_lines, shapes

Call = tuple[Callable[..., None], dict[str, Any]]

_VALUES = {"DATE": "2026-11-19", "FILE": "out.html", "N": "2", "PERIOD": "all", "ROW,FIGURE": "channel=call,conversations"}  # fmt: skip
_ACT_BEFORE = {"config", "review"}  # groups that do something of their own before their commands


@contextmanager
def _recorded() -> Iterator[list[Call]]:
    """Which commands Typer calls, and with what; nothing is run."""
    calls: list[Call] = []
    readable = frame._readable

    def recording(function: Callable[..., None]) -> Callable[..., None]:
        def call(**values: Any) -> None:
            calls.append((function, values))

        real: Any = readable(function)
        update_wrapper(call, real)
        call.__signature__ = real.__signature__  # type: ignore[attr-defined]  # what Typer reads
        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "_readable", recording)
        yield calls


def _complete(call: Call) -> Call:
    """A call with its defaults, and without the context, which is each front end's own."""
    function, values = call
    code = function.__code__
    first = code.co_argcount - len(function.__defaults__ or ())
    usual = dict(zip(code.co_varnames[first : code.co_argcount], function.__defaults__ or (), strict=True))
    every = {**usual, **(function.__kwdefaults__ or {}), **values}
    return function, {name: value for name, value in every.items() if name != "context"}


def _read(words: list[str]) -> tuple[Call, Invocation] | None:
    run = Invocation(os.environ)
    try:
        return plain._read(hoisted(words), run), run
    except plain._NotPlainError:
        return None


@settings(max_examples=600)
@given(command_lines())
@example(["report", "channels", "-p90d"])
@example(["report", "channels", "-p=90d"])
@example(["report", "channels", "--rep", "jane", "--rep", "me"])
@example(["report", "channels", "--level", "49"])
@example(["report", "channels", "--level", "050"])
@example(["report", "channels", "--json", "--format", "csv"])
@example(["report", "channels", "--json", "--format", "json"])
@example(["report", "channels", "--json", "--json"])
@example(["report", "channels", "--format", "Json"])
@example(["report", "channels", "--db", "a.db", "--no-input"])
@example(["--db=a.db", "--db=b.db", "report", "channels"])
@example(["report", "-p", "all", "channels"])
@example(["report", "channels", "all"])
@example(["search", "a", "b"])
@example(["next", "--snooze", "3", "mon"])
@example(["contact", "edit", "jane", "--qualified"])
@example(["undo", "2"])
@example(["tag", "add", "hot", "jane", "bob"])
def test_a_plain_line_calls_the_same_function_with_the_same_values(words: list[str]) -> None:
    mine = _read(words)
    if mine is None or words[:1] in ([], ["--db"]) or mine[0][0].__name__ == "show_overview":
        return
    with _recorded() as calls:
        run = Invocation(os.environ)
        ordinary.do(hoisted(words), run)
    assert [_complete(mine[0])] == [
        _complete(call) for call in calls if call[1]
    ]  # a group's own has no parameters
    assert (mine[1].database, mine[1].no_input) == (run.database, run.no_input)


def _reading() -> list[Shape]:
    """The commands that read, of those that are not groups."""
    groups = {shape.path[:-1] for shape in shapes()}
    return [
        shape
        for shape in shapes()
        if shape.path not in groups
        and (shape.path[0] in {"report", "today", "next", "search"} or shape.path[-1] in {"list", "show"})
    ]


def _lines(shape: Shape) -> Iterator[list[str]]:
    """A line with what is needed alone, and one with each option, its value in the next word and in the same."""
    arguments = [word for each in shape.arguments if shape.path != ("next",) for word in _values(each)]
    asked = {option: [option.forms[0], *_values(option)] for option in shape.options if option.needed}
    yield [*shape.path, *(word for words in asked.values() for word in words), *arguments]
    for option in shape.options:
        values = _values(option)
        needed = [word for each, words in asked.items() if each != option for word in words]
        yield [*shape.path, *needed, option.forms[0], *values, *arguments]
        if len(values) == 1:
            yield [*shape.path, *needed, *arguments, f"{max(option.forms, key=len)}={values[0]}"]


def _values(word: Word) -> list[str]:
    return [_VALUES.get(name, valid[0]) for name, valid in zip(word.names, word.values, strict=True)]


def test_every_option_of_a_reading_command_is_plain_unless_it_takes_two_words() -> None:
    left = [
        line
        for shape in _reading()
        for line in _lines(shape)
        if shape.path[0] not in _ACT_BEFORE and _read(line) is None
    ]
    assert {tuple(line[:2]) for line in left} == {("next", "--snooze")}


@pytest.mark.parametrize("shape", _reading(), ids=lambda shape: " ".join(shape.path))
def test_both_front_ends_answer_a_reading_command_alike(shape: Shape, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Ann Poe' conversation -m 12 -a Acme -k cold -t hot -d 9:30")
    terminal.ok("email 'Bob Ray' sent -d 9:40")
    terminal.ok("content News -k article -d 9:00")
    terminal.ok("deal open rollout -w ann")
    for line in _lines(shape):
        answers = []
        for front in (plain.run, ordinary.run):
            terminal.front = front
            page = terminal.folder / "out.html"
            answers.append((terminal.run(line), page.read_bytes() if page.exists() else b""))
        assert answers[0] == answers[1], line
