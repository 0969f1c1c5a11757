"""A time that does not exist is never silently changed, and a clock is that of whoever logged.

The grammar of dates and every zone's traps: `tests/domain/test_when.py`, `tests/domain/test_moment.py`.
"""

from __future__ import annotations

import pytest

from tests.contents import rows
from tests.trust.shell import Shell


@pytest.mark.parametrize(
    ("zone", "when", "told"),
    [
        ("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 02:30 does not exist"),  # the clocks went forward
        ("America/Santiago", "2026-09-06 00:00", "2026-09-06 00:00 does not exist"),  # at midnight
        ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30"),  # an island changed sides
        ("Europe/Berlin", "0206-11-03", "0206-11-03 is not plausible"),
        ("Europe/Berlin", "2126-11-03", "2126-11-03"),
        ("Europe/Berlin", "1899-12-30", "1899-12-30"),
        ("Europe/Berlin", "2025-02-29", "2025-02-29"),
    ],
)
def test_a_time_that_is_none_is_refused_typed_or_in_a_file(
    shell: Shell, zone: str, when: str, told: str
) -> None:
    shell.environment.update(TZ=zone, PROSPECTOR_NOW=None)
    shell.ok("call jane")
    typed = shell(f"call jane -d '{when}' --future")
    assert (typed.code, typed.out, typed.err.count("\n")) == (2, "", 1)
    assert told in typed.err
    shell.csv("calls.csv", [f"{when},call,Ann Poe"])
    done = shell("import calls.csv --as activities")
    assert (done.code, "0 added, 1 rejected" in done.out) == (3, True)
    assert "line 2: occurred_at: " in done.err
    assert shell.count() == 1


def test_an_hour_that_came_twice_is_told_apart_by_its_offset(shell: Shell) -> None:
    shell.csv(
        "calls.csv", ["2026-10-25T02:30:00+02:00,call,Ann Poe", "2026-10-25T02:30:00+01:00,call,Ann Poe"]
    )
    shell.ok("import calls.csv --as activities")
    (first,), (second,) = rows(shell.store, "SELECT occurred_at FROM activity ORDER BY 1")
    assert int(str(second)) - int(str(first)) == 3600


def test_week_53_is_the_last_of_its_year(shell: Shell) -> None:
    shell.environment["PROSPECTOR_NOW"] = "2027-01-04T10:00:00+01:00"
    shell.csv("calls.csv", ["2026-12-28,call,Ann Poe", "2027-01-03,call,Ann Poe", "2027-01-04,call,Ann Poe"])
    shell.ok("import calls.csv --as activities")
    assert shell.ok("list -p 2026-W53").count("Ann Poe") == 2
    assert shell.ok("list -p 2027-W01").count("Ann Poe") == 1


def test_what_was_logged_on_a_journey_keeps_the_clock_it_was_seen_on(shell: Shell) -> None:
    shell.ok("call jane -d '2026-11-19 23:30'")
    shell.environment.update(TZ="America/New_York", PROSPECTOR_NOW="2026-11-20T10:42:00-05:00")
    shell.ok("call jane -d '2026-11-19 23:30'")
    for zone in ("Asia/Tokyo", "America/New_York", "Europe/Berlin"):
        shell.environment["TZ"] = zone
        told = shell.ok("list -p 2026-11-19")
        assert "2026-11-19T23:30:00+01:00" in told
        assert "2026-11-19T23:30:00-05:00" in told


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe/Berlni", "../../etc/passwd"])
def test_a_zone_that_is_none_is_refused(shell: Shell, zone: str) -> None:
    shell.ok("call jane")
    shell.environment.update(TZ=zone, PROSPECTOR_NOW=None)
    for command in ("call jane", "report week"):
        done = shell(command)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"prospector: TZ='{zone}' is not a time zone")


def test_a_system_without_a_zone_database_still_logs_and_reports(shell: Shell) -> None:
    shell.environment.update(PYTHONTZPATH="", TZ=None)
    shell.ok("call jane conversation")
    assert "call" in shell.ok("report channels")
    done = shell.sh("PROSPECTOR_TIMEZONE=Europe/Lisbon prospector call jane")
    if done.code:  # else the package tzdata is installed
        assert (done.code, done.err.count("\n")) == (2, 1)
        assert "Europe/Lisbon" in done.err
