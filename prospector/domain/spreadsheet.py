"""Text in cells of a spreadsheet: a value must not become a formula, and must come back unchanged.

A spreadsheet runs a cell that starts with `=`, `+`, `-`, `@`, a tab or a line end (or their full-width forms) as a
formula. Writing puts one apostrophe before such a value; reading takes one away. A value that already has apostrophes
before such a letter gets one more, so that `unguard(guard(text)) == text` for every text.
"""

from __future__ import annotations

_STARTS_A_FORMULA = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def guard(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return "'" + text if _is_risky(text) else text


def unguard(text: str) -> str:
    """Take one apostrophe from a text that `guard` would have put it before."""
    return text[1:] if text[:1] == "'" and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    return text.lstrip("'")[:1] in _STARTS_A_FORMULA
