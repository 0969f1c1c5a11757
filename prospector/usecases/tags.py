"""Tags: put on rows and taken off, listed, renamed."""

from __future__ import annotations

from prospector.errors import UnknownNameError
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.store.words import known_word, put_tags, rep_id, tag_id
from prospector.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how many rows have it."""

    id: int
    name: str
    rows: int


def list_tags(store: Store) -> tuple[Tag, ...]:
    """All tags that something has, by name."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT tag.id, tag.name, COUNT(*) FROM tag JOIN tagging ON tagging.tag_id = tag.id "
            "GROUP BY tag.id ORDER BY tag.name"
        ).fetchall()
    return tuple(Tag(*row) for row in rows)


def tag_activity(store: Store, number: int, tags: tuple[str, ...], *, rep: str, at: int) -> None:
    """Put tags on an activity.

    Raises:
        UnknownNameError: there is no such activity.
        InvalidValueError: a word is no tag.
    """
    with store.writing() as writing:
        _check_activity(writing, number)
        put_tags(writing, "activity", number, tags)
        label = f"{', '.join(tags)} on #{number}"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)


def untag_activity(store: Store, number: int, tags: tuple[str, ...], *, rep: str, at: int) -> None:
    """Take tags off an activity.

    Raises:
        UnknownNameError: there is no such activity, or no such tag.
    """
    with store.writing() as writing:
        _check_activity(writing, number)
        take_tags(writing, "activity", number, tags)
        label = f"{', '.join(tags)} off #{number}"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)


def rename_tag(store: Store, old: str, new: str, *, rep: str, at: int) -> Tag:
    """Rename a tag; where the new name is another tag, the two become one.

    Returns:
        The tag as it is now.

    Raises:
        UnknownNameError: nothing has the old one.
        InvalidValueError: the new one is no tag.
    """
    with store.writing() as writing:
        number = known_word(writing.connection, "tag", old)
        kept = tag_id(writing, new)
        rows = writing.connection.execute(
            "SELECT id, noun, row_id FROM tagging WHERE tag_id = ?", (number,)
        ).fetchall()
        for tagging, noun, row_id in rows if kept != number else ():
            writing.delete("tagging", tagging)
            put_tags(writing, noun, row_id, (new,))
        if kept != number:
            writing.delete("tag", number)
        name, count = writing.connection.execute(
            "SELECT name, (SELECT COUNT(*) FROM tagging WHERE tag_id = tag.id) FROM tag WHERE id = ?", (kept,)
        ).fetchone()
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"tag {old} → {name}")
    return Tag(kept, name, count)


def take_tags(writing: Writing, noun: str, row_id: int, tags: tuple[str, ...]) -> None:
    """Take tags off a row; one that it does not have changes nothing.

    Raises:
        UnknownNameError: there is no such tag at all.
    """
    for tag in tags:
        number = known_word(writing.connection, "tag", tag)
        for (tagging,) in writing.connection.execute(
            "SELECT id FROM tagging WHERE noun = ? AND row_id = ? AND tag_id = ?", (noun, row_id, number)
        ).fetchall():
            writing.delete("tagging", tagging)


def _check_activity(writing: Writing, number: int) -> None:
    if not writing.connection.execute("SELECT 1 FROM activity WHERE id = ?", (number,)).fetchone():
        raise UnknownNameError(f"there is no activity #{number}", hint="prospector list shows their numbers")
