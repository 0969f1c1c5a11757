"""Names for channels, outcomes and lead sources: words that can be typed without quotes and mistaken for nothing else."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TypeVar

from prospector.domain.spelling import closest, quoted
from prospector.domain.vocabulary import Level
from prospector.errors import InvalidValueError

_LONGEST = 40
LONGEST_NAME = 200
LONGEST_NOTE = 10_000
_LONGEST_TEXTS = {
    **dict.fromkeys(("name", "title", "contact", "account", "content"), LONGEST_NAME),
    "note": LONGEST_NOTE,
}
_Word = TypeVar("_Word", bound=StrEnum)


def read_word(text: str, noun: str) -> str:
    """Make a name of what was typed: lower case, hyphens between its words.

    Args:
        text: what was typed.
        noun: what it names, for the message.

    Raises:
        InvalidValueError: it is empty or too long, does not begin with a letter, or holds a mark other than a hyphen.
    """
    word = "-".join(unicodedata.normalize("NFC", text).lower().replace("_", " ").split())
    if not word[:1].isalpha() or len(word) > _LONGEST or not word.replace("-", "").isalnum():
        raise InvalidValueError(
            f"{quoted(text)} is not a name for {noun}",
            hint=f"letters, digits and hyphens, a letter first, up to {_LONGEST}",
        )
    return word


def too_long(column: str, text: str) -> InvalidValueError | None:
    """The error of a name, a title or a note that is longer than anybody means it to be; None where it is not.

    Args:
        column: what it is the text of, by its canonical name; others may be of any length.
        text: with single spaces, where it is a name.
    """
    longest = _LONGEST_TEXTS.get(column)
    if longest is None or len(text) <= longest:
        return None
    return InvalidValueError(
        f"a {column} of {len(text):,} characters is longer than {longest:,}", hint="shorten it"
    )


def read_level(text: str) -> Level:
    """Read a level of the ladder.

    Raises:
        InvalidValueError: there is no such level; names them.
    """
    words = [level.word for level in Level]
    word = text.strip().lower()
    if word not in words:
        raise InvalidValueError(f"{quoted(text)} is not a level", hint=_meant(word, words))
    return Level(words.index(word))


def read_choice(text: str, choices: type[_Word]) -> _Word:
    """Read one of a few words.

    Raises:
        InvalidValueError: it is none of them; names them.
    """
    word = text.strip().lower()
    words = [str(each) for each in choices]
    if word not in words:
        raise InvalidValueError(f"{quoted(text)} is not one of {', '.join(words)}", hint=_meant(word, words))
    return choices(word)


def _meant(word: str, words: list[str]) -> str:
    near = closest(word, words)
    return f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(words)}"
