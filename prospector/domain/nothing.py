"""What programs write into a cell that has nothing: `NULL`, `N/A`, `#N/A`, `None`, a dash.

Such a cell is blank. A thing that is truly called so is written with an apostrophe before it, as an export does and an
import takes away, so that `is_nothing` never loses a name that came out of a store.
"""

from __future__ import annotations

_WORDS = frozenset({"null", "(null)", "none", "n/a", "#n/a", "\\n", "-", "--", "\u2013", "\u2014"})
_LONGEST = max(map(len, _WORDS))
_PARTS = _WORDS - {"null", "none"} | {"NULL", "N/A", "#N/A", "\\N"}

NOTHING_FORMS = ("NULL", "N/A", "#N/A", "None", "-")


def is_nothing(text: str) -> bool:
    """Whether a cell, its outer spaces gone, says that there is nothing."""
    return len(text) <= _LONGEST and text.casefold() in _WORDS


def is_no_part(text: str) -> bool:
    """The same of one of several cells that make a name: somebody's surname is Null."""
    return text in _PARTS


def mark_literal(text: str) -> str:
    """Put an apostrophe before a text that would be taken for nothing."""
    return f"'{text}" if is_nothing(text.lstrip("'").strip()) else text


def unmark_literal(text: str) -> str:
    """Take the apostrophe of `mark_literal` away."""
    return text[1:] if text[:1] == "'" and is_nothing(text.lstrip("'").strip()) else text
