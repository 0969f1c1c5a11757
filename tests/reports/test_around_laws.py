"""Figures that take what was spoken from those of a window around them are those that are fetched by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Figures
from prospector.domain.filters import Filters
from prospector.domain.period import Period
from prospector.reports.basis import Basis
from prospector.reports.lines import lines_of
from prospector.reports.results import results_of
from prospector.reports.trials import hits_of
from prospector.store.figures import fetch_figures
from prospector.store.store import Store
from tests.logbook import Logbook
from tests.reports.test_counting_laws import DAYS, FIRST, LAST, LOGS, PHASES, Log, store_of

USD = Exchange("USD")


def basis(start: int, days: int, as_of: date, new_after: int, filters: Filters) -> Basis:
    first = FIRST + timedelta(days=start)
    period = Period(first, first + timedelta(days=days), "some days")
    return Basis(
        period=period, as_of=as_of, exchange=USD, filters=filters, new_conversation_days=new_after, horizon_days=10
    )  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("around") / "new.db"


@settings(max_examples=200, deadline=None, phases=PHASES)
@given(
    log=LOGS,
    outer=st.tuples(st.integers(0, 30), st.integers(20, 60)),
    inner=st.tuples(st.integers(0, 40), st.integers(1, 20)),
    as_of=st.integers(20, DAYS + 30),
    new_after=st.integers(1, 20),
    dimension=st.sampled_from([Dimension.CHANNEL, Dimension.WEEK, Dimension.SOURCE, Dimension.TAG]),
    channel=st.sampled_from([None, None, "call"]),
)
def test_what_is_taken_from_a_window_around_is_what_is_fetched(
    template: Path,
    log: Log,
    *,
    outer: tuple[int, int],
    inner: tuple[int, int],
    as_of: int,
    new_after: int,
    dimension: Dimension,
    channel: str | None,
) -> None:
    day, filters = min(FIRST + timedelta(days=as_of), LAST), Filters(channel=channel)
    wide = basis(*outer, day, new_after, filters)
    narrow = basis(outer[0] + inner[0], inner[1], day, new_after, filters)
    with store_of(log, template) as path, Store(str(path)) as store, store.reading() as connection:
        around = fetch_figures(connection, wide.window, Dimension.CHANNEL, filters).outcomes
        alone = fetch_figures(connection, narrow.window, dimension, filters)
        told = fetch_figures(connection, narrow.window, dimension, filters, around=[around])
    assert shown(told) == shown(alone)
    assert [each.id for each in told.outcomes.spoken] == [each.id for each in alone.outcomes.spoken]
    assert (told.outcomes.answers, told.outcomes.links) == (alone.outcomes.answers, alone.outcomes.links)


def shown(figures: Figures) -> tuple[object, ...]:
    """All that a report makes of figures."""
    lines, outcomes = lines_of(figures, USD), figures.outcomes
    hits = hits_of(outcomes)
    return (
        list(results_of(outcomes, USD)),
        sorted(hits.conversations),
        sorted(hits.connects),
        sorted(hits.appointments),
        (lines.rows, lines.came_in, lines.total),
        figures.labels,
    )


def test_what_lies_within_is_not_fetched_again_and_what_does_not_is(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  call   ann  conversation
        2026-03-20 09:00  call   ann  conversation
        2026-04-10 09:00  email  ann  replied  in
    """)

    def looks_up_conversations(start: int, days: int, new_after: int = 90) -> bool:
        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        window = basis(start, days, as_of, new_after, Filters()).window
        fetch_figures(connection, window, around=[around])
        connection.set_trace_callback(None)
        return any("Activities at the level conversation" in each for each in statements)

    as_of = FIRST + timedelta(days=52)
    with Store(str(book.path)) as store, store.reading() as connection:
        around = fetch_figures(connection, basis(10, 40, as_of, 90, Filters()).window).outcomes
        assert not looks_up_conversations(10, 40)
        assert looks_up_conversations(9, 10)
        assert looks_up_conversations(45, 6)
        assert looks_up_conversations(15, 10, new_after=91)
