"""Results as journeys end in them: activities that are one, appointments and deals, each with its moment."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from prospector.domain.facts import Outcomes, Spoken, Window
from prospector.domain.journeys import ACTIVITIES, Goal, Happened, Reference, Subject
from prospector.domain.moment import Moment
from prospector.store.outcomes import Binding
from prospector.store.statements import filled, known_deals

_APPOINTMENTS, _DEALS = "appointments", "deals"
_OF_APPOINTMENTS = frozenset({Goal.APPOINTMENT, Goal.HELD})
_OF_DEALS = frozenset({Goal.DEAL, Goal.WON})


class Others:
    """Appointments and deals by whose they are: few beside activities, so they are read once and held."""

    def __init__(self, happened: Iterable[Happened]) -> None:
        self._all = tuple(happened)
        self._of_accounts = tuple([each for each in self._all if each.subject.is_account])
        self._of_contacts = sorted(
            [each for each in self._all if not each.subject.is_account], key=lambda each: each.subject.id
        )
        self._contacts = [each.subject.id for each in self._of_contacts]

    def of(self, outcomes: Outcomes, only: int | None) -> Collection[Happened]:
        """Those that belong to outcomes: of one contact, of a range of them, of companies where contacts are in ranges, all."""
        if only is not None:
            outcomes_of = (only, only)
        elif outcomes.contacts is not None:
            outcomes_of = outcomes.contacts
        else:
            return self._all if outcomes.ranges is None else self._of_accounts
        first, last = outcomes_of
        return self._of_contacts[bisect_left(self._contacts, first) : bisect_right(self._contacts, last)]


def fetch_others(
    connection: sqlite3.Connection, bound: Binding, goals: Collection[Goal], as_of: int
) -> Others:
    """Fetch the appointments and deals that results of some sorts are, up to as-of."""
    found = chain(
        _appointments(connection, bound) if _OF_APPOINTMENTS.intersection(goals) else (),
        _deals(connection, bound) if _OF_DEALS.intersection(goals) else (),
    )
    return Others(each for each in found if each.reference.goal in goals and each.day <= as_of)


def others_of(goal: Goal, others: Iterable[Happened]) -> set[int]:
    """The contacts who have a result of a sort that is no activity."""
    return {each.subject.id for each in others if each.reference.goal is goal and not each.subject.is_account}


def happened_of(
    spoken: Mapping[Goal, list[Spoken]], others: Collection[Happened], window: Window, *, last_alone: bool
) -> tuple[Happened, ...]:
    """The results; where last touches alone matter, those of contacts of whom one has to be looked for."""
    if last_alone:
        people = {
            each.subject.id for each in others if not each.subject.is_account and window.holds(each.day)
        }
        for found in spoken.values():
            people.update(each.contact_id for each in found if not each.aimed and window.holds(each.day))  # type: ignore[misc]
        spoken = {
            goal: [each for each in found if each.contact_id in people] for goal, found in spoken.items()
        }
    return (
        *(each for goal, found in spoken.items() for each in _of_activities(goal, found, window, last_alone)),
        *(each if window.holds(each.day) else each._replace(is_asked=False) for each in others),
    )


def _of_activities(
    goal: Goal, spoken: Iterable[Spoken], window: Window, last_alone: bool
) -> Iterator[Happened]:
    """Results that are activities themselves; those of one contact share their subject.

    Where the last touch alone matters, that of a result that is a touch is known.
    """
    start, stop = window.start, window.stop
    subject = Subject(is_account=False, id=0)
    for number, contact_id, _, day, _, _, _, _, at, timed, aimed in spoken:
        if contact_id != subject.id:
            subject = Subject(is_account=False, id=contact_id or 0)
        is_asked = start <= day < stop and not (last_alone and aimed)
        yield Happened(Reference(goal, ACTIVITIES, number), subject, at, day, timed, number, is_asked)


def _appointments(connection: sqlite3.Connection, bound: Binding) -> Iterator[Happened]:
    for number, contact_id, set_at, set_offset, at, offset, held, own in connection.execute(
        filled("journey_appointments"), bound
    ):
        subject = Subject(is_account=False, id=contact_id)
        if not own and set_at is not None:
            yield _at(Reference(Goal.APPOINTMENT, _APPOINTMENTS, number), subject, set_at, set_offset)
        if held and at is not None:
            yield _at(Reference(Goal.HELD, _APPOINTMENTS, number), subject, at, offset)


def _deals(connection: sqlite3.Connection, bound: Binding) -> Iterator[Happened]:
    for number, contact_id, account_id, opened_at, opened, won, closed_at, closed in connection.execute(
        filled("journey_deals", known=known_deals()), bound
    ):
        if contact_id is None and account_id is None:
            continue
        subject = Subject(contact_id is None, account_id if contact_id is None else contact_id)
        if opened_at is not None:
            yield _at(Reference(Goal.DEAL, _DEALS, number), subject, opened_at, opened)
        if won and closed_at is not None:
            yield _at(Reference(Goal.WON, _DEALS, number), subject, closed_at, closed)


def _at(reference: Reference, subject: Subject, at: int, offset: int | None) -> Happened:
    return Happened(reference, subject, at, Moment(at, offset).local_day, offset is not None)
