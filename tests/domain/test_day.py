"""Days as a rep types them, where no time of day is wanted."""

from __future__ import annotations

from datetime import date

import pytest

from prospector.domain.day import DAY_FORMS, read_day
from prospector.errors import InvalidValueError

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "prefer", "day"),
    [
        ("2026-12-24", "past", date(2026, 12, 24)),
        ("fri", "past", date(2026, 11, 20)),
        ("fri", "future", date(2026, 11, 27)),
        ("in 2 weeks", "past", date(2026, 12, 6)),
        ("24 dec", "future", date(2026, 12, 24)),
        ("today", "past", TODAY),
    ],
)
def test_a_day_is_read_by_the_same_words(text: str, prefer: str, day: date) -> None:
    assert read_day(text, TODAY, prefer="past" if prefer == "past" else "future") == day


@pytest.mark.parametrize(
    "text", ["now", "9:30", "fri 9:30", "2h ago", "in 2 hours", "", "soon", "11/03/2026"]
)
def test_a_time_is_not_a_day(text: str) -> None:
    with pytest.raises(InvalidValueError):
        read_day(text, TODAY)


def test_every_form_of_the_help_is_read() -> None:
    for examples, _ in DAY_FORMS:
        for text in examples.split(", "):
            read_day(text, TODAY)
