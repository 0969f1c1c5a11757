"""The cells of a column as a terminal shows them: one form for the whole column, so that digits stand in line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from prospector.render import figures
from prospector.reports.document import Cell, Column, Sort

_BAR_CELLS = 5
_BAR = "\u2583"
_SLIVER = "\u2581"
_DASH = "\u2013"
_LEFT = frozenset({Sort.TEXT, Sort.DAY, Sort.WHEN, Sort.RANGE, Sort.BAR})

Value = Cell | tuple[float | None, float | None]


def is_left(sort: Sort) -> bool:
    """Whether the values stand at the left edge of their column, as words do; numbers stand at the right."""
    return sort in _LEFT


def texts(column: Column, cells: Sequence[Value], *, exponent: int = 2) -> list[str]:
    """Write the values of a column.

    Args:
        column: says what they are.
        cells: one a row, those of the whole column.
        exponent: decimals of the minor unit of money.

    Returns:
        One text a row, not cleaned and not padded; ranges are aligned at their dash.
    """
    if column.sort is Sort.RANGE:
        return _ranges(cells)
    if column.sort is Sort.BAR:
        return [_bar(cell) for cell in cells]
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
        case Sort.DECIMAL:
            return figures.decimal(value)
        case Sort.PERCENT:
            return figures.percent(value)
        case _:
            return figures.plain_number(value)


def _moment(text: str) -> str:
    """Show an ISO moment as day and minute: `2026-11-22 10:42`; a date stays as it is."""
    return text[:16].replace("T", " ") if text[10:11] == "T" else text


def _ranges(cells: Sequence[Value]) -> list[str]:
    pairs = [_bounds(cell) for cell in cells]
    width = max((cell_len(low) for low, _ in pairs), default=0)
    return [f"{low:>{width}}{_DASH}{high}" for low, high in pairs]


def _bounds(cell: Value) -> tuple[str, str]:
    low, high = cell if isinstance(cell, tuple) else (None, None)
    return "" if low is None else figures.bound(low), "" if high is None else figures.bound(high)


def _bar(cell: Value) -> str:
    if not isinstance(cell, int | float) or cell <= 0:
        return ""
    return _BAR * min(round(cell * _BAR_CELLS), _BAR_CELLS) or _SLIVER
