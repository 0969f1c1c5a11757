"""Publishing contacts, and the leads that they came as."""

from __future__ import annotations

from prospector.domain.spelling import quoted
from prospector.store.loading.load import Load, RefusedError, Staged, text_of
from prospector.store.loading.named import Known, Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import meant
from prospector.store.writing import Value

LEAD_COLUMNS = ("source", "received_at", "qualified", "qualified_at")


def place_contact(load: Load, names: Names, row: Staged) -> str:
    """A person, and the lead that they came as where the row says how or when."""
    account_id = names.words.account(text_of(row, "account"), text_of(row, "account_ref"))
    named = Named(
        text_of(row, "name"),
        text_of(row, "email"),
        text_of(row, "phone"),
        text_of(row, "profile_url"),
        account_id,
        fallback=text_of(row, "external_id"),
        other_names=text_of(row, "other_names"),
    )
    if named.is_nobody and named.phone and named.fallback is None and row["person_ref"] is None:
        raise RefusedError("phone", f"{quoted(named.phone)} is not a phone number, and nobody is named")
    known, person_id = person_meant(load, names, row, named)
    rep_id = names.words.rep(text_of(row, "rep"))
    details: dict[str, Value] = {
        "title": row["title"],
        "seniority": row["seniority"],
        "division": row["division"],
        "note": row["note"],
    }
    if known is None:
        known = names.people.make(
            named,
            **details,
            rep_id=rep_id,
            do_not_contact=int(bool(row["do_not_contact"])),
            referred_by_id=referrer(names, row),
        )
        names.words.tag(known.id, "contact", text_of(row, "tags"))
        result = "added"
    else:
        details["referred_by_id"] = referrer(names, row)
        result = "updated" if names.people.fill(known, named, **details) else "unchanged"
        if row["do_not_contact"] and load.writing.update("contact", known.id, do_not_contact=1):
            load.overlay.note("do_not_contact")
            result = "updated"
        if names.words.add_tags(known.id, "contact", text_of(row, "tags")):
            load.overlay.note("tags")
            result = "updated"
    if person_id is not None:
        load.remember_as(person_id, "person", known.id, text_of(row, "person_ref"))
    if all(row[name] is None for name in LEAD_COLUMNS):
        load.remember("person", known.id, row)
        return result
    load.remember("contacts", make_lead(load, names, row, known.id, rep_id), row)
    return "added"


def person_meant(load: Load, names: Names, row: Staged, named: Named) -> tuple[Known | None, bytes | None]:
    """The contact that a row means, and the identity to remember it by if a reference to a person is new."""
    reference = text_of(row, "person_ref")
    if reference is not None:
        for kind in ("contacts", "person"):
            found = load.known(load.identity_of(kind, reference))
            if found is not None:
                number = names.people.referred(reference)[0] if kind == "contacts" else found[1]
                return Known(number, None, has_email=True), None
        return names.people.find(named) if _has_address(named) else None, load.identity_of(
            "person", reference
        )
    if row["external_id"] is None:
        return names.people.find(named), None
    person = load.known(load.identity_of("person", str(row["external_id"])))  # another file came first
    if person is not None:
        return Known(person[1], None, has_email=True), None
    return names.people.at_an_address(named) or _of_that_name(load, names, named), None


def _of_that_name(load: Load, names: Names, named: Named) -> Known | None:
    """A row with an id is a person of its own, unless it is the one contact of that name who has no such row yet.

    Where the row has no address, only a contact whom the rep typed is taken for the same.
    """
    try:
        known = names.people.find(named)
    except RefusedError:
        return None
    if known is None:
        return None
    same_system, typed = (load.system, "1") if _has_address(named) else (None, "import_id IS NULL")
    free = load.connection.execute(
        f"SELECT {typed} FROM contact WHERE id = :id AND NOT EXISTS "
        "(SELECT 1 FROM origin WHERE (:system IS NULL OR system = :system) AND ((kind = 'person' AND row_id IN "
        "(SELECT :id UNION SELECT contact_id FROM merged WHERE into_id = :id)) "
        "OR (kind = 'contacts' AND row_id IN (SELECT lead.id FROM lead WHERE contact_id = :id))))",
        {"id": known.id, "system": same_system},
    ).fetchone()
    return known if free and free[0] else None


def referrer(names: Names, row: Staged) -> int | None:
    """Who referred the contact of a row."""
    name = text_of(row, "referred_by")
    if name is None:
        return None
    named = Named(email=name.lower()) if "@" in name else Named(name)
    return meant(names.people, named)[0]


def make_lead(load: Load, names: Names, row: Staged, contact_id: int, rep_id: int) -> int:
    """The arrival of a contact, as the row tells it."""
    source = text_of(row, "source")
    return load.insert(
        "lead",
        contact_id=contact_id,
        source_id=None if source is None else names.words.source(source),
        source_detail=row["source_detail"],
        received_at=row["received_at"],
        received_offset=row["received_at_offset"],
        qualified=row["qualified"],
        qualified_at=row["qualified_at"],
        qualified_offset=row["qualified_at_offset"],
        rep_id=rep_id,
    )


def _has_address(named: Named) -> bool:
    return bool(named.email or named.phone or named.profile_url)
