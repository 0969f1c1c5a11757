"""The names and addresses that are typed for a contact: read, and free to be theirs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from prospector.domain.naming import one_line
from prospector.domain.spelling import quoted
from prospector.domain.web_address import read_web_address
from prospector.errors import InvalidValueError
from prospector.store.addresses import MAIN_COLUMNS, add_further, drop, promote, read_further, who_has
from prospector.store.people import Person, find_people, phone_key, profile_key, read_address
from prospector.store.writing import Value, Writing


def read_name(text: str) -> str:
    """Read a name: with single spaces, and nothing that is read as a row's number.

    Raises:
        InvalidValueError: it is none.
    """
    name = one_line(text)
    if not name or name.lower().startswith("id:"):
        raise InvalidValueError(f"{quoted(text)} is not a name for a contact", hint='as in "Jane Doe"')
    return name


def address_columns(
    writing: Writing, email: str | None, phone: str | None, profile_url: str | None, own: int | None
) -> dict[str, Value]:
    """The columns of addresses, each read and free.

    Raises:
        InvalidValueError: one is no such address, or is another contact's.
    """
    values: dict[str, Value] = {}
    if email:
        read = read_address(email).email
        if read is None:
            raise InvalidValueError(f"{quoted(email)} is not an e-mail address", hint="as in jane@acme.com")
        _check_free(find_people(writing.connection, read), read, own)
        values["email"] = read
    if phone:
        if len(phone_key(phone)) < 5:
            raise InvalidValueError(f"{quoted(phone)} is not a phone number", hint="as in +49 30 1234567")
        values |= {"phone": phone.strip(), "phone_key": phone_key(phone)}
    if profile_url:
        read = read_address(profile_url).profile_url
        if read is None:
            raise InvalidValueError(
                f"{quoted(profile_url)} is not a profile address", hint="as in https://linkedin.com/in/jane"
            )
        read = read_web_address(read)
        _check_free(find_people(writing.connection, read), read, own)
        values |= {"profile_url": read, "profile_key": profile_key(read)}
    return values


def edit_further(
    writing: Writing,
    contact_id: int,
    also: Sequence[str],
    gone: Sequence[str],
    cleared: Collection[str] = (),
) -> None:
    """Add and drop what a contact is known by besides, then let further ones take the place of main ones that went.

    Args:
        writing: the open deed.
        contact_id: whose.
        also: e-mails, phones, profiles and names, as typed.
        gone: those that are theirs no more.
        cleared: columns of the contact that are empty now.

    Raises:
        InvalidValueError: one that goes is not theirs, or one that comes is somebody else's, or no name.
    """
    for text in gone:
        if not drop(writing, contact_id, read_further(text)):
            raise InvalidValueError(
                f"{quoted(text)} is not theirs", hint=f"prospector contact show id:{contact_id} has what is"
            )
    for text in also:
        further = read_further(text)
        if further.sort in {"email", "profile"}:
            _check_free(who_has(writing.connection, further), further.value, contact_id)
        if further.sort == "name":
            _check_is_name(read_name(text))
        add_further(writing, contact_id, further)
    for sort in ("email", "phone", "profile"):
        if MAIN_COLUMNS[sort] in cleared:
            promote(writing, contact_id, sort)


def _check_is_name(text: str) -> None:
    if "@" in text or not any(letter.isalpha() for letter in text):
        raise InvalidValueError(
            f"{quoted(text)} is no e-mail, phone, profile or name",
            hint='one at a time, as in --also jane@home.com --also "+49 30 1234567"',
        )


def _check_free(found: tuple[Person, ...], address: str, own: int | None) -> None:
    if found and found[0].id != own:
        raise InvalidValueError(
            f"{address} is {found[0]}'s", hint=f"prospector contact show id:{found[0].id}"
        )
