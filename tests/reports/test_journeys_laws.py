"""Touches are looked up around results alone: the journeys are those that all touches make."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prospector.domain.credit import Credit, Model
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.filters import Filters
from prospector.domain.journeys import ACTIVITIES as OF_ACTIVITIES
from prospector.domain.journeys import Goal, Paths, Reference
from prospector.domain.period import Period
from prospector.reports.basis import Basis
from prospector.reports.journeys import Journeys, journeys_of, lookbacks_of, paths_of
from prospector.store.journeys import JourneyReader
from prospector.store.outcomes import fetch_outcomes
from prospector.store.store import Store
from tests.logbook import Logbook
from tests.reports.test_counting_laws import DAYS, FIRST, LAST, PHASES, Log, store_of

WAYS = ("sent", "sent", "conversation", "conversation", "conversation  in", "appointment", "replied  in")
DAY = st.integers(0, DAYS - 1).map(lambda day: (FIRST + timedelta(days=day)).isoformat())
ACTIVITIES = st.builds(
    "{}  {}  {}  {}".format,
    st.builds("{} {}".format, DAY, st.sampled_from(["", "00:30", "09:00", "09:00", "23:30"])),
    st.sampled_from(["call", "email", "visit"]),
    st.sampled_from(["jane@Acme", "joe@Acme"]),
    st.sampled_from(WAYS),
)
DEALS = st.tuples(st.sampled_from(["jane@Acme", None]), DAY, DAY, st.sampled_from(["open", "won"]))
LOGS = st.tuples(st.lists(ACTIVITIES, max_size=40), st.lists(DEALS, max_size=3))


def moved(path: Path, minutes: int) -> None:
    """Put the rep into another zone: the clock reads the same, and UTC another time."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE activity SET occurred_at = occurred_at - ? * 60, utc_offset = ? WHERE utc_offset IS NOT NULL",
            (minutes, minutes),
        )


def journeys(
    path: Path,
    basis: Basis,
    goals: Iterable[Goal],
    *,
    all_touches: bool,
    last_alone: bool,
    paths: Paths = Paths.WITH_AGES,
) -> Journeys:
    with Store(str(path)) as store, store.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window, Dimension.CHANNEL, basis.filters)
        reader = JourneyReader(
            connection,
            outcomes,
            basis.filters,
            goals=tuple(goals),
            with_nulls=all_touches,
            last_alone=last_alone,
            lookbacks=lookbacks_of(basis.credit),
            paths=paths,
        )
        facts = reader.facts(outcomes, [conversation.spoken for conversation in outcomes.conversations])
        asked = {each.reference for each in facts.happened if each.is_asked}
        known = {
            Reference(goal, OF_ACTIVITIES, number) for goal in facts.known for number in facts.known[goal]
        }
        assert asked.isdisjoint(known)
        assert not known or paths is not Paths.WITH_AGES
        found, _ = journeys_of(facts, basis.credit, aged=True)
    return {
        reference: found[reference]
        for reference in (*asked, *known)
        if reference in found and found[reference].path
    }


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("journeys") / "new.db"


@settings(max_examples=150, deadline=None, phases=PHASES)
@given(
    log=LOGS,
    days=st.tuples(st.integers(0, DAYS), st.integers(1, DAYS)),
    lookbacks=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    zone=st.sampled_from([0, -600, 780]),
    channel=st.sampled_from([None, None, "call"]),
)
def test_touches_around_the_results_make_the_journeys_that_all_touches_make(
    template: Path,
    log: Log,
    *,
    days: tuple[int, int],
    lookbacks: tuple[int, int],
    zone: int,
    channel: str | None,
) -> None:
    start = FIRST + timedelta(days=days[0])
    basis = Basis(
        period=Period(start, start + timedelta(days=days[1]), "some days"),
        as_of=LAST,
        exchange=Exchange("USD"),
        filters=Filters(channel=channel),
        credit=Credit(model=Model.LINEAR, lookback=lookbacks[0], conversation_lookback=lookbacks[1]),
    )
    with store_of(log, template) as path:
        moved(path, zone)
        whole = journeys(path, basis, Goal, all_touches=True, last_alone=False)
        around = journeys(path, basis, Goal, all_touches=False, last_alone=False)
        last = journeys(path, basis, Goal, all_touches=False, last_alone=True)
        told = journeys(path, basis, Goal, all_touches=False, last_alone=False, paths=Paths.IN_ORDER)
        counted = journeys(path, basis, Goal, all_touches=False, last_alone=False, paths=Paths.COUNTED)
        last_told = journeys(path, basis, Goal, all_touches=False, last_alone=True, paths=Paths.IN_ORDER)
    assert around == whole
    assert {reference: each.path for reference, each in told.items()} == {
        reference: each.path for reference, each in whole.items()
    }
    assert {reference: Counter(each.path) for reference, each in counted.items()} == {
        reference: Counter(each.path) for reference, each in whole.items()
    }
    assert {reference: each.path[-1] for reference, each in last_told.items()} == {
        reference: each.path[-1] for reference, each in last.items() if reference in last_told
    }
    assert all(
        whole[reference].touch_ids[-1] == reference[2] for reference in whole.keys() - last_told.keys()
    )
    for reference, journey in last.items():
        assert (journey.path[-1], journey.touch_ids[-1]) == (
            whole[reference].path[-1],
            whole[reference].touch_ids[-1],
        )
    left_out = whole.keys() - last.keys()
    assert all(whole[reference].touch_ids[-1] == reference[2] for reference in left_out), left_out
    assert all(reference[1] == OF_ACTIVITIES for reference in left_out)


