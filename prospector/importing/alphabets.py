"""Which alphabet of 256 letters a text is in that is not UTF-8: Windows-1252, or Mac Roman.

Every byte is a letter in both, so the words have to tell. A reading is implausible where a capital follows a small
letter (`JosŽ` for José), or where a sign stands that no word has (`voil‡`). Mac Roman is taken only where Windows-1252
is impossible or implausible and Mac Roman reads better; Latin-1 is a part of Windows-1252.
"""

from __future__ import annotations

import re

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

WINDOWS = "cp1252"
MAC = "mac_roman"
_BLOCK = 1 << 16
_ENOUGH = 5_000  # words with such letters
_AROUND = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+[\x00-\x7f]?")
_NO_LETTERS = "ƒΩπµıﬁﬂ∂∏∑ˆ"  # noqa: RUF001 - that a name would have
_COMMON_SIGNS = "’‘“”–—…•€£§°©®™«»¿¡·\u00a0"  # noqa: RUF001 - as word processors set them


def one_byte_encoding(stream: BinaryIO) -> str:
    """The encoding in which the words of a text look like words; Windows-1252 in doubt.

    Args:
        stream: the bytes from their start.
    """
    scores = {WINDOWS: 0, MAC: 0}
    seen, implausible, impossible = 0, False, False
    while seen < _ENOUGH and (block := stream.read(_BLOCK)):
        for found in _AROUND.finditer(block):
            seen += 1
            for encoding in scores:
                try:
                    plausibility = _plausibility(found[0].decode(encoding))
                except UnicodeDecodeError:
                    impossible = True
                    continue
                scores[encoding] += plausibility
                implausible |= encoding == WINDOWS and plausibility < 0
    if scores[MAC] > 0 and (impossible or (implausible and scores[MAC] > scores[WINDOWS])):
        return MAC
    return WINDOWS


def _plausibility(word: str) -> int:
    """How much the letters of a piece of text look as if they stood in a word; below 0 if they do not."""
    score = 0
    for at, letter in enumerate(word):
        if letter.isascii():
            continue
        before, after = word[at - 1 : at], word[at + 1 : at + 2]
        if letter in _NO_LETTERS:
            score -= 1
        elif letter.isalpha():
            if letter.isupper() and before.islower():
                score -= 1
            elif before.isalpha() or after.isalpha():
                score += 1
        elif letter not in _COMMON_SIGNS or (letter in "…•€£§°©®" and before.isalpha() and after.isalpha()):
            score -= 1
    return score
