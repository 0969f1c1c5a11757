"""Plans: added, looked at, contacts enrolled in them and taken out again.

A plan that comes with the program is written into the store when the first contact is enrolled, and stays as it was
then, so that a report on it means the same in later versions.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date

from prospector.domain.moment import Moment
from prospector.domain.plan import End, Enrolment, Plan, Progress, due_on, progress
from prospector.domain.spelling import did_you_mean, quoted
from prospector.domain.work_calendar import Calendar
from prospector.errors import FailedError, InvalidValueError, UnknownNameError
from prospector.importing.plan_file import shipped_plans
from prospector.light import dataclass
from prospector.store.people import Person, person
from prospector.store.plans import (
    contacts_asked,
    delete_plan,
    fetch_enrolments,
    has_enrolments,
    insert_enrolment,
    insert_plan,
    plan_of_name,
    stop_enrolment,
    stored_plans,
)
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Writing
from prospector.usecases.which import Filters, asked
from prospector.usecases.who import find_who


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """By what plans are followed: the days worked on, and the days in which a touch can still lead to something."""

    week: Calendar
    horizon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """A plan of the list; how many were ever enrolled and how many still are. `own` is not shipped."""

    plan: Plan
    own: bool
    enrolled: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a contact stands in a plan; `due` is the day of the open step, None where the plan is over."""

    person: Person
    started: Moment
    progress: Progress
    due: date | None


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who was enrolled, and how many that a filter chose were left out, by reason."""

    plan: Plan
    people: tuple[Person, ...]
    left_out: Mapping[str, int]


def add_plan(store: Store, plan: Plan, *, at: int, rep: str) -> bool:
    """Store a plan of the rep's own; one of the same name is replaced as long as nobody was in it.

    Returns:
        Whether it replaced one.

    Raises:
        InvalidValueError: the name is taken, or a step's channel is none of the store's.
    """
    with store.writing() as writing:
        found = plan_of_name(stored_plans(writing.connection), plan.name)
        if found is None and plan.name in shipped_plans():
            raise InvalidValueError(
                f"there is a plan {quoted(plan.name)} already", hint="give yours another name"
            )
        if found is not None and has_enrolments(writing.connection, found[0]):
            raise InvalidValueError(
                f"there are contacts in the plan {quoted(plan.name)}",
                hint="a changed plan needs another name, so that figures stay comparable",
            )
        if found is not None:
            delete_plan(writing, found[0])
        insert_plan(writing, plan)
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"plan {plan.name}")
    return found is not None


def remove_plan(store: Store, name: str, *, at: int, rep: str) -> Plan:
    """Delete a plan that nobody was ever in.

    Raises:
        UnknownNameError: the store has none of that name.
        FailedError: there are or were contacts in it.
    """
    with store.writing() as writing:
        plans = stored_plans(writing.connection)
        found = plan_of_name(plans, name)
        if found is None:
            _known(plans, name)
            raise FailedError(
                f"the plan {quoted(name)} comes with the program", hint="yours alone can be removed"
            )
        if has_enrolments(writing.connection, found[0]):
            raise FailedError(
                f"there are contacts in the plan {quoted(name)}", hint="the report on it would be lost"
            )
        delete_plan(writing, found[0])
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"removal of plan {name}")
    return found[1]


def list_plans(store: Store, setting: Setting) -> tuple[PlanLine, ...]:
    """Every plan, shipped or own, by name."""
    with store.reading() as connection:
        plans = stored_plans(connection)
        enrolments = fetch_enrolments(connection)
    known = {**shipped_plans(), **{plan.name: plan for plan in plans.values()}}
    lines = []
    for name in sorted(known):
        inside = [each for each in enrolments if plans[each.plan_id].name == name]
        running = sum(_end_of(known[name], each, setting) is None for each in inside)
        lines.append(
            PlanLine(plan=known[name], own=name not in shipped_plans(), enrolled=len(inside), running=running)
        )
    return tuple(lines)


def show_plan(store: Store, name: str, setting: Setting) -> tuple[Plan, tuple[Standing, ...]]:
    """A plan, and where everybody in it stands: who goes on first, by the day of the open step.

    Raises:
        UnknownNameError: there is no such plan.
    """
    with store.reading() as connection:
        plans = stored_plans(connection)
        found = plan_of_name(plans, name)
        if found is None:
            return _known(plans, name), ()
        number, plan = found
        standings = [
            _standing(connection, plan, each, setting)
            for each in fetch_enrolments(connection, plan_id=number)
        ]
    standings.sort(key=lambda each: (each.due or date.max, each.started.seconds, each.person.name))
    return plan, tuple(standings)


def enrol(
    store: Store,
    name: str,
    who: Sequence[str],
    filters: Filters,
    *,
    started: Moment,
    at: int,
    rep: str,
    horizon: int,
) -> Enrolled:
    """Put contacts into a plan.

    Args:
        store: open for writing.
        name: of the plan.
        who: contacts by name; whoever of them cannot be enrolled is refused, and nobody is enrolled.
        filters: chooses contacts where nobody is named; whoever cannot be enrolled is left out.
        started: when the plan begins for them.
        at: the time of the command, UTC seconds.
        rep: whose command it is.
        horizon: days in which a touch can still lead to something.

    Raises:
        InvalidValueError: nobody is meant, somebody is in a plan already or asked not to be contacted, or a name is not
            known or not one.
    """
    with store.writing() as writing:
        owner = rep_id(writing.connection, rep)
        plans = stored_plans(writing.connection)
        plan = _known(plans, name)
        found = plan_of_name(plans, plan.name)
        people = [find_who(writing.connection, each) for each in who] or _chosen(writing, filters)
        fit, left_out = [], dict[str, int]()
        for someone in {each.id: each for each in people}.values():
            hindrance = _hindrance(writing, plans, someone, horizon)
            if hindrance is None:
                fit.append(someone)
            elif who:
                raise InvalidValueError(
                    f"{someone} {hindrance}; nobody was enrolled",
                    hint=f"prospector plan stop id:{someone.id}" if "plan" in hindrance else "leave them out",
                )
            else:
                left_out[hindrance] = left_out.get(hindrance, 0) + 1
        if not fit:
            raise InvalidValueError(
                "nobody to enrol", hint=_told(left_out) or "the filter chooses no contact"
            )
        number = found[0] if found is not None else insert_plan(writing, plan)
        for someone in fit:
            insert_enrolment(writing, number, someone.id, started=started, rep_id=owner)
        label = str(fit[0]) if len(fit) == 1 else f"{len(fit)} contacts"
        writing.record(at=at, rep_id=owner, label=f"plan {plan.name}: {label} enrolled")
    return Enrolled(plan, tuple(fit), left_out)


def stop(
    store: Store, who: Sequence[str], *, now: Moment, rep: str, horizon: int
) -> tuple[tuple[Person, Plan], ...]:
    """Take contacts out of the plan that they are in.

    Raises:
        FailedError: one of them is in none; nothing was changed.
        InvalidValueError: a name is not known or not one.
    """
    stopped = []
    with store.writing() as writing:
        plans = stored_plans(writing.connection)
        for someone in [find_who(writing.connection, each) for each in who]:
            running = _running(writing.connection, plans, someone.id, horizon)
            if not running:
                raise FailedError(f"{someone} is in no plan", hint="prospector plan show NAME says who is")
            for each in running:
                stop_enrolment(writing, each.id, now)
                stopped.append((someone, plans[each.plan_id]))
        label = ", ".join(f"{someone} out of {plan.name}" for someone, plan in stopped)
        writing.record(at=now.seconds, rep_id=rep_id(writing.connection, rep), label=f"plan: {label}")
    return tuple(stopped)


def _known(plans: dict[int, Plan], name: str) -> Plan:
    found = plan_of_name(plans, name)
    if found is not None:
        return found[1]
    word = "-".join(name.lower().split())
    if word in shipped_plans():
        return shipped_plans()[word]
    names = sorted({*shipped_plans(), *(plan.name for plan in plans.values())})
    raise UnknownNameError(
        f"there is no plan {quoted(name)}", hint=did_you_mean(name, names, f"plans: {', '.join(names)}")
    )


def _chosen(writing: Writing, filters: Filters) -> list[Person]:
    if filters == Filters():
        raise InvalidValueError("nobody was named", hint="names, or a filter: --tag, --source, --account")
    numbers = contacts_asked(writing.connection, asked(writing.connection, "contacts", filters))
    return [person(writing.connection, number) for number in numbers]


def _hindrance(writing: Writing, plans: dict[int, Plan], someone: Person, horizon: int) -> str | None:
    if someone.do_not_contact:
        return "asked not to be contacted"
    running = _running(writing.connection, plans, someone.id, horizon)
    return f"is in the plan {plans[running[0].plan_id].name} already" if running else None


def _running(
    connection: sqlite3.Connection, plans: dict[int, Plan], contact_id: int, horizon: int
) -> list[Enrolment]:
    return [
        each
        for each in fetch_enrolments(connection, contact_id=contact_id, unstopped=True)
        if progress(plans[each.plan_id], each, horizon=horizon).end is None
    ]


def _told(left_out: Mapping[str, int]) -> str:
    return "; ".join(f"{count:,} {reason}" for reason, count in left_out.items())


def _end_of(plan: Plan, enrolment: Enrolment, setting: Setting) -> End | None:
    return progress(plan, enrolment, horizon=setting.horizon).end


def _standing(connection: sqlite3.Connection, plan: Plan, enrolment: Enrolment, setting: Setting) -> Standing:
    so_far = progress(plan, enrolment, horizon=setting.horizon)
    place = so_far.open_step
    due = (
        due_on(plan, place, enrolment.started, so_far.done, setting.week)
        if so_far.end is None and place is not None
        else None
    )
    return Standing(
        person=person(connection, enrolment.contact_id),
        started=enrolment.started,
        progress=so_far,
        due=due,
    )
