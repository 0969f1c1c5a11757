"""Contacts: added, shown with their history, edited. A contact's source, arrival and qualification are its lead's."""

from __future__ import annotations

from prospector.domain.follow_up import FollowUp
from prospector.domain.moment import Moment
from prospector.domain.naming import given_name_first
from prospector.domain.spelling import fold, quoted
from prospector.errors import AmbiguousNameError, InvalidValueError
from prospector.light import dataclass
from prospector.store.addresses import (
    make_main,
)
from prospector.store.follow_ups import open_follow_ups
from prospector.store.nouns import Asked
from prospector.store.people import account_id, find_people, read_address
from prospector.store.records import Record, count, record, records, stream
from prospector.store.references import known_references
from prospector.store.store import Store
from prospector.store.words import put_tags, rep_id, source_id
from prospector.store.writing import Value, Writing
from prospector.usecases.contact_addresses import address_columns, edit_further, read_name
from prospector.usecases.edits import Edited
from prospector.usecases.tags import take_tags
from prospector.usecases.who import find_who, refuse_forgotten

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
        follow_ups: what was promised and is not done.
    """

    contact: Record
    leads: tuple[Record, ...]
    deals: tuple[Record, ...]
    appointments: tuple[Record, ...]
    activities: tuple[Record, ...]
    touches: int
    follow_ups: tuple[FollowUp, ...]


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
    text = given_name_first(name) or read_name(name)
    with store.writing() as writing:
        if not new:
            _refuse_double(writing, text, facts.account)
            for word in (text, facts.email, facts.phone, facts.profile_url):
                if word:
                    refuse_forgotten(writing.connection, word)
        owner = rep_id(writing.connection, rep)
        address = read_address(text)
        values: dict[str, Value] = address_columns(
            writing, address.email, address.phone, address.profile_url, None
        )
        values |= _contact_values(writing, facts, None)
        named: dict[str, Value] = {"name": text, "name_key": fold(text), "do_not_contact": 0, "rep_id": owner}
        made: dict[str, Value] = {"created_at": now.seconds, "created_offset": now.offset}
        number = writing.insert("contact", **named | made | values)
        arrival = facts.received or now
        lead: dict[str, Value] = {"received_at": arrival.seconds, "received_offset": arrival.offset}
        lead |= {"contact_id": number, "rep_id": owner}
        writing.insert("lead", **lead | _lead_values(writing, facts, now))
        edit_further(writing, number, facts.also, facts.drop)
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
        edit_further(writing, person.id, facts.also, facts.drop, facts.cleared)
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
            open_follow_ups(connection, number),
        )


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
    values = address_columns(writing, facts.email, facts.phone, facts.profile_url, own)
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
        name = read_name(facts.name)
        values |= {"name": name, "name_key": fold(name)}
    if facts.referred_by:
        referrer = find_who(writing.connection, facts.referred_by)
        if referrer.id == own:
            raise InvalidValueError(f"{referrer} cannot have introduced themselves")
        values["referred_by_id"] = referrer.id
    return values | {column: None for name in facts.cleared for column in _CONTACT.get(name, ())}


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
