"""The last log once more (`again`), or with another outcome (`fix`)."""

from __future__ import annotations

import sqlite3

from prospector.domain.moment import Moment
from prospector.domain.vocabulary import Direction
from prospector.errors import FailedError
from prospector.light import dataclass, replace
from prospector.store.history import last_deed, rows_of
from prospector.store.store import Store
from prospector.store.words import read_vocabulary, rep_id
from prospector.store.writing import Value, read_row
from prospector.usecases.log import Entry, LogAnswer, apply_outcome, log
from prospector.usecases.made import MadeAppointment
from prospector.usecases.who import NOBODY


@dataclass(frozen=True, slots=True)
class Fixed:
    """The last log with another outcome.

    Attributes:
        before: the outcome that it had.
        after: the one that it has.
        appointments: those that it made and makes no longer.
    """

    id: int
    before: str
    after: str
    appointments: tuple[MadeAppointment, ...]


def again(store: Store, outcome: str | None, *, moment: Moment, rep: str, at: int) -> LogAnswer:
    """Log the last one once more, now, with the same or another outcome; minutes and notes are not repeated.

    Raises:
        FailedError: nothing was logged yet.
    """
    with store.reading() as connection:
        entry = _entry_of(connection, _last_logged(connection, rep), moment)
    return log(store, [entry if outcome is None else replace(entry, outcome=outcome)], rep=rep, at=at)


def fix(store: Store, outcome: str, *, minutes: int | None, note: str | None, rep: str, at: int) -> Fixed:
    """Give the last log another outcome.

    Raises:
        FailedError: nothing was logged yet, or it was deleted since.
    """
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        row = _last_logged(writing.connection, rep)
        activity = int(row["id"])  # type: ignore[arg-type]  # a row number
        chosen = vocabulary.outcome(outcome)
        before = vocabulary.outcome_of(int(row["outcome_id"]))  # type: ignore[arg-type]  # a row number
        changes = {"outcome_id": chosen.id, "minutes": minutes, "note": note}
        writing.update(
            "activity", activity, **{key: value for key, value in changes.items() if value is not None}
        )
        appointments = apply_outcome(writing, activity, chosen, None)
        label = f"{before.name} → {chosen.name} on #{activity}"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return Fixed(activity, before.name, chosen.name, appointments)


def _last_logged(connection: sqlite3.Connection, rep: str) -> dict[str, Value]:
    deed = last_deed(connection, rep_id(connection, rep), sort="log")
    if deed is None:
        raise FailedError("nothing was logged yet", hint="prospector call jane")
    numbers = rows_of(connection, deed.id, "activity")
    if not numbers:
        raise FailedError("the last log is about somebody who was forgotten, or long ago", hint="log it anew")
    try:
        return read_row(connection, "activity", numbers[-1])
    except KeyError:
        raise FailedError(f"the last log, #{numbers[-1]}, was deleted since", hint="log it anew") from None


def _entry_of(connection: sqlite3.Connection, row: dict[str, Value], moment: Moment) -> Entry:
    def name_of(table: str, column: str, field: str = "name") -> str | None:
        found = connection.execute(f"SELECT {field} FROM {table} WHERE id = ?", (row[column],)).fetchone()
        return None if found is None else str(found[0])

    contact = row["contact_id"]
    return Entry(
        channel=name_of("channel", "channel_id") or "",
        moment=moment,
        who=NOBODY if contact is None else f"id:{contact!s}",
        outcome=name_of("outcome", "outcome_id"),
        kind=name_of("kind", "kind_id"),
        account=name_of("account", "account_id") if contact is None else None,
        count=int(row["count"] or 1),
        direction=Direction(int(row["direction"] or 0)),
        on=name_of("content", "content_id", "title"),
    )
