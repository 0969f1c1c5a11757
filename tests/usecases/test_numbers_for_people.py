"""A bare number is nobody's name: a contact's is typed as id:N, an appointment's as #N, and neither is taken for the other."""

from __future__ import annotations

import json

import pytest

from tests.contents import rows
from tests.terminal import Terminal

A_CONTACTS = "a contact's number is typed as id:"


def statuses(terminal: Terminal) -> dict[object, object]:
    return {row[0]: row[1] for row in rows(terminal.store, "SELECT id, status FROM appointment")}


@pytest.fixture
def meetings(terminal: Terminal) -> Terminal:
    """Three contacts, whose appointments have other numbers than they have: contact 1 has 3, contact 3 has 1."""
    for name in ("Ann Poe", "Bob Ray", "Cy Lee"):
        terminal.ok(f"call '{name}'")
    terminal.ok("appointment set cy 'mon 9am'")
    terminal.ok("appointment set bob 'mon 10am'")
    terminal.ok("appointment set ann 'mon 11am'")
    return terminal


@pytest.mark.parametrize("number", ["2", "20", "0018", "44", "#2", " 2 "])
@pytest.mark.parametrize(
    "command",
    ["call {} vm", "email {}", "log visit {}", "deal open Rollout --who {}", "appointment set {} fri"],
)
def test_a_bare_number_neither_finds_a_part_of_a_name_nor_makes_a_contact(
    terminal: Terminal, command: str, number: str
) -> None:
    terminal.ok("call '+44 20 7946 0018' vm")
    terminal.ok("call 'Booth 2' vm")
    before = terminal.store.read_bytes()
    result = terminal(command.format(f"'{number}'"))
    digits = number.strip(" #")
    assert (result.code, result.out, result.err) == (
        2,
        "",
        f"prospector: there is no contact '{number.strip()}'; {A_CONTACTS}{digits}; --new makes a new contact\n",
    )
    assert terminal.store.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    ["contact show 2", "contact edit 2 --note x", "appointment list --who 2", "followup add x --who 2"],
)
def test_a_command_for_somebody_known_says_how_their_number_is_typed(
    terminal: Terminal, command: str
) -> None:
    terminal.ok("call 'Booth 2' vm")
    result = terminal(command)
    assert (result.code, result.out, result.err) == (
        2,
        "",
        f"prospector: there is no contact '2'; {A_CONTACTS}2\n",
    )


def test_who_is_called_just_so_is_found_by_that_number_and_made_with_new_alone(terminal: Terminal) -> None:
    terminal.ok("call 'Room 911' vm")
    assert terminal("call 911 vm").code == 2
    assert "911 · new contact" in terminal.ok("call 911 vm --new")
    assert terminal.ok("call 911 vm").startswith("call · 911 · voicemail")


def test_five_digits_are_a_phone_number_still(terminal: Terminal) -> None:
    assert "12345 · new contact" in terminal.ok("call 12345 vm")
    assert terminal.ok("call 12345 vm").startswith("call · 12345 · voicemail")


def test_an_answer_shows_an_appointment_by_the_number_that_names_it(meetings: Terminal) -> None:
    line = meetings.ok("appointment move cy tue 9am")
    assert line.rstrip().endswith("#1")
    assert meetings.ok("appointment cancel '#1'").startswith("appointment · Cy Lee · cancelled")
    assert statuses(meetings) == {1: "cancelled", 2: "set", 3: "set"}


def test_a_marked_number_is_the_appointment_and_a_named_one_the_contact(meetings: Terminal) -> None:
    assert meetings.ok("appointment cancel '#3'").startswith("appointment · Ann Poe · cancelled")
    assert statuses(meetings) == {1: "set", 2: "set", 3: "cancelled"}
    assert meetings.ok("appointment cancel id:3").startswith("appointment · Cy Lee · cancelled")
    assert statuses(meetings) == {1: "cancelled", 2: "set", 3: "cancelled"}
    meetings.ok("undo 2")
    assert statuses(meetings) == {1: "set", 2: "set", 3: "set"}


@pytest.mark.parametrize(("deed", "status"), [("held", "held"), ("no-show", "no-show"), ("move", "moved")])
def test_every_end_of_an_appointment_takes_its_number(meetings: Terminal, deed: str, status: str) -> None:
    meetings.now = "2026-11-24T16:00:00+01:00"
    record = json.loads(meetings.ok(f"appointment {deed} '#1' --json"))
    assert (record["id"], record["contact"], record["status"]) == (1, "Cy Lee", status)
    assert statuses(meetings) == {1: status, 2: "set", 3: "set"}


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (
            "cancel '#9'",
            "there is no appointment #9; prospector appointment list --status all shows their numbers",
        ),
        ("cancel 3", f"there is no contact '3'; {A_CONTACTS}3, an appointment's as '#3'"),
        ("move 3 fri", f"there is no contact '3'; {A_CONTACTS}3, an appointment's as '#3'"),
        (
            "cancel '#1234567890123456789'",
            "nothing has the number '1234567890123456789'; lists show the number of each row",
        ),
        ("cancel '#1' --id 2", "#1 or --id 2?; one of them says which appointment"),
    ],
)
def test_a_number_that_names_no_appointment_is_refused_with_what_does(
    meetings: Terminal, line: str, error: str
) -> None:
    before = meetings.store.read_bytes()
    result = meetings(f"appointment {line}")
    assert (result.code, result.out, result.err) == (2, "", f"prospector: {error}\n")
    assert meetings.store.read_bytes() == before


def test_an_appointment_with_nobody_known_is_reached_by_its_number(terminal: Terminal) -> None:
    (terminal.folder / "calendar.csv").write_text("external_id,starts_at,status\na,2026-11-25 09:00,set\n")
    terminal.ok("import calendar.csv --as appointments")
    assert rows(terminal.store, "SELECT id, contact_id FROM appointment") == [(1, None)]
    line = terminal.ok("appointment cancel '#1'")
    assert " ".join(line.split()) == "appointment · cancelled · Wed 25 Nov 9:00 #1"
    assert terminal.ok("undo") == "undone: appointment cancelled: #1\n"


def test_the_appointment_of_somebody_forgotten_stays_as_it_is(meetings: Terminal) -> None:
    meetings.ok("contact forget cy --yes")
    result = meetings("appointment cancel '#1' -n 'Cy is ill'")
    assert (result.code, result.out) == (1, "")
    assert "appointment #1 was with somebody who was forgotten" in result.err
    assert statuses(meetings)[1] == "set"
