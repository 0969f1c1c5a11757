"""Whom the rep knows and met at target accounts, on accounts that were worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

COUNTS = ("known", "touched", "conversed", "met")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for line in (
        "account add Acme --target --buying-group 4 --divisions 'Sales; Legal'",
        "account add Umbra --target",
        "account add Other",
        "contact add 'Jane Doe' -a Acme --division sales",
        "contact add 'Bob Ray' -a Acme --division Finance",
        "contact add 'Cy Lund' -a Acme",
        "contact add 'Una Hale' -a Umbra",
        "call jane conversation -d 2026-11-18",
        "call bob no-answer -d 2026-11-02",
        "email cy conversation --inbound -d 2026-05-04",
        "log research una -d 2026-11-19",
        "appointment set jane '2026-11-19 10:00' -d 2026-11-18",
        "appointment held jane",
        "appointment set bob '2026-11-30 10:00'",
        "deal open Rollout --who jane --value 9000",
    ):
        terminal.ok(line)
    return terminal


def _rows(terminal: Terminal, words: str = "") -> dict[str, dict[str, Any]]:
    rows = json.loads(terminal.ok(f"report accounts {words} --json"))["rows"]
    return {row["account"]: row for row in rows}


def test_known_touched_conversed_and_met_are_counted_by_people(terminal: Terminal) -> None:
    acme = _rows(terminal)["Acme"]
    # Cy wrote in May and was never touched; Bob's meeting is still to come.
    assert {name: acme[name] for name in COUNTS} == {"known": 3, "touched": 2, "conversed": 2, "met": 1}
    assert (acme["coverage"], acme["last_touch_days"], acme["cold"]) == (1 / 4, 2, False)
    # Sales and Legal are written down, Finance is Bob's; Jane's and Bob's were touched.
    assert (acme["divisions_known"], acme["divisions_touched"]) == (3, 2)
    # One open deal, and only Jane was talked with in the last 90 days.
    assert acme["single_threaded"]


def test_research_touches_nobody_and_21_decide_unless_it_is_known_better(terminal: Terminal) -> None:
    umbra = _rows(terminal)["Umbra"]
    assert (umbra["buying_group"], umbra["touched"], umbra["last_touch_days"]) == (21, 0, None)
    assert (umbra["cold"], umbra["single_threaded"]) == (True, False)


def test_target_accounts_are_shown_unless_every_one_is_asked_for(terminal: Terminal) -> None:
    assert list(_rows(terminal)) == ["Acme", "Umbra"]
    assert list(_rows(terminal, "--every")) == ["Acme", "Umbra", "Other"]
    assert list(_rows(terminal, "--account other")) == ["Other"]


def test_the_period_and_as_of_choose_what_was_done(terminal: Terminal) -> None:
    may = _rows(terminal, "-p 2026-05")["Acme"]
    assert {name: may[name] for name in COUNTS} == {"known": 3, "touched": 0, "conversed": 1, "met": 0}
    before = _rows(terminal, "--as-of 2026-11-17")["Acme"]
    assert (before["touched"], before["met"], before["single_threaded"]) == (1, 0, False)


def test_the_people_behind_a_figure_are_listed(terminal: Terminal) -> None:
    for row in _rows(terminal, "--every").values():
        for figure in COUNTS:
            found = json.loads(
                terminal.ok(f"report accounts --every --why account={row['account']},{figure} --json")
            )
            assert sum(each["adds"] for each in found) == row[figure]
    (met,) = json.loads(terminal.ok("report accounts --why account=acme,met --json"))
    assert met["name"] == "Jane Doe"
    assert terminal("report accounts --why account=nobody,met").code == 2
