"""Names for channels, outcomes and lead sources: words that can be typed without quotes and mistaken for nothing else."""

from __future__ import annotations

from prospector.domain.spelling import composed, did_you_mean, fold, quoted
from prospector.domain.vocabulary import Level
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import StrEnum
    from typing import TypeVar

    _Word = TypeVar("_Word", bound=StrEnum)

_LONGEST = 40
LONGEST_NAME = 200
LONGEST_NOTE = 10_000
_LONGEST_TEXTS = {
    **dict.fromkeys(("name", "title", "contact", "account", "content", "phone"), LONGEST_NAME),
    "note": LONGEST_NOTE,
}
_SEEN = frozenset(("name", "title", "contact", "account", "content"))
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # letters and marks, by their sorts
_OF_ONE_LINE = frozenset(("name", "title", "seniority", "division", "industry", "source_detail"))
# What follows a comma and is no given name: degrees, generations, forms of companies.
_NO_GIVEN_NAMES = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "esq", "md", "phd", "mba", "msc", "bsc", "cpa", "cfa", "pmp", "rn", "dds", "dvm",
     "jd", "llm", "pe", "cissp", "shrm", "inc", "llc", "llp", "ltd", "limited", "gmbh", "kg", "ohg", "sas", "sarl",
     "srl", "spa", "oy", "plc", "corp", "company", "kgaa", "pty", "pte", "lp", "mr", "mrs", "ms", "dr", "prof",
     "group", "holding", "holdings")
)  # fmt: skip
_NO_GIVEN_NAMES_ALONE = frozenset(
    ("i", "v", "ma", "ba", "bs", "sa", "se", "ab", "as", "ag", "nv", "bv", "co", "the", "and", "usa", "uk")
)
_IN_NAMES = str.maketrans("", "", ".-'\u2019")
_PARTICLES = frozenset(
    ("van", "von", "vom", "zu", "de", "der", "den", "di", "da", "do", "dos", "das", "del", "della", "la", "le", "du",
     "al", "el", "bin", "ben", "ten", "ter", "af", "av", "st", "mac")
)  # fmt: skip
_LEAST_SURNAMES = 2
_MOST_PARTS = 3  # of a surname, and of given names


def read_word(text: str, noun: str) -> str:
    """Make a name of what was typed: lower case, hyphens between its words.

    Args:
        text: what was typed.
        noun: what it names, for the message.

    Raises:
        InvalidValueError: it is empty or too long, does not begin with a letter, or holds a mark other than a hyphen.
    """
    word = "-".join(composed(text).lower().replace("_", " ").split())
    if not word[:1].isalpha() or len(word) > _LONGEST or not word.replace("-", "").isalnum():
        raise InvalidValueError(
            f"{quoted(text)} is not a name for {noun}",
            hint=f"letters, digits and hyphens, a letter first, up to {_LONGEST}",
        )
    return word


def kind_word(text: str) -> str:
    """A kind in its one form: `Cold Call` and `cold_call` are `cold-call`, typed or imported."""
    return composed("-".join(text.casefold().replace("_", " ").split()))


def tidy(column: str, text: str) -> str | None:
    """What is stored of a text that was typed, the same as of one that is imported; None where nothing is left.

    A name has single spaces and accented letters as one sign; a note has no outer spaces; other texts are left alone.
    """
    if column == "note":
        return text.strip() or None
    return one_line(text) if column in _OF_ONE_LINE else text


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


def unfit(column: str, text: str) -> InvalidValueError | None:
    """The error of a text that is not kept: too long, or a name in which nothing can be seen; None where it is fit.

    Args:
        column: what it is the text of, by its canonical name.
        text: as `tidy` gives it.
    """
    if column in _SEEN and not text.isascii() and not any(map(_is_seen, text)):
        return InvalidValueError(f"{text!a} has nothing that can be seen", hint=f"another {column}")
    return too_long(column, text)


def _is_seen(letter: str) -> bool:
    from unicodedata import category  # lazy: most names are plain

    return category(letter) not in {"Cf", "Zs", "Zl", "Zp"} and letter not in _UNSEEN_LETTERS


def one_line(text: str) -> str:
    """A name with single spaces, and each accented letter as one sign."""
    return composed(" ".join(text.split()))


def given_name_first(text: str) -> str | None:
    """The person whose surname stands before a comma: `Doe, Jane` is Jane Doe.

    Returns:
        None where the text does not look like that: it has no comma or several, a digit, or what follows the comma is
        a degree, a generation or the form of a company, as in `Smith, Jr.` and `Acme, Inc.`
    """
    if text.count(",") != 1:
        return None
    surname, given = (one_line(side) for side in text.split(","))
    words = [fold(word).replace(".", "") for word in given.split()]
    if _NO_GIVEN_NAMES.intersection(words) or (len(words) == 1 and words[0] in _NO_GIVEN_NAMES_ALONE):
        return None
    return f"{given} {surname}" if _is_part_of_a_name(surname) and _is_part_of_a_name(given) else None


def are_surnames_first(with_comma: Collection[str], others: int) -> bool:
    """Whether a column of names has the surname before a comma; one name alone does not tell.

    Args:
        with_comma: the different names that have a comma.
        others: how many different names of several words have none.

    Returns:
        Whether at least two, and half of all, look like that, and nearly all of those have one surname: what has two
        words before the comma is more often a whole name, with a company or a title after it.
    """
    surnames = [name.partition(",")[0].split() for name in with_comma if given_name_first(name)]
    single = sum(len([word for word in words if fold(word) not in _PARTICLES]) == 1 for words in surnames)
    return (
        len(surnames) >= _LEAST_SURNAMES
        and 2 * len(surnames) >= len(with_comma) + others
        and 5 * single >= 4 * len(surnames)
    )


def _is_part_of_a_name(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _MOST_PARTS and all(word.translate(_IN_NAMES).isalpha() for word in words)


def read_level(text: str) -> Level:
    """Read a level of the ladder.

    Raises:
        InvalidValueError: there is no such level; names them.
    """
    words = [level.word for level in Level]
    word = text.strip().lower()
    if word not in words:
        raise InvalidValueError(
            f"{quoted(text)} is not a level", hint=did_you_mean(word, words, f"there are {', '.join(words)}")
        )
    return Level(words.index(word))


def read_choice(text: str, choices: type[_Word]) -> _Word:
    """Read one of a few words.

    Raises:
        InvalidValueError: it is none of them; names them.
    """
    word = text.strip().lower()
    words = [str(each) for each in choices]
    if word not in words:
        raise InvalidValueError(
            f"{quoted(text)} is not one of {', '.join(words)}",
            hint=did_you_mean(word, words, f"there are {', '.join(words)}"),
        )
    return choices(word)
