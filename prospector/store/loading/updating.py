"""Giving stored rows the values of a file: what differs and is not the rep's own is changed, in one journaled step a row.

A blank cell says nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from prospector.domain.spelling import fold
from prospector.store.by_hand import TAGS, ByHand
from prospector.store.loading.load import DELETED, Load, Staged
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import meant
from prospector.store.people import phone_key, profile_key
from prospector.store.writing import Value

OTHER_ROW = "{}: rows of the file differ about the same one; the other counts"
Fields = Mapping[str, Mapping[str, Value]]


class Updating:
    """The rows of one import over those of the store."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self.by_hand = ByHand(load.connection)
        self._said: dict[tuple[str, int, str], object] = {}

    def is_kept(self, table: str, row_id: int, *columns: str) -> bool:
        """Whether one of these columns is the rep's own, and stays."""
        return not self.load.overwrite and not self.by_hand.of(table, row_id).isdisjoint(columns)

    def give(self, table: str, row_id: int, line: int, fields: Fields) -> set[str]:
        """Give a row what a file says.

        Args:
            table: the row's.
            row_id: its number.
            line: of the file.
            fields: for each canonical column the columns of the store; one whose first value is None is not said.

        Returns:
            The canonical columns that are different now.
        """
        stored = self.load.writing.row(table, row_id)
        changes: dict[str, Value] = {}
        changed: set[str] = set()
        for field, values in fields.items():
            if next(iter(values.values())) is None or not self._is_first(table, row_id, line, field, values):
                continue
            if all(stored[name] == value for name, value in values.items()):
                continue
            if self.is_kept(table, row_id, *values):
                self.load.overlay.kept.add(field)
                continue
            changes.update(values)
            changed.add(field)
        if changes:
            self.load.writing.update(table, row_id, **changes)
        self.load.overlay.changed |= changed
        return changed

    def _is_first(self, table: str, row_id: int, line: int, field: str, value: object) -> bool:
        """Whether no other row of the file told this of the same row: else the second import would undo the first."""
        said = self._said.setdefault((table, row_id, field), value)
        if said is value:
            return True
        if said != value:
            self.load.tally.remark(OTHER_ROW.format(field), line)
        return False

    def give_tags(self, names: Names, noun: str, row_id: int, line: int, tags: str | None) -> None:
        """Give a row the tags of a file in place of those that it has; a contact gets them beside its own."""
        wanted = set(filter(None, (tags or "").split(";")))
        if not wanted or not self._is_first(noun, row_id, line, TAGS, wanted):
            return
        writing = self.load.writing
        present = dict(
            writing.connection.execute(
                "SELECT tag.name, tagging.id FROM tagging JOIN tag ON tag.id = tag_id WHERE noun = ? AND row_id = ?",
                (noun, row_id),
            ).fetchall()
        )
        if (
            noun == "contact"
        ):  # whom several rows may tell of: what one says does not take away what another said
            wanted |= present.keys()
        if present.keys() == wanted:
            return
        if self.is_kept(noun, row_id, TAGS):
            self.load.overlay.kept.add(TAGS)
            return
        for name in sorted(present.keys() - wanted):
            writing.delete("tagging", present[name])
        names.words.add_tags(row_id, noun, tags)
        self.load.overlay.changed.add(TAGS)

    def result(self, kind: str, row_id: int, row: Staged, *, is_known: bool) -> str:
        """Remember what a row said, and say what became of it.

        Args:
            kind: what remembers it: a kind of import, or person.
            row_id: what the row means.
            row: of the file.
            is_known: whether it was known by its id, and not by what it says.
        """
        load = self.load
        if not is_known:
            load.remember(kind, row_id, row)
        elif load.overlay.changed:
            load.remember_anew(row)
        return "updated" if load.overlay.changed else "unchanged"

    def is_gone(self, table: str, row_id: int, line: int) -> bool:
        """Whether the row that is meant was deleted; it stays so, and is remarked."""
        if self.load.connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row_id,)).fetchone():
            return False
        self.load.tally.remark(DELETED, line)
        return True

    def who(self, names: Names, named: Named, stored: int | None) -> tuple[int | None, int | None]:
        """The contact that a row over a stored one means, and the lead if it refers to one.

        The one who is stored, as long as the row does not name somebody else: their name may have been put right since.

        Raises:
            RefusedError: the reference is not known, or a name may be several people's.
        """
        if named.is_nobody or named.reference is not None:
            return meant(names.people, named)
        if stored is not None and self.is_the_same(names, named, stored):
            return stored, None
        return meant(names.people, named)

    def keep_contact(self, names: Names, named: Named, stored: int | None) -> None:
        """Note that the rep's own contact of a row stays, if the file has another; nobody is made for it."""
        if named.is_nobody:
            return
        if named.reference is not None:
            is_same = names.people.referred(named.reference)[0] == stored
        else:
            is_same = stored is not None and self.is_the_same(names, named, stored)
        if not is_same:
            self.load.overlay.kept.add("contact")

    def came_often(self, contact_id: int | None) -> bool:
        """Whether a contact has several leads, of which one has to be named."""
        found = self.load.connection.execute("SELECT count(*) FROM lead WHERE contact_id = ?", (contact_id,))
        return bool(found.fetchone()[0] > 1)

    def is_of(self, contact_id: int | None, account_id: int) -> bool:
        """Whether an account is the contact's own, which a row need not name."""
        found = self.load.connection.execute(
            "SELECT account_id FROM contact WHERE id = ?", (contact_id,)
        ).fetchone()
        return found is not None and bool(found[0] == account_id)

    def is_the_same(self, names: Names, named: Named, contact_id: int) -> bool:
        """Whether a row's words are a contact's own, or were before the rep put them right."""
        known = names.people.at_an_address(named)
        if known is not None:
            return known.id == contact_id
        row = self.load.writing.row("contact", contact_id)
        keys = [named.email]
        keys += [phone_key(named.phone)] if named.phone else []
        keys += [profile_key(named.profile_url)] if named.profile_url else []
        if any(key and self.by_hand.was_called(contact_id, key) for key in keys):
            return True
        if named.name is None or (named.email and row["email"] is not None):
            return False
        key = fold(named.name)
        return key == row["name_key"] or self.by_hand.was_called(contact_id, key)
