"""Completion: what may stand where the cursor is, answered without Typer while somebody waits for a key.

The shells' scripts (`cli/shells/`, printed by `prospector completion`) call
`prospector __complete SHELL WORDS...`; the last word is the one to complete. What the commands take is in `words.txt`, a
table that is made from Typer's own and that a test holds against it: one line a command, argument or option, between
tabs. Names come from the store, which is never made, upgraded or waited for.
"""

from __future__ import annotations

import os
import sys

from prospector.light import TYPE_CHECKING, dataclass
from prospector.quick.candidates import FILES, Candidate, candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TABLE = os.path.join(os.path.dirname(__file__), "words.txt")
_EVERYWHERE = frozenset({"--db", "--no-input"})
_COMPLETE_FILES = 3  # the exit code that tells the shell to offer its files
_BASH_ESCAPES = " \t\"'\\$`&|;<>()[]{}*?!#~"
_IN_DOUBLE_QUOTES = '"\\$`'


@dataclass(frozen=True, slots=True)
class Taken:
    """An argument or an option of a command.

    Attributes:
        forms: how an option is typed; none for an argument.
        metavar: what its value is called, each of several by a word, or the choices between `|`; empty for a flag.
        many: whether it may stand there more than once.
    """

    forms: tuple[str, ...]
    metavar: str
    meaning: str
    many: bool


def complete(words: list[str]) -> int:
    """Print the candidates for the last word.

    Args:
        words: the shell, then the words of the command line up to the cursor, without `prospector`.

    Returns:
        The exit code: 0, or 3 where files may stand.
    """
    shell, *typed = words or [""]
    *before, last = typed or [""]
    quote = ""
    if shell == "bash":
        before, last, quote = _read_as_bash(before, last)
    try:
        found = list(_offered(before, last, whole_words=shell != "bash"))
    except Exception:  # noqa: BLE001 - nobody asked anything: there is nothing to offer
        return 0
    if FILES in found:
        return _COMPLETE_FILES
    lines = [_line(shell, each, quote) for each in found]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in dict.fromkeys(lines)).encode("utf-8", "replace"))
    return 0


def _offered(before: list[str], last: str, *, whole_words: bool) -> Iterator[Candidate]:
    """What may stand at the last word."""
    with open(TABLE, encoding="utf-8") as file:
        table = file.read()
    words, database = _without_global(before)
    path, rest = _command(table, words)
    everywhere = [each for each in _taken(table, "") if _EVERYWHERE.intersection(each.forms)]
    taken = [
        *(_taken(table, path) if path else ()),
        *everywhere,
        Taken(("-h", "--help"), "", "Help", many=False),
    ]
    pending, filled, used = _walk(taken, rest)
    form, equals, value = last.partition("=")
    if pending is not None:
        yield from candidates(pending.metavar, pending.forms, path, last, database)
        return
    option = _option(taken, form) if equals and form.startswith("--") else None
    if option is not None:
        front = f"{form}=" if whole_words else ""
        for each in candidates(option.metavar, option.forms, path, value, database):
            yield each if each == FILES else Candidate(f"{front}{each.value}", each.meaning)
        return
    if last.startswith("-") and "--" not in rest:
        yield from _options(taken, used, last)
        return
    if not filled:
        yield from _subcommands(table, path, last)
    arguments = [each for each in taken if not each.forms]
    at = min(filled, len(arguments) - 1)
    if arguments and (filled < len(arguments) or arguments[at].many):
        yield from candidates(arguments[at].metavar, (), path, last, database)


def _command(table: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """The command that words name, as far as they do, and the words after it."""
    path = ""
    for at, word in enumerate(words):
        longer = f"{path} {word}".strip()
        if f"\n= {longer}\t" not in table:
            return path, list(words[at:])
        path = longer
    return path, []


def _taken(table: str, path: str) -> list[Taken]:
    """What a command takes, options that all have among them."""
    start = table.index(f"\n= {path}\t") + 1
    end = table.find("\n= ", start)
    lines = table[start : len(table) if end < 0 else end].splitlines()[1:]
    found = []
    for line in lines:
        many, forms, metavar, meaning = line.split("\t")
        found.append(Taken(tuple(forms.split()), metavar, meaning, many == "*"))
    return found


def _walk(taken: list[Taken], words: list[str]) -> tuple[Taken | None, int, set[str]]:
    """Which option waits for its value, how many arguments are filled, which options were used."""
    filled, used, waiting, missing = 0, set[str](), None, 0
    words = list(words)
    while words:
        word = words.pop(0)
        if missing:
            missing -= 1
            continue
        if word == "--":
            return None, filled + len(words), used
        option = _option(taken, word.partition("=")[0]) if word.startswith("-") else None
        if option is None:
            filled += not word.startswith("-")
            continue
        if not option.many:
            used.update(option.forms)
        waiting, missing = option, 0 if "=" in word else _values(option)
    return (waiting if missing else None), filled, used


def _values(option: Taken) -> int:
    return len(option.metavar.split())


def _option(taken: list[Taken], form: str) -> Taken | None:
    return next((each for each in taken if form in each.forms), None)


def _options(taken: list[Taken], used: set[str], last: str) -> Iterator[Candidate]:
    for each in taken:
        forms = [form for form in each.forms if form.startswith(last) and form not in used]
        if forms:
            yield Candidate(max(forms, key=len), each.meaning)


def _subcommands(table: str, path: str, last: str) -> Iterator[Candidate]:
    front = f"\n= {path} ".replace("  ", " ")
    at = table.find(front)
    while at >= 0:
        name, _, meaning = table[at + len(front) : table.index("\n", at + 1)].partition("\t")
        if name and " " not in name and name.startswith(last):
            yield Candidate(name, meaning)
        at = table.find(front, at + 1)


def _without_global(words: list[str]) -> tuple[list[str], str | None]:
    """The words without the options that every command takes, and the store that was named."""
    rest: list[str] = []
    database = None
    pending = iter(words)
    for word in pending:
        if word == "--db":
            database = next(pending, None)
            if database is None:
                rest.append(word)  # its value is what is being typed
        elif word.startswith("--db="):
            database = word.removeprefix("--db=")
        elif word != "--no-input":
            rest.append(word)
    return rest, database


def _read_as_bash(before: list[str], last: str) -> tuple[list[str], str, str]:
    """Words as bash gives them: quoted as they were typed, `--tag=hot` in three.

    Returns:
        The words before, the last one, and the quote that it began with.
    """
    if last == "=":
        last = ""
    elif before[-1:] == ["="]:
        before = before[:-1]
    plain = [_unquoted(word) for word in before if word != "="]
    return plain, _unquoted(last), last[:1] if last[:1] in {"'", '"'} else ""


def _unquoted(word: str) -> str:
    quote, text, letters = "", "", iter(word)
    for letter in letters:
        if letter == "\\" and quote != "'":
            text += next(letters, "")
        elif letter == quote:
            quote = ""
        elif not quote and letter in "'\"":
            quote = letter
        else:
            text += letter
    return text


def _line(shell: str, each: Candidate, quote: str) -> str:
    """A candidate as a shell reads it."""
    if shell == "zsh":
        value = each.value.replace("\\", "\\\\").replace(":", "\\:")
        return f"{value}:{each.meaning}" if each.meaning else value
    if shell == "bash":
        special = _BASH_ESCAPES if not quote else _IN_DOUBLE_QUOTES if quote == '"' else ""
        return "".join(f"\\{letter}" if letter in special else letter for letter in each.value)
    return f"{each.value}\t{each.meaning}"
