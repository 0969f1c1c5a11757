"""The words of imported rows: channels, outcomes, sources, kinds, reps, tags, accounts, content, found or made."""

from __future__ import annotations

from prospector.domain.spelling import fold, title_key
from prospector.domain.vocabulary import Family, Level
from prospector.store.loading.load import Load, RefusedError
from prospector.store.words import read_vocabulary


class Words:
    """Names and the rows they stand for, looked up once each."""

    def __init__(self, load: Load) -> None:
        self._load = load
        vocabulary = read_vocabulary(load.connection)
        self.levels = {outcome.id: outcome.level for outcome in vocabulary.outcomes}
        self._defaults = {
            channel.id: (
                channel.default_outcome_id,
                channel.default_with_minutes_id or channel.default_outcome_id,
            )
            for channel in vocabulary.channels
        }
        self._channels = {channel.name: channel.id for channel in vocabulary.channels}
        self._outcomes = {name: o.id for o in vocabulary.outcomes for name in (o.name, *o.aliases)}
        self._sources = self._table("SELECT name_key, id FROM source")
        self._reps = self._table("SELECT name_key, id FROM rep")
        self._kinds = self._table("SELECT name, id FROM kind")
        self._tags = self._table("SELECT name, id FROM tag")
        self._accounts = self._table("SELECT name_key, id FROM account")
        self._content = self._table("SELECT title_key, id FROM content")

    def channel(self, name: str) -> int:
        """The channel of a name."""
        if name not in self._channels:
            approach, audience = self._load.channels.get(name, ("prospecting", "one"))
            default = self._outcomes["published" if approach == "marketing" else "sent"]
            self._channels[name] = self._make(
                "channel", name, approach=approach, audience=audience, default_outcome_id=default
            )
            self._defaults[self._channels[name]] = (default, default)
        return self._channels[name]

    def outcome(self, name: str | None, channel_id: int, minutes: int | None) -> int:
        """The outcome of a name or an alias; without one the channel's default."""
        if name is None:
            return self._defaults[channel_id][1 if minutes else 0]
        if name not in self._outcomes:
            level = self._load.levels.get(name, int(Level.ATTEMPT))
            self._outcomes[name] = self._make("outcome", name, level=level, aliases="")
            self.levels[self._outcomes[name]] = level
        return self._outcomes[name]

    def source(self, name: str) -> int:
        """The lead source of a name."""
        key = fold(name)
        if key not in self._sources:
            self._sources[key] = self._make("source", name, name_key=key, family=Family.OTHER.value)
        return self._sources[key]

    def rep(self, name: str | None) -> int:
        """The rep of a name; without one, whose import it is."""
        if name is None:
            return self._load.rep_id
        key = fold(name)
        if key not in self._reps:
            self._reps[key] = self._make("rep", name, name_key=key)
        return self._reps[key]

    def kind(self, name: str | None) -> int | None:
        """The kind of a name."""
        if name is None:
            return None
        if name not in self._kinds:
            self._kinds[name] = self._load.insert("kind", name=name)
        return self._kinds[name]

    def tag(self, row_id: int, noun: str, tags: str | None) -> None:
        """Put tags, separated by `;`, on a row of this import."""
        for name in filter(None, (tags or "").split(";")):
            self._load.insert("tagging", tag_id=self._tag(name), noun=noun, row_id=row_id)

    def add_tags(self, row_id: int, noun: str, tags: str | None) -> bool:
        """Put tags, separated by `;`, on a row that was there before; those it has stay.

        Returns:
            Whether it lacked one of them.
        """
        writing = self._load.writing
        rows = writing.connection.execute(
            "SELECT tag_id FROM tagging WHERE noun = ? AND row_id = ?", (noun, row_id)
        )
        present = {tag_id for (tag_id,) in rows}
        missing = {self._tag(name) for name in filter(None, (tags or "").split(";"))} - present
        for tag_id in sorted(missing):
            writing.insert("tagging", tag_id=tag_id, noun=noun, row_id=row_id)
        return bool(missing)

    def _tag(self, name: str) -> int:
        if name not in self._tags:
            self._tags[name] = self._load.insert("tag", name=name)
        return self._tags[name]

    def account(self, name: str | None, ref: str | None) -> int | None:
        """The account that a row names, or refers to by its external id.

        Raises:
            RefusedError: the reference is not known.
        """
        if name is not None:
            key = fold(name)
            if key not in self._accounts:
                self._accounts[key] = self._load.insert("account", name=name, name_key=key, target=0)
                self._load.tally.accounts += 1
            return self._accounts[key]
        if ref is not None:
            return self._load.referred("accounts", ref, "account_ref")[1]
        return None

    def has_account(self, name: str) -> bool:
        """Whether an account of that name is known."""
        return fold(name) in self._accounts

    def content(self, title: str | None) -> int | None:
        """The content piece of a title.

        Raises:
            RefusedError: it has no letter.
        """
        if title is None:
            return None
        key = content_key(title)
        if key not in self._content:
            self._content[key] = self._load.insert("content", title=title, title_key=key)
        return self._content[key]

    def _make(self, table: str, name: str, **values: str | int | None) -> int:
        self._load.tally.made.setdefault(table, []).append(name)
        return self._load.insert(table, name=name, **values)

    def _table(self, query: str) -> dict[str, int]:
        return dict(self._load.connection.execute(query))


def content_key(title: str) -> str:
    """What a content piece is known by.

    Raises:
        RefusedError: the title has no letter.
    """
    key = title_key(title)
    if not key:
        raise RefusedError("content", "a title has at least one letter")
    return key
