"""Lines of styled pieces: aligned, wrapped, shortened by terminal cells, and painted at the end."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from rich.cells import cell_len

_NO_BREAK = "\u00a0"


class Style(StrEnum):
    """What a piece of a line means; the value is its SGR code.

    Of the sixteen colours these can be read on a light and on a dark ground; yellow cannot on a light one.
    """

    PLAIN = ""
    DIM = "2"
    HEADING = "1"
    GOOD = "32"
    BEHIND = "31"
    UNCERTAIN = "35"


Piece = tuple[str, Style]
Line = list[Piece]


def paint(line: Line, *, colour: bool) -> str:
    """Join the pieces of a line, without spaces at its end."""
    pieces = list(line)
    while pieces and not pieces[-1][0].rstrip(" "):
        pieces.pop()
    if pieces:
        pieces[-1] = (pieces[-1][0].rstrip(" "), pieces[-1][1])
    if not colour:
        return "".join(text for text, _ in pieces)
    return "".join(
        f"\x1b[{style}m{text}\x1b[0m" if style and text.strip() else text for text, style in pieces
    )


def aligned(text: str, width: int, *, left: bool) -> str:
    """Pad a text to a width in cells; a wide letter counts two."""
    space = " " * (width - cell_len(text))
    return text + space if left else space + text


def shortened(text: str, width: int, mark: str) -> str:
    """Cut a text that is wider than `width` cells, and put `mark` at its end."""
    if cell_len(text) <= width:
        return text
    text = text[: 4 * width]
    while text and cell_len(text) > width - cell_len(mark):
        text = text[:-1]
    return text.rstrip(" \u200d") + mark


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text at its spaces into lines of at most `width` cells; a longer word stays whole.

    A no-break space holds words together and is shown as a space; a number is never parted from its percent sign.
    """
    line = ""
    for word in text.replace(" %", f"{_NO_BREAK}%").split(" "):
        if line and cell_len(line) + 1 + cell_len(word) > width:
            yield line.replace(_NO_BREAK, " ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line.replace(_NO_BREAK, " ")
