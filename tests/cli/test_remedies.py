"""What a refusal advises can be done, and an answer leads with what it is about."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.mark.parametrize(
    "line",
    [
        "contact add Jane --received tomorrow",
        "contact edit Jane --received tomorrow",
        "content 'Five ways' -d tomorrow",
        "content edit five --at tomorrow",
        "deal open Rollout --who jane --at tomorrow",
        "log -",
    ],
)
def test_the_option_future_is_advised_only_where_there_is_one(terminal: Terminal, line: str) -> None:
    result = terminal(line, stdin='{"channel": "call", "contact": "Jane", "occurred_at": "tomorrow"}')
    assert result.code == 2
    assert result.err.endswith("tomorrow is in the future; say it when it has happened\n")
    assert "--future if it is still to come" in terminal("call jane -d tomorrow").err


def test_an_outcome_is_moved_to_a_level_with_or_without_the_word_level(terminal: Terminal) -> None:
    terminal.ok("call jane")
    assert "connect → attempt" in terminal.ok("outcome move gatekeeper --level attempt")
    assert "attempt → connect" in terminal.ok("outcome move gatekeeper connect")
    for line in ("outcome move gatekeeper", "outcome move gatekeeper connect --level attempt"):
        result = terminal(line)
        assert (result.code, "one level is needed" in result.err) == (2, True)


def test_an_answer_about_an_alias_names_the_alias(terminal: Terminal) -> None:
    terminal.ok("call jane")
    assert terminal.ok("outcome alias conversation Talk") == (
        "outcome · conversation · alias talk added · also conv, talk\n"
    )
    assert terminal.ok("outcome alias conversation talk --remove") == (
        "outcome · conversation · alias talk removed · also conv\n"
    )


def test_an_answer_about_a_publication_leads_with_its_title(terminal: Terminal) -> None:
    assert terminal.ok("content '5 ways' -m 30").startswith("content · 5 ways · published · 30 min · today")
    assert "sent · on 5 ways" in terminal.ok("email . sent -x 40 --on 5-ways")


def test_a_url_of_a_piece_is_a_web_address(terminal: Terminal) -> None:
    result = terminal("content '10 tips' --url 'not a url'")
    assert (result.code, "'not a url' is not a web address" in result.err) == (2, True)
    terminal.ok("content '10 tips' --url Example.com/tips/")
    assert "https://example.com/tips" in terminal.ok("content show 10-tips")
    assert terminal("content edit 10-tips --url nowhere").code == 2
    terminal.ok("content edit 10-tips --url ''")


def test_a_store_variable_that_is_empty_is_named(terminal: Terminal) -> None:
    terminal.environment["PROSPECTOR_DB"] = ""
    for line in ("list", "call jane"):
        result = terminal(line)
        assert (result.code, result.err.startswith("prospector: PROSPECTOR_DB is empty")) == (5, True)


def test_a_link_to_a_store_that_leads_nowhere_is_called_that(terminal: Terminal, tmp_path: Path) -> None:
    link = tmp_path / "link"
    os.symlink(tmp_path / "gone", link)
    result = terminal(f"--db {link} call jane")
    assert result.code == 5
    assert f"{link} is a link that leads nowhere" in result.err
    assert "first log" not in result.err


@pytest.mark.parametrize("zone", ["Foo/Bar", "Europe", "Europe/Berlin2", "CET-1CEST,nonsense", "+01:00"])
def test_a_zone_that_the_system_does_not_know_is_refused(terminal: Terminal, zone: str) -> None:
    terminal.zone = zone
    result = terminal("call jane vm")
    assert result.code == 2
    assert result.err.startswith(f"prospector: TZ='{zone}' is not a time zone")
    terminal.environment["PROSPECTOR_TIMEZONE"] = "Europe/Berlin"
    terminal.ok("call jane vm")


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        ":Europe/Berlin",
        "UTC",
        "",
        "CET-1CEST",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "<+03>-3",
        "EST5EDT",
    ],
)
def test_a_zone_by_name_or_by_rule_is_taken(terminal: Terminal, zone: str) -> None:
    terminal.zone = zone
    terminal.ok("call jane vm")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("next --done two", "'two' is not a whole number"),
        ("next --limit 0x", "'0x' is not a whole number"),
        ("next --snooze 1 3x", "prospector: '3x' is not a day that I know; as in today"),
        ("followup add 'send pricing' --on 3x", "prospector: '3x' is not a day that I know; as in today"),
        (
            "report sources --why source=web",
            "source=… names a row, but no figure; source=…,FIGURE; figures are leads",
        ),
    ],
)
def test_a_refusal_speaks_of_the_word_that_was_typed(terminal: Terminal, line: str, words: str) -> None:
    terminal.ok("call jane")
    result = terminal(line)
    assert (result.code, words in result.err) == (2, True), result.err
