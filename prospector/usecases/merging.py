"""Merging contacts: two who turn out to be one person."""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.merging_people import merge
from prospector.store.people import Person
from prospector.store.people import person as person_of
from prospector.store.records import Record, record
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.usecases.who import find_who

_COMPARED = ("title", "seniority", "division", "account", "referred_by")
_TABLES = {
    "activity": ("activity", "activities"),
    "deal": ("deal", "deals"),
    "appointment": ("appointment", "appointments"),
    "lead": ("lead", "leads"),
    "contact": ("introduction", "introductions"),
    "address": ("address or name", "addresses and names"),
}


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of two contacts.

    Attributes:
        gone: the one that is the other now.
        kept: the other.
        record: of the kept one, as it is now.
        moved: how many rows of each table are the kept one's now.
        stayed: columns in which the two disagreed: name, the kept one's value, the other's.
    """

    gone: Person
    kept: Person
    record: Record
    moved: dict[str, int]
    stayed: tuple[tuple[str, str, str], ...]

    @property
    def counts(self) -> str:
        """What moved, in words: `4 activities, 1 deal`."""
        return ", ".join(
            f"{count:,} {_TABLES.get(table, (table, table))[count != 1]}"
            for table, count in sorted(
                self.moved.items(), key=lambda each: [*_TABLES, each[0]].index(each[0])
            )
        )


def find_contact(store: Store, who: str) -> Person:
    """Find the one contact that is meant.

    Raises:
        InvalidValueError: WHO is not one contact.
    """
    with store.reading() as connection:
        return find_who(connection, who)


def merge_contacts(store: Store, who: str, into: str, *, now: Moment, currency: str, rep: str) -> Merged:
    """Merge a contact into another.

    Args:
        store: open for writing.
        who: whose activities, deals and addresses become the other's.
        into: who is kept; where the two disagree, these values stay.
        now: the time of the command.
        currency: the store's.
        rep: who merges.

    Raises:
        InvalidValueError: one is not one contact, or both are the same.
    """
    with store.writing() as writing:
        connection = writing.connection
        gone, kept = find_who(connection, who), find_who(connection, into)
        if gone.id == kept.id:
            raise InvalidValueError(
                f"{gone} cannot be merged with themselves; nothing was written",
                hint=f"both mean id:{gone.id}; prospector contact list shows the numbers of others",
            )
        before = [record(connection, "contacts", each.id, currency=currency) for each in (kept, gone)]
        moved = merge(writing, gone.id, kept.id)
        kept_now = person_of(connection, kept.id)
        after = record(connection, "contacts", kept.id, currency=currency)
        writing.record(
            at=now.seconds, rep_id=rep_id(connection, rep), label=f"merge of {gone} into {kept_now}"
        )
    stayed = tuple(
        (name, str(before[0][name]), str(before[1][name]))
        for name in _COMPARED
        if before[0][name] and before[1][name] and before[0][name] != before[1][name]
    )
    return Merged(gone, kept_now, after, moved, stayed)
