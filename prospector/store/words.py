"""The store's own vocabulary: its channels, outcomes, kinds, sources, tags and reps, found by name."""

from __future__ import annotations

from prospector.domain.naming import kind_word, one_line
from prospector.domain.spelling import did_you_mean, fold, quoted
from prospector.errors import InvalidValueError, UnknownNameError
from prospector.light import TYPE_CHECKING, dataclass
from prospector.store.writing import Writing

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of the store; the default outcomes are row numbers."""

    id: int
    name: str
    approach: str
    audience: str
    default_outcome_id: int
    default_with_minutes_id: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome of the store and its level on the ladder."""

    id: int
    name: str
    level: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All channels and outcomes, in the order in which they were made."""

    channels: tuple[Channel, ...]
    outcomes: tuple[Outcome, ...]

    def channel(self, word: str) -> Channel:
        """The channel of a name.

        Raises:
            UnknownNameError: there is none; names those there are.
        """
        key = word.strip().lower()
        for channel in self.channels:
            if channel.name == key:
                return channel
        names = [channel.name for channel in self.channels]
        raise unknown(
            "channel", word, names, f"channels: {', '.join(names)}; prospector channel add makes another"
        )

    def outcome(self, word: str) -> Outcome:
        """The outcome of a name or an alias.

        Raises:
            UnknownNameError: there is none; names those there are.
        """
        found = self.find_outcome(word)
        if found is None:
            names = [outcome.name for outcome in self.outcomes]
            raise unknown("outcome", word, names, f"outcomes: {', '.join(names)}")
        return found

    def find_outcome(self, word: str) -> Outcome | None:
        """The outcome of a name or an alias, None if there is none."""
        key = word.strip().lower().replace("_", "-").replace(" ", "-")
        for outcome in self.outcomes:
            if key == outcome.name or key in outcome.aliases:
                return outcome
        return None

    def outcome_of(self, row_id: int) -> Outcome:
        """The outcome of a row number."""
        return next(outcome for outcome in self.outcomes if outcome.id == row_id)


def read_vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    """Read the channels and outcomes."""
    channels = connection.execute(
        "SELECT id, name, approach, audience, default_outcome_id, default_with_minutes_id FROM channel ORDER BY id"
    )
    outcomes = connection.execute("SELECT id, name, level, aliases FROM outcome ORDER BY id")
    return Vocabulary(
        tuple(Channel(*row) for row in channels),
        tuple(
            Outcome(number, name, level, tuple(aliases.split())) for number, name, level, aliases in outcomes
        ),
    )


def rep_id(connection: sqlite3.Connection, name: str) -> int:
    """The rep of a name; without a name the first one, for a single rep never has to say who they are.

    Raises:
        UnknownNameError: there is no such rep.
    """
    if not name:
        return int(connection.execute("SELECT min(id) FROM rep").fetchone()[0])
    found = connection.execute("SELECT id FROM rep WHERE name_key = ?", (fold(name),)).fetchone()
    if found is None:
        names = [row[0] for row in connection.execute("SELECT name FROM rep ORDER BY id")]
        raise unknown("rep", name, names, f"reps: {', '.join(names)}; prospector rep add makes another")
    return int(found[0])


def rep_name(connection: sqlite3.Connection, number: int) -> str:
    """The name of a rep."""
    return str(connection.execute("SELECT name FROM rep WHERE id = ?", (number,)).fetchone()[0])


def source_id(connection: sqlite3.Connection, name: str) -> int:
    """The lead source of a name.

    Raises:
        UnknownNameError: there is no such source.
    """
    found = connection.execute("SELECT id FROM source WHERE name_key = ?", (fold(name),)).fetchone()
    if found is None:
        names = [row[0] for row in connection.execute("SELECT name FROM source ORDER BY id")]
        raise unknown(
            "source", name, names, f"sources: {', '.join(names)}; prospector source add makes another"
        )
    return int(found[0])


def kind_id(writing: Writing, word: str) -> int:
    """The kind of a name, made if it is new: kinds are free words."""
    return _free_word(writing, "kind", kind_word(word))


def tag_id(writing: Writing, word: str) -> int:
    """The tag of a name, made if it is new: tags are free words."""
    return _free_word(writing, "tag", word)


def known_word(connection: sqlite3.Connection, table: str, word: str) -> int:
    """The tag or kind of a name that is in use.

    Raises:
        UnknownNameError: nothing has it.
    """
    known = dict(connection.execute(f"SELECT name, id FROM {table} ORDER BY name").fetchall())
    return int(known[_spelt(table, word, list(known))])


def known_kind(connection: sqlite3.Connection, noun: str, word: str) -> str:
    """The kind of a name as the store spells it; content pieces have kinds of their own.

    Raises:
        UnknownNameError: nothing has it.
    """
    question = (
        "SELECT DISTINCT kind FROM content WHERE kind IS NOT NULL ORDER BY kind"
        if noun == "content"
        else "SELECT name FROM kind ORDER BY name"
    )
    return _spelt("kind", word, [name for (name,) in connection.execute(question)])


def _spelt(noun: str, word: str, known: list[str]) -> str:
    form = kind_word if noun == "kind" else str
    for name in known:
        if fold(form(name)) == fold(form(word)):
            return name
    hint = f"{noun}s: {', '.join(known[:20])}" if known else f"no {noun} is in use"
    raise unknown(noun, word, known, hint)


def put_tags(writing: Writing, noun: str, row_id: int, tags: tuple[str, ...]) -> None:
    """Put tags on a row; one that it has already changes nothing."""
    for tag in tags:
        number = tag_id(writing, tag)
        if not writing.connection.execute(
            "SELECT 1 FROM tagging WHERE noun = ? AND row_id = ? AND tag_id = ?", (noun, row_id, number)
        ).fetchone():
            writing.insert("tagging", tag_id=number, noun=noun, row_id=row_id)


def unknown(noun: str, word: str, names: list[str], otherwise: str) -> UnknownNameError:
    """The error of a name that is not known: what was probably meant, or what there is."""
    return UnknownNameError(f"there is no {noun} {quoted(word)}", hint=did_you_mean(word, names, otherwise))


def _free_word(writing: Writing, table: str, word: str) -> int:
    name = one_line(word.lower())
    if not name or any(mark in name for mark in ";\n\t"):
        raise InvalidValueError(f"{quoted(word)} is not a {table}", hint="a word without ; in it")
    found = writing.connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
    return int(found[0]) if found else writing.insert(table, name=name)
