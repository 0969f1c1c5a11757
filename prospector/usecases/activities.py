"""Activities after they were logged: shown whole, edited, deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import Direction
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.store.follow_ups import leave_activity, move_with_activity
from prospector.store.nouns import Asked
from prospector.store.people import account_id
from prospector.store.records import Record, find_record, records
from prospector.store.store import Store
from prospector.store.words import kind_id, put_tags, read_vocabulary, rep_id
from prospector.store.writing import Value, Writing
from prospector.usecases.edits import Edited
from prospector.usecases.log import apply_outcome, respect_silence
from prospector.usecases.made import MadeAppointment, let_go
from prospector.usecases.tags import take_tags
from prospector.usecases.which_piece import find_content
from prospector.usecases.who import NOBODY, find_who, refuse_outcome


@dataclass(frozen=True, slots=True)
class Shown:
    """An activity with what hangs on it.

    Attributes:
        appointments: those it set.
        source: the import that it came from: its number, file and day; all None where it was typed.
    """

    activity: Record
    appointments: tuple[Record, ...]
    source: Record


@dataclass(frozen=True, slots=True)
class Deleted:
    """An activity as it was.

    Attributes:
        appointments: those that it made.
    """

    activity: Record
    appointments: tuple[MadeAppointment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be different; None is left as it is.

    Attributes:
        cleared: columns that are to be empty.
        who: as in a log; `.` for nobody.
        untag: tags to take away.
    """

    moment: Moment | None = None
    channel: str | None = None
    who: str | None = None
    outcome: str | None = None
    account: str | None = None
    kind: str | None = None
    on: str | None = None
    note: str | None = None
    minutes: int | None = None
    count: int | None = None
    reach: int | None = None
    cost_minor: int | None = None
    direction: Direction | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    cleared: frozenset[str] = frozenset()


_IMPORT = ("import_id", "import_file", "imported_on")
_SET_BY = {
    "contact_id": "contact_id",
    "channel_id": "channel_id",
    "occurred_at": "set_at",
    "utc_offset": "set_offset",
}
_EMPTIES = {
    "account": "account_id",
    "kind": "kind_id",
    "on": "content_id",
    "note": "note",
    "minutes": "minutes",
    "reach": "reach",
    "cost": "cost_minor",
}


def show_activity(store: Store, number: int, *, currency: str) -> Shown:
    """Fetch an activity with its appointments and its import.

    Raises:
        UnknownNameError: there is none of that number.
    """
    with store.reading() as connection:
        found = _found(connection, number, currency)
        made = Asked(("activity",), {"activity_id": number})
        row = connection.execute(
            "SELECT import_run.id, import_run.file, date(import_run.at, 'unixepoch') FROM activity "
            "JOIN import_run ON import_run.id = activity.import_id WHERE activity.id = ?",
            (number,),
        ).fetchone()
        origin: Record = dict(zip(_IMPORT, row or (None,) * 3, strict=True))
        return Shown(found, tuple(records(connection, "appointments", made, currency=currency)), origin)


def edit_activity(store: Store, number: int, change: Change, *, currency: str, rep: str, at: int) -> Edited:
    """Change an activity.

    Args:
        store: open for writing.
        number: which.
        change: what is to be different.
        currency: the store's.
        rep: whose command it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        InvalidValueError: there is no such activity, or a name is not known or not one; nothing was written.
    """
    with store.writing() as writing:
        before = _found(writing.connection, number, currency)
        row = writing.row("activity", number)
        values = _moved(change) | _named(writing, change, row) | _plain(change)
        _check(values, row)
        writing.update("activity", number, **values)
        gone = _keep_appointments(writing, number, {name for name in values if values[name] != row[name]})
        if change.outcome is not None:
            outcome = read_vocabulary(writing.connection).outcome(change.outcome)
            entailed = apply_outcome(writing, number, outcome, None)
            gone = gone or entailed
        if change.who is not None:
            respect_silence(writing, number)
        put_tags(writing, "activity", number, change.tag)
        take_tags(writing, "activity", number, change.untag)
        edited = Edited(before, _found(writing.connection, number, currency), gone)
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"edit of #{number}: {edited}")
    return edited


