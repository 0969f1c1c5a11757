"""An export, edited and imported as an update, changes exactly what was edited."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.contents import contents, tables
from tests.terminal import Terminal
from tests.test_round_trip import ORDER, written

FILES = {
    "accounts": "external_id,name,domain,industry,note\nA1,Acme,acme.test,Tools,big\nA2,Globex,,,\n",
    "contacts": "external_id,person_ref,name,email,phone,title,account_ref,source,source_detail,received_at,referred_by,tags\n"
    "L1,P1,Ann Poe,ann@acme.test,,CEO,A1,web,fair,2026-05-01,,hot\nL2,P1,Ann Poe,ann@acme.test,,,,event,,2026-07-01,,\n"
    "L3,,Bob Ray,,+49 30 1234567,,A2,list,,2026-05-03,Ann Poe,\nP9,,Cy Low,,,,,,,,,\n",
    "content": "external_id,title,published_at,minutes,cost,reach,url,tags,note\nT1,Five ways,2026-05-05,90,12.50,300,https://a.test/5,q4,x\n",
    "deals": "external_id,name,contact_ref,account_ref,value,currency,history,status,closed_at,lost_reason,source,expected_close_on,tags\n"
    "D1,Rollout,L1,A1,500,,qualifying@2026-06-01;proposal@2026-06-09,open,,,web,2026-12-01,big\n"
    "D2,Pilot,L3,,70.50,,qualifying@2026-06-01;lost@2026-07-01,lost,2026-07-01,too dear,,,\n",
    "activities": "external_id,occurred_at,channel,kind,direction,outcome,contact_ref,deal_ref,content,minutes,talk_seconds,count,cost,plan,tags,note\n"
    "C1,2026-06-01T10:00:00+02:00,call,,outbound,conversation,L2,D1,,12,700,,,,hot;q4,spoke\n"
    "C2,2026-06-02,social,comment,inbound,engaged,L3,,Five ways,,,,3,autumn,,\nC3,2026-06-03,call,,,no-answer,,,,,,34,,,,\n",
    "appointments": "external_id,contact_ref,activity_ref,deal_ref,set_at,starts_at,status,channel,note\n"
    "M1,L2,C1,D1,2026-06-01T10:05:00+02:00,2026-06-08T10:00:00+02:00,held,call,fine\n",
    "quotas": "external_id,metric,amount,period,channel,set_on\nQ1,revenue,120000,2026-Q4,,2026-10-01\nQ2,won,8,2026-Q4,call,\n",
}  # fmt: skip
EDITS = (
    ("accounts", "industry", "Steel"),
    ("accounts", "name", "Acme Inc"),
    ("contacts", "title", "Boss"),
    ("contacts", "name", "Rob Ray"),
    ("contacts", "source_detail", "stand 7"),
    ("contacts", "received_at", "2026-04-30"),
    ("content", "reach", "301"),
    ("content", "title", "Six ways"),
    ("deals", "value", "600"),
    ("deals", "name", "Roll-out"),
    ("deals", "tags", "small"),
    ("deals", "history", "qualifying@2026-06-02;proposal@2026-06-09"),
    ("activities", "note", "wrote"),
    ("activities", "outcome", "connected"),
    ("activities", "occurred_at", "2026-06-01T11:00:00+02:00"),
    ("activities", "tags", "cold"),
    ("activities", "minutes", "13"),
    ("appointments", "status", "no-show"),
    ("quotas", "amount", "130000"),
)


def filled(terminal: Terminal) -> None:
    for noun, text in FILES.items():
        terminal.ok(f"import - --as {noun} --system crm", stdin=text)


def update(terminal: Terminal, noun: str, text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        terminal.ok(f"import - --as {noun} --system crm --mode update --json", stdin=text)
    )
    return found


@pytest.mark.parametrize("typed", [False, True], ids=["imported", "typed"])
def test_an_export_that_comes_back_as_it_is_updates_nothing(tmp_path: Path, typed: bool) -> None:
    terminal = written(tmp_path / "typed") if typed else Terminal(tmp_path)
    if not typed:
        filled(terminal)
    before = {
        name: rows for name, rows in tables(terminal.store).items() if name not in {"import_run", "origin"}
    }
    for noun in ORDER:
        found = update(terminal, noun, terminal.ok(f"export {noun}"))
        assert (found["updated"], found["changed"], found["added"]) == (0, {}, 0), noun
        if not typed:
            assert found["unchanged"] == found["rows"]
    after = {
        name: rows for name, rows in tables(terminal.store).items() if name not in {"import_run", "origin"}
    }
    assert after == before


@pytest.mark.parametrize(
    ("noun", "column", "value"), EDITS, ids=[f"{noun}-{column}" for noun, column, _ in EDITS]
)
def test_the_column_that_was_edited_is_the_one_that_changes(
    tmp_path: Path, noun: str, column: str, value: str
) -> None:
    terminal = Terminal(tmp_path)
    filled(terminal)
    before = [json.loads(line) for line in contents(terminal.store)[noun]]
    header, *rows = list(csv.reader(terminal.ok(f"export {noun}").splitlines()))
    pick = max if noun == "contacts" else min  # of who came twice, two rows would tell
    edited = pick(
        (row for row in rows if row[header.index("external_id")][0] != "P"),
        key=lambda row: row[header.index("external_id")],
    )
    edited[header.index(column)] = value
    with (tmp_path / "edited.csv").open("w") as file:
        csv.writer(file).writerows([header, *rows])
    found = update(terminal, noun, (tmp_path / "edited.csv").read_text())
    assert (found["changed"], found["updated"]) == ({column: 1}, 1)
    after = [json.loads(line) for line in contents(terminal.store)[noun]]
    differing = {
        name
        for old, new in zip(
            sorted(before, key=lambda row: str(row["external_id"])),
            sorted(after, key=lambda row: str(row["external_id"])),
            strict=True,
        )
        for name in new
        if new[name] != old[name]
    }
    allowed = {column} | ({"stage_since"} if column == "history" else set())
    assert column in differing
    assert differing <= allowed
