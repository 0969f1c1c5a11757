"""Which content piece is meant: one, or nobody guesses."""

from __future__ import annotations

from prospector.domain.spelling import closest, quoted, title_key
from prospector.errors import AmbiguousNameError, UnknownNameError
from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


def find_content(connection: sqlite3.Connection, text: str) -> tuple[int, str]:
    """The content piece of a title, or of a unique beginning of any part of it.

    Raises:
        UnknownNameError: there is none.
        AmbiguousNameError: there are several.
    """
    key = title_key(text)
    rows = connection.execute("SELECT id, title, title_key FROM content ORDER BY id").fetchall()
    exact = [row for row in rows if row[2] == key]
    found = exact or [row for row in rows if row[2].startswith(key) or f" {key}" in row[2]]
    if len(found) > 1:
        raise AmbiguousNameError(
            f"{quoted(text)} may be {len(found)} content pieces; nothing was written",
            hint="\n".join(row[1] for row in found[:9]),
        )
    if not found:
        near = closest(key, [row[2] for row in rows], parts=True)
        titles = " or ".join(row[1] for row in rows if row[2] in near)
        hint = f"did you mean {titles}?" if near else "log it first: prospector content TITLE"
        raise UnknownNameError(f"there is no content piece {quoted(text)}", hint=hint)
    return int(found[0][0]), str(found[0][1])
