"""Publishing activities: the kind of which there are a million.

What is known already is put aside by one statement. Then names are settled: who and what is meant is worked out once
for all rows that say the same, in an order that is not the file's, and rows that are refused go before anything is
made for them. So the rest is put together and goes in by one statement, and nothing of it can collide: into an empty
table all indices are built at the end. Many rows are put together before the store is locked, out of a rehearsal of
what their words stand for; what others write meanwhile hardly ever changes that, and where it does, it is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from prospector.domain.import_mode import ImportMode
from prospector.domain.vocabulary import Direction
from prospector.store.loading.across import Across
from prospector.store.loading.composing import Ready, Settled
from prospector.store.loading.known_activities import KnownActivities, Meanings
from prospector.store.loading.load import Load, RefusedError, fill_blanks
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import People, check
from prospector.store.loading.putting_aside import Known
from prospector.store.loading.referring import check_all_but, check_referred
from prospector.store.loading.staging import Staging
from prospector.store.loading.talk import JUDGED, remember_judged
from prospector.store.loading.words import Words, content_key
from prospector.store.writing import Value

_NEW_ACCOUNT = 0  # the number of none; it is made when it is certain that the row is taken
# Columns that are staged once for all rows that say the same in them.
SHARED: Mapping[str, Sequence[str]] = {
    "who": ("contact", "email", "phone", "profile_url", "title", "account", "contact_ref", "account_ref"),
    "what": ("channel", "kind", "direction", "outcome", "content", "rep", JUDGED),
}
_SILENCES = 7  # where `Settled.what` says so
_CONTENT = SHARED["what"].index("content")
_TAGGED = (
    "SELECT activity.id, staged.tags FROM temp.staged_row AS staged JOIN activity USING (identity) "
    "WHERE staged.tags IS NOT NULL ORDER BY activity.id"
)

_Key = TypeVar("_Key", bound=Value)
_Said = TypeVar("_Said")
_Found = TypeVar("_Found")
# As in `Settled`.
_Who = tuple[int | None, int | None, int | None]
_What = tuple[int, int | None, int, int, int, int | None, int, bool, bool]


def publish_activities(load: Load, staging: Staging, known: Known, ready: Ready | None = None) -> None:
    """Store every staged activity that is not known yet.

    Args:
        load: the import.
        staging: the rows.
        known: those of them that were, when it was looked.
        ready: the others as they were put together before, if they were.
    """
    Publishing(load).run(staging, known, ready)


class Publishing:
    """Activities on their way into the store."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._words = Words(load)
        self._people = People(load)
        self._silent: set[int] = set()

    def run(self, staging: Staging, known: Known, ready: Ready | None) -> None:
        """Publish the rows: what is known already is left out, names are settled, and then all go in."""
        connection = self._load.connection
        if self._load.mode is not ImportMode.ADD:
            means = Meanings(self._meet, self._deal, self._silent.add)
            KnownActivities(self._load, Names(self._words, self._people), means).run(staging)
        across = None
        if self._load.across is not None:
            across = Across(self._load, self._words, self._load.across)
            across.note_known()
        known.note()
        settled = self.settle(staging, known)
        if across is not None:
            self._silent |= across.merge(staging, settled)
        what = settled.what
        silencing = [number for number, words in what.items() if words[_SILENCES]]
        met = (settled.who[number][0] for number in staging.together("what", silencing, "who"))
        self._silent.update(contact_id for contact_id in met if contact_id is not None)
        self._put_in(staging, settled, known, ready)
        remember_judged(self._load, [number for number, words in what.items() if words[-1]])
        if "tags" not in staging.absent:
            for number, tags in connection.execute(_TAGGED).fetchall():
                self._words.tag(number, "activity", tags)
        for contact_id in sorted(self._silent):
            self._load.writing.update("contact", contact_id, do_not_contact=1)
        check_all_but(connection, "activity")

    def settle(self, staging: Staging, known: Known) -> Settled:
        """Put aside the rows that are known, find or make what the words of the others stand for, and refuse rows."""
        known.put_aside(self._load)
        references = [(reference, str(reference)) for reference in staging.distinct("deal_ref")]
        deals = {None: None, **self._settle(staging, "deal_ref", references, self._deal)}
        self._settle(staging, "what", staging.shared("what"), _check)
        with self._load.gathering("account", "contact", "address"):
            who = self._settle(staging, "who", staging.shared("who"), self._meet)
        what = self._settle(staging, "what", staging.shared("what"), self._understand)
        return Settled(who, what, deals)

    def _settle(
        self,
        staging: Staging,
        column: str,
        said: Iterable[tuple[_Key, _Said]],
        find: Callable[[_Said], _Found],
    ) -> dict[_Key, _Found]:
        """Find or make what a column stands for; rows whose words are refused are taken out.

        Args:
            staging: the rows.
            column: has the keys.
            said: what each key says; two that say the same follow each other.
            find: tells what is meant.
        """
        found: dict[_Key, _Found] = {}
        refused: dict[_Key, RefusedError] = {}
        before: tuple[_Key, _Said] | None = None
        for key, words in said:
            if before is not None and before[1] == words:
                if before[0] in found:
                    found[key] = found[before[0]]
                else:
                    refused[key] = refused[before[0]]
                continue
            try:
                found[key] = find(words)
            except RefusedError as error:
                refused[key] = error
            before = key, words
        for line, key in staging.take_out(column, refused):
            self._load.tally.problems.append((line, refused[key].column, refused[key].message))
        return found

    def _deal(self, reference: str) -> int:
        return self._load.referred("deals", reference, "deal_ref")[1]

    def _meet(self, words: tuple[Any, ...]) -> _Who:
        """Contact, lead and account of rows; the same words mean the same people throughout a file."""
        name, email, phone, profile_url, title, account, contact_ref, account_ref = words
        people = self._people
        if account is not None and not self._words.has_account(account):
            check(people, Named(name, email, phone, profile_url, _NEW_ACCOUNT, reference=contact_ref))
        account_id = self._words.account(account, account_ref)
        named = Named(name, email, phone, profile_url, account_id, reference=contact_ref)
        if named.is_nobody:
            return None, None, account_id
        if contact_ref is not None:
            return self._refer(contact_ref, title, account_id)
        known = people.find(named)
        if known is None:
            known = people.make(named, title=title)
        elif title or known.lacks(named):
            people.fill(known, named, title=title)
        return known.id, None, known.account_id if account_id is None else account_id

    def _refer(self, reference: str, title: str | None, account_id: int | None) -> _Who:
        load = self._load
        contact_id, lead_id = self._people.referred(reference)
        if lead_id is None:
            fill_blanks(load, "contact", contact_id, {"title": title})
        found = load.connection.execute("SELECT account_id FROM contact WHERE id = ?", (contact_id,))
        return contact_id, lead_id, found.fetchone()[0] if account_id is None else account_id

    def _understand(self, said: tuple[Any, ...]) -> _What:
        """What the words of rows stand for; no outcome is the channel's default."""
        channel, kind, direction, outcome, content, rep, judged = said
        words = self._words
        channel_id = words.channel(channel)
        return (
            channel_id,
            words.kind(kind),
            int(Direction.INBOUND if direction == "inbound" else Direction.OUTBOUND),
            words.outcome(outcome, channel_id, None),
            words.outcome(outcome, channel_id, 1),
            words.content(content),
            words.rep(rep),
            outcome == "do-not-contact",
            bool(judged),
        )

    def _put_in(self, staging: Staging, settled: Settled, known: Known, ready: Ready | None) -> None:
        connection, import_id = self._load.connection, self._load.import_id
        check_referred(connection, "activity", settled.referred())
        if ready is None or known.has_changed or not ready.holds(settled, import_id, staging.count()):
            ready = Ready(staging, settled, import_id)
        self._load.tally.added += ready.put_in()


def _check(words: tuple[Any, ...]) -> None:
    """Refuse what cannot be made, before anybody is made for its rows."""
    if (content := words[_CONTENT]) is not None:
        content_key(content)
