from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from prospector.cli import import_understanding
from prospector.cli.invocation import Invocation
from prospector.errors import AmbiguousNameError, InvalidValueError
from prospector.importing import guess
from prospector.importing.columns import Kind
from prospector.importing.guess import recognise
from prospector.importing.mapping import ImportMapping
from prospector.importing.mapping_file import parse_mapping

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

AIRCALL = "direction,answered,duration (in call),datetime (UTC),from,to\n"
CALL = "outbound,Yes,75,2026-11-19 08:00:00,+4681,+4682\n"


def written(folder: Path, text: str) -> str:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def profile(name: str, columns: str) -> ImportMapping:
    text = f'name = "{name}"\nas = "activities"\noptional = true\ndetect = ["Agent", "Wrap Up"]\n[columns]\n{columns}'
    return parse_mapping(text, name=name)


def offer(monkeypatch: pytest.MonkeyPatch, *profiles: ImportMapping) -> None:
    known = {each.name: each for each in profiles}
    monkeypatch.setattr(guess, "profile_names", lambda: tuple(known))
    monkeypatch.setattr(guess, "load_profile", known.__getitem__)


def test_our_own_headings_come_before_any_profile(tmp_path: Path) -> None:
    found = recognise(written(tmp_path, "occurred_at,channel,contact\n"))
    assert (found.mapping.name, found.kind) == ("prospector", Kind.ACTIVITIES)


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("linkedin-connections", "First Name,Last Name,Email Address,Company,Position,Connected On"),
        ("linkedin-messages", "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"),
        ("linkedin-messages", '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO","DATE"'),
        ("linkedin-invitations", "From,To,Sent At,Message,Direction"),
        ("hubspot-deals", '"Record ID","Deal Name","Last Activity Date","State","Deal Stage","Close Date","Deal Owner"'),
        ("salesforce-call-report", "Assigned,Call Disposition,Date,Company / Account,Contact,Call Duration (seconds)"),
        ("salesforce-activity-report", '"Related To","Assigned","Subject","Date","Comments","Name","Status","Priority"'),
        ("pipedrive-deals", "Deal - Title,Deal - Value,Organization,Contact person,Deal - Stage,Deal - Status"),
        ("pipedrive-activities", "Activity - Subject,Activity - Due date,Activity - Type,Activity - Done,Contact person"),
        ("aircall", "datetime (tz offset incl.),direction,from,to,answered,user,duration (in call),IVR Branch"),
        ("ringcentral", '"Type","Direction","From","To","Extension","Name","Date","Time","Action","Action Result","Duration"'),
        ("google-contacts", "Name,Given Name,Additional Name,Family Name,Given Name Yomi,E-mail 1 - Value"),
        ("calendar", '"Subject","Start Date","Start Time","End Date","End Time","All day event","Required Attendees"'),
        ("apollo-contacts", "First Name,Last Name,Title,Company Name,Email,Person Linkedin Url,Apollo Contact Id"),
        ("twilio-calls", "sid,from,to,direction,status,start_time,duration"),
        ("newsletter-campaigns", "Campaign Name,Send Time,Total Recipients,Unique Opens"),
        ("linkedin-shares", "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"),
        ("aircall", ("line,datetime (utc),direction,from,to,answered,duration (total),duration (in call),"
            "call direction - type,call start time,customer number,in-call duration,call id,call type")),
        ("pipedrive-deals", "Deal - Titel,Deal - Wert,Deal - Organisation,Deal - Phase,Deal - Status,Deal - Besitzer"),
        ("pipedrive-deals", "Affaire - Titre;Affaire - Valeur;Affaire - Étape;Affaire - Statut;Affaire - Raison de perte"),
        ("pipedrive-deals", "Negocio - ID,Negocio - Título,Negocio - Etapa,Negocio - Estado,Negocio - Propietario"),
        ("pipedrive-activities", "Actividad - Asunto,Actividad - Tipo,Actividad - Fecha de vencimiento,Negocio - ID"),
        ("hubspot-deals", "ID de fiche d'informations,Nom de la transaction,Phase de la transaction,Pipeline,Montant"),
        ("hubspot-contacts", "ID de fiche d’informations,Prénom,Nom,E-mail,Numéro de téléphone,Propriétaire du contact"),
        ("calendar", '"Betreff","Beginnt am","Beginnt um","Endet am","Endet um","Erforderliche Teilnehmer"'),
        ("outlook-mail", '"Betreff","Text","Von: (Name)","Von: (Adresse)","An: (Name)","An: (Adresse)"'),
        ("phone-log", "Date,Time,Name,Number,Direction,Minutes,Notes"),
        ("phone-log", "Day;Who;Company;Telephone;Duration (min);Outcome;Remarks"),
        ("android-call-log", "ID,Name,Number,Type,Date,Duration(Seconds)"),
        ("salesforce-lead-report", '"Lead Owner","First Name","Last Name","Title","Company / Account","Email"'),
        ("close-leads", "id,display_name,status_label,primary_contact_first_name,primary_contact_last_name"),
    ],
)  # fmt: skip
def test_headers_are_recognised_as_vendors_vary_them(tmp_path: Path, name: str, header: str) -> None:
    assert recognise(written(tmp_path, header + "\n")).mapping.name == name


