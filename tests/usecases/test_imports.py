"""What becomes of single rows: whom they mean, what they refer to, what is refused and how it is said."""

from __future__ import annotations

import json
from typing import Any

from tests.contents import contents, tables
from tests.terminal import Terminal

CALL = "occurred_at,channel,contact,email,phone,profile_url,account,outcome\n"
Row = dict[str, Any]


def take_in(terminal: Terminal, kind: str, text: str, options: str = "", code: int = 0) -> Row:
    result = terminal(f"import - --as {kind} --json {options}", stdin=text)
    assert result.code == code, result.err
    found: Row = json.loads(result.out)
    return found


def refused(found: Row) -> list[tuple[int, str, str]]:
    return [(problem["line"], problem["column"], problem["message"]) for problem in found["problems"]]


def rows(terminal: Terminal, noun: str) -> list[Row]:
    return [json.loads(line) for line in contents(terminal.store)[noun]]


def test_a_contact_is_known_by_address_or_by_a_name_that_is_theirs_alone(terminal: Terminal) -> None:
    people = "name,email,phone,profile_url,account\n"
    people += (
        "Ann Poe,ann@acme.test,,,Acme\nBob Ray,,+49 30 1234567,,\nCy Low,,,https://www.linkedin.com/in/cy,\n"
    )
    people += "Dee Fox,,,,Acme\nDee Fox,dee@globex.test,,,Globex\n"
    assert take_in(terminal, "contacts", people)["contacts_added"] == 5
    calls = CALL
    calls += "2026-11-02,call,,ANN@acme.test,,,,\n"  # by e-mail
    calls += "2026-11-02,call,Robert,,+49 30 123 45 67,,,\n"  # by phone
    calls += "2026-11-02,call,,,,linkedin.com/in/cy/,,\n"  # by profile
    calls += "2026-11-02,call,dee  fox,,,,Globex,\n"  # by name and company
    calls += "2026-11-02,call,Cy Low,cy@low.test,,,,\n"  # by name; the e-mail is theirs from now on
    calls += "2026-11-02,call,Ann Poe,ann@home.test,,,,\n"  # another address is another person
    found = take_in(terminal, "activities", calls)
    assert (found["added"], found["contacts_added"]) == (6, 1)
    assert sorted(row["contact"] for row in rows(terminal, "activities")) == [
        "Ann Poe", "Ann Poe", "Bob Ray", "Cy Low", "Cy Low", "Dee Fox",
    ]  # fmt: skip
    assert {row["email"] for row in rows(terminal, "contacts") if row["name"] == "Cy Low"} == {"cy@low.test"}


def test_a_name_that_may_be_two_people_is_refused_and_leaves_no_trace(terminal: Terminal) -> None:
    take_in(terminal, "contacts", "name,email\nAnn Poe,ann@acme.test\nAnn Poe,ann@home.test\n")
    found = take_in(terminal, "activities", CALL + "2026-11-02,call,Ann Poe,,,,New Company,\n", code=3)
    assert refused(found) == [
        (2, "contact", "'Ann Poe' may be 2 contacts; an e-mail or an account would tell")
    ]
    assert (found["accounts_added"], rows(terminal, "accounts")) == (0, [])


def test_references_hold_between_the_files_of_one_system_and_no_other(terminal: Terminal) -> None:
    take_in(terminal, "accounts", "external_id,name\nA1,Acme\n", "--system crm")
    take_in(terminal, "contacts", "external_id,name,account_ref\nP1,Ann Poe,A1\n", "--system crm")
    calls = "external_id,occurred_at,channel,contact_ref\nC1,2026-11-02,call,P1\n"
    take_in(terminal, "activities", calls, "--system crm")
    take_in(terminal, "deals", "external_id,activity_ref,value\nD1,C1,500\n", "--system crm")
    met = "contact_ref,activity_ref,deal_ref,starts_at\nP1,C1,D1,2026-11-05T10:00:00+01:00\n"
    take_in(terminal, "appointments", met, "--system crm")
    (call,), (deal,), (met_row,) = (rows(terminal, noun) for noun in ("activities", "deals", "appointments"))
    assert (call["contact"], call["account"]) == ("Ann Poe", "Acme")
    assert (deal["contact"], deal["account"], deal["name"], deal["value"]) == ("Ann Poe", "Acme", "Acme", 500)
    assert (met_row["contact"], met_row["activity_ref"], met_row["deal_ref"]) == ("Ann Poe", "C1", "D1")
    found = take_in(terminal, "activities", calls, "--system other", code=3)
    assert refused(found) == [
        (2, "contact_ref", "'P1' is not known in other; import the contacts that have it first")
    ]


