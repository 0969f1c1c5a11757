"""The Friday ritual: asked on a terminal, printed in a script, kept, edited, undone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prospector.domain.review import Counted, Target, read_target
from tests.contents import tables
from tests.terminal import Terminal

CHANNELS = ("call", "email", "trade show")
NEXT_FRIDAY = "2026-11-27T16:00:00+01:00"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("call 'Jane Doe' conversation -m 12")
    return terminal


def _review(terminal: Terminal, *answers: str, words: str = "review") -> str:
    terminal.has_keyboard = terminal.is_terminal = True
    out = terminal.ok(words, stdin="".join(f"{answer}\n" for answer in answers))
    terminal.has_keyboard = terminal.is_terminal = False
    return out


def _shown(terminal: Terminal, words: str = "") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(terminal.ok(f"review show {words} --json"))
    return found


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("40 calls", Target(Counted.ACTIVITIES, 40, "call")),
        ("call 40", Target(Counted.ACTIVITIES, 40, "call")),
        ("1,000 Calls", Target(Counted.ACTIVITIES, 1000, "call")),
        ("90 min email", Target(Counted.MINUTES, 90, "email")),
        ("email 2h", Target(Counted.MINUTES, 120, "email")),
        ("2 hours email", Target(Counted.MINUTES, 120, "email")),
        ("1 trade show", Target(Counted.ACTIVITIES, 1, "trade show")),
        ("5 conversations", Target(Counted.CONVERSATIONS, 5, None)),
        ("2 appointments", Target(Counted.APPOINTMENTS, 2, None)),
        ("40 calls before ten", None),
        ("ask Tom for a referral", None),
        ("40", None),
        ("0 calls", None),
        ("20 min 3 calls", None),
        ("90 min conversations", None),
        ("", None),
    ],
)
def test_a_promise_is_measured_only_if_all_of_it_is_understood(text: str, target: Target | None) -> None:
    assert read_target(text, CHANNELS) == target


@given(st.text(max_size=40))
def test_any_words_are_a_promise(text: str) -> None:
    target = read_target(text, CHANNELS)
    assert target is None or target.amount > 0


def test_in_a_script_nothing_is_asked_and_nothing_written(terminal: Terminal) -> None:
    before = tables(terminal.store)
    result = terminal("review", stdin="a\nb\nc\n40 calls\n")
    assert (result.code, result.err) == (0, "")
    assert result.out == terminal.ok("report week")
    assert tables(terminal.store) == before
    assert terminal.ok("review list --json").strip() == "[]"


@pytest.mark.parametrize("words", ["--no-input review", "review --json", "review -o week.txt"])
def test_nor_is_it_asked_where_a_person_wants_it_so(terminal: Terminal, words: str) -> None:
    terminal.has_keyboard = True
    assert "what worked" not in terminal(words, stdin="a\nb\nc\n\n").err


def test_answers_and_promises_are_kept_and_the_next_week_opens_with_them(terminal: Terminal) -> None:
    _review(terminal, "mornings", "no list", "a list on Monday", "3 calls", "90 min email", "ask Tom", "")
    shown = _shown(terminal)
    assert (shown["week"], shown["answers"]) == (
        "2026-W47",
        {"worked": "mornings", "not_worked": "no list", "change": "a list on Monday"},
    )
    assert [(each["text"], each["done"], each["kept"]) for each in shown["commitments"]] == [
        ("3 calls", 0, None), ("90 min email", 0, None), ("ask Tom", None, None),
    ]  # fmt: skip
    terminal.now = NEXT_FRIDAY
    terminal.ok("call jane no-answer -d 2026-11-22")  # a Sunday, still the week before
    terminal.ok("call . no-answer -x 3 -d 2026-11-24")
    terminal.ok("email jane -m 45 -d 2026-11-25")
    week = json.loads(terminal.ok("report week --json"))
    assert [(each["text"], each["done"], each["kept"]) for each in week["commitments"]] == [
        ("3 calls", 3, True), ("90 min email", 45, None), ("ask Tom", None, None),
    ]  # fmt: skip
    terminal.is_terminal = True
    assert terminal.ok("report week").splitlines()[2].split() == [
        "you",
        "meant",
        "to",
        "target",
        "done",
        "kept",
    ]


def test_a_promise_that_was_missed_is_so_only_when_its_week_is_over(terminal: Terminal) -> None:
    _review(terminal, "", "", "", "3 calls", "")
    terminal.now = "2026-11-29T23:00:00+01:00"
    assert _shown(terminal, "2026-W47")["commitments"][0]["kept"] is None
    terminal.now = "2026-11-30T07:00:00+01:00"
    assert _shown(terminal, "2026-W47")["commitments"][0]["kept"] is False


def test_the_rep_says_whether_words_were_kept(terminal: Terminal) -> None:
    _review(terminal, "", "", "", "ask Tom", "write to Eve", "rest", "")
    terminal.now = NEXT_FRIDAY
    _review(terminal, "y", "n", "", "fine", "", "", "")
    kept = [each["kept"] for each in _shown(terminal, "2026-W47")["commitments"]]
    assert kept == [True, False, None]
    # What was said is not asked again: of the three only the last one is open.
    _review(terminal, "y", "", "", "", "")
    kept = [each["kept"] for each in _shown(terminal, "2026-W47")["commitments"]]
    assert kept == [True, False, True]


def test_the_same_week_again_edits_its_review(terminal: Terminal) -> None:
    _review(terminal, "mornings", "no list", "a list", "3 calls", "")
    _review(terminal, "", "-", "two lists", "2 emails", "")
    shown = _shown(terminal)
    assert shown["answers"] == {"worked": "mornings", "not_worked": "", "change": "two lists"}
    assert [each["text"] for each in shown["commitments"]] == ["3 calls", "2 emails"]
    _review(terminal, "", "", "", "-", "5 calls", "")
    assert [each["text"] for each in _shown(terminal)["commitments"]] == ["5 calls"]
    assert len(json.loads(terminal.ok("review list --json"))) == 1


def test_a_review_is_undone_and_done_again_as_a_whole(terminal: Terminal) -> None:
    before = tables(terminal.store)
    _review(terminal, "mornings", "", "", "3 calls", "")
    after = tables(terminal.store)
    assert terminal.ok("undo").startswith("undone: review of 2026-W47")
    assert tables(terminal.store) == before
    terminal.ok("redo")
    assert tables(terminal.store) == after


def test_saying_nothing_writes_nothing(terminal: Terminal) -> None:
    before = tables(terminal.store)
    _review(terminal, "", "", "", "")
    assert tables(terminal.store) == before
    assert terminal("review show").code == 2


def test_another_week_is_reviewed_by_its_name(terminal: Terminal) -> None:
    _review(terminal, "late", "", "", "1 call", "", words="review -p last-week")
    assert _shown(terminal, "2026-W46")["answers"]["worked"] == "late"
    week = json.loads(terminal.ok("report week --json"))
    assert [(each["text"], each["kept"]) for each in week["commitments"]] == [("1 call", True)]
    assert _shown(terminal, "2026-W40") == {"week": "2026-W40", "answers": None, "commitments": []}


def test_a_hostile_answer_is_harmless_where_it_is_shown(terminal: Terminal) -> None:
    _review(terminal, "\x1b[31mred", "", "", "\x1b]0;x", "")
    terminal.is_terminal = True
    assert "\x1b" not in terminal.ok("review show") + terminal.ok("review list")
    terminal.has_keyboard = True
    assert "\x1b" not in terminal("review", stdin="\n\n\n\n").err