def test_what_is_looked_up_for_one_result_does_not_hide_the_touches_of_another(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  email  ann@Acme  sent
        2026-05-20 09:00  call   ann@Acme  sent
        2026-05-22 09:00  visit  ann@Acme  conversation  in
        2026-05-22 10:00  call   ann@Acme  conversation  in
    """)
    book.deal("one", who="ann@Acme", opened="2026-05-19", closed="2026-05-26", status="won")
    basis = Basis(
        period=Period(FIRST, LAST, "some days"),
        as_of=LAST,
        exchange=Exchange("USD"),
        credit=Credit(model=Model.LAST),
    )
    found = journeys(book.path, basis, Goal, all_touches=False, last_alone=True)
    assert {reference: journey.touch_ids[-1] for reference, journey in found.items()} == {
        Reference(Goal.CONVERSATION, "activities", 3): 2,
        Reference(Goal.DEAL, "deals", 1): 1,
        Reference(Goal.WON, "deals", 1): 2,
    }


def plainly_told(book: Logbook, model: Model = Model.LINEAR) -> tuple[set[int], set[int]]:
    """The conversations whose journeys SQLite told, and those that were left to the rules."""
    credit = Credit(model=model)
    basis = Basis(
        period=Period(FIRST, LAST, "some days"), as_of=LAST, exchange=Exchange("USD"), credit=credit
    )
    with Store(str(book.path)) as store, store.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window)
        reader = JourneyReader(
            connection,
            outcomes,
            goals=[Goal.CONVERSATION],
            last_alone=model is Model.LAST,
            lookbacks=lookbacks_of(credit),
            paths=paths_of(credit),
        )
        facts = reader.facts(outcomes, [conversation.spoken for conversation in outcomes.conversations])
    return set(facts.known[Goal.CONVERSATION]), {each.activity_id for each in facts.happened}


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        ("2026-03-06 09:00  email  jane@Acme  sent", {2, 3}),
        ("2026-03-06        email  jane@Acme  sent", set[int]()),
        ("2026-03-05 10:00  email  jane@Acme  sent", set[int]()),
        ("2026-03-06 09:00  visit  jane@Acme  conversation  in", {2, 3, 5}),
        ("2026-03-06        visit  jane@Acme  conversation  in", set[int]()),
        ("2026-03-05 10:00  visit  jane@Acme  conversation  in", set[int]()),
    ],
)
def test_whoever_has_a_result_that_is_not_plain_is_left_to_the_rules(
    tmp_path: Path, odd: str, told: set[int]
) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities(f"""
        2026-03-02 09:00  email  jane@Acme  sent
        2026-03-05 10:00  call   jane@Acme  conversation
        2026-03-07 10:00  call   jane@Acme  conversation  in
        2026-03-07 10:00  call   joe@Acme   conversation
        {odd}
    """)
    plain, left = plainly_told(book)
    assert plain == {4, *told}
    assert left == (set() if told else {2, 3, 5} if "conversation" in odd else {2, 3})


def test_for_last_touches_only_results_that_are_none_are_looked_up(tmp_path: Path) -> None:
    book = Logbook(tmp_path / "log.db")
    book.activities("""
        2026-03-02 09:00  email  jane@Acme  sent
        2026-03-05 10:00  call   jane@Acme  conversation
        2026-03-07 10:00  call   jane@Acme  conversation  in
    """)
    assert plainly_told(book, Model.LAST) == ({3}, set())
