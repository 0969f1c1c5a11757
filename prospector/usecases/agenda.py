"""What is next: the list with its numbers, an item of it done, an item put off."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from prospector.domain.agenda import DueStep, Item, Sort
from prospector.domain.experiment import Arm, Subject
from prospector.domain.filters import Filters
from prospector.domain.follow_up import FollowUp, FollowUpStatus
from prospector.domain.moment import Moment, day_number
from prospector.domain.plan import due_on, progress
from prospector.domain.vocabulary import AppointmentStatus
from prospector.domain.work_calendar import Calendar
from prospector.errors import FailedError, InvalidValueError, UnknownNameError
from prospector.light import dataclass, replace
from prospector.reports import agenda
from prospector.reports.basis import Basis
from prospector.store.agenda import fetch_agenda, ways_in, words_for
from prospector.store.experiments import fetch_subjects, last_experiment
from prospector.store.forgetting.suppression import forgotten_numbers
from prospector.store.introductions import fetch_wins
from prospector.store.next_list import Key, keep_numbers, numbers_of, put_off, snooze
from prospector.store.people import person
from prospector.store.plans import fetch_enrolments, stored_plans
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.usecases.appointments import AppointmentAnswer, conclude
from prospector.usecases.follow_ups import close_follow_ups
from prospector.usecases.log import Entry, LogAnswer, log


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """For whom and when the list is made.

    Attributes:
        basis: of the figures in it; as-of is today, the period everything.
        now: the present on the rep's clock.
        week: on which days the rep works, for steps of plans.
        rep: whose list it is; empty where one rep has the store to themselves, and sees everything.
    """

    basis: Basis
    now: datetime
    rep: str
    week: Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item as it is shown.

    Attributes:
        number: of the item, all day long.
        contact: the name; None where it is with nobody known.
    """

    number: int
    item: Item
    contact: str | None
    account: str | None
    command: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The list; how many more there are of each sort, how many were put off, how many of the more are old."""

    lines: tuple[Line, ...]
    more: Mapping[Sort, int]
    put_off: int
    old: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of an item that was done; None is not said."""

    outcome: str | None = None
    minutes: int | None = None
    note: str | None = None


def look_ahead(store: Store, asking: Asking, limit: int | None) -> Agenda:
    """Say what is next, and keep the numbers for today.

    Raises:
        UnknownNameError: there is no such rep.
    """
    with store.reading() as connection:
        owner = rep_id(connection, asking.rep)
        items, hidden = items_of(connection, asking, owner)
        shown = items[:limit]
        known = numbers_of(connection, owner, asking.basis.as_of)
        numbers = _numbered(shown, known)
        people = words_for(connection, [item.contact_id for item in shown if item.contact_id is not None])
    fresh = {item.key: numbers[item.key] for item in shown if item.key not in known}
    if fresh:
        store.remember(lambda writing: keep_numbers(writing, owner, asking.basis.as_of, fresh))
    lines = []
    for item in shown:
        person, word = people[item.contact_id] if item.contact_id is not None else (None, "")
        lines.append(
            Line(
                number=numbers[item.key],
                item=item,
                contact=person.name if person else None,
                account=person.account if person else item.account,
                command=item.command.replace("{who}", word),
            )
        )
    beyond = items[len(shown) :]
    return Agenda(
        tuple(lines), Counter(item.sort for item in beyond), hidden, sum(item.old for item in beyond)
    )


def do_item(
    store: Store, asking: Asking, number: int, said: Said
) -> LogAnswer | AppointmentAnswer | tuple[FollowUp, ...]:
    """Do what the command of an item says: log it, or settle it.

    Args:
        store: open for writing.
        asking: as the list was made.
        number: of the item on today's list.
        said: the outcome of a log, or what became of an appointment; minutes and a note of a log.

    Raises:
        UnknownNameError: today's list has no such number, or there is no such outcome.
        FailedError: the item is no longer on the list.
        InvalidValueError: something was said that the item has no place for.
    """
    item = _chosen(store, asking, number)
    moment = Moment.of(asking.now)
    if item.sort is Sort.APPOINTMENT and item.due is None and said.outcome is None:
        raise InvalidValueError(f"{number} has no date yet", hint="prospector appointment move WHO WHEN")
    if item.sort is Sort.APPOINTMENT:
        return _conclude(store, asking, item, said)
    if item.sort is Sort.FOLLOW_UP:
        if said != Said():
            raise InvalidValueError("a follow-up is done or not", hint="log what happened, then --done alone")
        return close_follow_ups(store, [item.key[1]], FollowUpStatus.DONE, now=moment, rep=asking.rep)
    if item.channel is None:
        raise InvalidValueError(f"{number} is not done with a log", hint=f"prospector {item.command}")
    entry = Entry(
        channel=item.channel,
        moment=moment,
        who=f"id:{item.contact_id}",
        kind=item.kind,
        outcome=said.outcome,
        minutes=said.minutes,
        note=said.note,
    )
    return log(store, [entry], rep=asking.rep, at=moment.seconds)


