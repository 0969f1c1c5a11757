"""Laws of importing, on small invented files: whatever they say, these hold."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands_of_a_day import emptiness
from tests.contents import contents, tables
from tests.terminal import Terminal

HEADER = (
    "external_id",
    "occurred_at",
    "channel",
    "outcome",
    "contact",
    "email",
    "phone",
    "account",
    "minutes",
    "tags",
)
Row = tuple[str, ...]
DAYS = ("2026-11-02", "2026-11-02T10:00:00+01:00", "2026-11-03 09:30", "")
ACTIVITIES = st.tuples(
    st.just(""),
    st.sampled_from(DAYS),
    st.sampled_from(("call", "email", "Call", "pigeon")),
    st.sampled_from(("", "conversation", "no-answer", "bounced", "nonsense")),
    st.sampled_from(("", "Ann Poe", "ann poe", "Bob Ray")),
    st.sampled_from(("", "", "ann@acme.test", "ann@home.test", "bob@acme.test")),
    st.sampled_from(("", "", "+49 30 1234567", "+49 30 7654321")),
    st.sampled_from(("", "", "Acme", "ACME", "Globex")),
    st.sampled_from(("", "5", "half")),
    st.sampled_from(("", "hot", "hot;q4", "q4")),
)
FILES = st.lists(ACTIVITIES, max_size=9)


@st.composite
def files_with_ids(draw: st.DrawFn) -> list[Row]:
    """A file in which some rows have an id of their own."""
    rows = draw(FILES)
    return [(f"r{at}" if draw(st.booleans()) else "", *row[1:]) for at, row in enumerate(rows)]


def take_in(
    terminal: Terminal, rows: Sequence[Row], name: str = "calls.csv", options: str = ""
) -> dict[str, Any]:
    text = StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    (terminal.folder / name).write_text(text.getvalue())
    result = terminal(f"import {name} --as activities --json {options}")
    found: dict[str, Any] = json.loads(result.out)
    counted = sum(found[count] for count in ("added", "updated", "unchanged", "skipped", "rejected"))
    assert found["rows"] == counted == len(rows)
    assert result.code == (3 if found["rejected"] else 0)
    assert len({problem["line"] for problem in found["problems"]}) == found["rejected"]
    return found


@settings(max_examples=15)
@given(files_with_ids())
def test_import_twice_equals_once(rows: list[Row]) -> None:
    with emptiness() as terminal:
        first = take_in(terminal, rows)
        once = contents(terminal.store)
        for name in ("calls.csv", "renamed.csv"):
            again = take_in(terminal, [*rows, ("",) * len(HEADER)][: len(rows)], name)
            assert (again["added"], again["updated"], again["rejected"]) == (0, 0, first["rejected"])
        extended = take_in(terminal, [*rows, ("", *DAYS[:1], "call", *[""] * 7)], "late.csv")
        assert extended["added"] <= 1
        assert contents(terminal.store)["contacts"] == once["contacts"]


@settings(max_examples=12)
@given(files_with_ids(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: Any) -> None:
    turned = list(rows)
    random.shuffle(turned)
    with emptiness() as one, emptiness() as other:
        first, second = take_in(one, rows), take_in(other, turned)
        same = ("rows", "added", "unchanged", "rejected", "contacts_added", "accounts_added")
        assert {key: first[key] for key in same} == {key: second[key] for key in same}
        assert contents(one.store) == contents(other.store)
        known = take_in(one, turned, "turned.csv")
        assert (known["added"], known["updated"]) == (0, 0)


@settings(max_examples=12)
@given(st.lists(st.sampled_from(("Ann Poe", "Bob Ray", "")), max_size=8))
def test_identical_rows_are_kept_as_often_as_the_file_has_them(names: list[str]) -> None:
    rows = [("", "2026-11-02", "call", "no-answer", name, *[""] * 5) for name in names]
    with emptiness() as terminal:
        take_in(terminal, rows)
        take_in(terminal, rows[::-1], "again.csv")
        stored = Counter(json.loads(line)["contact"] or "" for line in contents(terminal.store)["activities"])
        assert stored == Counter(names)


@settings(max_examples=12)
@given(files_with_ids(), st.data())
def test_overlapping_exports_come_to_the_same_in_either_order(rows: list[Row], data: st.DataObject) -> None:
    people = {"": ("", ""), "Ann Poe": ("ann@acme.test", "Acme"), "Bob Ray": ("bob@acme.test", "Globex")}
    rows = [(*row[:4], row[4].title(), *row[5:]) for row in rows]
    rows = [(*row[:5], people[row[4]][0], "", people[row[4]][1], *row[8:]) for row in rows]
    split = data.draw(st.integers(0, len(rows)))
    overlap = data.draw(st.integers(split, len(rows)))
    early, late = rows[:overlap], rows[split:]
    # A row without an id is the n-th of its like in its file; an export that begins later counts from one again.
    unique = [row for row in rows if row[0] or rows.count(row) == 1]
    early, late = [row for row in early if row in unique], [row for row in late if row in unique]
    with emptiness() as one, emptiness() as other:
        for file in (early, late):
            take_in(one, file, f"{id(file)}.csv")
        for file in (late, early):
            take_in(other, file, f"{id(file)}.csv")
        assert contents(one.store) == contents(other.store)


@settings(max_examples=15)
@given(FILES, files_with_ids())
def test_a_dry_run_says_what_the_real_run_does_and_leaves_every_byte(
    before: list[Row], rows: list[Row]
) -> None:
    with emptiness() as terminal:
        take_in(terminal, before, "before.csv")
        bytes_before = terminal.store.read_bytes()
        told = take_in(terminal, rows, options="--dry-run")
        assert terminal.store.read_bytes() == bytes_before
        assert sorted(path.name for path in terminal.folder.glob("calls*")) == ["calls.csv"]
        done = take_in(terminal, rows)
        for key in ("dry_run", "stored", "import_id", "rejects_file"):
            told.pop(key), done.pop(key)
        assert told == done


@settings(max_examples=12)
@given(files_with_ids())
def test_strict_stores_all_or_nothing(rows: list[Row]) -> None:
    with emptiness() as terminal:
        take_in(terminal, [])
        before = tables(terminal.store)
        result = terminal("import calls.csv --as activities --strict --json")
        lines = StringIO()
        csv.writer(lines).writerows([HEADER, *rows])
        (terminal.folder / "strict.csv").write_text(lines.getvalue())
        result = terminal("import strict.csv --as activities --strict --json")
        found = json.loads(result.out)
        if found["rejected"]:
            assert result.code == 1
            assert (found["stored"], found["import_id"]) == (False, None)
            counted = (found[count] for count in ("added", "updated", "unchanged", "skipped", "rejected"))
            assert found["rows"] == sum(counted)
            assert tables(terminal.store) == before
        else:
            assert result.code == 0


@settings(max_examples=12)
@given(files_with_ids())
def test_a_rejects_file_that_was_put_right_imports_clean(rows: list[Row]) -> None:
    with emptiness() as terminal:
        first = take_in(terminal, rows)
        if not first["rejected"]:
            return
        path = terminal.folder / first["rejects_file"]
        header, *rejected = list(csv.reader(path.read_text().splitlines()))
        assert header == [*HEADER, "Error"]
        assert len(rejected) == first["rejected"]
        for row in rejected:
            row[1] = row[1] or "2026-11-05"
            row[2] = row[2].replace("pigeon", "mail")
            row[3] = row[3].replace("nonsense", "")
            row[8] = row[8].replace("half", "30")
            row[5] = row[5] or "third@acme.test"  # of two of one name, an address tells
        text = StringIO()
        csv.writer(text).writerows([header, *rejected])
        path.write_text(text.getvalue())
        found = json.loads(terminal.ok(f"import {path.name} --as activities --json"))
        assert found["added"] + found["unchanged"] == found["rows"] == first["rejected"]
