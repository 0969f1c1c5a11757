from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from prospector.domain.moment import Moment
from prospector.domain.money import Amount
from prospector.domain.settings import read_settings
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.errors import AmbiguousNameError, InvalidValueError, UnknownNameError
from prospector.store.store import Store
from prospector.usecases.deals import (
    Correction,
    DealAnswer,
    DealFacts,
    advance,
    edit,
    lose,
    open_deal,
    reopen,
    win,
)
from prospector.usecases.undo import undo
from prospector.usecases.worth import read_worth, worth_text
from tests.terminal import Terminal

AT = int(datetime(2026, 11, 20, 10, tzinfo=UTC).timestamp())


def _on(day: int) -> Moment:
    return Moment.of(datetime(2026, 11, day, 9, tzinfo=UTC))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "sales.sqlite3"), create_missing=True)


def _open(store: Store, name: str, facts: DealFacts = DealFacts(), stage: Stage | None = None) -> DealAnswer:  # noqa: B008  # frozen
    return open_deal(store, name, facts, stage=stage, on=_on(2), rep="", at=AT)


def _one(store: Store, sql: str) -> tuple[object, ...]:
    with store.reading() as connection:
        found: tuple[object, ...] = connection.execute(sql).fetchone()
    return found


def test_a_deal_with_a_new_contact_makes_it_its_account_and_its_lead(store: Store) -> None:
    facts = DealFacts(
        who="Jane Doe",
        account="Acme",
        value=Amount(2_500_000, None),
        closes_on=date(2026, 12, 18),
        tags=("q4",),
    )
    answer = _open(store, "Rollout", facts)
    assert str(answer.after) == "Rollout (Acme)"
    assert answer.new_contact is not None
    assert answer.new_contact.name == "Jane Doe"
    assert _one(
        store,
        "SELECT contact_id, account_id, lead_id, value_minor, status, stage, expected_close_on FROM deal",
    ) == (1, 1, 1, 2_500_000, "open", "qualifying", "2026-12-18")
    assert _one(store, "SELECT count(*) FROM tagging WHERE noun = 'deal'") == (1,)


def test_a_marketing_lead_that_was_never_touched_enters_at_lead(store: Store) -> None:
    answer = _open(store, "Rollout", DealFacts(who="Jane Doe", source="campaign"))
    assert answer.after.deal.stage == Stage.LEAD


def test_a_deal_is_found_by_the_beginning_of_any_part_of_its_name(store: Store) -> None:
    _open(store, "Acme rollout")
    assert advance(store, "roll", Stage.PROPOSAL, on=_on(5), rep="", at=AT).after.deal.stage == Stage.PROPOSAL
    assert win(store, "ACME", None, on=_on(6), rep="", at=AT).after.deal.status == DealStatus.WON


def test_of_several_deals_the_open_one_is_meant_and_several_open_ones_are_listed(store: Store) -> None:
    _open(store, "Acme one")
    lose(store, "Acme one", "price", on=_on(3), rep="", at=AT)
    _open(store, "Acme two")
    assert advance(store, "acme", Stage.CLOSING, on=_on(5), rep="", at=AT).after.deal.name == "Acme two"
    _open(store, "Acme three")
    with pytest.raises(AmbiguousNameError, match="may be 2 deals") as caught:
        advance(store, "acme", Stage.PROPOSAL, on=_on(5), rep="", at=AT)
    assert "id:2" in caught.value.hint
    assert reopen(store, "acme", None, on=_on(6), rep="", at=AT).after.deal.name == "Acme one"


def test_an_unknown_deal_is_refused_with_the_near_one(store: Store) -> None:
    _open(store, "Globex")
    with pytest.raises(UnknownNameError) as caught:
        win(store, "Globxe", None, on=_on(3), rep="", at=AT)
    assert caught.value.hint == "did you mean Globex?"


def test_a_second_open_deal_of_one_name_is_refused(store: Store) -> None:
    _open(store, "Globex")
    with pytest.raises(InvalidValueError, match="open deal 'GLOBEX' already, id:1"):
        _open(store, "GLOBEX")


