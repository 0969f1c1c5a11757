"""Money: whole minor units (cents) in an int, and the ways in which people write it.

An amount that could be read in two ways is refused where nothing says which: `1.500` is one and a half to some and
fifteen hundred to others. A file's mapping says which with `decimal`.
"""

from __future__ import annotations

from prospector.domain.currency import MINUSES, exponent_of, split_currency
from prospector.domain.day_words import is_number
from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass

MONEY_FORMS: tuple[tuple[str, str], ...] = (
    ("25000, 25,000, 25 000", "twenty-five thousand"),
    ("25k, 1.2m", "thousands and millions"),
    ("1,234.50, 1.234,50", "with cents; the last mark is the decimal one"),
    ("$1,234.50, 900 EUR", "a sign or a code beside it"),
)

_MULTIPLES = {"K": 3, "M": 6}
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " "))
_LARGEST = 2**53
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as it was written.

    Attributes:
        minor: whole minor units of its currency.
        currency: the ISO 4217 code that stood with it; None where none did, or a sign that several share.
    """

    minor: int
    currency: str | None


def read_money(text: str, *, decimal: str | None = None, exponent: int = 2) -> int:
    """Read money whose currency is settled elsewhere; a sign or code beside it is passed over.

    Args:
        text: as in `25000`, `25k`, `1.2m`, `$1,234.50`, `(500)`.
        decimal: what stands before the decimals, `.` or `,`; None to find out from the text. A comma before exactly
            three digits is then a mark of thousands.
        exponent: the decimals of the minor unit.

    Returns:
        Whole minor units.

    Raises:
        InvalidValueError: it is no amount, can be read in two ways, is finer than the minor unit, or beyond 2**53.
    """
    _, body = split_currency(_plain(text))
    return _minor(text, body, decimal, exponent)


def read_amount(text: str, *, decimal: str | None = None, exponent: int = 2) -> Amount:
    """Read money together with the currency that it names.

    Args:
        text: as in `read_money`.
        decimal: as in `read_money`.
        exponent: the decimals of the minor unit where the text names no currency.

    Raises:
        InvalidValueError: as `read_money` does.
    """
    currency, body = split_currency(_plain(text))
    return Amount(_minor(text, body, decimal, exponent_of(currency) if currency else exponent), currency)


def format_money(minor: int, exponent: int = 2, *, thousands: bool = True) -> str:
    """Write whole minor units as `18,400` or `1,234.50`; decimals only where there are some.

    Args:
        minor: whole minor units.
        exponent: their decimals.
        thousands: whether commas mark the thousands.
    """
    whole, rest = divmod(abs(minor), 10**exponent)
    text = f"{whole:,}" if thousands else str(whole)
    sign = "-" if minor < 0 else ""
    return f"{sign}{text}.{rest:0{exponent}}" if rest else f"{sign}{text}"


def major_units(minor: int, exponent: int = 2) -> int | float:
    """Turn whole minor units into a number in major units, as JSON has it; an integer where it is one.

    The number is the closest there is, and its shortest decimal form is the exact amount up to 10**15 minor units.
    """
    unit: int = 10**exponent
    return minor / unit if minor % unit else minor // unit


def _plain(text: str) -> str:
    return text.translate(_SPACES).strip().upper()


def _minor(text: str, body: str, decimal: str | None, exponent: int) -> int:
    negative, body = _sign(body)
    multiple = _MULTIPLES.get(body[-1:], 0)
    number = body[:-1].rstrip() if multiple else body
    if not number or len(number) > _LONGEST:
        raise _garbled(text)
    if decimal is None:
        decimal = _decimal_of(text, number, exponent=exponent, multiplied=multiple > 0)
    whole, fraction = _split(text, number, decimal)
    fraction = fraction.rstrip("0")
    scale = exponent + multiple - len(fraction)
    if scale < 0:
        unit = f"{10**-exponent:.{exponent}f}" if exponent else "1"
        raise InvalidValueError(f"{quoted(text)} is finer than the minor unit, {unit}", hint="round it")
    minor: int = int(whole + fraction) * 10**scale
    if minor > _LARGEST:
        raise InvalidValueError(f"{quoted(text)} is too large", hint="check the amount")
    return -minor if negative else minor


def _sign(body: str) -> tuple[bool, str]:
    if body.startswith("(") and body.endswith(")"):
        return True, body[1:-1].strip()
    if body.startswith(MINUSES):
        return True, body[1:].lstrip()
    return False, body.removeprefix("+")


def _decimal_of(text: str, number: str, *, exponent: int, multiplied: bool) -> str:
    """Find out which of `.` and `,` stands before the decimals.

    Raises:
        InvalidValueError: nothing in the number tells.
    """
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return max(".,", key=number.rfind)
    if points > 1 or commas > 1:
        return "," if points else "."
    head, _, tail = number.partition("." if points else ",")
    if not points:
        if commas and len(tail) == 3 and head == "0":
            raise _ambiguous(text)
        return "," if commas and len(tail) != 3 else "."
    could_be_thousands = len(tail) == 3 and 1 <= len(head) <= 3 and head != "0"
    if could_be_thousands and exponent < 3 and not multiplied:
        raise _ambiguous(text)
    return "."


def _split(text: str, number: str, decimal: str) -> tuple[str, str]:
    """Part a number into the digits before and behind its decimal mark, its marks of thousands checked and gone."""
    whole, mark, fraction = number.partition(decimal)
    if mark and not is_number(fraction):
        raise _garbled(text)
    marks = {letter for letter in whole if not letter.isdigit()}
    if len(marks) > 1 or not marks <= {"," if decimal == "." else ".", " ", "'", "\u2019"}:
        raise _garbled(text)
    groups = whole.split(marks.pop()) if marks else [whole or "0"]
    if not is_number("".join(groups)) or not _are_thousands(groups):
        raise _garbled(text)
    return "".join(groups), fraction


def _are_thousands(groups: list[str]) -> bool:
    """Whether digits are grouped as in 1,234,567, or by lakh and crore as in 12,34,567."""
    if len(groups) == 1:
        return True
    first, *middle, last = (len(group) for group in groups)
    sizes = set(middle)
    return last == 3 and ((1 <= first <= 3 and sizes <= {3}) or (1 <= first <= 2 and sizes == {2}))


def _garbled(text: str) -> InvalidValueError:
    return InvalidValueError(f"{quoted(text)} is not an amount", hint="as in 25000, 25k, 1.2m or 1,234.50")


def _ambiguous(text: str) -> InvalidValueError:
    return InvalidValueError(
        f"{quoted(text)} can be read in two ways",
        hint="leave the mark of thousands out, or write two decimals",
    )
