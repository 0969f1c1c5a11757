"""An order of the rows that small numbers do not upset, as far as the data can tell one.

shrunk rate  =  conversation rate drawn towards the rep's own average, the more the fewer touches: 1 of 2 is not 50 %
place        =  rows in the order of their shrunk rates; a new place begins where a row is clearly behind the best of
                the place before (`prospector.stats.verdict`)
withheld     =  all that are ranked share one place
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prospector.domain.dimension import Dimension
from prospector.light import dataclass, field
from prospector.reports.lines import Line
from prospector.stats.comparison import Arm
from prospector.stats.shrinkage import common_of
from prospector.stats.verdict import places

_FEWEST_RANKED = 3  # of two the verdict says it all
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The rows in order.

    Attributes:
        shrunk: the shrunk rate of each row, by name, where it is something that a rep can choose.
        places: names of the rows with touches enough, place by place, the best first.
    """

    shrunk: Mapping[str, float] = field(default_factory=dict)
    places: tuple[tuple[str, ...], ...] = ()

    @property
    def is_withheld(self) -> bool:
        """Whether the data cannot support an order."""
        return len(self.places) < 2

    def place_of(self, name: str) -> int | None:
        """The place of a row, those that share one alike: 1, 1, 3; None where it is not ranked, or none is."""
        before = 0
        for names in () if self.is_withheld else self.places:
            if name in names:
                return before + 1
            before += len(names)
        return None

    def text(self, dimension: Dimension) -> str:
        """The order in words; nothing where two rows or fewer are ranked, for then the verdict says it."""
        ranked = sum(map(len, self.places))
        if ranked < _FEWEST_RANKED:
            return ""
        if self.is_withheld:
            return f"withheld: none of {ranked} is clearly behind the best."
        parts = [_listed(self.places[0], dimension)]
        for before, names in zip(self.places, self.places[1:], strict=False):
            parts.append(f"clearly behind {dimension.in_words(before[0])}: {_listed(names, dimension)}")
        return f"{'; '.join(parts)}."


def rank_lines(rows: Sequence[Line], judged: Sequence[Arm]) -> Ranking:
    """Rank the rows.

    Args:
        rows: that have a rate and can be chosen.
        judged: those of them from which is learnt what a rate is like, and which are ranked.
    """
    if not judged:
        return Ranking()
    common = common_of(judged)
    shrunk = {
        row.name: common.shrunk(row.effort.conversation_rate.hits, row.effort.conversation_rate.effective)
        for row in rows
    }
    return Ranking(shrunk=shrunk, places=places(judged, shrunk))


def _listed(names: Sequence[str], dimension: Dimension) -> str:
    words = [dimension.in_words(name) for name in names[:_MOST_NAMED]]
    rest = len(names) - len(words)
    return ", ".join(words) + (f" and {rest} more" if rest else "")
