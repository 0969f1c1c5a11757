"""Plain journeys, each told by SQLite in one text: to hand over a row for each touch takes longer than to find them.

A journey is plain where its contact's results and touches have a time of day, no two of them share the second of a result,
and local days follow one another as the moments do. Then it is what lies between two moments. All results of whoever has
one that is not plain are left to the rules of `prospector.reports.journeys`; a law holds the two ways together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from prospector.domain.facts import Spoken, Window
from prospector.domain.journeys import NO_JOURNEY, Journey
from prospector.domain.moment import SECONDS_A_DAY
from prospector.light import NamedTuple
from prospector.store.statements import TOUCH_CHANNEL, filled

# A channel is the letter of its number; marks, as in the statement, are letters for private use.
_NO_TIME, _OUTSIDE, _AT_RESULT, _AT_RESULT_BEFORE, _FILTERED = map(chr, range(0xE001, 0xE006))
_LAST_CHANNEL = 0xD7FF
_DAYS, _GAPS, _MOMENTS = (
    2**2,
    2**24,
    2**36,
)  # of a result as one number, as in the statement; what does not fit is not plain
# Where the last touch alone matters, a letter for the second of each follows it: to sort takes longer than to see that it is
# needed. That of another second may be the same by chance, which costs no more than a second look.
_SECOND, _SECONDS = 0x100, 2**14
_BY_TIME = "ORDER BY a.occurred_at, a.id"
_Text = tuple[int, int, Journey | None]


class _Asked(NamedTuple):
    """A result whose journey is asked for.

    Attributes:
        aimed: whether it is a touch.
        aimed_before: whether the one before it is, where that cuts the journey.
        packed: it for the statement.
    """

    id: int
    contact_id: int | None
    aimed: bool
    aimed_before: bool | None
    packed: str


class Plain(NamedTuple):
    """Plain journeys.

    Attributes:
        journeys: by the result's activity.
        left: contacts whose results are left to the rules.
    """

    journeys: Mapping[int, Journey]
    left: Collection[int | None]


def has_letters(connection: sqlite3.Connection) -> bool:
    """Whether there is a letter for every channel."""
    (last,) = connection.execute("SELECT max(id) FROM channel").fetchone()
    return (last or 0) <= _LAST_CHANNEL


def fetch_paths(
    connection: sqlite3.Connection,
    bound: Mapping[str, int | str],
    results: Sequence[Spoken],
    window: Window,
    *,
    lookback: int,
    how: str | None,
    other: Hashable,
    in_order: bool,
    last_alone: bool,
) -> Plain:
    """Fetch the paths to results that are activities with somebody named.

    Args:
        connection: in a reading transaction.
        bound: what statements bind.
        results: all of one sort and of whoever has any, in the order of contact, day, time and number.
        window: asks for the results of its days; others cut journeys alone.
        lookback: days before a result in which touches have part in it.
        how: the condition of the filters on touches; None without any.
        other: stands for touches that do not pass them.
        in_order: whether it matters which of the touches of one second came first.
        last_alone: whether the last touch alone matters: results that are touches are left out.
    """
    asked, left = _asked(results, window, lookback, last_alone=last_alone)
    letter = TOUCH_CHANNEL
    if how is not None:
        letter = f"CASE WHEN {how} THEN {letter} ELSE {ord(_FILTERED)} END"
    if last_alone:
        letter = f"{letter}, {_SECOND} + a.occurred_at % {_SECONDS}"
    order = _BY_TIME if in_order and not last_alone else ""
    text = filled("journey_paths", letter=f"char({letter})", order=order)
    numbers = ",".join([each.packed for each in asked])
    rows = connection.execute(text, {**bound, "lookback": lookback, "results": f"{{{numbers}}}"})
    journeys = _read(rows, asked, left, other, last_alone=last_alone)
    if left:
        journeys = {each.id: journeys[each.id] for each in asked if each.contact_id not in left}
    return Plain(journeys, left)


def _asked(
    results: Iterable[Spoken], window: Window, lookback: int, *, last_alone: bool
) -> tuple[list[_Asked], set[int | None]]:
    """The results that are asked for, and whose are left to the rules: those without a time of day, or out of order."""
    start, stop, back = window.start, window.stop, lookback + 1
    asked: list[_Asked] = []
    left: set[int | None] = set()
    whose, last, aimed_before = None, -1, False
    for number, who, _, day, _, _, _, _, at, timed, aimed in results:
        if who != whose:
            whose, last = who, -1
        if not timed or at <= last:
            left.add(who)
        elif start <= day < stop and not (last_alone and aimed):
            begin, before = (day - back) * SECONDS_A_DAY, None
            if last >= begin:
                begin, before = last, aimed_before
            ahead = day - at // SECONDS_A_DAY + 1
            if 0 <= ahead < _DAYS and 0 <= begin < at < begin + _GAPS and at < _MOMENTS:
                packed = f'"{who}":{(at * _GAPS + at - begin) * _DAYS + ahead}'
                asked.append(_Asked(number, who, aimed, before, packed))
            else:
                left.add(who)
        last, aimed_before = at, aimed
    return asked, left


def _read(
    told: Iterable[tuple[str | None]],
    asked: Iterable[_Asked],
    left: set[int | None],
    other: Hashable,
    *,
    last_alone: bool,
) -> dict[int, Journey]:
    """The journeys of texts, many of which are the same; whose mark says that rules have to decide is left to them too."""
    known: dict[str | None, _Text] = {None: (0, 0, NO_JOURNEY)}
    journeys: dict[int, Journey] = {}
    for (letters,), (number, who, aimed, aimed_before, _) in zip(told, asked, strict=True):
        text = known.get(letters)
        if text is None:
            text = known[letters] = _text(letters or "", other, last_alone=last_alone)
        at_result, before, journey = text
        if journey is None or at_result != aimed or (aimed_before is not None and before != aimed_before):
            left.add(who)
        else:
            journeys[number] = journey
    return journeys


def _text(letters: str, other: Hashable, *, last_alone: bool) -> _Text:
    """How many touches are in the second of the result and in that of the one before, and the journey where it is plain."""
    inside = letters.replace(_AT_RESULT_BEFORE, "").replace(_AT_RESULT, "").lstrip(_OUTSIDE)
    if _NO_TIME in inside or _OUTSIDE in inside:
        return 0, 0, None
    if last_alone and inside:
        seconds = inside[1::2]
        inside = inside[0::2][len(seconds.rstrip(seconds[-1])) :]
        if inside.strip(inside[-1]):  # several of that second, and only their numbers say which came last
            return 0, 0, None
    path: tuple[Hashable, ...] = tuple(map(ord, inside))
    if _FILTERED in inside:
        path = tuple([other if letter == _FILTERED else ord(letter) for letter in inside])
    return letters.count(_AT_RESULT), letters.count(_AT_RESULT_BEFORE), Journey(path) if path else NO_JOURNEY
