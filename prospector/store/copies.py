"""What the journal still tells of the rows that a command changed.

A name and a colon cannot stand in a value of JSON text, whose quotes are escaped: so it is not parsed, which `undo` of a
log would wait for.
"""

from __future__ import annotations


def has_copy(before: str | None, after: str | None) -> bool:
    """Whether a change still tells its row: what is about somebody who was forgotten does not, nor what is too old."""
    text = before or after or ""
    return '"id":' in text or '"identity":' in text


def is_forgotten(before: str | None, after: str | None) -> bool:
    """Whether a change does not because it is about somebody who was forgotten."""
    return '"forgotten":' in (before or after or "")
