"""Publishing the kinds other than activities, one row at a time: which goes where, and in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from prospector.domain.import_mode import ImportMode
from prospector.store.loading.accounts import place_account, renew_account
from prospector.store.loading.appointments import place_appointment, renew_appointment
from prospector.store.loading.contacts import place_contact
from prospector.store.loading.content import place_content, renew_content
from prospector.store.loading.deals import place_deal
from prospector.store.loading.known_contacts import renew_contact
from prospector.store.loading.known_deals import renew_deal
from prospector.store.loading.load import Load, Origin, Staged
from prospector.store.loading.names import Names
from prospector.store.loading.quotas import place_quota, renew_quota
from prospector.store.loading.shared_words import fullest_first
from prospector.store.loading.updating import Updating

# Rows are placed in an order of their own: who is surest to be known first, so that the file's order decides nothing.
_ORDER = {
    "contacts": "person_ref IS NOT NULL, referred_by IS NOT NULL, {fullest}, name, received_at, identity",
    "deals": "{fullest}, opened_at, closed_at, identity",
    "appointments": "activity_ref IS NULL, {fullest}, set_at, starts_at, identity",
}
_PLACES: Mapping[str, Callable[[Load, Names, Staged], str]] = {
    "contacts": place_contact,
    "accounts": place_account,
    "deals": place_deal,
    "appointments": place_appointment,
    "content": place_content,
    "quotas": place_quota,
}
_KNOWN_BY_WORDS = {"contacts", "accounts", "content"}
_RENEWS: Mapping[str, Callable[[Updating, Names, Staged, Origin | None], str | None]] = {
    "contacts": renew_contact,
    "accounts": renew_account,
    "deals": renew_deal,
    "appointments": renew_appointment,
    "content": renew_content,
    "quotas": renew_quota,
}


class Places:
    """Where the rows of one kind go."""

    def __init__(self, load: Load, kind: str) -> None:
        self._load = load
        self._kind = kind
        self._updating: Updating | None = None
        self.forget()

    def order(self, columns: Sequence[str]) -> str:
        """In which order rows are placed, as SQL."""
        return _ORDER.get(self._kind, "identity").format(fullest=fullest_first(columns))

    def forget(self) -> None:
        """Look names up again: some were taken back."""
        self._names = Names.of(self._load)

    def place(self, load: Load, row: Staged) -> str:
        """Store one row that is not known yet, and say `added`, `updated` or `unchanged`."""
        result = _PLACES[self._kind](load, self._names, row)
        if load.mode is ImportMode.UPSERT and self._kind in _KNOWN_BY_WORDS:
            # What it says of a contact counts before what later rows of the file say, as it will when it comes again.
            self.renew(load, row, load.known(bytes(row["identity"])))  # type: ignore[arg-type]  # bytes
        return result

    def renew(self, load: Load, row: Staged, known: Origin | None) -> str | None:
        """Give the row of the store that a row means the file's values; None if it means none.

        Args:
            load: the import.
            row: of the file.
            known: what its identity stands for.
        """
        if self._updating is None:
            self._updating = Updating(load)
        return _RENEWS[self._kind](self._updating, self._names, row, known)
