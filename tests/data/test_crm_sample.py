"""Four tables that refer to one another: contacts, their leads, activities with leads, deals from activities."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.sample import Sample, adds_nothing, counts
from tests.terminal import Terminal

FILES = {"Contacts": "contacts", "Leads": "leads", "Activity": "activities", "Opportunity": "deals"}
CHANNELS = {"Call": "call", "Email": "email", "Demo": "demo", "Meeting": "meeting", "Follow-up": "follow-up"}
SOURCES = {"Referral": "referral", "Event": "event"}  # the store knows these two; the others are made


@pytest.fixture(scope="module")
def crm(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    sample = Sample(Terminal(tmp_path_factory.mktemp("crm")), shared_data / "crm-leads-activities")
    for file, mapping in FILES.items():
        found = sample.take_in(f"{file}.csv", f"crm-{mapping}")
        assert (found["added"], found["contacts_added"]) == (
            sample.expected["rows"][file],
            100 if file == "Contacts" else 0,
        )
    return sample


def test_activities_fall_into_their_types_weeks_and_months(crm: Sample) -> None:
    expected = crm.expected
    by_type = {CHANNELS[name]: count for name, count in expected["activities_by_type"].items()}
    assert counts(crm.rows("channels -p all", "channel"), "activities") == by_type
    assert counts(crm.rows("compare --by week -p all"), "activities") == expected["activities_by_iso_week"]
    months = expected["activities_by_type_and_month"]
    for month in {month for counted in months.values() for month in counted}:
        found = counts(crm.rows(f"compare --by channel -p {month}"), "activities")
        assert found == {CHANNELS[name]: counted[month] for name, counted in months.items()}, month


def test_every_source_has_its_leads_deals_and_value(crm: Sample) -> None:
    report = crm.report("sources -p all")
    rows = {row["source"]: row for row in report["rows"]}
    assert {SOURCES.get(name, name): count for name, count in crm.expected["leads_by_source"].items()} == {
        name: row["leads"] for name, row in rows.items()
    }
    assert sum(row["untouched"] for row in rows.values()) == crm.expected["rows"]["leads_without_activity"]
    for name, figures in crm.expected["by_lead_source"].items():
        row = rows[SOURCES.get(name, name)]
        assert (row["deals"], row["won"], row["lost"], row["open"], row["revenue"]) == (
            figures["opportunities"],
            figures["won"],
            figures["lost"],
            figures["open"],
            figures["won_value"],
        ), name
        assert row["qualified"] == crm.expected["leads_by_source_and_status"][name]["Qualified"]
    total, expected = report["total"], crm.expected["total"]
    assert {name: total[name] for name in ("won", "lost", "open")} == {
        name: expected[name] for name in ("won", "lost", "open")
    }
    assert total["revenue"] == expected["won_value"]


def test_a_deal_is_credited_to_the_activity_that_it_names(crm: Sample) -> None:
    rows = crm.rows("channels -p all", "channel")
    for name, figures in crm.expected["by_activity_type"].items():
        row = rows[CHANNELS[name]]
        assert (row["deals"], row["won"], row["revenue"]) == (
            figures["opportunities"],
            figures["won"],
            figures["won_value"],
        ), name
    assert crm.report("channels -p all")["unattributed"] == []


def test_what_was_won_falls_into_weeks_and_months(crm: Sample) -> None:
    assert counts(crm.rows("compare --by week -p all"), "won") == crm.expected["won_by_close_iso_week"]
    assert (
        counts(crm.rows("compare --by month -p all"), "revenue") == crm.expected["won_value_by_close_month"]
    )


def test_planned_activities_are_skipped_where_the_file_says_which_were_done(
    crm: Sample, tmp_path: Path
) -> None:
    done = Sample(Terminal(tmp_path), crm.folder)
    for mapping in ("contacts", "leads"):
        done.take_in(f"{mapping.title()}.csv", f"crm-{mapping}")
    found = done.take_in("Activity.csv", "crm-activities-done")
    expected = {
        CHANNELS[name]: by["True"] for name, by in crm.expected["activities_by_type_and_completed"].items()
    }
    assert (found["added"], found["skipped"]) == (sum(expected.values()), 500 - sum(expected.values()))
    assert counts(done.rows("channels -p all", "channel"), "activities") == expected
    assert adds_nothing(done.take_in_again("Activity.csv", "crm-activities-done"))


def test_the_same_files_add_nothing(crm: Sample) -> None:
    for file, mapping in FILES.items():
        assert adds_nothing(crm.take_in_again(f"{file}.csv", f"crm-{mapping}")), file


def test_open_deals_stand_where_the_file_says(crm: Sample) -> None:
    report = crm.report("funnel -p all")
    expected = {name: one["count"] for name, one in crm.expected["opportunities_by_stage"].items()}
    now = {line["stage"]: line["now"] for line in report["stages"]}
    assert (now["proposal"], now["objections"]) == (expected["Proposal Sent"], expected["Negotiation"])
    assert (report["won"], report["lost"]) == (expected["Closed Won"], expected["Closed Lost"])
    assert report["open"] == sum(expected[name] for name in ("Prospecting", "Proposal Sent", "Negotiation"))
