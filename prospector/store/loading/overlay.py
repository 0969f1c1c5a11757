"""What one row of a file changes in rows that were stored before, in the names of its own columns."""

from __future__ import annotations

from dataclasses import dataclass, field

# Columns of the store whose canonical name is another.
_CANONICAL = {
    "account_id": "account", "activity_id": "activity_ref", "at_offset": "stage_since", "channel_id": "channel",
    "closed_offset": "closed_at", "contact_id": "contact", "content_id": "content", "cost_minor": "cost",
    "deal_id": "deal_ref", "kind_id": "kind", "lead_id": "contact_ref", "local_day": "occurred_at",
    "local_week": "occurred_at", "name_key": "name", "opened_offset": "opened_at", "outcome_id": "outcome",
    "phone_key": "phone", "profile_key": "profile_url", "published_offset": "published_at",
    "qualified_offset": "qualified_at", "received_offset": "received_at", "referred_by_id": "referred_by",
    "rep_id": "rep", "set_offset": "set_at", "source_id": "source", "starts_offset": "starts_at",
    "title_key": "title", "utc_offset": "occurred_at", "value_minor": "value",
}  # fmt: skip


def canonical(column: str) -> str:
    """What a column of the store is called in a file."""
    return _CANONICAL.get(column, column)


@dataclass(slots=True)
class Overlay:
    """One row over what is stored.

    Attributes:
        changed: canonical columns that got another value.
        kept: those whose stored value stays, because the rep edited it.
    """

    changed: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    def note(self, *columns: str) -> None:
        """Note columns of the store that got another value."""
        self.changed.update(map(canonical, columns))
