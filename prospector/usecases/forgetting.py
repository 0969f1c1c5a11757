"""Forgetting a person: what would go is shown first, then it goes for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from prospector.domain.moment import Moment
from prospector.domain.spelling import fold
from prospector.errors import ProspectorError, StoredError, TracesLeftError, UnknownNameError
from prospector.store.forgetting.files import Copies, copies_that_hold, has_bytes
from prospector.store.forgetting.forget import Forgotten, forget_people
from prospector.store.forgetting.places import Place
from prospector.store.forgetting.rows import former_people
from prospector.store.forgetting.suppression import read_suppression
from prospector.store.people import Person, phone_key, profile_key
from prospector.store.store import Store
from prospector.store.writing import Writing
from prospector.usecases.who import find_who

_T = TypeVar("_T")
_WORDS = {
    "activity": ("activity", "activities"),
    "appointment": ("appointment", "appointments"),
    "deal": ("deal", "deals"),
    "lead": ("arrival", "arrivals"),
    "follow_up": ("follow-up", "follow-ups"),
}


@dataclass(frozen=True, slots=True)
class Farewell:
    """What goes, or went, of a person.

    Attributes:
        person: as they were known.
        rows: how many rows of each table were theirs.
        history: copies of rows in the undo history.
        elsewhere: texts about others that name them still.
        taken_out: texts that named them, and something else stands there now.
        copies: backups that hold them still, and what could not be looked at.
        namesakes: how many other contacts have their name.
    """

    person: Person
    rows: Mapping[str, int]
    history: int
    elsewhere: tuple[Place, ...]
    taken_out: tuple[Place, ...]
    copies: Copies
    namesakes: int

    @property
    def counts(self) -> str:
        """What was theirs, in words: `4 activities, 1 deal`."""
        return counted(self.rows)


def counted(rows: Mapping[str, int]) -> str:
    """Rows in words, by table: `4 activities, 1 deal`."""
    return ", ".join(
        f"{rows[table]:,} {words[rows[table] != 1]}" for table, words in _WORDS.items() if rows.get(table)
    )


def counting_on(counts: str) -> str:
    """What stays of rows in words, as the end of a line: `: 1 activity counts on without a name`."""
    alone = counts.startswith("1 ") and "," not in counts
    return f": {counts} {'counts' if alone else 'count'} on without a name" if counts else ""


def copies_go(count: int, *, dry_run: bool, whose: str = "their") -> str:
    """What becomes of copies of rows in the undo history, in words: `1 copy of their rows goes`."""
    copies = "1 copy" if count == 1 else f"{count:,} copies"
    goes = "goes" if count == 1 else "go"
    return f"{copies} of {whose} rows {goes if dry_run else 'went'}"


def rehearse_forgetting(store: Store, who: str, *, now: Moment, everywhere: bool = False) -> Farewell:
    """Say what would go; every byte stays as it is. Arguments and errors as of `forget_contact`."""
    with store.rehearsing() as writing:
        return _forget(store, writing, who, now=now, everywhere=everywhere)[0]


def forget_contact(store: Store, who: str, *, now: Moment, everywhere: bool = False) -> Farewell:
    """Forget a person for good: no byte of them stays in the store's file.

    Args:
        store: open for writing.
        who: who it is.
        now: the time of the command.
        everywhere: whether something else takes their place in notes about others.

    Raises:
        InvalidValueError: WHO is not one contact.
        TracesLeftError: they were forgotten, but the file could not be written anew and free space of it holds them.
    """

    def deed(writing: Writing) -> tuple[Farewell, frozenset[str]]:
        farewell, gone = _forget(store, writing, who, now=now, everywhere=everywhere)
        return farewell, gone.texts

    return for_good(store, deed)


def for_good(store: Store, deed: Callable[[Writing], tuple[_T, frozenset[str]]]) -> _T:
    """Forget somebody, and write the store's file anew, so that its free space holds nothing of them.

    SQLite overwrites what it deletes; but where a row was before it was moved to another page, a copy may have stayed.
    So where the file is not written anew, because there is no room or Ctrl-C came, it is looked through.

    Args:
        store: open for writing.
        deed: forgets them; gives what came of that, and the texts that may be in no file then.

    Returns:
        What came of it.

    Raises:
        TracesLeftError: it is done, and the file was not written anew and may hold such a text.
    """
    texts: frozenset[str] = frozenset()
    told: list[_T] = []
    try:
        with store.writing() as writing:
            farewell, texts = deed(writing)
            told.append(farewell)
        store.compact()
    except (KeyboardInterrupt, ProspectorError) as error:
        if not store.has_changed:
            raise
        _look_through(store.path, texts, error)
        if isinstance(error, KeyboardInterrupt | StoredError):
            raise
    return told[0]


def _look_through(path: str, texts: frozenset[str], error: BaseException) -> None:
    """Look whether a file that was not written anew holds any of these texts.

    Raises:
        TracesLeftError: it does, or nobody can tell.
    """
    try:
        if not has_bytes(path, texts):
            return
        holds = "still holds"
    except (OSError, KeyboardInterrupt):
        holds = "may still hold"
    interrupted = isinstance(error, KeyboardInterrupt)
    because = f": {error.message}" if isinstance(error, ProspectorError) else ""
    start = "interrupted: " if interrupted else ""
    raise TracesLeftError(
        f"{start}forgotten, but free space of {path} {holds} traces{because}", interrupted=interrupted
    ) from error


def finish_forgetting(store: Store, who: str) -> bool:
    """Write the store's file anew for somebody who was forgotten before: that command may not have come so far.

    Args:
        store: open for writing.
        who: whom nobody knows any more; the list of keyed hashes may.

    Returns:
        Whether they were forgotten before; if not, nothing is done.

    Raises:
        BusyError: another prospector reads or writes, and did not end in time.
        FailedError: there is no room for a second copy of the store.
    """
    with store.reading() as connection:
        listed = read_suppression(connection)
    keys = (
        ("name", fold(who)),
        ("email", who.lower()),
        ("phone", phone_key(who)),
        ("profile", profile_key(who)),
    )
    if listed is None or not any(key and listed.has(sort, key) for sort, key in keys):
        return False
    store.compact()
    return True


def holds(store: Store, text: str) -> bool:
    """Whether a text stands anywhere in the store's file."""
    return has_bytes(store.path, [text])


def _whom(connection: sqlite3.Connection, who: str) -> Person:
    """Who is meant; of whom a command was undone, or an import taken back, only the history may tell.

    Raises:
        InvalidValueError: WHO is not one contact.
    """
    try:
        return find_who(connection, who)
    except UnknownNameError:
        keys = [fold(who), who.lower(), phone_key(who), profile_key(who)]
        former = former_people(connection, [key for key in keys if key])
        if not former:
            raise
        number, name = max(former.items())
        return Person(number, name, account=None, email=None, do_not_contact=False, account_id=None)


def _forget(
    store: Store, writing: Writing, who: str, *, now: Moment, everywhere: bool
) -> tuple[Farewell, Forgotten]:
    connection = writing.connection
    person = _whom(connection, who)
    made = dict(
        connection.execute("SELECT id, created_at FROM contact WHERE id = ?", (person.id,)).fetchall()
    )
    gone = forget_people(connection, [person.id], at=now.seconds, everywhere=everywhere)
    copies = copies_that_hold(store.path, made, gone.known_as)
    farewell = Farewell(
        person, gone.rows, gone.history, gone.elsewhere, gone.taken_out, copies, gone.namesakes
    )
    return farewell, gone
