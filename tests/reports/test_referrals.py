"""Who brings people and who was not asked yet, on contacts that were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for line in (
        "contact add 'Jane Doe' -a Acme",
        "contact add 'Bob Ray' -a Umbra",
        "contact add 'Zoe Ash' -a Delta",
        "contact add 'Cy Lund' --referred-by jane --received 2026-03-02",
        "contact add 'Dee Orr' --referred-by jane --received 2026-10-05",
        "call cy conversation -d 2026-03-04",
        "call cy conversation -d '2026-03-04 15:00'",
        "email cy replied -d 2026-03-05",
        "call cy callback -d 2026-03-09",
        "deal open 'Cy one' --who cy --value 1000 -d 2026-03-09",
        "deal won 'Cy one' -d 2026-04-01",
        "deal open 'Jane one' --who jane --value 500 -d 2026-01-09",
        "deal won 'Jane one' -d 2026-02-01",
        "deal open 'Bob one' --who bob --value 700 -d 2026-01-09",
        "deal won 'Bob one' -d 2026-02-02",
        "deal open 'Zoe one' --who zoe --value 900 -d 2026-01-09",
        "deal won 'Zoe one' -d 2026-02-03",
        "deal open 'Zoe lost' --who zoe --value 900 -d 2026-01-09",
        "deal lost 'Zoe lost' -d 2026-02-03",
        "log referral bob -d 2026-05-05",
    ):
        terminal.ok(line)
    return terminal


def _report(terminal: Terminal, words: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminal.ok(f"report referrals {words} --json"))
    return found


def test_what_a_referrer_brought_is_counted_by_the_people_they_introduced(terminal: Terminal) -> None:
    (row,) = _report(terminal)["rows"]
    # Cy's two talks on 4 March are one conversation, the reply is none, the callback is the second.
    assert row == {
        "referrer": "Jane Doe", "account": "Acme", "introduced": 2, "conversations": 2, "won": 1, "revenue": 1000,
    }  # fmt: skip
    (late,) = _report(terminal, "-p 2026-10")["rows"]
    assert (late["introduced"], late["won"]) == (1, 0)
    (early,) = _report(terminal, "--as-of 2026-03-31")["rows"]
    assert (early["introduced"], early["conversations"], early["won"]) == (1, 2, 0)


def test_customers_who_were_neither_asked_nor_brought_anybody_are_to_be_asked(terminal: Terminal) -> None:
    names = [(each["contact"], each["revenue"], each["won_on"]) for each in _report(terminal)["to_ask"]]
    # Jane brought two, Bob was asked in May; Cy and Zoe were not.
    assert names == [("Cy Lund", 1000, "2026-04-01"), ("Zoe Ash", 900, "2026-02-03")]
    before = [each["contact"] for each in _report(terminal, "--as-of 2026-05-04")["to_ask"]]
    assert "Bob Ray" in before


def test_a_customer_known_by_the_account_alone_is_asked_through_anybody_there(terminal: Terminal) -> None:
    terminal.ok("account add Solo")
    terminal.ok("deal open 'Solo one' --account solo --value 50 -d 2026-01-09")
    terminal.ok("deal won 'Solo one' -d 2026-02-02")
    assert (None, "Solo") in {(each["contact"], each["account"]) for each in _report(terminal)["to_ask"]}
    terminal.ok("contact add 'Sue Poe' -a solo")
    terminal.ok("log referral 'sue poe' -d 2026-06-01")
    assert "Solo" not in {each["account"] for each in _report(terminal)["to_ask"]}


def test_the_rows_behind_a_figure_add_up_to_it(terminal: Terminal) -> None:
    (row,) = _report(terminal)["rows"]
    for figure in ("introduced", "conversations", "won", "revenue"):
        found = json.loads(terminal.ok(f"report referrals --why 'referrer=jane doe,{figure}' --json"))
        assert sum(each["adds"] for each in found) == row[figure]
    refused = terminal("report referrals --why referrer=bob,won")
    assert (refused.code, "there are Jane Doe" in refused.err) == (2, True)