def put_item_off(store: Store, asking: Asking, number: int, until: date) -> Item:
    """Hide an item of today's list until a day.

    Raises:
        UnknownNameError: today's list has no such number.
        FailedError: the item is no longer on the list.
        InvalidValueError: the day is not after today.
    """
    if until <= asking.basis.as_of:
        raise InvalidValueError("it is on the list today", hint="--snooze N tomorrow, 3d, mon")
    item = _chosen(store, asking, number)
    with store.writing() as writing:
        owner = rep_id(writing.connection, asking.rep)
        snooze(writing, owner, [item.key], until)
        writing.record(at=Moment.of(asking.now).seconds, rep_id=owner, label=f"put off: {_named(item)}")
    return item


def _named(item: Item) -> str:
    return f"{item.sort}: {item.subject}" if item.subject else f"{item.sort}: {item.what}"


def items_of(connection: sqlite3.Connection, asking: Asking, owner: int) -> tuple[list[Item], int]:
    """Everything that asks to be done, in order, and how much of it was put off."""
    basis = replace(asking.basis, filters=Filters(rep=asking.rep or None))
    facts = fetch_agenda(connection, basis.as_of, owner if asking.rep else None)
    steps, busy = _steps(connection, asking, owner if asking.rep else None)
    subjects = _not_called(connection, owner, basis.as_of)
    facts = replace(
        facts,
        way_in=ways_in(connection, [each.id for each in facts.targets]),
        steps=steps,
        cared_for=facts.cared_for | busy,
        coins={each.contact_id: each.arm for each in subjects},
        warmed=_warmed(connection, subjects),
    )
    found = agenda.build(
        basis, facts, fetch_wins(connection, basis.window, basis.filters), now=Moment.of(asking.now)
    )
    gone = forgotten_numbers(connection)
    of_people = [item for item in found if item.contact_id not in gone]
    hidden = put_off(connection, owner, basis.as_of)
    items = [item for item in of_people if item.key not in hidden]
    return items, len(of_people) - len(items)


def _not_called(connection: sqlite3.Connection, owner: int, as_of: date) -> list[Subject]:
    """Those in the last experiment who were not called yet."""
    last = last_experiment(connection, owner)
    subjects = () if last is None else fetch_subjects(connection, last, owner, day_number(as_of))
    return [each for each in subjects if not each.called]


def _warmed(connection: sqlite3.Connection, subjects: list[Subject]) -> tuple[int, ...]:
    """Those whom the coin wants warm, who had their touch and may be called; who spoke with the rep needs no first call."""
    found = [
        each.contact_id
        for each in subjects
        if each.arm is Arm.WARM and each.warmed and each.conversed_on is None
    ]
    return tuple(number for number in found if not person(connection, number).do_not_contact)


def _steps(
    connection: sqlite3.Connection, asking: Asking, owner: int | None
) -> tuple[tuple[DueStep, ...], frozenset[int]]:
    """The steps of plans that are due, the first due in front; and everybody who is in a plan."""
    plans = stored_plans(connection)
    due, busy = [], set[int]()
    for each in fetch_enrolments(connection, rep_id=owner, unstopped=True):
        plan = plans[each.plan_id]
        so_far = progress(plan, each, horizon=asking.basis.horizon_days)
        place = so_far.open_step
        if so_far.end is not None or place is None:
            continue
        busy.add(each.contact_id)
        day = due_on(plan, place, each.started, so_far.done, asking.week)
        if day <= asking.basis.as_of:
            due.append(
                DueStep(
                    enrolment_id=each.id,
                    contact_id=each.contact_id,
                    plan=plan.name,
                    place=place + 1,
                    steps=len(plan.steps),
                    step=plan.steps[place],
                    due=day,
                )
            )
    return tuple(sorted(due, key=lambda step: (step.due, step.enrolment_id))), frozenset(busy)


def _numbered(items: list[Item], known: Mapping[Key, int]) -> dict[Key, int]:
    """The number of each item: the one that it has, else the next one that is free."""
    free = max(known.values(), default=0)
    numbers: dict[Key, int] = {}
    for item in items:
        if item.key not in known:
            free += 1
        numbers[item.key] = known.get(item.key, free)
    return numbers


def _chosen(store: Store, asking: Asking, number: int) -> Item:
    with store.reading() as connection:
        owner = rep_id(connection, asking.rep)
        known = numbers_of(connection, owner, asking.basis.as_of)
        key = next((key for key, listed in known.items() if listed == number), None)
        if key is None:
            raise UnknownNameError(
                f"today's list has no {number}",
                hint="prospector next shows it, and keeps the numbers all day",
            )
        items, _ = items_of(connection, asking, owner)
    for item in items:
        if item.key == key:
            return item
    raise FailedError(
        f"{number} is no longer on the list", hint="nothing changed; prospector next shows what is"
    )


def _conclude(store: Store, asking: Asking, item: Item, said: Said) -> AppointmentAnswer:
    word = said.outcome or AppointmentStatus.HELD.value
    ends = (AppointmentStatus.HELD, AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED)
    if word not in ends:
        raise UnknownNameError(f"an appointment is not {word}", hint=" or ".join(ends))
    if said.minutes is not None:
        raise InvalidValueError("an appointment has no minutes", hint="log what took them")
    return conclude(
        store,
        f"id:{item.contact_id}",
        AppointmentStatus(word),
        when=None,
        which=item.key[1],
        note=said.note,
        now=asking.now,
        rep=asking.rep,
    )
