"""What content pieces took and brought, on pieces that were worked out by hand."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

PIECE = ("minutes", "cost", "quantity", "used", "reach")


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    for line in (
        "content 'Five ways' -k article -m 120 --cost 300 --reach 900 -d 2026-07-01",
        "content 'Five ways' -m 60 --cost 100 --reach 50 -d 2026-07-15",
        "content Folder -k collateral --cost 500 -d 2026-08-03",
        "content edit Folder --quantity 200 --used 150",
        "content Late -k article -m 30 -d 2026-11-10",
        "contact add 'Jane Doe'",
        "contact add 'Bob Ray'",
        # Jane engages with both pieces and is then called: the conversation is the call's, or shared by three touches.
        "social jane engaged -k comment --inbound --on 'Five ways' -d '2026-08-10 09:00'",
        "social jane engaged -k comment --inbound --on Folder -d '2026-08-11 09:00'",
        "call jane conversation -m 10 -d '2026-08-12 10:00'",
        # Bob's is the engagement itself, and his deal came of it.
        "social bob conversation --inbound --on 'Five ways' -d '2026-08-20 09:00'",
        "deal open Rollout --who bob --value 9000 -d 2026-08-25",
        "deal won Rollout -d 2026-09-01",
        # A visit that carried the folder is a touch about it, and no engagement.
        "visit bob conversation --on Folder -d '2026-10-05 09:00'",
    ):
        terminal.ok(line.replace("visit bob", "log visit bob"))
    return terminal


def _report(terminal: Terminal, words: str = "") -> dict[str, Any]:
    report: dict[str, Any] = json.loads(terminal.ok(f"report content {words} --json"))
    return report


def _rows(terminal: Terminal, words: str = "") -> dict[str, dict[str, Any]]:
    return {row["content"]: row for row in _report(terminal, words)["rows"]}


def _facts(row: dict[str, Any], *names: str) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def test_a_piece_has_what_all_its_publications_took_and_reached(terminal: Terminal) -> None:
    rows = _rows(terminal)
    assert _facts(rows["Five ways"], "kind", *PIECE) == ("article", 180, 400, None, None, 950)
    assert _facts(rows["Folder"], *PIECE, "unit_cost") == (None, 500, 200, 150, None, 2.5)
    assert rows["Five ways"]["unit_cost"] is None


def test_direct_credit_goes_to_touches_about_the_piece(terminal: Terminal) -> None:
    rows = _rows(terminal)
    names = ("engagements", "touches", "conversations", "won", "revenue")
    assert _facts(rows["Five ways"], *names) == (2, 2, 1, 1, 9000)
    assert _facts(rows["Folder"], *names) == (1, 2, 1, 0, 0)
    assert _facts(rows["Late"], *names) == (0, 0, 0, 0, 0)
    assert _facts(rows["Five ways"], "cost_per_conversation") == (400,)
    hourly = rows["Five ways"]["conversations_per_hour"]
    assert (hourly["hits"], hourly["hours"], hourly["value"]) == (1, 3, 1 / 3)
    assert hourly["low"] < 1 / 3 < hourly["high"]
    assert rows["Late"]["cost_per_conversation"] is None


def test_shared_credit_gives_pieces_their_part_of_a_call(terminal: Terminal) -> None:
    rows = _rows(terminal, "--credit linear")
    # A third of Jane's each; Bob's first is Five ways' alone; his visit's is Folder's alone, a month and more later.
    assert rows["Five ways"]["conversations"] == pytest.approx(4 / 3, abs=1e-8)
    assert rows["Folder"]["conversations"] == pytest.approx(4 / 3, abs=1e-8)
    assert rows["Five ways"]["cost_per_conversation"] == 300
    total = _report(terminal, "--credit linear")["total"]
    assert total["conversations"] == pytest.approx(8 / 3, abs=1e-8)
    assert total["cost_per_conversation"] == 337.5  # 900 for 2.67
    assert _facts(total["conversations_per_hour"], "low", "high") == (None, None)


def test_the_total_counts_per_hour_and_per_money_what_is_known(terminal: Terminal) -> None:
    total = _report(terminal)["total"]
    assert _facts(total, "minutes", "cost", "reach", "conversations") == (210, 900, 950, 2)
    assert total["cost_per_conversation"] == 450
    # Folder's hours are not known, so its conversation is left out: 1 in 3.5 hours.
    assert total["conversations_per_hour"]["value"] == pytest.approx(1 / 3.5)


def test_the_period_chooses_pieces_and_as_of_what_came_of_them(terminal: Terminal) -> None:
    assert set(_rows(terminal, "-p 2026-07")) == {"Five ways"}
    assert _rows(terminal, "-p 2026-07")["Five ways"] == _rows(terminal)["Five ways"]
    early = _rows(terminal, "--as-of 2026-08-15")
    assert _facts(early["Five ways"], "engagements", "conversations", "revenue") == (1, 0, 0)
    assert set(early) == {"Five ways", "Folder"}
    assert set(_rows(terminal, "--kind collateral")) == {"Folder"}
    assert terminal("report content --kind colateral").code == 2


def test_a_piece_without_a_date_is_shown_where_the_period_is_everything(terminal: Terminal) -> None:
    (terminal.folder / "pieces.csv").write_text("title,kind\nOld talk,webinar\n", "utf-8")
    terminal.ok("import pieces.csv --as content")
    assert "Old talk" in _rows(terminal)
    assert "Old talk" not in _rows(terminal, "-p 2026")


def test_pieces_are_told_apart_only_where_touches_are_many(terminal: Terminal) -> None:
    assert "no content has 20 touches" in _report(terminal)["verdict"]["text"]
    for piece, hits in (("Five ways", 15), ("Folder", 0)):
        for number in range(30):
            outcome = "conversation" if number < hits else "engaged"
            terminal.ok(
                f"social '{piece} {number}' {outcome} --inbound --on '{piece}' --new -d '2026-09-02 09:00'"
            )
    verdict = _report(terminal)["verdict"]
    assert (verdict["leader"], verdict["distinguishable"]) == ("Five ways", True)


def test_every_figure_of_a_piece_is_the_sum_of_its_rows(terminal: Terminal) -> None:
    figures = (*PIECE, "engagements", "touches", "conversations", "deals", "won", "revenue")
    for credit in ("direct", "linear", "time-decay"):
        report = _report(terminal, f"--credit {credit}")
        for row in (*report["rows"], {**report["total"], "content": None}):
            for figure in figures:
                where = f"content={row['content']},{figure}" if row["content"] else figure
                told = json.loads(terminal.ok(f'report content --credit {credit} --why "{where}" --json'))
                assert round(sum(each["adds"] for each in told), 9) == (row[figure] or 0), (credit, where)
    assert terminal("report content --why content=nothing,won").code == 2
    assert "no figure 'wins'" in terminal("report content --why wins").err


def test_engagements_agree_with_plain_sql(terminal: Terminal) -> None:
    with closing(sqlite3.connect(terminal.folder / "store.db")) as connection:
        counted = dict(
            connection.execute(
                "SELECT title, count(*) FROM activity JOIN content ON content.id = content_id "
                "WHERE direction = 1 AND contact_id IS NOT NULL GROUP BY title"
            )
        )
    rows = _rows(terminal)
    assert {title: rows[title]["engagements"] for title in counted} == counted
