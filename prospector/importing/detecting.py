"""What gives a mapping's files away: the headings that they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prospector.importing.headings import heading_key

if TYPE_CHECKING:
    from prospector.importing.mapping import ImportMapping


def detecting(mapping: ImportMapping) -> tuple[frozenset[str], ...]:
    """The headings without which a file is none of a profile's, each by the keys of all that it may be called.

    A mapping that is not `optional` is named by the user and has none.
    """
    if not mapping.optional:
        return ()
    aliases = {heading_key(name): others for name, others in mapping.aliases.items()}
    return tuple(
        frozenset(map(heading_key, (name, *aliases.get(heading_key(name), ())))) for name in mapping.detect
    )


def foreign_headings(mapping: ImportMapping) -> frozenset[str]:
    """The keys of all headings that a mapping speaks of."""
    names = [
        *mapping.detect,
        *mapping.where,
        *mapping.needs,
        *(name for entry in mapping.columns.values() for name in entry.headings),
    ]
    others = [alias for aliases in mapping.aliases.values() for alias in aliases]
    return frozenset(heading_key(name) for name in (*names, *others))
