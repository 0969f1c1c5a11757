"""The pictures of a page, as numbers: where a bar ends, where a range lies, which marks an axis has.

The template draws them as SVG. Places across a figure are percents of its width and heights are pixels, so that a figure
is as wide as its page and its words are as large on a phone as on a desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from prospector.light import dataclass

ROW_HEIGHT = 40
SPARK_HEIGHT = 18
SPARK_STEP = 6
SHADES = 4
_INSET = 1.0  # percent at each edge, so that a mark at 0 is not cut in half
_MOST_MARKS = 6
_STEPS = (1, 2, 2.5, 5, 10)
_SPARK_SLIVER = 1.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of an axis: where, and the number at it."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Whisker:
    """A range and the value in it, as places; the value is None where the column beside the range holds none."""

    low: float
    high: float
    value: float | None


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of even numbers that reaches from nothing, or the lowest number below it, over the highest."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, numbers: Sequence[float]) -> Scale:
        """The axis that holds all of some numbers."""
        low, high = min(0.0, *numbers), max(0.0, *numbers)
        spread = (high - low) or 1.0
        power = 10.0 ** floor(log10(spread / _MOST_MARKS))
        step = next(power * each for each in _STEPS if spread / (power * each) <= _MOST_MARKS)
        top = ceil(round(high / step, 9)) * step
        return cls(floor(round(low / step, 9)) * step, top if top > low else low + spread, step)

    def place(self, number: float) -> float:
        """Where a number stands, in percent of the width."""
        share = (number - self.low) / (self.high - self.low)
        return round(_INSET + share * (100 - 2 * _INSET), 2)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The even numbers from end to end."""
        count = round((self.high - self.low) / self.step)
        numbers = (round(self.low + at * self.step, 12) for at in range(count + 1))
        return tuple(Mark(self.place(number), number) for number in numbers)

    def whisker(self, low: float, high: float, value: float | None) -> Whisker:
        """Where a range and its value stand."""
        return Whisker(self.place(low), self.place(high), None if value is None else self.place(value))


@dataclass(frozen=True, slots=True)
class Stick:
    """One number of a spark: its left edge, top and height in pixels."""

    left: int
    top: float
    height: float


def sticks(numbers: Sequence[float | None]) -> tuple[Stick, ...]:
    """Numbers as heights of the largest of them; what is not known is a gap, and only nothing is a sliver."""
    largest = max((number for number in numbers if number is not None), default=0)
    found = []
    for at, number in enumerate(numbers):
        if number is not None:
            share = number / largest if largest else 0.0
            height = round(max(share * SPARK_HEIGHT, _SPARK_SLIVER), 1)
            found.append(Stick(at * SPARK_STEP, round(SPARK_HEIGHT - height, 1), height))
    return tuple(found)


def shade(number: float, hottest: float) -> int:
    """Which of the shades a number has: 0 for nothing alone, and at least 1 for anything."""
    if number <= 0 or hottest <= 0:
        return 0
    return min(ceil(number * SHADES / hottest), SHADES)
