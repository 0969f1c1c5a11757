"""Appointments: set, held, missed, cancelled, moved.

The outcome `appointment` of a log makes one without a date; setting a date for the same contact within a day completes
it. Moving one is not setting another: it keeps the day it was set on.
"""

from __future__ import annotations

from datetime import datetime

from prospector.domain.appointment import Appointment, completed_by_date, meant
from prospector.domain.deal import precedes
from prospector.domain.moment import SECONDS_A_DAY, Moment
from prospector.domain.moment_words import describe_when
from prospector.domain.row_number import marked_number
from prospector.domain.vocabulary import AppointmentStatus
from prospector.errors import AmbiguousNameError, FailedError, InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.store.appointments import adopt, appointment_at, appointments_of
from prospector.store.people import Person, find_people
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Value, Writing
from prospector.usecases.which_deal import one_deal
from prospector.usecases.who import Arrival, find_who, refuse_outcome, resolve_who


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentFacts:
    """What is said of an appointment besides its time; None is not said.

    Attributes:
        set_at: when it was set, where that was not just now.
    """

    note: str | None = None
    deal: str | None = None
    channel: str | None = None
    set_at: Moment | None = None
    new_contact: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentAnswer:
    """An appointment after a deed.

    Attributes:
        before: None where the deed made it.
        person: None where nobody is known whom it is with, as of some in a calendar.
    """

    before: Appointment | None
    after: Appointment
    person: Person | None
    is_new_contact: bool = False


def set_appointment(
    store: Store, who: str, starts: Moment, facts: AppointmentFacts, *, now: datetime, rep: str
) -> AppointmentAnswer:
    """Set an appointment, or date the one that a log made within a day.

    Args:
        store: open for writing.
        who: the contact; made if nobody is meant.
        starts: when it is to be.
        facts: what else is said.
        now: the present on the rep's clock.
        rep: whose it is; empty for the only rep.

    Raises:
        InvalidValueError: the contact has one at that time already, it was to be before it was set, or a name is not
            known or not one.
    """
    made = facts.set_at or Moment.of(now)
    if precedes(starts, made) and facts.set_at is not None:
        raise InvalidValueError(
            f"it was set {describe_when(made, now)}, after {describe_when(starts, now)}",
            hint="WHEN is when it is to be, --at when it was set",
        )
    by = made if made.has_time else Moment(made.seconds + SECONDS_A_DAY - 1, None)  # some time on that day
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        refuse_outcome(read_vocabulary(writing.connection), who)
        found = resolve_who(writing, who, arrival=Arrival(made, "self", number), new=facts.new_contact)
        adopt(writing, found.person.id, by, within=SECONDS_A_DAY)
        known = appointments_of(writing.connection, found.person.id)
        if any(each.is_pending and each.starts == starts for each in known):
            raise InvalidValueError(
                f"{found.person} has an appointment {describe_when(starts, now)} already",
                hint="prospector appointment list",
            )
        before = completed_by_date(known, by)
        columns = {**_columns(writing, facts), "starts_at": starts.seconds, "starts_offset": starts.offset}
        if before:
            row = before.id
            writing.update("appointment", row, **columns)
        else:
            row = writing.insert(
                "appointment",
                contact_id=found.person.id,
                status=AppointmentStatus.SET.value,
                set_at=made.seconds,
                set_offset=made.offset,
                rep_id=number,
                **columns,
            )
        label = f"appointment set: {found.person} · {describe_when(starts, now)}"
        writing.record(at=Moment.of(now).seconds, rep_id=number, label=label)
        after = _one(writing, row)
    return AppointmentAnswer(before, after, found.person, found.is_new)


def conclude(
    store: Store,
    who: str,
    status: AppointmentStatus,
    *,
    when: Moment | None,
    which: int | None,
    note: str | None,
    now: datetime,
    rep: str,
) -> AppointmentAnswer:
    """Say what became of an appointment: held, no-show, cancelled, or moved to another time.

    Args:
        store: open for writing.
        who: the contact, who must be known, or `#N` for the appointment of that number.
        status: what became of it.
        when: the new time of one that was moved; else when it was, or was to be. None where it was not said.
        which: its number, where the contact has several; one that is over can so be put right.
        note: replaces the one it has.
        now: the present on the rep's clock.
        rep: whose command it is.

    Raises:
        UnknownNameError: the contact is not known, or there is no such appointment.
        AmbiguousNameError: it may be several contacts or appointments.
        FailedError: nothing is to come, or the contact was forgotten.
        InvalidValueError: it is still to come, or it is not when WHEN says.
    """
    moment = Moment.of(now)
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        contact, before = _meant(writing, who, status, when=when, which=which, now=now)
        whose = str(contact) if contact else f"#{before.id}"
        starts = _starts(whose, before, status, when, now)
        writing.update(
            "appointment",
            before.id,
            status=status.value,
            starts_at=starts.seconds if starts else None,
            starts_offset=starts.offset if starts else None,
            **({} if note is None else {"note": note}),
        )
        writing.record(at=moment.seconds, rep_id=number, label=f"appointment {status}: {whose}")
        after = _one(writing, before.id)
    return AppointmentAnswer(before, after, contact)


