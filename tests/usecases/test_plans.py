"""Contacts in plans: enrolled by name or filter, followed by what is logged or imported, taken out, taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from prospector.domain.first_words import CHANNELS
from prospector.importing.plan_file import shipped_plans
from tests.contents import tables
from tests.terminal import Terminal

OWN = """
name = "After the fair"
summary = "People who came to the stand"
[[steps]]
day = 0
channel = "email"
what = "Thank for the talk"
[[steps]]
day = 3
channel = "call"
kind = "second"
what = "Call"
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for name in ("Jane Doe", "Bob Ray", "Zoe Ash"):
        terminal.ok(f"contact add '{name}' -t expo")
    (tmp_path / "fair.toml").write_text(OWN, encoding="utf-8")
    return terminal


def _people(terminal: Terminal, plan: str = "trade-show") -> dict[str, tuple[int, str | None, str]]:
    found: dict[str, Any] = json.loads(terminal.ok(f"plan show {plan} --json"))
    return {each["contact"]: (each["done"], each["due_on"], each["state"]) for each in found["contacts"]}


def test_every_shipped_plan_is_short_and_of_channels_that_every_store_has() -> None:
    plans = shipped_plans()
    assert set(plans) == {
        "cold-outreach",
        "expansion",
        "networking",
        "referral",
        "trade-show",
        "warm-up",
    }
    for name, plan in plans.items():
        assert plan.name == name
        assert plan.summary
        assert 3 <= len(plan.steps) <= 10
        assert {step.channel for step in plan.steps} <= {channel.name for channel in CHANNELS}


def test_logging_the_touch_does_the_step_and_marks_the_activity(terminal: Terminal) -> None:
    terminal.ok("call jane vm")  # before she was enrolled: no step
    terminal.ok("plan enrol trade-show jane")
    assert _people(terminal) == {"Jane Doe": (0, "2026-11-20", "in it")}
    said = terminal.ok("email jane")
    assert "plan  trade-show · step 1 of 5 done · next: social, Ask to connect; name the show\n" in said
    assert _people(terminal) == {"Jane Doe": (1, "2026-11-24", "in it")}  # two working days after Friday
    assert [each["plan"] for each in json.loads(terminal.ok("list --json"))] == [None, "trade-show"]
    assert "ends with a reply" in terminal.ok("email jane replied --inbound")
    assert _people(terminal) == {"Jane Doe": (1, None, "reply")}


def test_undo_of_a_log_undoes_the_step_whatever_the_log_did(terminal: Terminal) -> None:
    terminal.ok("plan enrol trade-show jane")
    before, stood = tables(terminal.store), _people(terminal)
    for line in ("email jane", "call jane conversation", "email jane replied --inbound"):
        terminal.ok(line)
        assert _people(terminal) != stood
        terminal.ok("undo")
        assert (tables(terminal.store), _people(terminal)) == (before, stood)


def test_imported_activities_do_steps_like_typed_ones_and_an_undone_import_leaves_them_open(
    terminal: Terminal,
) -> None:
    terminal.ok("plan enrol trade-show jane bob --on mon")
    (terminal.folder / "mails.csv").write_text(
        "occurred_at,channel,contact,direction,outcome\n"
        "2026-11-17,email,Jane Doe,outbound,sent\n"
        "2026-11-18T09:00:00+01:00,call,Bob Ray,inbound,conversation\n",
        encoding="utf-8",
    )
    terminal.ok("import mails.csv --as activities")
    assert _people(terminal) == {
        "Jane Doe": (1, "2026-11-19", "in it"),
        "Bob Ray": (0, None, "conversation"),
    }
    terminal.ok("imports undo 1")
    assert {state for _, _, state in _people(terminal).values()} == {"in it"}


def test_a_filter_leaves_out_whom_a_name_would_be_refused_for(terminal: Terminal) -> None:
    terminal.ok("plan enrol cold-outreach bob")
    terminal.ok("contact edit zoe --do-not-contact")
    refused = terminal("plan enrol trade-show jane bob")
    assert (refused.code, _people(terminal)) == (2, {})
    assert "Bob Ray is in the plan cold-outreach already; nobody was enrolled" in refused.err
    given = terminal("plan enrol trade-show --tag expo")
    assert given.out.startswith("plan · trade-show · Jane Doe · first: email, Thank for the talk, ")
    assert "1 left out: is in the plan cold-outreach already" in given.err
    assert "1 left out: asked not to be contacted" in given.err
    assert terminal("plan enrol trade-show --tag expo").code == 2  # nobody is left


def test_who_was_stopped_may_begin_again_and_what_is_logged_then_counts_for_the_new_one(
    terminal: Terminal,
) -> None:
    terminal.ok("plan enrol trade-show jane")
    terminal.ok("email jane")
    before = tables(terminal.store)
    terminal.ok("plan stop jane")
    assert _people(terminal)["Jane Doe"][2] == "stopped"
    terminal.ok("undo")
    assert tables(terminal.store) == before
    terminal.ok("redo")
    assert terminal("plan stop jane").err.startswith("prospector: Jane Doe is in no plan")
    terminal.ok("plan enrol cold-outreach jane")
    terminal.ok("email jane")
    assert _people(terminal, "cold-outreach")["Jane Doe"][0] == 1
    assert _people(terminal)["Jane Doe"][0] == 1  # as it was


def test_a_plan_of_one_s_own_may_change_until_somebody_is_in_it(terminal: Terminal) -> None:
    assert "after-the-fair · added · 2 steps" in terminal.ok("plan add fair.toml")
    assert "replaced" in terminal.ok("plan add fair.toml")
    terminal.ok("plan enrol after-the-fair jane")
    assert "there are contacts in the plan" in terminal("plan add fair.toml").err
    assert "there are contacts in the plan" in terminal("plan remove after-the-fair").err
    terminal.ok("email jane")
    terminal.ok("call jane vm")  # not of the kind
    assert _people(terminal, "after-the-fair")["Jane Doe"][0] == 1
    assert "finished" in terminal.ok("call jane vm -k second")
    terminal.ok("undo 4")
    assert "after-the-fair · removed" in terminal.ok("plan remove after-the-fair")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("day = 3", "dya = 3", "there is no key steps.2.dya"),
        ('what = "Call"', "", "steps.2.what is missing"),
        ("day = 0", "day = 9", "the days of the steps go back"),
        ('"call"', '"cal"', "there is no channel 'cal'"),
        ("[[steps]]", "[steps", "fair.toml is not TOML"),
        ('"After the fair"', '"trade show"', "there is a plan 'trade-show' already"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_by_what_is_wrong(
    terminal: Terminal, old: str, new: str, told: str
) -> None:
    (terminal.folder / "fair.toml").write_text(OWN.replace(old, new), encoding="utf-8")
    result = terminal("plan add fair.toml")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert told in result.err


def test_a_shipped_plan_stays_as_it_was_when_the_first_contact_was_enrolled(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ok("plan enrol trade-show jane")
    monkeypatch.setattr("prospector.usecases.plans.shipped_plans", dict)
    assert len(json.loads(terminal.ok("plan show trade-show --json"))["steps"]) == 5
