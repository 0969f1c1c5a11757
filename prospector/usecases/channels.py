"""The user's channels: added, renamed, edited."""

from __future__ import annotations

from prospector.domain.naming import read_word
from prospector.domain.vocabulary import Approach, Audience
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.store.words import Channel, Vocabulary, read_vocabulary, rep_id
from prospector.store.writing import Writing

HAVE_COMMANDS = ("call", "email", "social", "content")


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What is said of a channel; None is not said.

    Attributes:
        default_outcome: taken where a log names none.
        default_with_minutes: taken where a log names none but minutes.
    """

    approach: Approach | None = None
    audience: Audience | None = None
    default_outcome: str | None = None
    default_with_minutes: str | None = None


def add_channel(store: Store, name: str, facts: ChannelFacts, *, rep: str, at: int) -> Channel:
    """Add a channel; prospecting to one at a time, with the outcome `sent`, unless told otherwise.

    Raises:
        InvalidValueError: the name is taken, or is none; no such outcome.
    """
    word = read_word(name, "a channel")
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        _check_free(vocabulary, word)
        writing.insert(
            "channel",
            name=word,
            approach=(facts.approach or Approach.PROSPECTING).value,
            audience=(facts.audience or Audience.ONE).value,
            default_outcome_id=vocabulary.outcome(facts.default_outcome or "sent").id,
            default_with_minutes_id=_outcome(vocabulary, facts.default_with_minutes),
        )
        return _recorded(writing, word, f"channel added: {word}", rep, at)


def rename_channel(store: Store, name: str, new_name: str, *, rep: str, at: int) -> Channel:
    """Give a channel another name; its activities go with it.

    Raises:
        InvalidValueError: it has a command of its own, the new name is taken or is none.
        UnknownNameError: no such channel.
    """
    word = read_word(new_name, "a channel")
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        channel = vocabulary.channel(name)
        if channel.name in HAVE_COMMANDS:
            raise InvalidValueError(
                f"{channel.name} goes by the name of its command", hint="prospector channel add makes another"
            )
        _check_free(vocabulary, word)
        writing.update("channel", channel.id, name=word)
        return _recorded(writing, word, f"channel renamed: {channel.name} → {word}", rep, at)


def edit_channel(store: Store, name: str, facts: ChannelFacts, *, rep: str, at: int) -> Channel:
    """Change what is said of a channel; reports count it by its new approach, its past too.

    Raises:
        UnknownNameError: no such channel or outcome.
    """
    with store.writing() as writing:
        vocabulary = read_vocabulary(writing.connection)
        channel = vocabulary.channel(name)
        said: dict[str, str | int | None] = {
            "approach": facts.approach.value if facts.approach else None,
            "audience": facts.audience.value if facts.audience else None,
            "default_outcome_id": _outcome(vocabulary, facts.default_outcome),
            "default_with_minutes_id": _outcome(vocabulary, facts.default_with_minutes),
        }
        changes = {key: value for key, value in said.items() if value is not None}
        if changes:
            writing.update("channel", channel.id, **changes)
        return _recorded(writing, channel.name, f"channel edited: {channel.name}", rep, at)


def _check_free(vocabulary: Vocabulary, word: str) -> None:
    if any(channel.name == word for channel in vocabulary.channels):
        raise InvalidValueError(f"there is a channel {word} already", hint="prospector channel list")


def _outcome(vocabulary: Vocabulary, word: str | None) -> int | None:
    return vocabulary.outcome(word).id if word else None


def _recorded(writing: Writing, word: str, label: str, rep: str, at: int) -> Channel:
    writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return read_vocabulary(writing.connection).channel(word)
