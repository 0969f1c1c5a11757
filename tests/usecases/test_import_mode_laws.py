"""Laws of updating, taking back and putting back: whatever the files say, these hold."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import emptiness
from tests.contents import contents, tables
from tests.terminal import Terminal
from tests.usecases.test_import_laws import HEADER, Row, files_with_ids

PEOPLE = ("external_id", "name", "email", "phone", "title", "account", "source", "received_at", "tags")
PERSON = st.tuples(
    st.sampled_from(("P1", "P2", "P3", "")),
    st.sampled_from(("Ann Poe", "Bob Ray", "Cy Low")),
    st.sampled_from(("", "ann@acme.test", "bob@acme.test")),
    st.sampled_from(("", "+49 30 1234567")),
    st.sampled_from(("", "CEO", "CFO")),
    st.sampled_from(("", "Acme", "Globex")),
    st.sampled_from(("", "web", "campaign")),
    st.sampled_from(("", "2026-10-01", "2026-11-01")),
    st.sampled_from(("", "hot", "cold;q4")),
)
DEALS = (
    "external_id",
    "name",
    "contact",
    "stage",
    "status",
    "opened_at",
    "stage_since",
    "closed_at",
    "value",
    "tags",
)
DEAL = st.tuples(
    st.sampled_from(("D1", "D2")),
    st.sampled_from(("Rollout", "Pilot")),
    st.sampled_from(("", "Ann Poe", "Bob Ray")),
    st.sampled_from(("", "qualifying", "proposal")),
    st.sampled_from(("", "open", "won", "lost")),
    st.sampled_from(("", "2026-09-01", "2026-10-01")),
    st.sampled_from(("", "2026-10-05", "2026-11-05")),
    st.sampled_from(("", "2026-11-07", "2026-11-09")),
    st.sampled_from(("", "500", "700")),
    st.sampled_from(("", "hot")),
)
BY_HAND = (
    "edit 1 --note mine",
    "edit 2 -m 7",
    "contact edit ann --title Boss",
    "edit 1 -t mine",
    "delete 3",
    "undo",
)
FILES = st.one_of(
    st.tuples(st.just("activities"), st.just(HEADER), files_with_ids()),
    st.tuples(st.just("contacts"), st.just(PEOPLE), st.lists(PERSON, max_size=5)),
    st.tuples(st.just("deals"), st.just(DEALS), st.lists(DEAL, max_size=4)),
)
File = tuple[str, Row, Sequence[Row]]
MODES = st.sampled_from(("add", "update", "upsert", "upsert --overwrite"))
WORDS = {"channel", "outcome", "source", "rep", "tag", "kind"}


def take_in(terminal: Terminal, file: File, mode: str, options: str = "") -> dict[str, Any]:
    kind, header, rows = file
    text = StringIO()
    csv.writer(text).writerows([header, *rows])
    result = terminal(
        f"import - --as {kind} --system crm --mode {mode} --json --rejects rejects.csv {options}",
        stdin=text.getvalue(),
    )
    assert result.code in {0, 3}, result.err
    found: dict[str, Any] = json.loads(result.out)
    assert found["rows"] == sum(
        found[name] for name in ("added", "updated", "unchanged", "skipped", "rejected")
    )
    assert bool(found["changed"]) == bool(found["updated"])
    return found


def nouns(terminal: Terminal) -> dict[str, list[tuple[Any, ...]]]:
    """Every byte of every table, save the record of imports and the words that stay."""
    return {
        name: rows
        for name, rows in tables(terminal.store).items()
        if name not in {*WORDS, "import_run", "import_field"}
    }


@settings(max_examples=12, deadline=None)
@given(FILES, FILES, MODES)
def test_upsert_twice_is_once(first: File, second: File, mode: str) -> None:
    with emptiness() as terminal:
        take_in(terminal, first, "add")
        take_in(terminal, second, "upsert")
        once = contents(terminal.store)
        again = take_in(terminal, second, "upsert")
        assert (again["added"], again["updated"], again["changed"]) == (0, 0, {})
        assert contents(terminal.store) == once
        if not again["rejected"]:  # of a row that has an id, an update asks for less
            assert take_in(terminal, second, "update")["updated"] == 0
        take_in(terminal, second, mode, "--dry-run")
        assert contents(terminal.store) == once


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(FILES, MODES), min_size=2, max_size=4), st.lists(st.sampled_from(BY_HAND), max_size=3)
)
def test_taken_back_leaves_every_byte_as_it_was_and_put_back_every_byte_as_it_came(
    files: list[tuple[File, str]], by_hand: list[str]
) -> None:
    with emptiness() as terminal:
        (first, mode), *others = files
        take_in(terminal, first, mode)
        for line in by_hand:
            terminal(line)
        states = []
        for file, way in others:
            before = nouns(terminal)
            found = take_in(terminal, file, way)
            if found["seen_before"] is None:
                states.append((found["import_id"], before))
        after = tables(terminal.store)
        for number, before in reversed(states):
            terminal.ok(f"imports undo {number}")
            assert nouns(terminal) == before
        for number, _ in states:
            terminal.ok(f"imports redo {number}")
        assert tables(terminal.store) == after


@settings(max_examples=12, deadline=None)
@given(files_with_ids(), st.data())
def test_what_a_dry_run_of_an_update_says_is_what_the_update_does(
    rows: list[Row], data: st.DataObject
) -> None:
    with emptiness() as terminal:
        take_in(terminal, ("activities", HEADER, rows), "add")
        for line in data.draw(st.lists(st.sampled_from(BY_HAND), max_size=2)):
            terminal(line)
        other = data.draw(files_with_ids())
        mode = data.draw(MODES)
        before = tables(terminal.store)
        told = take_in(terminal, ("activities", HEADER, other), mode, "--dry-run")
        assert tables(terminal.store) == before
        done = take_in(terminal, ("activities", HEADER, other), mode)
        for key in ("dry_run", "stored", "import_id", "rejects_file"):
            told.pop(key), done.pop(key)
        assert told == done
