"""What people are known by: their names and addresses, the ids that systems gave them, the rows that told of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from prospector.store.opening import region_of

_NAMES = """
    SELECT contact.id, contact.name_key, contact.account_id FROM contact WHERE contact.id IN (SELECT id FROM temp.gone)
    UNION SELECT contact.id, address.key, contact.account_id FROM address JOIN contact ON contact.id = contact_id
    WHERE address.sort = 'name' AND contact_id IN (SELECT id FROM temp.gone)
    UNION SELECT into_id, name_key, account_id FROM merged WHERE into_id IN (SELECT id FROM temp.gone)
    UNION SELECT id, json_extract(row, '$.name_key'), json_extract(row, '$.account_id') FROM temp.former
"""
_ADDRESSES = """
    SELECT 'email', email, email FROM contact WHERE email IS NOT NULL AND id IN (SELECT id FROM temp.gone)
    UNION SELECT 'phone', phone_key, phone FROM contact WHERE phone IS NOT NULL AND id IN (SELECT id FROM temp.gone)
    UNION SELECT 'profile', profile_key, profile_url FROM contact
    WHERE profile_key IS NOT NULL AND id IN (SELECT id FROM temp.gone)
    UNION SELECT sort, key, value FROM address WHERE contact_id IN (SELECT id FROM temp.gone)
    UNION SELECT 'email', json_extract(row, '$.email'), json_extract(row, '$.email') FROM temp.former WHERE json_extract(row, '$.email') IS NOT NULL
    UNION SELECT 'phone', json_extract(row, '$.phone_key'), json_extract(row, '$.phone') FROM temp.former WHERE json_extract(row, '$.phone') IS NOT NULL
    UNION SELECT 'profile', json_extract(row, '$.profile_key'), json_extract(row, '$.profile_url') FROM temp.former
    WHERE json_extract(row, '$.profile_key') IS NOT NULL
"""
_ADDRESSED = """
    SELECT id FROM contact WHERE (email IS NOT NULL OR phone_key IS NOT NULL OR profile_key IS NOT NULL)
    AND id IN (SELECT id FROM temp.gone)
    UNION SELECT contact_id FROM address WHERE sort <> 'name' AND contact_id IN (SELECT id FROM temp.gone)
    UNION SELECT id FROM temp.former WHERE coalesce(json_extract(row, '$.email'), json_extract(row, '$.phone_key'), json_extract(row, '$.profile_key')) IS NOT NULL
"""
_ORIGINS = """
    SELECT kind, system, external_id, hex(identity) FROM origin
    WHERE (kind = 'person' AND row_id IN (SELECT id FROM temp.gone))
    OR (kind, row_id) IN (SELECT kind, row_id FROM temp.theirs JOIN (
        SELECT 'contacts' AS kind, 'lead' AS home UNION SELECT 'activities', 'activity'
        UNION SELECT 'appointments', 'appointment' UNION SELECT 'deals', 'deal'
    ) ON home = table_name)
"""
_ACTIVITIES = """
    SELECT import_run.system, external_id, hex(identity) FROM activity JOIN import_run ON import_run.id = import_id
    WHERE activity.id IN (SELECT row_id FROM temp.theirs WHERE table_name = 'activity')
"""


@dataclass(frozen=True, slots=True)
class Identity:
    """What some people are known by.

    Attributes:
        names: their keys, and the spellings that are stored.
        addresses: sort, key (None of text in a phone's place) and the text as it was given.
    """

    names: frozenset[str]
    spellings: frozenset[str]
    addresses: tuple[tuple[str, str | None, str], ...]

    @property
    def texts(self) -> frozenset[str]:
        """Everything as it is written in the store."""
        return self.spellings | {text for sort, _, text in self.addresses if sort != "name"}


def identity_of(connection: sqlite3.Connection) -> Identity:
    """What the people of `temp.gone` are known by."""
    names = {key for _, key, _ in connection.execute(_NAMES)}
    addresses = connection.execute(_ADDRESSES).fetchall()
    spellings = {
        name
        for (name,) in connection.execute("SELECT name FROM contact WHERE id IN (SELECT id FROM temp.gone)")
    }
    spellings |= {
        name for (name,) in connection.execute("SELECT json_extract(row, '$.name') FROM temp.former")
    }
    spellings |= {text for sort, _, text in addresses if sort == "name"}
    return Identity(frozenset(names), frozenset(spellings), tuple(addresses))


def things_of(connection: sqlite3.Connection, known: Identity) -> Iterator[tuple[str, ...]]:
    """What is to stand on the list for the people of `temp.gone`, as `suppress` takes it."""
    region = region_of(connection)
    for sort, key, text in known.addresses:
        if sort != "name" and key:
            yield sort, key
        if sort == "phone" and region:
            from prospector.domain.phone import same_number  # lazy: only a store of a country needs it

            yield from (("phone", way) for way in same_number(text, region))
    yield from _of_names(connection)
    for kind, system, external_id, identity in connection.execute(_ORIGINS).fetchall():
        if external_id is not None and kind in {"person", "contacts"}:
            yield "id", system, external_id
        if external_id is not None and kind == "activities":
            yield "activity", system, external_id
        if kind != "deals" or external_id is None:
            yield "row", identity.lower()
    for system, external_id, identity in connection.execute(_ACTIVITIES).fetchall():
        yield "row", identity.lower()
        if external_id is not None:
            yield "activity", system, external_id


def _of_names(connection: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    companies = dict(connection.execute("SELECT id, name_key FROM account"))
    addressed = {number for (number,) in connection.execute(_ADDRESSED)}
    for number, name, account_id in connection.execute(_NAMES).fetchall():
        company = companies.get(account_id, "")
        yield "name", name
        yield ("name at", name, company) if company else ("name anywhere", name)
        if number not in addressed:
            yield "nothing but", name, company
