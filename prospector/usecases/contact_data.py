"""All that is held of a person, to be handed to them."""

from __future__ import annotations

from prospector.store.forgetting.held import Held, held_of
from prospector.store.people import Person
from prospector.store.store import Store
from prospector.usecases.who import find_who


def contact_data(store: Store, who: str, *, currency: str) -> tuple[Person, Held]:
    """Read all that is held of a person.

    Raises:
        InvalidValueError: WHO is not one contact.
    """
    with store.reading() as connection:
        person = find_who(connection, who)
        return person, held_of(connection, person.id, currency=currency)
