"""Records as text, one by one, so that an export of any size holds its text and one record.

CSV has the canonical columns, without `id`, which means nothing to another store; text is guarded against spreadsheets
and cleaned unless it is raw. JSON is an array with a record a line, as lists are.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from io import StringIO

from prospector.domain.nothing import mark_literal
from prospector.domain.spreadsheet import guard
from prospector.render.clean import clean_lines, escape_json

Cell = str | int | float | bool | None
_ID = "id"


class RecordText:
    """Text that grows by one record at a time.

    Args:
        names: the columns, in their order.
        as_json: an array of JSON; else CSV.
        raw: CSV for machines, not for spreadsheets.
    """

    def __init__(self, names: tuple[str, ...], *, as_json: bool, raw: bool) -> None:
        self._buffer = StringIO(newline="")
        self._as_json = as_json
        self._has_records = False
        self._names = [name for name in names if name != _ID]
        self._writer = csv.writer(self._buffer, lineterminator="\n")
        self._encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
        self._words: Callable[[str], str] = str if raw else _harmless
        if not as_json:
            self._writer.writerow(self._names)

    def add(self, record: Mapping[str, Cell]) -> None:
        """Write one record."""
        if self._as_json:
            self._buffer.write(",\n  " if self._has_records else "[\n  ")
            self._buffer.write(escape_json(self._encoder.encode(record)))
        else:
            cell = self._cell
            self._writer.writerow(
                ["" if value is None else cell(value) for value in map(record.__getitem__, self._names)]
            )
        self._has_records = True

    def text(self) -> str:
        """The whole text."""
        if not self._as_json:
            return self._buffer.getvalue()
        return self._buffer.getvalue() + "\n]\n" if self._has_records else "[]\n"

    def _cell(self, value: str | float | bool) -> str | float:
        if isinstance(value, str):
            return self._words(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value


def tables_of(sections: Mapping[str, Sequence[Mapping[str, Cell]]]) -> dict[str, str]:
    """Sections of records as CSV, each a text of its own; those without records are left out."""
    found = {}
    for name, records in sections.items():
        if records:
            table = RecordText(tuple(records[0]), as_json=False, raw=False)
            for record in records:
                table.add(record)
            found[name] = table.text()
    return found


@lru_cache(4096)  # names and words come again and again
def _harmless(text: str) -> str:
    cleaned = clean_lines(text).strip()  # what went away may have had spaces beside it
    guarded = guard(cleaned)
    return mark_literal(cleaned) if guarded == cleaned else guarded
