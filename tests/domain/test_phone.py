"""One number has many spellings; the expected keys are worked out from the countries' numbering plans by hand."""

from __future__ import annotations

import subprocess
import sys

import pytest

from prospector.domain.phone import is_region, same_number
from prospector.store.people import is_phone, phone_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("+1 (415) 555-0132", "14155550132"),
        ("001 415 555 0132", "14155550132"),
        ("(415) 555-0132", "4155550132"),
        ("+1 415 555 0132 ext. 12", "1415555013212"),
        ("+1 415 555 0132 x12", "1415555013212"),
        ("+1 415 555 0132 Extension: 12", "1415555013212"),
        ("1-800-FLOWERS", "18003569377"),
        ("800 GO-FEDEX", "8004633339"),
        ("ask Tom", ""),
        ("4155550132 mornings", ""),
        ("555 0132 CELL", ""),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_the_key_of_a_number_are_its_digits_and_text_has_none(text: str, key: str) -> None:
    assert phone_key(text) == key


@pytest.mark.parametrize("text", ["Alex 12345", "x12345", "911", "Booth 12345", "1-800-FLOWERS", "id:12345"])
def test_a_name_is_not_taken_for_a_number_that_was_typed(text: str) -> None:
    assert not is_phone(text)


@pytest.mark.parametrize(
    ("region", "spellings"),
    [
        ("US", ("(415) 555-0132", "415.555.0132", "1 415 555 0132", "+1 415 555 0132", "011 1 415 555 0132")),
        ("GB", ("020 7946 0000", "+44 20 7946 0000", "+44 (0)20 7946 0000", "0044 20 7946 0000")),
        ("DE", ("030 1234567", "+49 30 1234567", "+49 (0)30 1234567", "0049-30-1234567")),
        ("IT", ("06 1234 5678", "+39 06 1234 5678")),
    ],
)
def test_every_spelling_of_a_number_finds_every_other_in_its_country(
    region: str, spellings: tuple[str, ...]
) -> None:
    for one in spellings:
        for other in spellings:
            if other.startswith("011"):
                continue  # how it is dialled from one country: nobody's record
            assert phone_key(other) in {phone_key(one), *same_number(one, region)}, (one, other)


def test_the_first_key_is_that_of_the_e164_form_with_the_digits_of_an_extension() -> None:
    assert same_number("(415) 555-0132 ext. 12", "US")[0] == "1415555013212"
    assert same_number("1-800-FLOWERS", "US")[0] == "18003569377"


@pytest.mark.parametrize("text", ["ask", "", "12", "+", "99999999999999999999", "+999 12345678"])
def test_what_no_country_has_is_no_number(text: str) -> None:
    assert same_number(text, "US") == ()


def test_a_number_of_another_country_is_not_taken_for_one_at_home() -> None:
    assert "2079460000" not in same_number("+44 20 7946 0000", "US")


def test_countries_are_told_from_words() -> None:
    assert (is_region("US"), is_region("GB"), is_region("XX"), is_region("")) == (True, True, False, False)


def test_the_tables_of_countries_are_loaded_when_a_number_is_told_and_not_before() -> None:
    program = (
        "import sys, prospector.usecases.log, prospector.domain.phone; print('phonenumbers' in sys.modules);"
        "prospector.domain.phone.same_number('030 1234567', 'DE'); print('phonenumbers' in sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    assert loaded.split() == ["False", "True"]
