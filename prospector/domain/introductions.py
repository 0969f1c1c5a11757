"""Introductions: who brought whom, and customers who might, as the store hands them to a report."""

from __future__ import annotations

from prospector.light import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroducedFact:
    """Somebody whom a contact brought.

    Attributes:
        referrer_id: who brought them; `referrer` is the name.
        conversations: with them up to as-of, one per channel and day.
    """

    id: int
    referrer_id: int
    referrer: str
    referrer_account: str | None
    conversations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WinFact:
    """A deal that was won up to as-of.

    Attributes:
        contact_id: with whom; None where the deal names an account alone.
        contact: the name.
        closed_on: None where the day is not known.
        value_minor: minor units of its currency; None for the store's own.
        asked: whether somebody of the customer was asked for a referral, or gave one unasked.
    """

    id: int
    contact_id: int | None
    contact: str | None
    account: str | None
    closed_on: int | None
    value_minor: int
    currency: str | None
    asked: bool
