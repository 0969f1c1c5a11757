"""Whom and what the names in rows stand for: looked up once for all rows of an import."""

from __future__ import annotations

from prospector.light import dataclass
from prospector.store.loading.load import Load
from prospector.store.loading.people import People
from prospector.store.loading.words import Words


@dataclass(frozen=True, slots=True)
class Names:
    """The words and the people that an import knows so far."""

    words: Words
    people: People

    @classmethod
    def of(cls, load: Load) -> Names:
        """Look up what the store knows."""
        return cls(Words(load), People(load))
