"""The moments of a column, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from typing import overload

from prospector.domain.moment import Moment


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

    def kept(self, which: Sequence[bool]) -> MomentColumn:
        """The moments of some of the rows."""
        others: dict[int, object] = {}
        if self.others:
            places = enumerate(compress(range(len(self)), which))
            others = {place: self.others[before] for place, before in places if before in self.others}
        return MomentColumn([*compress(self.seconds, which)], [*compress(self.offsets, which)], others)
