"""Content pieces: published, shown with what came of them, edited.

A piece and each time that it was published are two things: the piece is a row of content, a publication is an
activity of the channel content that is about it. The hours, the money and the reach of a piece are those of its
publications together.
"""

from __future__ import annotations

from prospector.domain.moment import Moment
from prospector.domain.naming import kind_word, one_line
from prospector.domain.spelling import quoted, title_key
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.nouns import Asked
from prospector.store.records import Record, count, record, records
from prospector.store.store import Store
from prospector.store.words import put_tags, read_vocabulary, rep_id
from prospector.store.writing import Value, Writing
from prospector.usecases.day_counts import day_counts
from prospector.usecases.edits import Edited
from prospector.usecases.log import Entry, LogAnswer, store_entry
from prospector.usecases.tags import take_tags
from prospector.usecases.which_piece import find_content

CHANNEL = "content"
_LAST_ACTIVITIES = 12
_SHARED = ("minutes", "cost_minor", "reach")  # of a piece and of its only publication
_COLUMNS = {"cost": "cost_minor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceFacts:
    """What is said of a content piece; None is not said.

    Attributes:
        quantity: how many were made, as of collateral; `used`: how many were given away.
        cleared: columns that are to be empty.
    """

    title: str | None = None
    kind: str | None = None
    published: Moment | None = None
    minutes: int | None = None
    cost_minor: int | None = None
    reach: int | None = None
    quantity: int | None = None
    used: int | None = None
    url: str | None = None
    note: str | None = None
    tag: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    cleared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """A publication as the answer echoes it, and how many the piece has with it."""

    answer: LogAnswer
    title: str
    publications: int


@dataclass(frozen=True, slots=True)
class PieceShown:
    """A piece with the last activities about it; `activities_in_all` is how many there are."""

    piece: Record
    activities: tuple[Record, ...]
    activities_in_all: int


def publish(store: Store, title: str, facts: PieceFacts, *, moment: Moment, rep: str, at: int) -> Published:
    """Log that a content piece was published; the first time makes the piece.

    Args:
        store: open for writing.
        title: spelt as it is to be shown; one that differs in case, hyphens or spaces alone is the same piece.
        facts: what is known of it.
        moment: when it was published.
        rep: whose it is; empty for the only rep.
        at: the time of the command, UTC seconds.

    Raises:
        InvalidValueError: there is no title, or a value is out of range.
    """
    with store.writing() as writing:
        owner = rep_id(writing.connection, rep)
        number = _piece(writing, title, facts, moment, owner)
        name = str(writing.row("content", number)["title"])
        entry = Entry(
            channel=CHANNEL,
            moment=moment,
            on=name,
            kind=facts.kind,
            minutes=facts.minutes,
            cost_minor=facts.cost_minor,
            reach=facts.reach,
            note=facts.note,
            tags=facts.tag,
        )
        logged = store_entry(writing, read_vocabulary(writing.connection), entry, owner)
        put_tags(writing, "content", number, facts.tag)
        writing.record(at=at, rep_id=owner, label=f"{CHANNEL} · {name}", sort="log")
        answer = LogAnswer(
            (logged,), day_counts(writing.connection, logged.channel, logged.entry.moment, owner)
        )
        return Published(answer, name, len(_publications(writing, number)))


def show_piece(store: Store, title: str, *, currency: str) -> PieceShown:
    """Fetch a piece, its publications and the engagements with it.

    Raises:
        InvalidValueError: TITLE is not one piece.
    """
    with store.reading() as connection:
        number, _ = find_content(connection, title)
        about = Asked(("content",), {"content_id": number})
        last = Asked(("content",), {"content_id": number}, limit=_LAST_ACTIVITIES)
        return PieceShown(
            record(connection, "content", number, currency=currency),
            tuple(records(connection, "activities", last, currency=currency)),
            count(connection, "activities", about),
        )


def edit_piece(store: Store, title: str, facts: PieceFacts, *, currency: str, rep: str, at: int) -> Edited:
    """Change a piece; where it was published once, that publication's minutes, cost and reach follow.

    Raises:
        InvalidValueError: TITLE is not one piece, the new title is another's, or a value is out of range.
    """
    with store.writing() as writing:
        number, name = find_content(writing.connection, title)
        before = record(writing.connection, "content", number, currency=currency)
        values = _values(facts) | {_COLUMNS.get(column, column): None for column in facts.cleared}
        if facts.title is not None:
            values |= _title(writing, facts.title, number)
        writing.update("content", number, **values)
        shared = {column: value for column, value in values.items() if column in _SHARED}
        publications = _publications(writing, number)
        if shared and len(publications) == 1:
            writing.update("activity", publications[0], **shared)
        put_tags(writing, "content", number, facts.tag)
        take_tags(writing, "content", number, facts.untag)
        edited = Edited(before, record(writing.connection, "content", number, currency=currency))
        owner = rep_id(writing.connection, rep)
        writing.record(at=at, rep_id=owner, label=f"edit of {name}: {edited}")
    return edited


def _piece(writing: Writing, title: str, facts: PieceFacts, moment: Moment, owner: int) -> int:
    """The piece of a title: made, or what another publication costs and reaches added to it."""
    found = writing.connection.execute(
        "SELECT id FROM content WHERE title_key = ?", (title_key(title),)
    ).fetchone()
    values = _values(facts)
    if found is None:
        values |= _title(writing, title, None)
        values |= {"published_at": moment.seconds, "published_offset": moment.offset, "rep_id": owner}
        return writing.insert("content", **values)
    number = int(found[0])
    row = writing.row("content", number)
    for column, value in values.items():
        known = row[column]
        if column in _SHARED and isinstance(known, int) and isinstance(value, int):
            values[column] = known + value
        elif known is not None:
            values[column] = known
    if values:
        writing.update("content", number, **values)
    return number


def _title(writing: Writing, title: str, own: int | None) -> dict[str, Value]:
    text = one_line(title)
    if not title_key(text):
        raise InvalidValueError(
            "a content piece needs a title", hint='prospector content "Five ways" -k article'
        )
    found = writing.connection.execute(
        "SELECT id, title FROM content WHERE title_key = ?", (title_key(text),)
    ).fetchone()
    if found is not None and found[0] != own:
        raise InvalidValueError(f"{quoted(found[1])} is another content piece; nothing was written")
    return {"title": text, "title_key": title_key(text)}


def _values(facts: PieceFacts) -> dict[str, Value]:
    given: dict[str, Value] = {
        "kind": kind_word(facts.kind) if facts.kind else None,
        "minutes": facts.minutes,
        "cost_minor": facts.cost_minor,
        "reach": facts.reach,
        "quantity": facts.quantity,
        "used": facts.used,
        "url": facts.url,
        "note": facts.note,
    }
    if facts.published is not None:
        given |= {"published_at": facts.published.seconds, "published_offset": facts.published.offset}
    return {name: value for name, value in given.items() if value is not None or name == "published_offset"}


def _publications(writing: Writing, number: int) -> list[int]:
    rows = writing.connection.execute(
        "SELECT activity.id FROM activity JOIN channel ON channel.id = channel_id JOIN outcome ON outcome.id = outcome_id "
        "WHERE content_id = ? AND channel.name = ? AND outcome.name = 'published' AND direction = 0 ORDER BY activity.id",
        (number, CHANNEL),
    )
    return [int(row[0]) for row in rows]
