"""Who is meant: contacts and accounts by what a rep types for them.

WHO is matched by e-mail, phone, profile URL, `id:N`, exact name, then unique prefix of any part of the name. The first
of these that finds anybody decides; accents and case do not matter. Further addresses and names of a contact (the table
`address`) count like the main ones. A bare number (`2`, `#2`) is no part of a name: only who is called just so is meant.

A phone is stored as it was given, and its key are its digits, whatever the country. Where the store is opened for a
country, a number is looked for under every key that it may be stored under (`domain/phone.py`): so nothing has to be
stored anew, and nobody is lost, when the country changes.
"""

from __future__ import annotations

from prospector.domain.naming import given_name_first, one_line
from prospector.domain.row_number import bare_number, named_number
from prospector.domain.spelling import closest, composed, fold, quoted
from prospector.errors import InvalidValueError
from prospector.light import TYPE_CHECKING, dataclass
from prospector.store.opening import region_of
from prospector.store.writing import Writing

if TYPE_CHECKING:
    import sqlite3

MAIN_KEYS = {"email": "email", "phone": "phone_key", "profile": "profile_key", "name": "name_key"}
_LEAST_DIGITS = 5  # of what is typed: less is a name, as 911 may be
_PHONE_MARKS = "+0123456789 ().-/\u00a0\u2010\u2011\u2012\u2013\u2014\u2015"
_EXTENSION_MARKS = ("extension", "ext", "#")
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LETTERS_ON_KEYS = 3  # of a vanity number, at least

_PERSON = (
    "SELECT contact.id, contact.name, account.name, contact.email, contact.do_not_contact, contact.account_id "
    "FROM contact LEFT JOIN account ON account.id = contact.account_id WHERE "
)
_REMEMBERED = "contact.id NOT IN (SELECT contact_id FROM forgotten)"
# All names are looked at, in their index alone: so what is cheap is asked first, and a row is put together for a hit only.
_PART_OF_A_NAME = """contact.id IN (
    SELECT id FROM contact WHERE instr(name_key, ?1) AND instr(' ' || name_key, ' ' || ?1)
    UNION ALL
    SELECT contact_id FROM address WHERE sort = 'name' AND instr(' ' || key, ' ' || ?1)
)"""
_ALL_NAMES = "SELECT name FROM contact UNION SELECT value FROM address WHERE sort = 'name'"


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
    lower = text.lower()
    if "://" in text or lower.startswith(("www.", "linkedin.com/")) or ".linkedin.com/in/" in lower:
        return Address(profile_url=text)
    name, at, domain = text.partition("@")
    if at and name and "." in domain and " " not in text:
        return Address(email=text.lower())
    if is_phone(text):
        return Address(phone=text)
    return Address()


def is_phone(text: str) -> bool:
    """Whether a text is a phone number that may be typed: digits with the usual marks, an extension after them."""
    return not _number_parts(text)[0].strip(_PHONE_MARKS) and len(phone_key(text)) >= _LEAST_DIGITS


def phone_key(text: str) -> str:
    """The digits of a phone number, by which it is matched; `00` before a country's number is its plus.

    Those of an extension follow. Capitals in place of the last digits are keys of a telephone, as in 1-800-FLOWERS.

    Returns:
        Nothing (`""`) where the text cannot be a number.
    """
    number, extension = _number_parts(text)
    if number.strip(_PHONE_MARKS):
        return _vanity_key(text)
    return digits_of(number).removeprefix("00") + extension


def _number_parts(text: str) -> tuple[str, str]:
    """A phone number without its extension, and the digits of the extension."""
    lower = text.lower()
    for mark in _EXTENSION_MARKS:
        lower = lower.replace(mark, "x")
    number, _, extension = lower.partition("x")
    extension = extension.strip(" .:")
    parted = digits_of(number) and extension.isdecimal() and extension.isascii()
    return (number, extension) if parted else (text, "")


def _vanity_key(text: str) -> str:
    """The digits of a number of ten, or eleven after a 1, whose last seven are dialled by their letters."""
    dialled = "".join(letter for letter in text if letter not in " ().-+")
    area = dialled.removeprefix("1")
    letters = sum(map(str.isalpha, area))
    digits = dialled.translate(_KEYPAD)
    fits = len(area) == 10 and area[:3].isdecimal() and digits.isdecimal() and digits.isascii()
    return digits if fits and letters >= _LETTERS_ON_KEYS else ""


def digits_of(text: str) -> str:
    """The digits in a text."""
    return "".join(letter for letter in text if letter in "0123456789")


