"""What values there are for an argument or an option: names of the store, periods, days, choices."""

from __future__ import annotations

import os

from prospector.domain.spelling import fold
from prospector.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PERIODS = (
    *(
        "today",
        "yesterday",
        "this-week",
        "last-week",
        "this-month",
        "last-month",
        "this-quarter",
        "last-quarter",
    ),
    *("this-year", "last-year", "7d", "30d", "90d", "all"),
)
_DAYS = ("today", "yesterday", "tomorrow", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LEVELS = ("attempt", "connect", "conversation", "appointment")
_SHELLS = ("bash", "zsh", "fish")
_NAMED_SO = {  # nouns of the store by what an argument, an option or a group of commands is called
    "who": "contact",
    "into": "contact",
    "contact": "contact",
    "account": "account",
    "deal": "deal",
    "title": "content",
    "content": "content",
    "on": "content",
    "channel": "channel",
    "outcome": "outcome",
    "kind": "kind",
    "tag": "tag",
    "source": "source",
    "rep": "rep",
    "plan": "plan",
}
_NOT_YET_THERE = {"add", "new", "open"}  # commands whose first name nobody has


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may stand there, and what it means."""

    value: str
    meaning: str = ""


FILES = Candidate("\0")  # whatever files there are


def candidates(
    metavar: str, forms: tuple[str, ...], path: str, typed: str, database: str | None
) -> Iterator[Candidate]:
    """The values that begin as the word does.

    Args:
        metavar: of the argument or option.
        forms: of the option; none for an argument.
        path: the command.
        typed: the word so far.
        database: the store that was named with `--db`.
    """
    word = metavar.split(maxsplit=1)[0].strip("[].").lower() if metavar else ""
    if "|" in metavar:
        yield from _beginning(metavar.split("|"), typed)
    elif word.startswith("file"):
        yield FILES
    elif word == "period":
        yield from _beginning(_PERIODS, typed)
    elif word in {"when", "day", "date"}:
        yield from _beginning(_DAYS, typed)
    elif word == "level":
        yield from _beginning(_LEVELS, typed)
    elif word == "shell":
        yield from _beginning(_SHELLS, typed)
    elif word == "channel" and path == "log":
        yield from (Candidate(name) for name in _names("channel", typed, database))
    else:
        noun = _noun(word, forms, path)
        if noun == "profile":
            yield from _beginning(_profiles(), typed)
        elif noun:
            yield from (Candidate(name) for name in _names(noun, typed, database))


def _noun(word: str, forms: tuple[str, ...], path: str) -> str:
    """Which names are meant, empty for none."""
    group, _, deed = path.rpartition(" ")
    if forms:
        said = max(forms, key=len).lstrip("-")
        return said if said == "profile" else _NAMED_SO.get(said, _NAMED_SO.get(word, ""))
    if word in _NAMED_SO:
        return "" if word == "outcome" and group == "outcome" and deed in _NOT_YET_THERE else _NAMED_SO[word]
    if word != "name" or deed in _NOT_YET_THERE:
        return ""
    return "profile" if group == "profiles" else _NAMED_SO.get(group, "")


def _names(noun: str, typed: str, database: str | None) -> Iterable[str]:
    """Names of the store; none where it cannot be read at once."""
    from prospector.render.clean import clean  # lazy: options and commands need no store
    from prospector.store.names import names_beginning  # lazy: the same
    from prospector.store.opening import open_as_it_is  # lazy: the same

    if database is None:
        from prospector.usecases.configuring import store_path  # lazy: where no store was named

        database = store_path(os.environ)
    connection = open_as_it_is(database)
    if connection is None:
        return []
    try:
        found = names_beginning(connection, noun, fold(typed))
    finally:
        connection.close()
    return [name for name in found if clean(name) == name]


def _profiles() -> list[str]:
    """The shipped profiles, by their files."""
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "importing", "profiles")
    return sorted(name.removesuffix(".toml") for name in os.listdir(folder) if name.endswith(".toml"))


def _beginning(words: Iterable[str], typed: str) -> Iterator[Candidate]:
    return (Candidate(word) for word in words if word.startswith(typed.lower()))
