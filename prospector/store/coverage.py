"""Accounts and their people, with what was done about them."""

from __future__ import annotations

import sqlite3

from prospector.domain.coverage import BUYING_GROUP, AccountFact, PersonFact
from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS, Filters
from prospector.store.choosing import conditions
from prospector.store.statements import CONVERSATIONS, filled, known_deals, local_day, reaches

TOUCHES = f"((a.direction = 0 OR a.content_id IS NOT NULL) AND {reaches('a')})"
_SPEAKS = f"(a.outcome_id IN ({CONVERSATIONS}) AND {reaches('a')})"


def fetch_coverage(
    connection: sqlite3.Connection, window: Window, filters: Filters = NO_FILTERS, *, every: bool = False
) -> tuple[tuple[AccountFact, ...], tuple[PersonFact, ...]]:
    """Fetch accounts and the people who are at them today.

    Args:
        connection: in a reading transaction.
        window: the days that count.
        filters: rep and tag choose what was done, account chooses one account.
        every: all accounts, not the target ones alone.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen = conditions(connection, filters)
    bound = {
        "start": window.start,
        "stop": window.stop,
        "as_of": window.as_of,
        "takes_undated": int(window.takes_undated),
        "new_after": window.new_after,
        "every": int(every or filters.account is not None),
        "filter_account": None,
        **chosen.values,
    }
    accounts = filled(
        "covered_accounts",
        known=known_deals(),
        opened_on=local_day("d.opened_at", "d.opened_offset"),
        filters=chosen.who,
    )
    people = filled(
        "covered_people",
        touches=TOUCHES,
        speaks=_SPEAKS,
        held_on=local_day("coalesce(p.starts_at, p.set_at)", "coalesce(p.starts_offset, p.set_offset)"),
        filters=chosen.who,
        appointments=chosen.appointment,
    )
    return (
        tuple(
            AccountFact(
                id=number,
                name=name,
                target=bool(target),
                buying_group=buying_group or BUYING_GROUP,
                divisions=tuple(part.strip() for part in (divisions or "").split(";") if part.strip()),
                open_deals=open_deals,
                touched_on=touched_on,
            )
            for number, name, target, buying_group, divisions, open_deals, touched_on in connection.execute(
                accounts, bound
            )
        ),
        tuple(
            PersonFact(
                id=number,
                account_id=account_id,
                division=division,
                seniority=seniority,
                touched_on=touched_on,
                touched=bool(touched),
                conversed=bool(conversed),
                conversed_lately=bool(lately),
                met=bool(met),
            )
            for (
                number,
                account_id,
                division,
                seniority,
                touched_on,
                touched,
                conversed,
                lately,
                met,
            ) in connection.execute(people, bound)
        ),
    )
