"""Which columns of a table fit on a terminal, how wide each is, and what had to give way.

The columns of the highest rank go first, of equals the one at the right. But where it is enough to shorten words, those
that are last in line and then the long ones to what a name needs, that is done: one long name costs nobody a column.
Where nothing is left to leave out, the widest words are shortened.
Numbers are never cut. A heading belongs to a group: a column and the untitled numbers right of it (a count, its rate,
its range, its bar), over which it may reach.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rich.cells import cell_len

from prospector.render.terminal_cells import is_left
from prospector.reports.document import RANGES, Column, Sort

GUTTER = 2
_NEAR = 1  # between a number and its bar, and the cells of a heatmap
_DRAWN = frozenset({Sort.BAR, Sort.SPARK, *RANGES})
_ROOMY = 30  # of words while there are columns to leave out
_LEAST_WORDS = 16  # of a column that might be left out
_LEAST = 8  # of one that must be shown


@dataclass(slots=True, eq=False)
class Strip:
    """A column with its texts, laid out.

    Attributes:
        column: what it shows.
        title: its words, clean.
        texts: one a row, clean.
        rank: as the column's, at least that of the group's head.
        head: the first strip of its group; itself where it has a title.
        near: whether it stands close to the one before it, as the cells of a heatmap do.
        natural: cells of the widest text.
        width: cells that it is given: more where the title needs them, fewer where the words are shortened.
    """

    column: Column
    title: str
    texts: list[str]
    rank: int
    head: Strip | None
    near: bool = False
    natural: int = field(init=False)
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.natural = self.width = max(map(cell_len, self.texts), default=0)

    @property
    def name(self) -> str:
        """What the column is called where it is not shown."""
        return self.title or self.column.key.replace("_", " ")

    @property
    def gutter(self) -> int:
        """Cells to its left, where it is not the first."""
        return _NEAR if self.near else GUTTER


@dataclass(frozen=True, slots=True)
class Fit:
    """What is shown of a table: its strips, the names of those left out and of those shortened."""

    strips: list[Strip]
    left_out: list[str]
    shortened: list[str]


def strip(column: Column, title: str, texts: list[str], before: Strip | None) -> Strip:
    """Lay a column out beside the one before it, whose group it joins where it is a number without a title."""
    joins = before is not None and not title and (column.sort in _DRAWN or not is_left(column.sort))
    head = (before.head or before) if joins and before is not None else None
    near = column.sort in {Sort.BAR, Sort.SPARK} and head is not None
    near |= column.unit or (
        column.sort is Sort.HEAT and before is not None and before.column.sort is Sort.HEAT
    )
    return Strip(column, title, texts, max(column.rank, head.rank if head else 0), head, near)


def fit(strips: list[Strip], limit: int) -> Fit:
    """Choose what fits into `limit` cells, and set the widths."""
    shown = list(strips)
    shortened: list[Strip] = []
    while (excess := _settle(shown) - limit) > 0:
        last = max(reversed(shown), key=lambda one: one.rank)
        if last.rank == 0:
            shortened = _shorten(shown, excess, _LEAST)
            break
        if shortened := _without_loss(shown, last, limit):
            break
        shown.remove(last)
    gone = [one for one in strips if one not in shown]
    left_out = [one.name for one in gone if one.column.sort is not Sort.BAR and one.head not in gone]
    return Fit(shown, left_out, [one.name for one in shown if one in shortened])


def group(strips: list[Strip], at: int) -> list[Strip]:
    """Give the strips over which the title of one of them may reach."""
    return [strips[at], *(one for one in strips[at + 1 :] if one.head is strips[at])]


def span(strips: list[Strip]) -> int:
    """Count the cells of neighbours, gutters between them included."""
    return sum(one.width for one in strips) + sum(one.gutter for one in strips[1:])


def _settle(strips: list[Strip]) -> int:
    """Set the natural widths, widened where a title needs more than its group has; return the cells of a line."""
    for one in strips:
        one.width = one.natural
    for at, one in enumerate(strips):
        one.width += max(0, cell_len(one.title) - span(group(strips, at)))
    return span(strips)


def _without_loss(shown: list[Strip], last: Strip, limit: int) -> list[Strip]:
    """Shorten words so that no column has to be left out: first those that are last in line, then all long ones.

    Returns:
        What was shortened; nothing where that is not enough.
    """
    shortened = _shorten([last], span(shown) - limit, _LEAST_WORDS)
    shortened += _shorten(shown, span(shown) - limit, _ROOMY)
    return shortened if span(shown) <= limit else []


def _shorten(strips: list[Strip], excess: int, least: int) -> list[Strip]:
    """Take cells from the widest words, one by one, down to `least`; names of equal length lose alike."""
    words = [one for one in strips if one.column.sort is Sort.TEXT]
    shortened: list[Strip] = []
    for _ in range(excess):
        able = [one for one in words if one.width > max(least, cell_len(one.title))]
        if not able:
            break
        widest = max(able, key=lambda one: one.width)
        widest.width -= 1
        if widest not in shortened:
            shortened.append(widest)
    return shortened
