"""The user's lead sources: added, renamed, listed with the leads they brought."""

from __future__ import annotations

from prospector.domain.naming import one_line
from prospector.domain.spelling import fold, quoted
from prospector.domain.vocabulary import Family
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.store.words import rep_id, source_id
from prospector.store.writing import Writing

KEEP_THEIR_NAMES = ("self", "inbound")


@dataclass(frozen=True, slots=True)
class Source:
    """A lead source, and how many leads came from it."""

    id: int
    name: str
    family: str
    leads: int


def add_source(store: Store, name: str, family: Family, *, rep: str, at: int) -> Source:
    """Add a lead source.

    Raises:
        InvalidValueError: the name is taken, or is none.
    """
    text = _name(name)
    with store.writing() as writing:
        _check_free(writing, text)
        number = writing.insert("source", name=text, name_key=fold(text), family=family.value)
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"source added: {text}")
    return Source(number, text, family.value, 0)


def rename_source(store: Store, name: str, new_name: str, *, rep: str, at: int) -> Source:
    """Give a lead source another name; its leads go with it.

    Raises:
        UnknownNameError: no such source.
        InvalidValueError: logging gives leads this source by its name, or the new name is taken or is none.
    """
    text = _name(new_name)
    with store.writing() as writing:
        number = source_id(writing.connection, name)
        before = str(writing.row("source", number)["name"])
        if before in KEEP_THEIR_NAMES:
            raise InvalidValueError(
                f"{before} keeps its name: logging gives it to new contacts",
                hint="prospector source add makes another",
            )
        if fold(text) != fold(before):
            _check_free(writing, text)
        writing.update("source", number, name=text, name_key=fold(text))
        label = f"source renamed: {before} → {text}"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return next(each for each in list_sources(store) if each.id == number)


def move_source(store: Store, name: str, family: Family, *, rep: str, at: int) -> tuple[Source, str]:
    """Put a lead source into another family.

    Returns:
        The source, and the family that it was in.

    Raises:
        UnknownNameError: no such source.
    """
    with store.writing() as writing:
        number = source_id(writing.connection, name)
        row = writing.row("source", number)
        before = str(row["family"])
        writing.update("source", number, family=family.value)
        label = f"source {row['name']!s}: {before} → {family.value}"
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=label)
    return next(each for each in list_sources(store) if each.id == number), before


def list_sources(store: Store) -> tuple[Source, ...]:
    """All lead sources in the order in which they were made."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT source.id, name, family, count(lead.id) FROM source "
            "LEFT JOIN lead ON lead.source_id = source.id GROUP BY source.id ORDER BY source.id"
        ).fetchall()
    return tuple(Source(*row) for row in rows)


def _name(text: str) -> str:
    name = one_line(text)
    if not fold(name) or len(name) > 80:
        raise InvalidValueError(f"{quoted(text)} is not a name for a lead source", hint="as in trade-show")
    return name


def _check_free(writing: Writing, name: str) -> None:
    found = writing.connection.execute("SELECT name FROM source WHERE name_key = ?", (fold(name),)).fetchone()
    if found:
        raise InvalidValueError(f"there is a source {found[0]} already", hint="prospector source list")