def _meant(
    writing: Writing,
    who: str,
    status: AppointmentStatus,
    *,
    when: Moment | None,
    which: int | None,
    now: datetime,
) -> tuple[Person | None, Appointment]:
    """Whose appointment and which: the one of a number, whoever it is with, or one of the contact's."""
    number = marked_number(who)
    if number is None:
        contact = find_who(writing.connection, who, numbers=", an appointment's as '#{}'")
        return contact, _which(writing, contact, status, when=when, which=which, now=now)
    if which is not None and which != number:
        raise InvalidValueError(f"#{number} or --id {which}?", hint="one of them says which appointment")
    before, contact_id = appointment_at(writing.connection, number)
    people = () if contact_id is None else find_people(writing.connection, f"id:{contact_id}")
    if contact_id is not None and not people:
        raise FailedError(
            f"appointment #{number} was with somebody who was forgotten", hint="it stays as it is"
        )
    return (people[0] if people else None), before


def _which(
    writing: Writing,
    contact: Person,
    status: AppointmentStatus,
    *,
    when: Moment | None,
    which: int | None,
    now: datetime,
) -> Appointment:
    known = appointments_of(writing.connection, contact.id)
    if which is not None:
        for each in known:
            if each.id == which:
                return each
        raise UnknownNameError(f"{contact} has no appointment {which}", hint="prospector appointment list")
    moment = Moment.of(now)
    found = meant(known, status, moment, when)
    if not found and (row := adopt(writing, contact.id, moment)) is not None:
        return _one(writing, row)
    if len(found) == 1:
        return found[0]
    if found:
        lines = [f"--id {each.id:<6} {_shown(each, now)}" for each in found[:9]]
        raise AmbiguousNameError(
            f"{contact} has {len(found)} appointments to come; nothing was written",
            hint="\n".join([*lines, "say which with --id N, or the day"]),
        )
    if known:
        last = known[-1]
        raise FailedError(
            f"{contact} has no appointment to come; the last one was {last.status}",
            hint=f"--id {last.id} puts that one right; prospector appointment set makes another",
        )
    raise FailedError(f"{contact} has no appointment", hint="prospector appointment set WHO WHEN makes one")


def _starts(
    whose: str, before: Appointment, status: AppointmentStatus, when: Moment | None, now: datetime
) -> Moment | None:
    """When the appointment is, after what became of it: held is dated by the day it took place."""
    if status == AppointmentStatus.MOVED:
        if when is not None and when == before.starts:
            raise InvalidValueError(f"it is {describe_when(when, now)} already")
        return when
    if status == AppointmentStatus.CANCELLED:
        if when and before.starts and when.local_day != before.starts.local_day:
            raise InvalidValueError(
                f"the appointment of {whose} is {describe_when(before.starts, now)}",
                hint="leave the day out, or name that one",
            )
        return before.starts
    moment = Moment.of(now)
    starts = when or before.starts or moment
    if precedes(moment, starts):
        raise InvalidValueError(
            f"the appointment of {whose} is {describe_when(starts, now)}, still to come",
            hint=f"if it took place earlier, say when: prospector appointment {status} WHO WHEN",
        )
    same_day = when and not when.has_time and before.starts and before.starts.local_day == when.local_day
    return before.starts if same_day else starts


def _columns(writing: Writing, facts: AppointmentFacts) -> dict[str, Value]:
    connection = writing.connection
    columns: dict[str, Value] = {
        "note": facts.note,
        "deal_id": one_deal(connection, facts.deal, is_open=True).id if facts.deal else None,
        "channel_id": read_vocabulary(connection).channel(facts.channel).id if facts.channel else None,
    }
    return {name: value for name, value in columns.items() if value is not None}


def _one(writing: Writing, row: int) -> Appointment:
    return appointment_at(writing.connection, row)[0]


def _shown(each: Appointment, now: datetime) -> str:
    return describe_when(each.starts, now) if each.starts else "no date yet"
