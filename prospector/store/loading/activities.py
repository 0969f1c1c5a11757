"""Publishing activities: the kind of which there are a million.

Rows that are known already are put aside by one statement; then nothing but the repeats within the file can collide,
and they wait until all others are in. So the rest needs no index to be checked against: into an empty table all of
them, the unique one too, are built at the end. What the same words mean is worked out once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from prospector.domain.moment import SECONDS_A_DAY, week_of
from prospector.domain.vocabulary import Direction
from prospector.store.loading.load import Load, RefusedError
from prospector.store.loading.people import Named, People, meant
from prospector.store.loading.staging import REPEATED, Staging
from prospector.store.loading.words import Words
from prospector.store.writing import Value, checksum, insert_all

_BATCH = 500
_OWN = ("identity", "content_hash", "external_id", "occurred_at", "occurred_at_offset")
_WHO = ("contact", "email", "phone", "profile_url", "title", "account", "contact_ref", "account_ref")
_WHAT = ("channel", "kind", "direction", "outcome", "deal_ref", "content", "rep")
_REST = ("count", "minutes", "talk_seconds", "reach", "cost", "plan", "note", "tags", "line")
_COLUMNS = (*_OWN, *_WHO, *_WHAT, *_REST)
_OF_OWN = slice(0, len(_OWN))
_OF_WHO = slice(_OF_OWN.stop, _OF_OWN.stop + len(_WHO))
_OF_WHAT = slice(_OF_WHO.stop, _OF_WHO.stop + len(_WHAT))
_OF_REST = slice(_OF_WHAT.stop, None)
_REMEMBERED = 100_000

_DELETED = "identity IN (SELECT identity FROM origin WHERE kind = 'activities')"
_STORED = "EXISTS (SELECT 1 FROM activity WHERE activity.identity = staged.identity)"
_OTHER_CONTENT = (
    "SELECT count(*), min(staged.line) FROM temp.staged AS staged JOIN activity USING (identity) "
    "WHERE activity.content_hash <> staged.content_hash"
)

_Who = tuple[int | None, int | None, int | None]  # contact, lead, account
_What = tuple[int, int | None, int, int | None, int | None, int | None, int, bool]


def publish_activities(load: Load, staging: Staging) -> None:
    """Store every staged activity that is not known yet."""
    Publishing(load).run(staging)


class Publishing:
    """Activities on their way into the store."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._words = Words(load)
        self._people = People(load)
        self._who: dict[tuple[Value, ...], _Who | RefusedError] = {}
        self._what: dict[tuple[Value, ...], _What | RefusedError] = {}
        self._tagged: list[tuple[bytes, str]] = []
        self._silent: set[int] = set()

    def run(self, staging: Staging) -> None:
        """Publish the rows."""
        connection, tally = self._load.connection, self._load.tally
        tally.unchanged += staging.drop(_DELETED)
        others = [connection.execute(_OTHER_CONTENT).fetchone()]
        tally.unchanged += staging.drop(_STORED)
        staging.note_repeats()
        with _indices_at_the_end(connection):
            self._insert(staging.rows(_COLUMNS, repeated=False))
        self._insert(staging.rows(_COLUMNS, repeated=True), "ON CONFLICT(identity) DO NOTHING")
        others.append(connection.execute(f"{_OTHER_CONTENT} AND {REPEATED}").fetchone())
        count = sum(count for count, _ in others)
        if count:
            line = min(line for _, line in others if line is not None)
            tally.remarks["a known id with other content; the stored row was kept"] = (count, line)
        for identity, tags in self._tagged:
            number = connection.execute(
                "SELECT id, import_id FROM activity WHERE identity = ?", (identity,)
            ).fetchone()
            if number[1] == self._load.import_id:
                self._words.tag(number[0], "activity", tags)
        for contact_id in sorted(self._silent):
            self._load.writing.update("contact", contact_id, do_not_contact=1)

    def _insert(self, staged: Iterator[tuple[Value, ...]], conflicts: str = "") -> None:
        tally = self._load.tally
        while batch := list(islice(staged, _BATCH)):
            rows = self._rows(batch)
            added = insert_all(self._load.connection, "activity", rows, conflicts)
            tally.added += added
            tally.unchanged += len(rows) - added

    def _rows(self, batch: Sequence[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
        rows: list[tuple[Value, ...]] = []
        for staged in batch:
            try:
                rows.append(self._row(staged))
            except RefusedError as error:
                line = staged[-1]
                self._load.tally.problems.append((int(line or 0), error.column, error.message))
        return rows

    def _row(self, staged: tuple[Any, ...]) -> tuple[Value, ...]:
        """The row of the table, its checksum last."""
        identity, content_hash, external_id, seconds, offset = staged[_OF_OWN]
        who = self._who.get(staged[_OF_WHO]) or self._meet(staged[_OF_WHO])
        what = self._what.get(staged[_OF_WHAT]) or self._understand(staged[_OF_WHAT])
        if isinstance(who, RefusedError):
            raise who
        if isinstance(what, RefusedError):
            raise what
        contact_id, lead_id, account_id = who
        channel_id, kind_id, direction, outcome_id, deal_id, content_id, rep_id, silences = what
        count, minutes, talk, reach, cost, plan, note, tags, _ = staged[_OF_REST]
        if outcome_id is None:
            outcome_id = self._words.outcome(None, channel_id, minutes)
        if silences and contact_id is not None:
            self._silent.add(contact_id)
        if tags:
            self._tagged.append((identity, tags))
        day = (seconds + (offset or 0) * 60) // SECONDS_A_DAY
        values = (
            identity, content_hash, external_id, seconds, offset, day, week_of(day), channel_id, kind_id, direction,
            outcome_id, contact_id, account_id, lead_id, deal_id, content_id, rep_id,
            1 if count is None else count, minutes, talk, reach, cost, plan, note, self._load.import_id,
        )  # fmt: skip
        return (None, *values, checksum(values))

    def _meet(self, key: tuple[str | None, ...]) -> _Who | RefusedError:
        """Contact, lead and account of a row; the same words mean the same people throughout a file."""
        try:
            who: _Who | RefusedError = self._people_of(key)
        except RefusedError as error:
            who = error
        if len(self._who) >= _REMEMBERED:
            self._who.clear()
        self._who[key] = who
        return who

    def _people_of(self, key: tuple[str | None, ...]) -> _Who:
        name, email, phone, profile_url, title, account, contact_ref, account_ref = key
        account_id = self._words.account(account, account_ref)
        named = Named(name, email, phone, profile_url, account_id, reference=contact_ref)
        contact_id, lead_id = meant(self._people, named)
        if title and contact_id is not None and lead_id is None:
            stored = self._load.writing.row("contact", contact_id)
            if stored["title"] is None:
                self._load.writing.update("contact", contact_id, title=title)
        if account_id is None and contact_id is not None:
            account_id = self._load.connection.execute(
                "SELECT account_id FROM contact WHERE id = ?", (contact_id,)
            ).fetchone()[0]
        return contact_id, lead_id, account_id

    def _understand(self, key: tuple[str | None, ...]) -> _What | RefusedError:
        """The rows that a row's words stand for; no outcome where the channel's default is to be taken."""
        channel, kind, direction, outcome, deal_ref, content, rep = key
        words = self._words
        try:
            deal_id = None if deal_ref is None else self._load.referred("deals", deal_ref, "deal_ref")[1]
            channel_id = words.channel(str(channel))
            what: _What | RefusedError = (
                channel_id,
                words.kind(kind),
                int(Direction.INBOUND if direction == "inbound" else Direction.OUTBOUND),
                None if outcome is None else words.outcome(outcome, channel_id, None),
                deal_id,
                words.content(content),
                words.rep(rep),
                outcome == "do-not-contact",
            )
        except RefusedError as error:
            what = error
        if len(self._what) >= _REMEMBERED:
            self._what.clear()
        self._what[key] = what
        return what


@contextmanager
def _indices_at_the_end(connection: sqlite3.Connection) -> Iterator[None]:
    """Build the indices of an empty table when it is full: sorting once is cheaper than keeping order."""
    found: list[tuple[str, str]] = []
    if connection.execute("SELECT 1 FROM activity LIMIT 1").fetchone() is None:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'activity' "
            "AND sql IS NOT NULL"
        ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, statement in found:
        connection.execute(statement)
