"""A coin for every new contact, and what came of each side."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from prospector.domain.experiment import Arm, coin
from tests.terminal import Terminal

LATER = "2027-01-15T09:00:00+01:00"


def _show(terminal: Terminal, words: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminal.ok(f"experiment warm show {words} --json"))
    return found


def test_the_coins_of_a_seed_are_even_and_never_change() -> None:
    sides = [coin(7, number) for number in range(10_000)]
    assert sides == [coin(7, number) for number in range(10_000)]
    assert 4_850 <= sides.count(Arm.WARM) <= 5_150  # three standard deviations
    assert sides != [coin(8, number) for number in range(10_000)]
    runs = sum(one is other for one, other in pairwise(sides))
    assert 4_850 <= runs <= 5_150


def test_contacts_who_are_new_while_it_runs_take_part_and_nobody_else(terminal: Terminal) -> None:
    terminal.ok("contact add 'Old Hand'")
    assert terminal("experiment warm show").code == 2
    terminal.now = "2026-11-20T11:00:00+01:00"
    assert "started" in terminal.ok("experiment warm start")
    assert "runs since 2026-11-20" in terminal("experiment warm start").err
    terminal.now = "2026-11-20T12:00:00+01:00"
    terminal.ok("contact add 'Ann Poe'")
    terminal.ok("call 'Too Late' conversation")  # the coin would come after the first call
    terminal.now = "2026-11-20T12:30:00+01:00"
    terminal.ok("experiment warm stop")
    assert "no experiment runs" in terminal("experiment warm stop").err
    terminal.now = "2026-11-20T13:00:00+01:00"
    terminal.ok("contact add 'New Comer'")
    assert [each["contact"] for each in _show(terminal)["to_do"]] == ["Ann Poe"]


def test_everybody_counts_where_the_coin_put_them_once_they_had_their_time(terminal: Terminal) -> None:
    terminal.ok("experiment warm start")
    terminal.now = "2026-11-20T12:00:00+01:00"
    for number in range(12):
        terminal.ok(f"contact add 'Person{number:02} X'")
    arms = {each["contact"]: each["arm"] for each in _show(terminal)["to_do"]}
    warm = sorted(name for name, arm in arms.items() if arm == "warm")
    cold = sorted(name for name, arm in arms.items() if arm == "cold")
    assert len(warm) + len(cold) == 12
    terminal.now = "2026-11-24T12:00:00+01:00"
    for name in warm[:-1]:
        terminal.ok(f"social '{name}' sent -d 2026-11-23")
    for name in (*warm, *cold):
        terminal.ok(f"call '{name}' {'conversation' if name in {*warm[:1], *cold[:1]} else 'no-answer'}")
    young = _show(terminal)
    assert (young["warm"]["people"], young["warm"]["trials"], young["warm"]["value"]) == (len(warm), 0, None)
    terminal.now = LATER
    terminal.ok(f"call '{cold[-1]}' conversation -d 2026-12-30")  # later than 30 days
    found = _show(terminal)
    assert (found["warm"]["hits"], found["warm"]["trials"]) == (min(len(warm), 1), len(warm))
    assert (found["cold"]["hits"], found["cold"]["trials"]) == (min(len(cold), 1), len(cold))
    # The last of the warm ones was called without a touch.
    assert (found["warm"]["called"], found["warm"]["as_told"]) == (len(warm), max(len(warm) - 1, 0))
    assert found["cold"]["as_told"] == len(cold)
    assert found["to_do"] == []


def test_how_many_contacts_it_takes_is_said(terminal: Terminal) -> None:
    terminal.ok("experiment warm start")
    assert _show(terminal)["needed_per_arm"] == 248  # 10 against 5 %, 80 % confidence and power
    assert _show(terminal, "--level 95")["needed_per_arm"] == 432
    terminal.is_terminal = True
    assert "whether 5 % becomes 10 % takes about 248 contacts of each kind" in terminal.ok(
        "experiment warm show"
    )


def test_starting_is_taken_back_by_undo(terminal: Terminal) -> None:
    terminal.ok("experiment warm start")
    assert "experiment warm started" in terminal.ok("undo")
    assert terminal("experiment warm show").code == 2
    terminal.ok("redo")
    assert _show(terminal)["stopped_at"] is None


def test_what_is_next_asks_for_the_first_touch_that_the_coin_chose(terminal: Terminal) -> None:
    terminal.ok("contact add 'Old Hand' --source web --phone '+49 30 1234567'")
    terminal.now = "2026-11-20T11:00:00+01:00"
    terminal.ok("experiment warm start")
    terminal.now = "2026-11-20T12:00:00+01:00"
    for number in range(12):
        terminal.ok(f"contact add 'Person{number:02} X' --source web --email p{number}@x.example")
    arms = {each["contact"]: each["arm"] for each in _show(terminal)["to_do"]}
    items = json.loads(terminal.ok("next --limit 20 --json"))["items"]
    found = {each["contact"]: each for each in items if each["sort"] == "lead"}
    old = found.pop("Old Hand")
    assert (old["reason"], old["command"]) == ("web lead, came today", f"prospector call {_word(old)}")
    assert {name: each["reason"] for name, each in found.items()} == {
        name: f"web lead, came today, the coin says {arm}" for name, arm in arms.items()
    }
    first = {"warm": "social", "cold": "call"}
    assert {name: each["command"].split()[1] for name, each in found.items()} == {
        name: first[arm] for name, arm in arms.items()
    }
    assert len(arms) == 12


def _word(item: dict[str, Any]) -> str:
    return str(item["command"]).split()[-1]


def test_after_the_touch_of_a_warm_contact_the_call_is_next(terminal: Terminal) -> None:
    terminal.ok("experiment warm start")
    terminal.now = "2026-11-20T12:00:00+01:00"
    for number in range(30):  # so many that the coin makes three of them warm
        terminal.ok(f"contact add 'Person{number:02} X'")
    warm = [each["contact"] for each in _show(terminal)["to_do"] if each["arm"] == "warm"]
    touched, forbidden, spoke, *_ = warm
    terminal.now = "2026-11-20T13:00:00+01:00"
    for name in (touched, forbidden):
        terminal.ok(f"social '{name}'")
    terminal.ok(f"social '{spoke}' conversation")
    terminal.ok(f"contact edit '{forbidden}' --do-not-contact")
    items = {each["contact"]: each for each in json.loads(terminal.ok("next --all --json"))["items"]}
    assert items[touched]["reason"] == "warm: touched, now call"
    assert items[touched]["command"].startswith("prospector call ")
    assert forbidden not in items
    assert spoke not in items
    assert next(iter(items)) == touched
    terminal.ok(f"next --done {items[touched]['number']} no-answer")
    assert touched not in terminal.ok("next --all --json")
