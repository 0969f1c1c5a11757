"""Forgetting people, inside one write transaction: nothing of it is journaled, and nothing takes it back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from prospector.store.forgetting.blanking import blank_rows
from prospector.store.forgetting.identity import Identity, identity_of, things_of
from prospector.store.forgetting.mentions import Mentions
from prospector.store.forgetting.past import blank_history
from prospector.store.forgetting.places import Place, places_of, take_out
from prospector.store.forgetting.rows import gathered
from prospector.store.forgetting.suppression import Suppression, digest, read_suppression, suppress

_NOTES = (
    "SELECT note FROM contact WHERE id IN (SELECT id FROM temp.gone) "
    "UNION SELECT title FROM contact WHERE id IN (SELECT id FROM temp.gone) "
    + "".join(
        f"UNION SELECT note FROM {table} WHERE contact_id IN (SELECT id FROM temp.gone) "
        for table in ("activity", "appointment", "deal")
    )
    + "UNION SELECT text FROM follow_up WHERE contact_id IN (SELECT id FROM temp.gone)"
)
_SAME_NAME = "SELECT count(*) FROM contact WHERE name_key IN (SELECT value FROM json_each(?))"
_SINCE = 3  # the schema that first knew of it
_LEAST_TELLING = 8  # letters of a note that tell it from any other text


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of the rows of people who were forgotten.

    Attributes:
        rows: how many of each table were theirs and are blank now, or gone (addresses).
        history: copies of rows in the undo history that were blanked.
        elsewhere: other texts that still name them; a name of one word is looked for where it is one person's.
        taken_out: other texts that named them and do no longer.
        known_as: what they were known by, to be looked for in files; never to be shown.
        notes: what was noted of them, to the same end.
        namesakes: how many other contacts have the name of one of them.
    """

    rows: Mapping[str, int]
    history: int
    elsewhere: tuple[Place, ...]
    taken_out: tuple[Place, ...]
    known_as: frozenset[str]
    notes: frozenset[str]
    namesakes: int

    @property
    def texts(self) -> frozenset[str]:
        """All that may not be in any file any more."""
        return self.known_as | self.notes


def forget_people(
    connection: sqlite3.Connection, contacts: Collection[int], *, at: int, everywhere: bool = False
) -> Forgotten:
    """Forget people: blank what is theirs and its copies, and keep old files from bringing them back.

    Args:
        connection: inside a write transaction.
        contacts: their numbers.
        at: the time of the command, UTC seconds.
        everywhere: whether their names go from plain text about others too.
    """
    with gathered(connection, contacts):
        known = identity_of(connection)
        notes = _notes(connection)
        suppress(connection, list(things_of(connection, known)))
        surely = Mentions(known, alone=False)
        rows = blank_rows(connection, Mentions(known, alone=True), at=at)
        taken_out = take_out(connection, surely) if everywhere else ()
        history = blank_history(connection, surely)
        places = places_of(connection, Mentions(known, alone=len(contacts) == 1))
        others = _namesakes(connection, known)
    return Forgotten(rows, history, places, taken_out, known.texts, notes, others)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Who was forgotten in a store, as far as that is needed to forget them in a copy.

    Attributes:
        listed: the list of keyed hashes, with its key.
        stood_for: when each contact was made, by number.
        at: when the last of them was forgotten, UTC seconds.
    """

    listed: Suppression
    stood_for: Mapping[int, int]
    at: int


def remembered_of(old: sqlite3.Connection) -> Remembered | None:
    """Who was forgotten in a store, of this version's schema or an older one; None if nobody was."""
    (schema,) = old.execute("PRAGMA user_version").fetchone()
    listed = read_suppression(old) if schema >= _SINCE else None
    if listed is None:
        return None
    stood_for = dict(old.execute("SELECT contact_id, created_at FROM forgotten").fetchall())
    (at,) = old.execute("SELECT coalesce(max(forgotten_at), 0) FROM forgotten").fetchone()
    return Remembered(listed, stood_for, at)


def forget_again(remembered: Remembered, draft: sqlite3.Connection) -> tuple[int, tuple[Place, ...]]:
    """Forget, in a copy of an older state of a store, everybody who was forgotten since; for `restore`.

    The list of keyed hashes is carried over too, so that no old file brings anybody back into the copy. A contact is
    told by its number and the second in which it was made, or by an e-mail or a profile on the list, or by a phone
    number and a name on it: a number alone may be a company's.

    Args:
        remembered: from the store that was in use.
        draft: the copy, of this version's schema and with no transaction open. Free pages are left to the caller.

    Returns:
        How many contacts were forgotten in the copy, and the texts about others that name them there: what was taken
        out of such texts in the store may still be in the copy's.
    """
    places: tuple[Place, ...] = ()
    listed = remembered.listed
    draft.execute("BEGIN IMMEDIATE")
    try:
        own = read_suppression(draft)
        contacts = _again(draft, listed, remembered.stood_for)
        if own is None:
            draft.execute("INSERT INTO suppression_key (key) VALUES (?)", (listed.key,))
        if own is None or own.key == listed.key:  # another store's list says nothing under this one's key
            draft.executemany(
                "INSERT OR IGNORE INTO suppressed (digest) VALUES (?)", [(each,) for each in listed.digests]
            )
        if contacts:
            places = forget_people(draft, contacts, at=remembered.at).elsewhere
        draft.execute("COMMIT")
    except BaseException:
        if draft.in_transaction:  # a full disk has rolled back by itself
            draft.execute("ROLLBACK")
        raise
    return len(contacts), places


def _again(draft: sqlite3.Connection, listed: Suppression, stood_for: Mapping[int, int]) -> list[int]:
    """The contacts of a copy who were forgotten in the store that it is of."""
    found = set()
    further: dict[int, list[tuple[str, str]]] = {}
    for number, sort, key in draft.execute("SELECT contact_id, sort, key FROM address WHERE key IS NOT NULL"):
        further.setdefault(number, []).append((sort, key))
    for number, created_at, name, email, phone, profile in draft.execute(
        "SELECT id, created_at, name_key, email, phone_key, profile_key FROM contact "
        "WHERE id NOT IN (SELECT contact_id FROM forgotten)"
    ):
        main = (("name", name), ("email", email), ("phone", phone), ("profile", profile))
        sorts = {
            sort
            for sort, key in (*main, *further.get(number, ()))
            if key and digest(listed.key, sort, key) in listed.digests
        }
        if stood_for.get(number) == created_at or sorts & {"email", "profile"} or sorts >= {"name", "phone"}:
            found.add(number)
    return sorted(found)


def _notes(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute(_NOTES)
    return frozenset(note for (note,) in rows if note and len(note) >= _LEAST_TELLING)


def _namesakes(connection: sqlite3.Connection, known: Identity) -> int:
    """How many contacts have the name of one of the people, whose own rows are blank by now."""
    names = json.dumps(sorted(known.names))
    return int(connection.execute(_SAME_NAME, (names,)).fetchone()[0])
