"""Twelve weeks lived day by day; every figure of the reports against a second computation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.contents import rows
from tests.quarter import courses, habits, work
from tests.quarter.living import SCRIPT, Quarter
from tests.quarter.past import QUARTER, moment, monday, past, working_days

Record = dict[str, Any]
LAST = moment("2026-12-25 17:00")
CHECKPOINTS = (moment("2026-10-30 17:00"), moment("2026-11-20 17:00"), moment("2026-12-11 17:00"), LAST)


@dataclass
class Told:
    """What the reports said at every checkpoint, and the store that is left."""

    at: dict[datetime, dict[str, Any]]
    earlier: Any
    store: Path


WORDS = {
    "channels": "report channels", "week": "report week", "quota": "report quota", "funnel": "report funnel",
    "sources": "report sources", "plans": "report plans", "goals": "goal list",
    "follow-ups": "followup list --status all",
}  # fmt: skip
MID = moment("2026-11-13 23:59")  # before the quota was changed, and the lost deal reopened


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Live the quarter, and ask for every report at its checkpoints."""
    quarter = Quarter(tmp_path_factory.mktemp("quarter"))
    found: dict[datetime, dict[str, Any]] = {}
    for now in CHECKPOINTS:
        quarter.live_until(now)
        found[now] = {name: quarter.report(words) for name, words in WORDS.items()}
        found[now]["reviews"] = {
            week: quarter.report(f"review show {week:%G-W%V}") for week in past(SCRIPT, now).promises
        }
    earlier = quarter.report(f"report quota --as-of {MID:%Y-%m-%d}")
    return Told(found, earlier, quarter.terminal.store)


at_each_checkpoint = pytest.mark.parametrize("now", CHECKPOINTS, ids=lambda now: f"{now:%d-%b}")


def _counted(row: Record, names: Iterable[str]) -> Record:
    """A row of the report on channels, with its rates taken apart."""
    hourly = row["conversations_per_hour"]
    apart = {
        "trials": row["conversation_rate"]["trials"],
        "conversation_hits": row["conversation_rate"]["hits"],
        "appointment_hits": row["appointment_rate"]["hits"],
        "timed": round(hourly["hours"] * 60, 6),
        "timed_hits": hourly["hits"],
    } if "conversation_rate" in row else {}  # fmt: skip
    return {name: (row | apart)[name] for name in names if name in row or name in apart}


def _check_channels(rows: list[Record], report: Record, expected: dict[str | None, Record]) -> None:
    came_in = expected.pop(None, {})
    everything = {row["channel"]: row for row in [*rows, report["total"]]}
    assert {key: _counted(row, expected["all"]) for key, row in everything.items()} == expected
    for key, row in everything.items():
        of = expected[key]
        assert row["connect_rate"]["value"] == pytest.approx(of["connects"] / of["trials"])
        assert row["conversation_rate"]["value"] == pytest.approx(of["conversation_hits"] / of["trials"])
    for figure in ("conversations", "appointments_set", "appointments_held", "deals", "won", "revenue"):
        assert sum(row[figure] for row in report["unattributed"]) == came_in.get(figure, 0), figure


@at_each_checkpoint
def test_the_channels_add_up(told: Told, now: datetime) -> None:
    report = told.at[now]["channels"]
    known = past(SCRIPT, now)
    expected = work.channels(known, QUARTER)
    quota = known.quotas["revenue"][-1][1]
    shares = {row["channel"]: row["quota_share"] for row in report["rows"]}
    assert shares == {
        key: pytest.approx(row["revenue"] / quota)
        for key, row in expected.items()
        if key not in (None, "all")
    }
    _check_channels(report["rows"], report, expected)


