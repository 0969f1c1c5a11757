"""What a refused row leaves behind: nothing; and what many rows share, they share whatever is remembered of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prospector.store.loading import shared_words
from tests.contents import contents, tables
from tests.terminal import Terminal

TWO_ANNS = "occurred_at,channel,contact,email\n2026-11-02,call,Ann Poe,ann@acme.test\n2026-11-02,call,Ann Poe,ann@home.test\n"


@pytest.mark.parametrize(
    "refused",
    [
        "Ann Poe,,Initech,,,Second piece",  # may be two contacts once Initech is nobody's account yet
        "Bob Ray,,Initech,nobody,,Second piece",
        "Bob Ray,bob@acme.test,Initech,,no-deal,Second piece",
        "Bob Ray,bob@acme.test,Initech,,,---",
    ],
    ids=["a-name-of-two", "unknown-contact", "unknown-deal", "title-without-a-letter"],
)
def test_a_refused_row_makes_no_account_contact_or_content(tmp_path: Path, refused: str) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / "known.csv").write_text(TWO_ANNS)
    terminal.ok("import known.csv --as activities")
    before = tables(terminal.store)
    (tmp_path / "calls.csv").write_text(
        f"occurred_at,channel,contact,email,account,contact_ref,deal_ref,content\n2026-11-03,call,{refused}\n"
    )
    result = terminal("import calls.csv --as activities --json")
    found = json.loads(result.out)
    assert (found["rejected"], found["added"], found["contacts_added"], found["accounts_added"]) == (
        1,
        0,
        0,
        0,
    )
    after = tables(terminal.store)
    assert {table for table in after if after[table] != before[table]} <= {"import_run"}


def test_rows_that_say_the_same_mean_the_same_though_their_words_are_forgotten_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["occurred_at,channel,contact,phone,account,note"]
    lines += [  # several chunks
        f"2026-11-0{1 + at % 9},call,Ann {at % 7},+49 30 {at % 3}234567,Firm {at % 5},{at}"
        for at in range(600)
    ]
    stores = []
    for name, remembered in (("all", 100_000), ("none", 0)):
        monkeypatch.setattr(shared_words, "_REMEMBERED", remembered)
        (tmp_path / name).mkdir()
        terminal = Terminal(tmp_path / name)
        (terminal.folder / "calls.csv").write_text("\n".join(lines))
        terminal("import calls.csv --as activities")
        stores.append(contents(terminal.store))
    assert stores[0] == stores[1]
