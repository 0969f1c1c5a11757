"""The moments of a column, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, overload

from prospector.domain.moment import Moment

_Value = TypeVar("_Value")


class MomentColumn(Sequence[object]):
    """Moments that are made when somebody asks for one: to make them all takes as long as to read them.

    Attributes:
        seconds: of each; None where there is no moment.
        offsets: of each.
        others: what stands where there is no moment, by its place: None, or what could not be read.
    """

    __slots__ = ("offsets", "others", "seconds")

    def __init__(
        self, seconds: list[int | None], offsets: list[int | None], others: Mapping[int, object]
    ) -> None:
        self.seconds = seconds
        self.offsets = offsets
        self.others = others

    def __len__(self) -> int:
        return len(self.seconds)

    @overload
    def __getitem__(self, at: int) -> object: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[object]: ...

    def __getitem__(self, at: int | slice) -> object:
        if isinstance(at, slice):
            return [self[place] for place in range(*at.indices(len(self)))]
        seconds = self.seconds[at]
        return self.others[at] if seconds is None else Moment(seconds, self.offsets[at])

    @property
    def latest(self) -> int:
        """The seconds of the last moment; 0 where there is none."""
        return max(filter(None, self.seconds), default=0) if self.others else max(self.seconds)  # type: ignore[type-var,return-value]  # all numbers

    def without(self, places: Sequence[int]) -> MomentColumn:
        """The moments of the other rows than those at some places, the last place first."""
        others: dict[int, object] = {}
        if self.others:
            rest = without(range(len(self)), places)
            others = {at: self.others[before] for at, before in enumerate(rest) if before in self.others}
        return MomentColumn(without(self.seconds, places), without(self.offsets, places), others)


def without(column: Sequence[_Value], places: Sequence[int]) -> list[_Value]:
    """What other rows than those at some places have in a column.

    Few rows go, so that the others are moved as a block, and not one by one.

    Args:
        column: of all rows.
        places: the last one first.
    """
    rest = [*column]
    for place in places:
        del rest[place]
    return rest
