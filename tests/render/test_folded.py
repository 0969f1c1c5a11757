from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prospector.render.folded import folded

_WORDS = st.lists(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9), min_size=1
)


def test_a_line_that_fits_stays_and_its_number_stands_at_the_edge() -> None:
    assert folded("call · Jane", None, end="#1") == ["call · Jane  #1"]
    assert folded("call · Jane", 20, end="#1") == ["call · Jane       #1"]


def test_a_long_line_is_broken_between_its_parts_and_a_long_part_at_its_words() -> None:
    assert folded("call · Jane Doe · for Tue 24 Nov 14:00 · today", 24, end="#12") == [
        "call · Jane Doe ·",
        "  for Tue 24 Nov 14:00 ·",
        "  today              #12",
    ]
    assert folded("  one part of many words", 12) == ["  one part", "    of many", "    words"]


@given(_WORDS, st.integers(12, 60))
def test_no_word_is_lost_and_no_line_of_short_words_is_too_long(words: list[str], width: int) -> None:
    lines = folded(" ".join(words), width, end="#7")
    assert " ".join(lines).split() == [*words, "#7"]
    assert all(len(line) <= width for line in lines[:-1])
    assert len(lines[-1]) <= max(width, 2 + 9 + 2 + 2)
