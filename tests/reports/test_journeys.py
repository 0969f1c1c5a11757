"""Which touches belong to which result: the rules one by one, and all of them written down a second time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prospector.domain.credit import Credit, Model
from prospector.domain.dimension import Dimension
from prospector.domain.exchange import Exchange
from prospector.domain.journeys import Goal
from prospector.domain.period import read_period
from prospector.reports.basis import Basis
from prospector.reports.journeys import journeys_of
from prospector.store.journeys import JourneyReader
from prospector.store.outcomes import fetch_outcomes
from prospector.store.store import Store
from tests.logbook import Logbook


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def walked(
    book: Logbook,
    goal: Goal = Goal.CONVERSATION,
    *,
    as_of: str = "2026-06-30",
    period: str = "all",
    lookback: int = 30,
) -> tuple[list[str], list[str]]:
    """The journeys to every result in the order of their records, and the null journeys, as channels in a line."""
    day = date.fromisoformat(as_of)
    basis = Basis(
        period=read_period(period, day),
        as_of=day,
        exchange=Exchange("USD"),
        credit=Credit(model=Model.MARKOV, conversation_lookback=lookback),
    )
    with Store(str(book.path)) as store, store.reading() as connection:
        outcomes = fetch_outcomes(connection, basis.window, Dimension.CHANNEL)
        spoken = [conversation.spoken for conversation in outcomes.conversations]
        facts = JourneyReader(connection, outcomes, goals=[goal], with_nulls=True).facts(outcomes, spoken)
        journeys, nulls = journeys_of(facts, basis.credit, nulls_in=basis.window)
        names = {number: channel.name for number, channel in outcomes.channels.items()}
    found = sorted(journeys.items(), key=lambda item: item[0][2])

    def line(path: tuple[object, ...]) -> str:
        return " ".join(names[key] for key in path)  # type: ignore[index]  # keys of channels

    return [line(journey.path) for _, journey in found], sorted(line(path) for path in nulls[goal])


def test_a_journey_begins_after_the_result_before_it_and_ends_with_its_own(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  ann  sent
        2026-03-03 09:00  call   ann  conversation
        2026-03-04 09:00  social ann  sent
        2026-03-05 09:00  email  ann  sent
        2026-03-06 09:00  call   ann  conversation
        2026-03-07 09:00  email  ann  sent
    """)
    assert walked(book) == (["email call", "social email call"], [])


def test_an_inbound_result_is_led_to_by_what_came_before_it_and_is_no_touch_itself(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email   ann  sent
        2026-03-02 10:00  email   ann  replied  in
        2026-03-03 09:00  social  ann  engaged  in on=piece
        2026-03-04 09:00  call    ann  conversation  in
        2026-03-04 10:00  research ann done
        2026-03-05 09:00  visit   bob  conversation  in
    """)
    assert walked(book) == (["email content"], [])


def test_the_look_back_counts_whole_days(book: Logbook) -> None:
    book.activities("""
        2026-03-01 00:05  social ann  sent
        2026-03-02 23:55  email  ann  sent
        2026-04-01 09:00  call   ann  conversation
    """)
    assert walked(book)[0] == ["email call"]
    assert walked(book, lookback=31)[0] == ["social email call"]
    assert walked(book, lookback=1)[0] == ["call"]


def test_touches_of_one_second_go_by_their_number(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  visit  ann  sent
        2026-03-02 09:00  call   ann  sent
        2026-03-02 09:00  social ann  conversation
        2026-03-02 09:00  email  ann  sent
        2026-03-03 09:00  call   ann  conversation
    """)
    assert walked(book)[0] == ["visit call social", "email call"]


def test_without_a_time_of_day_the_days_decide(book: Logbook) -> None:
    book.activities("""
        2026-03-02        email  ann  sent
        2026-03-03 09:00  call   ann  conversation
        2026-03-03        social ann  sent
        2026-03-04        email  ann  sent
        2026-03-04        call   ann  conversation
        2026-03-04        visit  ann  conversation
        2026-03-04 08:00  social ann  sent
    """)
    assert walked(book)[0] == ["email social call", "email social call", "visit"]


def test_a_deal_of_a_company_is_led_to_by_touches_of_all_its_people(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  ann@Acme  sent
        2026-03-03 09:00  call   bob@Acme  sent
        2026-03-03 10:00  social cy@Other  sent
    """)
    book.deal("one", account="Acme", opened="2026-03-05", closed="2026-03-09", status="won")
    book.deal("two", who="bob", opened="2026-03-06", closed="2026-03-10", status="won")
    assert walked(book, Goal.DEAL)[0] == ["email call", "call"]
    assert walked(book, Goal.WON) == (["email call", "call"], ["social"])


def test_a_deal_that_was_won_later_than_as_of_has_no_journey_to_a_win(book: Logbook) -> None:
    book.activities("2026-03-02 09:00  email  ann  sent")
    book.deal("one", who="ann", opened="2026-03-05", closed="2026-05-01", status="won")
    assert walked(book, Goal.WON, as_of="2026-04-20") == ([], ["email"])
    assert walked(book, Goal.DEAL, as_of="2026-04-20")[0] == ["email"]


def test_appointments_set_and_held_have_journeys_of_their_own(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  email  ann  sent
        2026-03-03 09:00  call   ann  appointment
        2026-03-08 09:00  email  ann  sent
    """)
    book.appointment("ann", set_at="2026-03-03 09:00", starts="2026-03-10 15:00", status="held", activity=2)
    book.appointment("ann", set_at="2026-03-12 09:00", status="set")
    assert walked(book, Goal.APPOINTMENT)[0] == ["email call", "email"]
    assert walked(book, Goal.HELD)[0] == ["email call email"]


def test_only_who_never_had_a_result_and_rests_is_a_null_journey(book: Logbook) -> None:
    book.activities("""
        2026-01-02 09:00  visit  old   sent
        2026-03-02 09:00  email  old   sent
        2026-03-03 09:00  call   old   sent
        2026-03-03 09:00  call   had   conversation
        2026-03-04 09:00  email  had   sent
        2026-05-30 09:00  email  rests sent
        2026-05-31 09:00  call   rests sent
        2026-06-01 09:00  social open  sent
    """)
    assert walked(book)[1] == ["email call", "email call"]
    assert walked(book, as_of="2026-07-01")[1] == ["email call", "email call", "social"]
    assert walked(book, period="2026-03")[1] == ["email call"]
    assert walked(book, period="2026-04")[1] == []


def test_results_before_the_period_cut_journeys_too(book: Logbook) -> None:
    book.activities("""
        2026-03-20 09:00  email  ann  sent
        2026-03-30 09:00  call   ann  conversation
        2026-04-02 09:00  social ann  sent
        2026-04-03 09:00  call   ann  conversation
    """)
    assert walked(book, period="2026-04")[0][-1] == "social call"
