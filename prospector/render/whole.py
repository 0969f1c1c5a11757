"""Whole values of a table, for pipes and spreadsheets: nothing rounded to please, no ornaments.

A fraction stays a decimal, money is in major units, a range is two columns (`…_low`, `…_high`), a bar is left out
because its number stands beside it, the numbers of a spark stand in one cell with spaces between them (`?` for one that
is not known), and what is not known is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prospector.render.figures import plain_money, plain_number
from prospector.reports.document import RANGES, Column, Row, Sort, Table


def header(table: Table) -> list[str]:
    """Name the columns by their keys."""
    return [name for column in table.columns for name in _names(column)]


def values(table: Table, row: Row, words: Callable[[str], str]) -> Iterator[str]:
    """Write the cells of a row, in the order of `header`.

    Args:
        table: whose columns say what the cells are.
        row: of that table.
        words: what makes a text harmless in this format; numbers do not need it.
    """
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.sort in RANGES:
            low, high = cell if isinstance(cell, tuple) else (None, None)
            yield _number(low, column.sort, table.exponent)
            yield _number(high, column.sort, table.exponent)
        elif column.sort is Sort.SPARK and isinstance(cell, tuple):
            yield " ".join("?" if number is None else plain_number(number) for number in cell)
        elif isinstance(cell, str):
            yield words(cell)
        elif column.sort is not Sort.BAR and not isinstance(cell, tuple):
            yield _number(cell, column.sort, table.exponent)


def _names(column: Column) -> tuple[str, ...]:
    if column.sort is Sort.BAR:
        return ()
    if column.sort in RANGES:
        return (f"{column.key}_low", f"{column.key}_high")
    return (column.key,)


def _number(value: float | None, sort: Sort, exponent: int) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain_money(int(value), exponent=exponent) if sort is Sort.MONEY else plain_number(value)
