from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from prospector.cli.app import run
from tests.contents import rows
from tests.terminal import Terminal, quick_or_ordinary


def goals(terminal: Terminal, options: str = "") -> dict[str, dict[str, Any]]:
    return {
        f"{each['goal']}/{each['measure']}/{each['per']}": each
        for each in json.loads(terminal.ok(f"goal list --json {options}"))
    }


def test_what_was_done_counts_as_the_reports_count_it(terminal: Terminal) -> None:
    for words in (
        "goal set call 5 --per day",
        "goal set prospecting 1h --per day --minutes",
        "goal set conversations 9 --per week",
        "goal set appointments-set 2 --per week",
    ):
        terminal.ok(words)
    terminal.ok("call jane conversation -m 10 -d 'yesterday 9:00'")
    terminal.ok("call jane conversation -m 10")
    terminal.ok("call jane callback -m 5")  # the same contact, channel and day: one conversation
    terminal.ok("call . conversation -x 3")
    terminal.ok("email bob replied --inbound")
    terminal.ok("log research -m 45")
    terminal.ok("call ann appointment --for 'mon 15:00'")
    terminal.ok("appointment set bob 'tue 10:00'")
    found = goals(terminal)
    assert found["call/activities/day"]["done"] == 1 + 1 + 3 + 1
    assert found["prospecting/minutes/day"]["done"] == 15
    talks = json.loads(terminal.ok("report channels --json -p this-week"))["total"]
    assert found["conversations/conversations/week"]["done"] == talks["conversations"] == 6
    assert found["appointments-set/appointments-set/week"]["done"] == talks["appointments_set"] == 2


def test_a_log_says_how_far_the_goals_of_its_day_are(terminal: Terminal) -> None:
    terminal.ok("goal set call 40 --per day")
    terminal.ok("goal set conversations 3 --per day")
    terminal.ok("goal set email 100 --per week")
    assert terminal.ok("call jane conversation -m 12").endswith(
        "today  calls 1/40 · conversations 1/3 · 12 min\n"
    )
    terminal.ok("goal set prospecting 90 --per day --minutes")
    assert terminal.ok("email jane").endswith(
        "today  emails 1 · conversations 1/3 · 12 min · prospecting 12/90 min\n"
    )
    # The goals were set today: yesterday had none.
    assert terminal.ok("call bob -d 'yesterday 9:00'").endswith("calls 1 · conversations 0 · 0 min\n")


@pytest.mark.parametrize(
    ("settings", "is_off"),
    [
        ("", False),
        ("working_days = 'sun-thu'", True),
        ("working_days = 'fri sat'", False),
        ("holidays = '2026-11-20'", True),
        ("holidays = '2026-11-19'", False),
        ("time_off = '2026-11-18..2026-11-20'", True),
    ],
)
@pytest.mark.parametrize("front", [quick_or_ordinary, run])
def test_on_a_day_off_neither_a_log_nor_a_list_asks_for_anything(
    terminal: Terminal, settings: str, is_off: bool, front: Callable[[list[str]], int]
) -> None:
    (terminal.folder / "config.toml").write_text(settings)
    terminal.front = front
    terminal.ok("goal set call 40 --per day")
    terminal.ok("goal set conversations 3 --per day")
    terminal.ok("goal set prospecting 90 --per day --minutes")
    said = terminal.ok("call jane conversation -m 12").splitlines()[-1]
    if is_off:
        assert said == "today  calls 1 · conversations 1 · 12 min"
    else:
        assert said == "today  calls 1/40 · conversations 1/3 · 12 min · prospecting 12/90 min"
    assert {each["target"] for each in goals(terminal).values()} == ({0} if is_off else {40, 3, 90})


def test_a_log_of_a_day_off_that_is_told_later_counts_without_goals(terminal: Terminal) -> None:
    terminal.now = "2026-11-13T10:42:00+01:00"
    terminal.ok("goal set call 40 --per day")
    terminal.now = "2026-11-16T10:42:00+01:00"
    assert terminal.ok("call jane -d 'sun 9:00'").endswith("yesterday  calls 1 · conversations 0 · 0 min\n")
    assert terminal.ok("call jane -d 'fri 9:00'").endswith("calls 1/40 · conversations 0 · 0 min\n")


