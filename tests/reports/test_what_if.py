"""What shifted hours would bring, on yields that were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from prospector.domain.hours import Shift, read_shifts
from prospector.errors import InvalidValueError
from prospector.stats.distributions import Gamma
from prospector.stats.shifted_hours import ShiftedHours, effect
from tests.logbook import Logbook
from tests.terminal import Terminal


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    """Ten hours of calls with twenty conversations, ten of e-mails with five, and social without minutes."""
    book = Logbook(tmp_path / "store.db")
    called = [f"2026-11-{day:02} 09:{at:02}  call  c{day}x{at}" for day in range(2, 7) for at in range(4)]
    written = [f"2026-11-{day:02} 10:{at:02}  email  e{day}x{at}" for day in range(2, 7) for at in range(4)]
    lines = [f"{line}  conversation  30min" for line in called]
    lines += [
        f"{line}  {'conversation' if at % 4 == 0 else 'sent'}  30min" for at, line in enumerate(written)
    ]
    lines += [f"2026-11-{day:02} 11:00  social  s{day}  conversation" for day in range(2, 7)]
    book.activities("\n".join(lines))
    book.target("conversations", 40, ("2026-10-01", "2027-01-01"))
    return book


def what_if(book: Logbook, shifts: str, words: str = "") -> dict[str, Any]:
    terminal = Terminal(book.path.parent)
    found = json.loads(terminal.ok(f"report quota --what-if '{shifts}' {words} --json"))
    effects: dict[str, Any] = found["what_if"]
    return effects


def test_an_hour_more_brings_what_an_hour_brought(book: Logbook) -> None:
    found = what_if(book, "call=+1h")
    assert found["hours_per_week"] == {"call": 1}
    assert found["weeks"] == 30 / 5  # from Friday 20 November to 31 December
    brought = found["effect"]["conversations"]
    belief = Gamma(20.5, 10.0)
    for name, quantile in (("low", 0.1), ("median", 0.5), ("high", 0.9)):
        assert brought[name] == pytest.approx(6 * belief.quantile(quantile), rel=0.03)
    assert "revenue" not in found["effect"]  # nothing was ever won
    book.deal("won", account="Acme", closed="2026-11-03", status="won", value=5000)
    assert what_if(book, "call=+1h")["effect"]["revenue"]["low"] >= 0


def test_a_shift_takes_from_the_one_what_it_gives_to_the_other(book: Logbook) -> None:
    found = what_if(book, "call=+2h, email=-2h")["effect"]["conversations"]
    assert found["median"] == pytest.approx(6 * 2 * (2.0 - 0.5), rel=0.1)
    back = what_if(book, "call=-2h email=+2h")["effect"]["conversations"]
    assert back["median"] == pytest.approx(-found["median"], rel=0.03)


def test_channels_whose_yields_are_unknown_are_refused_by_name(book: Logbook) -> None:
    terminal = Terminal(book.path.parent)
    for shifts, said in {
        "social=+1h": "an hour of social brings is not known: 5 of 5 activities of the last 90 days have no minutes",
        "visit=+1h": "an hour of visit brings is not known: none in the last 90 days",
        "fax=+1h": "no channel 'fax'",
        "call=1h": "'call=1h' is not a shift of hours",
        "call=+1h call=-1h": "call is named twice",
        "call=+100h": "fits into a week",
    }.items():
        refused = terminal(f"report quota --what-if '{shifts}'")
        assert refused.code == 2
        assert said in refused.err
    assert terminal("report quota -p 2025 --what-if call=+1h").code == 2


def test_shifts_are_read_with_a_sign_and_nothing_else() -> None:
    assert read_shifts("call=+3h, social=-1.5") == (Shift("call", 3.0), Shift("social", -1.5))
    for text in ("", "call", "=+3h", "call=+h", "call=+0h", "call=nan", "call=+infh"):
        with pytest.raises(InvalidValueError):
            read_shifts(text)


def test_what_wins_were_worth_is_resampled() -> None:
    found = effect([ShiftedHours(1.0, 10_000, 10_000.0)], Random(1), confidence=0.8, worths=[100.0, 300.0])
    # The mean of two draws from two values: 100, 200 or 300, at a quarter, a half and a quarter.
    assert (found.low, found.median, found.high) == pytest.approx((100, 200, 300), rel=0.05)
