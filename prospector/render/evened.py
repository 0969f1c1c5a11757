"""Shares that add up as they are printed: rounded so that the rows of a column are its total, digit for digit."""

from __future__ import annotations

from prospector.light import replace
from prospector.reports.document import Row, Sort, Table

_NEARLY = 1e-6
_FINE = 1_000


def evened(table: Table, digits: int) -> Table:
    """Round the shares of a table to some digits, the largest remainders up.

    Only columns of counts with fractions are touched, and only where their rows add up to the last total.
    """
    totals = [row for row in table.rows if row.total]
    columns = [at for at, column in enumerate(table.columns) if column.sort is Sort.COUNT]
    if not totals or not columns:
        return table
    rows = list(table.rows)
    for column in columns:
        places = [at for at, row in enumerate(rows) if not row.total and _number(row, column) is not None]
        parts = [_number(rows[at], column) or 0.0 for at in places]
        whole = _number(totals[-1], column)
        if whole is None or all(part == int(part) for part in parts) or abs(sum(parts) - whole) > _NEARLY:
            continue
        for at, part in zip(places, _rounded(parts, whole, 10**digits), strict=True):
            cells = (*rows[at].cells[:column], part, *rows[at].cells[column + 1 :])
            rows[at] = replace(rows[at], cells=cells)
    return replace(table, rows=tuple(rows))


def _number(row: Row, column: int) -> float | None:
    cell = row.cells[column]
    return cell if isinstance(cell, int | float) else None


def _rounded(parts: list[float], whole: float, unit: int) -> list[float]:
    fine = [
        round(part * unit * _FINE) for part in parts
    ]  # whole numbers: 0.3 x 10 is 3, whatever binary says
    floors = [part // _FINE for part in fine]
    order = sorted(range(len(parts)), key=lambda at: -(fine[at] % _FINE))
    for at in order[: max(round(whole * unit) - sum(floors), 0)]:
        floors[at] += 1
    return [part / unit for part in floors]