def test_today_has_the_goals_too(terminal: Terminal) -> None:
    terminal.ok("goal set call 40 --per day")
    terminal.ok("call jane")
    (shown,) = json.loads(terminal.ok("today --json"))["goals"]
    assert (shown["goal"], shown["target"], shown["done"]) == ("call", 40, 1)


def test_the_goals_of_a_day_are_found_by_their_index(terminal: Terminal) -> None:
    terminal.ok("goal set call 40 --per day")
    plan = rows(
        terminal.store,
        "EXPLAIN QUERY PLAN SELECT metric, amount FROM target WHERE sort = 'goal' AND rep_id = 1 "
        "AND period = 'day' AND set_on <= '2026-11-20'",
    )
    assert "ix_target_goal" in plan[0][3]


def test_a_goal_is_replaced_from_today_and_undo_brings_the_old_one_back(terminal: Terminal) -> None:
    terminal.ok("goal set call 40 --per day")
    terminal.now = "2026-11-23T09:00:00+01:00"
    assert "was 40 until today" in terminal.ok("goal set call 50 --per day")
    history = json.loads(terminal.ok("goal list --all --json"))
    assert [(each["amount"], each["set_on"], each["replaced_on"]) for each in history] == [
        (50, "2026-11-23", None),
        (40, "2026-11-20", "2026-11-23"),
    ]
    assert terminal.ok("undo") == "undone: goal set: call · 50 a day\n"
    assert goals(terminal)["call/activities/day"]["amount"] == 40
    assert terminal.ok("goal remove call --per day") == "goal removed · call · 40 a day\n"
    assert terminal.ok("goal list --json") == "[]\n"


def test_goals_are_of_a_rep(terminal: Terminal) -> None:
    terminal.ok("rep add Ann")
    terminal.ok("goal set call 5 --per day --rep Ann")
    terminal.ok("call jane")
    assert goals(terminal) == {}
    assert goals(terminal, "--rep Ann")["call/activities/day"]["done"] == 0


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("goal set calls 5 --per day", "there is no channel 'calls'; did you mean call, or prospecting"),
        ("goal set call 5 --per month", "'month' is neither day nor week"),
        ("goal set call 0 --per day", "a goal of nothing"),
        ("goal set call 2.5 --per day", "'2.5' is not a whole number"),
        ("goal set conversations 5 --per day --minutes", "conversations have no minutes"),
        ("goal remove call --per day", "there is no such goal"),
        ("goal remove call", "of a day or a week?"),
    ],
)
def test_what_cannot_be_a_goal_is_refused(terminal: Terminal, line: str, words: str) -> None:
    terminal.ok("call jane")
    result = terminal(line)
    assert result.code == 2
    assert words in result.err


def test_holidays_of_a_country_and_time_off_count_for_quotas_and_goals(terminal: Terminal) -> None:
    terminal.ok("config set country de-by")
    terminal.ok("config set time_off '2026-11-16..2026-11-18 2026-12-28'")
    terminal.ok("quota set won 5 -p 2026-Q4")
    (row,) = json.loads(terminal.ok("report quota --json"))["rows"]
    # 66 weekdays less 25 December, three days in November and one in December; 36 were over before the 20th, less three.
    assert (row["working_days"], row["elapsed"]) == (61, 33)
    terminal.ok("goal set call 10 --per week")
    assert goals(terminal)["call/activities/week"]["target"] == 4
    refused = terminal("config set country DE-XX")
    assert refused.code == 2
    assert "parts: BB, BE, BW, BY" in refused.err


def test_a_log_loads_no_holidays_even_where_a_country_is_set(terminal: Terminal) -> None:
    import subprocess
    import sys

    terminal.ok("config set country DE")
    terminal.ok("goal set call 5 --per day")
    program = "import sys; from prospector.quick.front import do_quickly; do_quickly(['call', 'jane']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={
            "PYTHONPATH": ":".join(sys.path),
            "PROSPECTOR_DB": str(terminal.store),
            "PROSPECTOR_NOW": terminal.now,
            "PROSPECTOR_CONFIG": str(terminal.folder / "config.toml"),
        },
    ).stdout.split()
    assert "1/5" in done
    assert not {"holidays", "prospector.domain.goal", "prospector.domain.work_calendar"} & set(done)
