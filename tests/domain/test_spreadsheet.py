from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.spreadsheet import guard, unguard


@given(st.text(alphabet="'=+-@\t\r\n＝a1 ") | st.text())
def test_a_guarded_text_comes_back_unchanged_and_starts_no_formula(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize(
    ("text", "guarded"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 12", "'+49 30 12"),
        ("'=1", "''=1"),
        ("O'Brien", "O'Brien"),
        ("'s Hof", "'s Hof"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str, guarded: str) -> None:
    assert guard(text) == guarded
