"""The first rows of a new store: the words of the trade, and the rep."""

from __future__ import annotations

from prospector.domain.first_words import CHANNELS, OUTCOMES, SOURCES
from prospector.store.columns import COLUMNS
from prospector.store.writing import Value, checksum

FIRST_REP = "me"


def first_rows() -> tuple[tuple[str, tuple[object, ...]], ...]:
    """Statements with their values."""
    outcome_ids = {word.name: number for number, word in enumerate(OUTCOMES, start=1)}
    rows: list[tuple[str, tuple[Value, ...]]] = [("rep", (FIRST_REP, FIRST_REP))]
    rows += [("outcome", (word.name, int(word.level), " ".join(word.aliases))) for word in OUTCOMES]
    rows += [
        (
            "channel",
            (
                word.name,
                word.approach.value,
                word.audience.value,
                outcome_ids[word.default_outcome],
                outcome_ids.get(word.default_with_minutes),
            ),
        )
        for word in CHANNELS
    ]
    rows += [("source", (word.name, word.name, word.family.value)) for word in SOURCES]
    return tuple((_insert(table), (*values, checksum(values))) for table, values in rows)


def _insert(table: str) -> str:
    names = [name for name in COLUMNS[table] if name != "id"]
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
