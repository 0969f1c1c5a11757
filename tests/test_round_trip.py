"""An export into an empty store keeps all that the canonical columns hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminal import Terminal

ORDER = ("accounts", "contacts", "content", "deals", "activities", "appointments", "quotas")
DAILY = """\
account add Acme --target --buying-group 8 --divisions "sales;finance" --domain acme.com --industry Tools -n "=1+1"
contact add "Jane Doe" -a Acme --email jane@acme.com --source campaign --detail "spring fair" --title CEO -t vip
contact add "Jane Doe" -a Acme --new --phone +49301234567 -n "the other one"
contact add "Jane Doe" -a Globex --new
contact add "José Díaz" --referred-by jane@acme.com --qualified
content "Five ways" -k article -m 90 --cost 12.50 --reach 300 -t q4 --url https://example.com/5
call jane@acme.com conversation -m 12 -n "wants pricing; \\"soon\\"" -t hot -t q4
call id:2 no-answer
call id:3 vm --at "2026-11-18 09:30"
social jose engaged -k comment --inbound --on five-ways
email jose appointment --for "mon 9am" --at 2026-11-19
call . no-answer -x 34 --cost 3
log visit "Ann Poe" done -a Initech
deal open Rollout --who jose --value 25k --close 2026-12-18
deal advance Rollout proposal
deal open "Acme two" -a Acme --value 1200.50
deal won "Acme two"
quota set revenue 120k -p 2026-Q4
quota set revenue 130k -p 2026-Q4
"""
EAST = "external_id,name,email,source,received_at\n1,Eve East,eve@east.com,web,2026-05-01\n2,Tom Lane,,list,2026-05-02\n"
WEST = "external_id,person_ref,name,source,received_at\n1,p1,Will West,web,2026-06-01\n2,p1,Will West,event,2026-07-01\n"
CALLS = (
    "external_id,occurred_at,channel,outcome,contact_ref\n7,2026-08-01T10:00:00+02:00,call,conversation,1\n"
)


MAPPINGS = Path(__file__).parent / "importing" / "mappings"
CREATE = '[create]\nsources = true\nchannels = true\noutcomes = { sale = "appointment" }\n'
REAL = (
    (
        "small-crm",
        "leads.csv small-crm-leads",
        "leads.csv small-crm-deals",
        "activities.csv small-crm-activities",
    ),
    (
        "crm-leads-activities",
        "Leads.csv crm-leads",
        "Contacts.csv crm-contacts",
        "Activity.csv crm-activities",
        "Opportunity.csv crm-deals",
    ),
    (
        "olist-funnel",
        "olist_marketing_qualified_leads_dataset.csv olist-leads",
        "olist_closed_deals_dataset.csv olist-deals",
    ),
)


def written(folder: Path) -> Terminal:
    folder.mkdir()
    terminal = Terminal(folder)
    for line in DAILY.splitlines():
        terminal.ok(line)
    for system, contacts in (("east", EAST), ("west", WEST)):
        (folder / "contacts.csv").write_text(contacts)
        (folder / "calls.csv").write_text(CALLS)
        terminal.ok(f"import contacts.csv --as contacts --system {system}")
        terminal.ok(f"import calls.csv --as activities --system {system}")
    return terminal


def exported(terminal: Terminal) -> list[str]:
    return [
        f"{noun}: {line}" for noun in ORDER for line in sorted(terminal.ok(f"export {noun}").splitlines())
    ]


def test_export_then_import_into_an_empty_store_is_the_identity(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    (tmp_path / "new").mkdir()
    new = Terminal(tmp_path / "new")
    for noun in ORDER:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv")
        new.ok(f"import {noun}.csv --as {noun} --system old")
    assert set(exported(new)) ^ set(exported(old)) == set()


def test_a_person_is_one_in_whatever_order_the_files_of_a_system_come(tmp_path: Path) -> None:
    people = "external_id,name,email\nC1,Jane Doe,jane@acme.com\nC2,Ann Poe,\n"
    leads = "external_id,person_ref,source,received_at\nL1,C1,web,2026-05-01\nL2,C2,web,2026-05-02\n"
    found = []
    for order in (("people", "leads"), ("leads", "people")):
        folder = tmp_path / order[0]
        folder.mkdir()
        terminal = Terminal(folder)
        (folder / "people.csv").write_text(people)
        (folder / "leads.csv").write_text(leads)
        for name in order:
            terminal.ok(f"import {name}.csv --as contacts --system crm")
        found.append(terminal.ok("export contacts").splitlines()[1:])
    assert [line.split(",")[:4] for line in found[1]] == [
        ["L2", "C2", "Ann Poe", ""],
        ["L1", "C1", "Jane Doe", "jane@acme.com"],
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("files", REAL, ids=[folder for folder, *_ in REAL])
def test_real_exports_survive_the_round_trip(
    tmp_path: Path, shared_data: Path, files: tuple[str, ...]
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    old, new = Terminal(tmp_path / "old"), Terminal(tmp_path / "new")
    for file, mapping in (pair.split() for pair in files[1:]):
        old.ok(f"import {shared_data / files[0] / file} --map {MAPPINGS / mapping}.toml")
    # Of deals and activities, those go first that the others refer to.
    refers = files[0] == "crm-leads-activities"
    order = ("accounts", "contacts", *(("activities", "deals") if refers else ("deals", "activities")))
    for noun in order:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv")
        (new.folder / "map.toml").write_text(
            f'name = "old"\nsystem = "old"\nas = "{noun}"\n[columns]\n{CREATE}'
        )
        new.ok(f"import {noun}.csv --map map.toml")
    assert set(exported(new)) ^ set(exported(old)) == set()


def test_an_export_that_comes_back_twice_adds_nothing(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    (tmp_path / "new").mkdir()
    new = Terminal(tmp_path / "new")
    for noun in ORDER * 2:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv")
        new.ok(f"import {noun}.csv --as {noun} --system old")
    assert set(exported(new)) ^ set(exported(old)) == set()
