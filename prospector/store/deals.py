"""Deals: found by what a rep types for them, read with their history, stored step by step."""

from __future__ import annotations

import sqlite3

from prospector.domain.deal import Deal, Step
from prospector.domain.moment import Moment
from prospector.domain.row_number import named_number
from prospector.domain.spelling import closest, fold
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.light import dataclass
from prospector.store.writing import Value, Writing


@dataclass(frozen=True, slots=True)
class StoredDeal:
    """A deal and its row; `contact` and `account` are names."""

    id: int
    deal: Deal
    contact: str | None
    account: str | None

    def __str__(self) -> str:
        """The name, and the account or contact unless the name says it."""
        party = self.account or self.contact
        return (
            self.deal.name
            if not party or fold(party) in fold(self.deal.name)
            else f"{self.deal.name} ({party})"
        )


_SELECT = (
    "SELECT deal.id, deal.name, status, stage, value_minor, currency, opened_at, opened_offset, closed_at, "
    "closed_offset, lost_reason, contact.name, account.name FROM deal "
    "LEFT JOIN contact ON contact.id = deal.contact_id LEFT JOIN account ON account.id = deal.account_id WHERE "
)


def find_deals(connection: sqlite3.Connection, name: str) -> tuple[StoredDeal, ...]:
    """All deals that NAME may mean: `id:N`, else the exact name, else the beginning of any part of it."""
    number = named_number(name)
    if number is not None:
        return _select(connection, "deal.id = ?", number)
    key = fold(name)
    if not key:
        return ()
    return _select(connection, "deal.name_key = ?", key) or _select(
        connection, "instr(' ' || deal.name_key, ' ' || ?)", key
    )


def near_deals(connection: sqlite3.Connection, name: str) -> list[str]:
    """Names of deals that are spelt almost so."""
    return closest(name, [row[0] for row in connection.execute("SELECT name FROM deal")], parts=True)


def read_deal(connection: sqlite3.Connection, deal_id: int) -> StoredDeal:
    """The deal of a row number that is known to be there."""
    return _select(connection, "deal.id = ?", deal_id)[0]


def save_deal(writing: Writing, deal_id: int, before: Deal, after: Deal) -> None:
    """Store what a rule changed in a deal: its row, corrected steps, new ones."""
    writing.update("deal", deal_id, **columns_of(after))
    rows = writing.connection.execute(
        "SELECT id FROM stage_change WHERE deal_id = ? ORDER BY id", (deal_id,)
    ).fetchall()
    for (row,), old, new in zip(rows, before.history, after.history, strict=False):
        if old != new:
            writing.update("stage_change", row, to_stage=new.to.value, **_at(new.at))
    add_steps(writing, deal_id, after.history[len(rows) :])


def add_steps(writing: Writing, deal_id: int, steps: tuple[Step, ...]) -> None:
    """Add steps to a deal's history."""
    for step in steps:
        writing.insert("stage_change", deal_id=deal_id, to_stage=step.to.value, **_at(step.at))


def columns_of(deal: Deal) -> dict[str, Value]:
    """The columns of a deal's row that its rules change."""
    return {
        "name": deal.name,
        "name_key": fold(deal.name),
        "status": deal.status.value,
        "stage": deal.stage.value if deal.stage else None,
        "value_minor": deal.value_minor,
        "currency": deal.currency,
        "opened_at": deal.opened.seconds if deal.opened else None,
        "opened_offset": deal.opened.offset if deal.opened else None,
        "closed_at": deal.closed.seconds if deal.closed else None,
        "closed_offset": deal.closed.offset if deal.closed else None,
        "lost_reason": deal.lost_reason,
    }


def _at(moment: Moment | None) -> dict[str, int | None]:
    return {"at": moment.seconds if moment else None, "at_offset": moment.offset if moment else None}


def _moment(seconds: int | None, offset: int | None) -> Moment | None:
    return None if seconds is None else Moment(seconds, offset)


def _select(connection: sqlite3.Connection, condition: str, *values: Value) -> tuple[StoredDeal, ...]:
    rows = connection.execute(f"{_SELECT}{condition} ORDER BY deal.name_key, deal.id", values).fetchall()
    return tuple(
        StoredDeal(
            row[0],
            Deal(
                name=row[1],
                status=DealStatus(row[2]),
                stage=Stage(row[3]) if row[3] else None,
                value_minor=row[4],
                currency=row[5],
                opened=_moment(row[6], row[7]),
                closed=_moment(row[8], row[9]),
                lost_reason=row[10],
                history=_history(connection, row[0]),
            ),
            row[11],
            row[12],
        )
        for row in rows
    )


def _history(connection: sqlite3.Connection, deal_id: int) -> tuple[Step, ...]:
    rows = connection.execute(
        "SELECT to_stage, at, at_offset FROM stage_change WHERE deal_id = ? ORDER BY id", (deal_id,)
    )
    return tuple(
        Step(Stage(to) if to in set(Stage) else DealStatus(to), _moment(at, offset))
        for to, at, offset in rows
    )
