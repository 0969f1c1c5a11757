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
from prospector.domain.first_words import OUTCOMES
from prospector.domain.moment import day_number
from prospector.domain.vocabulary import Level
from prospector.store.breakdown import BREAKDOWNS
from prospector.store.choosing import conditions
from prospector.store.figures import (
    contacts_in_all_statement,
    contacts_statement,
    engagements_statement,
    fetch_figures,
    touches_statement,
    work_statement,
)
from prospector.store.leads import fetch_leads
from prospector.store.outcomes import bindings
from prospector.store.spoken import IN_RANGE, answers_statement, spoken_statement
from prospector.store.store import Store
from prospector.store.ways import IN_DAYS, LAST_ATTEMPT, days_of, has_all_results, is_most
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
def test_work_is_counted_within_the_covering_index_of_weeks(path: Path, dimension: Dimension) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    found = plan(path, work_statement(BREAKDOWNS[dimension], chosen, named=True))
    assert "SEARCH a USING COVERING INDEX ix_activity_week (local_week>? AND local_week<?)" in found
    if dimension in {Dimension.CHANNEL, Dimension.WEEK}:
        assert "TEMP B-TREE FOR GROUP BY" not in found


def test_activities_with_nobody_named_are_sought_in_each_week_and_channel(path: Path) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    found = plan(path, work_statement(BREAKDOWNS[Dimension.WEEK], chosen, named=False))
    sought = "(local_week=? AND channel_id=? AND contact_id=?)"
    assert f"SEARCH a USING COVERING INDEX ix_activity_week {sought}" in found


def test_people_of_a_week_are_told_apart_without_a_sort(path: Path) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    found = plan(path, contacts_statement(BREAKDOWNS[Dimension.WEEK], chosen))
    counted = found[found.index("SEARCH a USING COVERING INDEX ix_activity_week") :]
    assert "GROUP BY" not in counted.split("UNION ALL")[0]
    assert "ix_activity_contact (contact_id=?)" in plan(path, contacts_in_all_statement(chosen))


def test_what_came_of_most_of_a_log_is_read_along_the_index_of_results(path: Path) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
    found = plan(path, spoken_statement(chosen, all_along=True))
    assert "SCAN a USING COVERING INDEX ix_activity_result" in found
    assert found.endswith("USE TEMP B-TREE FOR RIGHT PART OF ORDER BY")
    answers = plan(path, answers_statement(all_along=True))
    assert "SEARCH a USING COVERING INDEX ix_activity_result" in answers
    assert (
        answers.count("COVERING INDEX ix_activity_contact (contact_id=? AND occurred_at>? AND occurred_at<?)")
        == 2
    )


def test_the_index_of_results_leaves_out_attempts_alone() -> None:
    left_out = OUTCOMES[:LAST_ATTEMPT]
    assert {word.level for word in left_out} == {Level.ATTEMPT}
    assert Level.ATTEMPT not in {word.level for word in OUTCOMES[LAST_ATTEMPT:]}


@pytest.mark.parametrize("moved", [False, True])
def test_few_weeks_or_all_and_outcomes_moved_or_not_the_figures_are_the_same(
    path: Path, moved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Logbook(path)
    book.activities(
        """
        2026-10-05 10:00  email  jane  sent
        2026-10-06 11:00  email  jane  replied         in
        2026-10-07 11:00  call   joe   voicemail
        2026-10-08 11:00  call   joe   voicemail       in
        2026-11-09 11:00  call   ann   not-interested
        """
    )
    with Store(str(path)) as store:
        if moved:
            with store.writing() as writing:
                writing.connection.execute("UPDATE outcome SET level = 2 WHERE name = 'voicemail'")
        with store.reading() as connection:
            assert has_all_results(connection) is not moved
            assert is_most(connection, WINDOW.start, WINDOW.stop)
            along_results = fetch_figures(connection, WINDOW)
            monkeypatch.setattr("prospector.store.spoken.is_most", lambda *_: False)
            monkeypatch.setattr("prospector.store.spoken.is_much", lambda *_: False)
            monkeypatch.setattr("prospector.store.figures.is_most", lambda *_: False)
            along_weeks = fetch_figures(connection, WINDOW)
    assert along_results == along_weeks
    assert len(along_results.outcomes.spoken) == (4 if moved else 2)
    assert len(along_results.outcomes.answers) == (2 if moved else 1)


@pytest.mark.parametrize(
    ("first", "last", "is_whole"),
    [
        ((10, 5), (11, 8), True),
        ((10, 6), (11, 8), False),
        ((10, 5), (11, 7), False),
        ((10, 8), (11, 15), False),
    ],
)
def test_days_are_asked_for_where_the_weeks_at_the_ends_have_others(
    tmp_path: Path, first: tuple[int, int], last: tuple[int, int], *, is_whole: bool
) -> None:
    book = Logbook(tmp_path / "log.db")  # from a Monday to a Sunday
    for day in ("10-05", "10-06", "10-14", "10-24", "11-07", "11-08"):
        book.activities(f"2026-{day} 09:00  call  {day.replace('-', 'x')}  sent")
    start, end = day_number(date(2026, *first)), day_number(date(2026, *last)) + 1
    window = Window(start=start, end=end, as_of=end + 30)
    with Store(str(book.path)) as store, store.reading() as connection:
        bound = bindings(connection, window, conditions(connection, NO_FILTERS))
        assert (days_of(connection, bound) != IN_DAYS) is is_whole
        work = fetch_figures(connection, window).broken.work
        (expected,) = connection.execute(
            "SELECT count(*) FROM activity WHERE local_day BETWEEN ? AND ?", (start, end - 1)
        ).fetchone()
    assert sum(row.activities for row in work) == expected


def test_a_range_of_contacts_is_read_along_the_index_of_results(path: Path) -> None:
    with Store(str(path)) as store, store.reading() as connection:
        chosen = conditions(connection, NO_FILTERS)
        bound = {
            **bindings(connection, WINDOW, chosen),
            "first_contact": 1,
            "last_contact": 9,
        }
        found = [
            " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", bound))
            for text in (
                spoken_statement(chosen, all_along=True, whose=IN_RANGE),
                answers_statement(all_along=True, whose=IN_RANGE),
            )
        ]
    assert all("INDEX ix_activity_result (contact_id>? AND contact_id<?)" in each for each in found)


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
            others = found.replace(
                "USING COVERING INDEX ix_activity_result", ""
            )  # which has no attempts in it
            assert f"SCAN {alias} USING" not in others, text


def test_every_statement_says_first_what_it_answers() -> None:
    folder = os.path.join(os.path.dirname(prospector.store.__file__ or ""), "sql")
    names = [name for name in os.listdir(folder) if name.endswith(".sql")]
    assert len(names) >= 11
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            assert file.readline().startswith("-- "), name
