"""Names that begin as a word does, for completion; read while somebody waits for a key."""

from __future__ import annotations

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

MOST = 40
_PLACES = {  # table, the column that is shown, and the one that is matched
    "contact": ("contact", "name", "name_key"),
    "account": ("account", "name", "name_key"),
    "deal": ("deal", "name", "name_key"),
    "content": ("content", "title", "title_key"),
    "source": ("source", "name", "name_key"),
    "rep": ("rep", "name", "name_key"),
    "plan": ("plan", "name", "name"),
    "channel": ("channel", "name", "name"),
    "outcome": ("outcome", "name", "name"),
    "kind": ("kind", "name", "name"),
    "tag": ("tag", "name", "name"),
}
NOUNS = frozenset(_PLACES)


def names_beginning(connection: sqlite3.Connection, noun: str, key: str) -> list[str]:
    """Names that begin so; where there are none, those with a later part that does.

    Args:
        connection: to a store.
        noun: one of `NOUNS`.
        key: what was typed so far, folded.

    Returns:
        Up to `MOST`, in the order of their keys.
    """
    table, shown, matched = _PLACES[noun]
    begins = f"{matched} >= ?1 AND {matched} < ?1 || char(1114111)"  # a range of its index
    for condition in (begins, f"instr({matched}, ' ' || ?1)"):
        found = connection.execute(
            f"SELECT DISTINCT {shown} FROM {table} WHERE {condition} ORDER BY {matched} LIMIT {MOST}", (key,)
        ).fetchall()
        if found:
            return [name for (name,) in found]
    return []