def test_undo_takes_a_win_back_with_its_step(store: Store) -> None:
    _open(store, "Globex", DealFacts(value=Amount(100, None)))
    win(store, "Globex", Amount(250, None), on=_on(3), rep="", at=AT)
    assert undo(store, "")[0].label == "deal won: Globex"
    assert _one(store, "SELECT status, stage, value_minor, closed_at FROM deal") == (
        "open",
        "qualifying",
        100,
        None,
    )
    assert _one(store, "SELECT count(*) FROM stage_change") == (1,)


def test_an_edit_changes_what_is_said_and_nothing_else(store: Store) -> None:
    _open(store, "Globex", DealFacts(value=Amount(100, None), note="warm", closes_on=date(2026, 12, 1)))
    answer = edit(
        store,
        "Globex",
        DealFacts(account="Globex Corp"),
        Correction(name="Globex pilot", opened=_on(1), no_close=True),
        on=_on(20),
        rep="",
        at=AT,
    )
    assert str(answer.after) == "Globex pilot (Globex Corp)"
    assert _one(store, "SELECT value_minor, note, expected_close_on, opened_at FROM deal") == (
        100,
        "warm",
        None,
        _on(1).seconds,
    )
    assert _one(store, "SELECT at FROM stage_change") == (_on(1).seconds,)


def test_an_end_is_put_right_with_its_step_and_nothing_said_changes_nothing(store: Store) -> None:
    _open(store, "Globex")
    lose(store, "Globex", "price", on=_on(9), rep="", at=AT)
    right = Correction(closed=_on(6), lost_reason="timing")
    assert edit(store, "Globex", DealFacts(), right, on=_on(20), rep="", at=AT).changed
    assert _one(store, "SELECT closed_at, lost_reason FROM deal") == (_on(6).seconds, "timing")
    assert _one(store, "SELECT at FROM stage_change WHERE to_stage = 'lost'") == (_on(6).seconds,)
    assert not edit(store, "Globex", DealFacts(), Correction(), on=_on(20), rep="", at=AT).changed
    assert edit(store, "Globex", DealFacts(note="x"), Correction(), on=_on(20), rep="", at=AT).changed
    with pytest.raises(InvalidValueError, match="came to qualifying on Mon 2 Nov 2026"):
        edit(store, "Globex", DealFacts(), Correction(closed=_on(1)), on=_on(20), rep="", at=AT)


def test_nobody_and_an_outcome_are_no_contact_of_a_deal(store: Store) -> None:
    for who in (".", "", "vm"):
        with pytest.raises(UnknownNameError, match=r"who\?"):
            _open(store, "Globex", DealFacts(who=who))
    assert _one(store, "SELECT count(*) FROM contact") == (0,)


def test_an_amount_in_another_currency_needs_a_rate() -> None:
    settings = read_settings({})
    assert read_worth("25k", None, settings) == Amount(2_500_000, None)
    assert read_worth("$1,234.50", "usd", settings) == Amount(123_450, None)
    with pytest.raises(InvalidValueError, match="there is no rate for EUR"):
        read_worth("25k", "EUR", settings)
    with_rate = replace(settings, rates={"EUR": "1.08", "JPY": "0.0065"})
    assert read_worth("€25k", None, with_rate) == Amount(2_500_000, "EUR")
    assert read_worth("5000", "JPY", with_rate) == Amount(5000, "JPY")
    assert worth_text(5000, "JPY", with_rate) == "5,000 JPY"
    with pytest.raises(InvalidValueError, match="is not in JPY"):
        read_worth("€25", "JPY", with_rate)
    with pytest.raises(InvalidValueError, match="less than nothing"):
        read_worth("-5", None, settings)


def test_an_empty_note_takes_the_note_of_a_deal_away(terminal: Terminal) -> None:
    terminal.ok("deal open Rollout --account Acme -n 'wants a discount'")
    terminal.ok("deal edit Rollout -n ''")
    assert json.loads(terminal.ok("deal show Rollout --json"))["note"] is None
