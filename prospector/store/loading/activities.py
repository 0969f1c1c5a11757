"""Publishing activities: the kind of which there are a million.

Rows go in by the driver's `executemany`, a few hundred at a time, after those that are known already were left out. Into an empty table the other indices are built at the end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from prospector.domain.moment import SECONDS_A_DAY, week_of
from prospector.domain.vocabulary import Direction
from prospector.store.loading.load import OTHER_CONTENT, Load, RefusedError
from prospector.store.loading.people import Named, People, meant
from prospector.store.loading.staging import Staging
from prospector.store.loading.words import Words
from prospector.store.writing import Value, checksum, insert_statement

_BATCH = 500
_COLUMNS = [
    "line",
    "identity",
    "content_hash",
    "external_id",
    "occurred_at",
    "occurred_at_offset",
    "channel",
    "kind",
    "direction",
    "outcome",
    "contact",
    "email",
    "phone",
    "profile_url",
    "title",
    "account",
    "contact_ref",
    "account_ref",
    "deal_ref",
    "content",
    "minutes",
    "talk_seconds",
    "count",
    "reach",
    "cost",
    "plan",
    "rep",
    "note",
]
_WHO = ("contact", "email", "phone", "profile_url", "title", "account", "contact_ref", "account_ref")
_TAGGED = (
    "SELECT activity.id, staged.tags FROM temp.staged AS staged JOIN activity USING (identity) "
    "WHERE staged.tags IS NOT NULL AND activity.import_id = ? ORDER BY activity.id"
)
_INSERT = insert_statement("activity")
_DELETED = "identity IN (SELECT identity FROM origin WHERE kind = 'activities')"
_STORED = "identity IN (SELECT identity FROM activity)"
_OTHER_CONTENT = (
    "SELECT count(*), min(staged.line) FROM temp.staged AS staged JOIN activity USING (identity) "
    "WHERE activity.content_hash <> staged.content_hash"
)


def publish_activities(load: Load, staging: Staging) -> None:
    """Store every staged activity that is not known yet."""
    Publishing(load).run(staging)


class Publishing:
    """Activities on their way into the store."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._words = Words(load)
        self._people = People(load)
        self._met: dict[tuple[Value, ...], tuple[int | None, int | None, int | None] | RefusedError] = {}
        self._deals: dict[str, int] = {}
        self._silent: set[int] = set()

    def run(self, staging: Staging) -> None:
        """Publish the rows: what is known already is left out, names are settled, and then all go in."""
        connection, tally = self._load.connection, self._load.tally
        count, line = connection.execute(_OTHER_CONTENT).fetchone()
        if count:
            tally.remark(OTHER_CONTENT, line, count)
        for known in (_DELETED, _STORED):
            tally.unchanged += connection.execute(f"DELETE FROM temp.staged WHERE {known}").rowcount
        self._settle(staging, "deal_ref", self._deal)
        self._settle(staging, "content", self._words.content)
        self._settle(staging, "rep", self._words.rep)
        for key in list(staging.distinct(*_WHO)):
            with suppress(RefusedError):  # the row itself will be refused, with its line
                self._who(key)
        with _indices_at_the_end(connection):
            self._insert_all(staging)
        for number, tags in connection.execute(_TAGGED, (self._load.import_id,)).fetchall():
            self._words.tag(number, "activity", tags)
        for contact_id in sorted(self._silent):
            self._load.writing.update("contact", contact_id, do_not_contact=1)

    def _settle(self, staging: Staging, column: str, find: Callable[[str], object]) -> None:
        """Find or make what a column names; rows whose name is refused are taken out before they leave a trace."""
        refused: dict[str, RefusedError] = {}
        for (value,) in staging.distinct(column):
            if value is not None:
                try:
                    find(str(value))
                except RefusedError as error:
                    refused[str(value)] = error
        for line, value in staging.take_out(column, refused) if refused else ():
            self._load.tally.problems.append((line, refused[value].column, refused[value].message))

    def _deal(self, reference: str) -> None:
        self._deals[reference] = self._load.referred("deals", reference, "deal_ref")[1]

    def _insert_all(self, staging: Staging) -> None:
        batch: list[tuple[Value, ...]] = []
        for rows in list_in_batches(staging.rows(_COLUMNS), _BATCH):
            for staged in rows:
                try:
                    batch.append(self._row(staged))
                except RefusedError as error:
                    self._load.tally.problems.append((int(staged[0] or 0), error.column, error.message))
            self._load.connection.executemany(_INSERT, batch)
            self._load.tally.added += len(batch)
            batch.clear()

    def _row(self, staged: tuple[Value, ...]) -> tuple[Value, ...]:
        (
            _, identity, content_hash, external_id, seconds, offset, channel, kind, direction, outcome, name, email,
            phone, profile, title, account, contact_ref, account_ref, deal_ref, content, minutes, talk, count, reach,
            cost, plan, rep, note,
        ) = staged  # fmt: skip
        words = self._words
        contact_id, lead_id, account_id = self._who(
            (name, email, phone, profile, title, account, contact_ref, account_ref)
        )
        deal_id = None if deal_ref is None else self._deals[str(deal_ref)]
        channel_id = words.channel(str(channel))
        outcome_id = words.outcome(outcome and str(outcome), channel_id, minutes)  # type: ignore[arg-type]  # staged as int
        day = (int(seconds or 0) + int(offset or 0) * 60) // SECONDS_A_DAY
        if outcome == "do-not-contact" and contact_id is not None:
            self._silent.add(contact_id)
        values: tuple[Value, ...] = (
            identity, content_hash, external_id, seconds, offset, day, week_of(day), channel_id,
            words.kind(kind and str(kind)),  # type: ignore[arg-type]  # staged as text
            int(Direction.INBOUND if direction == "inbound" else Direction.OUTBOUND), outcome_id, contact_id, account_id,
            lead_id, deal_id, words.content(content and str(content)),  # type: ignore[arg-type]  # staged as text
            words.rep(rep and str(rep)),  # type: ignore[arg-type]  # staged as text
            1 if count is None else count, minutes, talk, reach, cost, plan, note, self._load.import_id,
        )  # fmt: skip
        return (None, *values, checksum(values))

    def _who(self, key: tuple[Value, ...]) -> tuple[int | None, int | None, int | None]:
        """Contact, lead and account of a row; the same words mean the same people throughout a file."""
        met = self._met.get(key)
        if met is None:
            try:
                with self._load.whole_row():
                    met = self._meet([None if value is None else str(value) for value in key])
            except RefusedError as error:
                met = error
                if error.left_traces:
                    self._words, self._people = Words(self._load), People(self._load)
            if len(self._met) >= 100_000:
                self._met.clear()
            self._met[key] = met
        if isinstance(met, RefusedError):
            raise met
        return met

    def _meet(self, key: Sequence[str | None]) -> tuple[int | None, int | None, int | None]:
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


def list_in_batches(rows: Iterator[tuple[Value, ...]], size: int) -> Iterator[list[tuple[Value, ...]]]:
    """Rows some at a time."""
    batch: list[tuple[Value, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


@contextmanager
def _indices_at_the_end(connection: sqlite3.Connection) -> Iterator[None]:
    """Build the indices of an empty table when it is full: sorting once is cheaper than keeping order."""
    found: list[tuple[str, str]] = []
    if connection.execute("SELECT 1 FROM activity LIMIT 1").fetchone() is None:
        found = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'activity' "
            "AND sql IS NOT NULL AND name <> 'ux_activity_identity'"
        ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, statement in found:
        connection.execute(statement)
