"""The moments of a column, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import overload

from prospector.domain.moment import Moment


class MomentColumn(Sequence[Moment]):
    """Moments that are made when somebody asks for one: to make them all takes as long as to read them.

    Attributes:
        seconds: of each.
        offsets: of each.
    """

    __slots__ = ("offsets", "seconds")

    def __init__(self, seconds: list[int], offsets: list[int]) -> None:
        self.seconds = seconds
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.seconds)

    @overload
    def __getitem__(self, at: int) -> Moment: ...

    @overload
    def __getitem__(self, at: slice) -> MomentColumn: ...

    def __getitem__(self, at: int | slice) -> Moment | MomentColumn:
        if isinstance(at, slice):
            return MomentColumn(self.seconds[at], self.offsets[at])
        return Moment(self.seconds[at], self.offsets[at])

    def kept(self, which: Sequence[bool]) -> MomentColumn:
        """The moments of some of the rows."""
        return MomentColumn([*compress(self.seconds, which)], [*compress(self.offsets, which)])
