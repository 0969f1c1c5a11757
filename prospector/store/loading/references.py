"""What a row refers to in another file of its system."""

from __future__ import annotations

from prospector.domain.spelling import quoted
from prospector.store.loading.load import Load, RefusedError


def activity_of(load: Load, reference: str | None) -> tuple[int, int | None, int | None, int | None] | None:
    """The activity that a row refers to: number, contact, lead, account."""
    if reference is None:
        return None
    found = load.connection.execute(
        "SELECT id, contact_id, lead_id, account_id FROM activity WHERE id = coalesce("
        "(SELECT id FROM activity WHERE identity = ?1), "
        "(SELECT row_id FROM origin WHERE identity = ?1 AND kind = 'activities'))",  # merged with that one
        (load.identity_of("activities", reference),),
    ).fetchone()
    if found is None:
        raise RefusedError(
            "activity_ref",
            f"{quoted(reference)} is not known in {load.system}; import the activities that have it first",
        )
    return found[0], found[1], found[2], found[3]
