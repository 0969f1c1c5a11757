"""The same event told by two sources: a dialer and a CRM log one call, each by its own clock.

Rows of one contact, channel and direction are compared. Two rows are one event where they are at most a window apart.
Each row is taken once and in the order of time: three attempts within five minutes, told by both, are three pairs.
Where only the date is known, rows of one day are paired in their order; with a row that has a time only if there is
no choice: one of each on that day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from prospector.light import dataclass

MINUTES_APART = 5  # what two clocks and two habits of logging differ by
_MOST_CELLS = 250_000  # of the table in which all ways to pair two sequences are weighed

Pairs = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Event:
    """A row as it is compared.

    Attributes:
        at: UTC seconds; midnight where only the date is known.
        day: the local day, as a number.
        timed: whether the hour is known.
        source: what tells of it: the number of an import, 0 for what was typed. A source tells of an event once.
        system: of that import.
        has_id: whether that system gave it an id: two ids are two events.
        merged: the systems of other rows that were merged with it; they told of this event already.
    """

    at: int
    day: int
    timed: bool
    source: int
    system: str = ""
    has_id: bool = False
    merged: frozenset[str] = frozenset()

    def may_be(self, other: Event) -> bool:
        """Whether another row may tell of the same event, whatever their times."""
        if self.source == other.source:
            return False
        if self.merged or other.merged:
            ours, theirs = self.merged | {self.system}, other.merged | {other.system}
            return not (ours & theirs)
        return not (self.system == other.system and self.has_id and other.has_id)


def pair_sources(events: Sequence[Event], window: int) -> Pairs:
    """Pair the rows of one contact, channel and direction, each at most once, source by source.

    Args:
        events: in any order; the result has their places, the earlier source first.
        window: seconds that two rows of one event are apart at most.
    """
    sources = sorted({event.source for event in events})
    pairs: Pairs = []
    waiting = [place for place, event in enumerate(events) if event.source == sources[0]]
    for source in sources[1:]:
        told = [place for place, event in enumerate(events) if event.source == source]
        found = pair_sides([events[place] for place in waiting], [events[place] for place in told], window)
        met = [(waiting[left], told[right]) for left, right in found]
        pairs += met
        taken = {place for pair in met for place in pair}
        waiting = [place for place in (*waiting, *told) if place not in taken]
    return pairs


def pair_sides(left: Sequence[Event], right: Sequence[Event], window: int) -> Pairs:
    """Pair the rows of two sides, each at most once: as many as can be, and of those ways the one of least distance.

    Returns:
        Places on the left and on the right.
    """
    pairs: Pairs = []
    for ours, theirs in _clusters(left, right, window):
        pairs += _in_order(left, right, ours, theirs, window)
    pairs += _undated_with_undated(left, right)
    return pairs + _undated_with_timed(left, right, pairs)


def _clusters(
    left: Sequence[Event], right: Sequence[Event], window: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Rows with a time, apart where nothing happened for longer than the window."""
    ours = sorted((place for place, event in enumerate(left) if event.timed), key=lambda at: left[at].at)
    theirs = [place for place, event in enumerate(right) if event.timed]
    theirs.sort(key=lambda at: right[at].at)
    times = [right[place].at for place in theirs]
    begin = 0
    while begin < len(ours):
        end, until = begin + 1, left[ours[begin]].at + 2 * window
        while end < len(ours) and left[ours[end]].at <= until:
            until = left[ours[end]].at + 2 * window
            end += 1
        low = bisect_left(times, left[ours[begin]].at - window)
        high = bisect_right(times, left[ours[end - 1]].at + window)
        if low < high:
            yield ours[begin:end], theirs[low:high]
        begin = end


def _in_order(
    left: Sequence[Event], right: Sequence[Event], ours: list[int], theirs: list[int], window: int
) -> Pairs:
    """Pair two sequences without crossing: most pairs, then least distance, found from the end backwards."""
    if len(ours) * len(theirs) > _MOST_CELLS:
        return _one_by_one(left, right, ours, theirs, window)
    width = len(theirs) + 1
    after: list[tuple[int, int]] = [(0, 0)] * width  # pairs and minus their distance, from a place on
    ways: list[bytearray] = []
    for our in reversed(ours):
        now, way = list(after), bytearray(width)  # way 0: ours is left out, 1: theirs is, 2: they are a pair
        for at in range(width - 2, -1, -1):
            event, other = left[our], right[theirs[at]]
            apart = abs(event.at - other.at)
            if now[at + 1] > now[at]:
                now[at], way[at] = now[at + 1], 1
            if apart <= window and event.may_be(other):
                met = (after[at + 1][0] + 1, after[at + 1][1] - apart)
                if met >= now[at]:
                    now[at], way[at] = met, 2
        after = now
        ways.append(way)
    pairs, at = [], 0
    for our, way in zip(ours, reversed(ways), strict=True):
        while way[at] == 1:
            at += 1
        if way[at] == 2:
            pairs.append((our, theirs[at]))
            at += 1
    return pairs


def _one_by_one(
    left: Sequence[Event], right: Sequence[Event], ours: list[int], theirs: list[int], window: int
) -> Pairs:
    """Pair two long sequences, each row with the first that is near enough."""
    pairs, at = [], 0
    for our in ours:
        while at < len(theirs) and right[theirs[at]].at < left[our].at - window:
            at += 1
        if at < len(theirs) and right[theirs[at]].at <= left[our].at + window:
            if left[our].may_be(right[theirs[at]]):
                pairs.append((our, theirs[at]))
            at += 1
    return pairs


def _undated_with_undated(left: Sequence[Event], right: Sequence[Event]) -> Pairs:
    """Pair rows of which only the date is known, in their order."""
    waiting: dict[int, list[int]] = {}
    for place, event in enumerate(right):
        if not event.timed:
            waiting.setdefault(event.day, []).append(place)
    pairs = []
    for place, event in enumerate(left):
        if event.timed or event.day not in waiting:
            continue
        others = waiting[event.day]
        found = next((other for other in others if event.may_be(right[other])), None)
        if found is not None:
            others.remove(found)
            pairs.append((place, found))
    return pairs


def _undated_with_timed(left: Sequence[Event], right: Sequence[Event], pairs: Pairs) -> Pairs:
    """Pair a row of which only the date is known with the one row of the other side on that day that has a time."""
    count = Counter((side, event.timed, event.day) for side, event in _both(left, right))
    taken = {(side, place) for pair in pairs for side, place in enumerate(pair)}
    free = {
        (side, event.timed, event.day): place
        for side, events in enumerate((left, right))
        for place, event in enumerate(events)
        if (side, place) not in taken and count[side, event.timed, event.day] == 1
    }
    found: Pairs = []
    for (side, timed, day), place in free.items():
        other = free.get((1 - side, True, day))
        if timed or other is None or count[1 - side, False, day]:
            continue
        pair = (place, other) if side == 0 else (other, place)
        if left[pair[0]].may_be(right[pair[1]]):
            found.append(pair)
    return found


def _both(left: Sequence[Event], right: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    yield from ((0, event) for event in left)
    yield from ((1, event) for event in right)
