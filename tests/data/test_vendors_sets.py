"""Data sets of LinkedIn, HubSpot and Salesforce; what is known by its headings needs no mapping, and what is not is said."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from prospector.errors import ProspectorError
from prospector.importing.guess import recognise
from tests.data.sample import Sample, counts
from tests.terminal import Terminal

# Every other file of the data sets has headings of its own: it needs a mapping, or is a table that is none of ours.
BY_ITS_HEADINGS = {
    "linkedin-small/Connections-with-blanks.csv": "linkedin-connections",
    "linkedin-small/Connections.csv": "linkedin-connections",
    "linkedin-small/Messages.csv": "linkedin-messages",
    "salesforce-objects/sf_account_data.csv": "salesforce-accounts",
    "salesforce-objects/sf_event_data.csv": "salesforce-events",
    "salesforce-objects/sf_lead_data.csv": "salesforce-leads",
    "salesforce-objects/sf_opportunity_data.csv": "salesforce-opportunities",
    "salesforce-objects/sf_task_data.csv": "salesforce-tasks",
}


def sample(shared_data: Path, folder: Path, name: str) -> Sample:
    return Sample(Terminal(folder), shared_data / name)


def as_it_is(sample: Sample, file: str, *options: str) -> dict[str, Any]:
    """Import a file without a mapping."""
    result = sample.terminal.run(["import", str(sample.folder / file), "--json", *options])
    assert result.code == 0, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_which_files_of_the_data_sets_need_no_mapping(shared_data: Path) -> None:
    found = {}
    for path in sorted(shared_data.glob("*/*.csv")):
        try:
            recognised = recognise(str(path))
        except ProspectorError:
            continue
        found[str(path.relative_to(shared_data))] = recognised.mapping.name
    assert found == BY_ITS_HEADINGS


def test_linkedins_people_and_messages_come_over_as_counted(shared_data: Path, tmp_path: Path) -> None:
    linkedin = sample(shared_data, tmp_path, "linkedin-small")
    files = linkedin.expected["files"]
    for name in ("Connections.csv", "Connections-with-blanks.csv"):
        found = as_it_is(linkedin, name)
        assert (found["added"], found["skipped"]) == (
            files[name]["usable"],
            files[name]["rows"] - files[name]["usable"],
        )
        number = found["import_id"]
        linkedin.terminal.ok(f"imports undo {number}")
    as_it_is(linkedin, "Connections.csv")
    people = json.loads(linkedin.terminal.ok("export contacts --json"))
    assert sum(person["email"] is not None for person in people) == files["Connections.csv"]["with_email"]
    expected = files["Messages.csv"]
    assert as_it_is(linkedin, "Messages.csv")["added"] == expected["rows"]
    messages = json.loads(linkedin.terminal.ok("export activities --json"))
    assert Counter(message["direction"] for message in messages) == {
        "outbound": expected["sent"],
        "inbound": expected["received"],
    }
    assert Counter(message["contact"] for message in messages) == expected["messages_by_person"]
    days = [date.fromisoformat(message["occurred_at"][:10]) for message in messages]
    assert Counter(f"{day:%G-W%V}" for day in days) == expected["messages_by_iso_week"]
    assert Counter(f"{day:%Y-%m}" for day in days) == expected["messages_by_month"]


def test_salesforces_tables_come_over_as_counted(shared_data: Path, tmp_path: Path) -> None:
    salesforce = sample(shared_data, tmp_path, "salesforce-objects")
    expected = salesforce.expected
    accounts = [row["is_deleted"] for row in rows_of(salesforce.folder / "sf_account_data.csv")]
    assert as_it_is(salesforce, "sf_account_data.csv")["added"] == accounts.count("false")
    assert as_it_is(salesforce, "sf_lead_data.csv")["added"] == expected["rows"]["lead"]
    deals = as_it_is(salesforce, "sf_opportunity_data.csv")
    assert (deals["added"], deals["skipped"]) == (0, expected["opportunities"]["deleted"])
    refused = salesforce.terminal.run(["import", str(salesforce.folder / "sf_task_data.csv")])
    assert "import the contacts that have it first" in refused.err
    without_people = ("--set", "contact_ref=")
    tasks = as_it_is(salesforce, "sf_task_data.csv", *without_people)
    events = as_it_is(salesforce, "sf_event_data.csv", *without_people)
    assert (tasks["added"], events["added"]) == (expected["rows"]["task"], expected["rows"]["event"])
    stored = [
        json.loads(salesforce.terminal.ok(f"export {kind} --json")) for kind in ("activities", "appointments")
    ]
    days = Counter(row.get("occurred_at", row.get("starts_at"))[:10] for rows in stored for row in rows)
    assert days == expected["activities_by_day"]


def test_salesforces_deleted_deals_come_to_their_amount_where_a_mapping_wants_them(
    shared_data: Path, tmp_path: Path
) -> None:
    salesforce = sample(shared_data, tmp_path, "salesforce-objects")
    expected = salesforce.expected["opportunities"]
    found = salesforce.take_in("sf_opportunity_data.csv", "salesforce-table-deals")
    assert found["added"] == expected["deleted"]
    deals = json.loads(salesforce.terminal.ok("export deals --json"))
    assert Counter(deal["status"] for deal in deals) == {
        "won": expected["won"],
        "lost": expected["closed"] - expected["won"],
        "open": 10 - expected["closed"],
    }
    won = [deal["value"] or 0 for deal in deals if deal["status"] == "won"]
    assert sum(won) == expected["won_amount_sum"]
    assert sum(deal["value"] or 0 for deal in deals) == expected["amount_sum"]


def test_a_connectors_hubspot_tables_come_over_with_a_mapping(shared_data: Path, tmp_path: Path) -> None:
    hubspot = sample(shared_data, tmp_path, "hubspot-tables")
    expected = hubspot.expected
    people = hubspot.take_in("contact_data.csv", "hubspot-table-contacts")
    assert people["added"] == expected["contacts_deleted"]["FALSE"]
    mails = hubspot.take_in("email_event_data.csv", "hubspot-table-emails")
    assert mails["contacts_added"] == expected["distinct_recipients"]
    kinds = counts(hubspot.rows("compare --by kind -p all"), "activities")
    assert kinds == {name.lower(): count for name, count in expected["email_events_by_type"].items()}
    assert (
        counts(hubspot.rows("compare --by week -p all"), "activities") == expected["email_events_by_iso_week"]
    )
    deals = hubspot.take_in("deal_data.csv", "hubspot-table-deals")
    assert deals["added"] == expected["rows"]["deal"]
    opened = Counter(deal["opened_at"][:7] for deal in json.loads(hubspot.terminal.ok("export deals --json")))
    assert opened == expected["deals_by_create_month"]


def test_meetings_of_1970_come_back_as_implausible(shared_data: Path, tmp_path: Path) -> None:
    hubspot = sample(shared_data, tmp_path, "hubspot-tables")
    expected = hubspot.expected
    mapping = Path(__file__).parent.parent / "importing" / "mappings" / "hubspot-table-meetings.toml"
    file = hubspot.folder / "engagement_meeting_data.csv"
    result = hubspot.terminal.run(["import", str(file), "--map", str(mapping), "--json"])
    found = json.loads(result.out)
    assert (result.code, found["rejected"]) == (3, expected["meetings_dated_1970"])
    assert {problem["message"][:28] for problem in found["problems"]} == {"1970-01-19 is not plausible:"}
    held = json.loads(hubspot.terminal.ok("export appointments --json"))
    months = Counter(meeting["starts_at"][:7] for meeting in held)
    assert months == {
        month: count for month, count in expected["meetings_by_month"].items() if month > "1970-01"
    }
