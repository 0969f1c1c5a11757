"""Journeys: which touches led to which result.

    journey        =  the touches from the result before it of the same sort (exclusive) to the result (inclusive),
                      inside the look-back
    touch          =  an outbound activity with the contact, or its engagement with a content piece; effort is none
    look-back      =  touches of the day that lies so many days before the result's, or of a later one
    order          =  by time, then by number; where a time of day is missing on either side, the days are compared
    null journey   =  the last touches of a contact who never had such a result, inside the look-back before the last of
                      them, if that is in the period and older than the horizon; a younger one is open, and left out

Each contact's touches come once, in order, and every result takes the part between its cuts: the work grows with the
number of touches and with nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from prospector.domain.credit import Credit, Model
from prospector.domain.facts import Window
from prospector.domain.journeys import (
    ACTIVITIES,
    NO_JOURNEY,
    Goal,
    Happened,
    Journey,
    JourneyFacts,
    PackedTouch,
    Paths,
    Reference,
    Subject,
)
from prospector.domain.moment import SECONDS_A_DAY

_CLOCK = 4096  # a packed moment is seconds times this, and the clock
_A_DAY = SECONDS_A_DAY * _CLOCK
_NO_OFFSET = 2048
_CLOCK_ONLY = (_CLOCK - 1).__and__  # of all touches: in C, since these are many
Journeys = dict[tuple[Goal, str, int], Journey]  # by the reference of the result
Nulls = dict[Goal, list[tuple[Hashable, ...]]]


def seconds_of(when: int) -> int:
    """UTC seconds of a packed moment."""
    return when // _CLOCK


def day_of(when: int) -> int:
    """The local day of a packed moment."""
    clock = when % _CLOCK
    return (when // _CLOCK + ((clock - _NO_OFFSET) * 60 if clock else 0)) // SECONDS_A_DAY


def is_timed(when: int) -> bool:
    """Whether a packed moment has a time of day."""
    return bool(when % _CLOCK)


@dataclass(slots=True)
class _Trail:
    """The touches of one contact or company, in the order of time and number."""

    whens: Sequence[int]
    keys: Sequence[Hashable]
    ids: Sequence[int]

    @classmethod
    def of(cls, touches: Iterable[PackedTouch]) -> _Trail:
        _, whens, keys, ids = zip(*touches, strict=True)
        if len(set(whens)) < len(whens):  # the index has those of one second by channel
            order = sorted(range(len(whens)), key=lambda at: (whens[at], ids[at]))
            return cls(*([column[at] for at in order] for column in (whens, keys, ids)))
        return cls(whens, keys, ids)

    def part(self, places: Sequence[int], end: Happened, *, aged: bool) -> Journey:
        """The journey of the touches at some places."""
        path = tuple(self.keys[at] for at in places)
        if not aged:
            return Journey(path)
        ages = tuple(_age(self.whens[at], end) for at in places)
        return Journey(path, ages, tuple(self.ids[at] for at in places))


def _age(when: int, end: Happened) -> float:
    if end.timed and is_timed(when):
        return max((end.at - seconds_of(when)) / SECONDS_A_DAY, 0.0)
    return float(max(end.day - day_of(when), 0))


def lookback_of(credit: Credit, goal: Goal) -> int:
    """Days before a result in which a touch has part in it."""
    return credit.conversation_lookback if goal is Goal.CONVERSATION else credit.lookback


def lookbacks_of(credit: Credit) -> dict[Goal, int]:
    """The same of every sort of result."""
    return {goal: lookback_of(credit, goal) for goal in Goal}


def paths_of(credit: Credit) -> Paths:
    """What of the touches a model asks for."""
    if credit.model is Model.TIME_DECAY:
        return Paths.WITH_AGES
    return Paths.COUNTED if credit.model in (Model.LINEAR, Model.SHAPLEY) else Paths.IN_ORDER


def journeys_of(
    facts: JourneyFacts,
    credit: Credit,
    *,
    aged: bool = False,
    nulls_in: Window | None = None,
) -> tuple[Journeys, Nulls]:
    """Work out the journey of every result, and null journeys by the sort of result.

    Args:
        facts: of the store; their touches are taken once.
        credit: says how far back to look.
        aged: whether the days before the result and the numbers of touches are wanted.
        nulls_in: the days in which null journeys ended; None where they are not wanted.
    """
    results: defaultdict[Subject, dict[Goal, list[Happened]]] = defaultdict(dict)
    for each in facts.happened:
        results[each.subject].setdefault(each.reference.goal, []).append(each)
    journeys: Journeys = {
        (goal, ACTIVITIES, number): journey
        for goal, known in facts.known.items()
        for number, journey in known.items()
    }
    nulls: Nulls = {goal: [] for goal in Goal}
    for is_account, touches in ((False, facts.of_contacts), (True, facts.of_accounts)):
        for number, group in groupby(touches, key=itemgetter(0)):
            goals = results.get(Subject(is_account, number))
            if goals is None and nulls_in is None:
                continue
            trail = _Trail.of(group)
            for goal, happened in (goals or {}).items():
                journeys.update(_cut(trail, happened, lookback_of(credit, goal), aged=aged))
            if nulls_in is not None and not is_account:
                for goal, reached in facts.reached.items():
                    path = _null(trail, nulls_in, lookback_of(credit, goal)) if number not in reached else ()
                    if path:
                        nulls[goal].append(path)
    return journeys, nulls


def _cut(
    trail: _Trail, happened: Collection[Happened], lookback: int, *, aged: bool
) -> Iterator[tuple[Reference, Journey]]:
    if all(each.timed for each in happened) and all(map(_CLOCK_ONLY, trail.whens)):
        return _cut_by_time(trail, happened, lookback, aged=aged)
    return _cut_by_day(trail, happened, lookback, aged=aged)


def _cut_by_time(
    trail: _Trail, happened: Collection[Happened], lookback: int, *, aged: bool
) -> Iterator[tuple[Reference, Journey]]:
    """Where every time of day is known, a journey is what lies between two places."""
    whens, keys, ids = trail.whens, trail.keys, trail.ids
    begin = 0
    for each in happened if len(happened) == 1 else sorted(happened, key=_by_time):
        reference, _, at, day, _, own, is_asked = each
        end = bisect_right(whens, at * _CLOCK + _CLOCK - 1, begin)
        if own:  # what was logged after it in the same second came after it
            while end > begin and ids[end - 1] > own and whens[end - 1] // _CLOCK == at:
                end -= 1
        if is_asked:
            first = day - lookback
            inside = (first + 1) * _A_DAY  # from there on it is inside whatever the clock
            if begin < end and whens[begin] < inside:
                begin = bisect_left(whens, (first - 1) * _A_DAY, begin, end)
                while begin < end and whens[begin] < inside and day_of(whens[begin]) < first:
                    begin += 1
            if aged:
                yield reference, trail.part(range(begin, end), each, aged=True)
            else:
                yield reference, Journey(tuple(keys[begin:end])) if begin < end else NO_JOURNEY
        begin = end


def _by_time(each: Happened) -> tuple[int, int]:
    return each.at, each.activity_id or each.at


def _cut_by_day(
    trail: _Trail, happened: Collection[Happened], lookback: int, *, aged: bool
) -> Iterator[tuple[Reference, Journey]]:
    """Where a time of day is missing: a date alone is the end of its day for a result, and any time of it for a touch.

    An activity that is a result of this sort belongs to its own journey, and is the last of it.
    """
    whens, ids = trail.whens, trail.ids
    days = [day_of(when) for when in whens]
    places = sorted(range(len(whens)), key=lambda at: (days[at], whens[at], ids[at]))
    own = {each.activity_id: each for each in happened if each.activity_id}
    waiting: list[int] = []
    taken = 0
    for each in sorted(happened, key=lambda each: (each.day, not each.timed, each.at, each.activity_id)):
        while taken < len(places) and days[places[taken]] <= each.day:
            waiting.append(places[taken])
            taken += 1
        mine = [
            at for at in waiting if own.get(ids[at], each) is each and _is_before(whens[at], ids[at], each)
        ]
        inside = set(mine)
        waiting = [at for at in waiting if at not in inside]
        if not each.is_asked:
            continue
        mine = [at for at in mine if days[at] >= each.day - lookback]
        mine.sort(key=lambda at: (ids[at] == each.activity_id, whens[at], ids[at]))
        yield each.reference, trail.part(mine, each, aged=aged)


def _is_before(when: int, number: int, result: Happened) -> bool:
    if not result.timed or not is_timed(when):
        return True  # its day is not later, and more is not known
    at = seconds_of(when)
    return at < result.at or (at == result.at and (not result.activity_id or number <= result.activity_id))


def _null(trail: _Trail, window: Window, lookback: int) -> tuple[Hashable, ...]:
    """The null journey of a contact without a result; empty where the last touch is too young, or not of the period."""
    days = [day_of(when) for when in trail.whens]
    known = [at for at, day in enumerate(days) if day <= window.as_of]
    if not known:
        return ()
    last = max(days[at] for at in known)
    if last > window.as_of - window.horizon or not window.start <= last < window.stop:
        return ()
    return tuple(trail.keys[at] for at in known if days[at] >= last - lookback)
