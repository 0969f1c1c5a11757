"""Hours a week that a rep thinks of shifting between channels: `call=+3h social=-3h`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from prospector.domain.spelling import fold, quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass

_MOST = 80
_EXAMPLE = "call=+3h social=-3h, hours a week more or less"


@dataclass(frozen=True, slots=True)
class Shift:
    """So many hours a week more, or less, on a channel."""

    channel: str
    hours: float


def read_shifts(text: str) -> tuple[Shift, ...]:
    """Read shifts, each a channel, a sign and hours; commas or spaces between.

    Raises:
        InvalidValueError: it is none, a channel comes twice, or there are not so many hours in a week.
    """
    found: dict[str, Shift] = {}
    for word in text.replace(",", " ").split():
        channel, equals, amount = word.partition("=")
        hours = _hours(amount)
        if not (channel and equals) or hours is None:
            raise InvalidValueError(f"{quoted(word)} is not a shift of hours", hint=_EXAMPLE)
        if not -_MOST <= hours <= _MOST or not hours:
            raise InvalidValueError(
                f"{quoted(word)} is no change that fits into a week",
                hint=f"up to {_MOST} hours, more or less",
            )
        if fold(channel) in found:
            raise InvalidValueError(f"{channel} is named twice", hint=_EXAMPLE)
        found[fold(channel)] = Shift(channel, hours)
    if not found:
        raise InvalidValueError("no hours are shifted", hint=_EXAMPLE)
    return tuple(found.values())


def hours_words(hours: Mapping[str, float]) -> str:
    """Say shifts: `call +3 h, social -3 h a week`."""
    return f"{', '.join(f'{channel} {change:+g} h' for channel, change in hours.items())} a week"


def _hours(text: str) -> float | None:
    """`+3h`, `-1.5h` or without the h; None where it is no number with a sign."""
    digits = text.lower().removesuffix("h")
    if digits[:1] not in {"+", "-"}:
        return None
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    return float(number) if number.is_finite() else None
