"""Shares that add up as printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prospector.render.evened import evened
from prospector.reports.document import Column, Row, Sort, Table

COLUMNS = (Column("name", ""), Column("n", "n", Sort.COUNT))


def table(parts: list[float], total: float) -> Table:
    return Table(COLUMNS, (*(Row(("x", part)) for part in parts), Row(("all", total), total=True)))


def cells(found: Table) -> list[object]:
    return [row.cells[1] for row in found.rows]


def test_thirds_become_tenths_that_are_one_together() -> None:
    assert cells(evened(table([1 / 3, 1 / 3, 1 / 3], 1.0), 1)) == [0.4, 0.3, 0.3, 1.0]


def test_what_is_whole_or_no_part_of_the_total_stays() -> None:
    whole, other = table([1, 2], 3), table([0.25, 0.5], 3.0)
    assert evened(whole, 1) == whole
    assert evened(other, 1) == other


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.sampled_from([1, 6]))
def test_rounded_parts_are_the_rounded_total_and_near_their_own(parts: list[int], digits: int) -> None:
    parts.append(-sum(parts) % 1000)
    shares = [part / 1000 for part in parts]
    found = cells(evened(table(shares, sum(parts) // 1000), digits))[:-1]
    unit = 10**digits
    assert sum(round(float(str(cell)) * unit) for cell in found) == sum(parts) // 1000 * unit
    assert all(abs(float(str(cell)) - share) < 1 / unit for cell, share in zip(found, shares, strict=True))
