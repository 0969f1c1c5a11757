"""Whatever somebody is called and whatever is noted of them is kept letter by letter, and shown as text alone."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len  # noqa: TID253 - measured as a terminal does

from prospector.domain.nothing import unmark_literal
from prospector.domain.spreadsheet import unguard
from prospector.render.clean import clean_lines
from tests.commands_of_a_day import emptiness
from tests.terminal import Terminal
from tests.trust.promises import both_fronts, harmful, hold_error

ANY_LETTER = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
AWKWARD = st.sampled_from(
    [
        "\x1b[31m", "\x1b]0;t\x07", "\x9b2J", "\x07", "\x7f", "\x85", "\u202e", "\u2066", "\u2069", "\u200f", "\u200d", "\u200b", "\ufeff",
        "\u2028", "\u2029", "\xad", "\u034f", "\u3164", "e\u0301", "\u0301", "\U0001f469\u200d\U0001f4bb", "\U0001f1e9\U0001f1ea",
        "שלום", "مرحبا", "日本電気", "क्षि", "ﬁ", "ß", "İ", "ǅ", "<script>", "</td>", "&amp;", "<!--", "]]>", "{{ 1 }}", "{% x %}",
        "javascript:", '"', "'", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\f", "\v", ",", ";", "|", "NULL", "N/A", "'-", "''=",
        "%", "_", "\\", "\\N", "[/]", "[b]", ":smile:", "*", "#", "x" * 60, "\ue000", "\U0010ffff", "\ufdd0", "\u0378",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(AWKWARD, st.text(ANY_LETTER, max_size=6)), min_size=1, max_size=6).map("".join)
NAMES = TEXTS.map(lambda text: text[:200])
NOTES = st.one_of(TEXTS, st.builds(lambda text, times: (text * times)[:10_000], TEXTS, st.integers(1, 400)))
FORMS = ("", "--json", "--format csv", "--format html")
PAGES = ("list", "show 1", "contact list", "contact show id:1", "account list", "today", "next", "history")
NOUNS = ("accounts", "contacts", "activities")
few = settings(max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck))
many = settings(max_examples=5_000, database=None, suppress_health_check=list(HealthCheck))


class _Page(HTMLParser):
    """The elements of a page, and the text between them."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        assert not any((value or "").strip().lower().startswith("javascript:") for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def check(name: str, account: str, note: str) -> None:
    with emptiness() as old:
        old.front = both_fronts
        words = [
            "call",
            "--new",
            "--account",
            account,
            "--note",
            note,
            "-t",
            "hot",
            "-m",
            "5",
            "--",
            name,
            "vm",
        ]
        logged = old.run(words)
        assert not harmful(logged.out + logged.err)
        if logged.code:
            assert logged.code == 2, logged
            hold_error(words, logged, str(logged))
            return
        elements = show_in_every_way(old)
        assert "script" not in elements
        found = old.run(["search", "--json", "--", note])
        assert found.code in {0, 2}, found
        assert not harmful(found.out + found.err), found
        kept = said(old)
        assert [row["note"] for row in kept["activities"]] == [stored(old, "SELECT note FROM activity")]
        assert [row["name"] for row in kept["contacts"]] == [stored(old, "SELECT name FROM contact")]
        for options in ("", "--raw"):
            with emptiness() as new:
                carry(old, new, options)
                again = said(new)
                wanted = kept if options else cleaned(kept)
                if not options or is_kept_raw(kept):
                    assert differences(again, wanted) == []


def show_in_every_way(terminal: Terminal) -> set[str]:
    """Show what is there on every page; the elements of the pages in HTML."""
    elements: set[str] = set()
    for page in PAGES:
        for form in FORMS:
            told = terminal(f"{page} {form}")
            if told.code == 2 and page in {"history", "next", "today"}:
                continue
            assert told.code == 0, (page, form, told)
            assert not harmful(told.out.replace("\r\n", "\n") + told.err), (page, form, told)
            if form == "--json":
                json.loads(told.out)
            elif form == "--format csv":
                assert [*csv.reader(io.StringIO(told.out, newline=""), strict=True)]
            elif form == "--format html":
                read = _Page()
                read.feed(told.out)
                elements |= read.elements
    terminal.is_terminal = True
    for columns in (20, 80, 132):
        terminal.columns = columns
        for page in ("list", "show 1", "contact list", "contact show id:1", "account list"):
            told = terminal(page)
            assert told.code == 0, (page, columns, told)
            assert not harmful(told.out), (page, columns, told)
            if columns >= 80:
                assert all(cell_len(line) <= columns for line in told.out.splitlines()), (page, columns, told)
    terminal.is_terminal, terminal.columns = False, 80
    return elements


def said(terminal: Terminal) -> dict[str, list[dict[str, object]]]:
    """All that an export says in JSON, numbers of rows aside."""
    found: dict[str, list[dict[str, object]]] = {}
    for noun in NOUNS:
        rows = json.loads(terminal.ok(f"export {noun} --json"))
        found[noun] = [
            {
                key: value
                for key, value in row.items()
                if key not in {"id", "external_id"} and not key.endswith(("_ref", "_id"))
            }
            for row in rows
        ]
    return found


def differences(
    one: dict[str, list[dict[str, object]]], other: dict[str, list[dict[str, object]]]
) -> list[object]:
    """What two exports do not say alike."""
    assert {noun: len(rows) for noun, rows in one.items()} == {
        noun: len(rows) for noun, rows in other.items()
    }
    return [
        (noun, key, value, theirs.get(key))
        for noun, rows in one.items()
        for ours, theirs in zip(rows, other[noun], strict=True)
        for key, value in ours.items()
        if value != theirs.get(key)
    ]


def cleaned(rows: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """What is left of rows in a file for spreadsheets: harmless text without outer spaces."""
    return {
        noun: [
            {
                key: clean_lines(value).strip() or None if isinstance(value, str) else value
                for key, value in row.items()
            }
            for row in found
        ]
        for noun, found in rows.items()
    }


def is_kept_raw(rows: dict[str, list[dict[str, object]]]) -> bool:
    """Whether no text has an apostrophe that an import takes away, since only a guarded export would have put it there."""
    texts = [
        value for found in rows.values() for row in found for value in row.values() if isinstance(value, str)
    ]
    return all(unguard(text) == text and unmark_literal(text) == text for text in texts)


def carry(old: Terminal, new: Terminal, options: str) -> None:
    for noun in NOUNS:
        old.ok(f"export {noun} -o {new.folder}/{noun}.csv {options}")
        told = new(f"import {noun}.csv --as {noun}")
        assert told.code == 0, (noun, options, told, (new.folder / f"{noun}.csv").read_bytes())


def stored(terminal: Terminal, question: str) -> object:
    with closing(sqlite3.connect(terminal.store)) as connection:
        return connection.execute(question).fetchone()[0]


@few
@given(NAMES, NAMES, NOTES)
def test_any_name_and_note_is_kept_and_is_only_text(name: str, account: str, note: str) -> None:
    check(name, account, note)


@pytest.mark.fuzz
@many
@given(NAMES, NAMES, NOTES)
def test_many_names_and_notes(name: str, account: str, note: str) -> None:
    check(name, account, note)
