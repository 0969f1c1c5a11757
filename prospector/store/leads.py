"""Leads of a period and the deals that came of them."""

from __future__ import annotations

import sqlite3

from prospector.domain.arrivals import LeadChannelFact, LeadDealFact, LeadFact
from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.vocabulary import DealStatus
from prospector.errors import InvalidValueError
from prospector.store.choosing import Conditions, conditions
from prospector.store.statements import filled, known_deals, local_day, source_name

_RECEIVED_ON = local_day("l.received_at", "l.received_offset")


def fetch_leads(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[LeadFact, ...]:
    """Fetch the leads received in the window; those without a day where it takes the undated.

    Raises:
        UnknownNameError: a filter names what the store does not know.
        InvalidValueError: a filter on touches: leads have neither channel nor kind.
    """
    chosen = conditions(connection, filters)
    if chosen.has_how:
        raise InvalidValueError(
            "leads have neither channel nor kind", hint="filter by source, rep, account or tag"
        )
    text = filled(
        "leads",
        source=source_name("l.source_id"),
        received_on=_RECEIVED_ON,
        qualified_on=local_day("l.qualified_at", "l.qualified_offset"),
        filters=chosen.lead,
    )
    return tuple(
        LeadFact(
            id=number,
            contact_id=contact_id,
            source=source,
            received_on=received_on,
            is_qualified=bool(qualified),
            first_touch_on=min((day for day in (named, by_contact) if day is not None), default=None),
            conversations=conversations,
        )
        for (
            number,
            contact_id,
            source,
            received_on,
            qualified,
            named,
            by_contact,
            conversations,
        ) in connection.execute(text, _bound(window, chosen))
    )


def fetch_lead_channels(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[LeadChannelFact, ...]:
    """Fetch what each channel did with the leads that `fetch_leads` finds."""
    chosen = conditions(connection, filters)
    text = filled("lead_channels", received_on=_RECEIVED_ON, filters=chosen.lead)
    return tuple(
        LeadChannelFact(
            lead_id=lead_id,
            channel=channel,
            touches=touches,
            first_touch_on=first_touch_on,
            conversations=conversations,
        )
        for lead_id, channel, touches, first_touch_on, conversations in connection.execute(
            text, _bound(window, chosen)
        )
    )


def _bound(window: Window, chosen: Conditions) -> dict[str, object]:
    return {
        "start": window.start,
        "stop": window.stop,
        "as_of": window.as_of,
        "takes_undated": window.takes_undated,
        **chosen.values,
    }


def fetch_lead_deals(connection: sqlite3.Connection, window: Window) -> tuple[LeadDealFact, ...]:
    """Fetch the deals known at as-of that came from a lead, of whatever period."""
    text = filled(
        "lead_deals",
        known=known_deals(),
        received_on=_RECEIVED_ON,
        opened_on=local_day("d.opened_at", "d.opened_offset"),
        closed_on=local_day("d.closed_at", "d.closed_offset"),
    )
    return tuple(
        LeadDealFact(
            id=number,
            lead_id=lead_id,
            closed_on=closed_on,
            status=DealStatus(status),
            value_minor=value,
            currency=currency,
        )
        for number, lead_id, closed_on, status, value, currency in connection.execute(
            text, {"as_of": window.as_of}
        )
    )
