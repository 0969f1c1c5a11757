"""A long log is read a range of contacts at a time: every figure is the one of the whole log at once."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.domain.credit import Credit, Model
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.facts import Link, Spoken
from prospector.domain.filters import Filters
from prospector.domain.period import Period
from prospector.domain.slots import WorkingHours
from prospector.reports.basis import Basis
from prospector.reports.credit import Traced
from prospector.store.figures import fetch_figures
from prospector.store.outcomes import fetch_outcomes
from prospector.store.ranges import contact_ranges
from prospector.store.store import Store
from prospector.usecases.reports.cohorts import cohorts
from prospector.usecases.reports.compare import comparison
from prospector.usecases.reports.content import content_report
from prospector.usecases.reports.focus import focus_report
from prospector.usecases.reports.time import time_report
from tests.logbook import Logbook
from tests.reports import test_journeys_laws
from tests.reports.test_counting_laws import DAYS, FIRST, LOGS, NEW_STORE, PHASES, Log, store_of

OF_TOUCHES = (Dimension.CHANNEL, Dimension.CHANNEL, Dimension.KIND, Dimension.CONTENT)
MODELS = [model for model in Model if not model.order]
TELLING = (Model.LINEAR, Model.TIME_DECAY)  # of the others, which share what these do, the slow tests tell


@contextmanager
def in_ranges_of(contacts: int | None) -> Iterator[None]:
    """Take every log for a long one, and as many contacts with a result at a time; None reads it whole."""
    with pytest.MonkeyPatch.context() as patch:
        if contacts is not None:
            patch.setattr("prospector.store.asked.is_long", lambda _: True)
            patch.setattr("prospector.store.asked.reads_along_results", lambda *_: True)
            patch.setattr("prospector.store.ranges.RESULTS_A_RANGE", contacts - 1)
        yield


def reports(path: Path, basis: Basis, dimension: Dimension) -> list[object]:
    with Store(str(path)) as store:
        found: list[object] = [comparison(store, basis, dimension)]
        if dimension is not Dimension.CHANNEL:
            return found
        return [
            *found,
            content_report(store, basis),
            cohorts(store, basis, Dimension.WEEK),
            focus_report(store, basis),
            time_report(
                store, basis, weekdays=frozenset(range(5)), hours=WorkingHours(start=9 * 60, end=17 * 60)
            ),
        ]


def held_alike(log: Log, basis: Basis, dimension: Dimension, zone: int) -> None:
    with store_of(log, NEW_STORE) as path:
        test_journeys_laws.moved(path, zone)
        found = []
        for contacts in (None, 1, 2):
            with in_ranges_of(contacts):
                found.append(reports(path, basis, dimension))
    assert found[1] == found[0]
    assert found[2] == found[0]


DAYS_ASKED = st.tuples(st.integers(0, DAYS), st.integers(1, DAYS), st.integers(0, DAYS + 30))


def basis_of(days: tuple[int, int, int], model: Model = Model.DIRECT, channel: str | None = None) -> Basis:
    start = FIRST + timedelta(days=days[0])
    return Basis(
        period=Period(start, start + timedelta(days=days[1]), "some days"),
        as_of=FIRST + timedelta(days=days[2]),
        exchange=Exchange("USD"),
        filters=Filters(channel=channel),
        credit=Credit(model=model, lookback=20, conversation_lookback=10),
    )


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(
    log=LOGS,
    days=DAYS_ASKED,
    dimension=st.sampled_from([*Dimension, Dimension.CHANNEL, Dimension.CHANNEL]),
    zone=st.sampled_from([0, -600, 780]),
    channel=st.sampled_from([None, None, "call"]),
)
def test_ranges_add_up_to_the_whole(
    *, log: Log, days: tuple[int, int, int], dimension: Dimension, zone: int, channel: str | None
) -> None:
    held_alike(log, basis_of(days, channel=channel), dimension, zone)


@settings(max_examples=60, deadline=None, phases=PHASES)
@given(
    log=st.one_of(LOGS, test_journeys_laws.LOGS),
    days=DAYS_ASKED,
    model=st.sampled_from(MODELS),
    dimension=st.sampled_from(OF_TOUCHES),
    zone=st.sampled_from([0, -600, 780]),
    channel=st.sampled_from([None, None, "call"]),
)
def test_shared_credit_of_ranges_is_that_of_the_whole(
    *,
    log: Log,
    days: tuple[int, int, int],
    model: Model,
    dimension: Dimension,
    zone: int,
    channel: str | None,
) -> None:
    held_alike(log, basis_of(days, model, channel), dimension, zone)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  email  ann@Acme  sent
        2026-03-03 09:00  email  ann@Acme  replied  in
        2026-03-04 09:00  call   bob@Acme  conversation
        2026-03-05 09:00  call   cy        conversation
        2026-03-05 10:00  call   .         conversation  x3
    """)
    return book


def test_a_range_has_all_of_its_contacts_and_nobody_is_left_out(book: Logbook) -> None:
    with in_ranges_of(2), Store(str(book.path)) as store, store.reading() as connection:
        ranges = contact_ranges(connection)
        outcomes = fetch_outcomes(connection, basis_of((0, DAYS, DAYS)).window, in_ranges=True)
        (first, second), left = list(outcomes.parts())[:-1], outcomes
    assert [first.contacts, second.contacts] == ranges
    assert (ranges[0][0], ranges[1][0], ranges[1][1]) == (1, ranges[0][1] + 1, 2**63 - 1)
    assert [each.id for each in first.spoken] == [3]
    assert list(first.answers) == [2]
    assert [each.id for each in second.spoken] == [4]
    assert [each.id for each in left.spoken] == [5]


def test_rows_behind_a_figure_and_short_logs_are_read_whole(book: Logbook) -> None:
    window = basis_of((0, DAYS, DAYS)).window
    with in_ranges_of(1), Store(str(book.path)) as store, store.reading() as connection:
        assert fetch_figures(connection, window).outcomes.ranges is None
        assert fetch_figures(connection, window, in_ranges=True).outcomes.ranges is not None
    with Store(str(book.path)) as store, store.reading() as connection:
        assert fetch_figures(connection, window, in_ranges=True).outcomes.ranges is None


@pytest.mark.parametrize(
    "model", [each if each in TELLING else pytest.param(each, marks=pytest.mark.slow) for each in MODELS]
)
def test_what_is_held_does_not_grow_with_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: Model
) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities(
        "\n".join(
            f"2026-03-{day:02} 09:00  call  c{who}  conversation  {way}"
            for who in range(12)
            for day in range(2, 12)
            for way in ["in" if day % 3 else ""]
        )
    )
    held: list[int] = []

    def counted(connection: sqlite3.Connection) -> Iterator[tuple[int, int]]:
        for each in contact_ranges(connection):
            held.append(sum(isinstance(known, (Spoken, Link, Traced)) for known in gc.get_objects()))
            yield each

    monkeypatch.setattr("prospector.store.asked.contact_ranges", counted)
    before = sum(isinstance(known, (Spoken, Link, Traced)) for known in gc.get_objects())
    with in_ranges_of(1):
        reports(book.path, basis_of((0, DAYS, DAYS), model), Dimension.CHANNEL)
    assert len(held) >= 12 * 5
    assert max(held) - before <= 10 * 4  # a contact's conversations, their links, and what was traced
