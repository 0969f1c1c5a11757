"""Purging forgets those with whom nothing was for long, to the day, and cuts the undo history."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date

import pytest

from prospector.domain.age import read_age
from prospector.errors import InvalidValueError
from tests.privacy.somebody import REPORTS
from tests.privacy.traces import traces
from tests.terminal import Terminal


def people(terminal: Terminal) -> list[str]:
    return [row["name"] for row in json.loads(terminal.ok("contact list --json"))]


def purged(terminal: Terminal, line: str) -> list[str]:
    told = json.loads(terminal.ok(f"purge {line} --dry-run --json"))
    return [each["name"] for each in told["people"]]


@pytest.mark.parametrize(
    ("text", "day", "then"),
    [
        ("24m", "2026-11-20", "2024-11-20"),
        ("2y", "2026-11-20", "2024-11-20"),
        ("1m", "2026-03-31", "2026-02-28"),
        ("12m", "2024-02-29", "2023-02-28"),
        ("90d", "2026-11-20", "2026-08-22"),
        ("8w", "2026-11-20", "2026-09-25"),
        ("99999y", "2026-11-20", "1970-01-01"),
    ],
)
def test_an_age_is_counted_back_by_the_calendar(text: str, day: str, then: str) -> None:
    assert read_age(text).before(date.fromisoformat(day)) == date.fromisoformat(then)


@pytest.mark.parametrize("text", ["", "24", "0m", "m", "-3m", "two years"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        read_age(text)


@pytest.fixture
def years(terminal: Terminal) -> Terminal:
    """People whose last touch is one day apart, two years before the day of the clock; and those who stay for a reason."""
    terminal.now = "2024-06-03T09:00:00+02:00"
    for line in (
        "call 'Old Onyx' vm -n 'onyx was here' -d '2024-11-19 23:59' --future",
        "call 'Edge Ebony' vm -d '2024-11-20 00:00' --future",
        "call 'Silent Sage' do-not-contact",
        "call 'Deal Dove' conversation",
        "deal open Dove --who 'Deal Dove'",
        "call 'Won Wren' conversation",
        "deal open Wren --who 'Won Wren' --value 5k",
        "deal won Wren",
        "call 'Promise Pine' conversation --next 'call back' fri",
        "contact add 'Added Ash' --email ash@old.test",
        "contact edit ash@old.test --title 'Tree Surgeon'",
        "call 'Met Moss' appointment --for '2024-11-20 10:00'",
    ):
        terminal.ok(line)
    terminal.now = "2026-11-20T10:42:00+01:00"
    return terminal


def test_who_had_something_on_the_day_stays_and_who_had_it_the_day_before_goes(years: Terminal) -> None:
    assert purged(years, "--older-than 24m") == ["Added Ash", "Old Onyx"]
    years.now = "2026-11-21T10:42:00+01:00"
    assert purged(years, "--older-than 24m") == ["Added Ash", "Edge Ebony", "Met Moss", "Old Onyx"]
    assert purged(years, "--older-than 24m --customers") == [
        "Added Ash", "Edge Ebony", "Met Moss", "Old Onyx", "Won Wren",
    ]  # fmt: skip


def test_a_dry_run_changes_no_byte_and_the_run_does_what_it_said(years: Terminal) -> None:
    before = years.store.read_bytes()
    result = years("purge --older-than 24m --dry-run")
    assert result.code == 0
    assert result.out == (
        "2 people would be forgotten: 1 activity, 2 arrivals count on without a name · nothing since 2024-11-20\n"
    )
    assert "  Added Ash\n  Old Onyx\n" in result.err
    assert years.store.read_bytes() == before
    refused = years("purge --older-than 24m")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("2 people would be forgotten: 1 activity, 2 arrivals count on")
    assert years.store.read_bytes() == before
    reports = [years.ok(f"report {name} -p all --json") for name in REPORTS if name != "plans"]
    years.ok("purge --older-than 24m --yes")
    assert [years.ok(f"report {name} -p all --json") for name in REPORTS if name != "plans"] == reports
    assert people(years) == ["Deal Dove", "Edge Ebony", "Met Moss", "Promise Pine", "Silent Sage", "Won Wren"]
    texts = ("Old Onyx", "onyx was here", "Added Ash", "ash@old.test", "Tree Surgeon")
    assert traces(years.folder, *texts) == {}
    assert purged(years, "--older-than 24m") == []
    assert years("purge --older-than 24m").out == "0 people forgotten · nothing since 2024-11-20\n"


def test_the_undo_history_of_that_age_is_cut_and_what_was_edited_by_hand_stays_known(
    terminal: Terminal,
) -> None:
    file = terminal.folder / "people.csv"
    file.write_text("external_id,name,email,title,received_at\n1,Ann Poe,ann@acme.test,Boss,2026-11-01\n")
    terminal.now = "2024-06-03T09:00:00+02:00"
    terminal.ok("import people.csv --as contacts --system crm --set source=web --set qualified=yes")
    terminal.ok("contact edit ann@acme.test --title 'Not The Boss'")
    terminal.ok("contact edit ann@acme.test --title 'Queen Bee'")
    terminal.now = "2026-11-20T10:42:00+01:00"
    terminal.ok("call ann@acme.test vm")
    terminal.ok("purge --older-than 24m --yes")
    assert b"Not The Boss" not in terminal.store.read_bytes()
    terminal.ok("undo")
    result = terminal("undo")
    assert result.code == 1
    assert result.err == (
        "prospector: the command before this is older than the history that is kept: it cannot be undone; "
        "nothing changed; prospector purge cut it short\n"
    )
    file.write_text(file.read_text().replace("Boss", "Chief"))
    terminal.ok("import people.csv --as contacts --system crm --mode update")
    with closing(sqlite3.connect(terminal.store)) as connection:
        assert connection.execute("SELECT title FROM contact").fetchall() == [("Queen Bee",)]
    terminal.ok("imports undo 1")
