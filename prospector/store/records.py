"""Rows of any noun as records: the canonical column names, in their order, and `id` before them.

One named SQL per noun (`sql/records/`) says where each column comes from; this module turns what is stored (seconds,
minor units, row numbers) into what is read: moments as ISO text, money in major units, `tags` between semicolons,
`*_ref` as the external id of the row referred to. Lists, `show`, search, the JSON of writing commands and the export
all read through it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from prospector.domain.currency import exponent_of
from prospector.domain.moment import Moment
from prospector.domain.money import major_units
from prospector.domain.vocabulary import Direction, Metric
from prospector.store.nouns import EVERYTHING, NOUNS, Asked, Noun
from prospector.store.numbers import as_array
from prospector.store.references import Reference, known_references

Cell = str | int | float | bool | None
Record = dict[str, Cell]

_MOMENTS = frozenset(
    [
        "occurred_at",
        "received_at",
        "qualified_at",
        "opened_at",
        "closed_at",
        "stage_since",
        "set_at",
        "starts_at",
        "published_at",
    ]
)
_FLAGS = frozenset(["done", "qualified", "do_not_contact", "target"])
_REFERENCES = {
    "contact_ref": "contacts",
    "account_ref": "accounts",
    "deal_ref": "deals",
    "activity_ref": "activities",
    "person_ref": "person",
}


def record(connection: sqlite3.Connection, noun: str, row_id: int, *, currency: str) -> Record:
    """One row of a noun that is known to be there; arguments as in `find_record`.

    Raises:
        KeyError: there is none; a bug of the caller.
    """
    found = find_record(connection, noun, row_id, currency=currency)
    if found is None:
        raise KeyError(f"{noun} {row_id}")
    return found


def find_record(connection: sqlite3.Connection, noun: str, row_id: int, *, currency: str) -> Record | None:
    """One row of a noun; None if there is none.

    Args:
        connection: inside a transaction.
        noun: activities, contacts, accounts, deals, appointments, content or quotas.
        row_id: its number.
        currency: the store's, whose minor units amounts are in.
    """
    cursor = connection.execute(
        f"{_select(noun)} WHERE {NOUNS[noun].table}.id = :row_id", {"row_id": row_id, "every_lead": 0}
    )
    found = list(_read(cursor, noun, currency, known_references(connection)))
    return found[0] if found else None


def records(
    connection: sqlite3.Connection, noun: str, asked: Asked = EVERYTHING, *, currency: str
) -> list[Record]:
    """Rows of a noun, oldest or alphabetically first in front; arguments as in `find_record`."""
    cursor = connection.execute(*_statement(noun, asked, every_lead=False))
    return list(_read(cursor, noun, currency, known_references(connection)))


def numbered(
    connection: sqlite3.Connection, noun: str, numbers: Iterable[int], *, currency: str
) -> list[Record]:
    """Rows of a noun by their numbers, in the order of lists; arguments as in `find_record`."""
    entry = NOUNS[noun]
    cursor = connection.execute(
        f"{_select(noun)}\nWHERE {entry.table}.id IN (SELECT value FROM json_each(:numbers))\n"
        f"ORDER BY {', '.join(entry.order)}, 2",
        {"numbers": as_array(list(numbers)), "every_lead": 0},
    )
    return list(_read(cursor, noun, currency, known_references(connection)))


def count(connection: sqlite3.Connection, noun: str, asked: Asked = EVERYTHING) -> int:
    """How many rows were asked for, whatever the limit."""
    entry = NOUNS[noun]
    found = connection.execute(
        f"SELECT COUNT(*) FROM {entry.table}{_where(entry, asked)}", dict(asked.values)
    )
    return int(found.fetchone()[0])


def stream(
    connection: sqlite3.Connection, noun: str, asked: Asked, *, currency: str, reference: Reference
) -> Iterator[Record]:
    """Rows of a noun, one by one while the transaction is open; of contacts, one for each lead.

    Args:
        connection: inside a transaction.
        noun: as in `find_record`.
        asked: which rows.
        currency: as in `find_record`.
        reference: what rows are called by those that refer to them.
    """
    yield from _read(connection.execute(*_statement(noun, asked, every_lead=True)), noun, currency, reference)


def columns(connection: sqlite3.Connection, noun: str) -> tuple[str, ...]:
    """The names of a noun's columns in their order, `id` first."""
    cursor = connection.execute(f"{_select(noun)} LIMIT 0", {"every_lead": 0})
    return tuple(name for name in _names(cursor) if not name.endswith("_offset"))


