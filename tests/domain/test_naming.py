"""Which names have the surname first, by hand-picked people and companies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.naming import are_surnames_first, given_name_first, one_line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Doe, Jane", "Jane Doe"),
        ("DOE,jane  ann", "jane ann DOE"),
        ("van der Berg, Anna-Maria", "Anna-Maria van der Berg"),
        ("O'Neil, J. R.", "J. R. O'Neil"),
        ("García López, José", "José García López"),
        ("Ma, Jack", "Jack Ma"),
        ("Doe, Jane, MBA", None),
        ("Doe, Jane MBA", None),
        ("Acme, Inc.", None),
        ("Acme, LLC", None),
        ("Smith, Jr.", None),
        ("Roe, M.D.", None),
        ("Doe, MA", None),
        ("Jane Doe", None),
        ("Doe,", None),
        (", Jane", None),
        ("Suite 5, Jane", None),
        ("one two three four, Jane", None),
    ],
)
def test_a_surname_before_a_comma_is_told_from_what_else_has_a_comma(text: str, name: str | None) -> None:
    assert given_name_first(text) == name


@pytest.mark.parametrize(
    ("with_comma", "others", "expected"),
    [
        (["Doe, Jane", "Roe, John"], 0, True),
        (["Doe, Jane", "Roe, John", "Acme, Inc."], 1, True),
        (["Doe, Jane"], 0, False),  # a row alone
        (["Doe, Jane", "Roe, John"], 3, False),  # most of the file is written otherwise
        (["Acme, Inc.", "Smith, Jr."], 0, False),
        (["Jane Doe, Acme", "John Roe, Initech"], 0, False),  # a name and a company
        (["de la Cruz, Ana", "van Dijk, Jan", "Doe, Jane"], 0, True),
    ],
)
def test_a_column_tells_by_most_of_its_names(with_comma: list[str], others: int, *, expected: bool) -> None:
    assert are_surnames_first(with_comma, others) is expected


@given(st.text())
def test_a_name_on_one_line_stays_so(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


def test_an_accent_is_one_sign_however_it_was_put_together() -> None:
    assert one_line("  Jose\u0301   Di\u0301az ") == "José Díaz"
