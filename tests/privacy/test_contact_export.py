"""A person is handed all that is held of them, in files that only the rep can read."""

from __future__ import annotations

import csv
import json
import stat

import pytest

from tests.privacy.somebody import TRACES
from tests.terminal import Terminal


@pytest.fixture
def told(known: Terminal) -> Terminal:
    known.ok("contact edit ann@acme.test -n 'ask Zoë Quillfeather'")
    known.ok("contact edit zoe.q@umbra-tools.test --title 'Great Horned Officer'")
    return known


def test_the_document_has_every_place_that_tells_of_the_person(told: Terminal) -> None:
    held = json.loads(told.ok("contact export zoe.q@umbra-tools.test"))
    assert {name: len(rows) for name, rows in held.items()} == {
        "contact": 1,
        "arrivals": 2,
        "activities": 5,
        "appointments": 1,
        "deals": 2,
        "addresses": 3,
        "made": 1,
        "stages": 3,
        "follow_ups": 1,
        "plans": 1,
        "engagements": 0,
        "introduced_by": 0,
        "introduced": 1,
        "merged": 1,
        "ids": 1,
        "experiments": 0,
        "mentions": 1,
        "history": len(held["history"]),
    }
    assert held["contact"][0]["email"] == "zoe.q@umbra-tools.test; zoe@home-of-q.test; zq@umbra-tools.test"
    assert held["follow_ups"][0]["text"] == "bring the red folder"
    assert held["ids"] == [{"system": "crm", "external_id": "P1", "kind": "contacts", "import_id": 1}]
    assert held["mentions"][0]["text"] == "ask Zoë Quillfeather"
    assert any("Chief Owl Officer" in (row["before"] or "") for row in held["history"])
    text = json.dumps(held, ensure_ascii=False)
    assert [each for each in TRACES if each not in text] == []


def test_csv_is_a_folder_of_files_for_the_owner_alone(told: Terminal) -> None:
    told.ok("contact export zoe.q@umbra-tools.test --format csv -o hers")
    folder = told.folder / "hers"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    held = json.loads(told.ok("contact export zoe.q@umbra-tools.test"))
    assert {path.stem for path in folder.iterdir()} == {name for name, rows in held.items() if rows}
    with (folder / "activities.csv").open(encoding="utf-8", newline="") as file:
        notes = {row["note"] for row in csv.DictReader(file)}
    assert notes == {"wants the brass model", "bring the red folder", ""}
    assert told("contact export zoe.q@umbra-tools.test --format csv -o hers").code == 1
    assert told("contact export zoe.q@umbra-tools.test --format csv").code == 2


def test_a_file_of_json_is_the_same_document(told: Terminal) -> None:
    told.ok("contact export zoe.q@umbra-tools.test -o hers.json")
    path = told.folder / "hers.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(
        told.ok("contact export zoe.q@umbra-tools.test")
    )
