"""Whether a text names a person, and the text without them.

A name, an e-mail or a profile is found as its words one after the other, whatever stands between them and however they
are spelt (case, accents, white space); a phone number by its digits. A name of a single word may be anybody's: it is
looked for where somebody reads what is found, and not where it would be taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import pairwise

from prospector.domain.spelling import fold
from prospector.store.forgetting.identity import Identity
from prospector.store.people import digits_of

MASK = "[forgotten]"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\+?\d[\d ().\-/\u00a0]{5,}\d")
_FEWEST_DIGITS = 7
_FEW = 30  # people, for whom looking for one word each is sooner than parting a text into its words
_ESCAPES = re.compile(r"\\[nrt]")


class Mentions:
    """Finds what some people are known by in texts.

    Args:
        known: the people's names and addresses.
        alone: whether a name of one word counts.
    """

    def __init__(self, known: Identity, *, alone: bool) -> None:
        self._names = known.names
        told = {*known.names, *(key for sort, key, _ in known.addresses if key and sort != "phone")}
        self._after: dict[str, list[tuple[str, ...]]] = {}
        words = {tuple(_WORD.findall(fold(each))) for each in told}
        for each in sorted(words, key=lambda found: (-len(found), found)):
            if len(each) > 1 or (alone and each):
                self._after.setdefault(each[0], []).append(each[1:])
        self._phones = {
            key for sort, key, _ in known.addresses if sort == "phone" and key and len(key) >= _FEWEST_DIGITS
        }
        rare = {max((first, *rest), key=len) for first, tails in self._after.items() for rest in tails}
        self._rare = rare if len(rare) <= _FEW else None

    def are_in(self, text: str) -> bool:
        """Whether a text names one of them."""
        if text.isascii() and self._rare is not None:
            lower = text.lower()
            named = any(word in lower for word in self._rare) and self._named(lower)
        else:
            named = self._named(fold(text))
        return named or bool(
            self._phones and any(self._is_theirs(found[0]) for found in _NUMBER.finditer(text))
        )

    def is_name(self, text: str) -> bool:
        """Whether a text is the name of one of them and nothing else, as a namesake's is."""
        return fold(text) in self._names

    def are_in_json(self, text: str) -> bool:
        """Whether a row in JSON does, as the undo history keeps it."""
        if "\\u" in text:
            text = json.dumps(json.loads(text), ensure_ascii=False)
        return self.are_in(_ESCAPES.sub(" ", text) if "\\" in text else text)

    def masked(self, text: str) -> str:
        """The text with something else in their place."""
        letters = [
            (place, letter) for place, each in enumerate(text) for letter in fold(each) or _space(each)
        ]
        folded = "".join(letter for _, letter in letters)
        words = list(_WORD.finditer(folded))
        spans = []
        for number, word in enumerate(words):
            for rest in self._after.get(word[0], ()):
                end = number + len(rest)
                if tuple(each[0] for each in words[number + 1 : end + 1]) == rest:
                    spans.append((letters[word.start()][0], letters[words[end].end() - 1][0] + 1))
                    break
        spans += [found.span() for found in _NUMBER.finditer(text) if self._is_theirs(found[0])]
        return _without(text, spans)

    def _named(self, folded: str) -> bool:
        words = _WORD.findall(folded)
        for place, word in enumerate(words):
            for rest in self._after.get(word, ()):
                if tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                    return True
        return False

    def _is_theirs(self, number: str) -> bool:
        digits = digits_of(number).removeprefix("00")
        return digits in self._phones


def _space(letter: str) -> str:
    return " " if letter.isspace() else ""


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with the mask in place of some spans, which may overlap."""
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    if not merged:
        return text
    between = [text[end:start] for (_, end), (start, _) in pairwise(merged)]
    pieces = [text[: merged[0][0]], *between, text[merged[-1][1] :]]
    return MASK.join(pieces)
