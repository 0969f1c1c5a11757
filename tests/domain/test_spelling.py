"""Names are matched by their fold, and misspelt words find the closest."""

from __future__ import annotations

import time
from itertools import islice, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.spelling import closest, did_you_mean, distance, fold, meant_by, quoted


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("  José   DÍAZ ", "jose diaz"),
        ("Jose\u0301", "jose"),  # the accent as a character of its own
        ("Straße", "strasse"),
        ("Søren Łukasz", "soren lukasz"),
        ("Jane\u00a0Doe", "jane doe"),  # a no-break space, as spreadsheets leave it
        ("Ja\u200bne", "jane"),  # a space of no width
        ("İpek", "ipek"),
        ("Νίκος", "νικοσ"),
        ("\uff2aane", "jane"),  # full width
    ],
)
def test_case_accents_and_spaces_do_not_matter(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text())
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_the_fast_path_for_ascii_gives_what_the_slow_one_would(text: str) -> None:
    assert fold(text) == fold(text + "\u200b")


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("kitten", "sitting", 3),  # the textbook's Levenshtein example
        ("ca", "abc", 3),  # the textbook's: 2 without the restriction that no letter is edited twice
        ("tomorow", "tomorrow", 1),
        ("jnae", "jane", 1),
        ("", "abc", 3),
    ],
)
def test_slips_are_counted_as_in_the_literature(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 9) == slips == distance(other, one, 9)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 4))
def test_a_limit_stops_the_counting_and_changes_nothing_below_it(one: str, other: str, limit: int) -> None:
    assert distance(one, other, limit) == min(distance(one, other, 99), limit + 1)


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_slips_are_what_trying_all_of_them_finds(one: str, other: str) -> None:
    assert distance(one, other, 9) == slips_by_definition(one, other)


def slips_by_definition(one: str, other: str) -> int:
    if not one or not other:
        return len(one) + len(other)
    ways = [
        slips_by_definition(one[:-1], other) + 1,
        slips_by_definition(one, other[:-1]) + 1,
        slips_by_definition(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        ways.append(slips_by_definition(one[:-2], other[:-2]) + 1)
    return min(ways)


def test_a_short_word_may_have_one_slip_and_a_long_one_two() -> None:
    assert closest("jnae", ["Jane", "Jan", "June", "Joan"]) == ["Jane"]
    assert closest("mno", ["mon"]) == ["mon"]
    assert closest("mxy", ["mon"]) == []
    assert closest("Gonzlaes", ["Gonzalez", "Jones"]) == ["Gonzalez"]
    assert closest("a", ["b"]) == []
    assert closest("", ["a", ""]) == []


def test_a_short_name_may_be_another_name_and_is_no_slip_then() -> None:
    known = ["Kim", "Jan", "A1", "Jane Doe"]
    for name in ("Tim", "Dan", "Jon", "B1", "Jean Roe", "Anne"):
        assert closest(name, known, parts=True, strict=True) == [], name
    assert closest("Lucas", ["Lukas", "Mucas"], strict=True) == ["Lukas"]
    for slip in ("jnae", "jae", "jaane"):
        assert closest(slip, known, parts=True, strict=True) == ["Jane Doe"], slip
    assert closest("Gonzlaes", ["Gonzalez", "Jones"], strict=True) == ["Gonzalez"]


def test_the_closest_come_first_and_then_the_order_given() -> None:
    assert closest("martin", ["Martina B", "Martine", "Marlin", "Martin", "Martin"]) == [
        "Martin",
        "Martine",
        "Marlin",
    ]


def test_a_part_of_a_name_is_meant_only_where_that_is_asked_for() -> None:
    assert closest("jnae", ["Jane Doe", "John Roe"]) == []
    assert closest("jnae", ["Jane Doe", "John Roe"], parts=True) == ["Jane Doe"]
    assert closest("jnae doe", ["Jane Doe", "John Roe"], parts=True) == ["Jane Doe"]
    assert closest("muller", ["Jörg Müler"], parts=True) == ["Jörg Müler"]


@given(st.text("abcd", min_size=2, max_size=9), st.lists(st.text("abcd ", max_size=9), max_size=8))
def test_the_shortcuts_lose_no_name(word: str, known: list[str]) -> None:
    slips = min(1 if len(word) <= 5 else 2, len(word) - 1)
    near = {name for name in known if distance(word, fold(name), 9) <= slips}
    assert set(closest(word, known, limit=99)) == near


def test_fifty_thousand_names_are_searched_between_two_keystrokes() -> None:
    syllables = [pair[0] + pair[1] for pair in product("bglmnrst", "ai")]
    parts = ["".join(some).title() for some in product(syllables, repeat=3)]
    names = [f"{first} {last}" for first, last in islice(product(parts[::7], parts[::9]), 50_000)]
    spent = []
    for _ in range(3):
        begun = time.process_time()
        closest("Balsimo", names, parts=True)
        spent.append(time.process_time() - begun)
    assert min(spent) < 0.25  # about 0.04 on a laptop; the bound only catches a change of order


def test_a_quoted_text_is_one_short_line_without_control_characters() -> None:
    assert quoted("a\nb\x1b[31m") == r"'a b\x1b[31m'"
    assert len(quoted("x" * 500)) == 42


def test_a_word_that_was_not_finished_means_up_to_three_that_begin_with_it() -> None:
    stages = ["lead", "prospecting", "qualifying", "proposal", "Proposition", "proportion"]
    assert meant_by("Prop", stages) == ["proposal", "Proposition", "proportion"]
    assert meant_by("proposl", stages) == ["proposal"]  # a slip is closer than a beginning
    assert meant_by("p", stages) == []
    assert (
        did_you_mean("pro", stages, "stages: many") == "did you mean prospecting or proposal or Proposition?"
    )
    assert did_you_mean("zzz", stages, "stages: many") == "stages: many"
