from __future__ import annotations

import csv
import io
import tracemalloc
from hashlib import blake2b
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prospector.domain.moment import Moment
from prospector.errors import InvalidValueError, ProspectorError
from prospector.importing.columns import Kind
from prospector.importing.files import open_source
from prospector.importing.mapping import CANONICAL, Talk
from prospector.importing.rows import read_rows
from tests.importing.conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.importing.conftest import Reader

HEADER = "occurred_at,channel,contact,note\n"
FIRST = "2026-08-05 09:30,call,Jane Doe,hello\n"


def test_a_row_is_read_into_the_canonical_columns(read: Reader) -> None:
    told = read(HEADER + FIRST)
    assert told.values == [
        {"occurred_at": Moment(1785922200, 0), "channel": "call", "contact": "Jane Doe", "note": "hello"}
    ]
    assert told.parsed[0].line == 2


def test_headings_are_matched_without_case_spaces_underscores_hyphens_and_quotes(read: Reader) -> None:
    told = read('﻿"Occurred At";CHANNEL;External-ID\n2026-08-05;call;7\n')
    assert told.values == [{"external_id": "7", "occurred_at": Moment(1785888000, None), "channel": "call"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_header(read: Reader, delimiter: str) -> None:
    told = read(f"sep={delimiter}\n" * (delimiter == "|") + (HEADER + FIRST).replace(",", delimiter))
    assert len(told.values) == 1
    assert told.reading.layout.delimiter == delimiter


def test_a_quoted_comma_in_a_semicolon_header_does_not_mislead(read: Reader) -> None:
    told = read('occurred_at;"a,b,c,d,e";channel\n2026-08-05;"1,2,3";call\n')
    assert told.values[0]["channel"] == "call"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(read: Reader, end: str) -> None:
    text = HEADER + '2026-08-05,call,Jane,"two\nlines"\n\n' + "2026-08-05,call\n" + FIRST
    told = read(text.replace("\n", end))
    assert [row.line for row in told.rows] == [2, 4, 5, 6]
    assert told.rejected == [(5, "", "4 cells expected, 2 found")]
    assert told.skipped == [(4, "blank")]


def test_all_problems_of_a_row_are_found_and_the_rest_of_the_file_is_read(read: Reader) -> None:
    told = read(
        "Occurred At,channel,e-mail,minutes\n31.02.2026,,jane@,12,5\nx,,jane@,-1\n2026-08-05,call,,5\n",
        kind=Kind.ACTIVITIES,
    )
    assert told.rejected == [
        (2, "", "4 cells expected, 5 found"),
        (3, "Occurred At", "'x' is not a date or time"),
        (3, "channel", "is missing"),
        (3, "e-mail", "'jane@' is not an e-mail address"),
        (3, "minutes", "'-1' is negative"),
    ]
    assert len(told.parsed) == 1


def test_blank_rows_repeated_headers_and_planned_rows_are_skipped_and_counted(read: Reader) -> None:
    told = read(
        "occurred_at,channel,done\n,,\n2026-08-05,call,no\nOccurred_At,channel,done\noccurred_at,channel,done\n"
    )
    assert told.skipped == [(2, "blank"), (3, "planned"), (5, "repeated header")]
    assert told.rejected[0][:2] == (4, "Occurred_At".lower())


def test_blank_cells_beyond_the_header_do_no_harm(read: Reader) -> None:
    assert len(read(HEADER + FIRST.rstrip() + ",, \n").parsed) == 1


def test_unknown_columns_are_ignored_and_a_misspelt_one_is_pointed_out(read: Reader) -> None:
    plan = read("occurred_at,channel,outcom,Lead Score\n2026-08-05,call,sent,7\n").reading.plan
    assert plan.ignored == ("outcom", "Lead Score")
    assert plan.misspelt == (("outcom", "outcome"),)


@pytest.mark.parametrize(
    ("header", "message", "hint"),
    [
        (
            "occured_at,channel",
            "has no column occurred_at, which activities need",
            "column occured_at was ignored; did you mean occurred_at?",
        ),
        ("a,b", "has no column occurred_at, channel", "--set occurred_at="),
        ("occurred_at,channel,Channel", "has 2 columns 'channel'", "rename one"),
    ],
)
def test_a_header_that_does_not_do_is_refused_before_any_row(
    read: Reader, header: str, message: str, hint: str
) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        read(header + "\n1,2\n")
    assert message in refusal.value.message
    assert hint in refusal.value.hint


def test_an_unknown_column_in_set_is_refused(read: Reader) -> None:
    with pytest.raises(InvalidValueError, match="--set chanel is not a column of activities"):
        read("occurred_at\n2026-08-05\n", set_values={"chanel": "call"})


def test_what_is_set_stands_for_every_row(read: Reader) -> None:
    told = read(
        "occurred_at,rep\n2026-08-05,Tom\n2026-08-06,\n", set_values={"channel": "call", "rep": "Ana"}
    )
    assert [(row["channel"], row["rep"]) for row in told.values] == [("call", "Ana")] * 2


def test_an_unclosed_quote_is_refused_with_the_line_it_opens_on(read: Reader) -> None:
    with pytest.raises(
        ProspectorError, match=r"calls.csv, line 3: a quote opens in this row and is not closed"
    ):
        read(HEADER + FIRST + '2026-08-05,call,"Jane,note\n' + FIRST * 50)


def test_a_cell_of_more_than_131072_characters_is_refused(read: Reader) -> None:
    assert read(HEADER + FIRST.replace("hello", "x" * 131_072)).parsed
    with pytest.raises(ProspectorError, match="line 2: a cell has more than 131,072 characters"):
        read(HEADER + FIRST.replace("hello", "x" * 131_073))


def test_one_apostrophe_is_taken_from_what_would_have_been_a_formula(read: Reader) -> None:
    told = read("occurred_at,channel,contact,phone,note\n2026-08-05,call,O'Brien,'+49 30 1234,''=1+1\n")
    assert (told.values[0]["contact"], told.values[0]["phone"], told.values[0]["note"]) == (
        "O'Brien",
        "+49 30 1234",
        "'=1+1",
    )


def test_cells_are_joined_translated_and_filled_as_the_mapping_says(read: Reader) -> None:
    told = read(
        "Day,Hour,First,Last,Result,Len\n"
        "05/08/2026,09:30:00,Jane,Doe,vm,90\n05/08/2026,10:00:00,,Roe,??,30\n05/08/2026,11:00:00,Al,,,\n",
        """
        [set]
        channel = "call"
        [columns]
        occurred_at = { from = ["Day", "Hour"], format = "%d/%m/%Y %H:%M:%S" }
        contact = { from = ["First", "Last"] }
        outcome = { from = "Result", values = { VM = "voicemail" }, default = "no-answer" }
        minutes = { from = "Len", unit = "seconds" }
        """,
    )
    assert [(row["contact"], row["outcome"], row.get("minutes")) for row in told.values] == [
        ("Jane Doe", "voicemail", 2),
        ("Roe", "no-answer", 1),
        ("Al", "no-answer", None),
    ]


def test_where_takes_some_rows_and_counts_the_others(read: Reader) -> None:
    told = read(
        "When,Type\n2026-08-05,Call\n2026-08-05,task\nnever,Note\n2026-08-06, CALL \n",
        '[set]\nchannel = "call"\n[columns]\noccurred_at = "When"\n[where]\nType = ["Call", "Email"]\n',
    )
    assert len(told.parsed) == 2
    assert told.skipped == [(3, "outside [where]"), (4, "outside [where]")]


def test_a_long_answered_call_was_a_conversation(read: Reader) -> None:
    mapping = """
        [set]
        channel = "call"
        [columns]
        occurred_at = "when"
        outcome = "result"
        minutes = { from = "talk", unit = "seconds" }
        [talk]
        conversation_seconds = %s
        """
    text = "when,result,talk\n2026-08-05,connected,59\n2026-08-05,connected,60\n2026-08-05,voicemail,90\n2026-08-05,connected,\n"
    told = read(text, mapping % 60)
    assert [row["outcome"] for row in told.values] == ["connected", "conversation", "voicemail", "connected"]
    assert [row.get("talk_seconds") for row in told.values] == [59, 60, 90, None]
    assert [row.identity for row in told.parsed] == [row.identity for row in read(text, mapping % 10).parsed]


def test_a_file_without_header_with_lines_above_and_below_is_read_as_the_mapping_says(read: Reader) -> None:
    told = read(
        "Export of today\n\n2026-08-05;call\n2026-08-06;email\n\nTotal;2\n",
        '[file]\nskip_lines = 2\nheader = ["when", "what"]\nstop_at_blank = true\n'
        '[columns]\noccurred_at = "when"\nchannel = "what"\n',
    )
    assert [(row.line, row.values[2]) for row in told.parsed] == [(3, "call"), (4, "email")]
    assert len(told.rows) == 2


def test_slashed_dates_are_decided_by_the_whole_file(read: Reader) -> None:
    rows = "".join(f"0{day}/08/2026,call\n" for day in range(1, 10)) * 40 + "13/08/2026,call\n"
    told = read("occurred_at,channel\n" + rows)
    assert {moment.day.month for row in told.values if (moment := row["occurred_at"])} == {8}


def test_a_file_of_slashed_dates_that_do_not_tell_is_refused(read: Reader) -> None:
    with pytest.raises(InvalidValueError, match="no date tells whether the day or the month comes first"):
        read("occurred_at,channel\n01/02/2026,call\n03/04/2026,call\n")


def test_what_is_set_for_all_rows_and_means_nothing_is_refused_at_once(read: Reader) -> None:
    known = {"channel": {"call": "call"}}
    with pytest.raises(InvalidValueError, match="channel is set for all rows: 'cal' is not a known channel"):
        read("occurred_at\n2026-08-05\n", set_values={"channel": "cal"}, known=known)


def test_a_last_column_called_error_is_kept_where_the_mapping_wants_it(read: Reader) -> None:
    told = read(
        "when,Error\n2026-08-05,wrong number\n",
        '[set]\nchannel = "call"\n[columns]\noccurred_at = "when"\nnote = "Error"\n',
    )
    assert told.values[0]["note"] == "wrong number"


def test_a_row_without_anything_of_a_needed_group_is_rejected(read: Reader) -> None:
    told = read("name,email,title\nJane,,CEO\n,,CFO\n", kind=Kind.CONTACTS)
    assert told.rejected == [(3, "name", "one of name, email, phone, external_id is needed")]


def test_names_that_the_store_does_not_know_are_rejected_with_the_known_ones(read: Reader) -> None:
    known = {"channel": {"call": "call", "e-mail": "email", "email": "email"}}
    told = read("occurred_at,channel\n2026-08-05,E-Mail\n2026-08-05,emial\n", known=known)
    assert told.values[0]["channel"] == "email"
    assert told.rejected == [(3, "channel", "'emial' is not a known channel; did you mean email?")]


def test_the_identity_is_that_of_the_external_id_within_system_and_kind(read: Reader) -> None:
    text = "external_id,occurred_at,channel\n7,2026-08-05,call\n"
    one = read(text).parsed[0]
    changed = read(text.replace("call", "email")).parsed[0]
    assert (one.identity, len(one.identity)) == (changed.identity, 16)
    assert one.content_hash != changed.content_hash
    assert one.identity != read(text, system="other").parsed[0].identity


def test_the_identity_of_a_row_without_an_id_is_what_it_says_however_it_is_written(read: Reader) -> None:
    plain = read(
        "occurred_at,channel,email,contact\n2026-08-05T09:00Z,call,jane@acme.example,Jane Doe\n"
    ).parsed[0]
    careless = read(
        "Contact;extra;Tags;E-Mail;Channel;Occurred At\n"
        " jane  DOE ;x;; JANE@acme.example;CALL;2026-08-05 10:00:00+01:00\n"
    ).parsed[0]
    assert (plain.identity, plain.content_hash) == (careless.identity, careless.content_hash)
    other = read(
        "occurred_at,channel,email,contact\n2026-08-05T09:00Z,call,jane@acme.example,Jane Roe\n"
    ).parsed[0]
    assert plain.identity != other.identity


def test_identities_are_those_that_stores_hold_already(read: Reader) -> None:
    told = read(
        "external_id,occurred_at,channel,note\n7,2026-08-05T09:30Z,call,hi\n,2026-08-05 09:30,call,hi\n"
    )
    assert [row.identity.hex() for row in told.parsed] == [
        blake2b(b"prospector\x1factivities\x1fid\x1f7", digest_size=16).hexdigest(),
        blake2b(
            b"prospector\x1factivities\x1frow\x1f\x1f2026-08-05T09:30:00\x1fcall" + b"\x1f" * 23 + b"hi",
            digest_size=24,
        ).hexdigest()[:32],
    ]


def test_a_naive_time_keeps_its_identity_when_the_rep_travels(read: Reader) -> None:
    here, there = (
        read(HEADER + FIRST, zone=ZoneInfo(zone)).parsed[0] for zone in ("Europe/Berlin", "Asia/Tokyo")
    )
    assert here.identity == there.identity
    assert here.values != there.values


CELLS = st.text(alphabet="ab1'\"=,;\t\n\r é٣\x1b", max_size=6) | st.sampled_from(
    ["2026-08-05", "5/8/2026", "call", "jane@acme.example", "-5", "", "1e9", "no"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=12),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
    quoting=st.booleans(),
)
def test_every_row_of_any_file_is_accounted_for(
    read: Reader, rows: list[list[str]], encoding: str, *, quoting: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL)
    writer.writerow(["occurred_at", "channel", "email", "minutes", "note"])
    writer.writerows(rows)
    try:
        told = read(text.getvalue().encode(encoding))
    except InvalidValueError as error:
        assert "day or the month" in error.message  # noqa: PT017 - only this is allowed to refuse it all
        return
    assert len(told.rows) == len(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.binary(max_size=200) | st.text(alphabet='occurred_at,channel"\n\r;\0', max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_refused_in_one_line(read: Reader, content: bytes) -> None:
    try:
        read(content)
    except ProspectorError as error:
        assert "\n" not in error.message  # noqa: PT017 - either is right


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for rows in (2_000, 12_000):
        path = tmp_path / "calls.csv"
        path.write_text(HEADER + "".join(f"2026-08-05 09:30,call,Jane,note {at}\n" for at in range(rows)))
        tracemalloc.start()
        with open_source(str(path)) as source:
            reading = read_rows(source, CANONICAL, kind=Kind.ACTIVITIES, zone=None, today=TODAY)
            assert sum(len(chunk.lines) for chunk in reading.chunks()) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_a_comma_in_a_duration_is_decimal_where_semicolons_part_the_cells(read: Reader) -> None:
    told = read(
        "occurred_at;channel;minutes\n2026-08-05;call;12,5\n2026-08-05;call;1,500\n2026-08-05;call;7.5\n"
    )
    assert [row["minutes"] for row in told.values] == [13, 8]
    assert told.rejected[0][:2] == (3, "minutes")
    assert "can be read in two ways" in told.rejected[0][2]
    assert "[file] decimal" in read('occurred_at,channel,minutes\n2026-08-05,call,"12,5"\n').rejected[0][2]


def test_what_is_dated_after_today_is_planned_unless_it_says_that_it_is_done(read: Reader) -> None:
    # Today is the 20th; where the day is known by the clock, it ends at the rep's midnight.
    told = read(
        "occurred_at,channel,done\n2026-11-20,call,\n2026-11-21,call,\n2026-11-20T23:30:00-08:00,call,\n"
        "2026-11-21 00:30,call,yes\n2026-11-21,call,no\n2026-11-21T08:00:00+09:00,call,yes\n"
    )
    assert [row.line for row in told.parsed] == [2, 7]
    assert told.skipped == [(3, "planned"), (4, "planned"), (6, "planned")]
    assert told.rejected == [(5, "occurred_at", "2026-11-21 is in the future: it cannot be done yet")]
    assert told.reading.future == 2


def test_an_appointment_in_the_future_was_neither_held_nor_missed(read: Reader) -> None:
    told = read(
        "starts_at,status\n2026-11-21 10:00,held\n2026-11-21,no-show\n2026-11-21,set\n2026-11-20 18:00,held\n",
        kind=Kind.APPOINTMENTS,
    )
    assert told.rejected == [
        (2, "starts_at", "2026-11-21 is in the future: it cannot be held yet"),
        (3, "starts_at", "2026-11-21 is in the future: it cannot be no-show yet"),
    ]


def test_a_deal_does_not_close_before_it_was_opened(read: Reader) -> None:
    told = read(
        "name,status,opened_at,Closed At\na,won,2026-11-05,2026-11-04\nb,won,2026-11-05 18:00,2026-11-05\n"
        "c,open,2026-11-05,2026-11-04\nd,lost,,2026-11-04\n",
        kind=Kind.DEALS,
    )
    assert told.rejected == [
        (2, "Closed At", "closed on 2026-11-04, before it was opened on 2026-11-05"),
    ]


@pytest.mark.parametrize(
    "header", ["occurred_at,channel,talk_seconds,outcome", "occurred_at,channel,talk_seconds"]
)
def test_talk_time_tells_what_came_of_a_call_that_says_nothing_itself(read: Reader, header: str) -> None:
    mapping = CANONICAL.model_copy(update={"talk": Talk(conversation_seconds=60)})
    rows = [f"2026-11-05,call,{seconds}" for seconds in ("59", "60", "0", "")]
    told = read("\n".join([header, *(row + "," * (header.count(",") - 2) for row in rows)]), mapping)
    assert [row.get("outcome") for row in told.values] == ["connected", "conversation", None, None]
