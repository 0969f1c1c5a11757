"""How effort spreads over channels, on logs that were worked out by hand."""

from __future__ import annotations

import json
from math import exp, log
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.reports.focus import effective_number
from prospector.stats.comparison import HourArm
from prospector.stats.verdict import Certainty, least_per_hour
from tests.terminal import Terminal

AMOUNTS = st.lists(st.integers(0, 1000), min_size=1, max_size=8)


def test_channels_used_alike_count_in_full_and_a_rare_one_hardly_at_all() -> None:
    assert effective_number([5, 5, 5, 5]) == pytest.approx(4)
    assert effective_number([7]) == pytest.approx(1)
    assert effective_number([]) == effective_number([0, 0]) == 0
    # 90 % and 10 %: exp(-(0.9 ln 0.9 + 0.1 ln 0.1)).
    assert effective_number([90, 10]) == pytest.approx(1.3841454884, abs=1e-9)
    assert exp(-(0.9 * log(0.9) + 0.1 * log(0.1))) == pytest.approx(effective_number([9, 1]))


@given(AMOUNTS)
def test_the_effective_number_lies_between_one_and_how_many_there_are(amounts: list[int]) -> None:
    used = sum(amount > 0 for amount in amounts)
    found = effective_number(amounts)
    assert (found == 0) == (used == 0)
    assert not used or 1 - 1e-9 <= found <= used + 1e-9
    assert effective_number([3 * amount for amount in reversed(amounts)]) == pytest.approx(found)
    assert effective_number([*amounts, *amounts]) == pytest.approx(2 * found)  # Hill's doubling


def test_the_least_is_named_as_far_as_the_hours_can_tell() -> None:
    clear = least_per_hour([HourArm("a", 40, 20.0), HourArm("b", 5, 50.0), HourArm("c", 30, 20.0)])
    assert clear is not None
    assert (clear.key, clear.following, clear.certainty) == ("b", "c", Certainty.CLEAR)
    close = least_per_hour([HourArm("a", 10, 20.0), HourArm("b", 9, 20.0)])
    assert close is not None
    assert (close.key, close.certainty) == ("b", Certainty.CANNOT_TELL)
    assert 0.5 < close.chance < 0.7
    assert least_per_hour([HourArm("a", 10, 20.0)]) is None


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for channel, minutes, count, talks in (("call", 3, 40, 30), ("email", 12, 40, 1)):
        rows = [
            f"{channel},2026-{9 + number // 28:02}-{number % 28 + 1:02} 09:{number:02}:00,P{number},"
            f"{'conversation' if number < talks else 'sent' if channel == 'email' else 'no-answer'},{minutes}\n"
            for number in range(count)
        ]
        text = "channel,occurred_at,contact,outcome,minutes\n" + "".join(rows)
        (tmp_path / f"{channel}.csv").write_text(text, "utf-8")
        terminal.ok(f"import {channel}.csv --as activities")
    terminal.ok("log research . -m 60 -d 2026-09-01")
    return terminal


def _focus(terminal: Terminal, words: str = "-p 2026") -> dict[str, Any]:
    report: dict[str, Any] = json.loads(terminal.ok(f"report focus {words} --json"))
    return report


def test_shares_are_of_minutes_and_conversations_and_effort_alone_is_no_channel(terminal: Terminal) -> None:
    report = _focus(terminal)
    assert [row["channel"] for row in report["rows"]] == ["email", "call"]
    email, call = report["rows"]
    assert (email["share_of_minutes"], call["share_of_minutes"]) == (480 / 600, 120 / 600)
    assert (email["share_of_conversations"], call["share_of_conversations"]) == (1 / 31, 30 / 31)
    assert report["channels"] == 2
    assert report["effective_channels"] == pytest.approx(exp(-(0.8 * log(0.8) + 0.2 * log(0.2))))
    # The log begins on 1 September: 81 days up to 20 November.
    assert email["hours_a_week"] == pytest.approx(8 / (81 / 7))


def test_one_fewer_names_what_its_hours_were_and_what_they_brought(terminal: Terminal) -> None:
    one = _focus(terminal)["one_fewer"]
    assert (one["channel"], one["certainty"], one["conversations"]) == ("email", "clear", 1)
    assert one["hours_a_week"] == pytest.approx(8 / (81 / 7))
    assert "Without email 0.7 hours a week would be free" in one["text"]
    terminal.ok("log research . -m 60")
    few = _focus(terminal, "-p 2026-10")["one_fewer"]
    assert (few["channel"], "Cannot tell" in few["text"]) == (None, True)


def test_without_minutes_the_spread_is_that_of_activities(terminal: Terminal) -> None:
    for number in range(30):
        terminal.ok(f"social 'Q{number}' sent --new -d '2026-11-02 09:00'")
    report = _focus(terminal)
    assert report["definitions"]["effort"] == "activities"
    shares = [40 / 110, 40 / 110, 30 / 110]
    assert report["effective_channels"] == pytest.approx(exp(-sum(share * log(share) for share in shares)))
    assert [row["share_of_minutes"] for row in report["rows"]] == [120 / 600, 480 / 600, 0]
    terminal.is_terminal = True
    assert "30 of 110 activities have no minutes: too many" in terminal.ok("report focus -p 2026")


def test_a_single_channel_and_an_empty_log_are_said_plainly(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, is_terminal=True)
    terminal.ok("contact add Jane")
    assert "no channel was used" in terminal.ok("report focus")
    terminal.ok("call jane no-answer")
    assert "One channel: call." in terminal.ok("report focus")


def test_the_rows_behind_a_share_add_up_to_its_amount(terminal: Terminal) -> None:
    report = _focus(terminal)
    for row in report["rows"]:
        for figure in ("activities", "minutes", "conversations"):
            told = json.loads(
                terminal.ok(f"report focus -p 2026 --why channel={row['channel']},{figure} --json")
            )
            assert sum(each["adds"] for each in told) == row[figure]
    told = json.loads(terminal.ok("report focus -p 2026 --why share_of_minutes --json"))
    assert sum(each["adds"] for each in told) == 600  # without research
    assert terminal("report focus -p 2026 --why channel=research,minutes").code == 2
