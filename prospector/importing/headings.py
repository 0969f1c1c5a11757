"""Headings, and texts of cells: what counts when two are compared."""

from __future__ import annotations

_NOT_COUNTED = str.maketrans("", "", " _-\t\r\n\"'\ufeff\u00a0")


def heading_key(heading: str) -> str:
    """Reduce a heading to what counts: `External ID`, `external_id` and `"external-id"` are one."""
    return heading.translate(_NOT_COUNTED).casefold()


def same_text(text: str) -> str:
    """What counts when a cell is compared with a text of a mapping: not letter case, not the amount of space."""
    return " ".join(text.casefold().split())
