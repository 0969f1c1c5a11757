"""Who goes through the seven stages, where they entered, and where they stand.

unit       =  the contact at lead and prospecting, the deal from qualifying on
lead       =  a contact that has arrived, from the day of arrival on (else from the first day it was heard of)
prospecting=  one that was touched, from the first touch on; where deals of its say otherwise, these decide
entered    =  the day on which a unit first came to a stage or a later one: a skipped stage counts as passed
lost       =  of deals where they ended; of contacts without a deal beyond prospecting: disqualified, refused, or all
              of its deals lost; a lost deal of which no stage is known is lost at qualifying
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from prospector.domain.courses import FIRST_OF_DEALS, ORDER, RANK, ContactCourse, DealCourse, Stay, Way
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.light import dataclass

CONTACTS, DEALS = "contacts", "deals"
_BEYOND = len(ORDER)
Entries = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """A contact in the first two stages, or a deal in the others.

    Attributes:
        noun: of its record; `id` is the number of that.
        source: the lead source; `channel` that of origin.
        entries: the day on which it first came to each stage, by rank; None where that is not known.
        rank: of the stage where it stands or stood last; beyond the last one where it passed all of its own.
        is_lost: whether it ended there.
        stays: in the stages of its own.
    """

    noun: str
    id: int
    source: str
    channel: str | None
    entries: Entries
    rank: int
    is_lost: bool
    stays: tuple[Stay, ...]

    def way(self, rank: int) -> Way:
        """How it left a stage that it entered, or that it stands there."""
        if self.rank == rank:
            return Way.LOST if self.is_lost else Way.NOW
        return Way.ADVANCED if self.rank > rank else Way.BACK


def units_of(contacts: Iterable[ContactCourse], deals: Sequence[DealCourse]) -> tuple[Unit, ...]:
    """Make units of contacts and deals."""
    by_contact: defaultdict[int, list[DealCourse]] = defaultdict(list)
    for deal in deals:
        if deal.contact_id is not None:
            by_contact[deal.contact_id].append(deal)
    people = tuple(_person(contact, by_contact[contact.id]) for contact in contacts)
    return people + tuple(unit for deal in deals if (unit := _deal(deal)) is not None)


def entries_of(deal: DealCourse) -> dict[int, int | None]:
    """The first known day on which a deal was at each stage or beyond it, by rank; None where no day is known."""
    found: dict[int, int | None] = {}
    for reached, day in _evidence(deal):
        for rank in range(min(reached + 1, _BEYOND)):
            if found.get(rank) is None:
                found[rank] = day
    return found


def _evidence(deal: DealCourse) -> Iterable[tuple[int, int | None]]:
    """How far a deal was known to have come, and when, in the order of its steps."""
    first = deal.steps[0].to if deal.steps else deal.stage
    opening = RANK[first] if isinstance(first, Stage) else FIRST_OF_DEALS
    if deal.opened_on is not None:
        has_day = not deal.steps or deal.steps[0].day is None
        yield opening if has_day else min(opening, FIRST_OF_DEALS), deal.opened_on
    rank = opening
    for step in deal.steps:
        rank = RANK[step.to] if isinstance(step.to, Stage) else _rank_of_end(step.to, rank)
        yield rank, step.day
    yield opening, None
    if not deal.is_open:
        yield _rank_of_end(deal.status, rank), deal.closed_on


def _rank_of_end(end: DealStatus, last: int) -> int:
    return _BEYOND if end is DealStatus.WON else min(last, _BEYOND - 1)


def _position(deal: DealCourse) -> int:
    return _BEYOND if deal.status is DealStatus.WON else RANK[deal.last_stage or Stage.QUALIFYING]


def _deal(deal: DealCourse) -> Unit | None:
    """The unit from qualifying on; None where a deal has not come so far."""
    entries = {rank: day for rank, day in entries_of(deal).items() if rank >= FIRST_OF_DEALS}
    if not entries:
        return None
    return Unit(
        noun=DEALS,
        id=deal.id,
        source=deal.source,
        channel=deal.channel,
        entries=entries,
        rank=_position(deal),
        is_lost=deal.status is DealStatus.LOST,
        stays=tuple(stay for stay in deal.stays if RANK[stay.stage] >= FIRST_OF_DEALS),
    )


def _person(contact: ContactCourse, deals: Sequence[DealCourse]) -> Unit:
    """The unit up to prospecting."""
    rank, is_lost = _standing(contact, deals)
    courses = [entries_of(deal) for deal in deals]
    arrived = contact.arrived_on
    entries = {0: _earliest(course[0] for course in courses) if arrived is None else arrived}
    if rank > 0 or any(1 in course for course in courses):
        touched = [contact.touched_on] if rank > 0 else []
        first = _earliest([*touched, *(course[1] for course in courses if 1 in course)])
        entries[1] = first if first is None or arrived is None else max(first, arrived)
    qualified = _earliest(course[FIRST_OF_DEALS] for course in courses if FIRST_OF_DEALS in course)
    ended = contact.lost_on if is_lost and not deals else _earliest(deal.closed_on for deal in deals)
    return Unit(
        noun=CONTACTS,
        id=contact.id,
        source=contact.source,
        channel=contact.channel,
        entries=entries,
        rank=rank,
        is_lost=is_lost,
        stays=tuple(_stays(contact, deals, entries, rank, is_lost=is_lost, qualified=qualified, ended=ended)),
    )


def _standing(contact: ContactCourse, deals: Sequence[DealCourse]) -> tuple[int, bool]:
    """Where a contact stands, and whether it is lost there."""
    if not deals:
        return int(contact.touched_on is not None), contact.is_lost
    if any(_position(deal) >= FIRST_OF_DEALS for deal in deals):
        return FIRST_OF_DEALS, False
    running = [_position(deal) for deal in deals if deal.is_open]
    return max(running or [_position(deal) for deal in deals]), not running


def _stays(
    contact: ContactCourse,
    deals: Sequence[DealCourse],
    entries: Entries,
    rank: int,
    *,
    is_lost: bool,
    qualified: int | None,
    ended: int | None,
) -> Iterable[Stay]:
    """How long a contact waited, and was prospected: nobody prospected who was never touched."""
    here = Way.LOST if is_lost else Way.NOW
    if 1 in entries:
        yield Stay(Stage.LEAD, entries[0], entries[1], Way.ADVANCED)
    else:
        yield Stay(Stage.LEAD, entries[0], ended, here)
    if 1 in entries and (
        contact.touched_on is not None or any(Stage.PROSPECTING in one.stages for one in deals)
    ):
        if rank > 1:
            yield Stay(Stage.PROSPECTING, entries[1], qualified, Way.ADVANCED)
        elif rank == 1:
            yield Stay(Stage.PROSPECTING, entries[1], ended, here)


def _earliest(days: Iterable[int | None]) -> int | None:
    return min((day for day in days if day is not None), default=None)
