"""Publishing appointments."""

from __future__ import annotations

from prospector.store.loading.load import Load, Staged, text_of
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import meant
from prospector.store.loading.references import activity_of


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
