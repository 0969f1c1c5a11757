"""Contacts that are known, and the leads that they came as, over the rows of a file.

A row means the lead or the person of its id; without a known id the person whom an import would take for the same:
by e-mail, profile, phone, or a name that is theirs alone. Of somebody who came once, that arrival is meant.
"""

from __future__ import annotations

from prospector.domain.import_mode import ImportMode
from prospector.domain.spelling import fold
from prospector.store.addresses import MAIN_COLUMNS, Further, is_known_as
from prospector.store.loading.contacts import LEAD_COLUMNS, make_lead, person_meant, referrer
from prospector.store.loading.load import DELETED, Load, Origin, Staged, text_of
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.updating import Updating
from prospector.store.people import MAIN_KEYS, phone_key, profile_key
from prospector.store.writing import Value

_NEW_ACCOUNT = 0  # the number of none: an account is made when it is certain that the row is taken
_ADDRESSES = {
    "email": "email",
    "profile_url": "profile_key",
}  # which nobody shares, and the column they are unique in
_FIELDS = {"email": "email", "phone": "phone", "profile": "profile_url", "name": "other_names"}
_FREE_LEADS = (
    "SELECT id, received_at, source_id FROM lead WHERE contact_id = ? AND NOT (? AND EXISTS ("
    "SELECT 1 FROM origin WHERE kind = 'contacts' AND row_id = lead.id AND system = ? AND external_id IS NOT NULL))"
)


