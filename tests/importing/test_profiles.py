"""Every shipped profile: its sample is recognised by its header and stored as `expected.json` beside it says."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from prospector.domain.first_words import OUTCOMES
from prospector.errors import InvalidValueError
from prospector.importing.detecting import detecting
from prospector.importing.files import open_source
from prospector.importing.guess import fitting_profiles, kinds_of, recognise
from prospector.importing.headings import heading_key
from prospector.importing.mapping import ImportMapping
from prospector.importing.records import chunks, find_layout, header_candidates
from prospector.importing.shipped import load_profile, profile_names, profile_text

if TYPE_CHECKING:
    from tests.importing.conftest import Reader
    from tests.terminal import Terminal

CASES = Path(__file__).parent / "cases"
NAMES = profile_names()
_TOLD = ("profile", "as", "rows", "added", "skipped", "rejected")


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    return found


def imported(terminal: Terminal, name: str, options: str = "") -> dict[str, Any]:
    shutil.copy(CASES / name / "sample.csv", terminal.folder / f"{name}.csv")
    result = terminal(f"import {name}.csv {options} --json")
    assert result.code in {0, 3}, result.err
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_every_profile_has_a_case_and_every_case_a_profile() -> None:
    assert sorted(path.name for path in CASES.iterdir()) == list(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_says_what_it_is_for_and_fits_any_subset_of_columns(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert profile.title
    assert profile.kind
    assert profile.detect
    assert profile.optional
    assert profile_text(name).startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_stored_as_it_should(terminal: Terminal, name: str) -> None:
    expected = case(name)
    for other in expected.get("after", []):
        assert imported(terminal, other)["rejected"] == 0
    summary = imported(terminal, name, expected.get("options", ""))
    assert {key: summary[key] for key in _TOLD} == {"profile": name, **expected["summary"]}
    assert [problem["message"] for problem in summary["problems"]] == expected.get("problems", [])
    records = json.loads(terminal.ok(f"export {summary['as']} --json"))
    stored = [{key: value for key, value in record.items() if value is not None} for record in records]
    for record in stored:
        record.pop("id", None)
    assert stored == expected["stored"]


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_recognised_as_no_other_profile(name: str) -> None:
    with open_source(str(CASES / name / "sample.csv")) as source:
        assert kinds_of(source) == []
        assert [profile.name for profile in fitting_profiles(source)] == [name]
        headers = [keys for _, keys in header_candidates(source)]
    others = [
        other
        for other in NAMES
        if any(all(names & keys for names in detecting(load_profile(other))) for keys in headers)
    ]
    vendor = name.partition("-")[0]  # two reports of one vendor may share what gives them away
    assert {other.partition("-")[0] for other in others} == {vendor}


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_recognised_in_any_case_and_order(tmp_path: Path, name: str) -> None:
    with open_source(str(CASES / name / "sample.csv")) as source:
        wanted = detecting(load_profile(name))
        header = next(keys for _, keys in header_candidates(source) if all(names & keys for names in wanted))
    path = tmp_path / "odd.csv"
    path.write_text(";".join(f'"{key.upper()}"' for key in sorted(header)) + "\n", encoding="utf-16")
    found = recognise(str(path))
    assert found.mapping.name == name
    assert heading_key(next(iter(header)).upper()) in header


@pytest.mark.parametrize("name", NAMES)
def test_without_any_one_of_its_other_columns_a_file_is_still_that_profile_alone(
    tmp_path: Path, name: str
) -> None:
    profile = load_profile(name)
    with open_source(str(CASES / name / "sample.csv")) as source:
        header = list(find_layout(source, profile.file, frozenset(), detecting(profile)).header)
    given_away = frozenset(key for keys in detecting(profile) for key in keys)
    others = [heading for heading in header if heading_key(heading) not in given_away]
    shuffled = random.Random(name)
    for left_out in [None, *others]:
        headings = [heading.swapcase() for heading in header if heading != left_out]
        shuffled.shuffle(headings)
        path = tmp_path / "fewer.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(headings)
        assert recognise(str(path)).mapping.name == name, left_out


@pytest.mark.parametrize("name", NAMES)
def test_every_outcome_that_a_profile_gives_is_one_of_ours(name: str) -> None:
    profile = load_profile(name)
    entry = profile.columns.get("outcome")
    given = set(entry.values.values()) | {entry.default or ""} if entry else set()
    given.add(profile.constants.get("outcome", ""))
    assert given - {""} <= {word.name for word in OUTCOMES}


@pytest.mark.parametrize("name", NAMES)
def test_any_column_that_does_not_give_the_file_away_may_be_missing(read: Reader, name: str) -> None:
    profile = load_profile(name)
    with open_source(str(CASES / name / "sample.csv")) as source:
        layout = find_layout(source, profile.file, frozenset(), detecting(profile))
        records = [cells for _, some in chunks(source, layout) for cells in some if len(cells) > 1]
    given_away = frozenset(key for keys in detecting(profile) for key in keys)
    assert profile.kind
    for place, heading in enumerate(layout.header):
        if heading_key(heading) in given_away:
            continue
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([*cells[:place], *cells[place + 1 :]] for cells in [list(layout.header), *records])
        try:
            found = read(text.getvalue(), profile)
        except InvalidValueError as error:
            told = (f", which {profile.kind} need", *profile.lacks.values())
            assert any(words in error.message for words in told)  # noqa: PT017 - others are right to be read
        else:
            assert len(found.rows) == len(records)


# What vendors' own lists have, and the level of our ladder that each stands on; None is one that says nothing.
_VALUES: dict[tuple[str, str], dict[str, str | None]] = {
    ("ringcentral", "Action Result"): {
        "Accepted": "connected", "Call connected": "connected", "Voicemail": "voicemail", "Missed": "no-answer",
        "No Answer": "no-answer", "Busy": "busy", "Rejected": "no-answer", "Hang Up": "no-answer", "Reply": "no-answer",
        "Wrong Number": "bad-number", "Call Failed": "bad-number", "Call Failure": "bad-number", "Stopped": "no-answer",
        "Internal Error": "no-answer", "No Calling Credit": "no-answer", "Restricted Number": "no-answer",
        "IP Phone Offline": "no-answer", "Declined": "no-answer", "Unknown": None, "In Progress": None,
    },
    ("hubspot-calls", "Call outcome"): {
        "Busy": "busy", "Connected": "connected", "Left live message": "gatekeeper", "Left voicemail": "voicemail",
        "No answer": "no-answer", "Wrong number": "bad-number",
        # as dialers add them
        "Connected - Not Interested": "not-interested", "Meeting Booked": "appointment", "Gatekeeper": "gatekeeper",
    },
    ("hubspot-calls", "Call status"): {
        "Busy": "busy", "No answer": "no-answer", "Missed": "no-answer", "Canceled": "no-answer", "Failed": "bad-number",
        "Completed": None, "In progress": None, "Ringing": None, "Calling CRM user": None,
    },
    ("close-calls", "disposition"): {
        "answered": "connected", "no-answer": "no-answer", "vm-left": "voicemail", "vm-answer": "voicemail",
        "busy": "busy", "blocked": "bad-number", "error": "bad-number", "abandoned": "no-answer",
    },
    ("twilio-calls", "Status"): {
        "completed": "connected", "busy": "busy", "no-answer": "no-answer", "canceled": "no-answer", "failed": "bad-number",
    },
    ("salesforce-tasks", "CallDisposition"): {
        "No Answer": "no-answer", "Left Voicemail": "voicemail", "Went to Voicemail": "voicemail", "Dial Tree": "no-answer",
        "Gatekeeper": "gatekeeper", "Correct Contact": "connected", "Human": "connected", "Wrong Number": "bad-number",
        "Not in Service": "bad-number", "Hung Up": "connected", "Call Back Later": "callback", "Busy": "busy",
        "Not Interested": "not-interested", "Interested": "conversation", "Meeting Booked": "appointment",
        "Connected - Meeting Set": "appointment", "Do Not Call": "do-not-contact", "Referral": "conversation",
    },
    ("salesloft-calls", "disposition"): {
        "Connected": "connected", "Left Voicemail": "voicemail", "No Answer": "no-answer", "Busy": "busy",
        "Wrong Number": "bad-number", "Gatekeeper": "gatekeeper",
    },
    ("outreach-calls", "outcome"): {"Answered": "connected", "Not Answered": "no-answer"},
    ("aircall-analytics", "Call type"): {
        "Answered": "connected", "Abandoned": "no-answer", "Out of business hours": "no-answer", "Voicemail": "voicemail",
        "Missed": "no-answer",
    },
    ("phone-log", "Outcome"): {
        "VM": "voicemail", "LVM": "voicemail", "NA": "no-answer", "CB": "callback", "NI": "not-interested",
        "GK": "gatekeeper", "DNC": "do-not-contact", "answered": "connected", "spoke to her": "conversation",
    },
}  # fmt: skip


@pytest.mark.parametrize(("name", "heading"), _VALUES)
def test_what_a_vendor_calls_an_outcome_is_one_of_ours(read: Reader, name: str, heading: str) -> None:
    words = _VALUES[name, heading]
    profile = load_profile(name)
    alone = ImportMapping(name=name, optional=True).model_copy(
        update={
            "kind": profile.kind,
            "constants": {"channel": "call", "occurred_at": "2026-11-19"},
            "columns": {"outcome": profile.columns["outcome"]},
        }
    )
    text = io.StringIO()
    csv.writer(text).writerows([(heading, "More"), *((word, "x") for word in words)])
    found = read(text.getvalue(), alone)
    assert found.rejected == []
    assert [row.get("outcome") for row in found.values] == list(words.values())
