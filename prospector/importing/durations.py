"""How long something took, in the units of other programs."""

from __future__ import annotations

import re
from decimal import Decimal

from prospector.domain.spelling import quoted
from prospector.errors import InvalidValueError

_LONGEST_SECONDS = 24 * 3600
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?", re.ASCII)
_WITH_COMMA = re.compile(r"\d+,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)  # or a fraction with three digits
_NAME_THE_COMMA = 'if the comma stands before decimals, say so in a mapping: [file] decimal = ","'
_SECONDS_IN = {
    "seconds": Decimal(1),
    "milliseconds": Decimal("0.001"),
    "minutes": Decimal(60),
    "hours": Decimal(3600),
}


def _duration(unit: str, decimal: str | None, text: str) -> Decimal:
    """Seconds of a duration, exact; H:MM:SS can be nothing else, whatever the unit is, nor H:MM where it is hours."""
    found = _CLOCK.fullmatch(text)
    if found and (found[3] or unit == "hours"):
        seconds = Decimal(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
    elif unit == "H:MM:SS":
        raise InvalidValueError(f"{quoted(text)} is not H:MM:SS")
    else:
        seconds = _decimal(text, decimal, f"a number of {unit}") * _SECONDS_IN[unit]
    if seconds > _LONGEST_SECONDS:
        raise InvalidValueError(f"{quoted(text)} is more than a day")
    return seconds


def read_minutes(unit: str, decimal: str | None, text: str) -> tuple[int, str]:
    """Whole minutes, half a minute up: the sum over many rows stays true; and their key.

    Args:
        unit: of `DURATION_UNITS`.
        decimal: what stands before decimals; None where the cell has to tell.
        text: of the cell.

    Raises:
        InvalidValueError: the text is no duration, or one of more than a day.
    """
    minutes = int((_duration(unit, decimal, text) + 30) // 60)
    return minutes, str(minutes)


def read_seconds(unit: str, decimal: str | None, text: str) -> tuple[int, str]:
    """Whole seconds, half a second up, and their key; as `read_minutes`."""
    seconds = int(_duration(unit, decimal, text) + Decimal("0.5"))
    return seconds, str(seconds)


def _decimal(text: str, decimal: str | None, what: str) -> Decimal:
    """Read a number without marks of thousands; where nobody told its decimal mark, a comma may be it."""
    if text[:1] in {"-", "\u2212"}:
        raise InvalidValueError(f"{quoted(text)} is negative")
    if decimal is None and _THOUSANDS.fullmatch(text):
        raise InvalidValueError(f"{quoted(text)} can be read in two ways; {_NAME_THE_COMMA}")
    mark = decimal or ("," if "," in text else ".")
    if not re.fullmatch(rf"\d{{1,15}}(?:{re.escape(mark)}\d{{1,15}})?", text, re.ASCII):
        remedy = f"; {_NAME_THE_COMMA}" if _WITH_COMMA.fullmatch(text) else ""
        raise InvalidValueError(f"{quoted(text)} is not {what}{remedy}")
    return Decimal(text.replace(mark, "."))
