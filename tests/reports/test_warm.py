"""Warm calls against cold ones, on logs that were worked out by hand, and on simulated ones whose truth is known."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest

from prospector.domain.exchange import Exchange
from prospector.domain.period import read_period
from prospector.reports.basis import Basis
from prospector.reports.warm import WarmReport
from prospector.stats.differences import Stratum, mantel_haenszel_difference
from prospector.store.store import Store
from prospector.usecases.reports.warm import warm_report
from tests.logbook import Logbook
from tests.terminal import Terminal

AS_OF = date(2026, 5, 1)


@pytest.fixture
def book(tmp_path: Path) -> Logbook:
    return Logbook(tmp_path / "log.db")


def report(book: Logbook, period: str = "all") -> WarmReport:
    basis = Basis(period=read_period(period, AS_OF), as_of=AS_OF, exchange=Exchange("USD"))
    with Store(str(book.path)) as store:
        return warm_report(store, basis)


def arms(found: WarmReport) -> tuple[tuple[int, int], tuple[int, int]]:
    return (found.warm.hits, found.warm.trials), (found.cold.hits, found.cold.trials)


def test_a_call_is_warm_for_30_days_after_a_social_touch_an_engagement_or_content_sent_alone(
    book: Logbook,
) -> None:
    book.activities("""
        2026-03-01 09:00  content  .    published  on=piece
        2026-03-02 09:00  social   ann  sent
        2026-04-01 09:00  call     ann  no-answer
        2026-04-02 09:00  call     ann  no-answer
        2026-03-02 09:00  social   bob  engaged    in on=piece
        2026-03-03 09:00  call     bob  conversation
        2026-03-02 09:00  content  cy   published
        2026-03-03 09:00  call     cy   no-answer
        2026-03-02 09:00  email    dee  sent
        2026-03-02 09:00  social   dee  replied    in
        2026-03-03 09:00  call     dee  no-answer
        2026-03-05 09:00  call     eve  no-answer
        2026-03-05 10:00  social   eve  sent
    """)
    # Ann's second call is 31 days after; an e-mail, a message that came in and a touch after the call warm nobody.
    assert arms(report(book)) == ((1, 3), (0, 3))


def test_calls_after_the_first_conversation_are_left_out_and_later_answers_count(book: Logbook) -> None:
    book.activities("""
        2026-03-02 09:00  call   ann  no-answer
        2026-03-03 09:00  call   ann  no-answer
        2026-03-05 09:00  call   ann  conversation  in
        2026-03-06 09:00  call   ann  no-answer
        2026-03-02 09:00  email  bob  conversation
        2026-03-03 09:00  call   bob  conversation
        2026-03-02 09:00  call   .    no-answer     x30
    """)
    # Ann called back: that answers her second call. Bob had been talked with by e-mail; nobody named is no call of hers.
    assert arms(report(book)) == ((0, 0), (1, 2))
    assert report(book).crude is None


def test_like_is_compared_with_like_by_lead_source_and_attempt(book: Logbook) -> None:
    for who, source in (("ann", "web"), ("bob", "web"), ("cy", "list")):
        book.lead(who, source, "2026-02-01")
    book.activities("""
        2026-03-01 09:00  social  ann  sent
        2026-03-02 09:00  call    ann  conversation
        2026-03-02 09:00  call    bob  no-answer
        2026-03-03 09:00  call    bob  no-answer
        2026-03-02 09:00  call    cy   no-answer
    """)
    found = report(book)
    cells = {(cell.source, cell.attempt): cell.counts for cell in found.cells}
    assert cells == {
        ("web", 1): Stratum(hits=1, trials=1, other_hits=0, other_trials=1),
        ("web", 2): Stratum(hits=0, trials=0, other_hits=0, other_trials=1),
        ("list", 1): Stratum(hits=0, trials=0, other_hits=0, other_trials=1),
    }
    assert found.calls_used == 2
    assert found.adjusted is not None
    assert found.adjusted.value == 1
    # The period chooses calls; which attempt it is, all calls before tell.
    (late,) = report(book, "2026-03-03").cells
    assert (late.source, late.attempt) == ("web", 2)


def test_what_the_rep_chooses_to_warm_up_does_not_pass_for_an_effect() -> None:
    random = Random(20)
    crude, adjusted, covered = 0.0, 0.0, 0
    for _ in range(400):
        strata = []
        for calls, warm_share, rate in ((300, 0.6, 0.16), (300, 0.2, 0.08), (300, 0.1, 0.03)):
            arms = {True: [0, 0], False: [0, 0]}
            for _ in range(calls):
                arm = arms[random.random() < warm_share]
                arm[0] += random.random() < rate  # the same, warm or cold
                arm[1] += 1
            (hits, trials), (other_hits, other_trials) = arms[True], arms[False]
            strata.append(Stratum(hits=hits, trials=trials, other_hits=other_hits, other_trials=other_trials))
        found = mantel_haenszel_difference(strata)
        assert found is not None
        rates = [
            sum(getattr(each, hits) for each in strata) / sum(getattr(each, trials) for each in strata)
            for hits, trials in (("hits", "trials"), ("other_hits", "other_trials"))
        ]
        crude += (rates[0] - rates[1]) / 400
        adjusted += found.value / 400
        covered += found.interval.low <= 0 <= found.interval.high
    assert crude > 0.04  # the better leads were warmed up
    assert abs(adjusted) < 0.004
    assert 0.75 <= covered / 400 <= 0.86


def test_the_calls_behind_a_figure_add_up_to_it(tmp_path: Path) -> None:
    demo = Terminal(tmp_path)
    demo.ok("demo --keep demo.db")
    found = json.loads(demo.ok("--db demo.db report warm -p 26w --json"))
    for arm in ("warm", "cold"):
        for figure, amount in (("calls", "trials"), ("conversations", "hits"), ("conversation-rate", "hits")):
            rows = json.loads(demo.ok(f"--db demo.db report warm -p 26w --why calls={arm},{figure} --json"))
            assert sum(row["adds"] for row in rows) == found[arm][amount]
    assert sum(each["warm_calls"] for each in found["strata"]) == found["warm"]["trials"]
    refused = demo("--db demo.db report warm --why calls=hot,calls")
    assert (refused.code, "warm or cold" in refused.err) == (2, True)
