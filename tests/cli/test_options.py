"""Options that cannot both be meant are refused, by both front ends and in the lines of a log alike."""

from __future__ import annotations

import pytest

from prospector.quick.front import do_quickly
from tests.terminal import Terminal


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("report compare --by hour --by channel", "--by was given more than once"),
        ("report channels -p today --period yesterday", "--period was given more than once"),
        ("call jane -m 3 --minutes=4", "--minutes was given more than once"),
        ("content piece -k a -k b", "--kind was given more than once"),
        ("edit 1 --inbound --outbound", "--inbound/--outbound was given more than once"),
        ("list --db a --db b", "--db was given more than once"),
        ("list --json --format csv", "--json and --format csv contradict"),
        ("config --format table --json", "--json and --format table contradict"),
    ],
)
def test_what_contradicts_is_refused_by_name(terminal: Terminal, line: str, told: str) -> None:
    result = terminal(line)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert result.err.startswith(f"prospector: {told}; ")
    assert not terminal.store.exists()


def test_what_says_the_same_twice_and_what_may_be_repeated_is_taken(terminal: Terminal) -> None:
    terminal.ok("call jane -t hot -t q4 --inbound --inbound --no-input --no-input")
    assert '"tags": "hot;q4"' in terminal.ok("list --json --format json")


def test_both_front_ends_refuse_an_option_given_twice(terminal: Terminal) -> None:
    words = ["call", "jane", "-m", "3", "-m", "4"]
    assert do_quickly(words) is None
    assert (
        terminal("log -", stdin=" ".join(words)).err == f"prospector: line 1: {terminal.run(words).err[12:]}"
    )
    assert not terminal.store.exists()


def test_a_missing_option_with_choices_is_one_line(terminal: Terminal) -> None:
    result = terminal("report compare")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "--by is missing; it is channel, kind, " in result.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("cal", "there is no command 'cal'; did you mean call?"),
        ("report chan", "there is no command 'report chan'; did you mean report channels?"),
        ("deal zzz", "there is no command 'deal zzz'; prospector deal --help lists them"),
        ("deal list --stat", "there is no option '--stat'; did you mean --status or --stage?"),
        ("deal edit acme", "nothing to change was given; deal edit --help lists what can be"),
    ],
)
def test_a_slip_is_told_in_the_same_words_on_every_level(terminal: Terminal, line: str, told: str) -> None:
    result = terminal(line)
    assert (result.code, result.out, result.err) == (2, "", f"prospector: {told}\n")
