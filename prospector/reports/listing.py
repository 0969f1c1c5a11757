"""Lists of records, laid out for reading; their canonical columns whole for scripts.

A table shows the columns that tell rows apart at a glance; CSV and JSON have every canonical column, and `id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from prospector.reports.document import Cell, Column, Document, Row, Sentence, Sort, Table

Record = Mapping[str, Cell]

_USUAL: Mapping[str, Cell] = {"direction": "outbound", "count": 1}
_HUNDREDTHS = 100  # money in a document is in hundredths

_EMPTY = {
    "activities": "no activities; prospector call WHO logs one",
    "contacts": "no contacts; prospector contact add NAME, or call NAME, makes one",
    "accounts": "no accounts; prospector account add NAME makes one",
    "content": "no content pieces; prospector content TITLE logs one",
}
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "activities": (
        Column("id", "#", Sort.NUMBER),
        Column("occurred_at", "when", Sort.WHEN),
        Column("channel", "channel"),
        Column("contact", "contact"),
        Column("account", "account", rank=3),
        Column("outcome", "outcome"),
        Column("kind", "kind", rank=4),
        Column("direction", "direction", rank=6),
        Column("count", "count", Sort.COUNT, rank=1),
        Column("minutes", "min", Sort.MINUTES, rank=1),
        Column("tags", "tags", rank=7),
        Column("rep", "rep", rank=8),
        Column("note", "note", rank=2),
    ),
    "contacts": (
        Column("id", "#", Sort.NUMBER),
        Column("name", "name"),
        Column("account", "account", rank=1),
        Column("title", "title", rank=4),
        Column("email", "e-mail", rank=2),
        Column("phone", "phone", rank=3),
        Column("source", "source", rank=2),
        Column("received_at", "received", Sort.WHEN, rank=5),
        Column("qualified", "qualified", rank=6),
        Column("tags", "tags", rank=7),
    ),
    "leads": (
        Column("received_at", "received", Sort.WHEN),
        Column("source", "source"),
        Column("source_detail", "detail"),
        Column("qualified", "qualified", rank=1),
        Column("external_id", "their id", rank=2),
    ),
    "accounts": (
        Column("id", "#", Sort.NUMBER),
        Column("name", "name"),
        Column("domain", "domain", rank=2),
        Column("industry", "industry", rank=1),
        Column("target", "target"),
        Column("buying_group", "group", Sort.COUNT, rank=3),
        Column("divisions", "divisions", rank=4),
    ),
    "deals": (
        Column("id", "#", Sort.NUMBER),
        Column("name", "name"),
        Column("contact", "contact", rank=4),
        Column("account", "account", rank=2),
        Column("stage", "stage"),
        Column("status", "status"),
        Column("value", "value", Sort.MONEY),
        Column("currency", "currency", rank=6),
        Column("opened_at", "opened", Sort.WHEN, rank=3),
        Column("expected_close_on", "expected", Sort.DAY, rank=1),
        Column("closed_at", "closed", Sort.WHEN, rank=5),
        Column("rep", "rep", rank=7),
    ),
    "appointments": (
        Column("id", "#", Sort.NUMBER),
        Column("starts_at", "when", Sort.WHEN),
        Column("contact", "contact"),
        Column("status", "status"),
        Column("channel", "channel", rank=1),
        Column("set_at", "set", Sort.WHEN, rank=2),
        Column("rep", "rep", rank=4),
        Column("note", "note", rank=3),
    ),
    "follow-ups": (
        Column("id", "#", Sort.NUMBER),
        Column("due_on", "due", Sort.DAY),
        Column("text", "what"),
        Column("status", "status", rank=1),
    ),
    "content": (
        Column("id", "#", Sort.NUMBER),
        Column("published_at", "published", Sort.WHEN),
        Column("title", "title"),
        Column("kind", "kind"),
        Column("minutes", "min", Sort.MINUTES, rank=2),
        Column("cost", "cost", Sort.MONEY, rank=3),
        Column("reach", "reach", Sort.COUNT, rank=1),
        Column("url", "url", rank=5),
        Column("tags", "tags", rank=6),
    ),
    "quotas": (
        Column("id", "#", Sort.NUMBER),
        Column("metric", "metric"),
        Column("amount", "amount", Sort.MONEY),
        Column("period", "period"),
        Column("channel", "channel", rank=1),
        Column("rep", "rep"),
        Column("set_on", "set", Sort.DAY, rank=2),
    ),
}


def listing(
    noun: str,
    rows: Sequence[Record],
    *,
    columns: Sequence[str],
    total: int,
    whole: bool = False,
    tidy: bool = False,
) -> Document:
    """Lay out a list.

    Args:
        noun: whose rows they are.
        rows: the records.
        columns: the canonical ones, for a whole table.
        total: how many rows there are beyond those listed too.
        whole: whether the table has every column, as for CSV.
        tidy: whether columns that tell nothing are left out, as for a reader at a terminal.
    """
    shown = tuple(Column(name, name) for name in columns) if whole else COLUMNS[noun]
    said = cut(noun, len(rows), total)
    table = rows_table(shown, rows, empty=_EMPTY.get(noun, f"no {noun}"), tidy=tidy)
    sentences = (Sentence("", said),) if said and not whole else ()
    return Document((), (table,), sentences, [dict(row) for row in rows])


def cut(noun: str, shown: int, total: int) -> str:
    """What is said where a list is not the whole one; nothing where it is."""
    return f"{shown:,} of {total:,} {noun}; --all shows every one" if shown < total else ""


def rows_table(
    columns: tuple[Column, ...],
    rows: Sequence[Record],
    *,
    heading: str = "",
    empty: str = "",
    tidy: bool = True,
) -> Table:
    """A table of some columns of records, without the optional ones that tell nothing if it is tidy."""
    kept = tuple(column for column in columns if not tidy or not column.rank or _tells(column.key, rows))
    cells = tuple(Row(tuple(in_table(row.get(column.key), column.sort) for column in kept)) for row in rows)
    return Table(kept, cells, heading=heading, empty=empty)


def _tells(name: str, rows: Sequence[Record]) -> bool:
    """Whether a column says anything: it is not the same nothing, or the usual, in every row."""
    values = {row.get(name) for row in rows}
    if name == "rep":
        return len(values) > 1
    return bool(values - {None, "", _USUAL.get(name)})


def in_table(value: Cell, sort: Sort) -> Cell:
    """A value of a record as the cell of a table: money in hundredths, all else as it is."""
    if sort is Sort.MONEY and isinstance(value, int | float):
        return round(value * _HUNDREDTHS)
    return value
