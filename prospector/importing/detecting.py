"""What gives a mapping's files away: the headings that they have."""

from __future__ import annotations

from prospector.importing.columns import SHEETS
from prospector.importing.headings import heading_key
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prospector.importing.columns import Kind
    from prospector.importing.mapping import ImportMapping


def detecting(mapping: ImportMapping) -> tuple[frozenset[str], ...]:
    """The headings without which a file is none of a profile's, each by the keys of all that it may be called.

    A mapping that is not `optional` is named by the user and has none.
    """
    if not mapping.optional:
        return ()
    return tuple(_keys(mapping, name) for name in mapping.detect)


def header_needs(mapping: ImportMapping, kind: Kind, constants: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The headings by which a header is told from lines of title above it, each by the keys of all it may be called.

    Args:
        mapping: of the file.
        kind: what its rows are.
        constants: the columns that are set for all rows, beside those of the mapping.
    """
    if mapping.optional:
        return detecting(mapping)
    if mapping.is_canonical:
        told = {*constants, *mapping.constants}
        groups = (group for group in SHEETS[kind].required if not told.intersection(group))
        return tuple(frozenset(map(heading_key, group)) for group in groups)
    return tuple(_keys(mapping, name) for entry in mapping.columns.values() for name in entry.headings)


def _keys(mapping: ImportMapping, name: str) -> frozenset[str]:
    """What a heading may be called."""
    aliases = {heading_key(known): others for known, others in mapping.aliases.items()}
    return frozenset(map(heading_key, (name, *aliases.get(heading_key(name), ()))))


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
