"""The user's outcomes and the ladder: added, renamed, given aliases, moved to another level."""

from __future__ import annotations

from prospector.domain.naming import read_word
from prospector.domain.vocabulary import Level
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.store.words import Outcome, Vocabulary, read_vocabulary, rep_id
from prospector.store.writing import Writing

KEEPS_ITS_NAME = "do-not-contact"


@dataclass(frozen=True, slots=True)
class OutcomeAnswer:
    """An outcome after a deed.

    Attributes:
        activities: how many the deed makes count otherwise; tallies by what they stand for.
    """

    before: Outcome | None
    after: Outcome
    activities: int = 0


def add_outcome(
    store: Store, name: str, level: Level, aliases: tuple[str, ...], *, rep: str, at: int
) -> OutcomeAnswer:
    """Add an outcome.

    Raises:
        InvalidValueError: a name or alias is taken, or is none.
    """
    word = read_word(name, "an outcome")
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        words = tuple(dict.fromkeys(read_word(alias, "an outcome") for alias in aliases))
        for each in (word, *words):
            _check_free(vocabulary, each)
        writing.insert("outcome", name=word, level=int(level), aliases=" ".join(words))
        return _recorded(writing, None, word, label=f"outcome added: {word}", rep=rep, at=at)


def rename_outcome(store: Store, name: str, new_name: str, *, rep: str, at: int) -> OutcomeAnswer:
    """Give an outcome another name; its activities go with it, and the old name stays as an alias.

    Raises:
        InvalidValueError: the new name is taken or is none, or the outcome has a meaning of its own.
        UnknownNameError: no such outcome.
    """
    word = read_word(new_name, "an outcome")
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        outcome = vocabulary.outcome(name)
        if outcome.name == KEEPS_ITS_NAME:
            raise InvalidValueError(
                f"{outcome.name} keeps its name: it marks the contact",
                hint="prospector outcome alias adds a word",
            )
        if word not in outcome.aliases:
            _check_free(vocabulary, word)
        aliases = [*(alias for alias in outcome.aliases if alias != word), outcome.name]
        writing.update("outcome", outcome.id, name=word, aliases=" ".join(aliases))
        label = f"outcome renamed: {outcome.name} → {word}"
        return _recorded(writing, outcome, word, label=label, rep=rep, at=at)


def move_outcome(store: Store, name: str, level: Level, *, rep: str, at: int) -> OutcomeAnswer:
    """Move an outcome to another level of the ladder: every activity with it counts anew, the past too.

    Raises:
        UnknownNameError: no such outcome.
        InvalidValueError: it stands there already.
    """
    with store.writing() as writing:
        outcome = read_vocabulary(writing.connection).outcome(name)
        if outcome.level == level:
            raise InvalidValueError(f"{outcome.name} stands on {level.word} already", hint="nothing changed")
        writing.update("outcome", outcome.id, level=int(level))
        label = f"outcome moved: {outcome.name} to {level.word}"
        activities = writing.connection.execute(
            "SELECT coalesce(sum(count), 0) FROM activity WHERE outcome_id = ?", (outcome.id,)
        ).fetchone()[0]
        return _recorded(writing, outcome, outcome.name, label=label, rep=rep, at=at, activities=activities)


def alias_outcome(store: Store, name: str, alias: str, *, remove: bool, rep: str, at: int) -> OutcomeAnswer:
    """Give an outcome another word, or take one away.

    Raises:
        UnknownNameError: no such outcome.
        InvalidValueError: the word is taken, is none, or is not an alias of it.
    """
    word = read_word(alias, "an outcome")
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        outcome = vocabulary.outcome(name)
        if remove and word not in outcome.aliases:
            raise InvalidValueError(
                f"{word} is not an alias of {outcome.name}",
                hint=f"it has {', '.join(outcome.aliases) or 'none'}",
            )
        if not remove:
            _check_free(vocabulary, word)
        aliases = [each for each in outcome.aliases if each != word] + ([] if remove else [word])
        writing.update("outcome", outcome.id, aliases=" ".join(aliases))
        label = f"alias {word} {'removed from' if remove else 'of'} {outcome.name}"
        return _recorded(writing, outcome, outcome.name, label=label, rep=rep, at=at)


def _check_free(vocabulary: Vocabulary, word: str) -> None:
    found = vocabulary.find_outcome(word)
    if found is not None:
        what = "an outcome" if found.name == word else f"an alias of {found.name}"
        raise InvalidValueError(f"{word} is {what} already", hint="prospector outcome list")


def _recorded(
    writing: Writing, before: Outcome | None, word: str, *, label: str, rep: str, at: int, activities: int = 0
) -> OutcomeAnswer:
    writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return OutcomeAnswer(before, read_vocabulary(writing.connection).outcome(word), activities)
