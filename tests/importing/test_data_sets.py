"""Files that other people's programs wrote; the figures are those that stand beside them in expected.json."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prospector.errors import ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.mapping_file import load_mapping
from prospector.importing.row import RejectedRow

if TYPE_CHECKING:
    from tests.importing.conftest import Reader, Told

ReadOne = Callable[[str, str], "Told"]
MAPPINGS = Path(__file__).parent / "mappings"


def expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path / "expected.json").read_text())
    return found


@pytest.fixture
def told(read: Reader, shared_data: Path) -> ReadOne:
    def read_one(file: str, mapping: str) -> Told:
        found = read(shared_data / file, load_mapping(MAPPINGS / f"{mapping}.toml"))
        assert found.rejected == []
        assert found.skipped == []
        return found

    return read_one


@pytest.mark.parametrize(
    ("file", "mapping", "rows"),
    [
        ("olist-funnel/olist_marketing_qualified_leads_dataset.csv", "olist-leads", 8000),
        ("olist-funnel/olist_closed_deals_dataset.csv", "olist-deals", 842),
        ("olist-funnel-us-dates/olist_closed_deals_dataset.csv", "olist-deals-us", 380),
        ("small-crm/leads.csv", "small-crm-leads", 30),
        ("crm-leads-activities/Contacts.csv", "crm-contacts", 100),
        ("crm-leads-activities/Leads.csv", "crm-leads", 200),
        ("crm-leads-activities/Activity.csv", "crm-activities", 500),
        ("crm-leads-activities/Opportunity.csv", "crm-deals", 500),
        ("call-centre-dialer/leads.csv", "call-centre-leads", 30000),
    ],
)
def test_every_row_is_read(told: ReadOne, file: str, mapping: str, rows: int) -> None:
    found = told(file, mapping)
    assert len(found.parsed) == rows
    assert len({row.identity for row in found.parsed}) == rows


def test_the_deals_of_olist_come_to_their_revenue(told: ReadOne) -> None:
    found = told("olist-funnel/olist_closed_deals_dataset.csv", "olist-deals")
    assert sum(row["value"] for row in found.values) == 61_784_006_00
    assert {row["status"] for row in found.values} == {"won"}


def test_the_leads_of_olist_keep_their_sources_and_the_blank_one(told: ReadOne) -> None:
    found = told("olist-funnel/olist_marketing_qualified_leads_dataset.csv", "olist-leads")
    sources = Counter(row.get("source") for row in found.values)
    assert (sources["organic_search"], sources["unknown"], sources[None]) == (2296, 1099, 60)


def test_american_dates_come_out_as_the_same_days(told: ReadOne) -> None:
    name = "olist_marketing_qualified_leads_dataset.csv"
    days = [
        {row["external_id"]: row["received_at"].day for row in told(f"{folder}/{name}", mapping).values}
        for folder, mapping in [("olist-funnel", "olist-leads"), ("olist-funnel-us-dates", "olist-leads-us")]
    ]
    assert days[0] == days[1]
    assert len(days[0]) == 8000


@pytest.mark.parametrize("table", ["leads", "activities"])
def test_every_variant_of_the_small_crm_says_the_same(told: ReadOne, shared_data: Path, table: str) -> None:
    mappings = ["small-crm-leads", "small-crm-deals"] if table == "leads" else ["small-crm-activities"]
    variants = sorted((shared_data / "small-crm" / "variants").glob(f"{table}*"))
    assert len(variants) == (3 if table == "leads" else 7)
    for mapping in mappings:
        original = [row[2:] for row in told(f"small-crm/{table}.csv", mapping).parsed]
        for variant in variants:
            found = [row[2:] for row in told(f"small-crm/variants/{variant.name}", mapping).parsed]
            assert found == original * (2 if "twice" in variant.name else 1), variant.name


def test_the_deals_of_the_small_crm_are_won_lost_and_open_as_said(told: ReadOne, shared_data: Path) -> None:
    total = expected(shared_data / "small-crm")["total"]
    deals = told("small-crm/leads.csv", "small-crm-deals").values
    assert Counter(row["status"] for row in deals) == {key: total[key] for key in ("won", "lost", "open")}
    assert sum(row["value"] for row in deals if row["status"] == "won") == total["won_value"] * 100
    assert sum(row["status"] == "won" and "closed_at" not in row for row in deals) == 5


def test_the_opportunities_of_the_crm_come_to_their_won_value(told: ReadOne) -> None:
    deals = told("crm-leads-activities/Opportunity.csv", "crm-deals").values
    assert Counter(row["status"] for row in deals) == {"won": 99, "lost": 110, "open": 291}
    assert sum(row["value"] for row in deals if row["status"] == "won") == 1_080_249_76


def test_the_calls_of_the_call_centre_have_their_outcomes_and_seconds(told: ReadOne) -> None:
    found = told("call-centre-dialer/calls.csv", "call-centre-calls")
    assert len(found.parsed) == 80816
    assert len(found.parsed) - len({row.identity for row in found.parsed}) == 56
    assert sum(row["talk_seconds"] for row in found.values) == 17_754_847
    assert Counter(row["outcome"] for row in found.values) == {
        "voicemail": 40322,
        "not-interested": 20175,
        "callback": 12145,
        "sale": 8174,
    }


def test_quotas_without_a_header_are_read(told: ReadOne) -> None:
    quotas = told("sales-quotas/FactSalesQuota.csv", "sales-quotas").values
    assert len(quotas) == 163
    assert sum(row["amount"] for row in quotas) == 95_714_000
    assert sum(row["amount"] for row in quotas if row["period"] == "2012-Q4") == 13_733_000
    assert quotas[0]["set_on"] == date(2010, 12, 29)


def test_awkward_files_give_their_rows_or_one_line(read: Reader, shared_data: Path) -> None:
    files = expected(shared_data / "messy-csv")["files"]
    assert len(files) == 35
    mapping = '[set]\nchannel = "call"\noccurred_at = "2026-08-05"\n[columns]\nnote = %s\n'
    for entry in files:
        path, traits = shared_data / "messy-csv" / entry["file"], entry["traits"]
        try:
            found = read(path, mapping % json.dumps(heading(entry)))
        except ProspectorError as error:
            assert "\n" not in error.message  # noqa: PT017 - some are right to be read
            assert {"duplicate_header", "not_a_table", "lines_before_header", "no_header"} & set(
                traits
            ) or not entry["columns"], entry["file"]
            continue
        ragged = entry.get("ragged_records", 0)
        assert len(found.parsed) + len({row[0] for row in found.rejected}) == entry["data_rows"], entry[
            "file"
        ]
        assert len({row[0] for row in found.rejected}) == ragged, entry["file"]


def heading(entry: dict[str, Any]) -> str:
    """A heading of an awkward file."""
    names: list[str] = entry.get("header", [])
    return next((name for name in names if name), "none")


def test_awkward_files_without_our_columns_are_refused_by_name(read: Reader, shared_data: Path) -> None:
    path = shared_data / "messy-csv" / "csv-spectrum" / "csvs" / "simple.csv"
    with pytest.raises(ProspectorError, match="has no column occurred_at, channel, which activities need"):
        read(path)


def test_contacts_of_crm_exports_are_read_by_our_own_names(read: Reader, shared_data: Path) -> None:
    folder = shared_data / "messy-csv" / "crm-exports"
    assert len(read(folder / "14-blank-rows.csv", kind=Kind.CONTACTS).parsed) == 2
    assert len(read(folder / "21-tab-separated.csv", kind=Kind.CONTACTS).parsed) == 2
    assert (
        len({row.identity for row in read(folder / "15-duplicate-rows.csv", kind=Kind.CONTACTS).parsed}) == 3
    )
    with pytest.raises(ProspectorError, match="has 2 columns 'name'"):
        read(folder / "09-duplicate-headers.csv", kind=Kind.CONTACTS)


def test_of_made_activities_exactly_the_bad_ones_are_rejected(
    read: Reader, shared_data: Path, tmp_path: Path
) -> None:
    tool = shared_data.parent / "tools" / "make_activities.py"
    if not tool.exists():
        pytest.skip(f"no {tool}")
    options = [
        "--rows",
        "8000",
        "--bad-fraction",
        "0.05",
        "--duplicate-fraction",
        "0.05",
        "--messy-fraction",
        "0.2",
    ]
    files = [f"--out={tmp_path / 'made.csv'}", f"--truth={tmp_path / 'truth.json'}"]
    subprocess.run([sys.executable, str(tool), *options, *files], check=True)
    truth = json.loads((tmp_path / "truth.json").read_text())
    channels = "call email social event referral visit mail content research admin meeting website sms"
    known = {"channel": {name: name for name in channels.split()}}
    found = read(tmp_path / "made.csv", load_mapping(MAPPINGS / "make-activities.toml"), known=known)
    bad = [at for at, row in enumerate(found.rows, 1) if isinstance(row, RejectedRow)]
    assert bad == [record["record"] for record in truth["bad_records"]]
    said = {row.identity: row.content_hash for row in found.parsed}
    assert len(said) == truth["activities"]
    assert len(found.parsed) - len(said) == truth["repeated"]
    assert all(said[row.identity] == row.content_hash for row in found.parsed)
    assert Counter(row["channel"] for row in found.values)["call"] >= truth["by_channel"]["phone"]
