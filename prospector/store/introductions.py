"""Who brought whom, and the customers who might bring somebody."""

from __future__ import annotations

import sqlite3

from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.introductions import IntroducedFact, WinFact
from prospector.store.choosing import conditions
from prospector.store.statements import filled, known_deals, local_day

_PEOPLE = "(SELECT d.contact_id UNION ALL SELECT p.id FROM contact p WHERE d.contact_id IS NULL AND p.account_id = d.account_id)"


def fetch_introductions(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[tuple[IntroducedFact, ...], tuple[WinFact, ...]]:
    """Fetch whom contacts brought in the window, and every deal won up to as-of.

    Args:
        connection: in a reading transaction.
        window: the days that count.
        filters: the rep, whose contacts and deals they are; no other is looked at.

    Raises:
        UnknownNameError: the store does not know the rep.
    """
    bound = _bound(connection, window, filters)
    introduced = filled(
        "introduced",
        received_on=local_day("l.received_at", "l.received_offset"),
        created_on=local_day("contact.created_at", "contact.created_offset"),
    )
    return (
        tuple(
            IntroducedFact(
                id=number,
                referrer_id=referrer_id,
                referrer=referrer,
                referrer_account=account,
                conversations=conversations,
            )
            for number, referrer_id, referrer, account, conversations in connection.execute(introduced, bound)
        ),
        fetch_wins(connection, window, filters),
    )


def fetch_wins(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS
) -> tuple[WinFact, ...]:
    """Fetch every deal won up to as-of; arguments and errors as of `fetch_introductions`."""
    wins = filled(
        "wins",
        known=known_deals(),
        closed_on=local_day("d.closed_at", "d.closed_offset"),
        people=_PEOPLE,
    )
    bound = _bound(connection, window, filters)
    return tuple(
        WinFact(
            id=number,
            contact_id=contact_id,
            contact=contact,
            account=account,
            closed_on=closed_on,
            value_minor=value,
            currency=currency,
            asked=bool(asked),
        )
        for number, contact_id, contact, account, closed_on, value, currency, asked in connection.execute(
            wins, bound
        )
    )


def _bound(connection: sqlite3.Connection, window: Window, filters: Filters) -> dict[str, int | None]:
    return {
        "start": window.start,
        "stop": window.stop,
        "as_of": window.as_of,
        "takes_undated": int(window.takes_undated),
        "filter_rep": None,
        **conditions(connection, filters).values,
    }
