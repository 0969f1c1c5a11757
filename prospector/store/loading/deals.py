"""Publishing deals with their dated steps."""

from __future__ import annotations

import json

from prospector.domain.spelling import fold
from prospector.domain.vocabulary import DealStatus, Stage
from prospector.store.loading.load import Load, RefusedError, Staged, text_of
from prospector.store.loading.named import Named
from prospector.store.loading.names import Names
from prospector.store.loading.people import meant
from prospector.store.loading.references import activity_of
from prospector.store.writing import Value

FIRST_STAGE = Stage.QUALIFYING  # a deal that says nothing of its stage is at least worth qualifying


def place_deal(load: Load, names: Names, row: Staged) -> str:
    """A deal with the dated history of its stages."""
    account_id = names.words.account(text_of(row, "account"), text_of(row, "account_ref"))
    activity = activity_of(load, text_of(row, "activity_ref"))
    named = Named(
        text_of(row, "contact"),
        text_of(row, "email"),
        account_id=account_id,
        reference=text_of(row, "contact_ref"),
    )
    status = _status(row)
    currency = currency_of(load, text_of(row, "currency"))
    contact_id, lead_id = meant(names.people, named)
    if contact_id is None and activity is not None:
        contact_id, lead_id, account_id = activity[1], activity[2], account_id or activity[3]
    source = text_of(row, "source")
    name = text_of(row, "name") or _name_of(load, contact_id, account_id, row)
    closed = status != DealStatus.OPEN
    number = load.insert(
        "deal",
        name=name,
        name_key=fold(name),
        contact_id=contact_id,
        account_id=account_id or _account_of(load, contact_id),
        lead_id=lead_id,
        activity_id=None if activity is None else activity[0],
        source_id=None if source is None else names.words.source(source),
        value_minor=row["value"],
        currency=currency,
        status=status.value,
        stage=None if closed else (row["stage"] or FIRST_STAGE.value),
        opened_at=row["opened_at"],
        opened_offset=row["opened_at_offset"],
        expected_close_on=row["expected_close_on"],
        closed_at=row["closed_at"] if closed else None,
        closed_offset=row["closed_at_offset"] if closed else None,
        lost_reason=row["lost_reason"],
        rep_id=names.words.rep(text_of(row, "rep")),
        note=row["note"],
    )
    for stage, at, offset in _history(row, status):
        load.insert("stage_change", deal_id=number, to_stage=stage, at=at, at_offset=offset)
    if status == DealStatus.WON and row["closed_at"] is None:
        load.tally.remark(
            "a won deal without a date: it counts only where the period is all", int(row["line"] or 0)
        )
    names.words.tag(number, "deal", text_of(row, "tags"))
    load.remember("deals", number, row)
    return "added"


def _status(row: Staged) -> DealStatus:
    if row["status"] is not None:
        return DealStatus(str(row["status"]))
    history = json.loads(str(row["history"] or "[]"))
    last = history[-1][0] if history else ""
    return DealStatus(last) if last in {"won", "lost"} else DealStatus.OPEN


def currency_of(load: Load, code: str | None) -> str | None:
    """A currency as the store keeps it, its own as None.

    Raises:
        RefusedError: it has no rate.
    """
    if code is None or code == load.currency:
        return None
    if code not in load.currencies:
        raise RefusedError("currency", f"{code} has no rate: prospector config set rates.{code} RATE")
    return code


def _history(row: Staged, status: DealStatus) -> list[tuple[str, Value, Value]]:
    """The dated steps: as the file tells them, else as far as its dates go."""
    if row["history"] is not None:
        return [(stage, at, offset) for stage, at, offset in json.loads(str(row["history"]))]
    opened = (row["opened_at"], row["opened_at_offset"])
    if status != DealStatus.OPEN:
        return [
            (FIRST_STAGE.value, *opened),
            (status.value, row["closed_at"], row["closed_at_offset"]),
        ]
    stage = str(row["stage"] or FIRST_STAGE.value)
    if row["stage_since"] is None:
        return [(stage, *opened)]
    return [(FIRST_STAGE.value, *opened), (stage, row["stage_since"], row["stage_since_offset"])]


def _name_of(load: Load, contact_id: int | None, account_id: int | None, row: Staged) -> str:
    """What a deal without a name is called: its company, its contact, its id."""
    for table, number in (("account", account_id or _account_of(load, contact_id)), ("contact", contact_id)):
        if number is not None:
            return str(
                load.connection.execute(f"SELECT name FROM {table} WHERE id = ?", (number,)).fetchone()[0]
            )
    return text_of(row, "external_id") or "deal"


def _account_of(load: Load, contact_id: int | None) -> int | None:
    if contact_id is None:
        return None
    found = load.connection.execute("SELECT account_id FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return None if found is None or found[0] is None else int(found[0])
