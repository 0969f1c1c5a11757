"""The number of a row as people type it: `1042` or `#1042` where only a number will do, `id:1042` in place of a name.

In place of a name `1042` and `#1042` are nobody's: whoever types them means a row, and which sort of row is not said.
"""

from __future__ import annotations

from prospector.domain.day_words import is_number
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError, UnknownNameError

_MARK = "id:"
_MOST_DIGITS = 18  # what a column of numbers holds
_FEWEST_OF_A_PHONE = 5  # digits that may be somebody's phone number; less is the number of a row


def named_number(text: str) -> int | None:
    """The number that `id:N` names; None where the text is not of that shape, or no row has a number so large."""
    word = text.strip().lower()
    return _number(word.removeprefix(_MARK)) if word.startswith(_MARK) else None


def marked_number(text: str) -> int | None:
    """The number that `#N` names; None where the text is not of that shape.

    Raises:
        UnknownNameError: no row has a number so large.
    """
    word = text.strip()
    return read_row_number(word) if word.startswith("#") and is_number(word[1:]) else None


def bare_number(text: str) -> str | None:
    """The digits of `12` or `#12` in place of a name; None for a name, and for what may be a phone number."""
    word = text.strip()
    digits = word.removeprefix("#")
    short = len(digits) < _FEWEST_OF_A_PHONE
    return digits if is_number(digits) and (short or digits != word) else None


def read_row_number(text: str) -> int:
    """Read the number of a row: `1042`, `#1042` or `id:1042`.

    Raises:
        InvalidValueError: it is no number.
        UnknownNameError: no row has a number so large.
    """
    digits = text.strip().removeprefix("#").removeprefix(_MARK)
    number = _number(digits)
    if number is not None:
        return number
    if is_number(digits):
        raise UnknownNameError(
            f"nothing has the number {quoted(digits)}", hint="lists show the number of each row"
        )
    raise InvalidValueError(
        f"{quoted(text)} is not a number", hint="as in 1042 or #1042: prospector list shows them"
    )


def _number(digits: str) -> int | None:
    return int(digits) if is_number(digits) and len(digits) <= _MOST_DIGITS else None
