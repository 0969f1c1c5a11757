"""Plain lines that are longer than the terminal, broken at words; both front ends use it, so it needs nothing."""

from __future__ import annotations

_INDENT = "  "
_DOT = " · "


def folded(text: str, width: int | None, *, end: str = "") -> list[str]:
    """Break a line between its parts, which dots divide, and a longer part at its spaces; what follows is indented.

    Args:
        text: one line.
        width: of the terminal; None leaves the line as it is. A longer word stays whole.
        end: what stands at the end of the last line, as its number does, at least two spaces away.
    """
    if width is None:
        return [f"{text}{_INDENT}{end}" if end else text]
    start = text[: len(text) - len(text.lstrip(" "))]
    room = len(_INDENT) + len(end) if end else 0
    *parts, last = text.lstrip(" ").split(_DOT)
    lines = [start]
    for part in (*(f"{part} ·" for part in parts), last):
        reserved = room if part is last else 0
        _add(lines, part, width - reserved, f"{start}{_INDENT}")
    if end:
        lines[-1] += " " * max(len(_INDENT), width - len(lines[-1]) - len(end)) + end
    return lines


def _add(lines: list[str], part: str, width: int, indent: str) -> None:
    """Put a part at the end of the last line, or on a line of its own, or its words on several."""
    joined = _joined(lines[-1], part)
    if len(joined) <= width:
        lines[-1] = joined
    elif len(indent) + len(part) <= width:
        lines.append(f"{indent}{part}")
    else:
        for word in part.split(" "):
            joined = _joined(lines[-1], word)
            if len(joined) <= width or not lines[-1].strip():
                lines[-1] = joined
            else:
                lines.append(f"{indent}{word}")


def _joined(line: str, text: str) -> str:
    return f"{line} {text}" if line.strip() else f"{line}{text}"
