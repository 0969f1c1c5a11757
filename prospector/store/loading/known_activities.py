"""Activities that are known, over the rows of a file: told apart by statements, changed many at a time.

What comes as it was imported, and was not edited by hand since, is unchanged without being looked at. Of the others,
what their words stand for is worked out once for all rows that say the same; then each is laid over the stored row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from prospector.domain.import_mode import ImportMode
from prospector.domain.moment import SECONDS_A_DAY, week_of
from prospector.domain.vocabulary import Direction
from prospector.light import dataclass
from prospector.store.columns import COLUMNS
from prospector.store.loading.load import DELETED, NOT_KNOWN, Load, RefusedError
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.overlay import Overlay, canonical
from prospector.store.loading.staging import Staging
from prospector.store.loading.updating import Updating
from prospector.store.loading.words import content_key
from prospector.store.writing import Value, checksum

_BATCH = 1000
_STORED = COLUMNS["activity"]
_VALUES = _STORED[1:-1]
_PLACE = {name: place for place, name in enumerate(_VALUES)}
_OWN = (
    "line", "content_hash", "occurred_at", "occurred_at_offset", "deal_ref", "who", "what", "tags",
    "minutes", "talk_seconds", "count", "reach", "cost", "plan", "note",
)  # fmt: skip
_NUMBERS = (
    ("minutes", 8), ("talk_seconds", 9), ("count", 10), ("reach", 11), ("cost_minor", 12), ("plan", 13), ("note", 14),
)  # fmt: skip
_DELETED = "identity IN (SELECT identity FROM origin WHERE kind = 'activities')"
_KNOWN = "EXISTS (SELECT 1 FROM activity WHERE activity.identity = staged.identity)"
_FIRST = "SELECT count(*), min(line) FROM temp.staged WHERE "
_SAME = (
    "rowid IN (SELECT staged.rowid FROM temp.staged AS staged JOIN activity USING (identity) "
    "WHERE activity.content_hash = staged.content_hash AND activity.id NOT IN (SELECT id FROM temp.edited))"
)
_OVERLAID = (
    "SELECT staged.number, activity.id, {}, {} FROM temp.staged_row AS staged CROSS JOIN activity USING (identity) "
    "WHERE staged.number > ? ORDER BY staged.number LIMIT ?"
).format(
    ", ".join(f"activity.{name}" for name in _STORED[1:]), ", ".join(f'staged."{name}"' for name in _OWN)
)
# Talk time makes outcomes, and is no part of what a row is known by.
_JUDGED_ALIKE = (
    "SELECT count(DISTINCT coalesce(json_extract(options, '$.mapping.talk.conversation_seconds'), 0)) = 1 "
    "FROM import_run WHERE kind = 'activities' AND system = ? AND undone_at IS NULL"
)
_SILENCING = "do-not-contact"
_CONTENT = 4  # its place among the words of `what`
_Key = TypeVar("_Key")
_Meant = TypeVar("_Meant")
_Who = tuple[int | None, int | None, int | None]  # contact, lead, account


@dataclass(frozen=True, slots=True)
class Meanings:
    """How what rows say is understood, as for new ones.

    Attributes:
        who: contact, lead and account of the words for a person.
        deal: of a reference.
        silence: told a contact who asked not to be contacted.
    """

    who: Callable[[tuple[Any, ...]], _Who]
    deal: Callable[[str], int]
    silence: Callable[[int], None]


class KnownActivities:
    """The rows of a file that the store has."""

    def __init__(self, load: Load, names: Names, meanings: Meanings) -> None:
        self._load = load
        self._names = names
        self._means = meanings
        self._updating = Updating(load)
        self._deals: dict[Value, int | RefusedError] = {}
        self._whats: dict[int, dict[str, Value] | RefusedError] = {}
        self._whos: dict[tuple[int, _Who, bool], _Who | RefusedError] = {}
        self._silences: set[int] = set()
        self._words: dict[str, dict[int, tuple[Value, ...]]] = {}

    def run(self, staging: Staging) -> None:
        """Give stored rows the values of the file, and take all that are known out of what is staged.

        In mode `update`, those that are not known are taken out too.
        """
        connection, tally = self._load.connection, self._load.tally
        connection.execute("CREATE TEMP TABLE edited (id INTEGER PRIMARY KEY)")
        connection.executemany(
            "INSERT INTO temp.edited VALUES (?)",
            [(number,) for number in self._updating.by_hand.rows("activity")],
        )
        tally.unchanged += self._drop(staging, _DELETED, DELETED)
        if connection.execute(_JUDGED_ALIKE, (self._load.system,)).fetchone()[0]:
            tally.unchanged += staging.drop(_SAME)
        if self._load.mode is ImportMode.UPDATE:
            tally.skipped += self._drop(staging, f"NOT {_KNOWN}", NOT_KNOWN)
        self._words = {name: dict(staging.shared(name)) for name in ("who", "what")}
        last = 0
        while rows := connection.execute(_OVERLAID, (last, _BATCH)).fetchall():
            self._renew(rows)
            last = rows[-1][0]
        staging.drop(_KNOWN)
        connection.execute("DROP TABLE temp.edited")

    def _drop(self, staging: Staging, condition: str, remark: str) -> int:
        count, line = self._load.connection.execute(_FIRST + condition).fetchone()
        if count:
            self._load.tally.remark(remark, line, count)
        return staging.drop(condition)

    def _renew(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Lay some rows over those of the store."""
        changes: dict[tuple[str, ...], list[tuple[Value, ...]]] = {}
        journaled: list[tuple[str, int, str, str]] = []
        width = len(_VALUES) + 1
        for _, number, *values in rows:
            stored, row = values[:width], values[width:]
            line = row[0]
            overlay = self._load.overlay = Overlay()
            try:
                wanted = self._wanted(number, stored, row)
            except RefusedError as error:
                self._load.tally.problems.append((line, error.column, error.message))
                continue
            columns = self._differing(number, stored, wanted, overlay)
            if row[7]:
                self._updating.give_tags(self._names, "activity", number, line, row[7])
            if columns:
                if "outcome_id" in columns and row[6] in self._silences:
                    self._silence(wanted.get("contact_id", stored[_PLACE["contact_id"]]))
                overlay.note(*columns)
                told = self._change(number, stored, row[1], {name: wanted[name] for name in columns}, changes)
                journaled.append(("activity", number, *told))
            self._load.tally.settle(overlay, "updated" if overlay.changed else "unchanged", line)
        for columns, new in changes.items():
            self._load.connection.executemany(
                f"UPDATE activity SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?", new
            )
        if journaled:
            self._load.writing.begin(
                at=self._load.at[0],
                rep_id=self._load.rep_id,
                label=f"import {self._load.import_id}",
                sort="import",
            )
            self._load.writing.journal(journaled)

    def _differing(
        self, number: int, stored: Sequence[Value], wanted: Mapping[str, Value], overlay: Overlay
    ) -> tuple[str, ...]:
        """The columns that are to change; those that are the rep's own are kept, with those that belong to them."""
        columns = [name for name, value in wanted.items() if stored[_PLACE[name]] != value]
        if self._load.overwrite or not (mine := self._updating.by_hand.of("activity", number)):
            return tuple(columns)
        kept = {canonical(name) for name in mine}
        overlay.kept.update(canonical(name) for name in columns if canonical(name) in kept)
        return tuple(name for name in columns if canonical(name) not in kept)

    def _change(
        self,
        number: int,
        stored: Sequence[Value],
        content_hash: int,
        values: dict[str, Value],
        changes: dict[tuple[str, ...], list[tuple[Value, ...]]],
    ) -> tuple[str, str]:
        """Put a changed row with others of its kind; what is journaled of it, before and after."""
        if stored[_PLACE["content_hash"]] != content_hash:
            values["content_hash"] = content_hash
        row = list(stored[:-1])
        before: dict[str, Value] = {"id": number}
        for name, value in values.items():
            before[name] = row[_PLACE[name]]
            row[_PLACE[name]] = value
        before["checksum"] = stored[-1]
        values["checksum"] = checksum(row)
        changes.setdefault(tuple(values), []).append((*values.values(), number))
        return json.dumps(before, ensure_ascii=False), json.dumps(
            {"id": number, **values}, ensure_ascii=False
        )

    def _wanted(self, number: int, stored: Sequence[Value], row: Sequence[Any]) -> dict[str, Value]:
        """The values that a row of the file has for one of the store.

        Raises:
            RefusedError: what it refers to is not known, or is not one.
        """
        wanted: dict[str, Value] = {name: row[place] for name, place in _NUMBERS if row[place] is not None}
        _, _, seconds, offset, deal_ref, who, what, *_ = row
        if (content := self._words["what"][what][_CONTENT]) is not None:
            content_key(str(content))
        told, known = (seconds, offset), (stored[_PLACE["occurred_at"]], stored[_PLACE["utc_offset"]])
        if seconds is not None and told != known:
            day = (seconds + (offset or 0) * 60) // SECONDS_A_DAY
            wanted.update(occurred_at=seconds, utc_offset=offset, local_day=day, local_week=week_of(day))
        if deal_ref is not None:
            wanted["deal_id"] = _found(self._deals, deal_ref, lambda: self._means.deal(str(deal_ref)))
        contact_id, lead_id, account_id = self._met(number, stored, who)
        met = {"contact_id": contact_id, "lead_id": lead_id, "account_id": account_id}
        wanted.update((name, value) for name, value in met.items() if value is not None)
        understood = _found(self._whats, what, lambda: self._understand(what))
        return {**wanted, **understood}

    def _silence(self, contact_id: Value) -> None:
        if contact_id is not None:
            self._means.silence(int(contact_id))

    def _understand(self, what: int) -> dict[str, Value]:
        """What the words of rows stand for, as far as they say anything."""
        channel, kind, direction, outcome, content, rep, _judged = (
            None if word is None else str(word) for word in self._words["what"][what]
        )
        words = self._names.words
        wanted: dict[str, Value] = {} if channel is None else {"channel_id": words.channel(channel)}
        if kind is not None:
            wanted["kind_id"] = words.kind(kind)
        if direction is not None:
            wanted["direction"] = int(Direction.INBOUND if direction == "inbound" else Direction.OUTBOUND)
        if outcome is not None:
            wanted["outcome_id"] = words.outcome(outcome, 0, None)
        if content is not None:
            wanted["content_id"] = words.content(content)
        if rep is not None:
            wanted["rep_id"] = words.rep(rep)
        if outcome == _SILENCING:
            self._silences.add(what)
        return wanted

    def _met(self, number: int, stored: Sequence[Value], who: int) -> _Who:
        """Contact, lead and account of a row; the stored contact, as long as its words mean nobody else."""
        contact, lead, account = (
            _number(stored[_PLACE[name]]) for name in ("contact_id", "lead_id", "account_id")
        )
        is_kept = self._updating.is_kept("activity", number, "contact_id")
        key = (who, (contact, lead, account), is_kept)
        found: _Who = _found(self._whos, key, lambda: self._meet(who, contact, is_kept=is_kept))
        contact_id, lead_id, account_id = found
        if contact_id == contact:
            lead_id = lead_id if lead is not None or self._updating.came_often(contact) else None
            if account is None and account_id is not None and self._updating.is_of(contact, account_id):
                account_id = None
        return contact_id, lead_id, account_id

    def _meet(self, who: int, stored: int | None, *, is_kept: bool) -> _Who:
        words = self._words["who"][who]
        name, email, phone, profile_url, _, account, contact_ref, account_ref = (
            None if word is None else str(word) for word in words
        )
        named = Named(name, email, phone, profile_url, reference=contact_ref)
        account_id = None
        if account is not None or account_ref is not None:
            account_id = self._names.words.account(account, account_ref)
        if named.is_nobody:
            return None, None, account_id
        if is_kept:
            self._updating.keep_contact(self._names, named, stored)
            return stored, None, account_id
        if contact_ref is not None:
            contact_id, lead_id = self._names.people.referred(contact_ref)
            return contact_id, lead_id, account_id
        if stored is not None and self._updating.is_the_same(self._names, named, stored):
            return stored, None, account_id
        return self._means.who(words)


def _number(value: Value) -> int | None:
    return None if value is None else int(value)


def _found(known: dict[_Key, _Meant | RefusedError], key: _Key, find: Callable[[], _Meant]) -> _Meant:
    """What was worked out for a key before, else now; a refusal is worked out once too.

    Raises:
        RefusedError: what stands there cannot be meant.
    """
    if key not in known:
        try:
            known[key] = find()
        except RefusedError as error:
            known[key] = error
    found = known[key]
    if isinstance(found, RefusedError):
        raise found
    return found