def test_an_unknown_reference_rejects_its_row_and_stores_nobody(terminal: Terminal) -> None:
    calls = "occurred_at,channel,contact,account,deal_ref\n2026-11-02,call,Ann Poe,Acme,D9\n2026-11-02,call,Bob Ray,,\n"
    found = take_in(terminal, "activities", calls, "--system crm", code=3)
    assert refused(found) == [
        (2, "deal_ref", "'D9' is not known in crm; import the deals that have it first")
    ]
    assert [row["name"] for row in rows(terminal, "contacts")] == ["Bob Ray"]
    deals = "name,contact,account,activity_ref\nRollout,Cy Low,Globex,C9\n"
    assert refused(take_in(terminal, "deals", deals, "--system crm", code=3))[0][1] == "activity_ref"
    assert [row["name"] for row in rows(terminal, "contacts")] == ["Bob Ray"]
    assert rows(terminal, "accounts") == []


def test_a_known_id_with_other_content_keeps_the_stored_row_and_says_so(terminal: Terminal) -> None:
    calls = "external_id,occurred_at,channel,contact\n1,2026-11-02,call,Ann Poe\n2,2026-11-02,call,Ann Poe\n"
    take_in(terminal, "activities", calls)
    other = (
        calls.replace("2,2026-11-02,call,Ann Poe", "2,2026-11-03,call,Zoe New")
        + "2,2026-11-04,call,Yve Now\n"
    )
    found = take_in(terminal, "activities", other)
    assert (found["added"], found["unchanged"], found["contacts_added"]) == (0, 3, 0)
    assert found["remarks"] == [
        "2 x a known id with other content; the stored row was kept (first on line 3)"
    ]
    assert {row["contact"] for row in rows(terminal, "activities")} == {"Ann Poe"}


def test_a_row_that_the_rep_deleted_or_whose_person_was_renamed_adds_nothing(terminal: Terminal) -> None:
    calls = "external_id,occurred_at,channel,contact\n1,2026-11-02,call,Ann Poe\n2,2026-11-03,call,Ann Poe\n"
    take_in(terminal, "activities", calls)
    terminal.ok("delete 1")
    terminal.ok("contact edit ann --name 'Ann Ray'")
    found = take_in(terminal, "activities", calls + "3,2026-11-04,email,Ann Ray\n")
    assert (found["added"], found["unchanged"], found["contacts_added"]) == (1, 2, 0)
    assert [row["name"] for row in rows(terminal, "contacts")] == ["Ann Ray"]
    assert sorted(row["external_id"] for row in rows(terminal, "activities")) == ["2", "3"]


def test_a_late_row_is_found_whatever_its_date(terminal: Terminal) -> None:
    calls = "external_id,occurred_at,channel\n5,2026-11-05,call\n"
    take_in(terminal, "activities", calls)
    assert take_in(terminal, "activities", calls + "1,2026-01-01,call\n")["added"] == 1


def test_a_won_deal_without_a_date_is_kept_and_counts_where_the_period_is_all(terminal: Terminal) -> None:
    found = take_in(terminal, "deals", "name,contact,value,status\nRollout,Ann Poe,500,won\n")
    assert found["remarks"] == ["line 2: a won deal without a date: it counts only where the period is all"]
    won = {
        period: json.loads(terminal.ok(f"report channels -p {period} --json"))["total"]["won"]
        for period in ("all", "2026")
    }
    assert won == {"all": 1, "2026": 0}


def test_money_of_a_currency_without_a_rate_is_refused_by_name(terminal: Terminal) -> None:
    deals = "name,contact,value,currency\nRollout,Ann Poe,500,GBP\n"
    found = take_in(terminal, "deals", deals, code=3)
    assert refused(found) == [(2, "currency", "GBP has no rate: prospector config set rates.GBP RATE")]
    assert rows(terminal, "contacts") == []
    terminal.ok("config set rates.GBP 1.25")
    assert take_in(terminal, "deals", deals)["added"] == 1


def test_unknown_channels_outcomes_and_sources_are_refused_naming_the_known_ones(terminal: Terminal) -> None:
    found = take_in(
        terminal,
        "activities",
        "occurred_at,channel,outcome\n2026-11-02,pigeon,\n2026-11-02,call,sold\n",
        code=3,
    )
    (_, column, channel), (_, other, outcome) = refused(found)
    assert (column, other) == ("channel", "outcome")
    assert "'pigeon'" in channel
    assert "call, email, social" in channel
    assert "'sold'" in outcome
    assert "no-answer" in outcome
    found = take_in(terminal, "contacts", "name,source\nAnn Poe,pigeon\n", code=3)
    assert "campaign" in refused(found)[0][2]


