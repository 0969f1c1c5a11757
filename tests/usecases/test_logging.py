from __future__ import annotations

import json
import sqlite3
import subprocess
import sys

import pytest

from prospector.cli.invocation import Invocation
from tests.contents import rows
from tests.terminal import Terminal


def test_a_log_is_stored_with_the_local_clock_beside_it(terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe' conversation -m 12 -n 'wants pricing' -k follow-up -t q4 -t hot")
    assert rows(
        terminal.store,
        "SELECT occurred_at, utc_offset, local_day, local_week, minutes, note, count, direction FROM activity",
    ) == [(1_795_167_720, 60, 20_777, 2_968, 12, "wants pricing", 1, 0)]
    assert rows(terminal.store, "SELECT tag.name FROM tagging JOIN tag ON tag.id = tag_id ORDER BY 1") == [
        ("hot",),
        ("q4",),
    ]


def test_json_prints_the_stored_record_with_the_canonical_names(terminal: Terminal) -> None:
    record = json.loads(terminal.ok("call 'Jane Doe' conv -m 12 -a Acme --cost 1.50 --json"))
    assert record["id"] == 1
    assert (record["channel"], record["outcome"], record["contact"], record["account"]) == (
        "call",
        "conversation",
        "Jane Doe",
        "Acme",
    )
    assert (record["minutes"], record["cost"], record["occurred_at"]) == (
        12,
        1.5,
        "2026-11-20T10:42:00+01:00",
    )


def test_several_lines_are_one_deed_with_json_for_each(terminal: Terminal) -> None:
    lines = 'call jane vm\n\n# a remark\n{"channel": "email", "email": "bob@example.com", "tags": "a;b"}\n'
    records = json.loads(terminal.ok("log - --json", stdin=lines))
    assert [record["channel"] for record in records] == ["call", "email"]
    assert records[1]["tags"] == "a;b"
    assert rows(terminal.store, "SELECT label FROM deed") == [("2 logs",)]


def test_one_bad_line_stores_none_of_them(terminal: Terminal) -> None:
    result = terminal("log -", stdin="call jane vm\ncall bob xyzzy\n")
    assert result.code == 2
    assert result.err.startswith("prospector: line 2: there is no outcome 'xyzzy'")
    assert rows(terminal.store, "SELECT count(*) FROM activity") == [(0,)]
    assert rows(terminal.store, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("call jane", "no-answer"),
        ("call jane -m 4", "connected"),
        ("email jane", "sent"),
        ("social jane", "sent"),
        ("log visit jane", "connected"),
        ("log admin -m 30", "done"),
    ],
)
def test_an_outcome_left_out_is_the_channels_default(terminal: Terminal, line: str, outcome: str) -> None:
    assert f" · {outcome} · " in terminal.ok(line)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("call", "who?"),
        ("call vm", "who? 'vm' is an outcome"),
        ("call jane convo", "there is no outcome 'convo'"),
        ("call jane -m 1441", "1441"),
        ("call jane -x 3", "a tally of 3 is with nobody in particular"),
        ("call . no-answer -x 0", "count 0 is not from 1 to 100,000"),
        ("call jane -d tomorow", "'tomorow' is not a time that I know"),
        ("call jane --cost 3EUR", "a cost in EUR"),
        ("log fax jane", "there is no channel 'fax'"),
        ("social jane engaged --inbound --on nothing", "there is no content piece 'nothing'"),
        ("call id:77", "there is no contact 'id:77'"),
        ("call jane conv --for 'sat 10:00'", "--for needs an outcome of level appointment"),
        ("call . appt --for 'sat 10:00'", "--for needs a contact"),
        ("call '' vm", "who? `.` is nobody"),
        ("call ' ' vm", "who? `.` is nobody"),
        ("call '\u200b' vm", "who? `.` is nobody"),
        ("log content '5 ways'", "prospector content '5 ways' logs a content piece"),
        ("log event Expo", "there is no contact 'Expo', and event reaches many"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_is_written(
    terminal: Terminal, line: str, error: str
) -> None:
    result = terminal(line)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"prospector: {error}") or error in result.err
    assert result.err.count("\n") == 1
    if terminal.store.exists():
        assert rows(terminal.store, "SELECT count(*) FROM activity") == [(0,)]
        assert rows(terminal.store, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize("contact", ['"contact": ""', '"contact": " ", "email": ""'])
def test_a_record_whose_contact_is_empty_is_refused(terminal: Terminal, contact: str) -> None:
    result = terminal("log -", stdin=f'{{"channel": "call", {contact}, "outcome": "vm"}}')
    assert (result.code, result.err) == (
        2,
        "prospector: line 1: who? `.` is nobody; an empty word names nobody\n",
    )
    terminal.ok("log -", stdin='{"channel": "call", "email": "", "contact": "Jane", "outcome": "vm"}')
    terminal.ok("log -", stdin='{"channel": "call", "outcome": "vm", "count": 3}')
    assert rows(terminal.store, "SELECT contact_id, count FROM activity ORDER BY id") == [(1, 1), (None, 3)]


def test_on_a_channel_for_many_who_is_somebody_known_or_said_to_be_new(terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe'")
    terminal.ok("log event jane conversation")
    terminal.ok("log event 'Bob Roe' --new")
    terminal.ok("log event . -n Expo")
    assert rows(terminal.store, "SELECT contact_id FROM activity ORDER BY id") == [(1,), (1,), (2,), (None,)]
    assert "did you mean Jane Doe" in terminal("log event jnae").err


def test_somebody_new_may_be_chosen_where_a_name_is_asked_for(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.ok("call 'Jane Doe'")
    monkeypatch.setattr(Invocation, "interactive", True)
    assert "jnae · new contact" in terminal.ok("call jnae vm", stdin="n\n")
    assert "Jane Doe · voicemail" in terminal.ok("call jaen vm", stdin="1\n")


def test_ordinary_short_names_are_people_of_their_own(terminal: Terminal) -> None:
    for name in ("Kim", "Jan", "A1", "Tim", "Dan", "Jon", "B1"):
        terminal.ok(f"call {name}")
    assert rows(terminal.store, "SELECT count(*) FROM contact") == [(7,)]


def test_two_zeros_before_a_phone_number_are_its_plus(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --phone '+49 171 555'")
    terminal.ok("contact add 'Bob Roe' --phone 0049172555")
    assert "Jane Doe" in terminal.ok("call 0049171555 vm")
    assert "Bob Roe" in terminal.ok("call +49172555 vm")


@pytest.mark.parametrize(
    "who",
    [
        "jane",
        "JANE doe",
        "Doe",
        "jane@acme.example",
        "JANE@Acme.Example",
        "+1 (555) 010-9999",
        "id:1",
        "jané  dö",
    ],
)
def test_one_person_answers_to_all_that_names_her(terminal: Terminal, who: str) -> None:
    terminal.ok("call 'Jane Doe'")
    connection = sqlite3.connect(terminal.store)
    connection.execute(
        "UPDATE contact SET email = 'jane@acme.example', phone = '+15550109999', phone_key = '15550109999'"
    )
    connection.commit()
    connection.close()
    result = terminal.run(["call", who, "vm"])
    assert result.code == 0, result.err
    assert rows(terminal.store, "SELECT count(*), count(DISTINCT contact_id) FROM activity") == [(2, 1)]


def test_an_address_makes_a_contact_of_that_address(terminal: Terminal) -> None:
    terminal.ok("email bob@example.com")
    terminal.ok("social https://www.linkedin.com/in/Ann-Lee/?x=1")
    assert rows(terminal.store, "SELECT name, email, profile_key FROM contact ORDER BY id") == [
        ("bob@example.com", "bob@example.com", None),
        ("https://www.linkedin.com/in/Ann-Lee/?x=1", None, "linkedin.com/in/ann-lee"),
    ]


def test_a_contact_found_by_the_rep_is_a_lead_of_its_own_source(terminal: Terminal) -> None:
    terminal.ok("call jane")
    terminal.ok("call bob conversation --inbound")
    assert rows(
        terminal.store,
        "SELECT contact.name, source.name FROM lead JOIN contact ON contact.id = contact_id JOIN source ON source.id = source_id",
    ) == [("jane", "self"), ("bob", "inbound")]


def test_the_outcome_appointment_makes_an_undated_appointment(terminal: Terminal) -> None:
    terminal.ok("call jane appt")
    terminal.ok("call bob appointment --for 'mon 15:00'")
    assert rows(terminal.store, "SELECT contact_id, activity_id, status, starts_at FROM appointment") == [
        (1, 1, "set", None),
        (2, 2, "set", 1_795_442_400),
    ]
    terminal.ok("fix conversation")
    assert rows(terminal.store, "SELECT contact_id FROM appointment") == [(1,)]


def test_who_asked_not_to_be_contacted_is_named_at_the_next_call(terminal: Terminal) -> None:
    terminal.ok("call jane dnc")
    result = terminal("call jane")
    assert (result.code, result.err) == (0, "jane asked not to be contacted\n")


def test_again_repeats_the_touch_but_not_its_minutes_and_note(terminal: Terminal) -> None:
    terminal.ok("call jane conversation -m 12 -n secret -k cold")
    terminal.now = "2026-11-20T10:50:00+01:00"
    terminal.ok("again voicemail")
    assert rows(
        terminal.store,
        "SELECT contact_id, kind_id, outcome.name, minutes, note, occurred_at FROM activity "
        "JOIN outcome ON outcome.id = outcome_id WHERE activity.id = 2",
    ) == [(1, 1, "voicemail", None, None, 1_795_168_200)]


def test_conversations_of_today_count_one_for_each_contact_channel_and_day(terminal: Terminal) -> None:
    terminal.ok("email jane conversation --inbound")
    terminal.ok("email jane conversation --inbound")
    terminal.ok("call jane conversation")
    assert terminal.ok("call . conversation -x 3").endswith("today  calls 4 · conversations 5 · 0 min\n")


def test_a_log_does_not_wait_for_heavy_libraries(terminal: Terminal) -> None:
    script = (
        "import sys; from prospector.cli.app import run; run(['--db', sys.argv[1], 'call', 'jane', 'vm']); "
        "print(sorted({'rich', 'sqlalchemy', 'sqlmodel', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(terminal.store)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
