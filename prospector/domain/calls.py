"""Calls and what came before each, as the store hands them to a report."""

from __future__ import annotations

from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFact:
    """An outbound call to a contact with whom there was no conversation before it.

    Attributes:
        source: the lead source of the contact.
        attempt: how many calls the contact has had with this one; a row that stands for several counts as all of them.
        count: how many calls the row stands for.
        warmed_days: days since the last social touch, engagement with a content piece, or content sent to this contact
            alone; None where there was none.
    """

    id: int
    contact_id: int
    source: str
    attempt: int
    count: int
    warmed_days: int | None
