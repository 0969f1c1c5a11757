"""A page of the manual at a terminal: Markdown with its marks taken off, paragraphs as wide as the eye likes.

What is read is the little Markdown that the manual is written in: headings, paragraphs, lists, tables, fenced blocks,
bold, emphasis, code and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from prospector.render.clean import encodable
from prospector.render.terminal_lines import Style, aligned, paint, wrapped

_READABLE = 88
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_MARKS = re.compile(r"\*\*|`|(?<![\w*])\*(?=[\w])|(?<=[\w])\*(?![\w*])")
_ITEM = re.compile(r"(\s*)([-*]|\d+\.)\s+")


def page_text(markdown: str, *, width: int, colour: bool, encoding: str | None) -> str:
    """Lay a page out.

    Args:
        markdown: the page.
        width: cells of a terminal line.
        colour: whether headings may be bold.
        encoding: of the terminal, None if it is not known.
    """
    lines = _lines(markdown, min(width, _READABLE))
    text = "\n".join(paint([(line, style)], colour=colour) for line, style in lines)
    return encodable(text.rstrip("\n") + "\n", encoding)


def _lines(markdown: str, width: int) -> Iterator[tuple[str, Style]]:
    is_code = False
    block: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        is_fence = line.startswith("```")
        if is_code or is_fence or _begins(line, block):
            yield from _block(block, width)
            block = []
        if is_fence:
            is_code = not is_code
        elif is_code:
            yield f"    {line}".rstrip(), Style.PLAIN
        elif line.startswith("#"):
            yield _plain(line.lstrip("# ")), Style.HEADING
        elif not line:
            yield "", Style.PLAIN
        elif not line.startswith("<!--"):
            block.append(line)


def _begins(line: str, block: list[str]) -> bool:
    """Whether a line does not go on with the block above it."""
    goes_on = bool(block) and block[0].startswith("|") == line.startswith("|")
    return not line or not goes_on or line.startswith(("#", "<!--")) or _ITEM.match(line) is not None


def _block(lines: list[str], width: int) -> Iterator[tuple[str, Style]]:
    if lines and lines[0].startswith("|"):
        yield from _table(lines, width)
    elif lines:
        yield from _paragraph(lines, width)


def _paragraph(lines: list[str], width: int) -> Iterator[tuple[str, Style]]:
    item = _ITEM.match(lines[0])
    start = item.group(0) if item else ""
    text = _plain(" ".join([lines[0][len(start) :], *(line.strip() for line in lines[1:])]))
    for number, line in enumerate(wrapped(text, width - len(start))):
        yield f"{' ' * len(start) if number else start}{line}", Style.PLAIN


def _table(lines: list[str], width: int) -> Iterator[tuple[str, Style]]:
    """Columns as wide as they need to be; the last one is wrapped."""
    rows = [
        [_plain(cell.strip()) for cell in line.strip().strip("|").split("|")]
        for line in lines
        if set(line) - set("|-: ")
    ]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(rows[0]) - 1)]
    indent = sum(widths) + 2 * len(widths)
    for number, (*cells, last) in enumerate(rows):
        start = "".join(
            aligned(cell, wide, left=True) + "  " for cell, wide in zip(cells, widths, strict=True)
        )
        for place, line in enumerate(wrapped(last, max(width - indent, 20))):
            yield f"{' ' * indent if place else start}{line}", Style.PLAIN if number else Style.DIM


def _plain(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text))
