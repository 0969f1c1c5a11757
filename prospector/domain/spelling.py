"""Spelling: the key by which names are matched, and the names closest to a misspelt word.

`fold` is what "accents and case do not matter" means everywhere. `closest` is behind every "did you mean".
"""

from __future__ import annotations

from functools import lru_cache

from prospector.light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Letters that Unicode does not take apart, as the people who lack them on the keyboard type them.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i"}
)
_SHORT_WORD = 5
_SHORT_NAME = 4
_LONGEST_QUOTE = 40


@lru_cache(maxsize=4096)  # an import asks for a name several times in a row
def fold(text: str) -> str:
    """Reduce a name to the key that it is matched by.

    Case, accents, invisible format characters and the amount of white space do not count: `"  José  DÍAZ"` and
    `"jose diaz"` have one key. Folding a key changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    import unicodedata  # lazy: most names are plain

    letters = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN_LETTERS)
    plain = (
        letter
        for letter in unicodedata.normalize("NFKD", letters)
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    return " ".join("".join(plain).split())


def composed(text: str) -> str:
    """Text with every accented letter as one sign (NFC), however a file or a keyboard put it together."""
    if text.isascii():
        return text
    import unicodedata  # lazy: most names are plain

    return unicodedata.normalize("NFC", text)


def closest(
    word: str, known: Iterable[str], *, limit: int = 3, parts: bool = False, strict: bool = False
) -> list[str]:
    """Find the known names that a misspelt word may have meant, the closest first.

    A word of up to five letters may be one slip away, a longer one two. A slip is a letter too many, missing, wrong,
    or swapped with its neighbour.

    Args:
        word: what was typed.
        known: the names, in the order that decides between equally close ones.
        limit: how many to give at most.
        parts: whether the word may also mean one part of a name, as "jnae" does of "Jane Doe".
        strict: whether short words may be other names as well: Tim, Dan and Jon are no slips for Kim and Jan. A word
            of up to five letters then keeps its first one, and in one of up to four no letter is wrong.

    Returns:
        Names out of `known` as they are spelt there, each once; a name equal to the word but for case counts.
    """
    key = fold(word)
    slips = min(1 if len(key) <= _SHORT_WORD else 2, len(key) - 1)
    if slips < 0:
        return []
    parts = parts and " " not in key
    shortest, longest = len(key) - slips, len(key) + slips
    letters = frozenset(key)
    measured: dict[str, int] = {}  # parts of names repeat: there are fewer first names than people
    found: dict[str, int] = {}
    for name in known:
        folded = fold(name)
        for piece in (folded, *folded.split(" ")) if parts and " " in folded else (folded,):
            if not shortest <= len(piece) <= longest:
                continue
            far = measured.get(piece)
            if far is None:
                # One slip brings at most one letter that the other does not have: most names fall here, cheaply.
                strange = len(letters.difference(piece)) > slips or len(set(piece) - letters) > slips
                strange = strange or (strict and _is_another_name(key, piece))
                far = slips + 1 if strange else distance(key, piece, slips)
                measured[piece] = far
            if far <= slips and far < found.get(name, slips + 1):
                found[name] = far
    return sorted(found, key=found.__getitem__)[:limit]


def _is_another_name(key: str, piece: str) -> bool:
    """Whether a short word differs from a name as two short names do."""
    if len(key) > _SHORT_WORD:
        return False
    wrong = len(key) == len(piece) <= _SHORT_NAME and sorted(key) != sorted(piece)  # a swap keeps the letters
    return wrong or key[0] != piece[0]


def meant_by(word: str, known: Sequence[str]) -> list[str]:
    """The known words that a misspelt or unfinished one may have meant: the closest, else up to three that begin with it."""
    key = fold(word)
    return closest(word, known) or [name for name in known if len(key) > 1 and fold(name).startswith(key)][:3]


def did_you_mean(word: str, known: Sequence[str], otherwise: str) -> str:
    """The hint after a word that is none of those known; what is said otherwise where it means none of them."""
    near = meant_by(word, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def distance(one: str, other: str, limit: int) -> int:
    """Count the slips between two words: insertions, deletions, substitutions and swaps of neighbours.

    Args:
        one: a word.
        other: another one.
        limit: where counting may stop, at least 0; only a band of so many letters either side is looked at.

    Returns:
        The slips, or `limit + 1` if there are more than `limit`.

    Source: the restricted Damerau-Levenshtein distance (optimal string alignment), Boytsov (2011), ACM JEA 16, 1.1;
        the band is Ukkonen's (1985), Information and Control 64, 100-118.
    """
    beyond = limit + 1
    width = len(other)
    if abs(len(one) - width) > limit:
        return beyond
    blank = [beyond] * (width + 1)
    before, row = blank, [min(j, beyond) for j in range(width + 1)]
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, blank.copy()
        if i <= limit:
            row[0] = i
        least = row[0]
        for j in range(max(1, i - limit), min(width, i + limit) + 1):
            opposite = other[j - 1]
            best = before[j - 1] if letter == opposite else min(before[j - 1], before[j], row[j - 1]) + 1
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                best = min(best, above[j - 2] + 1)
            if best < beyond:
                row[j] = best
                least = min(least, best)
        if least > limit and min(before) >= limit:  # a swap reaches over one row
            return beyond
    return row[-1]


def quoted(text: str) -> str:
    """Show what was typed inside a message: one line, no control characters, not endless."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…")


def title_key(title: str) -> str:
    """The key by which a content piece is found: `5-ways` and `5 Ways` are one title."""
    return fold(title.replace("-", " ").replace("_", " "))
