"""Plans and promises of the demonstration, put on the log as it is: they change no draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from prospector.demo.facts import Act, Joining, Promise
from prospector.demo.rep import Standing

_PLANS = {
    "event": ("trade-show", 1),
    "self": ("cold-outreach", 2),
}  # every so many of the contacts of the source
_FIRST_DAY = 60  # the rep began with plans then
_GIVEN_UP = 7  # every so many were given up
_PATIENCE = timedelta(days=9)
_TALKS = frozenset({"conversation", "callback"})
_PROMISES = (("call back about the second dock", -1), ("send pricing", 0), ("send the case of a shipper", 0), ("ask for a date with her boss", 2))  # fmt: skip


def joinings_of(
    sources: Sequence[str], standings: Sequence[Standing], days: Sequence[date]
) -> tuple[Joining, ...]:
    """Who was put into a plan: as soon as they came."""
    joinings = []
    seen = dict.fromkeys(_PLANS, 0)
    for contact, (source, standing) in enumerate(zip(sources, standings, strict=True)):
        if source not in _PLANS or standing.arrives < _FIRST_DAY:
            continue
        plan, every = _PLANS[source]
        seen[source] += 1
        if seen[source] % every == 0:
            at = datetime.combine(days[standing.arrives], time(7, 45))
            stopped = at + _PATIENCE if seen[source] % _GIVEN_UP == 0 else None
            joinings.append(Joining(plan, contact, at, stopped))
    return tuple(joinings)


def promises_of(log: Sequence[Act], today: date) -> tuple[Promise, ...]:
    """What was promised in the last talks, each with somebody else."""
    last: dict[int, int] = {}
    for place in range(len(log) - 1, -1, -1):
        act = log[place]
        if act.contact is not None and act.outcome in _TALKS and act.contact not in last:
            last[act.contact] = place
        if len(last) == len(_PROMISES):
            break
    return tuple(
        Promise(place, text, today + timedelta(days=shift))
        for place, (text, shift) in zip(last.values(), _PROMISES, strict=False)
    )
