"""The demonstration tells the story that it is said to tell (`prospector/demo/story.py`), on whatever day it is told."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from prospector.demo.story import tell
from prospector.domain.vocabulary import AppointmentStatus, DealStatus
from tests.terminal import Terminal

# a Friday, a Sunday, a Monday, the first and the last day of a quarter, a leap day, a summer
DAYS = ("2026-11-20", "2026-11-22", "2027-02-01", "2026-10-01", "2026-12-31", "2028-02-29", "2026-07-15")


def _kept(folder: Path, day: str) -> Terminal:
    terminal = Terminal(folder, now=f"{day}T10:42:00+00:00", zone="UTC")
    terminal.ok("demo --keep store.db")
    return terminal


def _report(terminal: Terminal, line: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminal.ok(f"report {line} --json"))
    return found


@pytest.mark.parametrize("day", DAYS)
def test_calls_and_social_touches_cannot_be_told_apart_and_email_is_clearly_weaker(
    tmp_path: Path, day: str
) -> None:
    report = _report(_kept(tmp_path, day), "channels -p 26w")
    rows = {row["channel"]: row for row in report["rows"]}
    assert report["verdict"]["distinguishable"] is False
    assert report["verdict"]["leader"] in {"call", "social"}
    assert "Cannot tell" in report["verdict"]["text"]
    call, email, social = (rows[name]["conversation_rate"] for name in ("call", "email", "social"))
    assert call["low"] < social["value"]
    assert social["low"] < call["high"]
    assert email["high"] < min(call["low"], social["low"])
    assert (
        rows["call"]["conversations_per_hour"]["value"]
        > 2 * rows["social"]["conversations_per_hour"]["value"]
    )


def test_one_article_brings_people_in(tmp_path: Path) -> None:
    report = _report(_kept(tmp_path, DAYS[0]), "compare --by content -p 26w")
    hits = {row["key"]: row["conversation_rate"]["hits"] for row in report["rows"]}
    del hits["(none)"]
    assert hits.pop("Five ways to lose a pallet") >= 4
    assert set(hits.values()) == {0}
    assert sum(row["conversations"] for row in report["unattributed"]) >= 4


def test_people_answer_before_ten(tmp_path: Path) -> None:
    rows = _report(_kept(tmp_path, DAYS[0]), "compare --by hour --channel call -p 26w")["rows"]
    rate = {row["key"]: row["conversation_rate"]["value"] for row in rows}
    assert min(rate["08"], rate["09"]) > 1.5 * max(rate[hour] for hour in ("10", "11", "12", "14"))
    assert rate["12"] < 0.03


def test_the_bought_list_brings_nothing_and_referrals_buy(tmp_path: Path) -> None:
    rows = _report(_kept(tmp_path, DAYS[0]), "sources -p 26w")["rows"]
    sources = {row["source"]: row for row in rows}
    assert (sources["list"]["leads"], sources["list"]["untouched"], sources["list"]["won"]) == (84, 30, 0)
    assert sources["referral"]["win_rate"]["value"] > 3 * sources["self"]["win_rate"]["value"]


@pytest.mark.parametrize("day", [day for day in DAYS if day != "2026-10-01"])
def test_the_quota_is_at_three_quarters_of_its_pace(tmp_path: Path, day: str) -> None:
    (row,) = _report(_kept(tmp_path, day), "quota")["rows"]
    assert row["target"] == 90_000
    assert row["pace"] == pytest.approx(0.75, abs=0.02)


def test_rates_are_near_those_of_the_trade() -> None:
    story = tell(date(2026, 11, 20))
    kept = Counter(meeting.status for meeting in story.meetings)
    no_shows = kept[AppointmentStatus.NO_SHOW] / (
        kept[AppointmentStatus.NO_SHOW] + kept[AppointmentStatus.HELD]
    )
    assert 0.2 < no_shows < 0.35
    dials = sum(act.count for act in story.log if act.channel == "call" and not act.direction)
    reached = [act for act in story.log if act.channel == "call" and not act.direction and act.minutes != 2]
    assert 0.05 < len([act for act in reached if act.count == 1]) / dials < 0.14


def test_the_story_is_the_same_on_any_day_but_for_its_dates() -> None:
    ends = []
    for day in (date(2026, 11, 20), date(2026, 11, 21), date(2027, 3, 3)):
        story = tell(day)
        ends.append(
            (
                [(act.channel, act.outcome, act.contact, act.minutes) for act in story.log if act.contact],
                Counter(sale.status for sale in story.sales),
                max(act.at.date() for act in story.log) < day,
                min(act.at.date() for act in story.log) > day - timedelta(weeks=26),
            )
        )
    assert ends[0] == ends[1] == ends[2]
    assert ends[0][1][DealStatus.WON] == 8
    assert ends[0][2:] == (True, True)


def test_nobody_in_the_story_can_be_reached_by_accident() -> None:
    story = tell(date(2026, 11, 20))
    assert all(someone.email.endswith(".example") for someone in story.people)
    assert all(firm.domain.endswith(".example") for firm in story.companies)
    assert all(someone.phone.startswith("+1 555 01") for someone in story.people)
    assert len({someone.email for someone in story.people}) == len(story.people) == 300
