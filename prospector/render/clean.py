r"""The one place where text that came from outside is made harmless.

A name or a note may carry what a terminal obeys (escape sequences), what reorders a line (bidirectional controls) and
what cannot be seen or encoded (zero-width letters, lone surrogates). Accents, CJK and emoji are left as they are.

    control character, lone surrogate    becomes U+FFFD, so that it is seen
    tab, line end                        becomes a space
    invisible format character           goes away: left-to-right marks, overrides, zero-width spaces, soft hyphens
    joiner                               stays where scripts and emoji need it, between two letters beyond U+0600

Tables that fill themselves, not patterns: compiling patterns of such ranges takes longer than starting Python.
"""

from __future__ import annotations

_REPLACEMENT = "\ufffd"
_JOINERS = "\u200c\u200d"
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN_LETTERS = (
    "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # invisible, though of the sorts of letters and marks
)
_SEEN_FORMATS = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)
_FIRST_TO_BE_JOINED = "\u0600"
_LOOK_ALIKES = str.maketrans({
    "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00b7": "-", "\u2026": "...",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2192": "->", "\u2264": "<=", "\u2265": ">=",
    "\u00d7": "x", "\u00a0": " ", "\u202f": " ", "\u2591": ":", "\u2592": "+", "\u2593": "#", "\u2588": "@",
    "\u2581": ".", "\u2582": "-", "\u2583": "=", "\u2584": "+", "\u2585": "*", "\u2586": "#", "\u2587": "%",
})  # fmt: skip


def _instead_of(letter: str) -> str:
    if letter in _LINE_ENDS or letter == "\t":
        return " "
    from unicodedata import category  # lazy: most texts are plain

    match category(letter):
        case "Cc" | "Cs":
            return _REPLACEMENT
        case "Cf" if letter not in _SEEN_FORMATS and letter not in _JOINERS:
            return ""
        case _:
            return "" if letter in _UNSEEN_LETTERS else letter


class _OneLine(dict[int, str]):
    """What stands for each letter on one line, found out when it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _instead_of(chr(code))
        return found


class _ManyLines(_OneLine):
    r"""The same where lines and tabs stay; lines end with `\n`."""

    def __missing__(self, code: int) -> str:
        if code != ord("\t") and chr(code) not in _LINE_ENDS:
            return super().__missing__(code)
        self[code] = found = "\t" if code == ord("\t") else "\n"
        return found


class _InJson(dict[int, str]):
    r"""What stands for each letter in JSON: itself, or `\u....` where a person would not see what it is."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = found = letter if letter == "\n" or _instead_of(letter) == letter else _escaped(letter)
        return found


_ONE_LINE = _OneLine()
_MANY_LINES = _ManyLines()
_IN_JSON = _InJson()


def clean(text: str) -> str:
    """Make a text harmless on one line of a terminal.

    Args:
        text: anything, also text that no encoding can hold.

    Returns:
        One line without control characters, reordering and hidden letters.
    """
    if text.isascii() and text.isprintable():
        return text
    return _without_stray_joiners(text.replace("\r\n", "\n").translate(_ONE_LINE))


def clean_lines(text: str) -> str:
    r"""Make a text harmless that may have several lines, as in a cell of a CSV file; lines end with `\n`."""
    if text.isascii() and text.isprintable():
        return text
    return _without_stray_joiners(text.replace("\r\n", "\n").translate(_MANY_LINES))


def escape_json(text: str) -> str:
    r"""Write the letters that JSON allows but a terminal obeys or hides as `\u....`; the values stay the same."""
    if text.isascii() and "\x7f" not in text:
        return text
    return text.translate(_IN_JSON)


def encodable(text: str, encoding: str | None) -> str:
    """Put look-alikes for what an encoding cannot hold: `-` for a dash, `=` for a bar, `?` for the rest.

    Args:
        text: without lone surrogates.
        encoding: of the stream that the text goes to; None where the stream holds text itself.
    """
    if encoding is None or text.isascii():
        return text
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_LOOK_ALIKES).encode(encoding, "replace").decode(encoding)
    return text


def _without_stray_joiners(text: str) -> str:
    if text.isascii() or not any(joiner in text for joiner in _JOINERS):
        return text
    kept: list[str] = []
    for at, letter in enumerate(text):
        if letter not in _JOINERS or (_joins(kept[-1:]) and _joins(text[at + 1 : at + 2])):
            kept.append(letter)
    return "".join(kept)


def _joins(neighbour: list[str] | str) -> bool:
    return bool(neighbour) and neighbour[0] >= _FIRST_TO_BE_JOINED and neighbour[0] not in _JOINERS


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
