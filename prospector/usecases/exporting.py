"""Export: every row of a noun, called so that another store understands the references between files."""

from __future__ import annotations

from collections.abc import Callable

from prospector.domain.spelling import did_you_mean, quoted
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import replace
from prospector.store.nouns import NOUNS
from prospector.store.records import Record, columns, stream
from prospector.store.references import exported_references
from prospector.store.store import Store
from prospector.usecases.which import Filters, asked

_ALSO = {"quotas": ("current",)}  # an import adds quotas up: those that were replaced would count twice


def export(
    store: Store,
    noun: str,
    filters: Filters,
    begin: Callable[[tuple[str, ...]], Callable[[Record], None]],
    *,
    currency: str,
) -> int:
    """Hand over every row of a noun, all of one state of the store, one by one: they need not be held at once.

    Args:
        store: the open store.
        noun: activities, contacts, accounts, deals, appointments, content or quotas.
        filters: which rows.
        begin: told the columns, `id` first, gives what takes each record. It must not wait for a reader: whoever
            writes to the store waits for the end.
        currency: the store's.

    Returns:
        How many rows there were.

    Raises:
        InvalidValueError: there is no such noun, or it cannot be chosen so.
    """
    if noun not in NOUNS:
        hint = did_you_mean(noun, tuple(NOUNS), f"there are {', '.join(NOUNS)}")
        raise UnknownNameError(f"there is no {quoted(noun)} to export", hint=hint)
    with store.reading() as connection:
        which = asked(connection, noun, replace(filters, also=_ALSO.get(noun, ())))
        if lacking := sorted(set(which.by) - set(NOUNS[noun].filters)):
            raise InvalidValueError(f"{noun} cannot be chosen by {', '.join(lacking)}")
        take = begin(columns(connection, noun))
        number = 0
        for record in stream(
            connection, noun, which, currency=currency, reference=exported_references(connection)
        ):
            take(record)
            number += 1
    return number
