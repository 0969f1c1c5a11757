"""One person under several addresses, typed and imported; phone numbers in the country of the store."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.contents import contents, rows, tables
from tests.terminal import Terminal


def write(terminal: Terminal, name: str, text: str) -> str:
    (terminal.folder / name).write_text(text, encoding="utf-8")
    return name


def people(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal.ok("contact list --json"))
    return found


def test_a_contact_is_found_by_every_further_address_and_name(terminal: Terminal) -> None:
    terminal.ok(
        "contact add 'Jane Doe' --email jane@acme.test --also J.Doe@home.test --also '+49 30 1234567' "
        "--also 'Janet Smith' --also 'de.linkedin.com/in/J%C3%B6rg/en?trk=x'"
    )
    for who in (
        "j.doe@HOME.test", "'0049 30 / 123 45 67'", "'janet smith'", "smith", "'Smith, Janet'",
        "https://www.LinkedIn.com/in/jörg", "jane@acme.test",
    ):  # fmt: skip
        assert terminal.ok(f"call {who} vm").startswith("call · Jane Doe ·"), who
    for text in ("home.test", "smith", "123 45-67"):
        assert terminal.ok(f"search '{text}' --json").count('"contact"') == 1, text
    almost = terminal("call 'janet smiht' vm")
    assert (almost.code, "did you mean Jane Doe" in almost.err) == (2, True)


def test_a_main_address_is_replaced_and_a_further_one_changes_places_with_it(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --email a@x.test --also b@x.test --also c@x.test")

    def edited(options: str) -> object:
        return json.loads(terminal.ok(f"contact edit jane {options} --json"))["email"]

    assert edited("--email b@x.test") == "b@x.test; c@x.test; a@x.test"
    assert edited("--email new@x.test") == "new@x.test; c@x.test; a@x.test"
    assert edited("--drop new@x.test") == "c@x.test; a@x.test"
    assert edited("--email ''") == "a@x.test"
    assert edited("--also a@x.test --also A@X.test") == "a@x.test"
    assert edited("--drop a@x.test") is None
    unknown = terminal("contact edit jane --drop b@x.test")
    assert (unknown.code, unknown.err) == (
        2,
        "prospector: 'b@x.test' is not theirs; prospector contact show id:1 has what is\n",
    )


def test_a_name_is_dropped_only_where_another_is_left(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --also 'Janet Smith'")
    terminal.ok("contact edit jane --drop 'Jane Doe'")
    assert [(row["name"], row["other_names"]) for row in people(terminal)] == [("Janet Smith", None)]
    assert terminal("contact edit janet --drop 'Janet Smith'").code == 2


def test_a_further_address_is_nobody_elses(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --also jane@home.test --also linkedin.com/in/jane")
    terminal.ok("contact add 'Ann Poe' --email ann@acme.test")
    before = tables(terminal.store)
    for line in (
        "contact edit ann --also jane@home.test",
        "contact edit ann --email jane@home.test",
        "contact edit ann --profile www.linkedin.com/in/Jane/",
        "contact edit jane --also ann@acme.test",
        "call jane@home.test vm --new",
    ):
        result = terminal(line)
        assert (result.code, "'s" in result.err) == (2, True), line
    for text in ("ann@", "030 12345, 030 12346", "", "id:1"):
        assert terminal(f"contact edit ann --also '{text}'").code == 2, text
    assert tables(terminal.store) == before


def test_a_cell_with_several_addresses_is_one_person_and_comes_back_from_an_export(
    terminal: Terminal,
) -> None:
    header = "name,email,phone,profile_url,other_names\n"
    rows = (
        'Jane Doe,"Jane@Acme.test, j@home.test;jane@acme.test","(030) 12345; +49 30 67890",'
        '"linkedin.com/in/jane https://uk.linkedin.com/in/janet/",Janet Smith;J. D.\n'
        "Ann Poe,,ask reception,,\n"
        "Bea Low,,ask Tom ; 030 999 111,,\n"
    )
    terminal.ok(f"import {write(terminal, 'people.csv', header + rows)} --as contacts")
    told = ("email", "phone", "profile_url", "other_names")
    found = {row["name"]: [row[name] for name in told] for row in people(terminal)}
    assert found == {
        "Jane Doe": [
            "jane@acme.test; j@home.test",
            "(030) 12345; +49 30 67890",
            "https://www.linkedin.com/in/jane; https://www.linkedin.com/in/janet",
            "Janet Smith;J. D.",
        ],
        "Ann Poe": [None, "ask reception", None, None],
        "Bea Low": [None, "ask Tom; 030 999 111", None, None],
    }
    terminal.ok(f"export contacts -o {terminal.folder}/out.csv")
    (terminal.folder / "other").mkdir()
    other = Terminal(terminal.folder / "other")
    other.ok("import ../out.csv --as contacts")
    assert contents(other.store)["contacts"] == contents(terminal.store)["contacts"]
    again = json.loads(terminal.ok("import out.csv --as contacts --json"))
    assert (again["contacts_added"], again["updated"]) == (0, 0)


def test_what_a_file_says_of_somebody_known_is_added_and_goes_with_the_import(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --email jane@acme.test")
    terminal.ok("contact add 'Ann Poe' --email ann@acme.test")
    before = contents(terminal.store)["contacts"]
    text = "name,email,phone\nJ. Doe,jane@home.test; jane@acme.test; ann@acme.test,030 12345; 030 12346\n"
    terminal.ok(f"import {write(terminal, 'people.csv', text)} --as contacts")
    found = {row["name"]: (row["email"], row["phone"]) for row in people(terminal)}
    assert found == {
        "Jane Doe": ("jane@acme.test; jane@home.test", "030 12345; 030 12346"),
        "Ann Poe": ("ann@acme.test", None),
    }
    terminal.ok("imports undo 1")
    assert contents(terminal.store)["contacts"] == before


def test_text_that_is_no_number_names_nobody(terminal: Terminal) -> None:
    calls = "occurred_at,channel,outcome,contact,phone\n"
    calls += "2026-11-02 10:00,call,no-answer,,Anonymous\n2026-11-02 11:00,call,no-answer,,anonymous\n"
    calls += (
        "2026-11-02 12:00,call,no-answer,Ann Poe,withheld\n2026-11-02 13:00,call,no-answer,Bea Low,withheld\n"
    )
    terminal.ok(f"import {write(terminal, 'calls.csv', calls)}")
    assert [row["name"] for row in people(terminal)] == ["Ann Poe", "Bea Low"]
    refused = terminal(
        f"import {write(terminal, 'p.csv', 'phone' + chr(10) + 'withheld' + chr(10))} --as contacts"
    )
    assert (refused.code, "is not a phone number, and nobody is named" in refused.out + refused.err) == (
        3,
        True,
    )


def test_a_number_takes_its_place_beside_text(terminal: Terminal) -> None:
    for name, phone in (("a.csv", "ask reception"), ("b.csv", "030 12345")):
        terminal.ok(
            f"import {write(terminal, name, f'name,phone{chr(10)}Ann Poe,{phone}{chr(10)}')} --as contacts"
        )
    assert [row["phone"] for row in people(terminal)] == ["ask reception; 030 12345"]
    assert terminal.ok("call '030 12345' vm").startswith("call · Ann Poe")


SPELLINGS = ("(415) 555-0132", "+1 415 555 0132", "1-415-555-0132", "001 415 555 0132")


@pytest.mark.parametrize("stored", SPELLINGS)
@pytest.mark.parametrize("stored_in", ["", "US"])
def test_with_a_country_a_number_is_found_however_and_whenever_it_was_stored(
    terminal: Terminal, stored: str, stored_in: str
) -> None:
    terminal.environment["PROSPECTOR_REGION"] = stored_in
    terminal.ok(f"contact add 'Jane Doe' --phone '{stored}'")
    assert [row["phone"] for row in people(terminal)] == [stored]
    calls = "occurred_at,channel,outcome,contact,phone\n"
    calls += "".join(
        f"2026-11-0{day} 10:00,call,no-answer,,{phone}\n" for day, phone in enumerate(SPELLINGS, 1)
    )
    terminal.environment["PROSPECTOR_REGION"] = "us"
    for phone in SPELLINGS:
        assert terminal.ok(f"call '{phone}' vm").startswith("call · Jane Doe"), phone
    terminal.ok(f"import {write(terminal, 'calls.csv', calls)}")
    assert len(people(terminal)) == 1
    terminal.environment["PROSPECTOR_REGION"] = ""
    assert terminal.ok(f"call '{stored}' vm").startswith("call · Jane Doe")


def test_without_a_country_a_number_is_its_digits(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --phone '(415) 555-0132'")
    assert terminal.ok("call '415.555.0132' vm").startswith("call · Jane Doe")
    assert "new contact" in terminal.ok("call '+1 415 555 0132' vm")


def test_an_import_in_another_country_is_another_import(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --phone '+1 415 555 0132'")
    text = "name,phone\nJ. Doe,(415) 555-0132\n"
    terminal.environment["PROSPECTOR_REGION"] = "US"
    assert "1 unchanged" in terminal.ok(f"import {write(terminal, 'p.csv', text)} --as contacts")
    assert [row["name"] for row in people(terminal)] == ["Jane Doe"]


def test_two_who_share_a_number_of_the_country_are_told_apart_in_an_export(terminal: Terminal) -> None:
    terminal.ok("contact add 'Ann Poe' --phone '(415) 555-0132'")
    terminal.ok("contact add 'Bea Low' --phone '+1 415 555 0132'")
    for region, ids in (("", [None, None]), ("US", ["prospector:contacts:1", "prospector:contacts:2"])):
        terminal.environment["PROSPECTOR_REGION"] = region
        rows = json.loads(terminal.ok("export contacts --json"))
        assert [row["external_id"] for row in rows] == ids


def test_a_country_is_one_whose_numbers_are_known(terminal: Terminal) -> None:
    assert terminal("config set region XX").code == 2
    assert terminal("config set region USA").code == 2
    assert "empty → US" in terminal.ok("config set region us")


def test_a_log_loads_the_tables_of_countries_for_a_number_alone(terminal: Terminal) -> None:
    terminal.ok("contact add 'Jane Doe' --phone '+1 415 555 0132' --email jane@acme.test")
    program = (
        "import sys; from prospector.quick.front import do_quickly\n"
        "for who in sys.argv[1:]: print('code', do_quickly(['call', who, 'vm']), 'phonenumbers' in sys.modules)"
    )
    environment = {
        "PROSPECTOR_DB": str(terminal.store), "PROSPECTOR_CONFIG": "/nonexistent", "PROSPECTOR_REGION": "US",
        "PYTHONPATH": ":".join(sys.path), "TZ": "UTC",
    }  # fmt: skip
    words = [
        sys.executable,
        "-c",
        program,
        "jane",
        "jane@acme.test",
        "Ann Poe",
        "+14155550132",
        "(415) 555-0132",
    ]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    told = [line for line in done.stdout.splitlines() if line.startswith("code ")]
    assert told == ["code 0 False"] * 4 + ["code 0 True"], done


def test_a_column_with_the_surname_first_is_turned_and_a_row_alone_is_not(terminal: Terminal) -> None:
    terminal.ok("call 'Jane Doe' vm")
    terminal.ok("call 'Cy Low' vm")
    calls = "occurred_at,channel,outcome,contact\n" + "".join(
        f'2026-11-0{day} 10:00,call,no-answer,"{name}"\n'
        for day, name in enumerate(("DOE,  Jane", "Roe, John", "Acme, Inc.", "Roe, John, MBA"), 1)
    )
    told = terminal.ok(f"import {write(terminal, 'calls.csv', calls)}")
    assert "2 x the surname stands before the comma: read as in Jane Doe (first on line 2)" in told
    names = ["Acme, Inc.", "Cy Low", "Jane Doe", "John Roe", "Roe, John, MBA"]
    assert [row["name"] for row in people(terminal)] == names
    single = "occurred_at,channel,outcome,contact\n2026-11-05 10:00,call,no-answer,{}\n"
    terminal.ok(f"import {write(terminal, 'one.csv', single.format(chr(34) + 'Fox, Dee' + chr(34)))}")
    terminal.ok(f"import {write(terminal, 'two.csv', single.format(chr(34) + 'Low, Cy' + chr(34)))}")  # known
    assert [row["name"] for row in people(terminal)] == sorted([*names, "Fox, Dee"])


def test_a_file_with_the_surname_first_is_the_same_again(terminal: Terminal) -> None:
    text = 'name,email\n"Doe, Jane",\n"Roe, John",john@acme.test\n'
    terminal.ok(f"import {write(terminal, 'p.csv', text)} --as contacts")
    again = json.loads(terminal.ok(f"import {write(terminal, 'q.csv', text + chr(10))} --as contacts --json"))
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_a_name_is_the_same_in_any_case_and_form_and_is_not_overwritten(terminal: Terminal) -> None:
    terminal.ok("call 'Jane Díaz' vm")
    text = "name,title\nJANE  DIAZ,CEO\nJane Di\u0301az,\n"
    terminal.ok(f"import {write(terminal, 'p.csv', text)} --as contacts")
    assert [(row["name"], row["title"]) for row in people(terminal)] == [("Jane Díaz", "CEO")]
    assert rows(terminal.store, "SELECT name FROM contact") == [("Jane D\u00edaz",)]


def test_a_new_contact_typed_with_the_surname_first_gets_the_ordinary_name(terminal: Terminal) -> None:
    assert terminal.ok("call 'Doe, Jane' vm").startswith("call · Jane Doe · new contact")
    assert terminal.ok("call 'Acme, Inc.' vm --new").startswith("call · Acme, Inc. · new contact")
