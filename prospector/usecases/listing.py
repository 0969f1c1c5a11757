"""Lists: the rows of a noun that answer to filters, and how many more there are."""

from __future__ import annotations

from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.nouns import NOUNS
from prospector.store.records import Record, columns, count, records
from prospector.store.store import Store
from prospector.usecases.which import Filters, asked


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows of a noun.

    Attributes:
        noun: as in `prospector.store.records`.
        columns: the canonical ones, `id` first.
        total: how many there are beyond a limit too.
    """

    noun: str
    columns: tuple[str, ...]
    rows: tuple[Record, ...]
    total: int


def list_rows(store: Store, noun: str, filters: Filters, *, currency: str) -> Listed:
    """Fetch the rows that answer to filters.

    Args:
        store: the open store.
        noun: activities, contacts, accounts, deals, appointments, content or quotas.
        filters: which rows.
        currency: the store's.

    Raises:
        InvalidValueError: a name in the filters is not known or not one, or the noun has no such filter.
    """
    with store.reading() as connection:
        which = asked(connection, noun, filters)
        if lacking := sorted(set(which.by) - set(NOUNS[noun].filters)):
            raise InvalidValueError(f"{noun} cannot be chosen by {', '.join(lacking)}")
        rows = records(connection, noun, which, currency=currency)
        total = (
            len(rows) if which.limit is None or len(rows) < which.limit else count(connection, noun, which)
        )
        return Listed(noun, columns(connection, noun), tuple(rows), total)