@at_each_checkpoint
def test_a_week_stands_beside_the_four_before(told: Told, now: datetime) -> None:
    report, known = told.at[now]["week"], past(SCRIPT, now)
    start, week = monday(now.date()), timedelta(7)
    _check_channels(report["channels"], report, work.channels(known, (start, start + week)))
    before = [work.channels(known, (start - n * week, start - (n - 1) * week))["all"] for n in (1, 2, 3, 4)]
    whole = before[: (start - date(2026, 10, 5)) // week]
    assert report["before"]["weeks"] == len(whole)
    for name, mean in report["before"]["mean_of_four"].items():
        assert report["before"]["week"][name] == before[0][name]
        assert mean == pytest.approx(sum(each[name] for each in whole) / len(whole), abs=0.005)
    finished = working_days(known, start, start + week), working_days(known, start, now.date())
    assert (report["working_days"], report["working_days_done"]) == finished
    for quota in report["quota"]:
        of, found = work.quotas(known)[quota["metric"]], _quota(quota)
        assert found == pytest.approx({name: of[name] for name in found})
    promised = known.promises.get(start - week, ())
    assert [_promise(each) for each in report["commitments"]] == (
        habits.promises(known, start - week) if promised else []
    )


def _quota(row: Record) -> Record:
    names = ("target", "credited", "attainment", "elapsed", "working_days", "pace", "gap", "run_rate",
             "working_days_left")  # fmt: skip
    found = {name: row[name] for name in names if name in row}
    return found | {"needed_per_day": row["needed_per_day"]["total"]}


def _check_quotas(report: Record, expected: dict[str, Record]) -> None:
    assert {row["metric"] for row in report["rows"]} == expected.keys()
    for row in report["rows"]:
        of = expected[row["metric"]]
        due = of.pop("open", None)
        assert _quota(row) == pytest.approx(of), row["metric"]
        if due is not None and of["gap"]:
            assert row["coverage"]["open"] == due
            assert row["coverage"]["value"] == pytest.approx(due / of["gap"])


@at_each_checkpoint
def test_the_quotas_go_by_working_days(told: Told, now: datetime) -> None:
    _check_quotas(told.at[now]["quota"], work.quotas(past(SCRIPT, now)))


def test_an_earlier_day_has_the_quota_and_the_deals_of_that_day(told: Told) -> None:
    known = past(SCRIPT, MID)
    known.days_off = past(SCRIPT, LAST).days_off
    known.acts = [
        act for act in past(SCRIPT, LAST).acts if act.at <= MID
    ]  # also those that were imported later
    expected = work.quotas(known)
    assert (expected["revenue"]["target"], expected["revenue"]["credited"]) == (40_000, 12_000)
    assert work.quotas(past(SCRIPT, LAST))["revenue"]["target"] == 30_000
    _check_quotas(told.earlier, expected)


@at_each_checkpoint
def test_every_stage_of_the_funnel(told: Told, now: datetime) -> None:
    report, expected = told.at[now]["funnel"], courses.funnel(past(SCRIPT, now))
    counts = {
        row["stage"]: [row[name] for name in ("entered", "now", "advanced", "lost", "back")]
        for row in report["stages"]
    }
    assert counts == expected["stages"]
    days = {row["stage"]: row["median_days"] for row in report["stages"]}
    assert {stage: days[stage] for stage in expected["days"]} == expected["days"]
    for name in ("won", "lost", "open", "revenue", "median_cycle_days"):
        assert report[name] == expected[name], name
    assert report["win_rate"]["value"] == pytest.approx(expected["win_rate"])
    for row in report["stages"]:
        entered, _, advanced, *_ = counts[row["stage"]]
        assert row["conversion"]["value"] == (pytest.approx(advanced / entered) if entered else None)


@at_each_checkpoint
def test_every_source_of_leads(told: Told, now: datetime) -> None:
    expected = courses.sources(past(SCRIPT, now))
    rows = {
        row["source"]: row | {"win_rate": row["win_rate"]["value"]} for row in told.at[now]["sources"]["rows"]
    }
    assert rows.keys() == expected.keys()
    total = told.at[now]["sources"]["total"]
    for name in (
        "leads",
        "untouched",
        "conversations",
        "qualified",
        "deals",
        "won",
        "lost",
        "open",
        "revenue",
    ):
        assert total[name] == sum(of[name] for of in expected.values()), name
    for source, of in expected.items():
        assert {name: rows[source][name] for name in of} == pytest.approx(of), source


@at_each_checkpoint
def test_goals_and_their_streaks(told: Told, now: datetime) -> None:
    expected = habits.goals(past(SCRIPT, now))
    rows = {
        (row["goal"] + " min" * (row["measure"] == "minutes"), row["per"]): row
        for row in told.at[now]["goals"]
    }
    assert rows.keys() == expected.keys()
    for aim, of in expected.items():
        assert {name: rows[aim][name] for name in of} == of, aim
    assert told.at[now]["week"]["goals"] == told.at[now]["goals"]


@at_each_checkpoint
def test_the_plan_and_its_steps(told: Told, now: datetime) -> None:
    [row] = told.at[now]["plans"]["rows"]
    expected, steps = courses.plan(past(SCRIPT, now))
    assert {name: row[name] for name in expected} == expected
    assert row["rate"]["value"] == pytest.approx(expected["conversations"] / expected["enrolled"])
    found = [
        [step[name] for name in ("reached", "done", "conversations", "dropped")] for step in row["steps"]
    ]
    assert found == steps


def _promise(row: Record) -> tuple[str, float | None, bool | None]:
    return row["text"], row["done"], row["kept"]


@at_each_checkpoint
def test_what_was_promised_and_whether_it_was_kept(told: Told, now: datetime) -> None:
    known = past(SCRIPT, now)
    for week, review in told.at[now]["reviews"].items():
        assert [_promise(each) for each in review["commitments"]] == habits.promises(known, week), week
    follow_ups = [
        [row["text"], row["contact"], row["due_on"], row["status"]] for row in told.at[now]["follow-ups"]
    ]
    assert follow_ups == known.follow_ups


QUERIES = {
    "SELECT c.name, sum(a.count), sum(coalesce(a.minutes, 0)), count(DISTINCT a.contact_id) FROM activity a "
    "JOIN channel c ON c.id = a.channel_id WHERE a.direction = 0 GROUP BY 1 ORDER BY 1":
        ("activities", "minutes", "contacts"),
    "SELECT 'all', sum(a.count), sum(coalesce(a.minutes, 0)), count(DISTINCT a.contact_id) FROM activity a "
    "WHERE a.direction = 0":
        ("activities", "minutes", "contacts"),
    "SELECT 'all', count(DISTINCT a.contact_id || '/' || a.channel_id || '/' || a.local_day) FROM activity a "
    "JOIN outcome o ON o.id = a.outcome_id WHERE o.level >= 2":
        ("conversations",),
    "SELECT 'all', count(*), sum(status = 'won'), sum(iif(status = 'won', value_minor, 0)) / 100 FROM deal":
        ("deals", "won", "revenue"),
    "SELECT 'all', count(*), sum(status = 'held') FROM appointment":
        ("appointments_set", "appointments_held"),
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_plain_sql_finds_the_same_in_the_store(told: Told, query: str) -> None:
    names = QUERIES[query]
    report = told.at[LAST]["channels"]
    said = {row["channel"]: row for row in [*report["rows"], report["total"]]}
    found = rows(told.store, query)
    assert found == [(key, *(said[str(key)][name] for name in names)) for key, *_ in found]


def test_the_store_keeps_what_was_changed_and_what_was_taken_back(told: Told) -> None:
    quotas = "SELECT amount / 100, set_on, replaced_on FROM target WHERE sort = 'quota' AND metric = 'revenue' ORDER BY id"
    assert rows(told.store, quotas) == [(40_000, "2026-10-05", "2026-11-16"), (30_000, "2026-11-16", None)]
    assert rows(told.store, "SELECT state, label FROM deed WHERE state <> 'done' ORDER BY id") == [
        ("dropped", "call · Ann Poe (Acme) · conversation"), ("dropped", "deal lost: depot (Hooli)"),
    ]  # fmt: skip
    steps = "SELECT group_concat(to_stage, ' ') FROM stage_change s JOIN deal d ON d.id = s.deal_id WHERE d.name = 'pilot'"
    assert rows(told.store, steps) == [("qualifying proposal lost proposal closing won",)]
    imports = "SELECT count(*), sum(added) FROM import_run"
    dialled = sum(line.words[0] == "dialled" and line.told <= LAST for line in SCRIPT)
    assert rows(told.store, imports) == [(11, dialled)]
