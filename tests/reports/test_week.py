"""The week against the weeks before, on a log that was added up by hand."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.vocabulary import Approach, Metric
from prospector.later import Later
from prospector.reports.basis import Basis
from prospector.reports.compare import Comparison
from prospector.reports.efforts import no_effort
from prospector.reports.hours import HourlyJudgement
from prospector.reports.lines import Line, Lines
from prospector.reports.quota import QuotaLine
from prospector.reports.rates import HourlyRate
from prospector.reports.verdict import UNJUDGED
from prospector.reports.week_advice import LooseEnds, Standing, advise
from prospector.stats.verdict import Certainty
from tests.terminal import Terminal

# Friday 20 November 2026 is in week 47; 19 October begins week 43.
LOG = (
    "call . no-answer -x 20 -d 2026-10-20",
    "email 'Bob Ray' -d 2026-11-03",
    "call . no-answer -x 30 -d 2026-11-10",
    "call 'Jane Doe' conversation -m 10 -d 2026-11-11",
    "call jane conversation -m 12 -d 2026-11-17",
    "call bob no-answer -d 2026-11-18",
    "appointment set jane '2026-11-18 10:00' -d 2026-11-17",
)


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for line in LOG:
        terminal.ok(line)
    return terminal


def _week(terminal: Terminal, words: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminal.ok(f"report week {words} --json"))
    return found


def test_a_week_is_its_channels_and_stands_against_the_one_before_and_the_mean_of_four(
    terminal: Terminal,
) -> None:
    week = _week(terminal)
    assert (week["week"], week["working_days"], week["working_days_done"]) == ("2026-W47", 5, 4)
    total = week["total"]
    assert (total["activities"], total["minutes"], total["conversations"]) == (2, 12, 1)
    assert total["appointments_set"] == 1
    assert week["before"]["week"] == {
        "activities": 31, "minutes": 10, "conversations": 1, "appointments_set": 0, "appointments_held": 0,
        "won": 0, "revenue": 0,
    }  # fmt: skip
    # Weeks 43 to 46: 20, 0, 1 and 31 activities; 10 minutes and one conversation in all.
    mean = week["before"]["mean_of_four"]
    assert (mean["activities"], mean["minutes"], mean["conversations"]) == (13, 2.5, 0.25)
    assert week["before"]["weeks"] == 4


def test_activities_of_every_week_are_those_of_plain_sql(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.store)) as connection:
        rows = connection.execute(
            "SELECT date(min(local_day) * 86400, 'unixepoch'), sum(count) FROM activity WHERE direction = 0 "
            "GROUP BY (local_day + 3) / 7"
        ).fetchall()
    assert len(rows) == 4
    for day, activities in rows:
        year, number, _ = date.fromisoformat(day).isocalendar()
        assert _week(terminal, f"-p {year}-W{number}")["total"]["activities"] == activities


def test_the_rows_are_those_of_the_report_on_channels(terminal: Terminal) -> None:
    channels = json.loads(terminal.ok("report channels -p this-week --json"))
    week = _week(terminal)
    assert week["channels"] == channels["rows"]
    assert week["total"] == channels["total"]


def test_the_mean_is_of_the_weeks_that_the_log_reaches_back_over(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.ok("call . no-answer -x 7 -d 2026-11-11")
    terminal.ok("call . no-answer")
    before = _week(terminal)["before"]
    assert (before["weeks"], before["mean_of_four"]["activities"]) == (1, 7)
    assert _week(terminal, "-p last-week")["before"] == {"week": None, "mean_of_four": None, "weeks": 0}


@pytest.mark.parametrize("period", ["this-month", "7d", "2026-11-18", "all"])
def test_what_is_no_week_is_refused(terminal: Terminal, period: str) -> None:
    refused = terminal(f"report week -p {period}")
    assert refused.code == 2
    assert "is not a week from Monday to Sunday" in refused.err


def test_a_week_to_come_is_refused(terminal: Terminal) -> None:
    assert terminal("report week -p next-week").code == 2


def test_a_figure_of_the_week_names_its_rows(terminal: Terminal) -> None:
    told = json.loads(terminal.ok("report week --why channel=call,conversations --json"))
    assert "Jane Doe" in json.dumps(told)
    assert "Bob Ray" not in json.dumps(told)


def test_every_quota_that_runs_is_told_and_one_that_is_over_is_not(terminal: Terminal) -> None:
    terminal.ok("quota set revenue 50k -p 2026-Q4")
    terminal.ok("quota set conversations 4 -p 2026-W47")
    terminal.ok("quota set conversations 9 -p 2026-W46")
    told = [(row["metric"], row["period"], row["credited"]) for row in _week(terminal)["quota"]]
    assert told == [("conversations", "2026-W47", 1), ("revenue", "2026-Q4", 0)]


def test_goals_are_told_by_the_days_of_the_week_and_of_a_week_that_lies_back_by_its_end(
    tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path, now="2026-11-09T08:00:00+01:00")
    terminal.ok("goal set call 10 --per day")
    terminal.ok("goal set email 30 --per week")
    terminal.now = "2026-11-20T10:42:00+01:00"
    for line in ("call . -x 10 -d 2026-11-10", "call . -x 9 -d 2026-11-11", "email . -x 12 -d 2026-11-12",
                 "call . -x 11 -d 2026-11-16", "call . -x 10 -d 2026-11-19"):  # fmt: skip
        terminal.ok(line)
    now, before = _week(terminal)["goals"], _week(terminal, "-p last-week")["goals"]
    # Of Monday to Friday, today included: Monday and Thursday; the week before Tuesday alone.
    assert [(each["goal"], each["days_met"], each["days"]) for each in now] == [
        ("call", 2, 5), ("email", None, None),
    ]  # fmt: skip
    assert [(each["days_met"], each["done"], each["target"]) for each in before] == [
        (1, 0, 0),
        (None, 12, 30),
    ]
    terminal.is_terminal = True
    assert "call · 10 a day: on 1 of 5 days." in terminal.ok("report week -p last-week")


def test_what_waits_is_advised_with_its_numbers(terminal: Terminal) -> None:
    terminal.ok("contact add 'Lea Hart' --source web --received 2026-11-10")
    terminal.ok("contact add 'New Lead' --source web --received 2026-11-19")
    terminal.ok("followup add 'send prices' --who jane --on 2026-11-20")
    terminal.now = "2026-11-21T09:00:00+01:00"
    advice = {each["rule"]: each["numbers"] for each in _week(terminal)["advice"]}
    assert advice == {
        "appointments": {"appointments": 1},
        "follow-ups": {"follow_ups": 1, "oldest_days": 1},
        "leads": {"leads": 1, "oldest_days": 11},
    }
    terminal.ok("appointment held jane")
    terminal.ok("call 'lea hart' no-answer")
    terminal.ok("followup done 1")
    assert not {"appointments", "follow-ups", "leads"} & {each["rule"] for each in _week(terminal)["advice"]}


def test_the_week_is_one_screen_of_eighty_columns(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, is_terminal=True)
    terminal.ok("demo --keep demo.db")
    terminal.environment["PROSPECTOR_DB"] = str(tmp_path / "demo.db")
    lines = terminal.ok("report week").splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 45


def test_a_pipe_waits_for_no_chances_that_it_does_not_print(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for verb in ("call", "email"):
        terminal.ok(f"{verb} . conversation -x 10 -d 2026-11-10")
        terminal.ok(f"{verb} . no-answer -x 20 -d 2026-11-11")
    asked: list[object] = []

    def refuse(arms: object) -> None:
        asked.append(arms)
        raise AssertionError

    monkeypatch.setattr("prospector.stats.verdict.standings", refuse)
    assert "call\t" in terminal.ok("report week")
    assert asked == []
    assert terminal("report week --json").code != 0
    assert len(asked) == 1


# The rules, each on its own.


def line(name: str, *, minutes: int, untimed: int = 0, per_hour: float = 1.0, activities: int = 100) -> Line:
    hourly = HourlyRate(round(per_hour * minutes / 60), minutes, 1.0)
    effort = replace(no_effort(), activities=activities, minutes=minutes, untimed=untimed, per_hour=hourly)
    return Line(key=name, name=name, approach=Approach.PROSPECTING, effort=effort)


def standing(
    *rows: Line, leader: str | None = None, certainty: Certainty = Certainty.CLEAR, **facts: Any
) -> Standing:
    judgement = replace(
        UNJUDGED, by_hour=HourlyJudgement(text_later=Later(str), leader=leader, certainty=certainty)
    )
    lately = Comparison(
        basis=Basis.__new__(Basis),
        dimension=None,  # type: ignore[arg-type]  # the rules do not look at it
        lines=Lines(rows, (), Later(lambda: line("all", minutes=0))),
        judgement=judgement,
        conversation_outcomes=(),
        quota=None,
        undated_wins=0,
    )
    given: dict[str, Any] = {
        "exchange": Exchange("USD"), "loose": LooseEnds(), "quotas": (), "lately": lately, "late_in_day": None,
        "late_in_week": None, "best_hour": None, "activities": 100, "usual": 100.0, "share_done": 1.0, **facts,
    }  # fmt: skip
    return Standing(**given)


def rules(given: Standing) -> list[str]:
    return [each.rule for each in advise(given)]


def test_nothing_is_advised_where_nothing_waits_and_nothing_is_behind() -> None:
    assert rules(standing()) == []


def test_a_channel_is_advised_only_if_it_is_clear_and_had_less_than_half_of_the_minutes() -> None:
    rows = (line("call", minutes=120), line("email", minutes=180))
    [advice] = advise(standing(*rows, leader="call"))
    assert (advice.rule, advice.numbers["share_of_minutes"], advice.numbers["per_hour"]) == (
        "best-channel",
        0.4,
        1.0,
    )
    assert rules(standing(*rows, leader="call", certainty=Certainty.LEANING)) == []
    assert rules(standing(*rows, leader="email")) == []


@pytest.mark.parametrize(
    ("activities", "done", "fires"), [(74, 1.0, True), (75, 1.0, False), (30, 0.4, False)]
)
def test_fewer_activities_are_told_against_so_much_of_a_week_as_is_over(
    activities: int, done: float, *, fires: bool
) -> None:
    assert (rules(standing(activities=activities, share_done=done)) == ["activities"]) is fires


def test_prospecting_that_is_left_for_last_is_told_where_it_is_more_than_half() -> None:
    [advice] = advise(standing(late_in_day=0.6, late_in_week=0.55, best_hour="10"))
    assert advice.numbers == {"share": 0.6, "of": "day"}
    assert "10:00" in advice.text
    assert rules(standing(late_in_day=0.5)) == []


def test_a_quota_that_is_behind_says_what_is_needed_and_what_came() -> None:
    behind = QuotaLine(
        rep="me", metric=Metric.REVENUE, channel=None, period="2026-Q4", target=6_000_000, credited=1_000_000,
        elapsed=20, working_days=60,
    )  # fmt: skip
    [advice] = advise(standing(quotas=(behind,)))
    # 10,000 in 20 days is 500 a day; 50,000 in 40 days are 1,250; the pace is 10,000 of 20,000.
    assert (advice.numbers["needed_per_day"], advice.numbers["made_per_day"], advice.numbers["pace"]) == (
        1250, 500, 0.5,
    )  # fmt: skip
    assert "1,250 a day" in advice.text
    assert rules(standing(quotas=(replace(behind, credited=1_800_000),))) == []


def test_minutes_are_asked_for_where_a_fifth_of_them_is_missing() -> None:
    assert rules(standing(line("call", minutes=60, untimed=21))) == ["minutes"]
    assert rules(standing(line("call", minutes=60, untimed=20))) == []


def test_no_more_than_three_pieces_are_given_what_makes_figures_wrong_in_front() -> None:
    loose = LooseEnds(
        unsettled=2, waiting=3, longest=9, promised=1, promised_days=4, overdue=5, overdue_days=8
    )
    found = advise(standing(loose=loose, late_in_day=0.9))
    assert [each.rule for each in found] == ["appointments", "follow-ups", "leads"]
    assert all(any(letter.isdigit() for letter in each.text) and each.numbers for each in found)
