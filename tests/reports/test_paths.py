"""`report paths`: paths, models side by side, one person."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.logbook import Logbook
from tests.terminal import Terminal

Data = dict[str, Any]


@pytest.fixture
def rep(terminal: Terminal) -> Terminal:
    terminal.columns = 120
    return terminal


@pytest.fixture
def book(rep: Terminal) -> Logbook:
    return Logbook(rep.store)


def told(rep: Terminal, words: str = "") -> Data:
    found: Data = json.loads(rep.ok(f"report paths {words} --json"))
    return found


def months(book: Logbook, people: int, first: str = "email") -> None:
    """People who are written to, called a day later, and then talk on the phone."""
    for number in range(people):
        book.activities(f"""
            2026-10-02 09:00  {first}  p{number}  sent
            2026-10-03 09:00  call   p{number}  no-answer
            2026-10-0{4 + number % 3} 09:00  call   p{number}  conversation
        """)


def test_paths_are_counted_with_their_length_days_and_revenue(rep: Terminal, book: Logbook) -> None:
    months(book, 3)
    book.activities("""
        2026-10-05 09:00  call   x  conversation
        2026-10-05 09:00  visit  y  conversation  in
        2026-10-05 09:00  call   .  conversation  x2
    """)
    found = told(rep)
    assert found["paths"] == [
        {"path": ["email", "call", "call"], "results": 3, "revenue": None, "touches": 3, "median_days": 3.0},
        {"path": ["call"], "results": 1, "revenue": None, "touches": 1, "median_days": 0.0},
    ]
    assert (found["results"], found["unattributed"], found["unnamed"]) == (7, 1, 2)
    assert found["touches_needed"] == {"median": 3, "nine_in_ten": 3}
    book.deal("one", who="p0", value=90, opened="2026-10-20", closed="2026-11-01", status="won")
    book.deal("two", value=20, closed="2026-11-02", status="won")
    won = told(rep, "--to won")
    assert [(path["path"], path["revenue"]) for path in won["paths"]] == [(["email", "call", "call"], 90)]
    rep.is_terminal = True
    lines = [line.split() for line in rep.ok("report paths --to won").splitlines()]
    assert ["email", ">", "call", "x2", "1", "–", "3", "30.0", "90"] in lines
    assert ["came", "in", "1", "–", "–", "–", "20"] in lines
    assert ["all", "2", "–", "3", "30.0", "110"] in lines


def test_the_commonest_paths_are_listed_and_the_others_added_up(rep: Terminal, book: Logbook) -> None:
    months(book, 6)
    for number, channel in enumerate(("visit", "social", "mail", "mail")):
        book.activities(f"2026-10-05 09:00  {channel}  q{number}  conversation")
    assert len(told(rep, "--top 1")["paths"]) == 1
    rep.is_terminal = True
    lines = [line.split() for line in rep.ok("report paths --top 1").splitlines()]
    assert ["3", "other", "paths", "4", "40.0%", "–", "–"] in lines
    assert ["all", "10", "100%", "3", "2.0"] in lines


def test_models_stand_side_by_side_and_add_up_to_the_results(rep: Terminal, book: Logbook) -> None:
    months(book, 12)
    book.activities("2026-10-05 09:00  visit  y  conversation  in")
    found = told(rep, "--models")
    rows = {row["channel"]: row for row in found["credit"]}
    assert rows.keys() == {"call", "email"}
    assert (rows["call"]["direct"], rows["email"]["direct"]) == (12, 0)
    assert (rows["call"]["first"], rows["email"]["first"]) == (0, 12)
    assert (rows["call"]["linear"], rows["email"]["linear"]) == (8, 4)
    assert (rows["call"]["shapley"], rows["email"]["shapley"]) == (6, 6)
    for model, unattributed in found["unattributed_by_model"].items():
        assert unattributed == 1
        assert rows["call"][model] + rows["email"][model] == pytest.approx(12, abs=1e-9)
    assert found["agreement"] is False
    assert found["leaders"]["first"] == "email"
    assert found["leaders"]["last"] == "call"
    assert rows["call"]["spread"] == {"low": 0.0, "high": pytest.approx(12 / 13)}
    low, high = rows["call"]["range"]["low"], rows["call"]["range"]["high"]
    assert low < 8 / 13 < high
    assert found["indicative"] is True
    rep.is_terminal = True
    shown = rep.ok("report paths --models")
    assert "do not agree on the first place: email by first; call by last" in shown
    assert "call: 0 to 92 %" in shown
    assert "indicative" in shown
    assert "not a causal effect" in shown


def test_where_one_channel_does_it_all_the_models_agree(rep: Terminal, book: Logbook) -> None:
    months(book, 30, first="call")
    found = told(rep, "--models")
    assert found["agreement"] is True
    assert found["indicative"] is False


def test_under_ten_results_there_are_counts_alone(rep: Terminal, book: Logbook) -> None:
    months(book, 9)
    found = told(rep, "--models")
    assert found["agreement"] is None
    assert all(row["spread"] is None and row["range"] is None for row in found["credit"])
    rep.is_terminal = True
    assert "9 conversations are too few for shares: counts alone." in rep.ok("report paths --models")


def test_the_same_log_gives_the_same_ranges_in_any_order(rep: Terminal, book: Logbook) -> None:
    months(book, 12)
    once, again = told(rep, "--models"), told(rep, "--models")
    assert once == again


def test_one_persons_path_has_every_touch_with_its_share_under_each_model(
    rep: Terminal, book: Logbook
) -> None:
    book.activities("""
        2026-10-02 09:00  email  jane  sent  kind=letter
        2026-10-03 09:00  call   jane  no-answer
        2026-10-10 09:00  call   jane  conversation
        2026-10-12 09:00  social jane  sent
        2026-10-12 09:00  social other conversation
    """)
    found = told(rep, "--contact jane --as-of 2026-11-01")
    done, still_open = found["journeys"]
    assert done["result"] == {"noun": "activities", "id": 3, "at": "2026-10-10T09:00:00+00:00"}
    assert [touch["channel"] for touch in done["touches"]] == ["email", "call", "call"]
    assert done["touches"][0]["kind"] == "letter"
    by_model = {
        model: [touch["shares"][model] for touch in done["touches"]] for model in done["touches"][0]["shares"]
    }
    assert by_model["direct"] == [0, 0, 1]
    assert by_model["first"] == [1, 0, 0]
    assert by_model["linear"] == pytest.approx([1 / 3] * 3)
    assert by_model["position"] == pytest.approx([0.4, 0.2, 0.4])
    assert by_model["shapley"] == [0.5, 0.25, 0.25]
    decay = [2 ** (-8 / 7), 2**-1, 1]
    assert by_model["time-decay"] == pytest.approx([share / sum(decay) for share in decay])
    assert not any("markov" in model for model in by_model)
    assert still_open["result"] is None
    assert [touch["channel"] for touch in still_open["touches"]] == ["social"]
    assert still_open["touches"][0]["shares"] == {}
    rep.is_terminal = True
    shown = rep.ok("report paths --contact jane --as-of 2026-11-01")
    assert "conversation on Sat 10 Oct 2026 · 3 touches in 8.0 days" in shown
    assert "no conversation since · 1 touch" in shown
    assert "no conversation and no open touch" in rep.ok(
        "report paths --contact other -p 2025 --as-of 2025-12-31"
    )


def test_a_persons_deal_shows_the_touch_that_direct_credit_chose(rep: Terminal, book: Logbook) -> None:
    book.activities("""
        2026-10-02 09:00  email  jane  sent
        2026-10-03 09:00  call   jane  conversation
        2026-10-04 09:00  email  jane  sent
    """)
    book.deal("one", who="jane", value=90, opened="2026-10-20", closed="2026-11-01", status="won")
    (journey,) = told(rep, "--contact jane --to deal")["journeys"]
    assert [touch["shares"]["direct"] for touch in journey["touches"]] == [0, 1, 0]
    assert [touch["shares"]["last"] for touch in journey["touches"]] == [0, 0, 1]


def test_what_does_not_go_with_one_person_is_refused(rep: Terminal, book: Logbook) -> None:
    months(book, 1)
    for words in ("--contact p0 --models", "--contact p0 --source web"):
        assert rep(f"report paths {words}").code == 2
    assert rep("report paths --contact nobody-at-all").code == 2


@pytest.mark.usefixtures("book")
def test_nothing_yet_is_said_in_a_line(rep: Terminal) -> None:
    rep.is_terminal = True
    assert "no conversations in this period" in rep.ok("report paths --models")
    assert told(rep, "--models")["credit"] == []
