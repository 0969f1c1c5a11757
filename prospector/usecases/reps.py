"""Reps: who shares the store; added, renamed, listed with what they did."""

from __future__ import annotations

from prospector.domain.naming import one_line
from prospector.domain.spelling import fold, quoted
from prospector.errors import InvalidValueError
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.store.words import rep_id
from prospector.store.writing import Writing


@dataclass(frozen=True, slots=True)
class Rep:
    """A rep, and how many rows of activities and deals are theirs."""

    id: int
    name: str
    activities: int
    deals: int


def add_rep(store: Store, name: str, *, rep: str, at: int) -> Rep:
    """Add a rep.

    Raises:
        InvalidValueError: the name is taken, or is none.
    """
    text = _name(name)
    with store.writing() as writing:
        _check_free(writing, text, None)
        number = writing.insert("rep", name=text, name_key=fold(text))
        writing.record(at=at, rep_id=rep_id(writing.connection, rep), label=f"rep added: {text}")
    return Rep(number, text, 0, 0)


def rename_rep(store: Store, name: str, new_name: str, *, rep: str, at: int) -> Rep:
    """Give a rep another name; all that is theirs goes with it.

    Raises:
        UnknownNameError: no such rep.
        InvalidValueError: the new name is taken, or is none.
    """
    text = _name(new_name)
    with store.writing() as writing:
        number = rep_id(writing.connection, name)
        doer = rep_id(writing.connection, rep)  # by the old name, if it is the same rep
        before = str(writing.row("rep", number)["name"])
        _check_free(writing, text, number)
        writing.update("rep", number, name=text, name_key=fold(text))
        writing.record(at=at, rep_id=doer, label=f"rep renamed: {before} → {text}")
    return next(each for each in list_reps(store) if each.id == number)


def list_reps(store: Store) -> tuple[Rep, ...]:
    """All reps in the order in which they were made."""
    with store.reading() as connection:
        rows = connection.execute(
            "SELECT id, name, (SELECT COUNT(*) FROM activity WHERE rep_id = rep.id), "
            "(SELECT COUNT(*) FROM deal WHERE rep_id = rep.id) FROM rep ORDER BY id"
        ).fetchall()
    return tuple(Rep(*row) for row in rows)


def _name(text: str) -> str:
    name = one_line(text)
    if not fold(name) or len(name) > 80:
        raise InvalidValueError(f"{quoted(text)} is not a name for a rep", hint='as in "Ann Poe"')
    return name


def _check_free(writing: Writing, name: str, own: int | None) -> None:
    found = writing.connection.execute(
        "SELECT id, name FROM rep WHERE name_key = ?", (fold(name),)
    ).fetchone()
    if found and found[0] != own:
        raise InvalidValueError(f"there is a rep {found[1]} already", hint="prospector rep list")
