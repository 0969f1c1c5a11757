"""What is blanked in the rows that stay, so that they count and tell of nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from prospector.store.columns import COLUMNS
from prospector.store.forgetting.mentions import Mentions
from prospector.store.writing import Value, checksum

STAND_IN = "forgotten"
_EMPTY: Mapping[str, Mapping[str, str]] = {
    "contact": {
        "name": f"'{STAND_IN} ' || id",
        "name_key": f"'{STAND_IN} ' || id",
        **dict.fromkeys(
            ("email", "phone", "phone_key", "profile_url", "profile_key", "title", "note"), "NULL"
        ),
    },
    "lead": {"source_detail": "NULL"},
    "activity": {"identity": "randomblob(16)", "content_hash": "NULL", "external_id": "NULL", "note": "NULL"},
    "appointment": {"note": "NULL"},
    "deal": {"note": "NULL", "lost_reason": "NULL"},
    "follow_up": {
        "text": f"'{STAND_IN}'",
        "status": "CASE status WHEN 'open' THEN 'dropped' ELSE status END",
        "closed_at": "coalesce(closed_at, :at)",
    },
}
_THEIR_ORIGINS = (  # of a deal that a system knows by an id, that stays: it goes on with the company
    ("contacts", "lead", "1"),
    ("activities", "activity", "1"),
    ("appointments", "appointment", "1"),
    ("deals", "deal", "external_id IS NULL"),
)
_OF_TABLE = "row_id IN (SELECT row_id FROM temp.theirs WHERE table_name = '{table}')"
_OWNED = "contact_id IN (SELECT id FROM temp.gone)"
_OF_THEIR_ACTIVITY = "activity_id IN (SELECT id FROM activity WHERE contact_id IN (SELECT id FROM temp.gone))"


def blank_rows(connection: sqlite3.Connection, mentions: Mentions, *, at: int) -> dict[str, int]:
    """Blank what is personal in the rows of the people of `temp.gone`; they keep their numbers, dates and amounts.

    A deal stays what it is to its company: its value, its stages, its end; only a name of the person in its own goes.

    Args:
        connection: inside a write transaction, their rows in `temp.gone` and `temp.theirs`.
        mentions: finds the people in the names of their deals.
        at: the time of the command, UTC seconds: open promises to them end.

    Returns:
        How many rows of each table are theirs.
    """
    counts = {}
    for table, empty in _EMPTY.items():
        which = "id IN (SELECT id FROM temp.gone)" if table == "contact" else _OWNED
        if table == "follow_up":
            which = f"({_OWNED} OR {_OF_THEIR_ACTIVITY})"
        counts[table] = rewrite(connection, table, empty, which, at=at)
    _rename_deals(connection, mentions)
    counts["address"] = connection.execute(f"DELETE FROM address WHERE {_OWNED}").rowcount
    connection.execute("DELETE FROM merged WHERE into_id IN (SELECT id FROM temp.gone)")
    connection.execute("DELETE FROM tagging WHERE noun = 'contact' AND row_id IN (SELECT id FROM temp.gone)")
    _forget_origins(connection)
    connection.execute(
        "INSERT OR IGNORE INTO forgotten (contact_id, created_at, forgotten_at) "
        "SELECT id, created_at, ? FROM contact WHERE id IN (SELECT id FROM temp.gone)",
        (at,),
    )
    return counts


def _forget_origins(connection: sqlite3.Connection) -> None:
    """Let imports no longer know the rows that told of them; that they are not to come again is on the list."""
    connection.execute("DELETE FROM origin WHERE kind = 'person' AND row_id IN (SELECT id FROM temp.gone)")
    for kind, table, which in _THEIR_ORIGINS:
        connection.execute(
            f"DELETE FROM origin WHERE kind = '{kind}' AND {_OF_TABLE.format(table=table)} AND {which}"
        )
    connection.execute(
        f"UPDATE origin SET content_hash = NULL WHERE kind = 'deals' AND {_OF_TABLE.format(table='deal')}"
    )


def rewrite(
    connection: sqlite3.Connection, table: str, values: Mapping[str, str], where: str, **bound: Value
) -> int:
    """Change columns of rows by SQL expressions, and make their checksums anew.

    Returns:
        How many rows there are.
    """
    which = [(row,) for (row,) in connection.execute(f"SELECT id FROM {table} WHERE {where}", bound)]
    if not which:
        return 0
    pairs = ", ".join(f"{column} = {value}" for column, value in values.items())
    connection.executemany(
        f"UPDATE {table} SET {pairs} WHERE id = :id", [{**bound, "id": row} for (row,) in which]
    )
    names = [name for name in COLUMNS[table] if name not in {"id", "checksum"}]
    connection.create_function("checksum_of_row", len(names), lambda *row: checksum(row), deterministic=True)
    connection.executemany(
        f"UPDATE {table} SET checksum = checksum_of_row({', '.join(names)}) WHERE id = ?", which
    )
    return len(which)


def _rename_deals(connection: sqlite3.Connection, mentions: Mentions) -> None:
    found = connection.execute(f"SELECT id, name FROM deal WHERE {_OWNED}").fetchall()
    for number, name in found:
        if mentions.are_in(name):
            rewrite(
                connection,
                "deal",
                {"name": "'deal ' || id", "name_key": "'deal ' || id"},
                "id = :number",
                number=number,
            )
