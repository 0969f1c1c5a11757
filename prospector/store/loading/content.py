"""Publishing content pieces."""

from __future__ import annotations

from prospector.domain.spelling import quoted, title_key
from prospector.store.loading.load import Load, RefusedError, Staged, fill_blanks, text_of
from prospector.store.loading.names import Names
from prospector.store.writing import Value


def place_content(load: Load, names: Names, row: Staged) -> str:
    """A content piece; one of the same title is the same."""
    title = str(row["title"])
    values: dict[str, Value] = {
        "kind": row["kind"],
        "published_at": row["published_at"],
        "published_offset": row["published_at_offset"],
        "minutes": row["minutes"],
        "cost_minor": row["cost"],
        "quantity": row["quantity"],
        "used": row["used"],
        "reach": row["reach"],
        "url": row["url"],
        "note": row["note"],
        "rep_id": names.words.rep(text_of(row, "rep")),
    }
    if not title_key(title):
        raise RefusedError("title", f"{quoted(title)} is not a title")
    stored = load.connection.execute(
        "SELECT id FROM content WHERE title_key = ?", (title_key(title),)
    ).fetchone()
    if stored is None:
        number = load.insert("content", title=title, title_key=title_key(title), **values)
        names.words.tag(number, "content", text_of(row, "tags"))
        result = "added"
    else:
        number = int(stored[0])
        filled = fill_blanks(load, "content", number, values)
        tagged = names.words.add_tags(number, "content", text_of(row, "tags"))
        result = "updated" if filled or tagged else "unchanged"
    load.remember("content", number, row)
    return result
