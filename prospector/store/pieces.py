"""Content pieces, with what they took."""

from __future__ import annotations

import sqlite3

from prospector.domain.filters import NO_FILTERS, Filters
from prospector.domain.pieces import PieceFact
from prospector.domain.spelling import closest, fold
from prospector.errors import UnknownNameError
from prospector.store.statements import CONTENT_CHANNEL, filled, local_day, tagged
from prospector.store.words import known_word, rep_id


def fetch_pieces(connection: sqlite3.Connection, filters: Filters = NO_FILTERS) -> tuple[PieceFact, ...]:
    """Fetch the content pieces, by title.

    Args:
        connection: in a reading transaction.
        filters: kind, rep and tag of the piece.

    Raises:
        UnknownNameError: a filter names what the store does not know.
    """
    chosen, values = ["1"], dict[str, int | str]()
    if filters.kind is not None:
        chosen.append("c.kind = :kind")
        values["kind"] = _kind(connection, filters.kind)
    if filters.rep is not None:
        chosen.append("c.rep_id = :rep")
        values["rep"] = rep_id(connection, filters.rep)
    if filters.tag is not None:
        chosen.append(tagged(":tag", ("content", "c.id")))
        values["tag"] = known_word(connection, "tag", filters.tag)
    text = filled(
        "pieces",
        published_on=f"CASE WHEN c.published_at IS NOT NULL THEN {local_day('c.published_at', 'c.published_offset')} END",
        content_channel=CONTENT_CHANNEL,
        filters=" AND ".join(chosen),
    )
    return tuple(
        PieceFact(
            id=number,
            title=title,
            kind=kind,
            published_on=published_on,
            minutes=minutes,
            cost_minor=cost_minor,
            quantity=quantity,
            used=used,
            reach=reach,
        )
        for number, title, kind, published_on, minutes, cost_minor, quantity, used, reach in connection.execute(
            text, values
        )
    )


def _kind(connection: sqlite3.Connection, name: str) -> str:
    """The kind as pieces have it; a piece's kind is a word of its own, not one of activities."""
    kinds = [
        kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM content WHERE kind IS NOT NULL")
    ]
    found = next((kind for kind in kinds if fold(kind) == fold(name)), None)
    if found is None:
        near = " or ".join(closest(fold(name), kinds))
        hint = f"did you mean {near}?" if near else f"there are {', '.join(sorted(kinds)) or 'none'}"
        raise UnknownNameError(f"no content piece is of kind '{name}'", hint=hint)
    return str(found)
