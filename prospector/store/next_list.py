"""The list of what is next, as it was shown: the number of each thing for the day, and what was put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from prospector.light import TYPE_CHECKING
from prospector.store.writing import Writing

if TYPE_CHECKING:
    import sqlite3

Key = tuple[str, int]


def numbers_of(connection: sqlite3.Connection, rep_id: int, today: date) -> dict[Key, int]:
    """The numbers that things were shown with today."""
    rows = connection.execute(
        "SELECT sort, row_id, number FROM listed WHERE rep_id = ? AND listed_on = ?",
        (rep_id, today.isoformat()),
    )
    return {(sort, row_id): number for sort, row_id, number in rows}


def keep_numbers(writing: Writing, rep_id: int, today: date, numbers: Mapping[Key, int]) -> None:
    """Keep the numbers of things that have none yet today; those of other days go."""
    for number, listed_on, sort, row_id in writing.connection.execute(
        "SELECT id, listed_on, sort, row_id FROM listed WHERE rep_id = ?", (rep_id,)
    ).fetchall():
        if listed_on != today.isoformat() or (sort, row_id) in numbers:
            writing.delete("listed", number)
    for (sort, row_id), number in numbers.items():
        writing.insert(
            "listed", sort=sort, row_id=row_id, number=number, listed_on=today.isoformat(), rep_id=rep_id
        )


def put_off(connection: sqlite3.Connection, rep_id: int, today: date) -> frozenset[Key]:
    """What is not to be shown today."""
    rows = connection.execute(
        "SELECT sort, row_id FROM snooze WHERE rep_id = ? AND until_on > ?", (rep_id, today.isoformat())
    )
    return frozenset((sort, row_id) for sort, row_id in rows)


def snooze(writing: Writing, rep_id: int, keys: Iterable[Key], until: date) -> None:
    """Put things off until a day."""
    for sort, row_id in keys:
        found = writing.connection.execute(
            "SELECT id FROM snooze WHERE rep_id = ? AND sort = ? AND row_id = ?", (rep_id, sort, row_id)
        ).fetchone()
        if found is None:
            writing.insert("snooze", sort=sort, row_id=row_id, until_on=until.isoformat(), rep_id=rep_id)
        else:
            writing.update("snooze", found[0], until_on=until.isoformat())
