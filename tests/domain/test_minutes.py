"""Minutes as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.minutes import MINUTES_FORMS, read_minutes
from prospector.errors import InvalidValueError


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("12", 12),
        ("12m", 12),
        (" 12 MIN ", 12),
        ("1h", 60),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1h5", 65),
        ("1:30", 90),
        ("0:05", 5),
        ("0", 0),
        ("0s", 0),
        ("1s", 1),
        ("89s", 1),
        ("90s", 2),
        ("24h", 1440),
        ("000000012", 12),
    ],
)
def test_a_time_is_read_as_whole_minutes(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("-5", "is negative"),
        ("24h1", "is more than a day"),
        ("1441", "is more than a day"),
        ("999999s", "is more than a day"),
        *((f"{'9' * digits}{unit}", "is more than a day") for digits in (7, 11, 99, 5000) for unit in ("", "s", "h", ":30")),
        *((text, "is not a number of minutes") for text in ("", "m", "h", "s", "h30", "1h75", "1:5", "1:60", "1:300")),
        *((text, "is not a number of minutes") for text in ("1.5h", "1h30s", "1:30m", "12mm", "soon", "²", "1e2")),
    ],
)  # fmt: skip
def test_what_is_no_length_of_time_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        read_minutes(text)


@given(st.text(max_size=9) | st.text("0123456789hms:-", max_size=7))
def test_any_text_is_a_length_of_time_within_a_day_or_is_refused(text: str) -> None:
    try:
        minutes = read_minutes(text)
    except InvalidValueError:
        return
    assert 0 <= minutes <= 1440


def test_every_form_of_the_help_is_read() -> None:
    for examples, _ in MINUTES_FORMS:
        for text in examples.split(", "):
            read_minutes(text)
