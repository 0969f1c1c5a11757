"""The further addresses and names of a contact, besides the main ones in its own row.

A contact has a main e-mail, phone and profile, and a name; whatever else it is known by is a row of `address`. An
e-mail and a profile are one person's. A phone may be several people's, and in its place may stand text that is no
number, which finds nobody. Where the main one goes, the first further one of its sort takes its place.
"""

from __future__ import annotations

import sqlite3

from prospector.domain.naming import one_line
from prospector.domain.spelling import fold
from prospector.domain.web_address import read_web_address
from prospector.light import dataclass
from prospector.store.people import (
    MAIN_KEYS,
    Person,
    at_phone,
    known_by,
    phone_key,
    profile_key,
    read_address,
)
from prospector.store.writing import Value, Writing

SORTS = ("email", "phone", "profile", "name")
MAIN_COLUMNS = {"email": "email", "phone": "phone", "profile": "profile_url", "name": "name"}


@dataclass(frozen=True, slots=True)
class Further:
    """One more way in which a person is known.

    Attributes:
        sort: email, phone, profile or name.
        value: as it was given.
    """

    sort: str
    value: str

    @property
    def key(self) -> str | None:
        """What it is found by; None where it is text in a phone's place."""
        return key_of(self.sort, self.value)


def key_of(sort: str, value: str) -> str | None:
    """What an address of a sort is found by; None where it is text in a phone's place."""
    if sort == "email":
        return value.lower()
    if sort == "phone":
        return phone_key(value) or None
    return profile_key(value) if sort == "profile" else fold(value)


def read_further(text: str) -> Further:
    """Tell what a text is, as WHO is read: an e-mail, a phone, a profile, or else a name.

    Raises:
        InvalidValueError: it begins like a web address and is none.
    """
    address = read_address(text)
    if address.email:
        return Further("email", address.email)
    if address.phone:
        return Further("phone", address.phone)
    if address.profile_url:
        return Further("profile", read_web_address(address.profile_url))
    return Further("name", one_line(text))


def further_of(
    connection: sqlite3.Connection, contact_id: int, sort: str | None = None
) -> list[tuple[int, Further]]:
    """The further addresses of a contact in their order, each with its row's number; of one sort if it is named."""
    return [
        (number, Further(found, value))
        for number, found, value in connection.execute(
            "SELECT id, sort, value FROM address WHERE contact_id = ?1 AND (?2 IS NULL OR sort = ?2) ORDER BY id",
            (contact_id, sort),
        )
    ]


def main_columns(further: Further) -> dict[str, Value]:
    """The columns of a contact whose main address or name this is to be."""
    key = further.key
    columns: dict[str, Value] = {MAIN_COLUMNS[further.sort]: further.value}
    return columns if further.sort == "email" else columns | {MAIN_KEYS[further.sort]: key}


def is_known_as(writing: Writing, contact_id: int, further: Further) -> bool:
    """Whether a contact is known so already, as its main or as a further one."""
    if further.key is None:
        row = writing.row("contact", contact_id)
        texts = [each.value for _, each in further_of(writing.connection, contact_id, further.sort)]
        return fold(further.value) in {
            fold(str(text)) for text in (row[MAIN_COLUMNS[further.sort]] or "", *texts)
        }
    return contact_id in {person.id for person in who_has(writing.connection, further)}


def who_has(connection: sqlite3.Connection, further: Further) -> tuple[Person, ...]:
    """Everybody who is known so, as their main or as a further one."""
    if further.key is None:
        return ()
    if further.sort == "phone":
        return at_phone(connection, further.value)
    return known_by(connection, further.sort, further.key)


def add_further(writing: Writing, contact_id: int, further: Further, import_id: int | None = None) -> bool:
    """Give a contact one more address or name: the main one where it has none of that sort.

    Args:
        writing: the open deed.
        contact_id: whose.
        further: an e-mail or profile that is nobody else's.
        import_id: the import that says so, None if it was typed.

    Returns:
        Whether it is new.
    """
    if is_known_as(writing, contact_id, further):
        return False
    if writing.row("contact", contact_id)[MAIN_COLUMNS[further.sort]] is None:
        return writing.update("contact", contact_id, **main_columns(further))
    writing.insert(
        "address",
        contact_id=contact_id,
        sort=further.sort,
        value=further.value,
        key=further.key,
        import_id=import_id,
    )
    return True


def drop(writing: Writing, contact_id: int, further: Further) -> bool:
    """Take an address or a further name from a contact; a further one takes the place of the main one.

    Returns:
        Whether the contact had it. A name that is the only one stays.
    """
    rows = further_of(writing.connection, contact_id, further.sort)
    for number, each in rows:
        if (each.key or fold(each.value)) == (further.key or fold(further.value)):
            writing.delete("address", number)
            return True
    main = writing.row("contact", contact_id)[MAIN_KEYS[further.sort]]
    if main is None or main != further.key or (further.sort == "name" and not rows):
        return False
    empty: dict[str, Value] = dict.fromkeys(main_columns(further))
    if further.sort != "name":
        writing.update("contact", contact_id, **empty)
    promote(writing, contact_id, further.sort)
    return True


def promote(writing: Writing, contact_id: int, sort: str) -> None:
    """Let the first further address or name of a sort become the main one, if there is any."""
    for number, each in further_of(writing.connection, contact_id, sort)[:1]:
        writing.delete("address", number)
        writing.update("contact", contact_id, **main_columns(each))


def make_main(writing: Writing, contact_id: int, values: dict[str, Value]) -> None:
    """Let addresses that a contact has as further ones change places with the main ones that they are to replace.

    Args:
        writing: the open deed.
        contact_id: whose.
        values: columns of the contact that are about to be set.
    """
    row = writing.row("contact", contact_id)
    for sort in SORTS[:3]:
        for number, each in further_of(writing.connection, contact_id, sort):
            if values.get(MAIN_KEYS[sort]) == each.key is not None:
                writing.delete("address", number)
                before = row[MAIN_COLUMNS[sort]]
                if before is not None and row[MAIN_KEYS[sort]] != each.key:
                    former = Further(sort, str(before))
                    writing.insert("address", contact_id=contact_id, sort=sort, value=before, key=former.key)
