from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from prospector.domain.deal import Deal, is_back, read_stage
from prospector.domain.moment import Moment
from prospector.domain.money import Amount
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import InvalidValueError


def _at(day: int, hour: int = 10) -> Moment:
    return Moment.of(datetime(2026, 11, day, hour, tzinfo=UTC))


def _acme() -> Deal:
    return Deal.begin("  Acme   rollout ", Stage.QUALIFYING, _at(2))


def test_a_deal_keeps_the_dated_history_of_its_stages() -> None:
    deal = _acme().advance(Stage.PROPOSAL, _at(5)).win(_at(9), Amount(1_800_000, None))
    assert deal.name == "Acme rollout"
    assert [(str(step.to), step.at) for step in deal.history] == [
        ("qualifying", _at(2)),
        ("proposal", _at(5)),
        ("won", _at(9)),
    ]
    assert (deal.status, deal.stage, deal.closed, deal.value_minor) == (
        DealStatus.WON,
        None,
        _at(9),
        1_800_000,
    )


def test_a_deal_may_fall_back_to_an_earlier_stage() -> None:
    deal = _acme().advance(Stage.CLOSING, _at(5)).advance(Stage.NEEDS_ANALYSIS, _at(6))
    assert deal.stage == Stage.NEEDS_ANALYSIS
    assert is_back(Stage.CLOSING, Stage.NEEDS_ANALYSIS)
    assert not is_back(Stage.LEAD, Stage.CLOSING)


def test_an_ended_deal_goes_nowhere_until_it_is_reopened_where_it_stood() -> None:
    lost = _acme().advance(Stage.OBJECTIONS, _at(5)).lose(_at(6), "price")
    with pytest.raises(InvalidValueError, match="Acme rollout was lost on Fri 6 Nov 2026"):
        lost.advance(Stage.CLOSING, _at(7))
    with pytest.raises(InvalidValueError, match="was lost"):
        lost.win(_at(7))
    back = lost.reopen(_at(8), None)
    assert (back.status, back.stage, back.closed, back.lost_reason) == (
        DealStatus.OPEN,
        Stage.OBJECTIONS,
        None,
        None,
    )
    with pytest.raises(InvalidValueError, match="is open, at objections"):
        back.reopen(_at(9), None)


def test_a_step_before_the_last_one_is_refused_but_one_of_the_same_day_is_not() -> None:
    deal = _acme().advance(Stage.PROPOSAL, _at(5, 16))
    with pytest.raises(InvalidValueError, match="came to proposal on Thu 5 Nov 2026, after Wed 4 Nov 2026"):
        deal.advance(Stage.CLOSING, _at(4))
    with pytest.raises(InvalidValueError, match="came to proposal"):
        deal.lose(_at(5, 9))
    assert deal.advance(Stage.CLOSING, Moment.on(date(2026, 11, 5))).stage == Stage.CLOSING


def test_the_stage_where_it_stands_is_no_step() -> None:
    with pytest.raises(InvalidValueError, match="is at qualifying already"):
        _acme().advance(Stage.QUALIFYING, _at(3))


def test_its_end_can_be_corrected_but_not_where_it_is_open() -> None:
    assert _acme().win(_at(9)).closed_on(_at(6), None).history[-1].at == _at(6)
    with pytest.raises(InvalidValueError, match="is open"):
        _acme().closed_on(_at(6), None)
    with pytest.raises(InvalidValueError, match="is won"):
        _acme().win(_at(9)).closed_on(None, "price")


def test_its_opening_can_be_corrected_but_not_past_its_next_step() -> None:
    deal = _acme().advance(Stage.PROPOSAL, _at(5))
    assert deal.opened_on(_at(1)).history[0].at == _at(1)
    with pytest.raises(InvalidValueError, match="was moved before Fri 6 Nov 2026"):
        deal.opened_on(_at(6))


@pytest.mark.parametrize("word", ["needs-analysis", "needs analysis", "Needs_Analysis", "needs"])
def test_a_stage_is_its_word_with_or_without_the_hyphen(word: str) -> None:
    assert read_stage(word) == Stage.NEEDS_ANALYSIS


@pytest.mark.parametrize(
    ("word", "hint"),
    [("propsal", "did you mean proposal"), ("won", "prospector deal won"), ("mango", "stages: lead, ")],
)
def test_an_unknown_stage_is_refused_with_what_may_be_meant(word: str, hint: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        read_stage(word)
    assert hint in caught.value.hint


@pytest.mark.parametrize("name", ["", " \t", "id:7"])
def test_what_could_not_be_typed_again_is_no_name(name: str) -> None:
    with pytest.raises(InvalidValueError, match="not a name"):
        Deal.begin(name, Stage.LEAD, _at(2))