@cache
def _select(noun: str) -> str:
    path = os.path.join(os.path.dirname(__file__), "sql", "records", f"{noun}.sql")
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip()


def _statement(noun: str, asked: Asked, *, every_lead: bool) -> tuple[str, dict[str, str | int | None]]:
    """The rows are chosen by their own table first: names are looked up for those that are shown, not for all."""
    entry = NOUNS[noun]
    backwards = entry.latest and asked.limit is not None
    chosen = f"SELECT {entry.table}.id FROM {entry.table}{_where(entry, asked)}"
    if asked.limit is not None:
        way = " DESC" if backwards else ""
        chosen += f" ORDER BY {', '.join(column + way for column in entry.order)} LIMIT :limit"
    every = not asked.by and asked.limit is None and not entry.only
    where = "" if every else f"\nWHERE {entry.table}.id IN ({chosen})"
    return (
        f"{_select(noun)}{where}\nORDER BY {', '.join(entry.order)}, 2",  # a contact's leads, by their number
        {**asked.values, "every_lead": int(every_lead), "limit": asked.limit},
    )


def _where(entry: Noun, asked: Asked) -> str:
    conditions = [entry.filters[name] for name in asked.by] + ([entry.only] if entry.only else [])
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def _read(cursor: sqlite3.Cursor, noun: str, currency: str, reference: Reference) -> Iterator[Record]:
    names = _names(cursor)
    offset_of = {name: place for place, name in enumerate(names) if name.endswith("_offset")}
    readers: list[tuple[str, int, Callable[[sqlite3.Row | tuple[Cell, ...], Cell], Cell] | None]] = [
        (name, place, _reader(name, noun, offset_of, reference))
        for place, name in enumerate(names)
        if name not in offset_of
    ]
    own = exponent_of(currency)
    money = [name for name in ("cost", "value", "amount") if name in names]
    for row in cursor:
        read: Record = {
            name: row[place] if reader is None or row[place] is None else reader(row, row[place])
            for name, place, reader in readers
        }
        for name in money:
            _price(read, name, own)
        yield read


def _names(cursor: sqlite3.Cursor) -> list[str]:
    return [column[0] for column in cursor.description]


def _reader(
    name: str, noun: str, offset_of: Mapping[str, int], reference: Reference
) -> Callable[[sqlite3.Row | tuple[Cell, ...], Cell], Cell] | None:
    """What turns a stored value of a column, and its row, into the one that is read; None to leave it."""
    if name in _MOMENTS:
        offset = offset_of[f"{name}_offset"]
        return lambda row, value: str(Moment(value, row[offset]))  # type: ignore[arg-type]  # integers by the schema
    if name in _FLAGS:
        return lambda _, value: bool(value)
    if name == "direction":
        return lambda _, value: Direction(value).word  # type: ignore[arg-type]  # an integer by the schema
    if name == "history":
        return lambda _, value: _history(str(value))
    kind = noun if name == "external_id" else _REFERENCES.get(name)
    if kind is not None:
        return lambda _, value: reference(kind, value)  # type: ignore[arg-type]  # a row number
    return None


def _history(text: str) -> str:
    """Turn `stage@seconds@offset;…` into `stage@moment;…`."""
    steps = (step.split("@") for step in text.split(";"))
    return ";".join(
        f"{stage}@{Moment(int(seconds), int(offset) if offset else None)}" for stage, seconds, offset in steps
    )


def _price(read: Record, name: str, own: int) -> None:
    """Turn minor units into major ones, by the currency of the row where it has its own."""
    minor = read[name]
    if not isinstance(minor, int) or (name == "amount" and read["metric"] != Metric.REVENUE):
        return
    currency = read.get("currency")
    read[name] = major_units(minor, exponent_of(currency) if isinstance(currency, str) else own)
