"""What an import would do, for somebody who is asked whether it shall: columns, first rows, and a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from prospector.domain.currency import exponent_of
from prospector.domain.moment import Moment
from prospector.domain.money import format_money
from prospector.domain.settings import Settings
from prospector.importing.columns import SHEETS, Column, ValueType
from prospector.importing.plan import Binding
from prospector.importing.rows import RowReading
from prospector.light import dataclass
from prospector.store.store import Store
from prospector.usecases.import_opening import open_reading
from prospector.usecases.import_request import ImportRequest

_ROWS = 5
_WORDS = 3
SLOW = 16 << 20  # bytes; a larger file is not rehearsed while somebody waits


@dataclass(frozen=True, slots=True)
class UnderstoodColumn:
    """How one column of ours is found in a file.

    Attributes:
        theirs: the heading, several joined; empty where it is set for all rows.
        ours: the canonical name.
        how: what is done with its cells: words translated, units, forms of dates.
    """

    theirs: str
    ours: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """How a file is understood, and its first rows.

    Attributes:
        encoding: the codec of its letters.
        delimiter: what stands between its cells.
        columns: those that are taken, in the order of ours.
        ignored: headings that nothing is taken from.
        names: the columns of the rows, ours.
        rows: the first that are understood, as they would be stored.
        is_large: whether rehearsing it all would keep somebody waiting.
    """

    encoding: str
    delimiter: str
    columns: tuple[UnderstoodColumn, ...]
    ignored: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_large: bool


def preview(
    store: Store, request: ImportRequest, *, settings: Settings, now: Moment, zone: tzinfo | None
) -> Preview | None:
    """Look at the beginning of a file; None where the file was imported before.

    Args:
        store: whose words it may use.
        request: what and how.
        settings: the store's currency.
        now: the time of the command.
        zone: whose clock times without an offset are of; None is the system's.

    Raises:
        ProspectorError: the file as a whole cannot be imported.
    """
    with ExitStack() as stack:
        opened = open_reading(store, stack, request, settings=settings, now=now, zone=zone)
        reading = opened.state
        if not isinstance(reading, RowReading):
            return None
        names, rows = _first_rows(reading, exponent_of(settings.currency))
        return Preview(
            encoding=opened.source.encoding,
            delimiter=reading.layout.delimiter,
            columns=tuple(_columns(reading)),
            ignored=reading.plan.ignored,
            names=names,
            rows=rows,
            is_large=opened.source.size > SLOW,
        )


def _columns(reading: RowReading) -> Iterator[UnderstoodColumn]:
    for binding in reading.plan.bindings:
        if binding is None or binding.constant == "":
            continue
        ours = binding.column.name
        if binding.constant is not None:
            yield UnderstoodColumn("", ours, binding.constant)
        else:
            yield UnderstoodColumn(binding.heading, ours, ", ".join(_how(binding)))


def _how(binding: Binding) -> Iterator[str]:
    """What is done with the cells of a column, in few words."""
    source = binding.source
    if source.values:
        pairs = [f"{theirs or 'blank'} = {ours or 'blank'}" for theirs, ours in source.values.items()]
        more = f" and {len(pairs) - _WORDS} more" if len(pairs) > _WORDS else ""
        yield ", ".join(pairs[:_WORDS]) + more
    if source.default:
        yield f"else {source.default}"
    if source.unit:
        yield source.unit
    if source.format:
        yield " or ".join(source.format)


def _first_rows(reading: RowReading, exponent: int) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The columns that the first rows have something for, and these rows."""
    columns = SHEETS[reading.plan.kind].columns
    for chunk in reading.chunks():
        if not chunk.lines:
            continue
        cells = [
            [_shown(column, value, exponent) for value in values[:_ROWS]]
            for column, values in zip(columns, chunk.values, strict=True)
        ]
        told = [at for at, texts in enumerate(cells) if any(texts)]
        names = tuple(columns[at].name for at in told)
        return names, tuple(zip(*(cells[at] for at in told), strict=True))
    return (), ()


def _shown(column: Column, value: object, exponent: int) -> str:
    """A value as a list would show it."""
    if isinstance(value, int) and column.type is ValueType.MONEY:
        return format_money(value, exponent)
    if isinstance(value, tuple):
        steps = (part if isinstance(part, str) else f"{part[0]}@{part[1].day}" for part in value)
        return ";".join(steps)
    sorts: tuple[tuple[type, Callable[[Any], str]], ...] = (
        (type(None), lambda _: ""),
        (bool, lambda told: "yes" if told else "no"),
        (Moment, _when),
        (Decimal, lambda number: f"{number.normalize():f}"),
        (date, date.isoformat),
    )
    return next((show(value) for sort, show in sorts if isinstance(value, sort)), str(value))


def _when(moment: Moment) -> str:
    return moment.day.isoformat() if moment.offset is None else f"{moment.local:%Y-%m-%d %H:%M}"
