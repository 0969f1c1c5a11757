"""What a row says of a person, and what matching needs to know of a contact."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from prospector.store.addresses import Further
from prospector.store.people import phone_key

BETWEEN = "; "  # of several addresses in one cell, as they are staged


@dataclass(frozen=True, slots=True)
class Named:
    """What a row says about a person.

    Attributes:
        reference: external id of their row in a file of the same system.
        fallback: what stands for the name where there is none.
        other_names: further names between semicolons.
        further: what the cells of addresses have beside the first, and the other names.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    profile_url: str | None = None
    account_id: int | None = None
    reference: str | None = None
    fallback: str | None = None
    other_names: str | None = None
    further: tuple[Further, ...] = ()

    def __post_init__(self) -> None:
        """Part the cells that have several addresses."""
        for sort, column in (("email", "email"), ("phone", "phone"), ("profile", "profile_url")):
            cell = getattr(self, column)
            if cell is not None and BETWEEN in cell:
                first, *others = cell.split(BETWEEN)
                object.__setattr__(self, column, first)
                self._add(sort, others)
        if self.other_names:
            self._add("name", self.other_names.split(";"))

    def _add(self, sort: str, values: Collection[str]) -> None:
        object.__setattr__(self, "further", (*self.further, *(Further(sort, value) for value in values)))

    @property
    def is_nobody(self) -> bool:
        """Whether nobody is named: text that is no number, in a phone's place, names nobody."""
        phone = self.phone and phone_key(self.phone)
        return not (self.name or self.email or phone or self.profile_url or self.reference)

    def all(self, sort: str, first: str | None) -> list[str]:
        """All addresses of a sort, the first of them given."""
        others = (each.value for each in self.further if each.sort == sort)
        return [*(() if first is None else (first,)), *others]


@dataclass(slots=True, eq=False)
class Known:
    """A contact as far as matching needs to know it."""

    id: int
    account_id: int | None
    has_email: bool
    has_phone: bool = True
    has_profile: bool = True

    def lacks(self, named: Named) -> bool:
        """Whether a row says what is not known of the contact yet."""
        return bool(
            named.further
            or (named.email and not self.has_email)
            or (named.account_id and self.account_id is None)
            or (named.phone and not self.has_phone)
            or (named.profile_url and not self.has_profile)
        )
