"""Publishing appointments."""

from __future__ import annotations

from prospector.store.loading.load import Load, Origin, Staged, text_of
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import meant
from prospector.store.loading.references import activity_of
from prospector.store.loading.updating import Updating
from prospector.store.writing import Value


def place_appointment(load: Load, names: Names, row: Staged) -> str:
    """An appointment; it belongs to the activity that set it, if one did within a day."""
    activity = activity_of(load, text_of(row, "activity_ref"))
    named = Named(text_of(row, "contact"), text_of(row, "email"), reference=text_of(row, "contact_ref"))
    deal_ref = text_of(row, "deal_ref")
    deal_id = None if deal_ref is None else load.referred("deals", deal_ref, "deal_ref")[1]
    contact_id = meant(names.people, named)[0]
    if contact_id is None and activity is not None:
        contact_id = activity[1]
    channel = text_of(row, "channel")
    number = load.insert(
        "appointment",
        contact_id=contact_id,
        activity_id=_set_by(load, row, contact_id) if activity is None else activity[0],
        deal_id=deal_id,
        channel_id=None if channel is None else names.words.channel(channel),
        status=row["status"] or "set",
        set_at=row["set_at"],
        set_offset=row["set_at_offset"],
        starts_at=row["starts_at"],
        starts_offset=row["starts_at_offset"],
        rep_id=names.words.rep(text_of(row, "rep")),
        note=row["note"],
    )
    load.remember("appointments", number, row)
    return "added"


def renew_appointment(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The appointment of a row's id, as the row has it; None if it is new."""
    if known is None:
        return None
    load, number = updating.load, known[1]
    if updating.is_gone("appointment", number, int(row["line"] or 0)):
        return "unchanged"
    activity = activity_of(load, text_of(row, "activity_ref"))
    deal_ref, channel, rep = (text_of(row, name) for name in ("deal_ref", "channel", "rep"))
    fields: dict[str, dict[str, Value]] = {
        "activity_ref": {"activity_id": None if activity is None else activity[0]},
        "deal_ref": {
            "deal_id": None if deal_ref is None else load.referred("deals", deal_ref, "deal_ref")[1]
        },
        "channel": {"channel_id": None if channel is None else names.words.channel(channel)},
        "status": {"status": row["status"]},
        "set_at": {"set_at": row["set_at"], "set_offset": row["set_at_offset"]},
        "starts_at": {"starts_at": row["starts_at"], "starts_offset": row["starts_at_offset"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
        "note": {"note": row["note"]},
    }
    named = Named(text_of(row, "contact"), text_of(row, "email"), reference=text_of(row, "contact_ref"))
    stored = load.writing.row("appointment", number)["contact_id"]
    if updating.is_kept("appointment", number, "contact_id"):
        updating.keep_contact(names, named, None if stored is None else int(stored))
    else:
        fields["contact"] = {
            "contact_id": updating.who(names, named, None if stored is None else int(stored))[0]
        }
    updating.give("appointment", number, int(row["line"] or 0), fields)
    return updating.result("appointments", number, row, is_known=True)


def _set_by(load: Load, row: Staged, contact_id: int | None) -> int | None:
    """The activity of level appointment with this contact within a day of the setting, that has no row of its own."""
    at = row["set_at"]
    if at is None or contact_id is None:
        return None
    found = load.connection.execute(
        "SELECT activity.id FROM activity JOIN outcome ON outcome.id = outcome_id "
        "WHERE contact_id = ? AND level = 3 AND abs(occurred_at - ?) <= 86400 "
        "AND activity.id NOT IN (SELECT activity_id FROM appointment WHERE activity_id IS NOT NULL) "
        "ORDER BY abs(occurred_at - ?) LIMIT 1",
        (contact_id, at, at),
    ).fetchone()
    return None if found is None else int(found[0])
