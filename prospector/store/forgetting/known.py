"""Whether somebody was forgotten, told by what a row or a command says of them.

They are if an id or an address of theirs is on the list, or, where none is shown, their name; but whoever is a contact
of that address or name today is meant instead.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from prospector.domain.naming import given_name_first
from prospector.domain.spelling import fold
from prospector.store.forgetting.suppression import Suppression, read_suppression
from prospector.store.people import at_phone, known_by, phone_key, profile_key, read_address

BETWEEN = "; "  # of several addresses in one cell, as they are staged


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row says of a person, as far as it may tell that they were forgotten; cells of several addresses as they are."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    profile_url: str | None = None
    company: str = ""
    ids: tuple[str, ...] = ()
    activity: str | None = None


class ForgottenPeople:
    """Tells whether somebody was forgotten.

    Args:
        connection: the store's, inside a transaction.
        listed: its list.
        system: whose ids are told.
    """

    def __init__(self, connection: sqlite3.Connection, listed: Suppression, system: str) -> None:
        self._connection = connection
        self._listed = listed
        self._system = system

    def meant(self, told: Told) -> bool:
        """Whether a row is of somebody who was forgotten, and is nobody else's today."""
        listed = self._listed
        if any(listed.has("id", self._system, each) for each in told.ids):
            return True
        if told.activity is not None and listed.has("activity", self._system, told.activity):
            return True
        addresses = [
            *(("email", each.lower(), each) for each in _parts(told.email)),
            *(("profile", profile_key(each), each) for each in _parts(told.profile_url)),
            *(("phone", key, each) for each in _parts(told.phone) if (key := phone_key(each))),
        ]
        if any(self._is_theirs(*each) for each in addresses):
            return True
        return told.name is not None and self._has_name(told.name, told.company, alone=not addresses)

    def stands_in(self, cells: Sequence[str]) -> bool:
        """Whether one of the cells of a row that could not be read shows somebody who was forgotten."""
        texts = [cell.strip() for cell in cells if cell.strip()]
        pairs = [
            f"{one} {other}" for one, other in pairwise(texts)
        ]  # first and last names in cells of their own
        return any(
            self.meant(Told(email=text, phone=text, profile_url=text, ids=(text,), activity=text))
            or self.was_called(text)
            for text in texts
        ) or any(map(self.was_called, pairs))

    def was_called(self, name: str) -> bool:
        """Whether somebody of this name was forgotten, and nobody has it today."""
        return any(
            self._listed.has("name", key) and not known_by(self._connection, "name", key)
            for key in _keys(name)
        )

    def _is_theirs(self, sort: str, key: str, text: str) -> bool:
        if not self._listed.has(sort, key):
            return False
        found = at_phone(self._connection, text) if sort == "phone" else known_by(self._connection, sort, key)
        return not found

    def _has_name(self, name: str, company: str, *, alone: bool) -> bool:
        """Whether a name, and a company that does not contradict, are on the list.

        Args:
            name: as the row has it.
            company: its key, empty where the row names none.
            alone: whether the row shows no address, by which it would rather be told.
        """
        for key in _keys(name):
            if not alone:
                named = self._listed.has("nothing but", key, company)
            elif company:
                named = self._listed.has("name at", key, company) or self._listed.has("name anywhere", key)
            else:
                named = self._listed.has("name", key)
            if named and not self._known_there(key, company):
                return True
        return False

    def _known_there(self, key: str, company: str) -> bool:
        """Whether a contact of today has this name, at a company that does not contradict."""
        return any(
            not company or person.account is None or fold(person.account) == company
            for person in known_by(self._connection, "name", key)
        )


def _keys(name: str) -> tuple[str, ...]:
    turned = given_name_first(name) if "," in name else None
    return (fold(name), fold(turned)) if turned else (fold(name),)


def _parts(cell: str | None) -> list[str]:
    return [] if cell is None else cell.split(BETWEEN)


def was_forgotten(connection: sqlite3.Connection, who: str) -> bool:
    """Whether somebody of this address or name, as it is typed, was forgotten and nobody has it today."""
    listed = read_suppression(connection)
    if listed is None:
        return False
    forgotten, address = ForgottenPeople(connection, listed, ""), read_address(who)
    if address.text is None:
        return forgotten.was_called(who)
    return forgotten.meant(Told(email=address.email, phone=address.phone, profile_url=address.profile_url))
