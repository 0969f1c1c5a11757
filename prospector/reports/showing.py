"""One record with what hangs on it, laid out on a screen.

Its fields stand one a line, what is not known left out; under them the rows of other nouns that belong to it. JSON
has the canonical columns and those rows as lists.
"""

from __future__ import annotations

from collections.abc import Sequence

from prospector.light import dataclass
from prospector.reports.document import Cell, Column, Document, Row, Table
from prospector.reports.listing import COLUMNS, Record, rows_table

_SELF_EVIDENT = frozenset(["done"])
_AMOUNTS = frozenset(["cost", "value", "reach", "count"])


@dataclass(frozen=True, slots=True)
class Beneath:
    """Rows that belong to a record.

    Attributes:
        key: their name in JSON and above their table; `noun` says which columns that has.
        total: how many there are, where only the last are listed; 0 where all are.
    """

    key: str
    noun: str
    rows: Sequence[Record]
    total: int = 0

    @property
    def heading(self) -> str:
        """The words above the table."""
        more = self.total > len(self.rows)
        return f"the last {len(self.rows)} of {self.total:,} {self.key}" if more else self.key


def shown(record: Record, beneath: Sequence[Beneath] = ()) -> Document:
    """Lay a record out.

    Args:
        record: its fields.
        beneath: what belongs to it; tables without rows are left out.
    """
    tables = [
        sheet({name: value for name, value in record.items() if name not in _SELF_EVIDENT}),
        *(
            rows_table(COLUMNS[below.noun], below.rows, heading=below.heading)
            for below in beneath
            if below.rows
        ),
    ]
    lists = {below.key: [dict(row) for row in below.rows] for below in beneath}
    return Document((), tuple(tables), (), {**record, **lists})


def sheet(fields: Record) -> Table:
    """One record as two columns, what is not known left out."""
    rows = tuple(
        Row((name.replace("_", " "), _text(name, value)))
        for name, value in fields.items()
        if value not in (None, "")
    )
    return Table((Column("field", ""), Column("value", "")), rows)


def _text(name: str, value: Cell) -> Cell:
    """A value of a sheet, where numbers and words stand in one column."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.2f}"
    if isinstance(value, int) and name in _AMOUNTS:
        return f"{value:,}"
    if name.endswith("_at") and isinstance(value, str):
        return f"{value[:10]} {value[11:16]}".rstrip()
    return str(value)
