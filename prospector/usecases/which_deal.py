"""Which deal is meant: one, or nobody guesses."""

from __future__ import annotations

import sqlite3

from prospector.domain.spelling import quoted
from prospector.domain.vocabulary import DealStatus
from prospector.errors import AmbiguousNameError, UnknownNameError
from prospector.store.deals import StoredDeal, find_deals, near_deals


def one_deal(connection: sqlite3.Connection, name: str, *, is_open: bool | None) -> StoredDeal:
    """The one deal that NAME means.

    Args:
        connection: inside a transaction.
        name: `id:N`, the name, or the beginning of any part of it.
        is_open: of several, take the only open (or the only ended) one; None not to choose.

    Raises:
        UnknownNameError: there is none.
        AmbiguousNameError: there are several; they are listed.
    """
    found = find_deals(connection, name)
    if len(found) > 1 and is_open is not None:
        fitting = tuple(each for each in found if (each.deal.status == DealStatus.OPEN) == is_open)
        found = fitting or found
    if len(found) == 1:
        return found[0]
    if not found:
        near = near_deals(connection, name)
        otherwise = "prospector deal list --status all shows them"
        if name.isdecimal():
            otherwise = f"a number is typed as id:{name}"
        hint = f"did you mean {' or '.join(near)}?" if near else otherwise
        raise UnknownNameError(f"there is no deal {quoted(name)}", hint=hint)
    lines = [f"id:{each.id:<6} {each} · {each.deal.stage or each.deal.status}" for each in found[:9]]
    if len(found) > 9:
        lines.append(f"and {len(found) - 9} more; type more of the name")
    raise AmbiguousNameError(
        f"{quoted(name)} may be {len(found)} deals; nothing was written",
        hint="\n".join([*lines, "say which with id:N, or more of the name"]),
        choices=tuple((f"id:{each.id}", str(each)) for each in found),
    )
