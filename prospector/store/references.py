"""What a row is called by the rows of other files: its external id.

An imported row keeps the id that its system gave it. An export puts rows of all systems into one file, so there an id
that two systems gave is written `SYSTEM:ID`; and a row that no system gave one, but that others refer to and nothing
else tells apart, is called `prospector:KIND:NUMBER`:

- deals and activities that an activity, an appointment or a deal refers to: those references have no name beside them;
- contacts who share their name or phone with another and have no e-mail, and each lead of a contact who has several (the person
  then has a `person_ref` too).

Everybody else is found again by e-mail, or by a name that is theirs alone. Who is referred to is a lead; a contact who
never came as one is given as minus the contact's number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from prospector.store.opening import region_of

Reference = Callable[[str, int], str | None]

_OF_ACTIVITY = "SELECT external_id FROM activity WHERE id = ?"
_OF_ANY = (
    "SELECT external_id FROM origin WHERE kind = ? AND row_id = ? AND external_id IS NOT NULL "
    "ORDER BY system, external_id LIMIT 1"
)
_ALL_IDS = """
    SELECT 'activities', activity.id, COALESCE(import_run.system, ''), activity.external_id
    FROM activity LEFT JOIN import_run ON import_run.id = activity.import_id
    WHERE activity.external_id IS NOT NULL
    UNION ALL
    SELECT kind, CASE kind WHEN 'person' THEN COALESCE(into_id, row_id) ELSE row_id END, system, external_id
    FROM origin LEFT JOIN merged ON merged.contact_id = row_id
    WHERE external_id IS NOT NULL AND kind <> 'activities'
    ORDER BY 1, 2, 3, 4
"""
_IN_NEED = """
    SELECT 'deals', deal_id FROM activity WHERE deal_id IS NOT NULL
    UNION SELECT 'deals', deal_id FROM appointment WHERE deal_id IS NOT NULL
    UNION SELECT 'activities', activity_id FROM appointment WHERE activity_id IS NOT NULL
    UNION SELECT 'activities', activity_id FROM deal WHERE activity_id IS NOT NULL
    UNION SELECT 'contacts', lead.id FROM lead WHERE lead.contact_id IN (
        SELECT contact_id FROM lead GROUP BY contact_id HAVING COUNT(*) > 1
    )
    UNION SELECT 'person', contact_id FROM lead GROUP BY contact_id HAVING COUNT(*) > 1
"""
_WITHOUT_EMAIL = """
    SELECT CASE WHEN lead.id IS NULL THEN 'person' ELSE 'contacts' END, COALESCE(lead.id, contact.id), contact.id
    FROM contact LEFT JOIN lead ON lead.contact_id = contact.id WHERE contact.email IS NULL
"""
_KNOWN_BY = """
    SELECT 'name', name_key, id, name FROM contact
    UNION ALL SELECT 'phone', phone_key, id, phone FROM contact WHERE phone_key IS NOT NULL
    UNION ALL SELECT sort, key, contact_id, value FROM address WHERE sort IN ('name', 'phone') AND key IS NOT NULL
"""


def known_references(connection: sqlite3.Connection) -> Reference:
    """External ids as they were imported, looked up one by one: for a few rows."""

    def reference(kind: str, row_id: int) -> str | None:
        key = _key(kind, row_id)
        found = (
            connection.execute(_OF_ACTIVITY, (row_id,))
            if kind == "activities"
            else connection.execute(_OF_ANY, key)
        ).fetchone()
        return None if found is None else found[0]

    return reference


def exported_references(connection: sqlite3.Connection) -> Reference:
    """External ids that are unique in an export, read all at once: for all rows."""
    called: dict[tuple[str, int], tuple[str, str]] = {}
    systems: dict[tuple[str, str], str] = {}
    clashes: set[tuple[str, str]] = set()
    for kind, row_id, system, external_id in connection.execute(_ALL_IDS):
        called.setdefault((kind, row_id), (system, external_id))
        if systems.setdefault((kind, external_id), system) != system:
            clashes.add((kind, external_id))
    names = {
        (kind, row_id): f"{system}:{external_id}" if (kind, external_id) in clashes else external_id
        for (kind, row_id), (system, external_id) in called.items()
    }
    for kind, row_id in connection.execute(_IN_NEED):
        names.setdefault((kind, row_id), f"prospector:{kind}:{row_id}")
    alike = _alike(connection)
    for kind, row_id, contact_id in connection.execute(_WITHOUT_EMAIL):
        if contact_id in alike:
            names.setdefault((kind, row_id), f"prospector:{kind}:{row_id}")
    return lambda kind, row_id: names.get(_key(kind, row_id))


def _alike(connection: sqlite3.Connection) -> set[int]:
    """Contacts who share a name or a phone with another."""
    region = region_of(connection)
    first: dict[tuple[str, str], int] = {}
    alike: set[int] = set()
    for sort, key, contact_id, value in connection.execute(_KNOWN_BY):
        if region and sort == "phone":
            from prospector.domain.phone import same_number  # lazy: only a store of a country needs it

            key = next(iter(same_number(value, region)), key)  # noqa: PLW2901 - however it is written
        before = first.setdefault((sort, key), contact_id)
        if before != contact_id:
            alike |= {before, contact_id}
    return alike


def _key(kind: str, row_id: int) -> tuple[str, int]:
    return (kind, row_id) if row_id > 0 else ("person", -row_id)
