"""Values of options that mean the same in every command."""

from __future__ import annotations

from prospector.domain.currency import exponent_of
from prospector.domain.money import read_amount
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def parted(given: Mapping[str, str | None]) -> tuple[dict[str, str], frozenset[str]]:
    """Tell the values that were given from those that are to be taken away, given as nothing at all (`""`)."""
    words = {name: text for name, text in given.items() if text is not None and text.strip()}
    return words, frozenset(name for name, text in given.items() if text is not None and name not in words)


def read_cost(text: str, currency: str) -> int:
    """Read a cost in the store's currency; minor units.

    Raises:
        InvalidValueError: it is no amount, less than nothing, or in another currency.
    """
    amount = read_amount(text, exponent=exponent_of(currency))
    if amount.currency not in {None, currency}:
        raise InvalidValueError(
            f"a cost in {amount.currency}", hint=f"give it in {currency}, the store's currency"
        )
    if amount.minor < 0:
        raise InvalidValueError(f"a cost of {text} is less than nothing", hint="a cost is 0 or more")
    return amount.minor


def read_whole(name: str, text: str) -> int:
    """Read a whole number from 0 to 999,999,999; `name` says what of.

    Raises:
        InvalidValueError: it is none, or larger.
    """
    digits = text.replace(",", "")
    if not (digits.isascii() and digits.isdecimal()):
        raise InvalidValueError(f"{name} {quoted(text)} is not a whole number")
    if len(digits) > 9:
        raise InvalidValueError(f"{name} {quoted(text)} is too large", hint="at most 999,999,999")
    return int(digits)
