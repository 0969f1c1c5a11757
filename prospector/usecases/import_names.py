"""Names of an import that have the surname first: `Doe, Jane` is Jane Doe where the whole column is written so.

A row alone does not tell: after a comma there may be a company, a title or a degree as well. What a row is known by is
worked out from its cells as they stand, before this, so that it does not matter for a file that comes again.
"""

from __future__ import annotations

from prospector.domain.naming import are_surnames_first, given_name_first
from prospector.importing.columns import Kind
from prospector.store.loading.load import Load
from prospector.store.loading.staging import Staging

_COLUMNS = {
    Kind.ACTIVITIES: ("contact",),
    Kind.CONTACTS: ("name", "referred_by"),
    Kind.DEALS: ("contact",),
    Kind.APPOINTMENTS: ("contact",),
}
_REMARK = "the surname stands before the comma: read as in Jane Doe"


def put_given_names_first(staging: Staging, kind: Kind) -> tuple[int, int]:
    """Turn the names of staged rows whose column has the surname first.

    Returns:
        How many rows have another name now, and the line of the first.
    """
    rows, first = 0, 0
    for column in _COLUMNS.get(kind, ()):
        with_comma = staging.texts(column, "instr(text, ',')")
        if not with_comma:
            continue
        others = staging.texts(column, "instr(text, ' ') AND NOT instr(text, ',')")
        if not are_surnames_first(with_comma, len(others)):
            continue
        turned = {name: given for name in with_comma if (given := given_name_first(name))}
        count, line = staging.rename(column, turned)
        rows, first = rows + count, min(first or line, line)
    return rows, first


def say_turned(load: Load, turned: tuple[int, int]) -> None:
    """Remark on names that were turned, if any were."""
    rows, line = turned
    if rows:
        load.tally.remark(_REMARK, line, rows)
