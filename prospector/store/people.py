"""Who is meant: contacts and accounts by what a rep types for them.

WHO is matched by e-mail, phone, profile URL, `id:N`, exact name, then unique prefix of any part of the name. The first
of these that finds anybody decides; accents and case do not matter.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from prospector.domain.row_number import named_number
from prospector.domain.spelling import closest, fold
from prospector.store.writing import Writing

_PERSON = (
    "SELECT contact.id, contact.name, account.name, contact.email, contact.do_not_contact, contact.account_id "
    "FROM contact LEFT JOIN account ON account.id = contact.account_id WHERE "
)


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as an echo shows it; `account` is the company's name."""

    id: int
    name: str
    account: str | None
    email: str | None
    do_not_contact: bool
    account_id: int | None

    def __str__(self) -> str:
        """The name, and the company where it is known."""
        return f"{self.name} ({self.account})" if self.account else self.name


@dataclass(frozen=True, slots=True)
class Address:
    """What WHO is, besides a name: an e-mail address, a phone number or a profile URL; all None for a name."""

    email: str | None = None
    phone: str | None = None
    profile_url: str | None = None

    @property
    def text(self) -> str | None:
        """The one that is there."""
        return self.email or self.phone or self.profile_url


def read_address(who: str) -> Address:
    """Tell an address from a name."""
    text = who.strip()
    if "://" in text or text.lower().startswith(("www.", "linkedin.com/")):
        return Address(profile_url=text)
    name, at, domain = text.partition("@")
    if at and name and "." in domain and " " not in text:
        return Address(email=text.lower())
    if len(phone_key(text)) >= 5 and not text.strip("+0123456789 ().-/"):
        return Address(phone=text)
    return Address()


def phone_key(text: str) -> str:
    """The digits of a phone number, by which it is matched; `00` before a country's number is its plus."""
    return digits_of(text).removeprefix("00")


def digits_of(text: str) -> str:
    """The digits in a text."""
    return "".join(letter for letter in text if letter in "0123456789")


def profile_key(text: str) -> str:
    """The part of a profile URL that names the person: host and path, lower case, LinkedIn by its slug."""
    rest = text.strip().lower().partition("://")[2] or text.strip().lower()
    rest = rest.partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")
    _, found, slug = rest.partition("linkedin.com/in/")
    return f"linkedin.com/in/{slug.partition('/')[0]}" if found else rest


def find_people(connection: sqlite3.Connection, who: str, account: str | None = None) -> tuple[Person, ...]:
    """Everybody that WHO may mean, by the first rule that finds anybody.

    Args:
        connection: inside a transaction.
        who: what was typed.
        account: people of this company, or if there are none, people without one.
    """
    address = read_address(who)
    if address.email:
        return _select(connection, "contact.email = ?", address.email)
    if address.profile_url:
        return _select(connection, "contact.profile_key = ?", profile_key(address.profile_url))
    if address.phone:
        return _select(connection, "contact.phone_key = ?", phone_key(address.phone))
    number = named_number(who)
    if number is not None:
        return _select(connection, "contact.id = ?", number)
    key = fold(who)
    found = _select(connection, "contact.name_key = ?", key) or _select(
        connection, "instr(' ' || contact.name_key, ' ' || ?)", key
    )
    if account is None:
        return found
    account_key = fold(account)
    there = tuple(
        person for person in found if person.account is not None and fold(person.account) == account_key
    )
    return there or tuple(person for person in found if person.account is None)


def near_people(connection: sqlite3.Connection, who: str) -> tuple[Person, ...]:
    """People whose name, or a part of it, is spelt almost like WHO."""
    if read_address(who).text or who.startswith("id:"):
        return ()
    digits = digits_of(who)  # "Booth 12" is no slip for "Booth 13"
    names = [
        name
        for (name,) in connection.execute("SELECT DISTINCT name FROM contact")
        if digits_of(name) == digits
    ]
    return tuple(
        person
        for name in closest(who, names, parts=True, strict=True)
        for person in _select(connection, "contact.name_key = ?", fold(name))
    )[:3]


def person(connection: sqlite3.Connection, contact_id: int) -> Person:
    """The contact of a row number."""
    return _select(connection, "contact.id = ?", contact_id)[0]


def account_id(writing: Writing, name: str) -> int:
    """The account of a name, made if it is new."""
    text = " ".join(name.split())
    found = writing.connection.execute("SELECT id FROM account WHERE name_key = ?", (fold(text),)).fetchone()
    return int(found[0]) if found else writing.insert("account", name=text, name_key=fold(text), target=0)


def add_person(
    writing: Writing,
    who: str,
    *,
    account_id: int | None,
    source_id: int | None,
    rep_id: int,
    at: tuple[int, int | None],
) -> Person:
    """Make a contact of what was typed, with the lead that it arrives as.

    Args:
        writing: the open deed.
        who: a name, or an address that stands for one until it is known.
        account_id: the company, None if it is not known.
        source_id: how the contact came, None if it is not known.
        rep_id: whose contact it is.
        at: when it came, seconds and offset.
    """
    address = read_address(who)
    name = address.text or " ".join(who.split())
    contact_id = writing.insert(
        "contact",
        name=name,
        name_key=fold(name),
        email=address.email,
        phone=address.phone,
        phone_key=phone_key(address.phone) if address.phone else None,
        profile_url=address.profile_url,
        profile_key=profile_key(address.profile_url) if address.profile_url else None,
        account_id=account_id,
        do_not_contact=0,
        rep_id=rep_id,
        created_at=at[0],
        created_offset=at[1],
    )
    writing.insert(
        "lead",
        contact_id=contact_id,
        source_id=source_id,
        received_at=at[0],
        received_offset=at[1],
        rep_id=rep_id,
    )
    return person(writing.connection, contact_id)


def _select(connection: sqlite3.Connection, condition: str, *values: str | int) -> tuple[Person, ...]:
    rows = connection.execute(
        f"{_PERSON}({condition}) ORDER BY contact.name_key, contact.id LIMIT 50", values
    )
    return tuple(
        Person(number, name, account, email, bool(silent), company)
        for number, name, account, email, silent, company in rows
    )
