"""Answered is not a conversation: talk time decides, the limit is kept, and another one decides the same rows anew."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.cli import invocation
from prospector.importing.shipped import load_profile, profile_names
from prospector.store.migrations import STEPS, statements
from tests.commands_of_a_day import emptiness
from tests.contents import contents
from tests.terminal import Terminal

HEADER = "external_id,occurred_at,channel,outcome,talk_seconds,contact\n"
CALLS = HEADER + (
    "1,2026-11-02 09:00,call,connected,30,Ann Poe\n"
    "2,2026-11-02 10:00,call,connected,75,Ann Poe\n"
    "3,2026-11-02 11:00,call,,120,Ann Poe\n"
    "4,2026-11-02 12:00,call,conversation,20,Bob Ray\n"
    "5,2026-11-02 13:00,call,conversation,200,Bob Ray\n"
    "6,2026-11-02 14:00,call,voicemail,100,Bob Ray\n"
    "7,2026-11-02 15:00,call,connected,,Bob Ray\n"
)


ANSWERED = ("answered", "connected", "completed", "yes", "human")
REMEDY = "prospector imports undo 1, then import the file with --talk-threshold"


def take_in(terminal: Terminal, text: str, options: str) -> dict[str, object]:
    (terminal.folder / "calls.csv").write_text(text, encoding="utf-8")
    found: dict[str, object] = json.loads(terminal.ok(f"import calls.csv --as activities --json {options}"))
    return found


def outcomes(terminal: Terminal) -> str:
    """The outcomes in the order of their ids: their first letters and talk."""
    rows = [json.loads(line) for line in contents(terminal.store)["activities"]]
    return " ".join(
        f"{row['external_id']}{row['outcome'][:4]}"
        for row in sorted(rows, key=lambda row: row["external_id"])
    )


def test_another_threshold_decides_anew_what_talk_decided_and_no_word(terminal: Terminal) -> None:
    found = take_in(terminal, CALLS, "--talk-threshold 60")
    assert (found["talk_threshold"], found["decided_by_talk"]) == (60, 3)
    before = outcomes(terminal)
    assert before == "1conn 2conv 3conv 4conv 5conv 6voic 7conn"
    assert terminal.ok("imports set 1 --talk-threshold 90") == (
        "import 1 · talk threshold 60 → 90 s · talk time had decided 3 rows: 1 became a connect\n"
    )
    assert outcomes(terminal) == "1conn 2conn 3conv 4conv 5conv 6voic 7conn"
    assert json.loads(terminal.ok("imports show 1 --json"))["talk_threshold"] == 90
    assert terminal.ok("undo") == "undone: talk threshold of import 1\n"
    assert outcomes(terminal) == before
    assert json.loads(terminal.ok("imports show 1 --json"))["talk_threshold"] == 60
    told = json.loads(terminal.ok("imports set 1 --talk-threshold 10 --json"))
    assert (told["became_conversations"], told["became_connects"], told["kept"]) == (1, 0, [])
    assert outcomes(terminal) == "1conv 2conv 3conv 4conv 5conv 6voic 7conn"


def test_an_outcome_edited_by_hand_is_kept_and_named_and_an_edited_note_keeps_nothing(
    terminal: Terminal,
) -> None:
    take_in(terminal, CALLS, "--talk-threshold 60")
    terminal.ok("edit 2 --outcome not-interested")
    terminal.ok("edit 3 -n 'wants pricing'")
    terminal.ok("edit 1 --outcome conversation")
    terminal.ok("edit 1 --outcome connected")
    result = terminal("imports set 1 --talk-threshold 20")
    assert (result.code, result.err) == (0, "changed since the import, and kept as they are: #1, #2\n")
    assert terminal("imports set 1 --talk-threshold 150").out.endswith("1 became a connect\n")
    assert outcomes(terminal) == "1conn 2not- 3conn 4conv 5conv 6voic 7conn"


def test_a_threshold_set_later_keeps_no_row_when_the_import_is_taken_back(terminal: Terminal) -> None:
    terminal.ok("call 'Cy Low' vm")
    before = contents(terminal.store)["activities"]
    take_in(terminal, CALLS, "--talk-threshold 60")
    terminal.ok("imports set 1 --talk-threshold 90")
    assert "7 activities" in terminal.ok("imports undo 1")
    assert contents(terminal.store)["activities"] == before
    assert terminal.ok("undo").startswith("undone: call")
    assert terminal("imports set 1 --talk-threshold 60").code == 1


def test_without_a_threshold_there_is_nothing_to_set(terminal: Terminal) -> None:
    take_in(terminal, CALLS, "")
    result = terminal("imports set 1 --talk-threshold 60")
    assert (result.code, result.err) == (
        1,
        f"prospector: talk time decided nothing in import 1; {REMEDY}\n",
    )
    assert terminal("imports set 2 --talk-threshold 60").code == 2


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.sampled_from(["", "connected", "conversation", "voicemail"]), st.integers(0, 9))),
    st.integers(1, 9),
    st.integers(1, 9),
)
def test_a_threshold_set_later_is_the_same_as_one_given_at_first(
    calls: list[tuple[str, int]], first: int, then: int
) -> None:
    text = HEADER + "".join(
        f"{at},2026-11-02 09:00,call,{outcome},{talk},Ann\n" for at, (outcome, talk) in enumerate(calls)
    )
    with emptiness() as terminal, emptiness() as other:
        take_in(terminal, text, f"--talk-threshold {first}")
        terminal.ok(f"imports set 1 --talk-threshold {then}")
        take_in(other, text, f"--talk-threshold {then}")
        assert contents(terminal.store) == contents(other.store)


def test_the_rows_of_an_older_store_are_known_by_their_talk_time(terminal: Terminal) -> None:
    take_in(terminal, CALLS, "--talk-threshold 60")
    script = (Path(__file__).parents[2] / "prospector/store/migrations" / STEPS[1]).read_text()
    (filling,) = [text for text in statements(script) if "INSERT INTO talk_judged" in text]
    with closing(sqlite3.connect(terminal.store)) as connection:
        known = "SELECT activity.external_id FROM talk_judged JOIN activity ON activity.id = activity_id ORDER BY 1"
        assert connection.execute(known).fetchall() == [("1",), ("2",), ("3",)]
        connection.execute("DELETE FROM talk_judged")
        connection.execute(filling)
        # what a word said is not told from what talk said any more: 5 is long enough for either
        assert connection.execute(known).fetchall() == [("1",), ("2",), ("3",), ("5",)]


@pytest.mark.parametrize(("reply", "threshold"), [("", 60), ("90", 90)])
def test_on_a_terminal_the_threshold_of_a_profile_is_asked_once_a_file(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, reply: str, threshold: int
) -> None:
    asked: list[str] = []

    def answer(_: invocation.Invocation, question: str) -> str:
        asked.append(question)
        return reply

    monkeypatch.setattr("prospector.cli.talk_asking.ask", answer)
    (terminal.folder / "map.toml").write_text(
        'name = "x"\nas = "activities"\n[columns]\noccurred_at = "when"\nchannel = "what"\n'
        'talk_seconds = "talk"\n[talk]\nconversation_seconds = 60\n'
    )
    (terminal.folder / "calls.csv").write_text("when,what,talk\n2026-11-02,call,75\n")
    terminal.is_terminal = terminal.has_keyboard = True
    told = terminal.ok("import calls.csv --map map.toml", stdin="y\n")
    assert asked == ["calls.csv: an answered call is a conversation from how many seconds of talk? [60] "]
    assert f"a conversation from {threshold} s on\n" in told


def test_no_vendor_s_word_for_answered_is_a_conversation_and_its_talk_time_may_tell() -> None:
    judged = 0
    for name in profile_names():
        profile = load_profile(name)
        said = profile.columns["outcome"].values if "outcome" in profile.columns else {}
        answered = {word: ours for word, ours in said.items() if word.casefold().rstrip("*") in ANSWERED}
        assert set(answered.values()) <= {"connected", ""}, name  # or nothing, and talk time tells
        judged += profile.talk is not None
        assert profile.talk is None or profile.talk.conversation_seconds == 60, name
    assert judged >= 9
