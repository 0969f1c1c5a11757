"""What is next: its order, its reasons, the numbers that stay all day, and what is done or put off by them."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prospector.store.agenda import fetch_agenda
from prospector.store.store import Store
from tests.logbook import Logbook
from tests.terminal import Terminal


def _next(terminal: Terminal, words: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal.ok(f"next {words} --json"))["items"]
    return found


def _sold(terminal: Terminal) -> None:
    """A day with one thing of each sort: the clock stands at Friday 20 November 2026, 10:42."""
    for line in (
        "contact add 'Ann Poe' --received 2026-11-19 --source web --phone '+49 30 1234567'",
        "call 'Bob Ray' vm -d 2026-11-02",
        "call 'Cy Lund' appointment -d 2026-11-02",
        "appointment set cy 'today 15:00' -d 2026-11-02",
        "call 'Dee Orr' conversation -d 2026-09-01",
        "deal open 'Dee deal' --who dee --value 5000 -d 2026-09-01",
        "call 'Eve Fox' conversation -d 2026-08-01",
        "deal open 'Eve deal' --who eve --value 900 -d 2026-08-01",
        "deal won 'Eve deal' -d 2026-09-01",
        "account add Umbra --target",
        "followup add 'send pricing' --who bob --on today",
        "call 'Gus Hay' -d 2026-11-03",
        "plan enrol cold-outreach gus --on 2026-11-19",
    ):
        terminal.ok(line)


def test_what_was_agreed_comes_before_what_pays_each_with_its_reason_and_command(terminal: Terminal) -> None:
    _sold(terminal)
    assert [
        (each["number"], each["sort"], each["contact"], each["reason"], each["command"])
        for each in _next(terminal)
    ] == [
        (1, "appointment", "Cy Lund", "today 15:00", "prospector appointment held cy"),
        (2, "follow-up", "Bob Ray", "promised for today", "prospector followup done 1"),
        (
            3,
            "plan step",
            "Gus Hay",
            "cold-outreach 1/8, 1 day late: Call with a reason that is theirs; leave no voicemail yet",
            "prospector call gus",
        ),
        (4, "lead", "Ann Poe", "web lead, waits 1 day", "prospector call ann"),
        (5, "deal", "Dee Orr", "qualifying for 80 days", "prospector call dee"),
        (6, "referral", "Eve Fox", "bought 80 days ago, never asked", "prospector log referral eve"),
        (
            7,
            "gap",
            None,
            "target, never touched, 0 of 21 met",
            "prospector contact add NAME -a Umbra",
        ),
    ]


def test_done_does_what_the_command_says_and_the_numbers_stay(terminal: Terminal) -> None:
    _sold(terminal)
    _next(terminal)
    assert terminal.ok("next --done 2") == "follow-up · done · send pricing · Bob Ray  #1\n"
    assert "step 1 of 8 done" in terminal.ok("next --done 3")
    assert "call · Ann Poe · conversation · 5 min" in terminal.ok("next conversation --done 4 -m 5")
    assert "referral · Eve Fox · asked" in terminal.ok("next --done 6")
    assert [(each["number"], each["sort"]) for each in _next(terminal)] == [
        (1, "appointment"),
        (8, "plan step"),  # the next step of the day
        (5, "deal"),
        (7, "gap"),
    ]
    terminal.ok("undo 4")
    assert [each["number"] for each in _next(terminal)] == [1, 2, 3, 4, 5, 6, 7]


def test_an_appointment_is_held_or_not_once_it_was_due(terminal: Terminal) -> None:
    _sold(terminal)
    _next(terminal)
    assert "still to come" in terminal("next --done 1").err
    terminal.now = "2026-11-20T16:00:00+01:00"
    assert _next(terminal)[0]["reason"] == "today 15:00: held or no-show?"
    assert "no-show" in terminal.ok("next no-show --done 1")
    assert "appointment" not in {each["sort"] for each in _next(terminal)}


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("next --done 9", 2, "today's list has no 9"),
        ("next --done 2 -m 5", 2, "a follow-up is done or not"),
        ("next oops --done 4", 2, "there is no outcome 'oops'"),
        ("next --done 7", 2, "7 is not done with a log; prospector contact add NAME -a Umbra"),
        ("next --snooze 2 yesterday", 2, "'yesterday' is Thu 19 Nov 2026, and that is over"),
        ("next --snooze 2 today", 2, "it is on the list today"),
        ("next conversation", 2, "of which item?"),
        ("next --done 1 --snooze 2 fri", 2, "--done and --snooze contradict"),
    ],
)
def test_what_does_not_fit_an_item_is_refused(terminal: Terminal, line: str, code: int, told: str) -> None:
    _sold(terminal)
    _next(terminal)
    result = terminal(line)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"prospector: {told}")


def test_a_number_of_yesterday_or_of_what_is_gone_is_refused(terminal: Terminal) -> None:
    _sold(terminal)
    assert "today's list has no 2" in terminal("next --done 2").err  # it was never shown
    _next(terminal)
    terminal.ok("followup drop 1")
    gone = terminal("next --done 2")
    assert (gone.code, gone.err) == (
        1,
        "prospector: 2 is no longer on the list; nothing changed; prospector next shows what is\n",
    )
    terminal.now = "2026-11-21T09:00:00+01:00"
    assert "today's list has no 4" in terminal("next --done 4").err


def test_what_was_put_off_comes_back_on_its_day(terminal: Terminal) -> None:
    _sold(terminal)
    _next(terminal)
    terminal.ok("next --snooze 2 3d")
    assert 2 not in {each["number"] for each in _next(terminal)}
    assert json.loads(terminal.ok("next --json"))["put_off"] == 1
    terminal.now = "2026-11-23T09:00:00+01:00"
    assert "send pricing" in {each["what"] for each in _next(terminal)}
    terminal.now = "2026-11-20T10:42:00+01:00"
    terminal.ok("undo")
    assert "send pricing" in {each["what"] for each in _next(terminal)}


def test_a_deal_is_stale_by_the_rep_s_own_stays_where_five_others_left_the_stage(terminal: Terminal) -> None:
    for number, days in enumerate((4, 6, 10, 12, 40)):  # three of four stay up to 12
        terminal.ok(f"deal open 'Old {number}' --account A{number} --stage proposal -d 2026-06-01")
        terminal.ok(
            f"deal advance 'Old {number}' closing -d '{date.fromordinal(date(2026, 6, 1).toordinal() + days)}'"
        )
        terminal.ok(f"deal lost 'Old {number}' -d 2026-09-01")
    terminal.ok("deal open 'Twelve days' --account B --stage proposal -d 2026-11-08")
    assert _next(terminal) == []
    terminal.ok("deal open 'Thirteen days' --account C --stage proposal -d 2026-11-07 --value 10")
    terminal.ok("deal open 'Thirty days' --account D --stage objections -d 2026-10-21")
    (found,) = _next(terminal)
    assert (found["reason"], found["command"], found["value"]) == (
        "proposal for 13 days, usually up to 12",
        "prospector deal advance 'Thirteen days' STAGE",
        10,
    )


def test_fresh_leads_come_first_then_those_of_sources_that_paid_then_the_latest(terminal: Terminal) -> None:
    for line in (
        "contact add 'Won One' --source event --received 2026-01-05",
        "deal open Won --who won -d 2026-01-06",
        "deal won Won -d 2026-11-10",
        "contact add 'Old Web' --source web --received 2026-11-01",
        "contact add 'New Web' --source web --received 2026-11-10",
        "contact add 'Old Event' --source event --received 2026-10-01",
        "contact add 'Fresh List' --source list --received 2026-11-18",
        "contact add 'Silent One' --source web --received 2026-11-18 --do-not-contact",
    ):
        terminal.ok(line)
    assert [(each["contact"], each["reason"]) for each in _next(terminal)] == [
        ("Fresh List", "list lead, waits 2 days"),
        ("Old Event", "event lead, waits 50 days · 1 of 2 won"),
        ("New Web", "web lead, waits 10 days"),
        ("Old Web", "web lead, waits 19 days"),
    ]


def test_a_contact_who_is_cared_for_is_no_lead_and_no_stale_deal(terminal: Terminal) -> None:
    terminal.ok("contact add 'Ann Poe' --received 2026-11-01")
    terminal.ok("contact add 'Bob Ray' --received 2026-11-01")
    assert len(_next(terminal)) == 2
    terminal.ok("followup add 'call her' --who ann --on 2w")
    terminal.ok("plan enrol trade-show bob --on today")
    assert [each["sort"] for each in _next(terminal)] == ["plan step"]


def test_the_gaps_are_the_cold_targets_of_the_report(terminal: Terminal) -> None:
    terminal.ok("demo --keep store.db")
    cold = {
        row["account"] for row in json.loads(terminal.ok("report accounts --json"))["rows"] if row["cold"]
    }
    gaps = {each["account"] for each in _next(terminal, "--limit 500") if each["sort"] == "gap"}
    assert gaps == cold
    terminal.now = "2027-06-01T09:00:00+02:00"
    report = json.loads(terminal.ok("report accounts --json"))["rows"]
    found = [each for each in _next(terminal, "--limit 900") if each["sort"] == "gap"]
    assert len(found) == len(report) > 0
    assert {each["reason"].split(", ")[1] for each in found} == {
        f"{row['last_touch_days']} days cold" for row in report
    }


def test_a_store_that_may_only_be_read_still_says_what_is_next(terminal: Terminal) -> None:
    _sold(terminal)
    writer = sqlite3.connect(terminal.store, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert len(_next(terminal)) == 7
    writer.execute("ROLLBACK")
    writer.close()
    assert "today's list has no 2" in terminal("next --done 2").err


def test_today_counts_as_the_answer_of_a_log_does(terminal: Terminal) -> None:
    for line in ("call 'Ann Poe' conversation -m 12", "call ann conversation -m 3", "call . na -x 30"):
        terminal.ok(line)
    last = terminal.ok("email ann replied --inbound").splitlines()[-1]
    assert last == "today  emails 0 · conversations 1 · 15 min"
    terminal.ok("appointment set ann 'today 15:00'")
    said = json.loads(terminal.ok("today --json"))
    assert said["total"] == {
        "channel": "all",
        "activities": 32,
        "connects": 3,
        "conversations": 1,
        "minutes": 15,
    }
    assert [(each["starts_at"], each["status"]) for each in said["appointments"]] == [("15:00", "set")]
    assert said["due"]["appointment"] == 1


def test_no_statement_of_the_list_reads_every_activity(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("2026-10-05 09:00  call  jane@Acme  conversation")
    statements: list[str] = []
    with Store(str(book.path)) as store:
        store._connection.set_trace_callback(statements.append)
        with store.reading() as connection:
            fetch_agenda(connection, date(2026, 11, 20), None)
        store._connection.set_trace_callback(None)
        plans = {
            text: [str(row[3]) for row in store._connection.execute(f"EXPLAIN QUERY PLAN {text}")]
            for text in statements
            if " activity " in text
        }
    assert plans
    scans = {line for lines in plans.values() for line in lines if line.startswith("SCAN a")}
    assert scans <= {"SCAN a"}  # once, for what was logged with an account alone
    assert sum(line.startswith("SCAN a") for lines in plans.values() for line in lines) <= 1


def test_a_lead_without_a_source_is_called_a_lead(terminal: Terminal) -> None:
    terminal.ok("contact add 'Ann Poe'")
    assert [each["reason"] for each in _next(terminal)] == ["lead, came today"]


def test_an_appointment_without_a_date_asks_for_one_until_it_has_one(terminal: Terminal) -> None:
    terminal.ok("call 'Cy Lund' appointment -d 2026-11-17")
    terminal.ok("call 'Long Ago' appointment -d 2026-09-17")
    (item,) = _next(terminal)
    assert (item["sort"], item["what"], item["reason"]) == (
        "appointment",
        "agree on a date",
        "agreed 3 days ago, no date yet",
    )
    assert item["command"] == "prospector appointment move cy WHEN --id 1"
    assert json.loads(terminal.ok("today --json"))["due"]["appointment"] == 1
    refused = terminal("next --done 1")
    assert (refused.code, "appointment move WHO WHEN" in refused.err) == (2, True)
    terminal.ok(item["command"].removeprefix("prospector ").replace("WHEN", "'mon 9:00'"))
    assert _next(terminal) == []  # Monday is not tomorrow


def test_steps_that_are_long_over_come_last_and_are_counted_as_old(terminal: Terminal) -> None:
    _sold(terminal)
    terminal.ok("call 'Ivy Old'")
    terminal.ok("plan enrol trade-show ivy --on 2026-11-05")
    terminal.ok("plan enrol trade-show dee --on 2026-11-06")  # 14 days late: not old yet
    items = _next(terminal)
    assert [each["contact"] for each in items if each["sort"] == "plan step"] == [
        "Dee Orr",
        "Gus Hay",
        "Ivy Old",
    ]
    assert items[-1]["contact"] == "Ivy Old"
    terminal.is_terminal = True
    shown = terminal.ok("next --limit 2")
    assert "3 plan steps (1 old)" in shown
    assert "Old   1 plan step is over 14 days late; plan stop PLAN WHO ends one." in shown
    assert "3 plan steps (1 old)" in terminal.ok("today")
    assert "old" not in terminal.ok("next --all").partition("Done")[2]
