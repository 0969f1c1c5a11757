"""The calendar: appointments, open follow-ups, the next step of every plan."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from prospector.domain.calendar_entry import CalendarEntry
from prospector.domain.follow_up import FollowUpStatus
from prospector.domain.moment import Moment, date_of
from prospector.domain.period import Period
from prospector.domain.plan import due_on, progress
from prospector.domain.vocabulary import AppointmentStatus
from prospector.domain.work_calendar import Calendar
from prospector.light import dataclass
from prospector.store.calendar import fetch_meetings, mark_of, revisions
from prospector.store.follow_ups import fetch_follow_ups
from prospector.store.people import person
from prospector.store.plans import fetch_enrolments, stored_plans
from prospector.store.store import Store
from prospector.store.words import rep_id

_STRUCK_OUT = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What goes into the calendar.

    Attributes:
        period: of the days of the entries; None for all.
        rep: whose; None for everybody's.
        today: the present day.
        week: on which days the rep works, for steps of plans.
        horizon: days after a touch in which a conversation ends a plan.
    """

    period: Period | None
    rep: str | None
    today: date
    week: Calendar
    horizon: int


def calendar_entries(store: Store, wanted: Wanted) -> tuple[tuple[CalendarEntry, ...], int]:
    """The entries, and how many appointments have no date yet.

    What is done or dropped comes as cancelled for 90 days, so that a calendar that has it strikes it out.

    Raises:
        UnknownNameError: there is no such rep.
    """
    with store.reading() as connection:
        owner = rep_id(connection, wanted.rep) if wanted.rep else None
        mark = mark_of(connection)
        found = [
            *_appointments(connection, owner, mark),
            *_follow_ups(connection, owner, mark, wanted.today),
            *_steps(connection, owner, mark, wanted),
        ]
        undated = sum(
            each.starts is None and each.status is not AppointmentStatus.CANCELLED
            for each in fetch_meetings(connection, owner)
        )
    period = wanted.period
    kept = (each for each in found if period is None or period.contains(each.starts.day))
    return tuple(sorted(kept, key=lambda each: (each.starts.seconds, each.uid))), undated


def _appointments(connection: sqlite3.Connection, owner: int | None, mark: str) -> Iterator[CalendarEntry]:
    changed = revisions(connection, "appointment")
    for each in fetch_meetings(connection, owner):
        if each.starts is None:
            continue
        status = f"\n{each.status}" if each.status is AppointmentStatus.NO_SHOW else ""
        yield CalendarEntry(
            uid=f"appointment-{each.id}.{mark}@prospector",
            summary=" · ".join(part for part in (_who(each.contact, each.account), each.channel) if part),
            starts=each.starts,
            note=f"{each.note or ''}{status}".strip(),
            cancelled=each.status is AppointmentStatus.CANCELLED,
            revision=changed.get(each.id, 0),
            busy=True,
        )


def _follow_ups(
    connection: sqlite3.Connection, owner: int | None, mark: str, today: date
) -> Iterator[CalendarEntry]:
    changed = revisions(connection, "follow_up")
    for each in fetch_follow_ups(connection, rep_id=owner):
        is_open = each.status is FollowUpStatus.OPEN
        if is_open or each.due >= today - _STRUCK_OUT:
            yield CalendarEntry(
                uid=f"follow-up-{each.id}.{mark}@prospector",
                summary=str(each),
                starts=Moment.on(each.due),
                cancelled=not is_open,
                revision=changed.get(each.id, 0),
            )


def _steps(
    connection: sqlite3.Connection, owner: int | None, mark: str, wanted: Wanted
) -> Iterator[CalendarEntry]:
    """The next step of everybody who is in a plan: one entry each, which moves on with the plan."""
    plans = stored_plans(connection)
    for each in fetch_enrolments(connection, rep_id=owner):
        plan = plans[each.plan_id]
        so_far = progress(plan, each, horizon=wanted.horizon)
        place = so_far.open_step
        is_over = so_far.end is not None or place is None
        day = date_of(so_far.last_day)
        if is_over and day < wanted.today - _STRUCK_OUT:
            continue
        someone = person(connection, each.contact_id)
        what = plan.name
        if not is_over and place is not None:
            day = due_on(plan, place, each.started, so_far.done, wanted.week)
            what = f"{plan.steps[place].channel}: {plan.steps[place].what}"
        yield CalendarEntry(
            uid=f"plan-{each.id}.{mark}@prospector",
            summary=f"{_who(someone.name, someone.account)} · {what}",
            starts=Moment.on(day),
            note=f"{plan.name}, step {place + 1} of {len(plan.steps)}" if place is not None else plan.name,
            cancelled=is_over,
            revision=len(each.touches) + int(is_over),
        )


def _who(name: str | None, account: str | None) -> str:
    if name is None:
        return account or "appointment"
    return f"{name} ({account})" if account else name
