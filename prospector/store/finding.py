"""Text in names and notes: which rows have it, and where. Case, accents and the amount of white space do not count."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from prospector.domain.spelling import fold
from prospector.light import dataclass
from prospector.store.addresses import MAIN_COLUMNS, SORTS
from prospector.store.opening import region_of
from prospector.store.people import is_phone, phone_key

_FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that has the text.

    Attributes:
        noun: of the row: contact, account, deal, content, appointment, follow-up or activity.
        name: what the row is called.
        field: which column has the text.
        text: what stands there.
    """

    noun: str
    id: int
    name: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where text of a noun stands: its rows, what they are called, and the columns looked at in their order.

    Several addresses of a contact are looked at one by one: they stand between line ends.
    """

    noun: str
    rows: str
    name: str
    fields: tuple[str, ...]
    further: tuple[tuple[str, str], ...] = ()


_PLACES = (
    _Place(
        "contact",
        "contact LEFT JOIN account ON account.id = contact.account_id",
        "contact.name || COALESCE(' (' || account.name || ')', '')",
        (
            "contact.name",
            "contact.email",
            "contact.phone",
            "contact.profile_url",
            "contact.title",
            "contact.division",
            "contact.note",
        ),
        tuple(
            (
                MAIN_COLUMNS[sort],
                f"(SELECT GROUP_CONCAT(value, char(10)) FROM address WHERE contact_id = contact.id AND sort = '{sort}')",
            )
            for sort in SORTS
        ),
    ),
    _Place(
        "account",
        "account",
        "account.name",
        ("account.name", "account.domain", "account.industry", "account.divisions", "account.note"),
    ),
    _Place("deal", "deal", "deal.name", ("deal.name", "deal.lost_reason", "deal.note")),
    _Place("content", "content", "content.title", ("content.title", "content.url", "content.note")),
    _Place(
        "appointment",
        "appointment LEFT JOIN contact ON contact.id = appointment.contact_id",
        "COALESCE(contact.name, '')",
        ("appointment.note",),
    ),
    _Place(
        "follow-up",
        "follow_up LEFT JOIN contact ON contact.id = follow_up.contact_id",
        "COALESCE(contact.name, '')",
        ("follow_up.text",),
    ),
    _Place(
        "activity",
        "activity JOIN channel ON channel.id = channel_id LEFT JOIN contact ON contact.id = contact_id",
        "channel.name || COALESCE(' ' || contact.name, '')",
        ("activity.note",),
    ),
)


def find_text(connection: sqlite3.Connection, text: str) -> list[Hit]:
    """Every row that has the text, people first, the latest activities before older ones.

    Args:
        connection: inside a transaction.
        text: taken as it is: no letter in it stands for others. A number is found in a phone number however that is
            spaced.
    """
    matches = _matcher(text, region_of(connection))
    hits: list[Hit] = []
    for place in _PLACES:
        names = [*(field.partition(".")[2] for field in place.fields), *(name for name, _ in place.further)]
        columns = ", ".join([*place.fields, *(column for _, column in place.further)])
        rows = connection.execute(
            f"SELECT {place.noun.replace('-', '_')}.id, {place.name}, {columns} FROM {place.rows} "
            f"WHERE COALESCE({columns}, NULL) IS NOT NULL ORDER BY 1 DESC"
        )
        alone = len(place.fields)
        for number, name, *values in rows:
            texts = (
                (field, part)
                for at, (field, value) in enumerate(zip(names, values, strict=True))
                if value is not None
                for part in ((value,) if at < alone else value.split("\n"))
            )
            found = next(((field, part) for field, part in texts if matches(field, part)), None)
            if found is not None:
                hits.append(Hit(place.noun, number, name, *found))
    return hits


def _matcher(text: str, region: str) -> Callable[[str, str], bool]:
    key, spaced = fold(text), fold(text.replace("-", " "))
    digits = {phone_key(text)} if is_phone(text) else set()
    if digits and region:
        from prospector.domain.phone import same_number  # lazy: only a store of a country needs it

        digits.update(way for way in same_number(text, region) if len(way) >= _FEWEST_DIGITS)

    def matches(field: str, value: str) -> bool:
        if field == "phone" and digits:
            return any(way in phone_key(value) for way in digits)
        folded = fold(value)
        return key in folded or (field == "title" and spaced in folded.replace("-", " "))

    return matches