def test_of_two_profiles_the_one_that_knows_more_headings_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = profile("one", 'occurred_at = "When"')
    offer(monkeypatch, one, profile("two", 'occurred_at = "When"\nnote = "Remark"'))
    assert recognise(written(tmp_path, "Agent,Wrap Up,When,Remark\n")).mapping.name == "two"


def test_two_profiles_that_fit_equally_well_are_both_named_and_none_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, profile("one", 'occurred_at = "When"'), profile("two", 'occurred_at = "When"'))
    with pytest.raises(AmbiguousNameError, match="could be one or two") as refusal:
        recognise(written(tmp_path, "Agent,Wrap Up,When\n"))
    assert refusal.value.hint == "--profile one or --profile two"
    assert [name for name, _ in refusal.value.choices] == ["one", "two"]


@pytest.mark.parametrize(
    "header", ["Name,Number,Type,Date,Duration", "Date,Time,Name,Number,Direction,Duration,Notes"]
)
def test_a_call_log_that_does_not_say_seconds_or_minutes_is_asked_about(tmp_path: Path, header: str) -> None:
    with pytest.raises(AmbiguousNameError, match="could be android-call-log or phone-log") as refusal:
        recognise(written(tmp_path, header + "\n"))
    assert [title.split(", ")[-1] for _, title in refusal.value.choices] == [
        "durations in seconds",
        "durations in minutes",
    ]


@pytest.mark.parametrize(
    ("header", "name"), [("Date,Type,Link", "linkedin-reactions"), ("Date,Link,Message", "linkedin-comments")]
)
def test_headings_that_anybody_might_use_count_only_where_they_are_all(
    tmp_path: Path, header: str, name: str
) -> None:
    assert recognise(written(tmp_path, f"{header}\n")).mapping.name == name
    assert recognise(written(tmp_path, f"{header},Error\n")).mapping.name == name
    with pytest.raises(InvalidValueError, match="does not tell"):
        recognise(written(tmp_path, f"{header},Amount\n"))


def test_a_file_that_can_have_no_day_says_so(terminal: Terminal) -> None:
    written(
        terminal.folder, '"Subject","From: (Address)","To: (Address)"\nTerms,a@b.example,mia@acme.example\n'
    )
    refused = terminal("import file.csv")
    assert refused.code == 2
    assert "Outlook writes no date into an export of mail" in refused.err
    assert "--set occurred_at=" in refused.err


def test_a_german_pipedrive_is_read_as_the_english_one(terminal: Terminal) -> None:
    written(
        terminal.folder,
        "Deal - Titel,Deal - Wert,Deal - Organisation,Deal - Phase,Deal - Status,Deal - Datum des gewonnenen Deals\n"
        "Pilot,4000,Acme,Qualified,Gewonnen,2026-11-05 10:00:00\n",
    )
    terminal.ok("import file.csv")
    deal = json.loads(terminal.ok("export deals --json"))[0]
    told = {key: deal[key] for key in ("name", "value", "account", "status")}
    assert told == {"name": "Pilot", "value": 4000, "account": "Acme", "status": "won"}