def delete_activities(
    store: Store, numbers: Sequence[int], *, currency: str, rep: str, at: int
) -> tuple[Deleted, ...]:
    """Delete activities and the appointments that they made; what was imported is not imported again.

    Raises:
        UnknownNameError: there is none of one of the numbers; nothing was deleted.
    """
    with store.writing() as writing:
        found = [_found(writing.connection, number, currency) for number in dict.fromkeys(numbers)]
        gone = tuple(Deleted(each, _delete(writing, int(each["id"] or 0))) for each in found)
        label = "deletion of " + ", ".join(f"#{each['id']}" for each in found)
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return gone


def _found(connection: sqlite3.Connection, number: int, currency: str) -> Record:
    found = find_record(connection, "activities", number, currency=currency)
    if found is None:
        raise UnknownNameError(
            f"there is no activity #{number}", hint="prospector list, or search TEXT, shows their numbers"
        )
    return found


def _moved(change: Change) -> dict[str, Value]:
    moment = change.moment
    if moment is None:
        return {}
    return {
        "occurred_at": moment.seconds,
        "utc_offset": moment.offset,
        "local_day": moment.local_day,
        "local_week": moment.local_week,
    }


def _named(writing: Writing, change: Change, row: dict[str, Value]) -> dict[str, Value]:
    """Row numbers of what is named."""
    vocabulary = read_vocabulary(writing.connection)
    values: dict[str, Value] = {}
    if change.channel is not None:
        values["channel_id"] = vocabulary.channel(change.channel).id
    if change.outcome is not None:
        values["outcome_id"] = vocabulary.outcome(change.outcome).id
    if change.who is not None and change.who.strip() in {"", NOBODY}:
        values |= {"contact_id": None, "lead_id": None}
    elif change.who is not None:
        refuse_outcome(vocabulary, change.who)
        person = find_who(writing.connection, change.who)
        if person.id != row["contact_id"]:
            values |= {"contact_id": person.id, "lead_id": None, "account_id": person.account_id}
    if change.account:
        values["account_id"] = account_id(writing, change.account)
    if change.kind:
        values["kind_id"] = kind_id(writing, change.kind)
    if change.on:
        values["content_id"] = find_content(writing.connection, change.on)[0]
    return values


def _plain(change: Change) -> dict[str, Value]:
    given: dict[str, Value] = {
        "note": change.note,
        "minutes": change.minutes,
        "count": change.count,
        "reach": change.reach,
        "cost_minor": change.cost_minor,
        "direction": None if change.direction is None else int(change.direction),
    }
    return {name: value for name, value in given.items() if value is not None} | dict.fromkeys(
        (_EMPTIES[name] for name in change.cleared), None
    )


def _check(values: dict[str, Value], row: dict[str, Value]) -> None:
    after = row | values
    count = after["count"]
    if isinstance(count, int) and count > 1 and after["contact_id"] is not None:
        raise InvalidValueError(
            f"a tally of {count} is with nobody in particular", hint=f"--who {NOBODY} takes the contact out"
        )
    if count == 0:
        raise InvalidValueError("a count of 0 is nothing", hint="prospector delete takes the activity away")


def _keep_appointments(writing: Writing, number: int, changed: set[str]) -> tuple[MadeAppointment, ...]:
    """What changed of an activity changes of the appointment that it set; without a contact it makes none."""
    row = writing.row("activity", number)
    values = {theirs: row[ours] for ours, theirs in _SET_BY.items() if ours in changed}
    if row["contact_id"] is None:
        values.pop("contact_id", None)
    if "contact_id" in changed:
        move_with_activity(writing, number, row["contact_id"])
    gone = let_go(writing, number) if "contact_id" in changed and row["contact_id"] is None else ()
    left = writing.connection.execute(
        "SELECT id FROM appointment WHERE activity_id = ? ORDER BY id", (number,)
    ).fetchall()
    for (appointment,) in left if values else ():
        writing.update("appointment", appointment, **values)
    return gone


def _delete(writing: Writing, number: int) -> tuple[MadeAppointment, ...]:
    connection = writing.connection
    gone = let_go(writing, number, deleted=True)
    leave_activity(writing, number)
    for (deal,) in connection.execute("SELECT id FROM deal WHERE activity_id = ?", (number,)).fetchall():
        writing.update("deal", deal, activity_id=None)
    for (tagging,) in connection.execute(
        "SELECT id FROM tagging WHERE noun = 'activity' AND row_id = ?", (number,)
    ).fetchall():
        writing.delete("tagging", tagging)
    writing.remember_imported(number)
    writing.delete("activity", number)
    return gone
