"""What a mapping can say about files that other programs write, key by key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from prospector.errors import InvalidValueError
from prospector.importing.columns import Kind
from prospector.importing.guess import recognise
from prospector.importing.mapping_file import load_mapping, parse_mapping
from prospector.importing.markup import plain_text
from prospector.importing.shipped import load_profile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importing.conftest import Reader
    from tests.terminal import Terminal

WHEN = '[set]\nchannel = "call"\noccurred_at = "2026-08-05"\n[columns]\n'


def noted(read: Reader, content: str, entry: str, top: str = "") -> list[Any]:
    return [row.get("note") for row in read(content, f"{top}{WHEN}note = {entry}").values]


def test_of_several_columns_the_first_that_has_something_counts(read: Reader) -> None:
    content = "work,home,x\n1,2,-\n ,3,-\n,,-\n"
    assert noted(read, content, '{ any = ["work", "home"] }') == ["1", "3", None]


def test_a_column_may_be_called_otherwise_in_other_files(read: Reader) -> None:
    aliases = '[aliases]\n"First Name" = ["Given Name", "Vorname"]\n'
    entry = '{ from = ["First Name", "Last"] }'
    for heading in ("First Name", "given_name", "VORNAME"):
        assert noted(read, f"{heading},Last\nMia,Lund\n", entry, aliases) == ["Mia Lund"]
    with pytest.raises(InvalidValueError, match="has no column 'First Name'"):
        noted(read, "Name,Last\nMia,Lund\n", entry, aliases)


def test_an_optional_column_may_lack_and_one_that_gives_the_file_away_may_not(read: Reader) -> None:
    top = 'optional = true\ndetect = ["id"]\n'
    assert noted(read, "id,b\n1,x\n", '{ from = ["a", "b"] }', top) == ["x"]
    assert noted(read, "id,c\n1,x\n", '"a"', top) == [None]
    assert noted(read, "id,c\n1,x\n", '{ from = "a", default = "none" }', top) == ["none"]
    with pytest.raises(InvalidValueError, match="has no column 'id' for acme"):
        noted(read, "a,b\n1,x\n", '"a"', top)


def test_what_a_row_needs_is_not_optional(read: Reader) -> None:
    with pytest.raises(InvalidValueError, match="has no column occurred_at, which activities need"):
        read(
            "id,b\n1,x\n",
            'optional = true\n[set]\nchannel = "call"\n[columns]\noccurred_at = "at"\nnote = "b"\n',
        )


def test_the_side_of_a_row_is_chosen_by_its_direction(read: Reader) -> None:
    mapping = (
        'direction = { from = "way", values = { In = "inbound", Out = "outbound" } }\n'
        'phone = { inbound = "from", outbound = "to" }\n'
    )
    found = read("way,from,to\nIn,+4611,+4622\nOut,+4633,+4644\n,+4655,+4666\n", WHEN + mapping)
    assert [row["phone"] for row in found.values] == ["+4611", "+4644", "+4666"]


def test_a_duration_may_be_told_by_its_begin_and_its_end(read: Reader) -> None:
    content = (
        "on,off\n2026-08-05 09:00:00,2026-08-05 09:01:35\n,2026-08-05 09:00:00\n"
        "2026-08-05 09:00:00,2026-08-05 08:00:00\n"
    )
    found = read(content, WHEN + 'talk_seconds = { from = "on", until = "off" }')
    assert [row.get("talk_seconds") for row in found.values] == [95, None]
    assert found.rejected == [(4, "on + off", "'-3600' is negative")]


def test_only_what_stands_before_a_mark_counts(read: Reader) -> None:
    content = "who\nMia Lund (mia@acme.example)\nTom Berg\n"
    assert noted(read, content, '{ from = "who", before = " (" }') == ["Mia Lund", "Tom Berg"]


def test_a_note_in_html_is_read_as_its_text() -> None:
    assert plain_text("<p>Wants <b>pricing</b> &amp; terms</p><ul><li>now</li></ul>") == (
        "Wants pricing & terms\nnow"
    )
    assert plain_text("5 < 6 and 7 > 6<br/>a&nbsp;b<style>p { x }</style>") == "5 < 6 and 7 > 6\na b"


def test_a_word_may_be_told_by_its_beginning_and_a_blank_cell_by_nothing(read: Reader) -> None:
    values = '{ from = "r", values = { "Left VM*" = "vm", "" = "none", "Left VM twice" = "two" } }'
    content = "r,x\nLEFT  VM on mobile,-\nleft vm twice,-\n,-\nelse,-\n"
    assert noted(read, content, values) == ["vm", "two", "none", "else"]


def test_of_the_legs_of_a_call_the_first_counts(read: Reader) -> None:
    found = read("session,leg\ns1,a\ns1,b\n,c\ns2,d\n", 'one_per = "session"\n' + WHEN + 'note = "leg"')
    assert [row["note"] for row in found.values] == ["a", "d"]
    assert found.skipped == [(3, "a further leg of one call"), (4, "a further leg of one call")]


def test_rows_that_name_nobody_are_skipped(read: Reader) -> None:
    found = read("a,b,c\n,,x\n1,,x\n", 'needs = ["a", "b"]\n' + WHEN + 'note = "a"')
    assert [row["note"] for row in found.values] == ["1"]
    assert found.skipped == [(2, "names nobody and nothing")]


def times(read: Reader, text: str, options: str) -> str:
    mapping = f'[file]\n{options}\n[set]\nchannel = "call"\n[columns]\noccurred_at = "at"'
    found = read(f'at,x\n"{text}",\n', mapping, zone=ZoneInfo("Europe/Berlin"))
    moment = found.values[0]["occurred_at"]
    return f"{moment.local:%Y-%m-%d %H:%M} {moment.offset // 60:+}"


@pytest.mark.parametrize(
    ("text", "options", "shown"),
    [
        ("2026-08-05T22:30:00Z", "", "2026-08-05 22:30 +0"),
        ("2026-08-05T22:30:00Z", "local = true", "2026-08-06 00:30 +2"),
        ("2026-08-05T22:30:00+00:00", "local = true", "2026-08-06 00:30 +2"),
        ("2026-08-05 22:30", 'timezone = "UTC"\nlocal = true', "2026-08-06 00:30 +2"),
        ("2026-08-05 22:30 America/New_York", "", "2026-08-05 22:30 -4"),
        ("2026-08-05 10:30 PM America/New_York", "", "2026-08-05 22:30 -4"),
        ("5/8/2026 22:30", 'dates = "day-first"', "2026-08-05 22:30 +2"),
        ("8/5/2026 22:30", 'dates = "month-first"', "2026-08-05 22:30 +2"),
    ],
)
def test_a_time_is_of_the_clock_that_the_file_or_the_mapping_says(
    read: Reader, text: str, options: str, shown: str
) -> None:
    assert times(read, text, options) == shown


def test_a_zone_that_is_none_is_a_problem_of_its_row(read: Reader) -> None:
    found = read("at,x\n2026-08-05 22:30 Mars/Base,\n", '[set]\nchannel="call"\n[columns]\noccurred_at="at"')
    assert found.rejected[0][:2] == (2, "at")
    assert "there is no time zone 'Mars/Base'" in found.rejected[0][2]


def test_dates_may_be_written_in_one_of_several_ways(read: Reader) -> None:
    mapping = (
        '[set]\nchannel = "call"\n[columns]\n'
        'occurred_at = { from = "at", format = ["%d %b %Y", "%b %d, %Y %I:%M %p"] }'
    )
    found = read('at,x\n08 Feb 2026,\n"Mar 02, 2026 2:05 pm",\nMarch,\n', mapping)
    days = [row["occurred_at"].day.isoformat() for row in found.values]
    assert days == ["2026-02-08", "2026-03-02"]
    assert found.rejected == [(4, "at", "'March' is not written as %d %b %Y or %b %d, %Y %I:%M %p")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[columns]\nnote = { any = ["a"], from = "b" }', "one of from, any, or inbound and outbound is needed"),
        ('[columns]\nnote = { join = "," }', "one of from, any, or inbound and outbound is needed"),
        ('[columns]\nnote = { from = "a", until = "b" }', "[columns] note takes no until"),
        ('[columns]\nminutes = { any = ["a"], until = "b" }', "until needs one heading in from"),
        ('[dialogue]\nthread = "a"', "dialogue.sender is missing"),
        ('[dialogue]\nthraed = "a"', "there is no key dialogue.thraed"),
    ],
)  # fmt: skip
def test_a_mistake_in_these_keys_is_named(text: str, message: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        parse_mapping(f'name = "a"\nas = "activities"\n{text}', name="a.toml")
    assert message in refusal.value.message


def test_sides_and_dialogues_are_for_activities() -> None:
    side = '[columns]\nphone = { inbound = "a", outbound = "b" }'
    with pytest.raises(InvalidValueError, match="contacts have no direction"):
        parse_mapping(f'name = "a"\nas = "contacts"\n{side}', name="a.toml")


MESSAGES = "CONVERSATION ID,FROM,TO,DATE,CONTENT\n"


def outcomes(read: Reader, rows: str) -> list[tuple[str, str]]:
    found = read(MESSAGES + rows, load_profile("linkedin-messages"))
    assert found.rejected == []
    return [(row["direction"], row["outcome"]) for row in found.values]


def test_the_second_message_of_another_after_mine_is_a_conversation(read: Reader) -> None:
    rows = (
        "t1,Mia,Me,2026-06-04 10:00:00,fourth\n"
        "t1,Mia,Me,2026-06-03 10:00:00,third\n"
        "t1,Me,Mia,2026-06-02 10:00:00,second\n"
        "t1,Mia,Me,2026-06-01 10:00:00,first\n"
        "t2,Tom,Me,2026-06-01 10:00:00,mine never\n"
        "t2,Tom,Me,2026-06-02 10:00:00,answered\n"
    )
    theirs = [("inbound", word) for word in ("conversation", "conversation")]
    assert outcomes(read, rows) == [
        *theirs, ("outbound", "sent"), ("inbound", "replied"), ("inbound", "replied"), ("inbound", "replied"),
    ]  # fmt: skip


def test_where_two_have_part_in_all_messages_nobody_guesses_who_the_rep_is(
    read: Reader, terminal: Terminal
) -> None:
    rows = "t1,Mia Lund,Ada Rep,2026-06-01 10:00:00,hello\n"
    with pytest.raises(InvalidValueError, match="does not tell whose messages it has") as refusal:
        outcomes(read, rows)
    assert "--me" in refusal.value.hint
    assert (
        "('Mia Lund' or 'Ada Rep')" in refusal.value.message
        or "('Ada Rep' or 'Mia Lund')" in refusal.value.message
    )
    (terminal.folder / "m.csv").write_text(MESSAGES + rows, encoding="utf-8")
    assert terminal("import m.csv").code == 2
    assert terminal('import m.csv --me "Nobody"').code == 2
    assert "1 added" in terminal.ok('import m.csv --me "ada rep"')
    assert "Mia Lund" in terminal.ok("list")


def test_a_name_with_a_comma_is_one_person(read: Reader) -> None:
    rows = (
        't1,"Rep, MBA",Mia,2026-06-01 10:00:00,a\n'
        't2,Tom,"Rep, MBA",2026-06-01 10:00:00,b\n'
        't3,Liv,"Ola, Rep, MBA",2026-06-01 10:00:00,c\n'
    )
    assert [direction for direction, _ in outcomes(read, rows)] == ["outbound", "inbound", "inbound"]


def test_the_linkedin_export_is_read_as_it_is(read: Reader, shared_data: Path) -> None:
    folder = shared_data / "linkedin-small"
    for name, rows, emails in (("Connections.csv", 10, 7), ("Connections-with-blanks.csv", 4, 1)):
        found = read(folder / name, load_profile("linkedin-connections"), Kind.CONTACTS)
        assert (len(found.parsed), found.rejected) == (rows, [])
        assert sum("email" in row for row in found.values) == emails
    found = read(folder / "Messages.csv", load_profile("linkedin-messages"))
    directions = [row["direction"] for row in found.values]
    assert (directions.count("outbound"), directions.count("inbound")) == (5, 6)
    assert len({row["contact"] for row in found.values}) == 4


def test_the_salesforce_tables_are_read_by_what_a_connector_calls_their_columns(
    read: Reader, shared_data: Path
) -> None:
    folder = shared_data / "salesforce-objects"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for name, profile in (("task", "salesforce-tasks"), ("opportunity", "salesforce-opportunities")):
        file = folder / f"sf_{name}_data.csv"
        assert recognise(str(file)).mapping.name == profile
        found = read(file, load_profile(profile))
        deleted = expected["opportunities"]["deleted"] if name == "opportunity" else 0
        assert (len(found.parsed), len(found.skipped), found.rejected) == (10 - deleted, deleted, [])
        if name == "task":
            assert {str(row["occurred_at"].day) for row in found.values} == set(expected["activities_by_day"])


def test_a_profile_saved_as_a_file_means_the_same(tmp_path: Path) -> None:
    from prospector.importing.shipped import profile_text

    path = tmp_path / "mine.toml"
    path.write_text(profile_text("dialpad"), encoding="utf-8")
    assert load_mapping(path) == load_profile("dialpad")
