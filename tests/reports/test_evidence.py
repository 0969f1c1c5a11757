"""The rows behind a figure add up to it, whichever figure of whichever row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.period import Period
from prospector.errors import InvalidValueError
from prospector.reports import sources_evidence
from prospector.reports.basis import Basis
from prospector.reports.evidence import FIGURES, RESULTS, Why, read_why
from prospector.reports.lines import Line
from prospector.store.store import Store
from prospector.usecases.reports.compare import comparison
from prospector.usecases.reports.why import Told, why_compared
from tests.reports.test_counting_laws import FIRST, LAST, LOGS, PHASES, Log, store_of
from tests.terminal import Terminal

BASIS = Basis(period=Period(FIRST, date(2026, 5, 1), "some days"), as_of=LAST, exchange=Exchange("USD"))
EARLY = Basis(period=BASIS.period, as_of=date(2026, 4, 10), exchange=BASIS.exchange)


def _reported(line: Line, figure: str) -> float:
    effort = line.effort
    if figure in RESULTS:
        return line.result(RESULTS[figure])
    return {
        "activities": effort.activities,
        "contacts": effort.contacts,
        "minutes": effort.minutes,
        "connects": effort.connect_rate.hits,
        "connect_rate": effort.connect_rate.hits,
        "conversation_rate": effort.conversation_rate.hits,
        "appointment_rate": effort.appointment_rate.hits,
        "conversations_per_hour": effort.per_hour.hits,
        "maturing": effort.maturing,
    }[figure]


def _sum(told: Told) -> float:
    for noun, adds in told.evidence.adds.items():
        assert [row["id"] for row in told.records[noun]] != [] or not adds
        assert {row["id"] for row in told.records[noun]} == set(adds)
    return sum(sum(adds.values()) for adds in told.evidence.adds.values())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("evidence") / "template.db"


@given(log=LOGS)
@settings(max_examples=10, deadline=None, phases=PHASES)
def test_every_figure_is_the_sum_of_the_rows_behind_it(log: Log, template: Path) -> None:
    with store_of(log, template) as path, Store(str(path)) as store:
        for basis in (BASIS, EARLY):
            for dimension in (
                Dimension.CHANNEL,
                Dimension.SOURCE,
                Dimension.TAG,
                Dimension.DIRECTION,
                Dimension.WEEK,
            ):
                lines = comparison(store, basis, dimension).lines
                for figure in FIGURES:
                    assert _sum(why_compared(store, basis, dimension, Why(figure))) == _reported(
                        lines.total, figure
                    )
                    for line in lines.rows:
                        why = Why(figure, dimension.value, line.name)
                        assert _sum(why_compared(store, basis, dimension, why)) == _reported(line, figure), (
                            why
                        )
                for line in lines.came_in if dimension is Dimension.CHANNEL else ():
                    for figure in RESULTS:
                        why = Why(figure, "source", line.name)
                        assert _sum(why_compared(store, basis, dimension, why)) == _reported(line, figure)


def test_a_figure_is_named_with_its_row_or_alone_for_the_total() -> None:
    assert read_why("channel=call,conversations") == Why("conversations", "channel", "call")
    assert read_why("source = Web, form ,new-conversations") == Why(
        "new_conversations", "source", "Web, form"
    )
    assert read_why("revenue") == Why("revenue")
    for text in ("", "call,conversations", "channel=,won", "channel=call,"):
        with pytest.raises(InvalidValueError, match="names no figure"):
            read_why(text)


@pytest.fixture
def demo(tmp_path: Path) -> Terminal:
    terminal = Terminal(tmp_path)
    terminal.ok("demo --keep demo.db")
    return terminal


def _records(demo: Terminal, words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(demo.ok(f"--db demo.db {words} --json"))
    return found


def test_the_leads_and_deals_of_a_source_add_up_to_its_row(demo: Terminal) -> None:
    report = json.loads(demo.ok("--db demo.db report sources -p 26w --json"))
    for row in (*report["rows"], {**report["total"], "source": None}):
        for figure in sources_evidence.FIGURES:
            where = f"source={row['source']},{figure}" if row["source"] else figure
            found = _records(demo, f"report sources -p 26w --why {where}")
            assert sum(each["adds"] for each in found) == row[figure], where
            assert len({(each["noun"], each["id"]) for each in found}) == len(found)


def test_what_counts_towards_a_quota_adds_up_to_what_is_credited(demo: Terminal) -> None:
    (row,) = json.loads(demo.ok("--db demo.db report quota --json"))["rows"]
    found = _records(demo, "report quota --why metric=revenue,credited")
    assert sum(each["adds"] for each in found) == row["credited"] == sum(each["value"] for each in found)
    assert {each["status"] for each in found} == {"won"}


def test_a_csv_of_evidence_has_every_column_and_a_wrong_name_is_refused(demo: Terminal) -> None:
    head = demo.ok("--db demo.db report channels --why channel=call,won --format csv").splitlines()[0]
    assert head.startswith("adds,id,external_id,name,")
    for words, message in (
        ("channel=cal,won", "no row 'cal'"),
        ("kind=cold,won", "not by kind"),
        ("channel=call,wins", "no figure 'wins'"),
        ("source=web,minutes", "what came in by itself has no minutes"),
    ):
        result = demo(f"--db demo.db report channels --why {words}")
        assert (result.code, message in result.err) == (2, True), result.err