def renew_contact(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The person that a row means, and their lead, as the row has them; None if they are new."""
    load, line = updating.load, int(row["line"] or 0)
    if known is not None:
        lead_id = known[1] if known[0] == "contacts" else None
        contact_id = known[1] if lead_id is None else _contact_of(load, lead_id)
        if contact_id is None or not _is_there(load, contact_id):
            load.tally.remark(DELETED, line)
            return "unchanged"
    else:
        person, _ = person_meant(load, names, row, _named(names, row))
        if person is None:
            return None
        contact_id = person.id
        lead_id = _arrival(load, names, row, contact_id)
        if lead_id is None and _tells_an_arrival(row) and _has_arrived(load, contact_id):
            if load.mode is ImportMode.UPSERT and row["external_id"] is not None:
                return None  # they came once more
            load.tally.remark(
                "which arrival of the contact is meant is not clear; those stay as they are", line
            )
    _give_person(updating, names, row, contact_id)
    if lead_id is None and _tells_an_arrival(row) and not _has_arrived(load, contact_id):
        lead_id = make_lead(load, names, row, contact_id, names.words.rep(text_of(row, "rep")))
        load.overlay.note(*(name for name in LEAD_COLUMNS if row[name] is not None))
    elif lead_id is not None:
        _give_lead(updating, names, row, lead_id)
    kind, number = ("person", contact_id) if lead_id is None else ("contacts", lead_id)
    return updating.result(kind, number, row, is_known=known is not None)


def _named(names: Names, row: Staged) -> Named:
    """What a row says about a person; its account is not made for that."""
    account = text_of(row, "account")
    is_new = account is not None and not names.words.has_account(account)
    return Named(
        text_of(row, "name"),
        text_of(row, "email"),
        text_of(row, "phone"),
        text_of(row, "profile_url"),
        _NEW_ACCOUNT if is_new else names.words.account(account, text_of(row, "account_ref")),
        fallback=text_of(row, "external_id"),
        other_names=text_of(row, "other_names"),
    )


def _give_person(updating: Updating, names: Names, row: Staged, contact_id: int) -> None:
    told, rep = _named(names, row), text_of(row, "rep")
    name, phone, profile = told.name, told.phone, told.profile_url
    fields: dict[str, dict[str, Value]] = {
        "name": {"name": name, "name_key": fold(name or "")},
        "email": {"email": told.email},
        "phone": {"phone": phone, "phone_key": phone_key(phone or "")},
        "profile_url": {"profile_url": profile, "profile_key": profile_key(profile or "")},
        "account": {"account_id": names.words.account(text_of(row, "account"), text_of(row, "account_ref"))},
        "referred_by": {"referred_by_id": referrer(names, row)},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
        **{key: {key: row[key]} for key in ("title", "seniority", "division", "do_not_contact", "note")},
    }
    main = updating.load.writing.row("contact", contact_id)
    for sort, value in (("email", told.email), ("phone", phone), ("profile", profile)):
        further = None if value is None else Further(sort, value)
        if further is None or further.key is None or further.key == main[MAIN_KEYS[sort]]:
            continue
        if is_known_as(updating.load.writing, contact_id, further):
            del fields[MAIN_COLUMNS[sort]]  # one of theirs already, though not the first
    for field, column in _ADDRESSES.items():
        key = fields.get(field, {}).get(column)
        if key is not None and _is_somebody_elses(updating.load, column, key, contact_id):
            del fields[field]
            updating.load.tally.remark(
                f"{field}: an address that is somebody else's; it stays theirs", int(row["line"] or 0)
            )
    changed = updating.give("contact", contact_id, int(row["line"] or 0), fields)
    if changed & {"name", "email", "phone", "profile_url", "account"}:
        names.people.learn(contact_id)
    for further in told.further:
        if names.people.add_further(contact_id, further):
            updating.load.overlay.note(_FIELDS[further.sort])
    updating.give_tags(names, "contact", contact_id, int(row["line"] or 0), text_of(row, "tags"))


def _give_lead(updating: Updating, names: Names, row: Staged, lead_id: int) -> None:
    source, rep = text_of(row, "source"), text_of(row, "rep")
    fields: dict[str, dict[str, Value]] = {
        "source": {"source_id": None if source is None else names.words.source(source)},
        "source_detail": {"source_detail": row["source_detail"]},
        "received_at": {"received_at": row["received_at"], "received_offset": row["received_at_offset"]},
        "qualified": {"qualified": row["qualified"]},
        "qualified_at": {"qualified_at": row["qualified_at"], "qualified_offset": row["qualified_at_offset"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
    }
    updating.give("lead", lead_id, int(row["line"] or 0), fields)


def _arrival(load: Load, names: Names, row: Staged, contact_id: int) -> int | None:
    """The lead that a row tells of: the only one that no other id of this system has, or the one of that day and source."""
    has_id = row["external_id"] is not None
    leads = load.connection.execute(_FREE_LEADS, (contact_id, has_id, load.system)).fetchall()
    if len(leads) == 1:
        return int(leads[0][0])
    source = text_of(row, "source")
    alike = [
        number
        for number, received_at, source_id in leads
        if received_at == row["received_at"] and (source is None or source_id == names.words.source(source))
    ]
    return int(alike[0]) if len(alike) == 1 else None


def _tells_an_arrival(row: Staged) -> bool:
    return any(row[name] is not None for name in LEAD_COLUMNS)


def _has_arrived(load: Load, contact_id: int) -> bool:
    found = load.connection.execute("SELECT 1 FROM lead WHERE contact_id = ?", (contact_id,)).fetchone()
    return found is not None


def _contact_of(load: Load, lead_id: int) -> int | None:
    found = load.connection.execute("SELECT contact_id FROM lead WHERE id = ?", (lead_id,)).fetchone()
    return None if found is None else int(found[0])


def _is_there(load: Load, contact_id: int) -> bool:
    found = load.connection.execute("SELECT 1 FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return found is not None


def _is_somebody_elses(load: Load, column: str, key: Value, contact_id: int) -> bool:
    sort = "email" if column == "email" else "profile"
    found = load.connection.execute(
        f"SELECT 1 FROM contact WHERE {column} = :key AND id <> :id "
        "UNION ALL SELECT 1 FROM address WHERE sort = :sort AND key = :key AND contact_id <> :id",
        {"key": key, "id": contact_id, "sort": sort},
    ).fetchone()
    return found is not None
