"""Arrivals: leads as they came in, and the deals that came of them, as the store hands them to a report."""

from __future__ import annotations

from prospector.domain.vocabulary import DealStatus
from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFact:
    """The arrival of a contact, and what was done about it up to as-of.

    Attributes:
        contact_id: who came.
        source: its lead source, `(blank)` where it has none.
        received_on: None where the day is not known.
        first_touch_on: the first outbound activity that names it, or its contact and no lead; effort aside.
        conversations: one per channel and day.
    """

    id: int
    contact_id: int
    source: str
    received_on: int | None
    is_qualified: bool
    first_touch_on: int | None
    conversations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDealFact:
    """A deal of a lead, as of `DealFact`."""

    id: int
    lead_id: int
    closed_on: int | None
    status: DealStatus
    value_minor: int
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChannelFact:
    """What a channel did with a lead, up to as-of.

    Attributes:
        channel: its name.
        touches: outbound activities, a tally as many as it says.
        first_touch_on: None where the lead only came in by it.
        conversations: one per day.
    """

    lead_id: int
    channel: str
    touches: int
    first_touch_on: int | None
    conversations: int
