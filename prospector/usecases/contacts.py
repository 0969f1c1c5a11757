"""Contacts: added, shown with their history, edited. A contact's source, arrival and qualification are its lead's."""

from __future__ import annotations

from dataclasses import dataclass

from prospector.domain.moment import Moment
from prospector.domain.naming import given_name_first, one_line
from prospector.domain.spelling import fold, quoted
from prospector.domain.web_address import read_web_address
from prospector.errors import AmbiguousNameError, InvalidValueError
from prospector.store.addresses import (
    MAIN_COLUMNS,
    add_further,
    drop,
    make_main,
    promote,
    read_further,
    who_has,
)
from prospector.store.nouns import Asked
from prospector.store.people import Person, account_id, find_people, phone_key, profile_key, read_address
from prospector.store.records import Record, count, record, records, stream
from prospector.store.references import known_references
from prospector.store.store import Store
from prospector.store.words import put_tags, rep_id, source_id
from prospector.store.writing import Value, Writing
from prospector.usecases.edits import Edited
from prospector.usecases.tags import take_tags
from prospector.usecases.who import find_who

_LAST_ACTIVITIES = 8
_LEAD = {"source": "source_id", "source_detail": "source_detail"}
_CONTACT = {
    "email": ("email",),
    "phone": ("phone", "phone_key"),
    "profile_url": ("profile_url", "profile_key"),
    "title": ("title",),
    "seniority": ("seniority",),
    "division": ("division",),
    "account": ("account_id",),
    "referred_by": ("referred_by_id",),
    "note": ("note",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """What is said of a contact; None is not said.

    Attributes:
        source: the lead source that brought it.
        received: when it came.
        referred_by: who introduced it, as WHO.
        cleared: columns that are to be empty.
        also: further e-mails, phones, profiles and names.
        drop: those that are theirs no more.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    profile_url: str | None = None
    title: str | None = None
    seniority: str | None = None
    division: str | None = None
    account: str | None = None
    source: str | None = None
    source_detail: str | None = None
    received: Moment | None = None
    referred_by: str | None = None
    qualified: bool | None = None
    do_not_contact: bool | None = None
    note: str | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    cleared: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact with what there was between them and the rep.

    Attributes:
        leads: one record for each arrival.
        activities: the last ones; `touches` is how many there are.
    """

    contact: Record
    leads: tuple[Record, ...]
    deals: tuple[Record, ...]
    appointments: tuple[Record, ...]
    activities: tuple[Record, ...]
    touches: int


def add_contact(
    store: Store, name: str, facts: ContactFacts, *, new: bool, now: Moment, currency: str, rep: str
) -> Record:
    """Add a contact and the lead that it arrives as.

    Args:
        store: open for writing.
        name: or an address that stands for it.
        facts: what else is known.
        new: whether to add one although there is a contact of that name.
        now: the present; when the lead came unless the facts say.
        currency: the store's.
        rep: whose contact it is; empty for the only rep.

    Raises:
        InvalidValueError: a value is none, or belongs to another contact.
        AmbiguousNameError: there is a contact of that name.
    """
    text = given_name_first(name) or _name(name)
    with store.writing() as writing:
        if not new:
            _refuse_double(writing, text, facts.account)
        owner = rep_id(writing.connection, rep)
        address = read_address(text)
        values: dict[str, Value] = _address(writing, address.email, address.phone, address.profile_url, None)
        values |= _contact_values(writing, facts, None)
        named: dict[str, Value] = {"name": text, "name_key": fold(text), "do_not_contact": 0, "rep_id": owner}
        made: dict[str, Value] = {"created_at": now.seconds, "created_offset": now.offset}
        number = writing.insert("contact", **named | made | values)
        arrival = facts.received or now
        lead: dict[str, Value] = {"received_at": arrival.seconds, "received_offset": arrival.offset}
        lead |= {"contact_id": number, "rep_id": owner}
        writing.insert("lead", **lead | _lead_values(writing, facts, now))
        _edit_further(writing, number, facts)
        put_tags(writing, "contact", number, facts.tag)
        writing.record(at=now.seconds, rep_id=owner, label=f"contact {text}")
        return record(writing.connection, "contacts", number, currency=currency)


def edit_contact(
    store: Store, who: str, facts: ContactFacts, *, now: Moment, currency: str, rep: str
) -> Edited:
    """Change a contact, and its latest lead where the facts are about how it came.

    Raises:
        InvalidValueError: WHO is not one contact, or a value is none or belongs to another.
    """
    with store.writing() as writing:
        person = find_who(writing.connection, who)
        before = record(writing.connection, "contacts", person.id, currency=currency)
        if values := _contact_values(writing, facts, person.id):
            make_main(writing, person.id, values)
            writing.update("contact", person.id, **values)
        _edit_further(writing, person.id, facts)
        owner = rep_id(writing.connection, rep)
        if lead := _lead_values(writing, facts, now):
            _edit_lead(writing, person.id, owner, lead)
        put_tags(writing, "contact", person.id, facts.tag)
        take_tags(writing, "contact", person.id, facts.untag)
        edited = Edited(before, record(writing.connection, "contacts", person.id, currency=currency))
        writing.record(at=now.seconds, rep_id=owner, label=f"edit of {person}: {edited}")
    return edited


def show_contact(store: Store, who: str, *, currency: str) -> ContactShown:
    """Fetch a contact and the history with it.

    Raises:
        InvalidValueError: WHO is not one contact.
    """
    with store.reading() as connection:
        number = find_who(connection, who).id
        theirs = Asked(("contact",), {"contact_id": number})
        last = Asked(("contact",), {"contact_id": number}, limit=_LAST_ACTIVITIES)
        leads = stream(
            connection, "contacts", theirs, currency=currency, reference=known_references(connection)
        )
        return ContactShown(
            record(connection, "contacts", number, currency=currency),
            tuple(leads),
            tuple(records(connection, "deals", theirs, currency=currency)),
            tuple(records(connection, "appointments", theirs, currency=currency)),
            tuple(records(connection, "activities", last, currency=currency)),
            count(connection, "activities", theirs),
        )


def _name(text: str) -> str:
    """A name with single spaces, that is not read as a row's number."""
    name = one_line(text)
    if not name or name.lower().startswith("id:"):
        raise InvalidValueError(f"{quoted(text)} is not a name for a contact", hint='as in "Jane Doe"')
    return name


def _refuse_double(writing: Writing, name: str, account: str | None) -> None:
    same = [
        person
        for person in find_people(writing.connection, name, account)
        if fold(person.name) == fold(name) or read_address(name).text
    ]
    if same:
        raise AmbiguousNameError(
            f"there is a contact {quoted(str(same[0]))} already; nothing was written",
            hint=f"prospector contact edit id:{same[0].id} changes it; --new makes another",
        )


def _contact_values(writing: Writing, facts: ContactFacts, own: int | None) -> dict[str, Value]:
    """The columns of the contact that the facts speak of; `own` is the contact's number."""
    values = _address(writing, facts.email, facts.phone, facts.profile_url, own)
    given: dict[str, Value] = {
        "title": facts.title,
        "seniority": facts.seniority,
        "division": facts.division,
        "note": facts.note,
        "do_not_contact": None if facts.do_not_contact is None else int(facts.do_not_contact),
        "account_id": account_id(writing, facts.account) if facts.account else None,
    }
    values |= {name: value for name, value in given.items() if value is not None}
    if facts.name is not None:
        name = _name(facts.name)
        values |= {"name": name, "name_key": fold(name)}
    if facts.referred_by:
        referrer = find_who(writing.connection, facts.referred_by)
        if referrer.id == own:
            raise InvalidValueError(f"{referrer} cannot have introduced themselves")
        values["referred_by_id"] = referrer.id
    return values | {column: None for name in facts.cleared for column in _CONTACT.get(name, ())}


def _address(
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


def _edit_further(writing: Writing, contact_id: int, facts: ContactFacts) -> None:
    """Add and drop what a contact is known by besides, then let further ones take the place of main ones that went."""
    for text in facts.drop:
        if not drop(writing, contact_id, read_further(text)):
            raise InvalidValueError(
                f"{quoted(text)} is not theirs", hint=f"prospector contact show id:{contact_id} has what is"
            )
    for text in facts.also:
        further = read_further(text)
        if further.sort in {"email", "profile"}:
            _check_free(who_has(writing.connection, further), further.value, contact_id)
        if further.sort == "name":
            _name(text)
        add_further(writing, contact_id, further)
    for sort in ("email", "phone", "profile"):
        if MAIN_COLUMNS[sort] in facts.cleared:
            promote(writing, contact_id, sort)


def _check_free(found: tuple[Person, ...], address: str, own: int | None) -> None:
    if found and found[0].id != own:
        raise InvalidValueError(
            f"{address} is {found[0]}'s", hint=f"prospector contact show id:{found[0].id}"
        )


def _lead_values(writing: Writing, facts: ContactFacts, now: Moment) -> dict[str, Value]:
    """The columns of the lead that the facts speak of."""
    values: dict[str, Value] = {}
    source = facts.source or ("referral" if facts.referred_by else None)
    if source:
        values["source_id"] = source_id(writing.connection, source)
    if facts.source_detail:
        values["source_detail"] = facts.source_detail
    if facts.received is not None:
        values |= {"received_at": facts.received.seconds, "received_offset": facts.received.offset}
    if facts.qualified is not None:
        values |= {
            "qualified": int(facts.qualified),
            "qualified_at": now.seconds,
            "qualified_offset": now.offset,
        }
    return values | {_LEAD[name]: None for name in facts.cleared if name in _LEAD}


def _edit_lead(writing: Writing, contact_id: int, owner: int, values: dict[str, Value]) -> None:
    found = writing.connection.execute(
        "SELECT MAX(id) FROM lead WHERE contact_id = ?", (contact_id,)
    ).fetchone()
    if found[0] is None:
        writing.insert("lead", **{"contact_id": contact_id, "rep_id": owner} | values)
    else:
        writing.update("lead", found[0], **values)
