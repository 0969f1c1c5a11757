r"""JSON: the documented fields of a document, in UTF-8, with nothing in it that a terminal obeys.

Control characters and what reorders or hides text are written as `\u....`, so the values are whole and the output is
harmless. A list has one record a line; anything else is indented.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TextIO

from prospector.render.appearance import Appearance
from prospector.render.clean import encodable, escape_json
from prospector.reports.document import Document


def write(document: Document, stream: TextIO, appearance: Appearance) -> None:
    """Write the data of a document as JSON."""
    del appearance  # JSON is for programs
    text = _text(document.told, ascii_only=False)
    encoding = getattr(stream, "encoding", None)
    if encodable(text, encoding) != text:
        text = _text(document.told, ascii_only=True)
    stream.write(text + "\n")


def _text(data: Mapping[str, object] | list[object], *, ascii_only: bool) -> str:
    if not isinstance(data, list):
        return escape_json(
            json.dumps(data, ensure_ascii=ascii_only, allow_nan=False, default=_simple, indent=2)
        )
    one = json.JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, default=_simple)
    records = ",\n".join(f"  {escape_json(one.encode(record))}" for record in data)
    return f"[\n{records}\n]" if records else "[]"


def _simple(value: object) -> object:
    """Write a value that JSON does not know as one that it knows.

    Raises:
        TypeError: a report put something undocumented into its data.
    """
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
