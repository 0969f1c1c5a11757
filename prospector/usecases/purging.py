"""Purging: people with whom nothing was for long are forgotten, and the undo history before that is cut short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from prospector.domain.moment import Moment, day_number
from prospector.store.forgetting.files import Copies, copies_that_hold
from prospector.store.forgetting.forget import forget_people
from prospector.store.forgetting.old import cut_history, old_people
from prospector.store.people import Person
from prospector.store.store import Store
from prospector.store.writing import Writing
from prospector.usecases.forgetting import counted, for_good


@dataclass(frozen=True, slots=True)
class Purged:
    """What goes, or went.

    Attributes:
        people: who was forgotten, as they were known.
        rows: how many rows of each table were theirs.
        history: copies of rows in the undo history, theirs and those of long ago.
        elsewhere: how many texts about others name one of them still.
        copies: backups that hold one of them still, and what could not be looked at.
    """

    people: tuple[Person, ...]
    rows: Mapping[str, int]
    history: int
    elsewhere: int
    copies: Copies

    @property
    def counts(self) -> str:
        """What was theirs, in words."""
        return counted(self.rows)


def rehearse_purge(store: Store, since: date, *, now: Moment, customers: bool) -> Purged:
    """Say what would go; every byte stays as it is. Arguments as of `purge`."""
    with store.rehearsing() as writing:
        return _purge(store, writing, since, now=now, customers=customers)[0]


def purge(store: Store, since: date, *, now: Moment, customers: bool) -> Purged:
    """Forget everybody with whom nothing was on a day or after it, and cut the undo history before that day.

    Args:
        store: open for writing.
        since: the first day that is recent enough.
        now: the time of the command.
        customers: whether who has a won deal may go too.

    Raises:
        TracesLeftError: it is done, but the file could not be written anew and free space of it holds somebody.
    """
    return for_good(store, lambda writing: _purge(store, writing, since, now=now, customers=customers))


def _purge(
    store: Store, writing: Writing, since: date, *, now: Moment, customers: bool
) -> tuple[Purged, frozenset[str]]:
    """What goes, and the texts that may be in no file then."""
    connection = writing.connection
    people = old_people(connection, day_number(since), customers=customers)
    numbers = [each.id for each in people]
    made = {
        number: at
        for number, at in connection.execute("SELECT id, created_at FROM contact")
        if number in set(numbers)
    }
    gone = forget_people(connection, numbers, at=now.seconds) if numbers else None
    history = cut_history(connection, day_number(since))
    if gone is None:
        return Purged((), {}, history, 0, Copies()), frozenset()
    copies = copies_that_hold(store.path, made, gone.known_as)
    purged = Purged(tuple(people), gone.rows, gone.history + history, len(gone.elsewhere), copies)
    return purged, gone.texts
