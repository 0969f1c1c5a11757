"""The text of a note that a program keeps as HTML."""

from __future__ import annotations

import html
import re

_ENDS_A_LINE = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_MARK = re.compile(r"</?[A-Za-z!][^>]*>")


def plain_text(text: str) -> str:
    """Take the marks of HTML out: a line for a paragraph, letters for entities; a `<` that is no mark stays."""
    text = _MARK.sub("", _ENDS_A_LINE.sub("\n", _UNSEEN.sub("", text)))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)
