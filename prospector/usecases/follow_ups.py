"""Follow-ups: promised, done, dropped, changed, listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from prospector.domain.follow_up import FollowUp, FollowUpStatus, read_promise
from prospector.domain.moment import Moment
from prospector.domain.spelling import quoted
from prospector.errors import FailedError, InvalidValueError, UnknownNameError
from prospector.light import dataclass
from prospector.store.follow_ups import (
    close_follow_up,
    fetch_follow_ups,
    find_follow_up,
    insert_follow_up,
    read_follow_up,
)
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Value, Writing
from prospector.usecases.who import NOBODY, find_who

EVERY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpChange:
    """What is to be different; None is left as it is. `who` may be nobody (`.`)."""

    text: str | None = None
    who: str | None = None
    due: date | None = None


def add_follow_up(store: Store, text: str, *, who: str | None, due: date, now: Moment, rep: str) -> FollowUp:
    """Promise something.

    Args:
        store: open for writing.
        text: what is to be done.
        who: to whom, somebody known; None or `.` for nobody in particular.
        due: by which day.
        now: the time of the command.
        rep: whose promise; empty for the only rep.

    Raises:
        InvalidValueError: nothing is promised, or WHO is not one contact.
    """
    promise = read_promise(text)
    with store.writing() as writing:
        number = rep_id(writing.connection, rep)
        made = insert_follow_up(
            writing,
            promise,
            contact_id=_contact(writing, who),
            activity_id=None,
            due=due,
            rep_id=number,
            at=now,
        )
        writing.record(at=now.seconds, rep_id=number, label=f"follow-up: {made}")
    return made


def close_follow_ups(
    store: Store, numbers: Sequence[int], status: FollowUpStatus, *, now: Moment, rep: str
) -> tuple[FollowUp, ...]:
    """Say that follow-ups were done, or are not to be done.

    Raises:
        UnknownNameError: there is none of one of the numbers; nothing was changed.
        FailedError: one is done or dropped already; nothing was changed.
    """
    with store.writing() as writing:
        closed = tuple(close_one(writing, number, status, now) for number in dict.fromkeys(numbers))
        label = f"{status}: {'; '.join(map(str, closed))}"
        writing.record(at=now.seconds, rep_id=rep_id(writing.connection, rep), label=label)
    return closed


def close_one(writing: Writing, number: int, status: FollowUpStatus, now: Moment) -> FollowUp:
    """Close one inside a deed; errors as of `close_follow_ups`."""
    found = _found(writing, number)
    if found.status is not FollowUpStatus.OPEN:
        raise FailedError(
            f"follow-up {number} is {found.status} already", hint=f"it was {quoted(found.text)}"
        )
    close_follow_up(writing, number, status, now)
    return read_follow_up(writing.connection, number)


def edit_follow_up(
    store: Store, number: int, change: FollowUpChange, *, now: Moment, rep: str
) -> tuple[FollowUp, FollowUp]:
    """Change a follow-up; one that was closed is open again where it gets another day.

    Returns:
        How it was and how it is.

    Raises:
        UnknownNameError: there is none of the number, or no such contact.
    """
    with store.writing() as writing:
        before = _found(writing, number)
        values: dict[str, Value] = {}
        if change.text is not None:
            values["text"] = read_promise(change.text)
        if change.who is not None:
            values["contact_id"] = _contact(writing, change.who)
        if change.due is not None:
            values["due_on"] = change.due.isoformat()
            close_follow_up(writing, number, FollowUpStatus.OPEN, now)
        writing.update("follow_up", number, **values)
        after = read_follow_up(writing.connection, number)
        writing.record(
            at=now.seconds, rep_id=rep_id(writing.connection, rep), label=f"edit of follow-up {number}"
        )
    return before, after


def list_follow_ups(store: Store, *, status: str, who: str | None, rep: str | None) -> tuple[FollowUp, ...]:
    """Follow-ups of a status (open, done, dropped or all), the first due in front.

    Raises:
        InvalidValueError: no such status, contact or rep; or several contacts are meant.
    """
    if status != EVERY and status not in tuple(FollowUpStatus):
        raise InvalidValueError(
            f"{quoted(status)} is not a status", hint=f"{', '.join(FollowUpStatus)} or {EVERY}"
        )
    with store.reading() as connection:
        return fetch_follow_ups(
            connection,
            status=None if status == EVERY else FollowUpStatus(status),
            contact_id=None if who is None else find_who(connection, who).id,
            rep_id=None if rep is None else rep_id(connection, rep),
        )


def _found(writing: Writing, number: int) -> FollowUp:
    found = find_follow_up(writing.connection, number)
    if found is None:
        raise UnknownNameError(
            f"there is no follow-up {number}", hint="prospector followup list shows their numbers"
        )
    return found


def _contact(writing: Writing, who: str | None) -> int | None:
    if who is None or who.strip() == NOBODY:
        return None
    return find_who(writing.connection, who).id
