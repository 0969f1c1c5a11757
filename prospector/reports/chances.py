"""Chances in words, with no more digits than a forecast is worth: `about 1 in 3`."""

from __future__ import annotations

_FRACTIONS = (
    (1 / 20, "about 1 in 20"),
    (1 / 10, "about 1 in 10"),
    (1 / 5, "about 1 in 5"),
    (1 / 4, "about 1 in 4"),
    (1 / 3, "about 1 in 3"),
    (1 / 2, "about even"),
    (2 / 3, "about 2 in 3"),
    (3 / 4, "about 3 in 4"),
    (4 / 5, "about 4 in 5"),
    (9 / 10, "about 9 in 10"),
    (19 / 20, "about 19 in 20"),
)


def chance_words(chance: float, *, settled: bool = False) -> str:
    """Say a chance, a fraction of 1; as a certainty only where it is settled."""
    if settled:
        return "certain" if chance else "none"
    if chance < 1 / 25:
        return "under 1 in 20"
    if chance > 24 / 25:
        return "over 19 in 20"
    return min(_FRACTIONS, key=lambda one: abs(one[0] - chance))[1]
