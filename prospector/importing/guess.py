"""What a file with our own column names holds, told by its header; in doubt nobody guesses."""

from __future__ import annotations

from prospector.errors import InvalidValueError
from prospector.importing.columns import SHEETS, Kind
from prospector.importing.files import STANDARD_INPUT, open_source
from prospector.importing.headings import heading_key
from prospector.importing.mapping import ImportMapping
from prospector.importing.records import find_layout


def kind_of(file: str, mapping: ImportMapping) -> Kind:
    """The one kind whose required columns a header has and that knows all of its columns.

    Raises:
        InvalidValueError: there is none, or more than one; or the file can be read only once.
    """
    choices = ", ".join(Kind)
    if file == STANDARD_INPUT or not mapping.is_canonical:
        raise InvalidValueError("what are the rows?", hint=f"--as one of {choices}")
    with open_source(file, encoding=mapping.file.encoding) as source:
        wanted = frozenset(heading_key(name) for sheet in SHEETS.values() for name in sheet.names)
        header = {heading_key(name) for name in find_layout(source, mapping.file, wanted).header}
    fitting = [
        kind
        for kind, sheet in SHEETS.items()
        if header <= {heading_key(name) for name in sheet.names}
        and all(any(heading_key(name) in header for name in group) for group in sheet.required)
    ]
    if len(fitting) != 1:
        fit = f"could be {' or '.join(fitting)}" if fitting else "does not tell what its rows are"
        raise InvalidValueError(
            f"{file} {fit}", hint=f"--as one of {choices}; --map FILE for foreign column names"
        )
    return fitting[0]