def test_what_a_mapping_may_create_is_made_and_said(terminal: Terminal) -> None:
    (terminal.folder / "m.toml").write_text(
        'name = "m"\n[create]\nchannels = { pigeon = { approach = "marketing", audience = "many" } }\n'
        'outcomes = { sold = "appointment" }\n'
    )
    calls = "occurred_at,channel,outcome,contact\n2026-11-02,pigeon,sold,Ann Poe\n"
    assert take_in(terminal, "activities", calls, "--map m.toml")["remarks"] == [
        "new channel: pigeon",
        "new outcome: sold",
    ]
    stored = json.loads(terminal.ok("channel list --json"))
    assert [(row["approach"], row["audience"]) for row in stored if row["channel"] == "pigeon"] == [
        ("marketing", "many")
    ]
    report = json.loads(terminal.ok("report channels -p all --json"))
    assert report["total"]["appointments_set"] == 1


def test_the_length_of_an_answered_call_tells_a_conversation(terminal: Terminal) -> None:
    calls = "occurred_at,channel,outcome,talk_seconds\n2026-11-02,call,connected,59\n2026-11-02,call,connected,60\n"
    take_in(terminal, "activities", calls + "2026-11-02,call,voicemail,90\n", "--talk-threshold 60")
    assert sorted((row["talk_seconds"], row["outcome"]) for row in rows(terminal, "activities")) == [
        (59, "connected"), (60, "conversation"), (90, "voicemail"),
    ]  # fmt: skip


def test_constants_stand_in_every_row(terminal: Terminal) -> None:
    take_in(terminal, "activities", "occurred_at\n2026-11-02\n", "--set channel=email --set tags='q4;cold'")
    (row,) = rows(terminal, "activities")
    assert (row["channel"], row["tags"]) == ("email", "cold;q4")


def test_several_files_are_answered_by_an_array_each_in_its_own_transaction(terminal: Terminal) -> None:
    (terminal.folder / "a.csv").write_text("occurred_at,channel\n2026-11-02,call\n")
    (terminal.folder / "b.csv").write_text("occurred_at,channel\n2026-11-31,call\n2026-11-03,call\n")
    result = terminal("import a.csv b.csv --as activities --json")
    assert result.code == 3
    assert [(one["file"], one["added"], one["rejected"]) for one in json.loads(result.out)] == [
        ("a.csv", 1, 0),
        ("b.csv", 1, 1),
    ]
    rejected = (terminal.folder / "b.rejects.csv").read_text()
    assert rejected.startswith("occurred_at,channel,Error\n2026-11-31,call,")


def test_rejects_that_cannot_be_written_are_found_before_anything_is_imported(terminal: Terminal) -> None:
    calls = "occurred_at,channel\n2026-11-31,call\n2026-11-03,call\n"
    take_in(terminal, "activities", "occurred_at,channel\n")
    before = tables(terminal.store)
    result = terminal("import - --as activities --rejects nowhere/at/all.csv", stdin=calls)
    assert (result.code, result.out) == (1, "")
    assert "nowhere/at" in result.err
    assert len(result.err.splitlines()) == 1
    assert tables(terminal.store) == before


def test_imports_are_listed_and_shown_by_their_number(terminal: Terminal) -> None:
    take_in(terminal, "activities", "occurred_at,channel\n2026-11-02,call\n2026-11-31,call\n", code=3)
    (run,) = json.loads(terminal.ok("imports list --json"))
    assert (run["id"], run["as"], run["rows"], run["added"], run["rejected"]) == (1, "activities", 2, 1, 1)
    assert '"rejected": 1' in terminal.ok("imports show 1 --json")
    missing = terminal("imports show 9")
    assert (missing.code, missing.err.strip()) == (
        2,
        "prospector: there is no import 9; prospector imports list shows them",
    )


def test_tags_of_a_row_go_to_the_contact_or_content_piece_that_was_there_before(terminal: Terminal) -> None:
    terminal.ok('call "Ann Bee" vm')
    people = "name,tags\nAnn Bee,hot;Berlin\n"
    found = take_in(terminal, "contacts", people)
    assert (found["added"], found["updated"], found["contacts_added"]) == (0, 1, 0)
    take_in(terminal, "content", "title,tags\nPricing guide,sales\n")
    pieces = "title,tags,note\nPricing guide,sales;q4,\n"
    assert take_in(terminal, "content", pieces)["updated"] == 1
    assert [row["tags"] for row in rows(terminal, "contacts")] == ["berlin;hot"]
    assert [row["tags"] for row in rows(terminal, "content")] == ["q4;sales"]
    again = take_in(terminal, "contacts", "name,tags\nAnn Bee,berlin\n")  # says nothing new
    assert (again["updated"], again["unchanged"]) == (0, 1)