def test_on_a_terminal_it_is_asked_which_of_two_profiles(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = 'occurred_at = "When"\nchannel = "Wrap Up"'
    one, two = profile("one", columns), profile("two", columns)
    offer(monkeypatch, one, two)
    monkeypatch.setattr(import_understanding, "load_profile", {"one": one, "two": two}.__getitem__)
    written(terminal.folder, "Agent,Wrap Up,When\nme,call,2026-11-19\n")
    refused = terminal("import file.csv")
    assert (refused.code, "--profile one or --profile two" in refused.err) == (2, True)
    monkeypatch.setattr(Invocation, "interactive", property(lambda _: True))
    assert terminal("import file.csv", stdin="\n").code == 2
    answered = terminal("import file.csv --json", stdin="2\n")
    assert json.loads(answered.out)["profile"] == "two"


def test_a_rejected_row_put_right_is_recognised_again(terminal: Terminal) -> None:
    written(terminal.folder, AIRCALL + CALL + CALL.replace("Yes", "Maybe"))
    assert terminal("import file.csv").code == 3
    rejects = terminal.folder / "file.rejects.csv"
    rejects.write_text(rejects.read_text(encoding="utf-8").replace("Maybe", "No", 1), encoding="utf-8")
    assert "· aircall · activities · 1 row: 1 added" in terminal.ok("import file.rejects.csv")


def test_a_header_that_nobody_knows_is_refused_with_a_way_on(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError, match="does not tell what its rows are") as refusal:
        recognise(written(tmp_path, "Foo,Bar\n1,2\n"))
    assert "prospector profiles new" in refusal.value.hint


def test_title_lines_above_the_header_do_not_hide_it(tmp_path: Path) -> None:
    text = 'sep=,\nExport of calls\n"as of; today"\n\n' + AIRCALL
    assert recognise(written(tmp_path, text)).mapping.name == "aircall"


def test_the_summary_names_the_profile(terminal: Terminal) -> None:
    written(terminal.folder, AIRCALL + CALL)
    assert "import 1 · file.csv · aircall · activities · 1 row: 1 added" in terminal.ok("import file.csv")
    assert json.loads(terminal.ok("import file.csv --json"))["profile"] == "aircall"


@pytest.mark.parametrize(("options", "outcome"), [("", "conversation"), ("--talk-threshold 90", "connected")])
def test_the_talk_time_that_is_asked_for_comes_before_that_of_the_profile(
    terminal: Terminal, options: str, outcome: str
) -> None:
    written(terminal.folder, AIRCALL + CALL)
    terminal.ok(f"import file.csv {options}")
    assert json.loads(terminal.ok("list --json"))[0]["outcome"] == outcome


def test_a_profile_may_be_named_and_a_wrong_name_is_answered(terminal: Terminal) -> None:
    written(terminal.folder, AIRCALL + CALL)
    assert "· aircall ·" in terminal.ok("import file.csv --profile aircall")
    wrong = terminal("import file.csv --profile aircal")
    assert (wrong.code, "did you mean aircall?" in wrong.err) == (2, True)
    other = terminal("import file.csv --profile dialpad")
    assert (other.code, "has no column 'date_started' for dialpad" in other.err) == (2, True)
    both = terminal("import file.csv --profile aircall --as contacts")
    assert (both.code, "--profile stands for --as and --map" in both.err) == (2, True)


def test_several_files_are_recognised_one_by_one(terminal: Terminal) -> None:
    (terminal.folder / "a.csv").write_text(AIRCALL + CALL, encoding="utf-8")
    (terminal.folder / "b.csv").write_text("name,phone\nMia Lund,+46 8 555 01 00\n", encoding="utf-8")
    found = json.loads(terminal.ok("import a.csv b.csv --json --talk-threshold 30"))
    assert [(each["profile"], each["as"]) for each in found] == [
        ("aircall", "activities"),
        ("prospector", "contacts"),
    ]


def test_profiles_are_listed_and_shown(terminal: Terminal) -> None:
    listed = json.loads(terminal.ok("profiles list --json"))
    assert {"profile": "aircall", "file": "Aircall: calls, classic export", "as": "activities"} in listed
    assert terminal.ok("profiles show aircall").startswith("# Calls exported from Aircall")
    (terminal.folder / "mine.toml").write_text(terminal.ok("profiles show aircall"), encoding="utf-8")
    written(terminal.folder, AIRCALL + CALL)
    terminal.ok("import file.csv --map mine.toml")


def test_a_past_import_shows_which_headings_were_taken(terminal: Terminal) -> None:
    written(terminal.folder, AIRCALL + CALL)
    terminal.ok("import file.csv")
    shown = terminal.ok("imports show 1")
    assert "aircall" in shown
    assert "from or to" in shown
    assert "datetime (UTC) or datetime (tz offset incl.)" in shown
