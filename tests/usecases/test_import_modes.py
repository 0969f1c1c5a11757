"""What update and upsert do with rows that are known, kind by kind, and with what the rep edited by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contents import contents, tables
from tests.terminal import Terminal

Row = dict[str, Any]
CALLS = (
    "external_id,occurred_at,channel,outcome,contact,email,account,minutes,tags,note\n"
    "1,2026-11-02 09:00,call,no-answer,Ann Poe,ann@acme.test,Acme,1,hot,first\n"
    "2,2026-11-03 09:00,call,voicemail,Bob Ray,bob@globex.test,Globex,2,,\n"
)


def take_in(terminal: Terminal, kind: str, text: str, options: str = "", code: int = 0) -> Row:
    result = terminal(f"import - --as {kind} --json {options}", stdin=text)
    assert result.code == code, result.err
    found: Row = json.loads(result.out)
    counted = sum(found[name] for name in ("added", "updated", "unchanged", "skipped", "rejected"))
    assert found["rows"] == counted
    return found


def rows(terminal: Terminal, noun: str) -> dict[str, Row]:
    """Records by their external id, else by their name."""
    found = [json.loads(line) for line in contents(terminal.store)[noun]]
    return {row["external_id"] or row.get("name") or row.get("title"): row for row in found}


def differences(before: dict[str, Row], after: dict[str, Row]) -> dict[str, dict[str, Any]]:
    return {
        key: {name: value for name, value in row.items() if before.get(key, {}).get(name) != value}
        for key, row in after.items()
        if before.get(key) != row
    }


def counts(found: Row) -> tuple[int, int, int, int]:
    return found["added"], found["updated"], found["unchanged"], found["skipped"]


def test_an_update_gives_known_rows_the_files_values_and_names_the_fields(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    before = rows(terminal, "activities")
    other = (
        CALLS.replace("no-answer", "conversation").replace(",2,,", ",4,,").replace("voicemail", "no-answer")
    )
    other += "3,2026-11-04 09:00,call,,Cy Low,,,,,\n"
    found = take_in(terminal, "activities", other, "--mode update")
    assert counts(found) == (0, 2, 0, 1)
    assert found["changed"] == {"outcome": 2, "minutes": 1}
    assert found["remarks"] == ["line 4: not in the store; left out, --mode upsert adds it"]
    assert differences(before, rows(terminal, "activities")) == {
        "1": {"outcome": "conversation"},
        "2": {"outcome": "no-answer", "minutes": 4},
    }
    assert counts(take_in(terminal, "activities", other, "--mode upsert")) == (1, 0, 2, 0)
    assert counts(take_in(terminal, "activities", other)) == (0, 0, 3, 0)
    shown = json.loads(terminal.ok("imports show 2 --json"))
    assert (shown["mode"], shown["changed"]) == ("update", {"outcome": 2, "minutes": 1})
    assert "changed         outcome 2, minutes 1" in Terminal(terminal.folder, is_terminal=True).ok(
        "imports show 2"
    )


def test_a_blank_cell_changes_nothing_and_every_other_one_does(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    before = rows(terminal, "activities")
    header = CALLS.splitlines()[0]
    take_in(terminal, "activities", f"{header}\n1,2026-11-02 09:00,call,,,,,,,\n", "--mode update")
    assert rows(terminal, "activities") == before
    line = "1,2026-11-05 10:30,email,replied,Bob Ray,bob@globex.test,Globex,9,cold;q4,other"
    found = take_in(terminal, "activities", f"{header}\n{line}\n", "--mode update")
    changed = {"account", "channel", "contact", "minutes", "note", "occurred_at", "outcome", "tags"}
    assert set(found["changed"]) == changed
    assert set(differences(before, rows(terminal, "activities"))["1"]) == changed | {"email"}
    assert rows(terminal, "activities")["1"]["tags"] == "cold;q4"


def test_what_was_edited_by_hand_stays_unless_overwrite(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    terminal.ok("edit 1 --note mine")
    terminal.ok("edit 2 -t warm")
    terminal.ok("contact edit ann --name 'Ann Ray'")
    other = CALLS.replace("first", "second").replace(",2,,", ",4,cold,").replace("no-answer", "replied")
    found = take_in(terminal, "activities", other, "--mode upsert")
    assert (found["changed"], found["kept"]) == ({"minutes": 1, "outcome": 1}, {"note": 1, "tags": 1})
    assert found["remarks"] == [
        "note: 1 row keeps what was edited by hand (line 2); --overwrite takes the file's",
        "tags: 1 row keeps what was edited by hand (line 3); --overwrite takes the file's",
    ]
    kept = rows(terminal, "activities")
    assert (kept["1"]["note"], kept["2"]["tags"], kept["1"]["contact"]) == ("mine", "warm", "Ann Ray")
    found = take_in(terminal, "activities", other, "--mode upsert --overwrite")
    assert (found["changed"], found["kept"]) == ({"note": 1, "tags": 1}, {})
    assert found["contacts_added"] == 0
    third = other.replace("second", "third")
    assert take_in(terminal, "activities", third, "--mode update")["changed"] == {
        "note": 1
    }  # it was the file's


def test_an_edit_that_was_undone_is_none(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    terminal.ok("edit 1 --note mine")
    terminal.ok("undo")
    found = take_in(terminal, "activities", CALLS.replace("first", "second"), "--mode update")
    assert (found["changed"], found["kept"]) == ({"note": 1}, {})


def test_the_same_file_updates_again_what_was_changed_since(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    for _ in range(2):
        terminal.ok("edit 1 --note mine")
        assert take_in(terminal, "activities", CALLS, "--mode update --overwrite")["changed"] == {"note": 1}


def test_overwrite_without_an_update_is_refused(terminal: Terminal) -> None:
    result = terminal("import - --as activities --overwrite", stdin=CALLS)
    assert (result.code, result.err) == (
        2,
        "prospector: --overwrite is for --mode update or upsert; add changes nothing that is known\n",
    )


def test_a_row_that_the_rep_deleted_stays_deleted(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    terminal.ok("delete 1")
    found = take_in(terminal, "activities", CALLS.replace("first", "second"), "--mode upsert")
    assert counts(found) == (0, 0, 2, 0)
    assert found["remarks"] == ["line 2: a row that was deleted since it was imported; it stays deleted"]


def test_a_contact_is_known_by_id_email_phone_or_profile(terminal: Terminal) -> None:
    people = (
        "external_id,name,email,phone,profile_url,title,source,received_at\n"
        "P1,Ann Poe,ann@acme.test,,,CEO,campaign,2026-10-01\n,Bob Ray,,+49301234567,,,,\n"
        ",Cy Low,,,https://www.linkedin.com/in/cy,,,\n"
    )
    take_in(terminal, "contacts", people)
    before = rows(terminal, "contacts")
    other = (
        "external_id,name,email,phone,profile_url,title,source,received_at\n"
        "P1,Ann Ray,ann@ray.test,,,,web,2026-10-02\n,Bob Ray,,+49 30 1234567,,CFO,,\n"
        ",Cy Lowe,,,linkedin.com/in/cy/,COO,,\n,Dee Fox,dee@acme.test,,,,,\n"
    )
    found = take_in(terminal, "contacts", other, "--mode update")
    assert counts(found) == (0, 3, 0, 1)
    after = rows(terminal, "contacts")
    assert differences(before, after)["P1"] == {
        "name": "Ann Ray", "email": "ann@ray.test", "source": "web", "received_at": "2026-10-02",
    }  # fmt: skip
    assert after["Bob Ray"]["title"] == "CFO"
    assert after["Cy Lowe"]["title"] == "COO"
    assert counts(take_in(terminal, "contacts", other, "--mode upsert")) == (1, 0, 3, 0)


def test_an_address_of_somebody_else_stays_theirs_and_is_told(terminal: Terminal) -> None:
    take_in(
        terminal, "contacts", "external_id,name,email\n1,Ann Poe,ann@acme.test\n2,Bob Ray,bob@acme.test\n"
    )
    other = "external_id,name,email,title\n2,Bob Ray,ann@acme.test,CFO\n"
    found = take_in(terminal, "contacts", other, "--mode update")
    assert found["remarks"] == ["line 2: email: an address that is somebody else's; it stays theirs"]
    assert (found["changed"], rows(terminal, "contacts")["2"]["email"]) == ({"title": 1}, "bob@acme.test")


def test_another_arrival_of_a_known_contact_is_added_and_does_not_replace_the_first(
    terminal: Terminal,
) -> None:
    head = "external_id,name,email,source,received_at\n"
    take_in(terminal, "contacts", head + "L1,Ann Poe,ann@acme.test,campaign,2026-05-01\n")
    again = head + "L2,Ann Poe,ann@acme.test,web,2026-11-01\n"
    assert counts(take_in(terminal, "contacts", again, "--mode upsert")) == (1, 0, 0, 0)
    assert {key: row["source"] for key, row in rows(terminal, "contacts").items()} == {
        "L1": "campaign",
        "L2": "web",
    }


def test_an_account_is_known_by_name_or_domain(terminal: Terminal) -> None:
    terminal.ok("account add Acme --domain acme.test --industry Tools")
    found = take_in(terminal, "accounts", "name,domain,industry\nACME,,Steel\n", "--mode update")
    assert found["changed"] == {"industry": 1, "name": 1}
    found = take_in(terminal, "accounts", "name,domain,target\nAcme Inc,acme.test,yes\n", "--mode update")
    assert found["changed"] == {"name": 1, "target": 1}
    (account,) = rows(terminal, "accounts").values()
    assert (account["name"], account["industry"], account["target"]) == ("Acme Inc", "Steel", True)


def test_content_is_known_by_title_or_url(terminal: Terminal) -> None:
    terminal.ok("content 'Five ways' --reach 10 --url https://acme.test/5")
    take_in(terminal, "content", "title,reach\nfive ways,20\n", "--mode update")
    found = take_in(terminal, "content", "title,url,tags\nSix ways,https://acme.test/5,q4\n", "--mode update")
    assert found["changed"] == {"tags": 1, "title": 1}
    (piece,) = rows(terminal, "content").values()
    assert (piece["title"], piece["reach"], piece["tags"]) == ("Six ways", 20, "q4")


def test_quotas_and_appointments_are_known_by_their_id(terminal: Terminal) -> None:
    take_in(terminal, "quotas", "external_id,metric,amount,period\nQ1,revenue,1000,2026-Q4\n")
    found = take_in(
        terminal, "quotas", "external_id,metric,amount,period\nQ1,revenue,1500.50,2026-Q4\n", "--mode update"
    )
    assert (found["changed"], rows(terminal, "quotas")["Q1"]["amount"]) == ({"amount": 1}, 1500.5)
    head = "external_id,contact,starts_at,status\n"
    take_in(terminal, "appointments", head + "A1,Ann Poe,2026-11-02 10:00,set\n")
    found = take_in(terminal, "appointments", head + "A1,,2026-11-03 10:00,held\n", "--mode update")
    assert found["changed"] == {"starts_at": 1, "status": 1}
    (met,) = rows(terminal, "appointments").values()
    assert (met["contact"], met["status"], met["starts_at"]) == (
        "Ann Poe",
        "held",
        "2026-11-03T10:00:00+01:00",
    )


DEALS = "external_id,name,contact,stage,status,opened_at,stage_since,closed_at,lost_reason,value\n"


@pytest.mark.parametrize(
    ("line", "changed", "history", "status"),
    [
        ("D1,,,proposal,,,2026-11-05,,,", {"stage"}, "qualifying@2026-10-01;proposal@2026-11-05", "open"),
        ("D1,,,proposal,,,,,,", {"stage"}, "qualifying@2026-10-01;proposal@2026-11-20T10:42:00+01:00", "open"),
        ("D1,,,,won,,,2026-11-07,,900", {"status", "closed_at", "value"}, "qualifying@2026-10-01;won@2026-11-07", "won"),
        (
            "D1,,,,lost,,,2026-11-07,too dear,",
            {"status", "closed_at", "lost_reason"},
            "qualifying@2026-10-01;lost@2026-11-07",
            "lost",
        ),
        ("D1,,,,,2026-09-01,,,,", {"opened_at"}, "qualifying@2026-09-01", "open"),
    ],
)  # fmt: skip
def test_a_deal_goes_on_by_its_own_rules_and_keeps_its_history(
    terminal: Terminal, line: str, changed: set[str], history: str, status: str
) -> None:
    take_in(terminal, "deals", DEALS + "D1,Rollout,Ann Poe,qualifying,,2026-10-01,,,,500\n")
    found = take_in(terminal, "deals", DEALS + line + "\n", "--mode update")
    assert (set(found["changed"]), found["updated"]) == (changed, 1)
    (deal,) = rows(terminal, "deals").values()
    assert (deal["history"], deal["status"]) == (history, status)
    assert counts(take_in(terminal, "deals", DEALS + line + "\n", "--mode update")) == (0, 0, 1, 0)


def test_a_won_deal_is_lost_after_all_or_open_again(terminal: Terminal) -> None:
    take_in(terminal, "deals", DEALS + "D1,Rollout,Ann Poe,,won,2026-10-01,,2026-11-01,,500\n")
    take_in(terminal, "deals", DEALS + "D1,,,,lost,,,,no money,\n", "--mode update")
    (deal,) = rows(terminal, "deals").values()
    assert (deal["history"], deal["lost_reason"]) == ("qualifying@2026-10-01;lost@2026-11-01", "no money")
    take_in(terminal, "deals", DEALS + "D1,,,proposal,open,,2026-11-10,,,\n", "--mode update")
    (deal,) = rows(terminal, "deals").values()
    assert deal["history"] == "qualifying@2026-10-01;lost@2026-11-01;proposal@2026-11-10"
    assert (deal["status"], deal["stage"], deal["closed_at"], deal["lost_reason"]) == (
        "open",
        "proposal",
        None,
        None,
    )


def test_a_step_before_the_last_one_rejects_the_row(terminal: Terminal) -> None:
    take_in(terminal, "deals", DEALS + "D1,Rollout,,proposal,,2026-10-01,2026-11-05,,,\n")
    found = take_in(terminal, "deals", DEALS + "D1,,,closing,,,2026-11-01,,,7\n", "--mode update", code=3)
    assert (
        found["problems"][0]["message"] == "Rollout came to proposal on Thu 5 Nov 2026, after Sun 1 Nov 2026"
    )
    assert rows(terminal, "deals")["D1"]["value"] is None


def test_a_deal_that_the_rep_moved_stays_where_it_is(terminal: Terminal) -> None:
    take_in(terminal, "deals", DEALS + "D1,Rollout,,qualifying,,2026-10-01,,,,500\n")
    terminal.ok("deal won rollout")
    other = DEALS + "D1,,,proposal,open,,2026-11-05,,,700\n"
    found = take_in(terminal, "deals", other, "--mode update")
    assert (found["kept"], found["changed"]) == ({"status": 1}, {"value": 1})
    assert rows(terminal, "deals")["D1"]["status"] == "won"


def test_a_dry_run_of_an_update_leaves_every_row(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    before = tables(terminal.store)
    other = CALLS.replace("first", "second")
    told = take_in(terminal, "activities", other, "--mode update --dry-run")
    assert tables(terminal.store) == before
    done = take_in(terminal, "activities", other, "--mode update")
    for key in ("dry_run", "stored", "import_id"):
        told.pop(key), done.pop(key)
    assert told == done


def test_another_talk_threshold_tells_conversations_anew(terminal: Terminal) -> None:
    calls = "external_id,occurred_at,channel,outcome,talk_seconds\n1,2026-11-02,call,connected,70\n"
    take_in(terminal, "activities", calls, "--talk-threshold 60")
    assert rows(terminal, "activities")["1"]["outcome"] == "conversation"
    found = take_in(terminal, "activities", calls, "--talk-threshold 90 --mode update")
    assert (found["changed"], rows(terminal, "activities")["1"]["outcome"]) == ({"outcome": 1}, "connected")


def test_an_id_is_all_that_an_update_needs(terminal: Terminal) -> None:
    take_in(terminal, "activities", CALLS)
    take_in(terminal, "quotas", "external_id,metric,amount,period\nQ1,won,10,2026-Q4\n")
    take_in(terminal, "accounts", "external_id,name\nA1,Acme\n")
    take_in(terminal, "content", "external_id,title\nT1,Five ways\n")
    for kind, text in (
        ("activities", "external_id,outcome\n1,replied\n9,replied\n"),
        ("quotas", "external_id,amount\nQ1,12\n"),
        ("accounts", "external_id,industry\nA1,Steel\n"),
        ("content", "external_id,reach\nT1,40\n"),
    ):
        found = take_in(terminal, kind, text, "--mode update")
        assert (found["updated"], sum(found["changed"].values())) == (1, 1)
    result = terminal("import - --as activities --mode upsert", stdin="external_id,outcome\n1,replied\n")
    assert result.code == 2  # what may be added has to say when it was, and on which channel
