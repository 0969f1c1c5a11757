"""How the statements of the reports find their rows: by the covering indices, never by reading every activity."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

import prospector.store
from prospector.domain.dimension import Dimension
from prospector.domain.facts import Window
from prospector.domain.filters import NO_FILTERS
from prospector.domain.moment import day_number
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.figures import (
    contacts_statement,
    engagements_statement,
    fetch_figures,
    touches_statement,
    work_statement,
)
from prospector.store.leads import fetch_leads
from prospector.store.outcomes import bindings
from prospector.store.store import Store
from tests.logbook import Logbook

WINDOW = Window(
    start=day_number(date(2026, 10, 1)),
    end=day_number(date(2027, 1, 1)),
    as_of=day_number(date(2026, 11, 22)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    book = Logbook(tmp_path / "log.db")
    book.activities("2026-10-05 09:00  call  jane  conversation")
    return book.path


def plan(path: Path, statement: str) -> str:
    with Store(str(path)) as store, store.reading() as connection:
        bound = bindings(connection, WINDOW, conditions(connection, NO_FILTERS))
        rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", bound).fetchall()
    return "\n".join(str(row[3]) for row in rows)


@pytest.mark.parametrize("dimension", [Dimension.CHANNEL, Dimension.WEEK, Dimension.WEEKDAY, Dimension.MONTH])
@pytest.mark.parametrize("named", [True, False])
def test_work_is_counted_within_the_covering_index_of_weeks(
    path: Path, dimension: Dimension, named: bool
) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    found = plan(path, work_statement(BREAKDOWNS[dimension], chosen, named=named))
    assert "SEARCH a USING COVERING INDEX ix_activity_week (local_week>? AND local_week<?)" in found
    if dimension in {Dimension.CHANNEL, Dimension.WEEK}:
        assert "TEMP B-TREE FOR GROUP BY" not in found


def test_touches_contacts_and_engagements_use_their_indices(path: Path) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    channel = BREAKDOWNS[Dimension.CHANNEL]
    covering = "SEARCH a USING COVERING INDEX ix_activity_week"
    assert covering in plan(path, touches_statement(channel, chosen))
    contacts = plan(path, contacts_statement(channel, chosen))
    assert covering in contacts
    assert "ix_activity_content" in contacts
    assert "ix_activity_content" in plan(path, engagements_statement(channel, chosen))


def test_no_statement_of_a_report_reads_every_activity(path: Path) -> None:
    statements: list[str] = []
    with Store(str(path)) as store:
        store._connection.set_trace_callback(statements.append)
        with store.reading() as connection:
            for dimension in Dimension:
                fetch_figures(connection, WINDOW, dimension)
            fetch_leads(connection, WINDOW)
        store._connection.set_trace_callback(None)
        plans = {
            text: "\n".join(
                str(row[3]) for row in store._connection.execute(f"EXPLAIN QUERY PLAN {text}").fetchall()
            )
            for text in statements
            if " activity " in text
        }
    assert len(plans) > 20
    for text, found in plans.items():
        for alias in ("a", "t", "c"):
            assert f"SCAN {alias}\n" not in f"{found}\n", text
            assert f"SCAN {alias} USING" not in found, text


def test_every_statement_says_first_what_it_answers() -> None:
    folder = os.path.join(os.path.dirname(prospector.store.__file__ or ""), "sql")
    names = [name for name in os.listdir(folder) if name.endswith(".sql")]
    assert len(names) >= 11
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            assert file.readline().startswith("-- "), name
