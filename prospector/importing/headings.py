"""Headings of columns: what counts when two are compared."""

from __future__ import annotations

_NOT_COUNTED = str.maketrans("", "", " _-\t\r\n\"'\ufeff\u00a0")


def heading_key(heading: str) -> str:
    """Reduce a heading to what counts: `External ID`, `external_id` and `"external-id"` are one."""
    return heading.translate(_NOT_COUNTED).casefold()
