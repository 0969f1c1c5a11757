"""Search: rows that have a text in a name, an address, a note or a promise."""

from __future__ import annotations

from prospector.errors import InvalidValueError
from prospector.store.finding import Hit, find_text
from prospector.store.store import Store


def search(store: Store, text: str) -> tuple[Hit, ...]:
    """Find a text.

    Raises:
        InvalidValueError: there is nothing to look for.
    """
    if not text.strip():
        raise InvalidValueError("there is nothing to look for", hint="prospector search pricing")
    with store.reading() as connection:
        return tuple(find_text(connection, text))