def test_what_was_in_the_future_is_taken_in_by_the_same_file_once_it_has_happened(terminal: Terminal) -> None:
    calls = "occurred_at,channel,talk_seconds\n2026-11-20,call,70\n2026-11-23,call,\n"
    found = take_in(terminal, "activities", calls, "--talk-threshold 60")
    assert (found["added"], found["skipped"]) == (1, 1)
    assert found["remarks"] == ["1 row is dated in the future: left out (line 3)"]
    assert [row["outcome"] for row in rows(terminal, "activities")] == ["conversation"]
    assert take_in(terminal, "activities", calls, "--talk-threshold 60")["seen_before"] == found["import_id"]
    terminal.now = "2026-11-23T18:00:00+01:00"
    later = take_in(terminal, "activities", calls, "--talk-threshold 60")
    assert (later["added"], later["unchanged"], later["remarks"]) == (1, 1, [])


def test_a_strict_import_tells_what_would_have_been_and_that_nothing_was_stored(terminal: Terminal) -> None:
    (terminal.folder / "good.csv").write_text("occurred_at,channel\n2026-11-02,call\n")
    (terminal.folder / "bad.csv").write_text("occurred_at,channel\n2026-11-03,call\nnever,call\n")
    words = "import good.csv bad.csv --as activities --strict"
    result = terminal(f"{words} --json")
    told = [
        [found[name] for name in ("rows", "added", "unchanged", "rejected", "stored", "import_id")]
        for found in json.loads(result.out)
    ]
    assert (result.code, told) == (1, [[1, 1, 0, 0, True, 1], [2, 1, 0, 1, False, None]])
    assert len(rows(terminal, "activities")) == 1
    again = terminal(words)
    assert "nothing was stored · bad.csv · activities · 2 rows: 1 added, 1 rejected" in again.out
    assert again.err.splitlines()[-1] == (
        "prospector: bad.csv: 1 row is rejected, and --strict stores nothing then; "
        "put it right in the file itself, or leave --strict out"
    )


def test_rejects_that_were_mended_are_not_overwritten_by_importing_the_file_again(terminal: Terminal) -> None:
    calls, rejects = terminal.folder / "calls.csv", terminal.folder / "calls.rejects.csv"
    calls.write_text("occurred_at,channel\nnever,call\n")
    terminal("import calls.csv --as activities")
    rejects.write_text(rejects.read_text().replace("never", "2026-11-03"))
    mended = rejects.read_text()
    again = terminal("import calls.csv --as activities")
    assert "calls.rejects.csv has other rows, perhaps mended ones: it stays as it is" in again.out
    assert "rejected rows are in calls.rejects-2.csv" in again.err
    assert (rejects.read_text(), "never" in (terminal.folder / "calls.rejects-2.csv").read_text()) == (
        mended,
        True,
    )
    terminal("import calls.csv --as activities --rejects calls.rejects.csv")
    assert "never" in rejects.read_text()


def test_columns_that_nobody_asked_to_leave_out_are_named_in_one_line(terminal: Terminal) -> None:
    calls = terminal.folder / "calls.csv"
    calls.write_text("occurred_at,channel,Mood,noet,Region \x1b[31m\n2026-11-02,call,good,x,EU\n")
    result = terminal("import calls.csv --as activities --dry-run")
    assert (result.code, result.err) == (
        0,
        "columns left out of calls.csv: Mood, Region \ufffd[31m; a mapping may name them\n",
    )
    assert "column noet was ignored; did you mean note?" in result.out
    found = json.loads(terminal.ok("import calls.csv --as activities --json"))
    assert found["columns_ignored"] == ["Mood", "noet", "Region \x1b[31m"]


def test_columns_that_a_mapping_leaves_are_not_spoken_of(terminal: Terminal) -> None:
    (terminal.folder / "calls.csv").write_text("When,Mood\n2026-11-02,good\n")
    (terminal.folder / "map.toml").write_text(
        'name = "mine"\nas = "activities"\n[columns]\noccurred_at = "When"\n[set]\nchannel = "call"\n'
    )
    result = terminal("import calls.csv --map map.toml --dry-run")
    assert (result.code, result.err) == (0, "")
    assert json.loads(terminal.ok("import calls.csv --map map.toml --json"))["columns_ignored"] == []


def test_whoever_saw_which_columns_are_left_out_before_is_not_told_again(terminal: Terminal) -> None:
    terminal.has_keyboard = terminal.is_terminal = True
    (terminal.folder / "calls.csv").write_text("occurred_at,channel,Mood\n2026-11-02,call,good\n")
    told = terminal("import calls.csv --as activities", stdin="y\n")
    assert (told.code, told.err.count("Mood")) == (0, 1)