def profile_key(text: str) -> str:
    """The part of a profile URL that names the person: host and path, lower case, LinkedIn by its slug."""
    rest = text.strip().lower().partition("://")[2] or text.strip().lower()
    rest = rest.partition("?")[0].partition("#")[0].removeprefix("www.").rstrip("/")
    if "%" in rest:
        from urllib.parse import unquote  # lazy: hardly any address has letters in this form

        rest = composed(unquote(rest)).casefold()
    _, found, slug = rest.replace("/mwlite/in/", "/in/").partition("linkedin.com/in/")
    return f"linkedin.com/in/{composed(slug.partition('/')[0])}" if found else rest


def find_people(connection: sqlite3.Connection, who: str, account: str | None = None) -> tuple[Person, ...]:
    """Everybody that WHO may mean, by the first rule that finds anybody.

    Args:
        connection: inside a transaction.
        who: what was typed.
        account: people of this company, or if there are none, people without one.
    """
    address = read_address(who)
    if address.email:
        return known_by(connection, "email", address.email)
    if address.profile_url:
        return known_by(connection, "profile", profile_key(address.profile_url))
    if address.phone:
        return at_phone(connection, address.phone)
    number = named_number(who)
    if number is not None:
        return _select(connection, "contact.id = ?", number)
    key, turned = fold(who), given_name_first(who)
    found = known_by(connection, "name", key) or (
        known_by(connection, "name", fold(turned)) if turned else ()
    )
    if not found and bare_number(who) is None:  # the 2 of "+44 20 7946 0018" is nobody's name
        found = _select(connection, _PART_OF_A_NAME, key)
    if account is None:
        return found
    account_key = fold(account)
    there = tuple(
        person for person in found if person.account is not None and fold(person.account) == account_key
    )
    return there or tuple(person for person in found if person.account is None)


def near_people(connection: sqlite3.Connection, who: str) -> tuple[Person, ...]:
    """People whose name, or a part of it, is spelt almost like WHO."""
    if read_address(who).text or who.startswith("id:") or bare_number(who) is not None:
        return ()
    who = given_name_first(who) or who
    digits = digits_of(who)  # "Booth 12" is no slip for "Booth 13"
    names = [name for (name,) in connection.execute(_ALL_NAMES) if digits_of(name) == digits]
    found = {
        person.id: person
        for name in closest(who, names, parts=True, strict=True)
        for person in known_by(connection, "name", fold(name))
    }
    return tuple(found.values())[:3]


def known_by(connection: sqlite3.Connection, sort: str, *keys: str) -> tuple[Person, ...]:
    """Everybody who has one of these keys as their main or a further one.

    Args:
        connection: inside a transaction.
        sort: email, phone, profile or name.
        keys: what the store knows them by.
    """
    marks = ", ".join("?" * len(keys))
    return _select(
        connection,
        f"contact.{MAIN_KEYS[sort]} IN ({marks}) "
        f"OR contact.id IN (SELECT contact_id FROM address WHERE sort = '{sort}' AND key IN ({marks}))",
        *keys,
        *keys,
    )


def at_phone(connection: sqlite3.Connection, phone: str) -> tuple[Person, ...]:
    """Everybody at a number, in a store of a country however it is written there."""
    found = known_by(connection, "phone", phone_key(phone))
    region = region_of(connection)
    if not region or (found and phone.startswith("+")):
        return found
    from prospector.domain.phone import same_number  # lazy: its tables are large

    return known_by(connection, "phone", phone_key(phone), *same_number(phone, region))


def person(connection: sqlite3.Connection, contact_id: int) -> Person:
    """The contact of a row number."""
    return _select(connection, "contact.id = ?", contact_id, only="1")[0]


def account_id(writing: Writing, name: str) -> int:
    """The account of a name, made if it is new.

    Raises:
        InvalidValueError: the name is empty.
    """
    text = one_line(name)
    if not text:
        raise InvalidValueError(f"{quoted(name)} is not a name for an account", hint="as in Acme")
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
    name = address.text or given_name_first(who) or one_line(who)
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


def _select(
    connection: sqlite3.Connection, condition: str, *values: str | int, only: str = _REMEMBERED
) -> tuple[Person, ...]:
    """People who meet a condition; those who were forgotten are nobody that can be meant."""
    rows = connection.execute(
        f"{_PERSON}({condition}) AND {only} ORDER BY contact.name_key, contact.id LIMIT 50", values
    )
    return tuple(
        Person(number, name, account, email, bool(silent), company)
        for number, name, account, email, silent, company in rows
    )
