"""The forecast beside a quota: which method it takes, what it says at the edges, and what open deals cover."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prospector.reports.chances import chance_words
from tests.logbook import Logbook
from tests.terminal import NOW, Terminal

QUARTER = ("2026-10-01", "2027-01-01")


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "store.db")


def lines(book: Logbook, words: str = "", **environment: str) -> list[dict[str, Any]]:
    terminal = Terminal(book.path.parent, environment=environment)
    found: list[dict[str, Any]] = json.loads(terminal.ok(f"report quota {words} --json"))["rows"]
    return found


def only(book: Logbook, words: str = "") -> dict[str, Any]:
    (line,) = lines(book, words)
    return line


def sentences(book: Logbook, words: str = "") -> str:
    return Terminal(book.path.parent, is_terminal=True, columns=200).ok(f"report quota {words}")


def history(book: Logbook, rep: str = "me") -> None:
    """A year of deals: one a fortnight, every third one won at 9,000 after 30 days, and two open ones."""
    for number in range(24):
        month, day = 1 + number // 3, 1 + 9 * (number % 3)
        won = number % 3 == 0
        closed = f"2026-{month + 1:02}-{day:02}"
        book.deal(
            f"{rep} {number}",
            account="Acme",
            opened=f"2026-{month:02}-{day:02}",
            closed=closed,
            status="won" if won else "lost",
            value=9000,
            rep=rep,
        )
    for name, expected in (("soon", "2026-12-10"), ("next year", "2027-02-01")):
        number = book.deal(
            f"{rep} {name}",
            account="Acme",
            opened="2026-11-01",
            value=9000,
            rep=rep,
            expected_close_on=expected,
        )
        book.steps(number, "proposal@2026-11-01")


def test_a_pipeline_gives_a_range_a_chance_and_its_parts(book: Logbook) -> None:
    history(book)
    book.target("revenue", 20_000_00, QUARTER)
    line = only(book)
    forecast = line["forecast"]
    assert (forecast["method"], forecast["confidence"]) == ("pipeline", 0.8)
    assert line["credited"] == 0
    assert forecast["low"] <= forecast["median"] <= forecast["high"]
    assert forecast["from_open"] + forecast["to_come"] == pytest.approx(forecast["median"], abs=1)
    assert 0 < forecast["chance"] < 0.5
    assert forecast["chance"] == round(forecast["chance"], 2)
    # 8 of 24 were won: it takes three times the gap; of the open deals one is due in the quarter.
    assert line["coverage"] == {"open": 9000, "needed": 3, "value": 9000 / 20_000}
    assert "open deals 0.5 times the gap, needed 3.0." in sentences(book)
    assert f", chance {forecast['chance_words']}." in sentences(book)


def test_the_same_facts_give_the_same_numbers_whatever_the_hash_seed(book: Logbook) -> None:
    history(book)
    book.target("revenue", 20_000_00, QUARTER)
    words = ["--db", str(book.path), "report", "quota", "--json", "-p", "2026-Q4"]
    program = f"import sys; from prospector.cli.app import run; sys.exit(run({words}))"
    found = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PROSPECTOR_NOW": NOW,
                "PROSPECTOR_CONFIG": "none.toml",
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert b"pipeline" in found[0]


def test_a_higher_level_gives_a_wider_range_about_the_same_median(book: Logbook) -> None:
    history(book)
    book.target("revenue", 20_000_00, QUARTER)
    narrow, wide = (lines(book, PROSPECTOR_LEVEL=level)[0]["forecast"] for level in ("60", "95"))
    assert narrow["median"] == wide["median"]
    assert wide["low"] <= narrow["low"] <= narrow["high"] < wide["high"]


def test_with_nothing_won_it_falls_back_to_the_run_rate_and_says_so(book: Logbook) -> None:
    book.target("revenue", 20_000_00, QUARTER)
    book.target("conversations", 30, QUARTER)
    book.deal("open", account="Acme", opened="2026-11-01", value=9000)
    conversations, revenue = lines(book)
    for line in (revenue, conversations):
        assert line["forecast"]["method"] == "run rate"
        assert (line["forecast"]["median"], line["forecast"]["chance"]) == (0, None)
    assert revenue["coverage"] == {"open": 9000, "needed": None, "value": 0.45}
    assert sentences(book).count("too little history; the run rate comes to 0") == 2


def test_a_log_of_a_few_days_or_deals_is_too_little_history(book: Logbook) -> None:
    book.target("revenue", 20_000_00, QUARTER)
    book.target("conversations", 30, QUARTER)
    for day in (13, 16):
        book.deal(
            f"{day}", account="Acme", opened=f"2026-11-{day}", closed="2026-11-18", status="won", value=90
        )
    book.deal("open", account="Acme", opened="2026-11-16", value=9000)
    book.activities("2026-11-16 09:00  call  jane  conversation")
    for line in lines(book):  # five working days
        assert line["forecast"]["method"] == "run rate"
    assert lines(book)[1]["coverage"]["needed"] is None
    book.deal("before", account="Acme", opened="2026-10-05", closed="2026-10-06", status="lost")
    found = {line["metric"]: line["forecast"]["method"] for line in lines(book)}
    assert found == {"revenue": "pipeline", "conversations": "pace"}


def test_counts_go_by_the_pace_at_which_they_came(book: Logbook) -> None:
    book.target("conversations", 40, QUARTER)
    book.target("conversations", 40, QUARTER, channel="email")
    # One a working day by call since July.
    days = [f"2026-{month:02}-{day:02}" for month in range(7, 12) for day in range(1, 29)]
    weekdays = [day for number, day in enumerate(days) if number % 7 < 5 and day < "2026-11-20"]
    book.activities("\n".join(f"{day} 09:00  call  p{at}  conversation" for at, day in enumerate(weekdays)))
    calls, emails = sorted(lines(book), key=lambda line: line["channel"] or "")
    assert (calls["forecast"]["method"], emails["forecast"]["method"]) == ("pace", "run rate")
    left = calls["working_days_left"]
    # Days logged over working days since 1 July, some 5/7 of 28 a month against 22.
    assert calls["forecast"]["median"] == pytest.approx(calls["credited"] + left * 20 / 21.8, rel=0.1)
    assert calls["coverage"] is None
    assert isinstance(calls["forecast"]["median"], int)


def test_where_only_wins_are_logged_revenue_goes_by_their_pace_and_sizes(book: Logbook) -> None:
    for month in range(1, 11):
        book.deal(f"won {month}", account="Acme", closed=f"2026-{month:02}-15", status="won", value=5000)
    book.target("revenue", 20_000_00, QUARTER)
    forecast = only(book)["forecast"]
    assert forecast["method"] == "pace"
    assert forecast["low"] >= 5000
    assert forecast["from_open"] == 0
    # One a month of 5,000, and some 1.4 months left.
    assert forecast["median"] == pytest.approx(10_000, abs=5500)


def test_a_quota_that_is_made_is_certain_and_after_its_end_it_is_final(book: Logbook) -> None:
    history(book)
    book.deal("big", account="Acme", opened="2026-10-02", closed="2026-11-02", status="won", value=30_000)
    book.target("revenue", 20_000_00, QUARTER)
    made = only(book)
    assert (made["forecast"]["chance"], made["forecast"]["low"] >= 30_000) == (1, True)
    assert made["coverage"]["value"] is None
    assert "), made." in sentences(book)
    before = only(book, "--as-of 2026-10-20")["forecast"]
    assert 0 < before["chance"] < 1  # the big one was open then
    book.target("revenue", 90_000_00, ("2026-07-01", "2026-10-01"))
    final = only(book, "-p 2026-Q3")
    assert (final["forecast"]["method"], final["forecast"]["chance"]) == ("final", 0)
    assert final["forecast"]["median"] == final["credited"]
    assert "Forecast" not in sentences(book, "-p 2026-Q3")


def test_a_period_to_come_has_no_forecast(book: Logbook) -> None:
    history(book)
    book.target("revenue", 20_000_00, ("2027-01-01", "2027-04-01"))
    assert only(book, "-p 2027-Q1")["forecast"] is None


def test_a_quota_for_all_time_has_no_forecast(book: Logbook) -> None:
    book.target("won", 20)
    assert [line["forecast"] for line in lines(book, "-p all")] == [None]


def test_reps_add_up_and_each_goes_by_their_own_deals(book: Logbook) -> None:
    history(book)
    history(book, "ann")
    for rep in ("me", "ann"):
        book.target("revenue", 20_000_00, QUARTER, rep=rep)
    mine, hers, together = lines(book)
    assert together["rep"] == "all"
    assert together["coverage"]["open"] == mine["coverage"]["open"] + hers["coverage"]["open"]
    width = together["forecast"]["high"] - together["forecast"]["low"]
    assert width < sum(one["forecast"]["high"] - one["forecast"]["low"] for one in (mine, hers))
    book.target("revenue", 20_000_00, QUARTER, rep="new")
    assert lines(book)[-1]["forecast"]["method"] == "run rate"  # nothing is known of one of them


def test_a_holiday_leaves_less_to_come(book: Logbook) -> None:
    book.activities(
        "\n".join(
            f"2026-{month:02}-{day:02} 09:00  call  p{month}x{day}  conversation"
            for month in (8, 9, 10)
            for day in range(1, 29)
        )
    )
    book.target("conversations", 100, QUARTER)
    off = " ".join(f"2026-12-{day:02}" for day in range(1, 32))
    usual, less = (
        lines(book, PROSPECTOR_HOLIDAYS=holidays)[0]["forecast"]["median"] for holidays in ("", off)
    )
    assert less < usual


def test_open_deals_in_another_currency_count_at_their_rate(book: Logbook) -> None:
    history(book)
    book.deal("euro", account="Acme", opened="2026-11-10", value=1000, currency="EUR")
    book.target("revenue", 20_000_00, QUARTER)
    refused = Terminal(book.path.parent)("report quota")
    assert refused.code == 2
    assert "EUR" in refused.err
    (book.path.parent / "config.toml").write_text("[rates]\nEUR = 1.5\n")
    line = only(book)
    assert line["coverage"]["open"] == 10_500


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "under 1 in 20"),
        (0.01, "under 1 in 20"),
        (0.09, "about 1 in 10"),
        (0.31, "about 1 in 3"),
        (0.52, "about even"),
        (0.64, "about 2 in 3"),
        (0.97, "over 19 in 20"),
        (1.0, "over 19 in 20"),
    ],
)
def test_a_chance_is_said_with_no_more_digits_than_it_is_worth(chance: float, words: str) -> None:
    assert chance_words(chance) == words
    assert [chance_words(settled, settled=True) for settled in (0.0, 1.0)] == ["none", "certain"]


def test_the_forecast_and_its_chance_stay_at_120_columns(book: Logbook) -> None:
    history(book)
    book.target("revenue", 20_000_00, QUARTER)
    text = Terminal(book.path.parent, is_terminal=True, columns=120).ok("report quota")
    assert {"forecast", "chance"} <= set(text.splitlines()[2].split()), text
