"""The words that an import may use: those the store knows, and those that its mapping may make."""

from __future__ import annotations

import sqlite3

from prospector.domain.spelling import fold
from prospector.domain.vocabulary import Level
from prospector.importing.mapping import ImportMapping
from prospector.importing.values import words_of
from prospector.store.words import Vocabulary


def known_names(
    vocabulary: Vocabulary, mapping: ImportMapping, connection: sqlite3.Connection
) -> dict[str, dict[str, str]]:
    """The names that may stand in a column; a column in which any may is left out."""
    known_channels = {fold(channel.name): channel.name for channel in vocabulary.channels}
    outcomes = {
        fold(word): outcome.name
        for outcome in vocabulary.outcomes
        for word in (outcome.name, *outcome.aliases)
    }
    rows = connection.execute("SELECT name FROM source ORDER BY id")
    sources = {fold(name): name for (name,) in rows}
    known = {}
    for column, names, creation in (
        ("channel", known_channels, mapping.create.channels),
        ("outcome", outcomes, mapping.create.outcomes),
        ("source", sources, mapping.create.sources),
    ):
        if not creation.everything:
            named = [words_of(name) if column != "source" else name for name in creation.named]
            known[column] = {**{fold(name): name for name in named}, **names}
    return known


def levels(mapping: ImportMapping) -> dict[str, int]:
    """The levels of outcomes that may be made, by name."""
    named = mapping.create.outcomes.named
    return {words_of(name): int(Level[(level or "attempt").upper()]) for name, level in named.items()}


def channels(mapping: ImportMapping) -> dict[str, tuple[str, str]]:
    """Approach and audience of channels that may be made, by name."""
    named = mapping.create.channels.named
    return {
        words_of(name): (channel.approach, channel.audience)
        for name, channel in named.items()
        if channel is not None
    }
