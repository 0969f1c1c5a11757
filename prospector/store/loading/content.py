"""Publishing content pieces."""

from __future__ import annotations

from prospector.domain.spelling import quoted, title_key
from prospector.store.loading.load import Load, Origin, RefusedError, Staged, fill_blanks, text_of
from prospector.store.loading.names import Names
from prospector.store.loading.updating import Updating
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
        load.overlay.note(*["tags"] * tagged)
        result = "updated" if filled or tagged else "unchanged"
    load.remember("content", number, row)
    return result


def renew_content(updating: Updating, names: Names, row: Staged, known: Origin | None) -> str | None:
    """The piece that a row means, by its id, its title or its URL, as the row has it; None if it is new."""
    load = updating.load
    title, line = text_of(row, "title"), int(row["line"] or 0)
    key = title_key(title or "")
    if title is not None and not key:
        raise RefusedError("title", f"{quoted(title)} is not a title")
    number = _meant(load, row) if known is None else known[1]
    if number is None:
        return None
    if updating.is_gone("content", number, line):
        return "unchanged"
    rep = text_of(row, "rep")
    fields: dict[str, dict[str, Value]] = {
        "title": {"title": title, "title_key": key},
        "published_at": {
            "published_at": row["published_at"],
            "published_offset": row["published_at_offset"],
        },
        "cost": {"cost_minor": row["cost"]},
        "rep": {"rep_id": None if rep is None else names.words.rep(rep)},
        **{
            name: {name: row[name]}
            for name in ("kind", "minutes", "quantity", "used", "reach", "url", "note")
        },
    }
    namesake = load.connection.execute("SELECT id FROM content WHERE title_key = ?", (key,)).fetchone()
    if namesake is not None and namesake[0] != number:
        del fields["title"]
        load.tally.remark("a title that another piece has; it stays theirs", line)
    updating.give("content", number, int(row["line"] or 0), fields)
    updating.give_tags(names, "content", number, int(row["line"] or 0), text_of(row, "tags"))
    return updating.result("content", number, row, is_known=known is not None)


def _meant(load: Load, row: Staged) -> int | None:
    """The piece of a title, else the only one of a URL."""
    found = (
        load.connection.execute(
            "SELECT id FROM content WHERE title_key = ?", (title_key(text_of(row, "title") or ""),)
        ).fetchall()
        or load.connection.execute("SELECT id FROM content WHERE url = ? LIMIT 2", (row["url"],)).fetchall()
    )
    return int(found[0][0]) if len(found) == 1 else None
