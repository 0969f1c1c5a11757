"""Every report lists the rows behind its figures, and they add up to what it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prospector.cli.commands import REPORTS
from tests.terminal import Terminal

Picked = Callable[[dict[str, Any]], float]


def _row(name: str, value: str, figure: str) -> Picked:
    """A figure of the row that is called so."""

    def pick(report: dict[str, Any]) -> float:
        (row,) = (row for row in report["rows"] if row[name] == value)
        found = row[figure]
        return float(found["hits"] if isinstance(found, dict) else found)

    return pick


def _total(figure: str) -> Picked:
    return lambda report: float(report["total"][figure])


def _path(*path: str) -> Picked:
    return lambda report: next(float(each["results"]) for each in report["paths"] if each["path"] == [*path])


def _stage(report: dict[str, Any], stage: str, figure: str) -> float:
    return next(float(each[figure]) for each in report["stages"] if each["stage"] == stage)


def _channel(name: str, figure: str) -> Picked:
    return lambda report: _row("channel", name, figure)({"rows": report["channels"]})


EVIDENCE: dict[str, list[tuple[str, str, Picked]]] = {
    "week": [
        ("-p last-week", "channel=call,conversations", _channel("call", "conversations")),
        ("-p last-week", "channel=social,activities", _channel("social", "activities")),
    ],
    "channels": [
        ("", "channel=call,conversations", _row("channel", "call", "conversations")),
        ("", "minutes", _total("minutes")),
        ("--credit linear", "channel=email,conversations", _row("channel", "email", "conversations")),
        ("--credit time-decay", "channel=social,revenue", _row("channel", "social", "revenue")),
        ("--credit position -p all", "appointments_set", _total("appointments_set")),
    ],
    "compare": [
        ("--by kind", "kind=follow-up,conversation_rate", _row("key", "follow-up", "conversation_rate")),
        ("--by hour -p all --credit shapley", "hour=09,deals", _row("key", "09", "deals")),
        ("--by week --cohort", "week=2026-W42,conversations", _row("key", "2026-W42", "conversations")),
        ("--by month --cohort", "touches", _total("touches")),
        ("--by month --cohort", "month=2026-11,maturing", _row("key", "2026-11", "maturing")),
    ],
    "paths": [
        ("", "path=call,results", _path("call")),
        ("--to won -p all", "results", lambda report: float(report["results"])),
        ("--to appointment", "results", lambda report: float(report["results"])),
    ],
    "funnel": [
        ("-p all", "stage=proposal,entered", lambda report: _stage(report, "proposal", "entered")),
        ("-p all", "stage=prospecting,now", lambda report: _stage(report, "prospecting", "now")),
    ],
    "sources": [
        ("-p 26w", "source=list,untouched", _row("source", "list", "untouched")),
        ("-p 26w", "leads", _total("leads")),
    ],
    "plans": [
        ("", "plan=trade-show,enrolled", _row("plan", "trade-show", "enrolled")),
        ("", "plan=trade-show,conversations", _row("plan", "trade-show", "conversations")),
    ],
    "time": [
        (
            "",
            "channel=email,minutes",
            lambda report: _row("channel", "email", "minutes")({"rows": report["by_channel"]}),
        ),
        ("", "conversations", lambda report: float(sum(cell["conversations"] for cell in report["cells"]))),
    ],
    "content": [
        ("", "engagements", _total("engagements")),
        ("--credit linear", "conversations", _total("conversations")),
    ],
    "focus": [
        ("", "channel=email,minutes", _row("channel", "email", "minutes")),
        ("", "channel=social,share_of_conversations", _row("channel", "social", "conversations")),
    ],
    "warm": [
        ("-p all", "calls=warm,conversations", lambda report: float(report["warm"]["hits"])),
        ("-p all", "calls=cold,conversations", lambda report: float(report["cold"]["hits"])),
    ],
    "referrals": [
        ("-p all", "introduced", _total("introduced")),
        ("-p all", "revenue", _total("revenue")),
    ],
    "accounts": [
        ("", "account=Cedar Foods,met", _row("account", "Cedar Foods", "met")),
        ("", "account=Amber Foods,conversed", _row("account", "Amber Foods", "conversed")),
    ],
    "quota": [
        ("", "metric=revenue,credited", _row("metric", "revenue", "credited")),
        ("", "credited", _row("metric", "revenue", "credited")),
    ],
}
CASES = [(report, *case) for report, cases in EVIDENCE.items() for case in cases]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("demo"))
    terminal.ok("demo --keep demo.db")
    return terminal


def test_every_report_has_two_figures_that_are_checked_here() -> None:
    assert set(EVIDENCE) == set(REPORTS)
    assert all(len(cases) > 1 for cases in EVIDENCE.values())


@pytest.mark.parametrize(
    ("report", "words", "why", "picked"),
    CASES,
    ids=[f"{report} {words} {why}" for report, words, why, _ in CASES],
)
def test_the_rows_add_up_to_what_is_printed(
    demo: Terminal, report: str, words: str, why: str, picked: Picked
) -> None:
    printed = picked(json.loads(demo.ok(f"--db demo.db report {report} {words} --json")))
    told = json.loads(demo.ok(f"--db demo.db report {report} {words} --why '{why}' --json"))
    assert printed > 0, "a figure of nothing proves nothing"
    assert round(sum(each["adds"] for each in told), 9) == printed
    assert len({(each["noun"], each["id"]) for each in told}) == len(told)


def test_the_people_of_an_experiment_add_up(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2026-09-01T09:00:00+02:00")
    terminal.ok("experiment warm start")
    terminal.now = "2026-09-02T09:00:00+02:00"
    for number in range(12):
        terminal.ok(f"contact add 'Person {number}'")
    terminal.now = "2026-10-20T09:00:00+02:00"
    for number in range(12):
        outcome = "conversation" if number % 3 == 0 else "no-answer"
        terminal.ok(f"call 'Person {number}' {outcome} -d '2026-09-{number + 3:02} 10:00'")
    report = json.loads(terminal.ok("experiment warm show --json"))
    for arm in ("warm", "cold"):
        for figure, field in (
            ("people", "people"),
            ("conversations", "hits"),
            ("judged", "trials"),
            ("called", "called"),
        ):
            told = json.loads(terminal.ok(f"experiment warm show --why arm={arm},{figure} --json"))
            assert sum(each["adds"] for each in told) == report[arm][field]
    assert report["warm"]["hits"] + report["cold"]["hits"] == 4
    assert terminal("experiment warm show --why arm=hot,people").code == 2


def test_what_lists_the_rows_is_loaded_where_they_are_asked_for(demo: Terminal) -> None:
    script = (
        "import sys; from prospector.cli.app import run; run(sys.argv[1:]); "
        "print(*(name for name in ('prospector.usecases.reports.why', 'prospector.reports.evidence_layout') "
        "if name in sys.modules), file=sys.stderr)"
    )
    for report in REPORTS:
        words = ["--by", "kind"] if report == "compare" else []
        done = subprocess.run(
            [sys.executable, "-c", script, "--db", str(demo.folder / "demo.db"), "report", report, *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert done.stderr.strip() == "", report


def test_the_revenue_of_every_path_is_that_of_its_deals(demo: Terminal) -> None:
    report = json.loads(demo.ok("--db demo.db report paths --to won -p all --top 99 --json"))
    for each in report["paths"]:
        where = f"path={' > '.join(each['path'])},revenue"
        told = json.loads(demo.ok(f"--db demo.db report paths --to won -p all --why '{where}' --json"))
        assert sum(deal["adds"] for deal in told) == each["revenue"] == sum(deal["value"] for deal in told)
    assert demo("--db demo.db report paths --why path=letter,results").code == 2
