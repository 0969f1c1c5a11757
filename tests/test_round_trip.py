"""An export into an empty store keeps all that the canonical columns hold."""

from __future__ import annotations

from pathlib import Path

from tests.terminal import Terminal

ORDER = ("accounts", "contacts", "content", "deals", "activities", "appointments", "quotas")
DAILY = """\
account add Acme --target --buying-group 8 --divisions "sales;finance" --domain acme.com --industry Tools -n "=1+1"
contact add "Jane Doe" -a Acme --email jane@acme.com --source campaign --detail "spring fair" --title CEO -t vip
contact add "Jane Doe" -a Acme --new --phone +49301234567 -n "the other one"
contact add "Jane Doe" -a Globex --new
contact add "José Díaz" --referred-by jane@acme.com --qualified
content "Five ways" -k article -m 90 --cost 12.50 --reach 300 -t q4 --url https://example.com/5
call jane@acme.com conversation -m 12 -n "wants pricing; \\"soon\\"" -t hot -t q4
call id:2 no-answer
call id:3 vm --at "2026-11-18 09:30"
social jose engaged -k comment --inbound --on five-ways
email jose appointment --for "mon 9am" --at 2026-11-19
call . no-answer -x 34 --cost 3
log visit "Ann Poe" done -a Initech
deal open Rollout --who jose --value 25k --close 2026-12-18
deal advance Rollout proposal
deal open "Acme two" -a Acme --value 1200.50
deal won "Acme two"
quota set revenue 120k -p 2026-Q4
quota set revenue 130k -p 2026-Q4
"""
EAST = "external_id,name,email,source,received_at\n1,Eve East,eve@east.com,web,2026-05-01\n2,Tom Lane,,list,2026-05-02\n"
WEST = "external_id,person_ref,name,source,received_at\n1,p1,Will West,web,2026-06-01\n2,p1,Will West,event,2026-07-01\n"
CALLS = (
    "external_id,occurred_at,channel,outcome,contact_ref\n7,2026-08-01T10:00:00+02:00,call,conversation,1\n"
)


def written(folder: Path) -> Terminal:
    folder.mkdir()
    terminal = Terminal(folder)
    for line in DAILY.splitlines():
        terminal.ok(line)
    for system, contacts in (("east", EAST), ("west", WEST)):
        (folder / "contacts.csv").write_text(contacts)
        (folder / "calls.csv").write_text(CALLS)
        terminal.ok(f"import contacts.csv --as contacts --system {system}")
        terminal.ok(f"import calls.csv --as activities --system {system}")
    return terminal


def exported(terminal: Terminal) -> list[str]:
    return [
        f"{noun}: {line}" for noun in ORDER for line in sorted(terminal.ok(f"export {noun}").splitlines())
    ]


def test_export_then_import_into_an_empty_store_is_the_identity(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    (tmp_path / "new").mkdir()
    new = Terminal(tmp_path / "new")
    for noun in ORDER:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv")
        new.ok(f"import {noun}.csv --as {noun} --system old")
    assert set(exported(new)) ^ set(exported(old)) == set()


def test_an_export_that_comes_back_twice_adds_nothing(tmp_path: Path) -> None:
    old = written(tmp_path / "old")
    (tmp_path / "new").mkdir()
    new = Terminal(tmp_path / "new")
    for noun in ORDER * 2:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv")
        new.ok(f"import {noun}.csv --as {noun} --system old")
    assert set(exported(new)) ^ set(exported(old)) == set()
