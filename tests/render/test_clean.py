from __future__ import annotations

import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.render.clean import clean, clean_lines, encodable, escape_json

ANYTHING = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe", "José Ñandú", "Jose\u0301", "日本電気株式会社", "Ελένη", "יעל כהן", "محمد", "👍🏽", "👩\u200d💻", "❤️", "🇩🇪",
        "می\u200cخواهم", "[bold]x[/]", "葛\U000e0100", "10\u00a0%",
    ],
)  # fmt: skip
def test_names_of_the_world_stay_as_they_are(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("\x1b[31mJane\x1b[0m", "�[31mJane�[0m"),
        ("\x1b]0;owned\x07", "�]0;owned�"),
        ("\x9b31mJane\x90x\x9c", "�31mJane�x�"),
        ("a\x00b\x7f", "a�b�"),
        ("two\r\nlines\tand\u2028more\x85", "two lines and more "),
        ("exe.\u202egpj", "exe.gpj"),
        ("\u202a+1 555 0100\u202c", "+1 555 0100"),
        ("\u2066x\u2069\u200e\u200f\u061c", "x"),
        ("pay\u200bpal\ufeff\u2060\u00ad", "paypal"),
        ("pay\u200dpal\u200c", "paypal"),
        ("x\U000e0041\U000e007f", "x"),
        ("broken \ud83d name", "broken � name"),
    ],
)
def test_what_a_terminal_obeys_or_hides_becomes_harmless(text: str, harmless: str) -> None:
    assert clean(text) == harmless


@given(ANYTHING)
def test_a_clean_text_has_no_controls_and_is_not_changed_again(text: str) -> None:
    once = clean(text)
    assert {category(letter) for letter in once}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert clean(once) == once
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(ANYTHING)
def test_lines_and_tabs_are_all_that_a_long_text_keeps(text: str) -> None:
    assert clean(clean_lines(text)) == clean(text)


@given(ANYTHING)
def test_escaped_json_says_the_same_and_shows_no_controls(text: str) -> None:
    escaped = escape_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(escaped) == text
    escaped.encode("utf-8")
    assert {category(letter) for letter in escaped}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})
    assert "\u202e" not in escaped


def test_an_encoding_gets_look_alikes_for_what_it_cannot_hold() -> None:
    assert encodable("6.0–9.3 ▃▃ · José…", "ascii") == "6.0-9.3 == - Jos?..."
    assert encodable("José · 5", "latin-1") == "José · 5"
    assert encodable("日", "utf-8") == encodable("日", None) == "日"
