"""The cells of a column as a terminal shows them: one form for the whole column, so that digits stand in line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from rich.cells import cell_len

from prospector.render import figures
from prospector.reports.document import RANGES, Cell, Column, Numbers, Sort

_BAR_CELLS = 5
_BAR = "\u2583"
_SLIVER = "\u2581"
_HEIGHTS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"  # the lowest is nothing, and nothing else is
_SHADES = "\u2591\u2592\u2593\u2588"
_NO_SHADE = "\u00b7"
_HEAT_CELLS = 2
_DASH = "\u2013"
_LEFT = frozenset({Sort.TEXT, Sort.DAY, Sort.WHEN, Sort.BAR, Sort.SPARK, *RANGES})

Value = Cell | Numbers


def is_left(sort: Sort) -> bool:
    """Whether the values stand at the left edge of their column, as words do; numbers stand at the right."""
    return sort in _LEFT


def texts(column: Column, cells: Sequence[Value], *, exponent: int = 2, hottest: float = 0.0) -> list[str]:
    """Write the values of a column.

    Args:
        column: says what they are.
        cells: one a row, those of the whole column.
        exponent: decimals of the minor unit of money.
        hottest: the largest number of the heatmap that the column is a part of.

    Returns:
        One text a row, not cleaned and not padded; ranges are aligned at their dash.
    """
    if column.sort in RANGES:
        return _ranges(cells, figures.bound if column.sort is Sort.RANGE else figures.decimal)
    if column.sort is Sort.BAR:
        return [_bar(cell) for cell in cells]
    if column.sort is Sort.SPARK:
        return [_spark(cell) for cell in cells]
    if column.sort is Sort.HEAT:
        return [_heat(cell, hottest) for cell in cells]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    shares = column.sort is Sort.COUNT and any(number != int(number) for number in numbers)
    cents = column.sort is Sort.MONEY and any(int(number) % 10**exponent for number in numbers)
    return [
        figures.money(int(cell), cents=cents, exponent=exponent)
        if column.sort is Sort.MONEY and isinstance(cell, int | float) and not isinstance(cell, bool)
        else _text(cell, column.sort, shares=shares)
        for cell in cells
    ]


def _text(cell: Value, sort: Sort, *, shares: bool) -> str:
    if cell is None or isinstance(cell, tuple):
        return _DASH
    if isinstance(cell, str):
        return _moment(cell) if sort is Sort.WHEN else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return _number(cell, sort, shares=shares)


def _number(value: float, sort: Sort, *, shares: bool) -> str:
    match sort:
        case Sort.COUNT | Sort.MINUTES:
            return figures.count(value, digits=1 if shares else 0)
        case Sort.DAYS:
            return figures.count(value, digits=1)
        case Sort.DECIMAL:
            return figures.decimal(value)
        case Sort.PERCENT:
            return figures.percent(value)
        case _:
            return figures.plain_number(value)


def _moment(text: str) -> str:
    """Show an ISO moment as day and minute: `2026-11-22 10:42`; a date stays as it is."""
    return text[:16].replace("T", " ") if text[10:11] == "T" else text


def _ranges(cells: Sequence[Value], write: Callable[[float], str]) -> list[str]:
    pairs = [_bounds(cell, write) for cell in cells]
    width = max((cell_len(low) for low, _ in pairs), default=0)
    return [f"{low:>{width}}{_DASH}{high}" for low, high in pairs]


def _bounds(cell: Value, write: Callable[[float], str]) -> tuple[str, str]:
    low, high = cell if isinstance(cell, tuple) else (None, None)
    return "" if low is None else write(low), "" if high is None else write(high)


def _bar(cell: Value) -> str:
    if not isinstance(cell, int | float) or cell <= 0:
        return ""
    return _BAR * min(round(cell * _BAR_CELLS), _BAR_CELLS) or _SLIVER


def _spark(cell: Value) -> str:
    """Draw numbers as heights of the largest of them; what is not known is a gap."""
    if not isinstance(cell, tuple):
        return ""
    largest = max((number for number in cell if number is not None), default=0)
    return "".join(" " if number is None else _HEIGHTS[_step(number, largest, 7)] for number in cell)


def _heat(cell: Value, hottest: float) -> str:
    if not isinstance(cell, int | float):
        return ""
    step = _step(cell, hottest, len(_SHADES))
    return _HEAT_CELLS * _SHADES[step - 1] if step else _NO_SHADE


def heat_legend(hottest: float) -> str:
    """Say what the shades stand for: `· none  ░ up to 3  ▒ up to 6  ▓ up to 9  █ up to 12`."""
    steps = len(_SHADES)
    whole = hottest == int(hottest)
    if whole and hottest <= steps:
        parts = [f"{_SHADES[_step(n, hottest, steps) - 1]} {n}" for n in range(1, int(hottest) + 1)]
    else:
        bounds = (hottest * (step + 1) / steps for step in range(steps))
        numbers = (figures.count(int(bound)) if whole else figures.decimal(bound) for bound in bounds)
        parts = [f"{shade} up to {number}" for shade, number in zip(_SHADES, numbers, strict=True)]
    return "  ".join((f"{_NO_SHADE} none", *parts))


def _step(number: float, largest: float, steps: int) -> int:
    """Which of so many even steps a number reaches; 0 for nothing alone, and at least 1 for anything."""
    if number <= 0 or largest <= 0:
        return 0
    return min(ceil(number * steps / largest), steps)
