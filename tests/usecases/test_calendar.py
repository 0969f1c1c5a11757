"""The calendar file, read back by the library that others read it with."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("contact add 'Jane Doe' -a Acme")
    terminal.ok("appointment set jane '2026-11-24 14:00' -n 'bring, prices; and \"terms\"'")
    terminal.ok("followup add 'send prices' --who jane --on 2026-11-27")
    return terminal


def _events(terminal: Terminal, words: str = "") -> dict[str, Any]:
    text = terminal.ok(f"export calendar {words}")
    events = Calendar.from_ical(text).walk("VEVENT")
    found = {str(event["uid"]).partition("-")[0]: event for event in events}
    assert len(found) == len(events)
    return found


def test_an_appointment_is_at_its_time_whatever_the_zone_and_a_promise_is_a_whole_day(
    terminal: Terminal,
) -> None:
    events = _events(terminal)
    meeting, promise = events["appointment"], events["follow"]
    assert meeting["dtstart"].dt == datetime(2026, 11, 24, 13, tzinfo=UTC)  # 14:00 in Berlin, in winter
    assert str(meeting["summary"]) == "Jane Doe (Acme)"
    assert str(meeting["description"]) == 'bring, prices; and "terms"'
    assert (meeting["status"], meeting["transp"]) == ("CONFIRMED", "OPAQUE")
    assert (promise["dtstart"].dt, promise["dtend"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert str(promise["summary"]) == "send prices · Jane Doe (Acme)"


def test_summer_has_its_own_hour(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, now="2026-06-20T10:00:00+02:00")
    terminal.ok("appointment set 'Jane Doe' '2026-07-01 14:00'")
    assert _events(terminal)["appointment"]["dtstart"].dt == datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_what_is_imported_again_is_known_again_and_later(terminal: Terminal) -> None:
    before = _events(terminal)["appointment"]
    terminal.ok("appointment move jane '2026-11-25 9:00'")
    terminal.now = "2026-11-20T12:00:00+01:00"
    after = _events(terminal)["appointment"]
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt > before["dtstamp"].dt
    assert after["dtstart"].dt == datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_what_is_cancelled_or_done_is_struck_out(terminal: Terminal) -> None:
    terminal.ok("appointment cancel jane")
    terminal.ok("followup done 1")
    assert {str(event["status"]) for event in _events(terminal).values()} == {"CANCELLED"}


def test_the_next_step_of_a_plan_moves_on_and_goes_with_the_plan(terminal: Terminal) -> None:
    terminal.ok("plan enrol cold-outreach jane")
    first = _events(terminal)["plan"]
    channel = str(first["summary"]).split(" · ")[1].partition(":")[0]
    terminal.ok(f"{channel} jane")
    second = _events(terminal)["plan"]
    assert second["uid"] == first["uid"]
    assert second["summary"] != first["summary"]
    assert second["dtstart"].dt >= first["dtstart"].dt
    assert second["sequence"] > first["sequence"]
    terminal.ok("call jane conversation")
    assert _events(terminal)["plan"]["status"] == "CANCELLED"


def test_an_appointment_without_a_date_is_left_out_and_said_so(terminal: Terminal) -> None:
    terminal.ok("appointment move jane")
    result = terminal("export calendar")
    assert result.out.count("BEGIN:VEVENT") == 1
    assert result.err == "without a date, and so left out: 1 of the appointments\n"


def test_a_period_and_a_file(terminal: Terminal) -> None:
    assert set(_events(terminal, "-p 2026-11-27")) == {"follow"}
    result = terminal("export calendar -o sales.ics")
    assert (result.out, result.err) == ("", "2 entries → sales.ics\n")
    text = (terminal.folder / "sales.ics").read_bytes()
    assert b"\r\n" in text
    assert max(map(len, text.split(b"\r\n"))) <= 75


@pytest.mark.parametrize("words", ["--json", "--format json", "--raw", "--format html"])
def test_a_calendar_has_one_form(terminal: Terminal, words: str) -> None:
    assert terminal(f"export calendar {words}").code == 2


def test_a_hostile_name_makes_no_line_of_its_own(terminal: Terminal) -> None:
    terminal.ok('contact add "Eve\\nEND:VEVENT\\nBEGIN:VALARM"')
    terminal.run(["followup", "add", "x\nATTACH:http://a.example\x1b", "--who", "jane", "--on", "2026-11-30"])
    text = terminal.ok("export calendar")
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.startswith(("ATTACH", "BEGIN:VALARM"))]
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 3


def test_only_a_calendar_loads_the_library(terminal: Terminal) -> None:
    code = (
        "import sys\nfrom prospector.quick.front import main\nsys.argv=['prospector','export','contacts']\n"
        "try: main()\nexcept SystemExit: pass\nprint('icalendar' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PROSPECTOR_DB": str(terminal.store), "PATH": "/usr/bin:/bin", "HOME": str(terminal.folder)},
    )  # fmt: skip
    assert done.stderr.split()[-1] == "False"
