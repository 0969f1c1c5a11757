"""Eighty thousand calls of a dialer that gives them no ids: outcomes, agents, hours, campaigns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.data.sample import Row, Sample, adds_nothing, counts
from tests.terminal import Terminal

OUTCOMES = {
    "Voicemail": "voicemail",
    "Not Interested": "not-interested",
    "Call Back": "callback",
    "Sale": "sale",
}


@pytest.fixture(scope="module")
def dialer(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    sample = Sample(Terminal(tmp_path_factory.mktemp("dialer")), shared_data / "call-centre-dialer")
    rows = sample.expected["rows"]
    assert sample.take_in("leads.csv", "call-centre-leads")["added"] == rows["leads"]
    calls = sample.take_in("calls.csv", "call-centre-calls")
    assert (calls["added"], calls["unchanged"]) == (rows["calls"], 0)
    return sample


def figures(row: Row) -> tuple[Any, ...]:
    assert row["connect_rate"]["trials"] == row["activities"]
    return (
        row["activities"],
        row["connects"],
        round(row["connect_rate"]["value"], 6),
        row["appointments_set"],
        round(row["appointment_rate"]["value"], 6),
        row["contacts"],
    )


def said(expected: Row) -> tuple[Any, ...]:
    names = ("calls", "conversations", "connect_rate", "sales", "sales_per_call", "distinct_leads_called")
    return tuple(expected[name] for name in names)


def test_all_calls_have_their_outcomes_connects_and_sales(dialer: Sample) -> None:
    report = dialer.report("compare --by outcome -p all")
    assert figures(report["total"]) == said(dialer.expected["total"])
    by_outcome = counts({row["key"]: row for row in report["rows"]}, "activities")
    assert by_outcome == {OUTCOMES[name]: n for name, n in dialer.expected["total"]["by_status"].items()}


def test_every_agent_has_calls_connects_and_sales(dialer: Sample) -> None:
    rows = dialer.rows("compare --by rep -p all")
    for number, (name, expected) in enumerate(dialer.expected["by_agent"].items(), start=1):
        assert figures(rows[str(number)]) == said(expected), name


def test_every_day_and_hour_has_its_calls(dialer: Sample) -> None:
    weekdays = dialer.rows("compare --by weekday -p 2023-W13")
    by_day = dict(zip(("Tue", "Wed", "Thu"), dialer.expected["by_day"].values(), strict=True))
    assert weekdays.keys() == by_day.keys()
    for day, expected in by_day.items():
        assert figures(weekdays[day]) == said(expected), day
    hours: dict[str, int] = {}
    for stamp, calls in dialer.expected["calls_by_timestamp"].items():
        hours[stamp[11:13]] = hours.get(stamp[11:13], 0) + calls
    assert counts(dialer.rows("compare --by hour -p all"), "activities") == hours
    assert (
        counts(dialer.rows("compare --by week -p all"), "activities") == dialer.expected["calls_by_iso_week"]
    )


def test_every_campaign_has_its_leads_calls_and_conversations(dialer: Sample) -> None:
    sources = dialer.rows("sources -p all", "source")
    calls = dialer.rows("compare --by source -p all")
    for number, (name, expected) in enumerate(dialer.expected["by_campaign"].items(), start=1):
        key = str(number)
        assert sources[key]["leads"] == expected["leads"], name
        assert calls[key]["activities"] == expected["calls"], name
        assert calls[key]["new_conversations"] == expected["leads_with_conversation"], name
        sales = dialer.rows(f"compare --by outcome -p all --source {key}")["sale"]
        assert sales["contacts"] == expected["leads_with_sale"], name
    total, expected = dialer.report("sources -p all")["total"], dialer.expected["leads_total"]
    assert (total["leads"], total["untouched"]) == (expected["leads"], 0)
    assert (
        dialer.report("channels -p all")["total"]["new_conversations"] == expected["leads_with_conversation"]
    )
    for day, leads in dialer.expected["leads_by_date_sent"].items():
        words = f"sources -p {day.replace('/', '-')}..{day.replace('/', '-')}"
        assert dialer.report(words)["total"]["leads"] == leads


def test_every_agent_stands_against_the_quota_of_the_week(dialer: Sample) -> None:
    quotas = "rep,metric,amount,period\n" + "".join(
        f"{n},appointments-set,1600,2023-W13\n" for n in range(1, 6)
    )
    dialer.terminal.ok("import - --as quotas", stdin=quotas)
    rows = dialer.rows("quota -p 2023-W13", "rep")
    for number, (name, expected) in enumerate(dialer.expected["quota_example"]["agents"].items(), start=1):
        row = rows[str(number)]
        assert (row["credited"], round(row["attainment"], 6)) == (
            expected["sales"],
            expected["attainment"],
        ), name


def test_the_line_was_busy_so_long_and_that_is_not_called_effort(dialer: Sample) -> None:
    assert dialer.count("SELECT sum(talk_seconds) FROM activity") == dialer.expected["total"]["talk_seconds"]
    for number, expected in enumerate(dialer.expected["by_agent"].values(), start=1):
        query = (
            f"SELECT sum(talk_seconds) FROM activity JOIN rep ON rep.id = rep_id WHERE rep.name = '{number}'"
        )
        assert dialer.count(query) == expected["talk_seconds"]
    assert dialer.report("channels -p all")["total"]["minutes"] == 0


def test_the_same_files_add_nothing_and_equal_calls_stay_as_many_as_there_are(dialer: Sample) -> None:
    assert adds_nothing(dialer.take_in_again("leads.csv", "call-centre-leads"))
    assert adds_nothing(dialer.take_in_again("calls.csv", "call-centre-calls"))
    assert dialer.count("SELECT count(*) FROM activity") == dialer.expected["rows"]["calls"]
